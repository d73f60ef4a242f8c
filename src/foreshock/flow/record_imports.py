"""Bring other people's event tables into the record as reports of their rows."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from foreshock.flow.desk import Desk, DeskSettings, open_desk
from foreshock.flow.moments import as_of_moment, end_of_day
from foreshock.record.imports import gdelt, plover
from foreshock.record.imports.actors import ActorCodes
from foreshock.record.imports.lines import Progress, nobody, read_lines
from foreshock.record.imports.mapped import Weapons, code_rows, origin_of
from foreshock.record.imports.rows import ImportedRow, Incoming, Joined, PassedRow, RefusedRow
from foreshock.record.imports.tables import read_table
from foreshock.record.outcomes import ImportReport
from foreshock.terms.errors import UsageError
from foreshock.theaters.cameo import Cameo
from foreshock.theaters.mappings import find_mapping

GDELT, PLOVER = "gdelt", "plover"
EVERYONE = "all"
SUFFIXES = {".csv", ".json", ".gz", ".zip"}
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_]?([01]\d)[-_]?([0-3]\d)(?!\d)")

Item = ImportedRow | RefusedRow | PassedRow


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

    `form` is "gdelt", "plover", the path of a mapping or the name of one the theater ships. `seen` is
    the day or instant, as written, at which the files were public; None means the day in a file's
    name for tables that come in copies, else now. `about` are the actors whose events are kept
    from files about everyone; the theater's own if empty, everyone's for "all".
    """

    form: str
    paths: tuple[str, ...]
    seen: str | None = None
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Format:
    """A form of table: its origin, how a file's rows become events, whether a file is all of it."""

    origin: str
    read: Callable[[Path, datetime, Progress], Iterator[Item]]
    complete: bool


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
        for path, seen_at in _dated(order, form, settings, desk):
            latest = desk.record.imported.latest_copy(form.origin) if form.complete else None
            if latest is not None and latest > seen_at and order.seen is None:
                why = f"a later copy, seen {latest:%Y-%m-%d}, is in the record"
                yield Imported(path=str(path), seen_at=seen_at, report=None, skipped=why)
                continue
            yield _import(desk, form, path, seen_at, progress)


def _import(desk: Desk, form: _Format, path: Path, seen_at: datetime, progress: Progress) -> Imported:
    incoming = Incoming(form.read(path, seen_at, progress))
    if form.complete:
        report = desk.record.imported.keep_copy(
            form.origin, incoming, seen_at=seen_at, whole=lambda: not incoming.refusals
        )
    else:
        report = desk.record.imported.keep_part(form.origin, incoming, seen_at=seen_at)
    return Imported(
        path=str(path),
        seen_at=seen_at,
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
    if order.form == PLOVER:
        origin = f"import:{PLOVER}"
        return _Format(
            origin,
            lambda path, seen_at, progress: plover.code_lines(
                read_lines(path, progress),
                origin=origin,
                codes=codes,
                cameo=cameo,
                kinds=kinds,
                joined=joined,
                about=about,
                seen_at=seen_at,
            ),
            complete=False,
        )
    mapping = find_mapping(order.form, settings.theater)
    weapons = Weapons(pack.weapons)
    return _Format(
        origin_of(mapping),
        lambda path, _, progress: code_rows(
            read_table(path, mapping.rows, progress), mapping, zone=pack.theater.zone, weapons=weapons
        ),
        complete=mapping.complete,
    )


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


def _dated(order: ImportOrder, form: _Format, settings: DeskSettings, desk: Desk) -> list[tuple[Path, datetime]]:
    """Return the files with when each was public, the earliest first."""
    zone = desk.pack.theater.zone
    files = [file for path in order.paths for file in _files(Path(path))]
    if order.seen is not None or not form.complete:
        if form.complete and len(files) > 1:
            raise UsageError(
                f"--seen {order.seen} cannot be the day of {len(files)} copies",
                expected="one file, or several with a day in each name",
                next_step="leave --seen out",
            )
        seen_at = as_of_moment(order.seen, zone) if order.seen else settings.clock.now()
        return [(file, seen_at) for file in files]
    if len(files) == 1 and _day_in(files[0]) is None:
        return [(files[0], settings.clock.now())]
    dated = [(_day_in(file), file) for file in files]
    undated = next((file for day, file in dated if day is None), None)
    if undated is not None:
        raise UsageError(
            f"the copy {undated} has no day in its name",
            expected="names such as table_2024-09-06.csv, so that copies can be put in order",
            next_step="rename it",
        )
    return sorted(((file, end_of_day(day, zone)) for day, file in dated if day is not None), key=lambda item: item[1])


def _files(path: Path) -> Sequence[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(file for file in path.iterdir() if file.is_file() and file.suffix.lower() in SUFFIXES)
    if not found:
        raise UsageError(
            f"the folder {path} holds no table", expected="files that end in .csv, .json, .gz or .zip", next_step=""
        )
    return found


def _day_in(path: Path) -> date | None:
    """Return the last day that stands in a file's name."""
    for year, month, day in reversed(_DAY.findall(path.name)):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None
