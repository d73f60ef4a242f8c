"""GDELT 2.0 event files: 61 columns between tabs, no header, plain, zipped or gzipped. Pure but for reading.

Source: The GDELT Event Database Data Format Codebook V2.0 (GDELT Project, 2015). Actors carry CAMEO's
codes (ISO3 for states), places FIPS 10-4; codes are text, "010" is not "10". DATEADDED is when the
row was first published: the record's knowledge time. GDELT's days are UTC, and fall back on the
article's day where its text names none.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit

from foreshock.record.imports.actors import ActorCodes, sector_of
from foreshock.record.imports.lines import decode
from foreshock.record.imports.rows import (
    LONGEST_CELL,
    RULE,
    ImportedRow,
    Joined,
    PassedRow,
    RefusedRow,
    check_year,
    clean_cell,
)
from foreshock.terms.reading import ActorRef, DateBasis, Event, Precision, Span, When
from foreshock.theaters.cameo import Cameo

NAME, SOURCE = "gdelt", "GDELT 2.0 events"
ORIGIN = f"import:{NAME}"
_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{part}" for part in _ACTOR), *(f"Actor2{part}" for part in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"Actor1Geo_{part}" for part in _GEO), *(f"Actor2Geo_{part}" for part in _GEO),
    *(f"ActionGeo_{part}" for part in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
_AT = {name: place for place, name in enumerate(COLUMNS)}
_WHO = tuple(_AT[name] for name in ("Actor1Code", "Actor1CountryCode", "Actor2Code", "Actor2CountryCode"))
_FIRST_VERSION = 58


def code_lines(
    lines: Iterable[tuple[int, bytes | RefusedRow]],
    *,
    codes: ActorCodes,
    cameo: Cameo,
    joined: Joined,
    about: Iterable[str],
    seen_at: datetime,
) -> Iterator[ImportedRow | RefusedRow | PassedRow]:
    """Yield each line as an event, or why it was left out.

    Only rows that are `joined` are taken with other reports as telling of one event.
    Lines that name none of the actors `about` are passed over; all are kept if it is empty.
    """
    wanted = tuple(code.encode() for code in about)
    for number, line in lines:
        if isinstance(line, RefusedRow):
            yield line
            continue
        cells = line.split(b"\t")
        if len(cells) != len(COLUMNS):
            first = " (58 are GDELT 1.0's)" if len(cells) == _FIRST_VERSION else ""
            yield RefusedRow(number, f"it has {len(cells)} columns, not {len(COLUMNS)}{first}")
        elif wanted and not any(cells[place].startswith(wanted) for place in _WHO):
            yield PassedRow(number)
        else:
            try:
                yield _code(number, decode(line).split("\t"), codes, cameo, joined, seen_at)
            except ValueError as error:
                yield RefusedRow(number, str(error))


def _code(
    number: int, cells: list[str], codes: ActorCodes, cameo: Cameo, joined: Joined, seen_at: datetime
) -> ImportedRow:
    """Return one row coded.

    Raises:
        ValueError: its id, day, code or moment cannot be used, or it holds what cannot be kept.
    """
    cells = [cell if cell.isprintable() and len(cell) <= LONGEST_CELL else clean_cell(cell) for cell in cells]
    key = cells[_AT["GLOBALEVENTID"]]
    if not (key.isascii() and key.isdigit() and len(key) < 20):
        raise ValueError(f"GLOBALEVENTID '{key[:40]}' is no number")
    coded = cameo.row(cells[_AT["EventCode"]])
    if coded is None:
        raise ValueError(f"EventCode '{cells[_AT['EventCode']][:40]}' is no code of CAMEO")
    added = _added(cells[_AT["DATEADDED"]])
    if added > seen_at:
        raise ValueError(f"it was added at {added:%Y-%m-%d %H:%M} UTC, after this file was seen")
    when = _when(cells[_AT["SQLDATE"]], added)
    actors = _actor(cells, "Actor1", codes)
    url = cells[_AT["SOURCEURL"]]
    words = (
        f"{url} (CAMEO {cells[_AT['EventCode']]}, {cells[_AT['NumMentions']]} mentions in "
        f"{cells[_AT['NumArticles']]} articles)"
    )
    return ImportedRow(
        number=number,
        id=f"{ORIGIN}:{key}",
        source=_site(url) or SOURCE,
        known_at=added,
        joins=joined.holds(coded.kind, actors),
        event=Event(
            id=key,
            type=coded.type,
            mode=coded.mode,
            kind=coded.kind,
            actors=actors,
            recipients=_actor(cells, "Actor2", codes),
            place=cells[_AT["ActionGeo_FullName"]] or None,
            when=when,
            status="happened",
            evidence=(Span(0, 0, len(words), words),),
            rule=RULE,
            score=1.0,
        ),
    )


def _actor(cells: list[str], which: str, codes: ActorCodes) -> tuple[ActorRef, ...]:
    """Return the actor, none if GDELT knows only a role ("a minister") and not whose."""
    full, state = cells[_AT[f"{which}Code"]], cells[_AT[f"{which}CountryCode"]]
    code = codes.of_code(full) or codes.of_code(state)
    if code is None:
        return ()
    sector = sector_of(cells[_AT[f"{which}Type1Code"]])
    return (ActorRef(code=code, text=cells[_AT[f"{which}Name"]] or full, sector=sector),)


def _added(text: str) -> datetime:
    """Return DATEADDED: to the second, or the end of a day in the daily files."""
    try:
        if len(text) == 8:
            return datetime.strptime(text, "%Y%m%d").replace(hour=23, minute=59, second=59, tzinfo=UTC)
        if len(text) == 14:
            return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        pass
    raise ValueError(f"DATEADDED '{text[:40]}' is no moment (YYYYMMDDHHMMSS)")


def _when(text: str, added: datetime) -> When:
    if not (len(text) == 8 and text.isascii() and text.isdigit()):
        raise ValueError(f"SQLDATE '{text[:40]}' is no day (YYYYMMDD)")
    year, month, day = int(text[:4]), int(text[4:6]), int(text[6:])
    check_year(year)
    precision: Precision = "day" if day else "month" if month else "year"
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        raise ValueError(f"SQLDATE '{text}' is no day of the calendar") from None
    if datetime.combine(first, time(), UTC) > added:
        raise ValueError(f"its day ({first}) is after it was added ({added:%Y-%m-%d})")
    last = first
    if precision != "day":
        following = date(year + 1, 1, 1) if not month or month == 12 else date(year, month + 1, 1)
        last = following - timedelta(days=1)
    basis: DateBasis = "published" if precision == "day" and first == added.date() else "text"
    return When(start=first, end=last, precision=precision, text=f"{text} (UTC day)", basis=basis)


def _site(url: str) -> str | None:
    try:
        host = urlsplit(url).hostname
    except ValueError:  # a malformed address names no site
        return None
    return host.removeprefix("www.") if host else None
