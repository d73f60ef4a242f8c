"""Ask the record whether one kind of event follows another."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from msgspec import Struct

from foreshock.flow.desk import DeskSettings, open_desk
from foreshock.flow.selecting import covered_until, rows_to_choose, select_rows
from foreshock.terms.errors import UsageError
from foreshock.terms.reading import Lag
from foreshock.verify.claims import SEED
from foreshock.verify.lag_profile import LagProfile, lag_profile
from foreshock.verify.pattern_table import PatternLine, pattern_table
from foreshock.verify.power import SOUGHT_RATIO
from foreshock.verify.selection import within

__all__ = ["SOUGHT_RATIO", "LagProfile", "PatternAnswer", "PatternLine", "ask_pattern"]

# Strictly later days: at the resolution of days nobody knows which of two things on one day came first.
USUAL_WINDOWS = (Lag(1, 1), Lag(1, 3), Lag(1, 7), Lag(1, 14), Lag(1, 30))
LONGEST_WINDOW = 365
_LAG = re.compile(r"(\d{1,3})(?:-(\d{1,3}))?")


class PatternAnswer(Struct, frozen=True, kw_only=True):
    """A question of patterns and its answer, window by window, from the record as known then.

    `same_day` is how many of the antecedent's days were days of the consequent too: which came
    first is not known, and the usual windows leave them out. `tests` is how many tests the p-values
    are adjusted for. `profile` is when, around an antecedent, the consequent comes; None without one
    whose neighbourhood the record covers.
    """

    schema: str = "foreshock.patterns/1"
    theater: str
    antecedent: str
    consequent: str
    first: date
    last: date
    antecedent_days: int
    consequent_days: int
    same_day: int
    during: bool
    tests: int
    lines: tuple[PatternLine, ...]
    profile: LagProfile | None
    antecedent_rows: tuple[str, ...]


def ask_pattern(
    settings: DeskSettings,
    antecedent: str,
    consequent: str,
    *,
    lags: Sequence[str] = (),
    start: date | None = None,
    end: date | None = None,
    during: bool = False,
    tests: int = 0,
    known_at: datetime | None = None,
) -> PatternAnswer:
    """Return whether `consequent` follows `antecedent` more often than its own rate explains.

    Sides are selections of `select_rows`. Days on which several such events began count once. With
    `during` the days an antecedent lasted count as exposed; `tests` is how many the inquiry ran in
    all, when more than are shown here. `known_at` speaks from the rows this file held at that instant.

    Raises:
        UsageError: no such kind or target, a window that is none, days after the record's end, or fewer
            than no tests.
    """
    windows = tuple(_lag(text) for text in lags) or USUAL_WINDOWS
    if tests < 0:
        raise UsageError(
            f"--tests {tests}", expected="how many tests were run, 0 or more", next_step="leave it out for those shown"
        )
    if start is not None and end is not None and end < start:
        raise UsageError(
            f"--from {start} --to {end}: ends before it begins",
            expected="the first day first",
            next_step="turn it round",
        )
    with open_desk(settings) as desk:
        events, earliest = rows_to_choose(desk, (antecedent, consequent), known_at)
        last = min(end or date.max, covered_until(desk, events))
        if start is not None and start > last:
            raise UsageError(
                f"--from {start}: the record's outcomes end on {last}",
                expected="a day by then",
                next_step="pass an earlier --from",
            )
        if start is not None:  # before its first event the record is silent because nobody looked
            start = max(start, earliest or start)
        before = within(select_rows(desk, antecedent, events), start, last)
        after = within(select_rows(desk, consequent, events), None, last)
    first = min(start or min((event.valid_from for event in before), default=last), last)
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
        same_day=len(set(days) & set(answers)),
        during=during,
        tests=max(tests, 2 * len(windows)),
        lines=pattern_table(
            [(event.valid_from, event.valid_to) for event in before],
            answers,
            windows,
            first_day=first,
            last_day=last,
            seed=SEED,
            during=during,
            tests=tests,
        ),
        profile=lag_profile(days, answers, last_day=last, seed=SEED),
        antecedent_rows=tuple(event.id for event in before),
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
