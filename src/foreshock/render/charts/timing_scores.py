"""How good replayed dates and counts would have been: where outcomes fell, and the score by year."""

from foreshock.flow.timing_backtest import TimingLine
from foreshock.render.charts.chart import Axis, Bars, Chart, Points, Rule

DATE = "next event, days"


def tenths_chart(line: TimingLine, label: str) -> Chart:
    """Return the share of outcomes in each tenth of its own forecast distribution (the PIT histogram).

    Czado, Gneiting and Held 2009, doi:10.1111/j.1541-0420.2009.01191.x.
    """
    places = list(range(len(line.tenths)))
    ends = ("earliest", "latest") if line.what == DATE else ("fewest", "most")
    named = {places[0]: ends[0], places[-1]: ends[1]}
    shares = [tenth.share for tenth in line.tenths]
    return Chart(
        title=f"{label}, {_about(line)}: where outcomes fell in their forecasts",
        x=Axis(
            "tenth of the forecast distribution",
            ticks=tuple((place, f"{place + 1}\n{named.get(place, '')}".strip()) for place in places),
        ),
        y=Axis("share of outcomes", "percent", low=0),
        series=(
            Bars("outcomes", places, shares, role="placebo"),
            Points(
                "90 % interval", places, shares, [tenth.low for tenth in line.tenths],
                [tenth.high for tenth in line.tenths],
            ),
        ),
        rules=(Rule("calibrated", y=1.0 / len(line.tenths)),),
        note=f"{line.n:,} hindcasts; high at both ends: forecasts too narrow, high in the middle: too wide. "
        "Intervals by block bootstrap.",
    )  # fmt: skip


def timing_years_chart(line: TimingLine, label: str) -> Chart:
    """Return the mean CRPS of each year of issue beside that of the plain rate hardest to beat over all years."""
    years = [each.year for each in line.by_year]
    rate = line.hindsight_best.replace("_", " ")
    return Chart(
        title=f"{label}, {_about(line)}: score by year",
        x=Axis("year of issue", ticks=tuple((year, str(year)) for year in years[::2])),
        y=Axis("mean CRPS (lower is better)", low=0),
        series=(
            Bars("hindcasts", years, [each.crps for each in line.by_year]),
            Points(f"{rate} rate", years, [each.reference for each in line.by_year], role="other"),
        ),
        note="CRPS: in days for a date (up to 90 ahead), in event days for a count; the rate is chosen knowing the "
        "outcomes.",
    )


def _about(line: TimingLine) -> str:
    return "day of the next event" if line.what == DATE else line.what
