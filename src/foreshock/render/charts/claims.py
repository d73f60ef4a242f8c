"""The two charts of a checked claim: when the response comes, and how long it takes.

`claim_charts(picture, labels)` gives both; draw each with `figures.svg`, list it with `tables.chart_csv`.
"""

from collections.abc import Mapping

from foreshock.flow.claim_pictures import ClaimPicture
from foreshock.render.charts.chart import Chart
from foreshock.render.charts.lead_times import waits_chart
from foreshock.render.charts.patterns import lag_chart


def claim_charts(picture: ClaimPicture, labels: Mapping[str, str] | None = None) -> tuple[Chart, Chart]:
    """Return the coincidence by lag and the lead-time curve; `labels` is how the theater calls its kinds."""
    called = labels or {}
    before = called.get(picture.antecedent, picture.antecedent)
    after = called.get(picture.consequent, picture.consequent)
    about = f"The record as known on {picture.last}, from {picture.first}."
    return (
        lag_chart(f"{_head(after)} around {before}", picture.profile, about),
        waits_chart(f"From {before} to the next {after}", picture.leads, about),
    )


def _head(text: str) -> str:
    return text[:1].upper() + text[1:]
