"""How the odds of one target and horizon moved over past days."""

from foreshock.flow.odds_history import OddsHistory
from foreshock.render.charts.chart import Axis, Band, Chart, Line, Points


def odds_history_chart(history: OddsHistory) -> Chart:
    """Return the recomputed odds with their band, the forecasts issued, and the days on which it happened."""
    days = [point.day for point in history.recomputed]
    level = history.recomputed[0].interval.level if history.recomputed else 0.8
    series: list[Band | Line | Points] = [
        Band(
            f"{level:.0%} interval",
            days,
            [point.interval.low for point in history.recomputed],
            [point.interval.high for point in history.recomputed],
        ),
        Line("recomputed as of each day", days, [point.probability for point in history.recomputed]),
        Line("all-history rate", days, [point.rate for point in history.recomputed], role="reference"),
    ]
    kept = [point for point in history.issued if not point.late]
    if kept:
        series.append(
            Points("issued", [point.day for point in kept], [point.probability for point in kept], role="other")
        )
    if history.events:
        series.append(Points("it happened", list(history.events), [0.0] * len(history.events), role="third"))
    return Chart(
        title=f"{history.label}: the odds of the next {history.horizon} days",
        x=Axis("issue day", "date"),
        y=Axis("probability", "percent", 0, 1),
        series=tuple(series),
        note="Recomputed with today's model from what was known by each day.",
    )
