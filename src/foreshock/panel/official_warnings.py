"""Official warnings: how much the principal has threatened in its own voice in the last days."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np

from foreshock.panel.days import Floats, local_day
from foreshock.terms.kinds import under
from foreshock.terms.record import RecordedEvent

STATEMENT = ("statement",)
THREAT = "threaten"
WARNING_DAYS = 7
SENIOR_RANKS = 3
WARNING_FEATURES = ("threats in the last 7 days", "threats of the three highest ranks in the last 7 days")


@dataclass(frozen=True)
class OfficialWarning:
    """One threat: `known` is the ordinal of the local day by whose end it was public."""

    row: str
    known: int
    senior: bool


def official_warnings(
    events: Sequence[RecordedEvent], principal: Collection[str], senior: Collection[str], zone: ZoneInfo
) -> tuple[OfficialWarning, ...]:
    """Return the threats that the theater's principal made, by the day each became known.

    `senior` are the kinds of statements of the highest ranks.
    """
    found = [
        OfficialWarning(event.id, local_day(event.recorded_at, zone), event.kind in senior)
        for event in events
        if under(event.kind, STATEMENT)
        and event.attributes.get("stance") == THREAT
        and not set(event.actors).isdisjoint(principal)
    ]
    return tuple(sorted(found, key=lambda warning: (warning.known, warning.row)))


def warning_features(rows: Sequence[OfficialWarning], first: int, last: int) -> Floats:
    """Return log(1 + threats in the last 7 days), of any rank and of the highest: one row a day, `WARNING_FEATURES`."""
    counts = np.zeros((last - first + 1, len(WARNING_FEATURES)))
    for warning in rows:
        days = slice(max(warning.known - first, 0), max(warning.known + WARNING_DAYS - first, 0))
        counts[days, 0] += 1.0
        counts[days, 1] += float(warning.senior)
    return np.asarray(np.log1p(counts))


def warning_evidence(rows: Sequence[OfficialWarning], day: int) -> tuple[tuple[str, ...], ...]:
    """Return for each of `WARNING_FEATURES` the record ids behind its value on `day`."""
    recent = [warning for warning in rows if warning.known <= day < warning.known + WARNING_DAYS]
    return tuple(w.row for w in recent), tuple(w.row for w in recent if w.senior)
