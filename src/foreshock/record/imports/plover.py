"""Events as PLOVER JSON lines, one object a line, as POLECAT's coders and our own export write them.

Fields as in the PLOVER manual (Open Event Data Alliance): `id`, `date`, `actor` and `event` are
needed; `recipient`, `mode`, `context`, `enddate`, `time`, `event_loc`, `event_text`, `cite_info`,
`text`, `coded_date`, `comment` are read where they stand. NGEC's own fields are read too.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, cast, get_args

import msgspec

from foreshock.record.imports.actors import ActorCodes, sector_of
from foreshock.record.imports.lines import decode
from foreshock.record.imports.ngec import Fields, as_plover, is_ngec
from foreshock.record.imports.rows import RULE, ImportedRow, Joined, PassedRow, RefusedRow, check_year, clean_cell
from foreshock.terms.reading import ActorRef, Event, PloverType, Precision, Span, Status, When
from foreshock.theaters.cameo import Cameo

NAME, SOURCE = "plover", "PLOVER events"
TYPES = frozenset(get_args(PloverType))
# PLOVER's auxiliary modes: how an event stands.
STATUS: dict[str, Status] = {"future": "scheduled", "hypothetical": "possible", "negation": "denied"}
AUXILIARY = frozenset({*STATUS, "historical"})
_PRECISION = "dated to the "


def read_fields(lines: Iterable[tuple[int, bytes | RefusedRow]]) -> Iterator[tuple[int, Fields | RefusedRow]]:
    """Yield each line's object in PLOVER's fields, or why it is none; blank lines are skipped."""
    for number, line in lines:
        if isinstance(line, RefusedRow):
            yield number, line
        elif line.strip():
            try:
                yield number, _fields(line)
            except ValueError as error:
                yield number, RefusedRow(number, str(error))


def code_events(
    rows: Iterable[tuple[int, Fields | RefusedRow | PassedRow]],
    *,
    origin: str,
    source: str,
    codes: ActorCodes,
    cameo: Cameo,
    kinds: frozenset[str],
    joined: Joined,
    about: Iterable[str],
    seen_at: datetime,
) -> Iterator[ImportedRow | RefusedRow | PassedRow]:
    """Yield each object as an event, or why it was left out.

    `source` is whose a row is that does not say so. `kinds` are the theater's: a `comment` that
    begins with one settles the kind (our own export's does), otherwise type and mode do, and then only
    the kinds `joined` are taken with other reports as telling of one event. Events that name none
    of the actors `about` are passed over.
    """
    coder = _Coder(origin, source, codes, cameo, kinds, joined, seen_at)
    wanted = frozenset(about)
    for number, fields in rows:
        if not isinstance(fields, dict):
            yield fields
            continue
        try:
            row = coder.code(number, fields)
        except ValueError as error:
            yield RefusedRow(number, str(error))
            continue
        named = {actor.code for actor in (*row.event.actors, *row.event.recipients)}
        yield row if not wanted or wanted & named else PassedRow(number)


def _fields(line: bytes) -> Fields:
    if any("\udc80" <= character <= "\udcff" for character in decode(line)):
        raise ValueError("the line is not UTF-8")
    try:
        fields = msgspec.json.decode(line, type=Fields)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ValueError(f"it is no JSON object: {error}") from error
    return as_plover(fields) if is_ngec(fields) else fields


@dataclass(frozen=True)
class _Coder:
    """What is the same for every row of a file."""

    origin: str
    source: str
    codes: ActorCodes
    cameo: Cameo
    kinds: frozenset[str]
    joined: Joined
    seen_at: datetime

    def code(self, number: int, fields: Fields) -> ImportedRow:
        """Return one event.

        Raises:
            ValueError: a needed field is missing or cannot be used.
        """
        key = clean_cell(fields.get("id"))
        if not key:
            raise ValueError("it has no id")
        event_type = _type(fields.get("event"))
        modes = [clean_cell(mode).lower() for mode in _many(fields.get("mode"))]
        mode = next((name for name in modes if name and name not in AUXILIARY), None)
        actors = _actors(fields.get("actor"), self.codes)
        if not actors:
            raise ValueError("it has no actor with a code")
        comment = clean_cell(fields.get("comment"))
        stated = comment.partition(";")[0].strip()
        kind = stated if stated in self.kinds else self.cameo.kind_of_type(event_type, mode)
        words = " ".join(clean_cell(text) for text in _many(fields.get("event_text")))
        return ImportedRow(
            number=number,
            id=f"{self.origin}:{key}",
            source=_source(fields) or self.source,
            known_at=_known(fields.get("coded_date"), self.seen_at),
            joins=stated in self.kinds or self.joined.holds(kind, actors),
            event=Event(
                id=key,
                type=event_type,
                mode=mode,
                kind=kind,
                contexts=tuple(clean_cell(context) for context in _many(fields.get("context"))),
                actors=actors,
                recipients=_actors(fields.get("recipient"), self.codes),
                place=_place(fields.get("event_loc")),
                when=_when(fields, comment),
                status=next((STATUS[name] for name in modes if name in STATUS), "happened"),
                evidence=(Span(0, 0, len(words), words),) if words else (),
                rule=RULE,
                score=1.0,
            ),
        )


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _type(value: Any) -> PloverType:
    names = [clean_cell(name).upper() for name in _many(value)]
    if len(names) != 1 or names[0] not in TYPES:
        raise ValueError(f"its event '{' '.join(names)[:60]}' is not one of PLOVER's types")
    return cast("PloverType", names[0])


def _actors(value: Any, codes: ActorCodes) -> tuple[ActorRef, ...]:
    found: dict[str, ActorRef] = {}
    for item in _many(value):
        entity = item if isinstance(item, dict) else {"code": item}
        printed = clean_cell(entity.get("code"))
        code = codes.of_code(printed) or codes.of_cow(printed)
        if code is not None:
            sector = sector_of(clean_cell(entity.get("sector"))[:3])
            found.setdefault(
                code, ActorRef(code=code, text=clean_cell(entity.get("entity_text")) or printed, sector=sector)
            )
    return tuple(found.values())


def _when(fields: Fields, comment: str) -> When:
    first = _day(clean_cell(fields.get("date")), "date")
    last = _day(clean_cell(fields["enddate"]), "enddate") if fields.get("enddate") else first
    if last < first:
        raise ValueError(f"it ends ({last}) before it begins ({first})")
    _, found, word = comment.partition(_PRECISION)
    precision = cast("Precision", word) if found and word in get_args(Precision) else "day"
    return When(start=first, end=last, precision=precision, text=str(fields.get("date")))


def _day(text: str, field: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"its {field} '{text[:40]}' is no day (YYYY-MM-DD)") from None
    check_year(day.year)
    return day


def _known(value: Any, seen_at: datetime) -> datetime | None:
    """Return when the event was coded, if that is said and is before the file was seen."""
    if value is None:
        return None
    coded = datetime.combine(_day(clean_cell(value), "coded_date"), time(23, 59, 59), UTC)
    return coded if coded <= seen_at else None


def _place(value: Any) -> str | None:
    if not isinstance(value, dict):
        return None
    return clean_cell(value.get("resolved_place") or value.get("extracted_place")) or None


def _source(fields: Fields) -> str:
    for cited in _many(fields.get("cite_info")):
        if isinstance(cited, dict):
            named = cited.get("publication") or cited.get("citation") or cited.get("corpus")
            if named:
                return clean_cell(named)
    return ""
