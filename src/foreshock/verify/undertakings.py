"""Threats, promises and deadlines followed to their end, from the record alone.

A conditional undertaking is open from the day it was said, armed once its condition came true, and
closed as kept, not kept, or never met when the condition did not come in its time. One whose
condition or deed is of no kind the record keeps is unsettled, and counts for nothing. Deeds count
from the day after the statement; on the day of the condition itself their order is not known, and
they count.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from foreshock.panel.occurrences import ARTICLES
from foreshock.terms.kinds import under
from foreshock.terms.record import RecordedEvent
from foreshock.verify.selection import OCCURRED, as_public_act

Form = Literal["threat", "promise", "deadline"]
State = Literal["open", "armed", "kept", "not_kept", "never_met", "unsettled"]
STATES: tuple[State, ...] = ("open", "armed", "kept", "not_kept", "never_met", "unsettled")
CONDITION_DAYS = 365  # how long a condition without a day of its own may still come true
_NEVER_COUNTED_UNHELD = ("launch", "test", "fire", "attack", "incursion", "exercise")


class Trigger(Struct, frozen=True, kw_only=True):
    """What the record must hold: one of `kinds`, with all of `actors`, its name holding one of `words` (if any)."""

    kinds: tuple[str, ...]
    actors: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class Undertaking(Struct, frozen=True, kw_only=True):
    """Something an actor said it would do.

    `level` is the rank of the statement, `speaker` who spoke as far as known. `condition` None means
    it hung on nothing. `arms` and `keeps` are None where the record has no kind for the condition or
    the deed. With `unless`, the condition is met when nothing that fits `arms` came by `arm_by`.
    `due` is the last day for the deed, else `horizon_days` after arming. `row` is where it was said.
    """

    id: str
    said_on: date
    actor: str | None
    speaker: str | None
    level: str | None
    form: Form
    condition: str | None
    arms: Trigger | None
    unless: bool = False
    arm_by: date | None = None
    deed: str
    keeps: Trigger | None
    due: date | None = None
    horizon_days: int
    row: str
    note: str | None = None


class Followed(Struct, frozen=True, kw_only=True):
    """How an undertaking stands as of a day.

    `armed_on` is the day its condition came true, `closes_on` the last day of the stretch it is in
    (for the condition while open, for the deed once armed), `kept_on` the day of the deed. `rows`
    are the record's rows that decided, `reason` why in a sentence. `chance` is the share of days of
    its year from which the same deed came within as many days anyway; None until it is closed.
    """

    undertaking: Undertaking
    state: State
    armed_on: date | None = None
    closes_on: date | None = None
    kept_on: date | None = None
    rows: tuple[str, ...] = ()
    reason: str
    chance: float | None = None


class Happened:
    """What the record tells of as known at a moment and happened by the end of `as_of`, to settle undertakings with."""

    def __init__(self, events: Iterable[RecordedEvent], as_of: date, labels: Mapping[str, str]) -> None:
        self._labels = labels
        self._seen = [event for event in map(as_public_act, events) if event.valid_from <= as_of and _counts(event)]
        self._found: dict[Trigger, list[RecordedEvent]] = {}

    def called(self, event: RecordedEvent) -> str:
        """Return what to call an event: its name, else its kind in the words there are for it."""
        return event.name or self._labels.get(event.kind, event.kind)

    def of(self, trigger: Trigger) -> list[RecordedEvent]:
        """Return what fits a trigger, in the order the events came in; looked for once."""
        found = self._found.get(trigger)
        if found is None:
            found = self._found[trigger] = [event for event in self._seen if _fits(event, trigger)]
        return found


def follow(one: Undertaking, events: Iterable[RecordedEvent], *, as_of: date, covered: date) -> Followed:
    """Return how `one` stands at the end of `as_of` (see `follow_all`)."""
    (found,) = follow_all([one], events, as_of=as_of, covered=covered)
    return found


def follow_all(
    many: Iterable[Undertaking],
    events: Iterable[RecordedEvent],
    *,
    as_of: date,
    covered: date,
    labels: Mapping[str, str] | None = None,
) -> list[Followed]:
    """Return how each stands at the end of `as_of`.

    Args:
        many: what was undertaken.
        events: the record as known at that moment.
        as_of: the local day asked about; what happened later is not looked at.
        covered: the last day the record speaks for: silence after it is no silence.
        labels: what to call kinds in reasons.
    """
    seen = Happened(events, as_of, labels or {})
    return [_told(_follow(one, seen, as_of, covered), as_of, covered) for one in many]


def _told(found: Followed, as_of: date, covered: date) -> Followed:
    if found.state in {"open", "armed"} and found.closes_on is not None and covered < found.closes_on < as_of:
        return replace(found, reason=f"{found.reason}; that is over, but the record speaks only until {covered}")
    return found


def _follow(one: Undertaking, seen: Happened, as_of: date, covered: date) -> Followed:
    last = min(as_of, covered)
    if one.condition is None:
        return _deed(one, seen, one.said_on, (), last)
    if one.arms is None or not one.arms.kinds:
        if one.arm_by is not None and as_of <= one.arm_by:
            told = f"time is given until {one.arm_by}"
            return Followed(undertaking=one, state="open", closes_on=one.arm_by, reason=told)
        return Followed(undertaking=one, state="unsettled", reason=f"the record has no kind for “{one.condition}”")
    until = one.arm_by or one.said_on + timedelta(days=CONDITION_DAYS)
    met = next((e for e in seen.of(one.arms) if e.valid_from <= until and _still(e, one.said_on)), None)
    if one.unless:
        return _unless(one, seen, met, until, last)
    if met is not None:
        return _deed(one, seen, max(met.valid_from, one.said_on), (met.id,), last)
    if last > until:
        return Followed(undertaking=one, state="never_met", closes_on=until, reason=f"no such thing came by {until}")
    return Followed(undertaking=one, state="open", closes_on=until, reason=f"its condition may come until {until}")


def _unless(one: Undertaking, seen: Happened, met: RecordedEvent | None, until: date, last: date) -> Followed:
    if met is not None:
        reason = f"averted: {seen.called(met)} on {met.valid_from}"
        return Followed(undertaking=one, state="never_met", closes_on=until, rows=(met.id,), reason=reason)
    if last > until or until == one.said_on:
        return _deed(one, seen, max(until, one.said_on), (), last)
    return Followed(undertaking=one, state="open", closes_on=until, reason=f"time is given until {until}")


def _deed(one: Undertaking, seen: Happened, armed: date, rows: tuple[str, ...], last: date) -> Followed:
    if one.keeps is None or not one.keeps.kinds:
        return Followed(
            undertaking=one, state="unsettled", armed_on=armed, rows=rows,
            reason=f"the record has no kind for “{one.deed}”",
        )  # fmt: skip
    closes = one.due or armed + timedelta(days=one.horizon_days)
    first = max(armed, one.said_on + timedelta(days=1))
    deeds = seen.of(one.keeps)
    done = next((event for event in deeds if first <= event.valid_from <= closes), None)
    if done is None and last <= closes:
        reason = f"armed since {armed}, to be done by {closes}"
        return Followed(undertaking=one, state="armed", armed_on=armed, closes_on=closes, rows=rows, reason=reason)
    chance = _chance([event.valid_from for event in deeds], first, closes, last)
    if done is None:
        reason = f"nothing such from {first} to {closes}"
        return Followed(
            undertaking=one, state="not_kept", armed_on=armed, closes_on=closes, rows=rows, reason=reason, chance=chance
        )
    return Followed(
        undertaking=one, state="kept", armed_on=armed, closes_on=closes, kept_on=done.valid_from,
        rows=(*rows, done.id), chance=chance,
        reason=f"{seen.called(done)} on {done.valid_from}",
    )  # fmt: skip


def _chance(deeds: Sequence[date], first: date, closes: date, last: date) -> float | None:
    """Return the share of days of the year of `first` from which such a deed came within as many days."""
    length = max((closes - first).days, 0)
    low = date(first.year, 1, 1).toordinal()
    high = min(date(first.year, 12, 31).toordinal(), last.toordinal() - length)
    if high < low:
        return None
    followed, done = 0, low
    for at in sorted({day.toordinal() for day in deeds}):
        # the days from which this deed came in time, but for those from which an earlier one did
        start, end = max(at - length, done), min(at, high)
        followed += max(end - start + 1, 0)
        done = max(done, end + 1)
    return followed / (high - low + 1)


def _counts(event: RecordedEvent) -> bool:
    if event.table == ARTICLES or event.status not in OCCURRED or event.precision != "day":
        return False
    return event.kinetic or not under(event.kind, _NEVER_COUNTED_UNHELD)


def _still(event: RecordedEvent, said_on: date) -> bool:
    """Return whether an event began on or after a day, or was still on."""
    return event.valid_from >= said_on or event.valid_to >= said_on


def _fits(event: RecordedEvent, trigger: Trigger) -> bool:
    if not under(event.kind, trigger.kinds) or not set(trigger.actors) <= {*event.actors, *event.recipients}:
        return False
    name = (event.name or "").casefold()
    return not trigger.words or any(word.casefold() in name for word in trigger.words)
