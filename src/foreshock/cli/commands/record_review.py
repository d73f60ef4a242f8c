"""`foreshock record review`: judge what the record holds."""

import argparse
from typing import TYPE_CHECKING

from foreshock.cli import options
from foreshock.cli.terminal import DONE, Terminal
from foreshock.render.counted import counted

if TYPE_CHECKING:
    from foreshock.flow.reviews import Judging

ABOUT = (
    "what most wants a look (next), what was judged (list [ITEM]), and judging: accept ITEM, "
    "correct ITEM FIELD=VALUE…, reject ITEM (or a withdrawn ARTICLE or its URL), reject REPORT EVENT (only its link), "
    "pin REPORT EVENT, split EVENT REPORT…, merge EVENT OTHER, undo NUMBER; "
    "export FOLDER writes reviewed articles as gold for scoring the coder"
)
EXAMPLES = (
    "foreshock record review next",
    'foreshock record review correct ARTICLE:e2 day=2022-12-18 count=2 --by "Ann Lee" --reason "says two"',
    'foreshock record review reject provocations:20221118-icbm --by "Ann Lee" --reason "listed twice"',
    'foreshock record review merge EVENT OTHER --by "Ann Lee" --reason "one launch in two tables"',
    "foreshock record review list --as-of 2023-02-02",
    'foreshock record review undo 12 --by "Ann Lee" --reason "the ministry confirmed it after all"',
    "foreshock record review export gold/",
)
# The fewest and the most words after each verb; None for any number.
WORDS: dict[str, tuple[int, int | None]] = {
    "next": (0, 0), "list": (0, 1), "accept": (1, 2), "correct": (2, None), "reject": (1, 2), "pin": (2, 2),
    "split": (2, None), "merge": (2, 2), "undo": (1, 1), "export": (1, 1),
}  # fmt: skip
REVIEWER = "FORESHOCK_REVIEWER"
WANTING = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that only a review has."""
    parser.add_argument(
        "--by", metavar="NAME", help=f"review: who judges (default: ${REVIEWER}); kept with the review and shown"
    )
    parser.add_argument(
        "--holds-from",
        metavar="WHEN",
        help="review: since when views of past days show it, or now (default: always for how an article was read; "
        "from now on for a table's row, a merge of one and a withdrawn article)",
    )
    parser.add_argument("--reason", default="", metavar="TEXT", help="review: why; needed for all but accept")


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Do what the first word says; with --json one object a line."""
    from foreshock.terms.errors import UsageError

    verb, words = args.words[0], args.words[1:]
    fewest, most = WORDS.get(verb, (0, -1))
    if not fewest <= len(words) <= (len(words) if most is None else most):
        wrong = (
            f"record review {verb} got {counted(len(words), 'argument')}"
            if verb in WORDS
            else f"there is no review {verb!r}"
        )
        raise UsageError(wrong, expected=ABOUT, next_step="foreshock record --help shows examples")
    if verb == "next":
        return _next(args, terminal)
    if verb == "list":
        return _list(words, args, terminal)
    if verb == "export":
        return _export(words[0], args, terminal)
    return _judge(_judging(verb, words, args, terminal), args, terminal)


def _judging(verb: str, words: list[str], args: argparse.Namespace, terminal: Terminal) -> "Judging":
    from foreshock.flow.reviews import Judging

    rest = words[1:]
    return Judging(
        item=words[0],
        verdict=verb,  # type: ignore[arg-type]  # one of WORDS, checked above
        reviewer=args.by or terminal.environ.get(REVIEWER, ""),
        reason=args.reason,
        fields=_fields(rest) if verb == "correct" else None,
        event=rest[0] if rest and verb not in ("correct", "split") else None,
        reports=tuple(rest) if verb == "split" else (),
        holds_from=args.holds_from,
    )


def _fields(words: list[str]) -> dict[str, str | None]:
    from foreshock.terms.errors import UsageError

    fields: dict[str, str | None] = {}
    for word in words:
        name, sign, value = word.partition("=")
        if not sign:
            raise UsageError(
                f"{word!r} is no correction",
                expected='field=value, lists joined by ";", none for unknown',
                next_step="foreshock record review correct ARTICLE:e1 day=2023-02-02",
            )
        fields[name.strip()] = value
    return fields


def _judge(asked: "Judging", args: argparse.Namespace, terminal: Terminal) -> int:
    from foreshock.cli.render import review_text
    from foreshock.flow.reviews import judge_item

    judged = judge_item(options.desk(args, terminal), asked)
    terminal.json(judged) if args.json else review_text.print_judged(judged, terminal)
    return DONE


def _next(args: argparse.Namespace, terminal: Terminal) -> int:
    from foreshock.cli.render import review_text
    from foreshock.flow.reviews import next_to_review

    found = next_to_review(options.desk(args, terminal), limit=options.how_many(args.limit, WANTING))
    if args.json:
        for item in found:
            terminal.json(item)
    else:
        review_text.print_wanting(found, terminal)
    return DONE


def _list(words: list[str], args: argparse.Namespace, terminal: Terminal) -> int:
    from foreshock.cli.render import review_text
    from foreshock.flow.reviews import list_reviews

    found = list_reviews(options.desk(args, terminal), words[0] if words else None, known_at=args.known_at)
    for seen in found:
        terminal.json(seen) if args.json else terminal.line(review_text.review_line(seen))
    if not found and not args.json:
        terminal.line("no reviews")
    return DONE


def _export(folder: str, args: argparse.Namespace, terminal: Terminal) -> int:
    from pathlib import Path

    from foreshock.flow.reviews import export_gold

    done = export_gold(options.desk(args, terminal), Path(folder))
    if args.json:
        terminal.json(done)
    else:
        terminal.line(
            f"{done.folder}: gold of {counted(len(done.files), 'article')}, {counted(done.items, 'item')} vouched for"
        )
        for name in done.files:
            terminal.line(f"  {name}")
    return DONE
