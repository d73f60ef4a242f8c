"""Bring other people's event tables into the record as reports of their rows."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from foreshock.flow.desk import Desk, DeskSettings, open_desk
from foreshock.flow.moments import as_of_moment
from foreshock.flow.record_copies import (
    SUFFIXES,
    Copy,
    Holds,
    copies_in_files,
    copies_in_history,
    copy_of_file,
    files_in,
    has_history,
    looks_like,
)
from foreshock.record.imports import gdelt, plover, polecat
from foreshock.record.imports.actors import ActorCodes
from foreshock.record.imports.lines import Progress, nobody, read_lines
from foreshock.record.imports.mapped import Weapons, code_rows, origin_of
from foreshock.record.imports.ngec import Fields
from foreshock.record.imports.rows import ImportedRow, Incoming, Joined, PassedRow, RefusedRow
from foreshock.record.imports.tables import read_table
from foreshock.record.outcomes import ImportReport
from foreshock.terms.errors import UsageError
from foreshock.theaters.cameo import Cameo
from foreshock.theaters.mappings import find_mapping

GDELT, PLOVER, POLECAT = gdelt.NAME, plover.NAME, polecat.NAME
EVERYONE = "all"
POLECAT_SUFFIXES = frozenset({".txt", ".tsv", ".tab", ".gz", ".zip"})

Item = ImportedRow | RefusedRow | PassedRow
Lines = Iterator[tuple[int, bytes | RefusedRow]]
Rows = Iterator[tuple[int, Fields | RefusedRow]] | Iterator[tuple[int, Fields | RefusedRow | PassedRow]]


class Imported(Struct, frozen=True, kw_only=True):
    """What bringing in one file did.

    `rows` were read: `passed` of them tell of nobody asked for, `refused` are the first of those
    left out and `refusals` counts them all by reason. `skipped` says why the whole file was left
    alone; there is no `report` then.
    """

    path: str
    seen_at: datetime
    report: ImportReport | None
    rows: int = 0
    passed: int = 0
    refused: tuple[RefusedRow, ...] = ()
    refusals: dict[str, int] = {}
    skipped: str | None = None


class ImportOrder(Struct, frozen=True, kw_only=True):
    """What to bring in and how.

    `form` is "gdelt", "plover", "polecat", the path of a mapping or the name of one the theater ships. `seen` is
    the day or instant, as written, at which the files were public; None means the day in a file's
    name for tables that come in copies, else now. `about` are the actors whose events are kept
    from files about everyone; the theater's own if empty, everyone's for "all". `history` asks for every
    version of a file that its git repository keeps; a repository that is named itself is read so anyway.
    """

    form: str
    paths: tuple[str, ...]
    seen: str | None = None
    about: tuple[str, ...] = ()
    history: bool = False


@dataclass(frozen=True)
class _Format:
    """A form of table: its origin, how a file's rows become events, whether a file is all of it, how files end."""

    origin: str
    read: Callable[[Path, datetime, Progress], Iterator[Item]]
    complete: bool
    suffixes: frozenset[str] = SUFFIXES
    holds: Holds = lambda _: True


def import_files(settings: DeskSettings, order: ImportOrder, progress: Progress = nobody) -> Iterator[Imported]:
    """Yield what each file did, in order of when they were public.

    A file is kept all or none if the table comes in whole copies; otherwise some rows at a time, so
    that what was kept before an interruption stays. Running it again continues.

    Raises:
        InputError: a file cannot be read; those before it are kept.
        UsageError: there is no such form, a copy has no day, or a file's day is out of order.
    """
    with open_desk(settings) as desk:
        form = _format_of(order, settings, desk)
        for copy in _copies(order, form, settings, desk):
            latest = desk.record.imported.latest_copy(form.origin) if form.complete else None
            if latest is not None and latest > copy.seen_at and order.seen is None:
                why = f"a later copy, seen {latest:%Y-%m-%d}, is in the record"
                yield Imported(path=copy.name, seen_at=copy.seen_at, report=None, skipped=why)
                continue
            with copy.file() as path:
                yield _import(desk, form, copy, path, progress)


def _import(desk: Desk, form: _Format, copy: Copy, path: Path, progress: Progress) -> Imported:
    incoming = Incoming(form.read(path, copy.seen_at, progress))
    if form.complete:
        report = desk.record.imported.keep_copy(
            form.origin, incoming, seen_at=copy.seen_at, whole=lambda: not incoming.refusals
        )
    else:
        report = desk.record.imported.keep_part(form.origin, incoming, seen_at=copy.seen_at)
    return Imported(
        path=copy.name,
        seen_at=copy.seen_at,
        report=report,
        rows=incoming.rows,
        passed=incoming.passed,
        refused=tuple(incoming.refused),
        refusals=dict(incoming.refusals),
    )


