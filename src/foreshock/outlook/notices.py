"""What a launch notice adds: a Bayesian update learned only from earlier notices.

Under an open notice each day is of one class: before the announced window, its first day, later in
it, or under a notice that names no window. For each class the chance of a launch that day has a
Beta prior and is updated by every earlier day of that class (one Bernoulli trial each, conjugate).
Over a window P(launch) = 1 − Π(1 − mean chance of each day's class); together with the model's own
probability p the forecast is 1 − (1 − p)(1 − P).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from foreshock.outlook.daily import Daily
from foreshock.panel.days import Floats
from foreshock.panel.notices import LaunchNotice
from foreshock.panel.occurrences import under

NONE, BEFORE, FIRST_DAY, LATER, UNDATED = range(5)
CLASSES = ("before the window", "first day of the window", "later in the window", "no window named")
# Beta priors (launches, days without) of the four classes: guesses from before any notice was seen.
PRIOR_LAUNCHES = np.array([0.1, 0.5, 0.5, 0.2])
PRIOR_QUIET = np.array([9.9, 1.5, 4.5, 19.8])
UNDATED_DAYS = 90


@dataclass(frozen=True)
class NoticeUpdate:
    """What notices say at the end of each day: `chance` of an announced launch within the horizon.

    `launches` and `days` are the trials each class had by then, shape (days, classes).
    """

    chance: Floats
    launches: Floats
    days: Floats


def notice_update(notices: Sequence[LaunchNotice], launches: Daily, horizon: int) -> NoticeUpdate:
    """Return the update of every day on the axis of `launches` (the launches notices can announce)."""
    size = launches.size
    tried, launched = _trials(notices, launches)
    chance = np.zeros(size)
    mean = (PRIOR_LAUNCHES + launched) / (PRIOR_LAUNCHES + PRIOR_QUIET + tried)
    for now in _days_under_notice(notices, launches):
        open_now = _open(notices, launches, now)
        quiet = 1.0
        for ahead in range(now + 1, now + horizon + 1):
            kind = _class(open_now, ahead, launches.first)
            if kind != NONE:
                quiet *= 1.0 - mean[now, kind - 1]
        chance[now] = 1.0 - quiet
    return NoticeUpdate(chance, launched, tried)


def open_notices(notices: Sequence[LaunchNotice], launches: Daily, now: int) -> tuple[str, ...]:
    """Return the record ids of the notices open at the end of position `now`."""
    return tuple(notice.row for notice in _open(notices, launches, now))


def _trials(notices: Sequence[LaunchNotice], launches: Daily) -> tuple[Floats, Floats]:
    """Return the days and the launches under each class known by the end of each day (cumulative)."""
    tried = np.zeros((launches.size, len(CLASSES)))
    launched = np.zeros((launches.size, len(CLASSES)))
    known = dict(zip(launches.at.tolist(), launches.known.tolist(), strict=True))
    for now in _days_under_notice(notices, launches):
        day = now + 1
        if day >= launches.size:
            continue
        kind = _class(_open(notices, launches, now), day, launches.first)
        if kind == NONE:
            continue
        # A quiet day counts once it has settled; a launch once it is known.
        settled = max(known.get(day, day), day + launches.settle)
        if settled < launches.size:
            tried[settled, kind - 1] += 1.0
            launched[settled, kind - 1] += float(day in known)
    return np.cumsum(tried, axis=0), np.cumsum(launched, axis=0)


def _days_under_notice(notices: Sequence[LaunchNotice], launches: Daily) -> list[int]:
    days: set[int] = set()
    for notice in notices:
        begin = notice.known - launches.first
        days.update(range(max(begin, 0), min(_expiry(notice) - launches.first, launches.size)))
    return sorted(days)


def _expiry(notice: LaunchNotice) -> int:
    """Return the last day a notice speaks of."""
    if notice.start is not None and notice.end is not None:
        return max(notice.end, notice.known)
    return notice.known + UNDATED_DAYS if notice.end is None else max(notice.end, notice.known)


def _open(notices: Sequence[LaunchNotice], launches: Daily, now: int) -> list[LaunchNotice]:
    """Return the notices known by the end of `now`, not run out and not yet answered by a launch."""
    today = now + launches.first
    done = launches.at[launches.known <= now] + launches.first
    return [n for n in notices if n.known <= today < _expiry(n) and not any(_answers(day, n) for day in done.tolist())]


def _answers(launch: int, notice: LaunchNotice) -> bool:
    """Return whether a launch used a notice up: it came after it, or up to a day ahead of its window."""
    if notice.start is None:
        return launch > notice.known
    return launch > notice.known or launch >= max(notice.start - 1, notice.known)


def _class(open_now: Sequence[LaunchNotice], day: int, first: int) -> int:
    """Return the class of position `day` under the notices open: a dated one speaks before an undated one."""
    ordinal = day + first
    dated = [(n.start, n.end) for n in open_now if n.start is not None and n.end is not None]
    if dated:
        opens = min(start for start, _ in dated)
        if ordinal < opens:
            return BEFORE
        if ordinal == opens:
            return FIRST_DAY
        return LATER if any(start <= ordinal <= end for start, end in dated) else NONE
    return UNDATED if any(ordinal <= _expiry(n) for n in open_now) else NONE


def announced_by(notices: Sequence[LaunchNotice], kinds: Sequence[str]) -> tuple[LaunchNotice, ...]:
    """Return the notices whose launch would count for a target of these kinds."""
    return tuple(notice for notice in notices if under(notice.kind, kinds))
