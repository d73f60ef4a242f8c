"""What was known of drills at the end of each day: on, just begun, announced ahead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

import numpy as np

from foreshock.panel.days import Days, Floats, local_day
from foreshock.terms.kinds import under
from foreshock.terms.record import RecordedEvent

JOINT = ("exercise.joint",)
COMMAND_POST = ("exercise.joint.command_post",)
JUST_BEGUN_DAYS = 7
LONGEST_DRILL = 60


@dataclass(frozen=True)
class Drill:
    """One joint drill dated to the day: `start`..`end` and `known` are ordinals of local days.

    `end` is None while it is not known; `end_known` is the day from whose end it is.
    """

    row: str
    start: int
    end: int | None
    end_known: int
    known: int
    command_post: bool


DRILL_FEATURES = (
    "command-post drill on",
    "joint drill on",
    "joint drill begun in the last 7 days",
    "days ahead inside an announced command-post drill",
)


def drills(events: Sequence[RecordedEvent], zone: ZoneInfo) -> tuple[Drill, ...]:
    """Return the joint drills of `events` that were held and are dated to the day, by start."""
    found = []
    for event in events:
        if not under(event.kind, JOINT) or event.status == "cancelled" or event.precision != "day":
            continue
        ended = event.attributes.get("end_known_on")
        found.append(
            Drill(
                row=event.id,
                start=event.valid_from.toordinal(),
                end=None if event.attributes.get("end_unknown") else event.valid_to.toordinal(),
                end_known=date.fromisoformat(ended).toordinal() if ended else event.valid_to.toordinal(),
                known=local_day(event.recorded_at, zone),
                command_post=under(event.kind, COMMAND_POST),
            )
        )
    return tuple(sorted(found, key=lambda drill: (drill.start, drill.row)))


def drill_features(rows: Sequence[Drill], first: int, last: int, horizon: int) -> Floats:
    """Return one row a day from `first` to `last`, one column for each of `DRILL_FEATURES`.

    The row of day t uses only what was known by the end of t. A drill is on while it has begun and
    not ended. How long an announced drill will last is not known ahead: it is taken to last as long
    as the median earlier command-post drill whose end was known by then.
    """
    size = last - first + 1
    features = np.zeros((size, len(DRILL_FEATURES)))
    lengths = _usual_lengths([d for d in rows if d.command_post], first, last)
    for drill in rows:
        end = drill.start if drill.end is None else drill.end
        on = slice(max(drill.start, drill.known, first) - first, max(end + 1 - first, 0))
        features[on, 1] = 1.0
        begun = slice(max(drill.start, drill.known, first) - first, max(drill.start + JUST_BEGUN_DAYS - first, 0))
        features[begun, 2] = 1.0
        if drill.command_post:
            features[on, 0] = 1.0
            _add_share(features[:, 3], drill, end, lengths, first, horizon)
    features[:, 3] = np.minimum(features[:, 3], 1.0)
    return features


def drill_evidence(rows: Sequence[Drill], day: int, horizon: int) -> tuple[tuple[str, ...], ...]:
    """Return for each of `DRILL_FEATURES` the record ids that make it differ from 0 on `day`."""
    on = [d for d in rows if max(d.start, d.known) <= day <= (d.start if d.end is None else d.end)]
    begun = [d for d in rows if max(d.start, d.known) <= day < d.start + JUST_BEGUN_DAYS]
    ahead = [
        d
        for d in rows
        if d.command_post
        and d.known <= day
        and day - LONGEST_DRILL <= d.start <= day + horizon
        and d in {*on, *_later(d, day)}
    ]
    return (
        tuple(d.row for d in on if d.command_post),
        tuple(d.row for d in on),
        tuple(d.row for d in begun),
        tuple(d.row for d in ahead),
    )


def _later(drill: Drill, day: int) -> tuple[Drill, ...]:
    return (drill,) if drill.start > day else ()


def _usual_lengths(rows: Sequence[Drill], first: int, last: int) -> Days:
    """Return for each day the median length of the command-post drills known by then to have ended."""
    ended = sorted((max(d.end_known, d.known), d.end - d.start + 1) for d in rows if d.end is not None)
    lengths = np.zeros(last - first + 1, dtype=np.int64)
    seen: list[int] = []
    for known, length in ended:
        seen.append(length)
        lengths[max(known - first, 0) :] = int(np.median(seen))
    return lengths


def _add_share(column: Floats, drill: Drill, end: int, lengths: Days, first: int, horizon: int) -> None:
    """Add the share of the days t+1..t+horizon inside `drill`, for every t from when it was known."""
    start = max(drill.known, drill.start - horizon, first)
    days = np.arange(start, end + 1) if end >= start else np.arange(0)
    days = days[days - first < column.size]
    if days.size == 0:
        return
    expected = np.maximum(drill.start + lengths[days - first] - 1, drill.start)
    overlap = np.minimum(days + horizon, expected) - np.maximum(days + 1, drill.start) + 1
    # On its last day a drill is known to end: nothing of it lies ahead.
    overlap[days >= end] = 0
    column[days - first] += np.clip(overlap, 0, horizon) / horizon
