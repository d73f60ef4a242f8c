"""Options that several commands share, with one wording and one meaning each."""

import argparse
from datetime import date, datetime
from typing import TYPE_CHECKING

from foreshock.cli.terminal import Terminal

if TYPE_CHECKING:
    from foreshock.flow.articles import Inputs
    from foreshock.flow.desk import DeskSettings
    from foreshock.flow.relevance import Sieve


def add_inputs(parser: argparse.ArgumentParser, *, optional: bool = False) -> None:
    """Add the articles to read and how to read them."""
    parser.add_argument(
        "inputs",
        nargs="*" if optional else "+",
        metavar="ARTICLE",
        help="files, folders, URLs, .jsonl files (one article a line), news items (XML, JSON) or - for standard input",
    )
    parser.add_argument(
        "--published",
        metavar="WHEN",
        help="publication time when the text does not say: 2023-02-02 or 2023-02-02T00:45Z",
    )
    parser.add_argument("--timeout", type=float, default=20.0, metavar="SECONDS", help="for URLs (default: 20)")


def add_theater(parser: argparse.ArgumentParser) -> None:
    """Add the choice of theater pack."""
    parser.add_argument("--theater", default="korea", metavar="NAME", help="pack name or folder (default: korea)")


def add_relevant_only(parser: argparse.ArgumentParser) -> None:
    """Add the choice of leaving out what is not about the theater."""
    parser.add_argument(
        "--relevant-only",
        action="store_true",
        help="leave out articles that do not name the theater's principal actors, and say how many there were",
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    """Add the choice of machine-readable output."""
    parser.add_argument("--json", action="store_true", help="one JSON object a line instead of text")


def add_sides(parser: argparse.ArgumentParser, first: str, second: str, what: str) -> None:
    """Add the two sides of a question; `what` says in words what the second is."""
    parser.add_argument(
        "antecedent",
        metavar=first,
        help="a target, or a kind with @ACTOR,… for some actors' and ?stance=threaten for some rows",
    )
    parser.add_argument("consequent", metavar=second, help=f"the same, for {what}")


def add_drawn_answer(parser: argparse.ArgumentParser) -> None:
    """Add what all questions share whose answers can be drawn: of what and when, and in which form."""
    add_theater(parser)
    add_as_of(parser)
    add_record(parser)
    add_chart(parser)
    add_json(parser)


def add_chart(parser: argparse.ArgumentParser) -> None:
    """Add where to draw the answer."""
    parser.add_argument("--chart", metavar="FILE", help="also draw it: a file that ends in .svg, .png or .csv")


def add_record(parser: argparse.ArgumentParser) -> None:
    """Add where the record is."""
    parser.add_argument(
        "--record",
        metavar="PLACE",
        help="the record: a file, or postgresql+psycopg://USER@HOST/DATABASE "
        "(default: $FORESHOCK_RECORD, else a file in the user's data folder)",
    )


def add_scale(parser: argparse.ArgumentParser) -> None:
    """Add the choice of probability words."""
    parser.add_argument(
        "--scale",
        default="icd-203",
        metavar="NAME",
        help="words of probability beside the numbers: icd-203 (US) or phia (UK; default: icd-203)",
    )


def add_as_of(parser: argparse.ArgumentParser, *, article: bool = False) -> None:
    """Add the moment to speak from; `article` for commands that read one and speak from its time."""
    usual = "the article's own time, else now" if article else "now"
    parser.add_argument(
        "--as-of", metavar="WHEN", help=f"speak from this moment (a day means its local end; default: {usual})"
    )


def inputs(args: argparse.Namespace, terminal: Terminal) -> "Inputs":
    """Return what to read and how, from the parsed arguments."""
    from foreshock.flow.articles import Inputs

    return Inputs(
        arguments=tuple(args.inputs),
        stdin=terminal.stdin,
        published=parse_published(args.published),
        timeout=args.timeout,
        clock=terminal.clock,
        sieve=_sieve(args.theater) if getattr(args, "relevant_only", False) else None,
    )


def _sieve(theater: str) -> "Sieve":
    from foreshock.flow.relevance import build_sieve

    return build_sieve(theater)


def tell_let_by(taken: "Inputs", terminal: Terminal) -> None:
    """Say on the error stream how many articles were left out, if any could be."""
    if taken.sieve is not None:
        terminal.err.write(f"foreshock: {taken.sieve.summary}\n")


def desk(args: argparse.Namespace, terminal: Terminal, *, makes: bool = False) -> "DeskSettings":
    """Return which theater, record and moment to work with, from arguments and environment.

    A record named with --record must be there, unless the command `makes` one: a slip of the keyboard
    would be answered from a new, empty one. The user's own, and FORESHOCK_RECORD's, is made on first use.

    Raises:
        RecordError: there is none at --record.
    """
    from foreshock.flow.desk import DeskSettings

    if not makes:
        _look_for_record(args.record, terminal)
    return DeskSettings(
        theater=args.theater,
        record=args.record,
        environment=terminal.environ.get("FORESHOCK_RECORD"),
        as_of=args.as_of if hasattr(args, "as_of") else None,
        clock=terminal.clock,
    )


def _look_for_record(argument: str | None, terminal: Terminal) -> None:
    from foreshock.record.location import record_location, record_may_exist
    from foreshock.terms.errors import RecordError

    named = argument or terminal.environ.get("FORESHOCK_RECORD")
    place = record_location(named)
    if not named or record_may_exist(place):
        return
    if argument:
        raise RecordError(
            f"there is no record at {place}",
            expected="a record that was made before",
            next_step="check the path; `foreshock record create`, `add` and `record import` make one there",
        )
    terminal.err.write(f"foreshock: there was no record at {place} (FORESHOCK_RECORD): a new one is made\n")


def parse_published(text: str | None) -> datetime | date | None:
    """Return a publication time: an aware instant, or a day when only the day was given."""
    from foreshock.flow.moments import parse_moment

    return None if text is None else parse_moment(text, "--published")


def how_many(limit: int | None, default: int) -> int:
    """Return how many of a list to show.

    Raises:
        UsageError: none, or fewer.
    """
    from foreshock.terms.errors import UsageError

    if limit is not None and limit < 1:
        raise UsageError(f"--limit {limit}", expected="1 or more", next_step="leave it out for the usual number")
    return default if limit is None else limit


def parse_day(text: str | None, option: str) -> date | None:
    """Return the day an option names, None when it was not given."""
    from foreshock.flow.moments import parse_day

    return None if text is None else parse_day(text, option)
