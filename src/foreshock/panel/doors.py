"""The door between two sides as a dated series: offered, conditional, open, shut or resumed.

A meeting opens the door, and resumes it when the last word before was a refusal; terms and refusals
change it as said, an offer only where it is not open already. The state as of a day is folded anew
from what was known by its end, so a row learned late changes nothing before it was learned.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

from foreshock.panel.door_signals import DoorSignal, door_signals
from foreshock.terms.record import RecordedEvent

DoorState = Literal["offered", "conditional", "open", "shut", "resumed"]
STATES: tuple[DoorState, ...] = ("offered", "conditional", "open", "resumed", "shut")
_SAID: dict[str, DoorState] = {"offer": "offered", "terms": "conditional", "refusal": "shut"}


class DoorChange(Struct, frozen=True, kw_only=True):
    """The door's state from `day` on, with the row that says so; `before` is what it was, None at first.

    `known` is the local day by whose end the row stood in the record.
    """

    day: date
    known: date
    state: DoorState
    before: DoorState | None
    row: str
    rule: str
    words: str


class DoorSeries:
    """The door of one dyad, from the record as known at one moment."""

    def __init__(self, dyad: tuple[str, str], signals: Iterable[DoorSignal]) -> None:
        self.dyad = dyad
        # On one day a refusal is taken to come after a meeting: talks end by being broken off.
        self._signals = sorted(signals, key=lambda s: (s.day, s.sign == "refusal", s.row))

    def changes(self, as_of: date) -> tuple[DoorChange, ...]:
        """Return every change of state up to a day, as known by its end, oldest first."""
        last = as_of.toordinal()
        return _fold([s for s in self._signals if s.day <= last and s.known <= last])

    def state_on(self, day: date) -> DoorChange | None:
        """Return the state on a day as known by its end, None before the first word of it."""
        changes = self.changes(day)
        return changes[-1] if changes else None

    def states(self, first: date, last: date) -> list[DoorState | None]:
        """Return the state of each day from `first` to `last`, each as known by its own end."""
        low, high = first.toordinal(), last.toordinal()
        news = {max(s.day, s.known) for s in self._signals}
        found: list[DoorState | None] = []
        state: DoorState | None = None
        for at in range(low, high + 1):
            if at == low or at in news:
                change = self.state_on(date.fromordinal(at))
                state = None if change is None else change.state
            found.append(state)
        return found


def door_series(
    events: Sequence[RecordedEvent], dyad: tuple[str, str], zone: ZoneInfo, *, said: Iterable[DoorSignal] = ()
) -> DoorSeries:
    """Return the door of `dyad` from the record's rows and from signals that readings give (`said`)."""
    return DoorSeries(dyad, [*door_signals(events, dyad, zone), *said])


def _fold(signals: Sequence[DoorSignal]) -> tuple[DoorChange, ...]:
    changes: list[DoorChange] = []
    state: DoorState | None = None
    refused = False
    for signal in signals:
        if signal.sign in {"contact", "acceptance"}:
            after: DoorState = "resumed" if refused else "open" if state != "resumed" else "resumed"
            refused = False
        else:
            opened = state in {"open", "resumed"} and signal.sign == "offer"
            after = state if opened and state is not None else _SAID[signal.sign]
            refused = refused or signal.sign == "refusal"
        if after != state:
            changes.append(
                DoorChange(
                    day=date.fromordinal(signal.day),
                    known=date.fromordinal(signal.known),
                    state=after,
                    before=state,
                    row=signal.row,
                    rule=signal.rule,
                    words=signal.words,
                )
            )
            state = after
    return tuple(changes)
