"""Charts of replayed forecasts beyond reliability: skill by horizon, ROC, Murphy diagram."""

from collections.abc import Sequence

from foreshock.flow.backtest import BacktestLine
from foreshock.render.charts.chart import Axis, Chart, Line, Points, Rule


def horizons_chart(lines: Sequence[BacktestLine], label: str) -> Chart:
    """Return one target's skill by horizon against the best plain rate in hindsight, with 90 % intervals."""
    shown = [line for line in lines if line.references[line.hindsight_best].skill is not None]
    best = [line.references[line.hindsight_best] for line in shown]
    x = list(range(len(shown)))
    skills = [against.skill or 0.0 for against in best]
    bands = [against.interval or (skill, skill) for against, skill in zip(best, skills, strict=True)]
    return Chart(
        title=f"{label}: skill by horizon",
        x=Axis("days ahead", ticks=tuple((at, str(line.horizon)) for at, line in enumerate(shown))),
        y=Axis("skill against the best plain rate", "percent"),
        series=(
            Points("skill with its 90 % interval", x, skills, [low for low, _ in bands], [high for _, high in bands]),
        ),
        rules=(Rule("no better than the rate", y=0.0),),
        note="The rate is chosen knowing the outcomes; block bootstrap.",
    )


def roc_chart(line: BacktestLine, label: str) -> Chart:
    """Return hits against false alarms as the threshold falls.

    Mason and Graham 2002, doi:10.1256/003590002320603584.
    """
    area = "" if line.auc is None else f"area {line.auc:.2f}; "
    return Chart(
        title=f"{label}, {line.horizon} days: telling windows with an event from those without",
        x=Axis("share of quiet windows that got a warning", "percent", 0, 1),
        y=Axis("share of windows with an event that got one", "percent", 0, 1),
        series=(Line("hindcasts", [x for x, _ in line.curves.roc], [y for _, y in line.curves.roc]),),
        rules=(Rule("no better than chance"),),
        note=f"{area}one point a threshold, from strict to lax",
    )


def murphy_chart(line: BacktestLine, label: str) -> Chart:
    """Return the mean elementary scores of forecasts and best plain rate (Ehm et al. 2016, doi:10.1111/rssb.12154)."""
    curves = line.curves
    return Chart(
        title=f"{label}, {line.horizon} days: Murphy diagram",
        x=Axis("cost of a false alarm as a share of both costs", "percent", 0, 1),
        y=Axis("mean score (lower is better)"),
        series=(
            Line("hindcasts", curves.thresholds, curves.murphy),
            Line(
                f"{line.hindsight_best.replace('_', ' ')} rate",
                curves.thresholds,
                curves.murphy_reference,
                role="reference",
            ),
        ),
        note="Where the line lies lower, the hindcasts serve users with that ratio of costs better.",
    )
