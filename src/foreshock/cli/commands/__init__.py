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
    doors,
    explain,
    explain_odds,
    extract,
    lead_times,
    ledger,
    mcp,
    outlook,
    patterns,
    read,
    record,
    serve,
    studies,
    theater,
    threats,
    token,
    track_record,
)

COMMANDS: dict[str, ModuleType] = {
    "brief": brief,
    "read": read,
    "explain": explain,
    "extract": extract,
    "dates": dates,
    "claims": claims,
    "outlook": outlook,
    "explain-odds": explain_odds,
    "patterns": patterns,
    "lead-times": lead_times,
    "studies": studies,
    "doors": doors,
    "threats": threats,
    "add": add,
    "record": record,
    "serve": serve,
    "token": token,
    "mcp": mcp,
    "ledger": ledger,
    "track-record": track_record,
    "backtest": backtest,
    "theater": theater,
}
