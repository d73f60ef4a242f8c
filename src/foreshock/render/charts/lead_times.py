"""Lead times as a chart: the share of occasions followed within so many days, against moved calendars."""

from foreshock.flow.lead_times import LeadAnswer, LeadGroup, LeadTimes, PlaceboCurve, SurvivalCurve
from foreshock.render.charts.chart import Axis, Band, Chart, Line, Role, Series

ROLES: tuple[Role, ...] = ("main", "other", "third", "fourth")
NOTE = (
    "Kaplan–Meier: waits cut short by the record's end are counted as far as they go. "
    "Moved calendars: the same occasions on other days of their years."
)
GROUPS_NOTE = (
    "Kaplan–Meier: waits cut short by the record's end are counted as far as they go. The four largest groups; "
    "they stem from different years, so a gap between them need not be theirs."
)


def lead_time_chart(answer: LeadAnswer) -> Chart:
    """Return the chart of a lead-time answer."""
    title = f"From {answer.antecedent} to the next {answer.consequent}"
    return waits_chart(title, answer.found, f"{answer.first} to {answer.last}.")


def waits_chart(title: str, found: LeadTimes, about: str) -> Chart:
    """Return the chart of measured waits: one group with bands, or the four largest as lines.

    Groups differ in their years, so each has a moved calendar of its own: those stand in the table.
    `about` stands before the note.
    """
    shown = sorted((group for group in found.groups if group.n), key=lambda group: -group.n)[: len(ROLES)]
    series: list[Series] = []
    if len(shown) == 1:
        series += _alone(shown[0], found.horizon)
    else:
        for group, role in zip(shown, ROLES, strict=False):
            x, y = _followed(group.curve, found.horizon)
            series.append(Line(f"{group.name} (n = {group.n})", x, y, role, step=True))
    return Chart(
        title=title,
        x=Axis("days after", "days", 0, found.horizon),
        y=Axis("share followed by then", "percent", 0, 1),
        series=tuple(series),
        note=f"{about} {NOTE if len(shown) == 1 else GROUPS_NOTE}",
    )


def _alone(group: LeadGroup, horizon: int) -> list[Series]:
    x, y = _followed(group.curve, horizon)
    limits = [group.curve.at(day) for day in x]
    low = [0.0 if step is None else 1 - step.high for step in limits]
    high = [0.0 if step is None else 1 - step.low for step in limits]
    series: list[Series] = []
    if group.placebo is not None:
        days = list(range(len(group.placebo.mean)))
        below, above = [1 - s for s in group.placebo.high], [1 - s for s in group.placebo.low]
        series += [Band("moved calendars, nine in ten", days, below, above, "placebo"), _placebo_line(group.placebo)]
    series.append(Band("90 % limits", x, low, high, "main", step=True))
    series.append(Line(f"{group.name} (n = {group.n})", x, y, "main", step=True))
    return series


def _placebo_line(placebo: PlaceboCurve) -> Line:
    days = list(range(len(placebo.mean)))
    return Line("moved calendars, mean", days, [1 - share for share in placebo.mean], "placebo")


def _followed(curve: SurvivalCurve, horizon: int) -> tuple[list[int], list[float]]:
    """Return days from 0 to the horizon with the share followed by each, where it changes."""
    x, y = [0], [0.0]
    for step in curve.steps:
        if step.day <= horizon and step.events:
            x.append(step.day)
            y.append(1 - step.survival)
    if x[-1] < horizon:
        x.append(horizon)
        y.append(y[-1])
    return x, y