def _format_of(order: ImportOrder, settings: DeskSettings, desk: Desk) -> _Format:
    pack = desk.pack
    about = _about(order, desk)
    codes, cameo = ActorCodes(pack.actors), Cameo(pack.cameo)
    kinds = frozenset(kind.id for kind in pack.kinds)
    # a kind with kinds below it does not say enough to tell one happening from the next
    leaves = kinds - {kind.rpartition(".")[0] for kind in kinds}
    joined = Joined(leaves, frozenset(pack.theater.principal))
    if order.form == GDELT:
        return _Format(
            gdelt.ORIGIN,
            lambda path, seen_at, progress: gdelt.code_lines(
                read_lines(path, progress), codes=codes, cameo=cameo, joined=joined, about=about, seen_at=seen_at
            ),
            complete=False,
        )
    if order.form in (PLOVER, POLECAT):
        origin = f"import:{order.form}"
        read, source = _plover_reader(order.form, about)
        return _Format(
            origin,
            lambda path, seen_at, progress: plover.code_events(
                read(read_lines(path, progress)),
                origin=origin,
                source=source,
                codes=codes,
                cameo=cameo,
                kinds=kinds,
                joined=joined,
                about=about,
                seen_at=seen_at,
            ),
            complete=False,
            suffixes=POLECAT_SUFFIXES if order.form == POLECAT else SUFFIXES | {".jsonl"},
        )
    mapping = find_mapping(order.form, settings.theater)
    weapons = Weapons(pack.weapons)
    return _Format(
        origin_of(mapping),
        lambda path, _, progress: code_rows(
            read_table(path, mapping.rows, progress), mapping, zone=pack.theater.zone, weapons=weapons
        ),
        complete=mapping.complete,
        holds=lambda path: looks_like(read_table(path, mapping.rows), tuple(mapping.columns.values())),
    )


def _plover_reader(form: str, about: tuple[str, ...]) -> tuple[Callable[[Lines], Rows], str]:
    """Return what makes PLOVER's fields of a file's lines, and whose rows they are."""
    if form == POLECAT:
        return lambda lines: polecat.read_fields(lines, about=about), polecat.SOURCE
    return plover.read_fields, plover.SOURCE


def _about(order: ImportOrder, desk: Desk) -> tuple[str, ...]:
    if EVERYONE in order.about:
        return ()
    known = {actor.code for actor in desk.pack.actors}
    for code in order.about:
        if code not in known:
            raise UsageError(
                f"there is no actor {code!r}", expected="a code of the theater, or all", next_step="see its actors.csv"
            )
    return order.about or desk.pack.theater.principal


def _copies(order: ImportOrder, form: _Format, settings: DeskSettings, desk: Desk) -> Iterable[Copy]:
    """Return the copies with when each was public, the earliest first."""
    zone, now = desk.pack.theater.zone, settings.clock.now()
    paths = [Path(path) for path in order.paths]
    if order.history or any(form.complete and has_history(path) for path in paths):
        return _history(order, form, paths)
    files = [file for path in paths for file in files_in(path, form.suffixes)]
    if order.seen is None and form.complete:
        return copies_in_files(files, zone=zone, now=now)
    if form.complete and len(files) > 1:
        raise UsageError(
            f"--seen {order.seen} cannot be the day of {len(files)} copies",
            expected="one file, or several with a day in each name",
            next_step="leave --seen out",
        )
    seen_at = as_of_moment(order.seen, zone) if order.seen else now
    return [copy_of_file(file, seen_at) for file in files]


def _history(order: ImportOrder, form: _Format, paths: Sequence[Path]) -> Iterator[Copy]:
    if not form.complete:
        raise UsageError(
            f"--as {order.form} has no history to read",
            expected="a table that comes in whole copies, such as csis",
            next_step="give its files",
        )
    if order.seen is not None or len(paths) != 1:
        raise UsageError(
            f"a history with {f'--seen {order.seen}' if order.seen else f'{len(paths)} paths'}",
            expected="one repository, or one file in it; each version is known from its commit on",
            next_step="leave the rest out",
        )
    return copies_in_history(paths[0], form.holds)
