"""What the utterances of kept articles say about the door between two sides."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from foreshock.panel.days import local_day
from foreshock.panel.door_signals import ABOUT_TALKS, DoorSignal, spoken_sign
from foreshock.record.lists import StatementLine
from foreshock.record.store import Record
from foreshock.terms.reading import PloverType, Statement

# Which stance of the statement tables an utterance's type comes closest to.
STANCES: dict[PloverType, str] = {
    "AGREE": "accept", "CONSULT": "offer", "CONCEDE": "offer", "SUPPORT": "offer", "REQUEST": "demand",
    "REJECT": "reject", "THREATEN": "threaten",
}  # fmt: skip


def spoken(record: Record, known_at: datetime, parties: Collection[str]) -> list[StatementLine]:
    """Return what some of `parties` said to others of them, as far as its type can tell of a door."""
    found = record.sayings.statements(sorted(parties), tuple(STANCES), known_at=known_at)
    return [line for line in found if not set(line.statement.addressees).isdisjoint(parties)]


def spoken_signals(lines: Iterable[StatementLine], dyad: tuple[str, str], zone: ZoneInfo) -> Iterator[DoorSignal]:
    """Yield the signals of utterances from one side of `dyad` to the other.

    An utterance whose day is not settled, and one that neither is addressed to the other side nor
    speaks to anybody else, is left out. Rows are named "ARTICLE:ITEM".
    """
    for line in lines:
        said = line.statement
        if not _between(said, dyad) or said.when is None or said.when.start is None or said.type is None:
            continue
        words = " ".join(span.text for span in said.content)
        stance = STANCES.get(said.type)
        told = spoken_sign(stance, words) if stance != "accept" or ABOUT_TALKS.search(words) else None
        if told is None:
            continue
        sign, rule = told
        if said.condition is not None and sign == "offer":
            sign, rule = "terms", "offered on terms"
        day = _day(said.when.start)
        yield DoorSignal(
            day=day, known=max(local_day(line.recorded_at, zone), day), sign=sign, row=line.id, rule=rule, words=words
        )


def _between(said: Statement, dyad: tuple[str, str]) -> bool:
    speaker = said.speaker.code
    other = dyad[1] if speaker == dyad[0] else dyad[0] if speaker == dyad[1] else None
    return other is not None and other in said.addressees


def _day(day: date) -> int:
    return day.toordinal()
