"""The odds of one target by horizon, against the plain rate."""

from collections.abc import Sequence

from foreshock.render.charts.chart import Axis, Chart, Line, Points
from foreshock.terms.forecast import Forecast

PLAIN_RATE = "all_history"


def odds_chart(forecasts: Sequence[Forecast], label: str) -> Chart:
    """Return the chart of one target's `forecasts`, one a horizon; horizons stand in even steps."""
    shown = sorted(forecasts, key=lambda fcst: fcst.horizon)
    x = list(range(len(shown)))
    values = Points(
        "forecast with its interval",
        x,
        [fcst.probability for fcst in shown],
        [fcst.interval.low for fcst in shown],
        [fcst.interval.high for fcst in shown],
    )
    rates = Line("all-history rate", x, [fcst.references[PLAIN_RATE] for fcst in shown], role="reference")
    return Chart(
        title=f"{label}: the odds by horizon",
        x=Axis("days ahead", ticks=tuple((at, str(fcst.horizon)) for at, fcst in enumerate(shown))),
        y=Axis("probability", "percent", 0, 1),
        series=(rates, values),
    )
