"""Publication times as pages print them: one line of date, clock time and zone, with or without a label.

Only lines of page furniture are given to this module; a date inside the story is never read as the
publication time. Nothing is guessed: a clock time without a zone is kept as its day, and a day that
could be read two ways (05/03/2024) is no day.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo

from foreshock.terms.article import InstantPrecision

LONGEST_STAMP_LINE = 200
FIRST_YEAR, LAST_YEAR = 1900, 2100
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?"
DATES = (
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)([-./])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?!\d)", re.IGNORECASE),
    re.compile(
        rf"\b(?P<mon>{MONTH})\s*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*|\s+)(?P<y>(?:19|20)\d\d)(?!\d)", re.IGNORECASE
    ),
    re.compile(
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<mon>{MONTH})[\s,-]+(?P<y>(?:19|20)\d\d)(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(r"(?<!\d)(?P<a>\d{1,2})([/.-])(?P<b>\d{1,2})\2(?P<y>(?:19|20)\d\d)(?!\d)", re.IGNORECASE),
)
CLOCK = re.compile(
    r"(?<![\d:.])(?P<h>2[0-3]|[01]?\d)(?:(?P<sep>[:.h])(?P<min>[0-5]\d)(?::(?P<s>[0-5]\d)(?:[.,]\d{1,9})?)?)?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?",
    re.IGNORECASE,
)
OFFSET = re.compile(r"(?:\b(?:gmt|utc)\s*)?(?P<sign>[+-])(?P<h>\d{1,2}):?(?P<m>\d\d)?(?!\d)", re.IGNORECASE)
# names that mean one offset to everyone; CST, IST and the like are several places' times and stay unknown
FIXED_ZONES: dict[str, float] = {
    "z": 0, "utc": 0, "gmt": 0, "kst": 9, "jst": 9, "hkt": 8, "sgt": 8, "pht": 8, "bst": 1, "cet": 1, "cest": 2,
    "eet": 2, "eest": 3, "msk": 3, "est": -5, "edt": -4, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
    "aest": 10, "aedt": 11, "awst": 8, "nzst": 12, "nzdt": 13,
}  # fmt: skip
# names that follow the clocks of a place through the year
PLACE_ZONES = {"et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles"}
ZONE = re.compile(
    rf"\b(?P<zone>{'|'.join(sorted((*FIXED_ZONES, *PLACE_ZONES), key=len, reverse=True))})\b", re.IGNORECASE
)
Label = Literal["published", "updated", "none"]
PUBLISHED = re.compile(
    r"\b(?:published|posted|issued|created|first published|released|publication date|pub date)\b", re.IGNORECASE
)
UPDATED = re.compile(r"\b(?:updated|modified|edited|revised|last update)\b", re.IGNORECASE)
FILLER = re.compile(
    rf"\b(?:{WEEKDAY}|first|last|published|posted|issued|created|released|updated?|modified|edited|revised|publication"
    r"|pub|date|time|on|at|as|of|local|new|ago|all|news|source|input|registered)(?=\W|$)",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_][\w'’.-]*")


@dataclass(frozen=True)
class Stamp:
    """A printed publication time in UTC, how much of it is known, and the words it was printed with.

    `zone_missing` says that a clock time was printed without a zone, so only the day was kept.
    `rest` is what else stood on the line (a byline, an outlet).
    """

    instant: datetime
    precision: InstantPrecision
    label: Label
    zone_missing: bool
    rest: str


def read_stamps(line: str) -> tuple[Stamp, ...]:
    """Return the publication times printed on a line, none when it is not a line of that sort.

    A line may hold two ("Published: … Updated: …"); each takes the label printed before it.
    """
    if len(line) > LONGEST_STAMP_LINE:
        return ()
    text = _plain_iso(line)
    cuts = [match.start() for match in re.finditer(r"\b(?:last\s+)?(?:updated|modified)\b", text, re.IGNORECASE)]
    pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    return tuple(stamp for piece in pieces if (stamp := _read_piece(piece)) is not None)


def _plain_iso(line: str) -> str:
    return re.sub(r"((?:19|20)\d\d-\d\d-\d\d)T(\d)", r"\1 \2", line)


def _read_piece(text: str) -> Stamp | None:
    found = _find_day(text)
    if found is None:
        return None
    day, start, end = found
    before, after = text[:start], text[end:]
    rest = f"{before} \x00 {after}"
    clock, rest = _find_clock(rest)
    zone: tzinfo | None = None
    if clock is not None:
        zone, rest = _find_zone(rest)
    label: Label = "updated" if UPDATED.search(text) else "published" if PUBLISHED.search(text) else "none"
    rest = " ".join(FILLER.sub(" ", rest.replace("\x00", " ")).split()).strip(" |/,:;·•–—-()[]>")
    if clock is None:
        return Stamp(_midnight(day), "day", label, zone_missing=False, rest=rest)
    moment, precision = clock
    if zone is None:
        return Stamp(_midnight(day), "day", label, zone_missing=True, rest=rest)
    instant = datetime.combine(day, moment, tzinfo=zone).astimezone(UTC)
    return Stamp(instant, precision, label, zone_missing=False, rest=rest)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), tzinfo=UTC)


def _find_day(text: str) -> tuple[date, int, int] | None:
    for pattern in DATES:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            day = _day(parts)
            if day is not None:
                return day, match.start(), match.end()
    return None


def _day(parts: dict[str, str | None]) -> date | None:
    year = int(parts["y"] or 0)
    if "a" in parts:
        first, second = int(parts["a"] or 0), int(parts["b"] or 0)
        if first <= 12 and second <= 12 and first != second:  # day and month could change places
            return None
        month, number = (first, second) if first <= 12 else (second, first)
    elif parts.get("mon"):
        month, number = MONTHS.index((parts["mon"] or "").lower()[:3]) + 1, int(parts["d"] or 0)
    else:
        month, number = int(parts["m"] or 0), int(parts["d"] or 0)
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _find_clock(text: str) -> tuple[tuple[time, InstantPrecision] | None, str]:
    for match in CLOCK.finditer(text):
        half = (match["half"] or "").lower().replace(".", "")
        if not match["min"] and not half:
            continue
        hour = int(match["h"])
        if half:
            if not 1 <= hour <= 12:
                continue
            hour = hour % 12 + (12 if half == "pm" else 0)
        precision: InstantPrecision = "second" if match["s"] else "minute" if match["min"] else "hour"
        moment = time(hour, int(match["min"] or 0), int(match["s"] or 0))
        return (moment, precision), f"{text[: match.start()]} \x00{text[match.end() :]}"
    return None, text


def _find_zone(text: str) -> tuple[tzinfo | None, str]:
    offset = OFFSET.search(text)
    if offset is not None and text[: offset.start()].rstrip(" (").endswith(("\x00", "T")):
        hours, minutes = int(offset["h"]), int(offset["m"] or 0)
        if hours <= 14 and minutes < 60:
            delta = timedelta(hours=hours, minutes=minutes)
            sign = 1 if offset["sign"] == "+" else -1
            return timezone(sign * delta), text[: offset.start()] + text[offset.end() :]
    named = re.search(rf"\x00[\s,(]*{ZONE.pattern}\)?", text, re.IGNORECASE) or ZONE.search(text)
    if named is None:
        return None, text
    name = named["zone"].lower()
    rest = text[: named.start()] + " " + text[named.end() :]
    if name in PLACE_ZONES:
        return ZoneInfo(PLACE_ZONES[name]), rest
    return timezone(timedelta(hours=FIXED_ZONES[name])), rest


def word_count(text: str) -> int:
    """Return how many words a line's remainder has."""
    return len(WORD.findall(text))
