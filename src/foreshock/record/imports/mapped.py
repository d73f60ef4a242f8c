"""Rows of a table as events, by a mapping of its columns. Pure.

An imported row is one more source's assertion. It is judged like an article's: it supports the
event of the theater's own tables when kind, actors and day agree, and never counts by itself.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from typing import cast, get_args
from zoneinfo import ZoneInfo

from foreshock.record.imports.rows import RULE, ImportedRow, RefusedRow, check_year, clean_cell, split_list
from foreshock.record.imports.tables import Cells
from foreshock.terms.reading import ActorRef, Count, Event, Instrument, Precision, Span, Status, When
from foreshock.theaters.mappings import TableMapping
from foreshock.theaters.schema import Weapon

ISO_DAY = "%Y-%m-%d"


class Weapons:
    """A theater's weapons by any of their names, however they are capitalised, spaced or hyphenated."""

    def __init__(self, weapons: Iterable[Weapon]) -> None:
        self._kinds: dict[str, str] = {}
        for weapon in weapons:
            if weapon.kind is not None and not weapon.generic:
                for name in (weapon.id, weapon.name, *weapon.aliases):
                    self._kinds.setdefault(_bare(name), weapon.kind)

    def kind_of(self, name: str) -> str | None:
        """Return the kind that launching the weapon of this name makes, None if it is not listed.

        A second name in brackets is tried too: "Hwasong-11D (KN-35)".
        """
        first, _, second = name.partition("(")
        return next((self._kinds[bare] for bare in map(_bare, (name, first, second)) if bare in self._kinds), None)


def code_rows(
    rows: Iterable[tuple[int, Cells | RefusedRow]],
    mapping: TableMapping,
    *,
    zone: str,
    weapons: Weapons | None = None,
) -> Iterator[ImportedRow | RefusedRow]:
    """Yield each row as an event, or why it had to be left out.

    `zone` is the theater's, `weapons` are for mappings that look kinds up by weapon.
    """
    coder = _Coder(mapping, ZoneInfo(zone), weapons or Weapons(()))
    for number, row in rows:
        if isinstance(row, RefusedRow):
            yield row
            continue
        try:
            yield coder.code(number, row)
        except ValueError as error:
            yield RefusedRow(number, str(error))


def origin_of(mapping: TableMapping) -> str:
    """Return the origin that marks a table's reports in the record."""
    return f"import:{mapping.name}"


