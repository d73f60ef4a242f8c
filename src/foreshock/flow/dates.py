"""Find and resolve the date expressions of many inputs, on their text as it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from foreshock.coding.dates.find import find_dates
from foreshock.coding.dates.mention import DateMention
from foreshock.flow.articles import Inputs, RawText, raw_texts
from foreshock.flow.failed import FailedInput
from foreshock.terms.reading import Precision
from foreshock.theaters.load import load_pack


class FoundDate(Struct, frozen=True, kw_only=True, rename={"from_": "from"}):
    """Characters `start:end` of the raw text and the days they mean, both included; None when unsettled."""

    start: int
    end: int
    text: str
    from_: date | None
    to: date | None
    precision: Precision


@dataclass(frozen=True)
class DatedText:
    """One input's date expressions, in order; `id` is the `.jsonl` line's own, else the source."""

    source: str
    id: str
    dates: tuple[FoundDate, ...]


def date_texts(inputs: Inputs, theater: str) -> Iterator[DatedText | FailedInput]:
    """Yield the date expressions of each input, page furniture included, in order.

    A publication instant counts as the theater's local day; a publication day stays as it is.

    Raises:
        PackError: no such theater, or it has faults.
    """
    zone = ZoneInfo(load_pack(theater).theater.zone)
    for item in raw_texts(inputs):
        if isinstance(item, FailedInput):
            yield item
            continue
        found = find_dates(item.text, _local_day(item, zone))
        yield DatedText(item.source, item.id, tuple(map(_found, found)))


def _local_day(item: RawText, zone: ZoneInfo) -> date | None:
    if isinstance(item.published_at, datetime):
        return item.published_at.astimezone(zone).date()
    return item.published_at


def _found(mention: DateMention) -> FoundDate:
    return FoundDate(
        start=mention.start,
        end=mention.end,
        text=mention.text,
        from_=mention.from_,
        to=mention.to,
        precision=mention.precision,
    )
