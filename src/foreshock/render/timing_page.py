"""Scores of replayed dates and counts as one self-contained page: every chart with the table behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from foreshock.flow.timing_backtest import TimingLine
from foreshock.render.brief_sheet import page_environment, stylesheet
from foreshock.render.charts.timing_scores import tenths_chart, timing_years_chart
from foreshock.render.picture import Picture, picture


@dataclass(frozen=True)
class Part:
    """One target's date or count: its scores and pictures."""

    line: TimingLine
    pictures: tuple[Picture, ...]


def render_timing_scores(lines: Sequence[TimingLine], labels: Mapping[str, str], *, known: str) -> str:
    """Return the page; `labels` are the targets in words, `known` from when rows counted ("final" or "actual")."""
    parts = [
        Part(line, tuple(picture(draw(line, labels.get(line.target, line.target))) for draw in CHARTS))
        for line in lines
    ]
    template = page_environment().get_template("timing_scores.html")
    return template.render(parts=parts, lines=lines, labels=labels, known=known, stylesheet=stylesheet())


CHARTS = (tenths_chart, timing_years_chart)
