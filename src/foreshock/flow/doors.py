"""Ask the record how the door between two sides stands, and how it came to that."""

from collections import Counter
from collections.abc import Collection
from datetime import date, datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from foreshock.flow.desk import Desk, DeskSettings, open_desk
from foreshock.flow.seen import as_seen
from foreshock.flow.spoken_doors import spoken, spoken_signals
from foreshock.panel.door_signals import DIPLOMACY
from foreshock.panel.doors import STATES, DoorChange, DoorState, door_series
from foreshock.terms.errors import UsageError
from foreshock.terms.record import RecordedEvent
from foreshock.theaters.schema import Pack

__all__ = ["STATES", "Door", "DoorAnswer", "DoorChange", "DoorState", "ask_doors", "doors_at", "parse_dyad"]

STATEMENT = "statement"
FEWEST_ROWS = 5  # a dyad with fewer rows of diplomacy is not listed unless asked for


class Door(Struct, frozen=True, kw_only=True):
    """The door of one dyad: its state, the day since when, and every change with its row."""

    dyad: tuple[str, str]
    state: DoorState | None
    since: date | None
    changes: tuple[DoorChange, ...]


class DoorAnswer(Struct, frozen=True, kw_only=True):
    """Doors as of a local day, from the record as known by then."""

    schema: str = "foreshock.doors/1"
    theater: str
    as_of: date
    doors: tuple[Door, ...]


def ask_doors(settings: DeskSettings, dyad: str | None = None) -> DoorAnswer:
    """Return doors as known at the desk's moment (see `doors_at`)."""
    with open_desk(settings) as desk:
        return doors_at(desk, desk.moment(), dyad)


def doors_at(desk: Desk, known: datetime, dyad: str | None = None) -> DoorAnswer:
    """Return the door of `dyad` ("AAA-BBB"), or of each dyad of the theater's principal with a history.

    Raises:
        UsageError: `dyad` is not two actors of the theater.
    """
    zone = ZoneInfo(desk.pack.theater.zone)
    asked = parse_dyad(desk.pack, dyad, "--dyad") if dyad else None
    events = told_of_doors(desk, known, asked or desk.pack.theater.principal)
    pairs = [asked] if asked else _pairs(desk.pack, events)
    said = spoken(desk.record, known, {code for pair in pairs for code in pair})
    today = known.astimezone(zone).date()
    doors = []
    for pair in pairs:
        changes = door_series(events, pair, zone, said=spoken_signals(said, pair, zone)).changes(today)
        if not changes and dyad is None:
            continue
        last = changes[-1] if changes else None
        doors.append(
            Door(dyad=pair, state=last.state if last else None, since=last.day if last else None, changes=changes)
        )
    return DoorAnswer(theater=desk.pack.theater.id, as_of=today, doors=tuple(doors))


def told_of_doors(desk: Desk, known_at: datetime, parties: Collection[str]) -> list[RecordedEvent]:
    """Return the events of a moment that may tell of a door between one of `parties` and another side."""
    zone = desk.pack.theater.zone
    named = desk.record.each_event(known_at=known_at, kinds=(*DIPLOMACY, STATEMENT), naming=sorted(parties))
    return [
        as_seen(event, known_at, zone) for event in named if not {*event.actors, *event.recipients}.isdisjoint(parties)
    ]


def parse_dyad(pack: Pack, text: str, option: str) -> tuple[str, str]:
    """Return the two actors that "AAA-BBB" names.

    Raises:
        UsageError: it does not name two actors of the theater.
    """
    sides = text.split("-")
    known = {actor.code for actor in pack.actors}
    if len(sides) != 2 or len(set(sides)) != 2 or not known.issuperset(sides):
        raise UsageError(
            f"{option} {text}: not two actors of the theater {pack.theater.id}",
            expected="two codes joined by a hyphen, such as " + "-".join([*pack.theater.principal, "USA"][:2]),
            next_step=f"foreshock theater show {pack.theater.id} actors lists them",
        )
    return sides[0], sides[1]


def _pairs(pack: Pack, events: list[RecordedEvent]) -> list[tuple[str, str]]:
    """Return the principal with each other actor it has a history of diplomacy with, most rows first."""
    pairs = []
    for principal in pack.theater.principal:
        met: Counter[str] = Counter()
        for event in events:
            parties = {*event.actors, *event.recipients}
            if event.table in {"diplomacy", "statements"} and principal in parties:
                met.update(parties - {principal})
        countries = {actor.code for actor in pack.actors if actor.kind == "country"}
        pairs += [(principal, other) for other, n in met.most_common() if n >= FEWEST_ROWS and other in countries]
    return pairs
