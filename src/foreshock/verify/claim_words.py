"""The sentences of verdicts, as a fact-checker could print them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from foreshock.terms.reading import Lag
from foreshock.terms.record import RecordedEvent
from foreshock.verify.patterns import Coincidence
from foreshock.verify.power import SOUGHT_RATIO, needed_occasions

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True)
class ClaimWords:
    """How kinds are called: `labels` by kind; a kind without one is called by its own dotted name."""

    labels: Mapping[str, str] = field(default_factory=dict)

    def happening(self, event: RecordedEvent) -> str:
        """Return an event as a noun phrase: its name if it has one, else what kind it is."""
        if event.name and event.kind != "preparation":
            return f"“{event.name}”"
        label = self.labels.get(event.kind, event.kind)
        return f"{article(label)} {label}"


def article(noun: str) -> str:
    """Return "a" or "an" for a noun phrase, by its first letter."""
    return "an" if noun[:1].casefold() in "aeiou" else "a"


def say_day(day: date) -> str:
    """Return a day as "2 February 2023"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say_lag(lag: Lag) -> str:
    """Return a window as "within 3 days", "on the day itself", "2 to 5 days later"."""
    if lag.max_days == 0:
        return "on the day itself"
    if lag.min_days > 1:
        return f"{lag.min_days} to {lag.max_days} days later"
    return "within a day" if lag.max_days == 1 else f"within {lag.max_days} days"


def say_share(k: int, n: int) -> str:
    """Return a share as "4 of 15 times (27 %)"."""
    times = "time" if n == 1 else "times"
    return f"{k} of {n} {times} ({k / n:.0%})" if n else "never, for want of occasions"


def say_habit(found: Coincidence, lag: Lag, since: int | None) -> str:
    """Return what the record shows of a habit: how often, against what the calendar gives, how sure."""
    if found.n == 0:
        return "the record holds no such occasion"
    years = "" if since is None else f" since {since}"
    first = f"it followed {say_lag(lag)} {say_share(found.k, found.n)}{years}"
    if found.base_rate is None or found.ratio is None:
        return f"{first}; the rest of those years held none to compare with"
    against = f"a day taken at random from the same years was followed {found.base_rate:.0%} of the time"
    return f"{first}; {against}{_surely(found)}"


def _surely(found: Coincidence) -> str:
    if found.interval is None or found.ratio is None or found.base_rate is None:
        return ""
    low, high = found.interval
    ratio = f"{found.ratio:.1f} times as often"
    span = f"(90 % interval {low:.1f} to {high:.1f})"
    if low > 1:
        return f", so {ratio} after one {span}"
    needed = needed_occasions(found.base_rate, SOUGHT_RATIO)
    more = f"; to tell {SOUGHT_RATIO} times from chance takes about {needed} occasions" if needed else ""
    if needed is not None and needed <= found.n:
        more = ""
    return f", so {ratio} after one {span}, which chance alone could give{more}"
