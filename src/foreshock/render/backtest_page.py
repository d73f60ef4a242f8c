"""A backtest as one self-contained page: every chart with the table behind it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from foreshock.flow.backtest import BacktestLine
from foreshock.render.brief_sheet import page_environment, stylesheet
from foreshock.render.charts.hindcast_curves import horizons_chart, murphy_chart, roc_chart
from foreshock.render.charts.hindcasts import reliability_chart, skill_chart
from foreshock.render.picture import Picture, picture

CHARTS = (reliability_chart, roc_chart, murphy_chart, skill_chart)


@dataclass(frozen=True)
class Part:
    """One target and horizon: its scores and pictures."""

    line: BacktestLine
    pictures: tuple[Picture, ...]


@dataclass(frozen=True)
class TargetPart:
    """One target: its label, skill by horizon, and each horizon."""

    label: str
    overview: Picture
    parts: tuple[Part, ...]


def render_backtest(
    lines: Sequence[BacktestLine],
    labels: Mapping[str, str],
    *,
    known: str,
    progress: Callable[[str, float], None] | None = None,
) -> str:
    """Return the page; `labels` are the targets in words, `known` from when rows counted ("final" or "actual")."""
    targets = []
    names = list(dict.fromkeys(line.target for line in lines))
    done = 0
    for name in names:
        label = labels.get(name, name)
        own = [line for line in lines if line.target == name]
        parts = []
        for line in own:
            if progress is not None:
                progress(f"drawing {name}, {line.horizon} days", done / len(lines))
            parts.append(Part(line, tuple(picture(draw(line, label)) for draw in CHARTS)))
            done += 1
        targets.append(TargetPart(label, picture(horizons_chart(own, label)), tuple(parts)))
    template = page_environment().get_template("backtest.html")
    return template.render(targets=targets, lines=lines, labels=labels, known=known, stylesheet=stylesheet())
