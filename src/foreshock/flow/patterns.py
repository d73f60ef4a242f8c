"""Ask the record whether one kind of event follows another."""

import re
from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from msgspec import Struct

from foreshock.flow.desk import Desk, DeskSettings, open_desk
from foreshock.panel.occurrences import OUTCOME_TABLE
from foreshock.terms.errors import UsageError
from foreshock.terms.reading import Lag, Side
from foreshock.terms.record import RecordedEvent
from foreshock.theaters.schema import Pack
from foreshock.verify.claims import SEED
from foreshock.verify.pattern_table import SOUGHT_RATIO, PatternLine, pattern_table
from foreshock.verify.selection import kind_covers, select_events, within

__all__ = ["SOUGHT_RATIO", "PatternAnswer", "PatternLine", "ask_pattern"]

USUAL_WINDOWS = (Lag(0, 1), Lag(0, 3), Lag(0, 7), Lag(0, 14), Lag(0, 30))
LONGEST_WINDOW = 365
_LAG = re.compile(r"(\d{1,3})(?:-(\d{1,3}))?")


class PatternAnswer(Struct, frozen=True, kw_only=True):
    """A question of patterns and its answer, window by window, from the record as known then."""

    schema: str = "foreshock.patterns/1"
    theater: str
    antecedent: str
    consequent: str
    first: date
    last: date
    antecedent_days: int
    consequent_days: int
    lines: tuple[PatternLine, ...]
    antecedent_rows: tuple[str, ...]


def ask_pattern(
    settings: DeskSettings,
    antecedent: str,
    consequent: str,
    *,
    lags: Sequence[str] = (),
    start: date | None = None,
    end: date | None = None,
) -> PatternAnswer:
    """Return whether `consequent` follows `antecedent` more often than its own rate explains.

    A side is a kind of the theater ("exercise.joint", or "launch@KOR" for one actor's) or a target.
    Days on which several such events began count once.

    Raises:
        UsageError: no such kind or target, or a window that is none.
    """
    windows = tuple(_lag(text) for text in lags) or USUAL_WINDOWS
    with open_desk(settings) as desk:
        known = desk.moment()
        events = desk.events(known)
        today = known.astimezone(ZoneInfo(desk.pack.theater.zone)).date()
        # After the newest recorded outcome the record is silent because nobody looked, not because all was quiet.
        covered = max((event.valid_from for event in events if event.table == OUTCOME_TABLE), default=today)
        last = min(end or date.max, today, covered)
        before = within(_select(desk, antecedent, events), start, last)
        after = within(_select(desk, consequent, events), None, last)
    first = start or min((event.valid_from for event in before), default=last)
    days = sorted({event.valid_from for event in before})
    answers = sorted({event.valid_from for event in after})
    return PatternAnswer(
        theater=desk.pack.theater.id,
        antecedent=antecedent,
        consequent=consequent,
        first=first,
        last=last,
        antecedent_days=len(days),
        consequent_days=len(answers),
        lines=pattern_table(days, answers, windows, last_day=last, seed=SEED),
        antecedent_rows=tuple(event.id for event in before),
    )


def _select(desk: Desk, text: str, events: Sequence[RecordedEvent]) -> list[RecordedEvent]:
    target = next((row for row in desk.pack.targets if row.id == text), None)
    if target is not None:
        found = [e for kind in target.kinds for e in select_events(Side(kind, target.actors), events)]
        return sorted({e.id: e for e in found if e.kinetic}.values(), key=lambda e: (e.valid_from, e.id))
    kind, _, actors = text.partition("@")
    _check_kind(desk.pack, kind, events)
    dated = [event for event in events if event.precision == "day"]
    return select_events(Side(kind, tuple(code for code in actors.split(",") if code)), dated)


def _check_kind(pack: Pack, kind: str, events: Sequence[RecordedEvent]) -> None:
    if any(each.id == kind for each in pack.kinds) or any(kind_covers(kind, event) for event in events):
        return
    raise UsageError(
        f"there is no kind or target {kind!r} in the theater {pack.theater.id}",
        expected="a target (" + ", ".join(row.id for row in pack.targets) + ") or a kind such as exercise.joint",
        next_step=f"foreshock theater show {pack.theater.id} lists the kinds",
    )


def _lag(text: str) -> Lag:
    match = _LAG.fullmatch(text)
    low, high = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
    if low > high or high > LONGEST_WINDOW:
        raise UsageError(
            f"--lag {text}: not a window of days",
            expected=f"FIRST-LAST with 0 <= FIRST <= LAST <= {LONGEST_WINDOW}, such as 0-3",
            next_step="day 0 is the antecedent's own day",
        )
    return Lag(low, high)
