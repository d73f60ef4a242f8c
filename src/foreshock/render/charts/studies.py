"""Reruns of published studies as a chart: rate ratios by the years they cover."""

from collections.abc import Sequence
from datetime import date

from foreshock.flow.studies import Rerun, StudyAnswer
from foreshock.render.charts.chart import Axis, Chart, Points, Role, Rule

ROLES: tuple[Role, ...] = ("main", "other", "third", "fourth")
APART_DAYS = 200  # between the points of two definitions in one stretch of years
NOTE = "Each at the middle of its years, with block-bootstrap intervals (90 %). Above 1: more while drills are on."


def study_chart(answer: StudyAnswer, response: str = "deeds") -> Chart:
    """Return every study's ratio for `response` in every stretch of years but the whole."""
    eras = {era.name: era for era in answer.eras if era.study is not None or era is not answer.eras[-1]}
    series = []
    for place, (study, role) in enumerate(zip(answer.studies, ROLES, strict=False)):
        reruns = [
            r
            for r in answer.reruns
            if r.study == study.id and r.response == response and r.era in eras and r.found.ratio is not None
        ]
        shift = (place - 1) * APART_DAYS
        x = [_middle(eras[r.era].start, eras[r.era].end, shift) for r in reruns]
        y = [r.found.ratio or 0.0 for r in reruns]
        low, high = _limits(reruns)
        series.append(Points(study.label, x, y, low, high, role))
    return Chart(
        title=f"One question, {len(answer.studies)} definitions, every stretch of years: {response}",
        x=Axis("middle of the years covered", "date"),
        y=Axis("rate while drills are on, over the rate on other days", low=0),
        series=tuple(series),
        rules=(Rule("no difference", y=1),),
        note=NOTE,
    )


def _limits(reruns: Sequence[Rerun]) -> tuple[list[float], list[float]]:
    """Return interval ends; a ratio without an interval stands for itself."""
    pairs = [r.found.interval or (r.found.ratio or 0.0, r.found.ratio or 0.0) for r in reruns]
    return [low for low, _ in pairs], [high for _, high in pairs]


def _middle(start: date, end: date, shift: int) -> date:
    return date.fromordinal((start.toordinal() + end.toordinal()) // 2 + shift)
