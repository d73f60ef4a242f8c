"""How good replayed forecasts would have been: reliability, and skill by year."""

from foreshock.flow.backtest import BacktestLine
from foreshock.render.charts.chart import Axis, Band, Bars, Chart, Points, Rule


def reliability_chart(line: BacktestLine, label: str) -> Chart:
    """Return how often events came true by what had been said, with the bands of perfectly calibrated odds.

    Bins hold equally many forecasts. Bands of consistency after Bröcker and Smith 2007
    (doi:10.1175/WAF993.1), as wide as resampled blocks of days say, for windows overlap.
    """
    bins = line.reliability
    said = [each.forecast for each in bins]
    return Chart(
        title=f"{label}, {line.horizon} days: what was said and what came",
        x=Axis("forecast probability", "percent", 0, 1),
        y=Axis("share that came true", "percent", 0, 1),
        series=(
            Band(
                "where calibrated odds would lie", said, [b.low for b in bins], [b.high for b in bins], role="placebo"
            ),
            Points("hindcasts, tenths of equal count", said, [each.observed for each in bins]),
        ),
        rules=(Rule("perfect"),),
        note=f"{line.n:,} hindcasts from {line.first} to {line.last}; calibration error {line.ece:.3f}; "
        "bands (90 %) by block bootstrap, one bin at a time",
    )


def skill_chart(line: BacktestLine, label: str) -> Chart:
    """Return the skill of each year against the plain rate that was hardest to beat over all years."""
    shown = [part for part in line.by_year if part.skill is not None]
    overall = line.references[line.hindsight_best].skill
    return Chart(
        title=f"{label}, {line.horizon} days: skill by year",
        x=Axis("year of issue", ticks=tuple((int(part.name), part.name) for part in shown[::2])),
        y=Axis(f"skill against the {line.hindsight_best.replace('_', ' ')} rate", "percent"),
        series=(Bars("skill", [int(part.name) for part in shown], [part.skill or 0.0 for part in shown]),),
        rules=(Rule("all years", y=overall),) if overall is not None else (),
        note="Above zero the odds were better than the rate. A year without an event has no errors to share out.",
    )
