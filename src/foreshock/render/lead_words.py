"""Lead times in words and cells, the same on the terminal and the page."""

from collections.abc import Sequence

from foreshock.flow.lead_times import CurveTest, LeadAnswer, LeadGroup, holm
from foreshock.render.counted import counted
from foreshock.render.pattern_words import p_cell

SURE = 0.05
MARKS = (1, 3, 7, 30, 90)
COLUMNS = ("n", "seen", *(f"{day} d" for day in MARKS), "half", "wait", "moved", "p")
LEGEND = (
    "n: occasions; seen: waits seen to end; 7 d: share followed within 7 days (Kaplan–Meier, strictly later days); "
    "half: days until half were followed; wait: mean days waited up to the horizon; moved: the same for the calendar "
    "moved within its years; p: share of moved calendars that wait as short (one-sided)"
)


def lead_cells(group: LeadGroup, horizon: int) -> tuple[str, ...]:
    """Return one group's cells, in the order of `COLUMNS`; – where there is no number."""
    shares = []
    for day in MARKS:
        step = group.curve.at(day)
        shares.append("–" if not group.n or day > horizon else f"{0 if step is None else 1 - step.survival:.2f}")
    return (
        str(group.n),
        str(group.curve.events),
        *shares,
        "–" if group.curve.median is None else str(group.curve.median),
        "–" if group.waiting is None else f"{group.waiting:.1f}",
        "–" if group.placebo_waiting is None else f"{group.placebo_waiting:.1f}",
        p_cell(group.p_value),
    )


def verdict_lines(groups: Sequence[LeadGroup]) -> list[str]:
    """Return what the groups come to, a sentence each for those that stand out and one for the rest.

    p-values are adjusted for the number of groups (Holm).
    """
    lines: list[str] = []
    rest: list[str] = []
    for group, adjusted in zip(groups, holm([group.p_value for group in groups]), strict=True):
        name = group.name.replace("_", " ")
        if group.waiting is None or group.placebo_waiting is None or adjusted is None:
            lines.append(f"{name}: too few to say ({counted(group.n, 'occasion')})")
        elif adjusted <= SURE:
            days = group.placebo_waiting - group.waiting
            lines.append(f"{name}: the next comes sooner than on moved dates, by {days:.1f} days in the mean")
        else:
            rest.append(name)
    if rest:
        lines.append(", ".join(rest) + ": no sooner than on moved dates of the same years, as far as the record shows")
    return lines


def between_words(answer: LeadAnswer) -> str | None:
    """Return whether the groups wait alike, None for a single group."""
    tests = [test for test in (answer.found.log_rank, answer.found.peto) if test is not None]
    if not tests:
        return None
    told = ", ".join(_test(test) for test in tests)
    return (
        f"Do the groups wait alike? {told}. Close occasions share an end, so these are too sure; trust p in the table."
    )


def _test(test: CurveTest) -> str:
    name = "log-rank" if test.weights == "log-rank" else "Peto"
    return f"{name} χ² = {test.statistic:.1f} on {test.df} df, p = {p_cell(test.p_value)}"
