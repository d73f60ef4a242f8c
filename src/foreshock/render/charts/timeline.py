"""Events in lanes over the years."""

from collections.abc import Sequence
from datetime import date

from foreshock.render.charts.chart import Axis, Chart, Line, Role, Spans
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


def crowded_timeline_chart(lanes: Sequence[tuple[str, Sequence[int]]], starts: Sequence[date], days: int) -> Chart:
    """Return the chart of more events than marks can show: how many of each lane began in stretches of `days` days.

    `lanes` holds each lane's label and its counts, a stretch each; `starts` are the first days of the stretches.
    """
    return Chart(
        title="Timeline",
        x=Axis("", "date"),
        y=Axis(f"events in {days} days", low=0.0),
        series=tuple(
            Line(f"{label} ({sum(counts):,})", starts, [float(n) for n in counts], ROLES[place % len(ROLES)], step=True)
            for place, (label, counts) in enumerate(lanes)
        ),
    )
