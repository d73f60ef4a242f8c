"""Follow what actors said they would do: open, armed, kept, not kept, never met."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from foreshock.flow.desk import Desk, DeskSettings, open_desk
from foreshock.flow.said_undertakings import said_undertakings, undertaking
from foreshock.flow.selecting import covered_until
from foreshock.panel.occurrences import OUTCOME_TABLE
from foreshock.terms.errors import UsageError
from foreshock.terms.kinds import under
from foreshock.terms.record import RecordedEvent
from foreshock.theaters.undertaking_rows import UndertakingRow
from foreshock.verify.follow_through import By, FollowThrough, follow_through
from foreshock.verify.undertakings import STATES, Followed, State, Trigger, Undertaking, follow_all

__all__ = [
    "STATES",
    "FollowThrough",
    "Followed",
    "State",
    "ThreatAnswer",
    "Undertaking",
    "ask_threats",
    "find_threat",
    "short_id",
    "threats_at",
]

STATEMENTS = "statements"  # the table of what officials said
DIGEST, SHORT = "sha256:", 12
GROUPINGS: tuple[By, ...] = ("level", "form", "actor", "speaker")


class ThreatAnswer(Struct, frozen=True, kw_only=True):
    """Every undertaking known by a local day with how it stands at its end, oldest first, and the rates.

    `labels` are the groups' names in words, of those that have such.
    """

    schema: str = "foreshock.threats/1"
    theater: str
    as_of: date
    by: str
    followed: tuple[Followed, ...]
    rates: tuple[FollowThrough, ...]
    labels: dict[str, str]


def ask_threats(settings: DeskSettings, *, by: By = "level", states: Sequence[State] = ()) -> ThreatAnswer:
    """Return the undertakings as known at the desk's moment (see `threats_at`)."""
    with open_desk(settings) as desk:
        return threats_at(desk, desk.moment(), by=by, states=states)


def threats_at(desk: Desk, known: datetime, *, by: By = "level", states: Sequence[State] = ()) -> ThreatAnswer:
    """Return the undertakings of the theater's statements and of the readings kept, as known at a moment.

    `states` keeps only those that stand so; rates are over all.

    Raises:
        UsageError: `by` is no grouping.
    """
    if by not in GROUPINGS:
        raise UsageError(
            f"--by {by}: no grouping of undertakings",
            expected="one of " + ", ".join(GROUPINGS),
            next_step="leave it out for the rank of the statement",
        )
    zone = ZoneInfo(desk.pack.theater.zone)
    today = known.astimezone(zone).date()
    kept = desk.record.sayings.readings(undertaking(desk.pack), known_at=known)
    said = said_undertakings(kept, desk.pack, zone)
    events = _settling(desk, known, said)
    covered = covered_until(desk, events, known)
    made = sorted(
        (one for one in (*_tabled(desk, events), *said) if one.said_on <= today), key=lambda one: (one.said_on, one.id)
    )
    labels = {kind.id: kind.label for kind in desk.pack.kinds}
    followed = follow_all(made, events, as_of=today, covered=covered, labels=labels)
    return ThreatAnswer(
        theater=desk.pack.theater.id,
        as_of=today,
        by=by,
        followed=tuple(one for one in followed if not states or one.state in states),
        rates=follow_through(followed, by),
        labels={level.id: level.label for level in desk.pack.levels} if by == "level" else {},
    )


def find_threat(answer: ThreatAnswer, name: str) -> Followed:
    """Return the undertaking with an id, or the only one whose id begins so.

    Raises:
        UsageError: there is none, or there are several.
    """
    found = [one for one in answer.followed if name in {one.undertaking.id, short_id(one.undertaking.id)}]
    found = found or [one for one in answer.followed if short_id(one.undertaking.id).startswith(name)]
    if len(found) != 1:
        raise UsageError(
            f"{len(found) or 'no'} undertakings are named {name!r} as of {answer.as_of}",
            expected="the id of one, or its beginning",
            next_step="foreshock threats list prints the ids",
        )
    return found[0]


def short_id(name: str) -> str:
    """Return an id fit for print: an article's digest cut to its beginning, anything else as it is."""
    digest, _, item = name.removeprefix(DIGEST).rpartition(":")
    return f"{digest[:SHORT]}:{item}" if name.startswith(DIGEST) else name


def _settling(desk: Desk, known: datetime, said: Sequence[Undertaking]) -> list[RecordedEvent]:
    """Return the rows of tables that undertakings can rest on or be settled by, and the outcomes."""
    rows = desk.pack.undertakings
    wanted = {kind for row in rows for kind in (*row.arms_on, *row.deeds)}
    wanted |= {kind for one in said for trigger in (one.arms, one.keeps) if trigger for kind in trigger.kinds}
    return [
        event
        for event in desk.each_event(known, articles=False)
        if event.table in {OUTCOME_TABLE, STATEMENTS} or under(event.kind, wanted)
    ]


def _tabled(desk: Desk, events: Sequence[RecordedEvent]) -> list[Undertaking]:
    """Return the pack's undertakings whose statements were known."""
    said = {event.id: event for event in events if event.table == STATEMENTS}
    rows = [(row, said.get(f"statements:{row.statement}")) for row in desk.pack.undertakings]
    return [_undertaking(row, event) for row, event in rows if event is not None]


def _undertaking(row: UndertakingRow, said: RecordedEvent) -> Undertaking:
    return Undertaking(
        id=row.id,
        said_on=said.valid_from,
        actor=said.actors[0] if said.actors else None,
        speaker=said.attributes.get("speaker") or said.attributes.get("office"),
        level=said.attributes.get("level"),
        form=row.form,
        condition=row.condition,
        arms=Trigger(kinds=row.arms_on, actors=row.arms_actors, words=row.arms_words) if row.arms_on else None,
        unless=row.unless,
        arm_by=row.arm_by,
        deed=row.deed,
        keeps=Trigger(kinds=row.deeds, actors=row.deed_actors, words=row.deed_words) if row.deeds else None,
        due=row.due,
        horizon_days=row.horizon_days,
        row=said.id,
        note=row.note,
    )
