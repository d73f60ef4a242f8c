"""`foreshock ledger`: forecasts that are kept, settled and open to anybody's check."""

import argparse

from foreshock.cli import options
from foreshock.cli.terminal import DONE, SOME_FAILED, Terminal
from foreshock.render.counted import counted

SUMMARY = "issue forecasts into an append-only ledger, settle them from the record, check and export the chain"
EXAMPLES = (
    "foreshock ledger issue --target any_missile --horizon 7",
    "foreshock ledger list --state pending",
    "foreshock ledger list --as-of 2024-06-30",
    "foreshock ledger show 12",
    "foreshock ledger resolve",
    'foreshock ledger void 12 --why "the adjudicators stopped publishing"',
    "foreshock ledger verify --head 9f2c…",
    "foreshock ledger export ledger.jsonl",
)
ACTIONS = {
    "issue": "the outlook's forecasts become rows",
    "list": "rows and where each stands",
    "show": "NUMBER: one row in full with every resolution",
    "resolve": "settle closed questions from the record as known now",
    "void": "NUMBER --why TEXT: take a question out of the scores",
    "verify": "check the whole chain and print its head; exit 1 on a break",
    "export": "FILE: every row as one JSON object a line",
}
WANTED = {"issue": 0, "list": 0, "show": 1, "resolve": 0, "void": 1, "verify": 0, "export": 1}
LOOKING = ("issue", "list", "show")  # what can speak from another moment
STATES = ("open", "pending", "yes", "no", "void")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    meaning = "; ".join(f"{action} {about}" for action, about in ACTIONS.items())
    parser.add_argument("action", choices=tuple(ACTIONS), help=meaning)
    parser.add_argument("words", nargs="*", metavar="WORD", help="the action's own argument")
    parser.add_argument("--target", action="append", metavar="TARGET", help="issue: only this target (repeatable)")
    parser.add_argument(
        "--horizon", action="append", type=int, metavar="DAYS", help="issue: only this horizon, in days (repeatable)"
    )
    parser.add_argument("--state", choices=STATES, help="list: only forecasts that stand so")
    parser.add_argument("--why", default="", metavar="TEXT", help="void: why the question cannot be settled as put")
    parser.add_argument("--head", metavar="DIGEST", help="verify: a head noted earlier, which must still be there")
    options.add_theater(parser)
    options.add_as_of(parser)
    options.add_record(parser)
    options.add_scale(parser)
    options.add_json(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Do what was asked for; with --json print one object (list and resolve: see the how-to)."""
    from foreshock.flow.scales import scale_named
    from foreshock.terms.errors import UsageError

    if len(args.words) != WANTED[args.action]:
        raise UsageError(
            f"ledger {args.action} got {counted(len(args.words), 'argument')}",
            expected=f"{args.action} {ACTIONS[args.action]}",
            next_step="foreshock ledger --help shows examples",
        )
    scale_named(args.scale)
    if args.as_of and args.action not in LOOKING:
        raise UsageError(
            f"ledger {args.action} --as-of {args.as_of}",
            expected="--as-of with `issue`, `list` and `show` only: everything else speaks from now",
            next_step="leave --as-of out",
        )
    return _ACTIONS[args.action](args, terminal)


def _issue(args: argparse.Namespace, terminal: Terminal) -> int:
    from foreshock.cli.render import ledger_text
    from foreshock.flow.ledger import issue_forecasts
    from foreshock.flow.scales import scale_named

    report = issue_forecasts(
        options.desk(args, terminal, makes=True), targets=args.target or (), horizons=args.horizon or ()
    )
    terminal.json(report) if args.json else ledger_text.print_issued(report, scale_named(args.scale), terminal)
    return DONE


def _list(args: argparse.Namespace, terminal: Terminal) -> int:
    from foreshock.cli.render import ledger_text
    from foreshock.flow.ledger_pages import list_questions
    from foreshock.flow.scales import scale_named

    lines = list_questions(options.desk(args, terminal), state=args.state)
    if args.json:
        for line in lines:
            terminal.json(line)
    else:
        ledger_text.print_lines(lines, scale_named(args.scale), terminal)
    return DONE


def _show(args: argparse.Namespace, terminal: Terminal) -> int:
    from foreshock.cli.render import ledger_text
    from foreshock.flow.ledger_pages import show_question
    from foreshock.flow.scales import scale_named

    page = show_question(options.desk(args, terminal), _number(args))
    terminal.json(page) if args.json else ledger_text.print_page(page, scale_named(args.scale), terminal)
    return DONE


def _resolve(args: argparse.Namespace, terminal: Terminal) -> int:
    from foreshock.cli.render import ledger_text
    from foreshock.flow.ledger import resolve_questions

    report = resolve_questions(options.desk(args, terminal))
    terminal.json(report) if args.json else ledger_text.print_resolved(report, terminal)
    return DONE


def _void(args: argparse.Namespace, terminal: Terminal) -> int:
    from foreshock.cli.render import ledger_text
    from foreshock.flow.ledger import void_question

    resolution = void_question(options.desk(args, terminal), _number(args), args.why)
    terminal.json(resolution) if args.json else terminal.line(ledger_text.resolution_line(resolution))
    return DONE


def _verify(args: argparse.Namespace, terminal: Terminal) -> int:
    from foreshock.cli.render import ledger_text
    from foreshock.flow.ledger_check import check_ledger

    check = check_ledger(options.desk(args, terminal), head=args.head)
    terminal.json(check) if args.json else ledger_text.print_check(check, terminal)
    return SOME_FAILED if check.breaks else DONE


def _export(args: argparse.Namespace, terminal: Terminal) -> int:
    from pathlib import Path

    from foreshock.flow.ledger_check import export_ledger

    done = export_ledger(options.desk(args, terminal), Path(args.words[0]))
    if args.json:
        terminal.json(done)
    else:
        terminal.line(
            f"{done.path}: {counted(done.issued, 'forecast')} and {counted(done.resolutions, 'resolution')} written"
        )
        terminal.line(f"head {done.head or 'none'}")
        terminal.line(f"resolutions' head {done.resolutions_head or 'none'}")
    return DONE


def _number(args: argparse.Namespace) -> int:
    from foreshock.terms.errors import UsageError

    word: str = args.words[0]
    if not (word.isascii() and word.isdecimal()):
        raise UsageError(
            f"ledger {args.action} {word}: not the number of a row",
            expected="a number such as 12",
            next_step="see `foreshock ledger list`",
        )
    return int(word)


_ACTIONS = {
    "issue": _issue,
    "list": _list,
    "show": _show,
    "resolve": _resolve,
    "void": _void,
    "verify": _verify,
    "export": _export,
}
