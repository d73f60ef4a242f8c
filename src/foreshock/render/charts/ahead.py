"""What lies ahead, day by day."""

from collections.abc import Sequence
from datetime import date, timedelta
from textwrap import shorten

from foreshock.flow.ahead import AheadItem
from foreshock.render.charts.chart import Axis, Chart, Role, Rule, Spans

SOURCES: tuple[tuple[str, str, Role], ...] = (
    ("record", "from the record", "main"),
    ("article", "from the article", "other"),
    ("calendar", "days that return", "fourth"),
)
LONGEST_LABEL = 40


def ahead_chart(items: Sequence[AheadItem], today: date, *, days: int) -> Chart:
    """Return the chart of `items` from `today` for `days` days, a row each; an open end runs to the last day."""
    last = today + timedelta(days)
    spans = []
    for source, name, role in SOURCES:
        rows = [(place, item) for place, item in enumerate(items) if item.source == source]
        if rows:
            spans.append(
                Spans(
                    name,
                    [max(item.start, today) for _, item in rows],
                    [min(item.end or last, last) for _, item in rows],
                    [place for place, _ in rows],
                    ["" for _ in rows],
                    role,
                )
            )
    return Chart(
        title=f"What lies ahead, {today} to {last}",
        x=Axis("", "date"),
        y=Axis("", names=tuple(shorten(item.name, LONGEST_LABEL, placeholder=" …") for item in items)),
        series=tuple(spans),
        rules=(Rule("today", x=today),),
    )