class _Coder:
    def __init__(self, mapping: TableMapping, zone: ZoneInfo, weapons: Weapons) -> None:
        self._mapping = mapping
        self._zone = zone
        self._weapons = weapons
        self._unknown = frozenset(word.casefold() for word in mapping.unknown)
        self._seen: Counter[str] = Counter()

    def code(self, number: int, row: Cells) -> ImportedRow:
        """Return one row coded.

        Raises:
            ValueError: it has no day, no actor, an unknown kind, or a cell that cannot be kept.
        """
        mapping = self._mapping
        cells = {field: self._cell(row.get(column)) for field, column in mapping.columns.items()}
        when = self._when(cells)
        kind = self._kind(cells)
        actors = split_list(cells.get("actors", "")) or mapping.actors
        if not actors:
            raise ValueError("it has no actor, and the mapping names none")
        key = cells.get("id") or self._key(cells, when)
        words = " ".join(cells[field] for field in ("name", "note") if cells.get(field))
        recipients = split_list(cells.get("recipients", "")) or mapping.recipients
        return ImportedRow(
            number=number,
            id=f"{origin_of(mapping)}:{key}",
            source=cells.get("source") or mapping.source,
            known_at=_instant(cells["known"], self._zone) if cells.get("known") else None,
            event=Event(
                id=key,
                type=None,
                kind=kind,
                actors=tuple(ActorRef(code=code, text=code) for code in actors),
                recipients=tuple(ActorRef(code=code, text=code) for code in recipients),
                instruments=tuple(Instrument(name=name) for name in split_list(cells.get("instrument", ""))),
                count=_count(cells.get("count"), mapping.each),
                place=cells.get("place") or None,
                when=when,
                status=_status(cells["status"]) if cells.get("status") else mapping.status,
                evidence=(Span(0, 0, len(words), words),) if words else (),
                rule=RULE,
                score=1.0,
            ),
        )

    def _cell(self, value: object) -> str:
        text = clean_cell(value)
        return "" if text.casefold() in self._unknown else text

    def _key(self, cells: dict[str, str], when: When) -> str:
        """Name a row without an id: by its day, kind and name, the n-th of such apart."""
        key = "|".join((cells["date"], cells.get("kind", ""), cells.get("name", "")))
        if self._mapping.date_format != ISO_DAY:
            key = "|".join((str(when.start), cells.get("kind", ""), cells.get("name", "")))
        self._seen[key] += 1
        return hashlib.sha256(f"{key}|{self._seen[key]}".encode()).hexdigest()[:20]

    def _kind(self, cells: dict[str, str]) -> str:
        mapping = self._mapping
        stated = cells.get("kind", "")
        if stated in mapping.kinds:
            return mapping.kinds[stated]
        for rule in mapping.rules:
            text = cells.get(rule.field, "").casefold()
            if any(phrase.casefold() in text for phrase in rule.any):
                return rule.kind
        if mapping.weapons:
            found = self._weapons.kind_of(cells.get("instrument", ""))
            if found is not None:
                return found
        if mapping.kind is None:
            raise ValueError(f"the kind '{stated[:60]}' is not in the mapping's [kinds]")
        return mapping.kind

    def _when(self, cells: dict[str, str]) -> When:
        mapping, printed = self._mapping, cells["date"]
        first, last, precision = _span(printed, mapping.date_format, mapping.precision)
        text = printed
        if mapping.zone is not None and precision == "day":
            if cells.get("time"):
                clock = _time(cells["time"], mapping.time_format)
                instant = datetime.combine(first, clock, ZoneInfo(mapping.zone))
                first = last = instant.astimezone(self._zone).date()
                precision, text = "minute", instant.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
            elif "time" in mapping.columns:
                text = f"{printed}, hour unknown, day as printed ({mapping.zone})"
        if cells.get("end"):
            _, last, _ = _span(cells["end"], mapping.date_format, mapping.precision)
        if last < first:
            raise ValueError(f"it ends ({last}) before it begins ({first})")
        return When(start=first, end=last, precision=precision, text=text)


def _span(text: str, form: str, precision: Precision) -> tuple[date, date, Precision]:
    """Return the first and last day a cell names, and how exactly it does."""
    if form == ISO_DAY and len(text) in (4, 7):
        try:
            month = datetime.strptime(text, "%Y-%m" if len(text) == 7 else "%Y").date()  # noqa: DTZ007 - a day
        except ValueError:
            pass
        else:
            check_year(month.year)
            last = date(month.year, month.month if len(text) == 7 else 12, 1)
            return month, _month_end(last), "month" if len(text) == 7 else "year"
    day = datetime.strptime(text, form).date()  # noqa: DTZ007 - a day, not an instant
    check_year(day.year)
    return day, day, precision


def _month_end(first: date) -> date:
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def _time(text: str, form: str) -> time:
    return datetime.strptime(text, form).time()  # noqa: DTZ007 - the mapping names the zone


def _instant(text: str, zone: ZoneInfo) -> datetime:
    """Return an instant; a day means its local end, as everywhere in the record."""
    instant = datetime.fromisoformat(text)
    check_year(instant.year)
    if len(text) == len("2023-02-02"):
        instant = datetime.combine(instant.date(), time(23, 59, 59), zone)
    if instant.tzinfo is None:
        raise ValueError(f"the instant '{text[:40]}' has no time zone")
    return instant.astimezone(UTC)


def _status(text: str) -> Status:
    if text not in get_args(Status):
        raise ValueError(f"there is no status '{text[:40]}'")
    return cast("Status", text)


def _count(text: str | None, each: int | None) -> Count | None:
    if text:
        return Count(_number(text))
    return None if each is None else Count(each)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValueError(f"the count '{text[:40]}' is not a whole number")
    return int(text)


def _bare(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())
