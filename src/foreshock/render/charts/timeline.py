"""Events in lanes over the years."""

from collections.abc import Sequence

from foreshock.render.charts.chart import Axis, Chart, Role, Spans
from foreshock.terms.record import RecordedEvent

ROLES: tuple[Role, ...] = ("main", "third", "other", "fourth", "reference", "placebo")


def timeline_chart(lanes: Sequence[tuple[str, Sequence[RecordedEvent]]]) -> Chart:
    """Return the chart of lanes, each a label and its events from their first day to their last."""
    return Chart(
        title="Timeline",
        x=Axis("", "date"),
        y=Axis("", names=tuple(f"{label} ({len(events):,})" for label, events in lanes)),
        series=tuple(
            Spans(
                label,
                [event.valid_from for event in events],
                [event.valid_to or event.valid_from for event in events],
                [place] * len(events),
                [""] * len(events),
                ROLES[place % len(ROLES)],
            )
            for place, (label, events) in enumerate(lanes)
        ),
    )
