"""The reference pages that are generated from the code, so that they cannot drift from it."""

import argparse
import json
from collections.abc import Iterator

import msgspec

from foreshock.cli.command_line import build_parser


def command_reference() -> str:
    """Return docs/reference/commands.md: every command with its arguments and examples."""
    parser = build_parser()
    lines = [
        "# Commands",
        "",
        "Generated from the code. Every command exits 0 when done, 1 when some inputs failed, 2 on wrong usage.",
        "Progress goes to the error stream, and only when that is a terminal.",
        "",
    ]
    for name, command in _commands(parser):
        lines += [f"## foreshock {name}", "", command.description or "", ""]
        lines += ["| argument | meaning |", "|-|-|"]
        lines += [f"| `{_spelling(action)}` | {_meaning(action)} |" for action in _arguments(command)]
        lines += ["", "```sh", *_examples(command), "```", ""]
    return "\n".join(lines)


def reading_schema() -> str:
    """Return docs/reference/reading.schema.json: the JSON Schema of `foreshock read --json`."""
    from foreshock.terms.reading import Reading

    return _schema(Reading)


def outlook_schema() -> str:
    """Return docs/reference/outlook.schema.json: the JSON Schema of `foreshock outlook --json`."""
    from foreshock.terms.forecast import Outlook

    return _schema(Outlook)


def brief_schema() -> str:
    """Return docs/reference/brief.schema.json: the JSON Schema of `foreshock brief --json`."""
    from foreshock.flow.brief import Brief

    return _schema(Brief)


def timing_schema() -> str:
    """Return docs/reference/timing.schema.json: the JSON Schema of `foreshock outlook --timing --json`."""
    from foreshock.flow.timing import TimingReport

    return _schema(TimingReport)


def ledger_schema() -> str:
    """Return docs/reference/ledger.schema.json: the JSON Schema of the rows that `foreshock ledger export` writes."""
    from foreshock.terms.ledger import Issued, Resolution

    kinds, named = msgspec.json.schema_components((Issued, Resolution), ref_template="#/$defs/{name}")
    return json.dumps({"oneOf": list(kinds), "$defs": named}, indent=1, ensure_ascii=False) + "\n"


def _schema(kind: type) -> str:
    return json.dumps(msgspec.json.schema(kind), indent=1, ensure_ascii=False) + "\n"


def _commands(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in parser._actions:  # noqa: SLF001 - argparse offers no public way to list subcommands
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            yield from action.choices.items()


def _arguments(command: argparse.ArgumentParser) -> list[argparse.Action]:
    return [action for action in command._actions if action.dest != "help"]  # noqa: SLF001


def _spelling(action: argparse.Action) -> str:
    value = action.metavar or (action.dest.upper() if action.nargs != 0 and action.option_strings else action.dest)
    if action.choices is not None:
        value = "\\|".join(map(str, action.choices))
    if not action.option_strings:
        return f"{value} …" if action.nargs in {"*", "+"} else str(value)
    return ", ".join(action.option_strings) + ("" if action.nargs == 0 else f" {value}")


def _meaning(action: argparse.Action) -> str:
    return (action.help or "").replace("|", "\\|")


def _examples(command: argparse.ArgumentParser) -> list[str]:
    return [line.strip() for line in (command.epilog or "").splitlines()[1:]]
