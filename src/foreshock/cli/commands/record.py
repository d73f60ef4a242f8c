"""`foreshock record`: look into the record."""

import argparse

from foreshock.cli import options
from foreshock.cli.commands import record_review
from foreshock.cli.terminal import DONE, SOME_FAILED, Terminal
from foreshock.render.counted import counted

SUMMARY = "list, show, search, compare, review and check what the record holds, as known at any moment"
EXAMPLES = (
    "foreshock record create --record mine.sqlite3",
    "foreshock record list --kind launch.ballistic --from 2022-12-01 --as-of 2023-02-02",
    "foreshock record show provocations:20221118-icbm",
    'foreshock record search "joint drill" resume*',
    "foreshock record diff 2023-01-01 2023-02-01",
    "foreshock record compare csis cns --kind launch --from 2012-01-01",
    "foreshock record check",
    "foreshock record export plover events.jsonl --as-of 2023-02-02",
    "foreshock record export parquet events.parquet",
    "foreshock record import record.jsonl.gz --record elsewhere.sqlite3",
    "foreshock record import snapshots/ --as csis",
    "foreshock record import repository/data/table.csv --as csis --history",
    "foreshock record import provocations.csv --as provocations.toml --seen 2023-02-02",
    "foreshock record import 20230202004500.export.CSV.zip --as gdelt",
    "foreshock record import ngecEvents.DV.2023.txt --as polecat",
    *record_review.EXAMPLES,
)
ACTIONS = {
    "list": "events",
    "show": "EVENT: one event with its reports, evidence, sources, disputes and history",
    "history": "EVENT: every version of an event the file ever held",
    "diff": "EARLIER LATER: what was known otherwise at the later moment",
    "compare": "TABLE TABLE: how far two imported tables (or the theater's own, by its id) agree, and every dispute",
    "search": "WORD…: full text of events, statements and articles",
    "check": "is the file whole",
    "export": "archive|csv|gdelt|parquet|plover FILE: the whole record, or the events for other programs",
    "import": "FILE…: an archive into a record that is not there yet, or with --as the rows of tables as reports",
    "stats": "how much it holds",
    "create": "a new record with the theater's history, at --record",
    "review": record_review.ABOUT,
}
FOUND = 20
TABLES = (".csv", ".json", ".tsv", ".tab", ".txt", ".zip")
WANTED = {"list": 0, "show": 1, "history": 1, "diff": 2, "compare": 2, "check": 0, "export": 2, "stats": 0, "create": 0}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    meaning = "; ".join(f"{action} {about}" for action, about in ACTIONS.items())
    parser.add_argument("action", choices=tuple(ACTIONS), help=meaning)
    parser.add_argument("words", nargs="*", metavar="WORD", help="the action's own arguments")
    parser.add_argument("--kind", action="append", metavar="KIND", help="list: only this kind and those below it")
    parser.add_argument("--actor", action="append", metavar="CODE", help="list: only this actor's")
    parser.add_argument("--from", dest="start", metavar="DATE", help="list: only what went on at this day or later")
    parser.add_argument("--to", dest="end", metavar="DATE", help="list: only what began by this day")
    parser.add_argument("--known-at", metavar="WHEN", help="list: only with what this file itself held at that moment")
    parser.add_argument(
        "--limit", type=int, metavar="N", help="list, search, review next: how many (default: all of a list, else 20)"
    )
    parser.add_argument(
        "--as",
        dest="form",
        metavar="FORM",
        help="import: gdelt, plover, polecat, a mapping the theater ships (csis, cns) or a TOML file that maps columns",
    )
    parser.add_argument(
        "--seen", metavar="WHEN", help="import: when the file was public (default: the day in its name, else now)"
    )
    parser.add_argument(
        "--about",
        action="append",
        metavar="CODE",
        help="import: only this actor's events, from files about everyone; all for all (default: the theater's own)",
    )
    parser.add_argument(
        "--history",
        action="store_true",
        help="import: every version of the file that its git repository keeps, each known from its commit on",
    )
    record_review.add_arguments(parser)
    options.add_theater(parser)
    options.add_as_of(parser)
    options.add_record(parser)
    options.add_json(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print what was asked for; with --json one object a line. `check` exits 1 when it finds faults."""
    from foreshock.terms.errors import UsageError

    wanted = WANTED.get(args.action)
    if (wanted is None and not args.words) or (wanted is not None and len(args.words) != wanted):
        raise UsageError(
            f"record {args.action} got {counted(len(args.words), 'argument')}",
            expected=f"{args.action} {ACTIONS[args.action]}",
            next_step="foreshock record --help shows examples",
        )
    return _ACTIONS[args.action](args, terminal)


def _list(args: argparse.Namespace, terminal: Terminal) -> int:
    from foreshock.cli.render import record_text
    from foreshock.flow.record import Question, list_events

    question = Question(
        kinds=tuple(args.kind or ()),
        actors=tuple(args.actor or ()),
        since=options.parse_day(args.start, "--from"),
        until=options.parse_day(args.end, "--to"),
        known_at=args.known_at,
    )
    found = list_events(options.desk(args, terminal), question)
    shown = found[: options.how_many(args.limit, len(found))]
    for event in shown:
        terminal.json(event) if args.json else terminal.line(record_text.event_line(event))
    if len(shown) < len(found):
        terminal.err.write(f"foreshock: {len(found) - len(shown):,} more\n")
    if not found and not args.json:
        terminal.line("no such event is known; `foreshock theater show PACK kinds` lists the kinds")
    return DONE


def _show(args: argparse.Namespace, terminal: Terminal) -> int:
    from foreshock.cli.render import record_text
    from foreshock.flow.record import show_event

    page = show_event(options.desk(args, terminal), args.words[0])
    terminal.json(page) if args.json else record_text.print_page(page, terminal)
    return DONE


def _history(args: argparse.Namespace, terminal: Terminal) -> int:
    from foreshock.cli.render import record_text
    from foreshock.flow.record import event_history

    for version in event_history(options.desk(args, terminal), args.words[0]):
        terminal.json(version) if args.json else terminal.line(record_text.version_line(version))
    return DONE


def _diff(args: argparse.Namespace, terminal: Terminal) -> int:
    from foreshock.cli.render import record_text
    from foreshock.flow.record import compare_moments

    diff = compare_moments(options.desk(args, terminal), *args.words)
    terminal.json(diff) if args.json else record_text.print_diff(diff, terminal)
    return DONE


def _compare(args: argparse.Namespace, terminal: Terminal) -> int:
    from foreshock.cli.render.compare_text import print_comparison
    from foreshock.flow.record_compare import compare_tables

    found = compare_tables(
        options.desk(args, terminal),
        *args.words,
        kinds=tuple(args.kind or ()),
        since=options.parse_day(args.start, "--from"),
        until=options.parse_day(args.end, "--to"),
    )
    terminal.json(found) if args.json else print_comparison(found, terminal)
    return DONE


def _search(args: argparse.Namespace, terminal: Terminal) -> int:
    from foreshock.cli.render import record_text
    from foreshock.flow.record import search_record

    # the shell has taken the quotes off a phrase: an argument with a space in it is one
    words = " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in args.words)
    hits = search_record(options.desk(args, terminal), words, limit=options.how_many(args.limit, FOUND))
    for hit in hits:
        terminal.json(hit) if args.json else terminal.line(record_text.hit_line(hit))
    if not hits and not args.json:
        terminal.line("nothing found; every word must occur, and the start* of a word finds its longer forms")
    return DONE


def _check(args: argparse.Namespace, terminal: Terminal) -> int:
    from foreshock.flow.record import check_record

    faults = check_record(options.desk(args, terminal))
    if args.json:
        terminal.json({"faults": faults})
    else:
        for line in faults or ["the record is whole"]:
            terminal.line(line)
    return SOME_FAILED if faults else DONE


def _export(args: argparse.Namespace, terminal: Terminal) -> int:
    from pathlib import Path

    from foreshock.flow.record_files import FORMS, export_record
    from foreshock.terms.errors import UsageError

    form, path = args.words
    if form not in FORMS:
        raise UsageError(f"there is no export form {form!r}", expected=" or ".join(FORMS), next_step="choose one")
    done = export_record(options.desk(args, terminal), form, Path(path))
    if args.json:
        terminal.json(done)
    else:
        rest = (
            f"; left out, for {form} cannot express them: {counted(len(done.left_out), 'event')}"
            if done.left_out
            else ""
        )
        terminal.line(f"{done.path}: {done.written:,} written{rest}")
    return DONE


def _import(args: argparse.Namespace, terminal: Terminal) -> int:
    from pathlib import Path

    from foreshock.flow.record_files import import_record
    from foreshock.terms.errors import UsageError

    if args.form:
        return _import_tables(args, terminal)
    tables = [word for word in args.words if word.lower().removesuffix(".gz").endswith(TABLES)]
    if tables:
        raise UsageError(
            f"{tables[0]} looks like a table of events, not like an archive of a record",
            expected="an archive, or --as FORM for a table of events",
            next_step="add --as gdelt, plover, polecat, a mapping of the theater or a TOML file",
        )
    for word in args.words:
        rows = import_record(options.desk(args, terminal, makes=True), Path(word))
        terminal.json({"rows": rows}) if args.json else terminal.line(f"{word}: {counted(rows, 'row')} read")
    return DONE


def _import_tables(args: argparse.Namespace, terminal: Terminal) -> int:
    from foreshock.cli.render.import_text import print_imported, progress_bar
    from foreshock.flow.record_imports import ImportOrder, import_files

    order = ImportOrder(
        form=args.form, paths=tuple(args.words), seen=args.seen, about=tuple(args.about or ()), history=args.history
    )
    code = DONE
    with progress_bar(terminal) as progress:
        for done in import_files(options.desk(args, terminal, makes=True), order, progress):
            terminal.json(done) if args.json else print_imported(done, terminal)
            code = SOME_FAILED if done.refusals else code
    return code


def _stats(args: argparse.Namespace, terminal: Terminal) -> int:
    from foreshock.cli.render import record_text
    from foreshock.flow.record import record_stats

    stats = record_stats(options.desk(args, terminal))
    terminal.json(stats) if args.json else record_text.print_stats(stats, terminal)
    return DONE


def _create(args: argparse.Namespace, terminal: Terminal) -> int:
    from foreshock.cli.render import record_text
    from foreshock.flow.record import create_record

    stats = create_record(options.desk(args, terminal, makes=True))
    terminal.json(stats) if args.json else record_text.print_stats(stats, terminal)
    return DONE


_ACTIONS = {
    "create": _create,
    "list": _list,
    "show": _show,
    "history": _history,
    "diff": _diff,
    "compare": _compare,
    "search": _search,
    "check": _check,
    "export": _export,
    "import": _import,
    "stats": _stats,
    "review": record_review.run,
}
