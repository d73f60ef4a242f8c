"""What a launch notice adds: a Bayesian update learned only from earlier notices.

Under an open notice each day is of one class: before the announced window, its first day, later in
it, or under a notice that names no window. For each class the chance of a launch that day has a
Beta prior and is updated by every earlier day of that class (one Bernoulli trial each, conjugate).
Over a window P(launch) = 1 − Π(1 − mean chance of each day's class); together with the model's own
probability p the forecast is 1 − (1 − p)(1 − P).
"""

from collections.abc import Sequence

import numpy as np

from foreshock.outlook.daily import Daily, daily
from foreshock.panel.build import Panel
from foreshock.panel.days import Floats
from foreshock.panel.notices import LaunchNotice

NONE, BEFORE, FIRST_DAY, LATER, UNDATED = range(5)
CLASSES = ("before the window", "first day of the window", "later in the window", "no window named")
# Beta priors (launches, days without) of the four classes: guesses from before any notice was seen.
PRIOR_LAUNCHES = np.array([0.1, 0.5, 0.5, 0.2])
PRIOR_QUIET = np.array([9.9, 1.5, 4.5, 19.8])
UNDATED_DAYS = 90


class NoticeReplay:
    """The notices of one kind of launch replayed over the launches they can announce.

    `tried` and `launched` are the days and launches each class had, as known by the end of each day:
    shape (days, classes).
    """

    def __init__(self, notices: Sequence[LaunchNotice], launches: Daily, told: Sequence[tuple[int, int]] = ()) -> None:
        """Take launches as positions, and those that only articles tell of as ordinals (day, known)."""
        self._notices = notices
        self._launches = launches
        self._open = {now: _open(notices, launches, told, now) for now in _days_under_notice(notices, launches)}
        self.tried, self.launched = self._trials()

    def chance(self, horizon: int, since: int = 0) -> Floats:
        """Return the chance of an announced launch within `horizon` days, for positions `since` to the last."""
        return self.chances(horizon, since)[:, -1]

    def chances(self, days: int, since: int = 0) -> Floats:
        """Return the chance of an announced launch within 1 … `days` days: shape (positions, days)."""
        chances = np.zeros((self._launches.size - since, days))
        for now, notices in self._open.items():
            if now < since or not notices:
                continue
            mean = (PRIOR_LAUNCHES + self.launched[now]) / (PRIOR_LAUNCHES + PRIOR_QUIET + self.tried[now])
            kinds = [_class(notices, ahead, self._launches.first) for ahead in range(now + 1, now + days + 1)]
            chances[now - since] = 1.0 - np.cumprod([1.0 if kind == NONE else 1.0 - mean[kind - 1] for kind in kinds])
        return chances

    def open_rows(self, now: int) -> tuple[str, ...]:
        """Return the record ids of the notices open at the end of position `now`."""
        return tuple(notice.row for notice in self._open.get(now, ()))

    def _trials(self) -> tuple[Floats, Floats]:
        launches = self._launches
        tried = np.zeros((launches.size, len(CLASSES)))
        launched = np.zeros((launches.size, len(CLASSES)))
        known = dict(zip(launches.at.tolist(), launches.known.tolist(), strict=True))
        for now, notices in self._open.items():
            day = now + 1
            kind = _class(notices, day, launches.first) if day < launches.size else NONE
            if kind == NONE:
                continue
            # A quiet day counts once it has settled; a launch once it is known.
            settled = known.get(day, day + launches.settle)
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


def _open(
    notices: Sequence[LaunchNotice], launches: Daily, told: Sequence[tuple[int, int]], now: int
) -> list[LaunchNotice]:
    """Return the notices known by the end of `now`, not run out and not yet answered by a launch."""
    today = now + launches.first
    done = (launches.at[launches.known <= now] + launches.first).tolist()
    done += [day for day, known in told if known <= today]
    return [n for n in notices if n.known <= today < _expiry(n) and not any(_answers(day, n) for day in done)]


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


def replay_notices(panel: Panel) -> dict[str, NoticeReplay]:
    """Return the replay of each kind of launch that notices of the panel announce."""
    return {
        kind: NoticeReplay(
            [notice for notice in panel.notices if notice.kind == kind],
            daily(series, panel.first, panel.last, panel.settle_days),
            panel.told[kind],
        )
        for kind, series in panel.launches.items()
    }
