"""Every command, in the order `foreshock --help` lists them.

A command module has SUMMARY (one line), EXAMPLES, `add_arguments(parser)` and
`run(args, terminal) -> exit code`.
"""

from types import ModuleType

from foreshock.cli.commands import (
    add,
    backtest,
    brief,
    claims,
    dates,
    extract,
    outlook,
    patterns,
    read,
    record,
    serve,
    theater,
)

COMMANDS: dict[str, ModuleType] = {
    "brief": brief,
    "read": read,
    "extract": extract,
    "dates": dates,
    "claims": claims,
    "outlook": outlook,
    "patterns": patterns,
    "add": add,
    "record": record,
    "serve": serve,
    "backtest": backtest,
    "theater": theater,
}
