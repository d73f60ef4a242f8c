"""The rows of a pack's history: what happened, was said, was announced, day by day.

They are documented with the other tables in docs/reference/pack.md.
"""

from datetime import date
from typing import Literal

from msgspec import Struct

Day = date  # the same type, for the rows that have a field called `date`


class ProvocationRow(Struct, frozen=True, kw_only=True):
    """One kind of provocation on one local day. `kinetic` False rows are never counted."""

    id: str
    date: Day
    kind: str
    actor: str
    weapon: str | None = None
    count: int | None = None
    site: str | None = None
    lat: float | None = None
    lon: float | None = None
    outcome: str | None = None
    severity: int | None = None
    instant_utc: str | None = None
    date_basis: str = "as_published"
    databases: tuple[str, ...] = ()
    first_seen: Day | None = None
    kinetic: bool = True
    note: str | None = None
    source: str


class DrillRow(Struct, frozen=True, kw_only=True):
    """One drill or strategic deployment as held (or called off).

    `announced` is the day the row's plan (or its calling off) was first made public; `changed`
    what became of the plan, `changed_on` the day that became public when it is neither
    `announced` nor the start. `held` False rows never took place; their days are nominal.
    """

    id: str
    start: date
    end: date | None
    precision: Literal["day", "month", "year"]
    name: str
    participants: tuple[str, ...]
    kind: str
    scale: Literal["large", "medium", "small"] | None = None
    announced: date | None = None
    changed: Literal["none", "scaled_down", "cancelled", "postponed"] = "none"
    changed_on: date | None = None
    held: bool = True
    note: str | None = None
    source: str


class DiplomacyRow(Struct, frozen=True, kw_only=True):
    """Talks, summits, visits, agreements, resolutions, elections, changes of leader.

    The order of `participants` matters for directed kinds (a visit, a letter, sanctions, a
    delivery): all but the last act, the last receives. `first_seen` is the day it became public
    when that is later than the day it happened.
    """

    id: str
    start: date
    end: date | None
    precision: Literal["day", "month", "year"]
    kind: str
    name: str
    participants: tuple[str, ...]
    first_seen: date | None = None
    note: str | None = None
    source: str


class StatementRow(Struct, frozen=True, kw_only=True):
    """One official statement. `level` is a rank of the pack's statement ladder.

    `inferred` names the fields that rest on a rule and not on the text ("stance", "day");
    `first_seen` is the day it was carried when later than the statement's own day.
    """

    id: str
    date: Day
    actor: str
    speaker: str | None = None
    office: str | None = None
    channel: str | None = None
    level: str
    addressees: tuple[str, ...] = ()
    stance: str
    inferred: tuple[str, ...] = ()
    first_seen: Day | None = None
    note: str | None = None
    source: str


class NoticeRow(Struct, frozen=True, kw_only=True):
    """An advance notice of a launch or closed zone. `announced` is the day it was made public.

    `window_start` and `window_end` are the first and last theater-local day the window touches;
    `opens` and `closes` the local instants (YYYY-MM-DDTHH:MM) where known: a window that closes
    at 00:00 of a day has the day before as its `window_end`. `launched_on` is known only later.
    """

    id: str
    announced: date
    actor: str
    window_start: date | None = None
    window_end: date | None = None
    kind: str
    channel: str
    rocket: str | None = None
    opens: str | None = None
    closes: str | None = None
    launched_on: date | None = None
    note: str | None = None
    source: str


class PreparationRow(Struct, frozen=True, kw_only=True):
    """A public report that something was being prepared, including those that came to nothing.

    `about` are kinds; `by` who said so; `what_followed` is known only later.
    """

    id: str
    reported_on: date
    by: str
    about: tuple[str, ...]
    claim: str
    window_words: str | None = None
    what_followed: str
    source: str
