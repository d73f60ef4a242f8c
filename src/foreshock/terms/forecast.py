"""Targets, forecasts and their reasons. The shapes of `foreshock.outlook/1`."""

from datetime import date, datetime
from typing import Literal

from msgspec import Struct


class Target(Struct, frozen=True, kw_only=True):
    """A dated, machine-resolvable question: does any kinetic event of these kinds happen?

    `kinds` are prefixes of the pack's taxonomy (() means every kinetic kind listed under
    `kind_roots`); days are those of `zone`. `adjudicators` are sources in order of authority and
    `tie_rule` says what decides a dispute. `version` changes when the definition does.
    """

    id: str
    label: str
    kinds: tuple[str, ...]
    actors: tuple[str, ...]
    zone: str
    adjudicators: tuple[str, ...]
    tie_rule: str
    version: int = 1


class ForecastInterval(Struct, frozen=True):
    """Uncertainty of the probability itself; `level` is the coverage, 0 to 1."""

    level: float
    low: float
    high: float


class Reason(Struct, frozen=True, kw_only=True):
    """One additive term of the model's log-odds, with the rows it came from."""

    term: str
    log_odds: float
    evidence: tuple[str, ...] = ()


class Forecast(Struct, frozen=True, kw_only=True):
    """A probability that the target occurs at least once from `target_start` to `target_end`.

    Horizon `h` covers theater-local days t+1 … t+h after the issue day t. `references` are plain
    rates to beat. `word` belongs to `scale`; it restates the number and adds nothing.
    """

    target: str
    horizon: int
    target_start: date
    target_end: date
    probability: float
    word: str
    scale: Literal["ICD-203", "PHIA"] = "ICD-203"
    interval: ForecastInterval
    references: dict[str, float]
    reasons: tuple[Reason, ...]
    model: str
    coefficients_digest: str


class DayChance(Struct, frozen=True):
    """`on`: the chance that the next event falls on `day`; `by`: that it has fallen by the end of it."""

    day: date
    on: float
    by: float


class DateBand(Struct, frozen=True):
    """The next event falls on a day from `first` to `last` with chance `level`; None: past the days looked at."""

    level: float
    first: date | None
    last: date | None


class CountBand(Struct, frozen=True):
    """Between `low` and `high` event days, both included, with a chance of at least `level`."""

    level: float
    low: int
    high: int


class WindowForecast(Struct, frozen=True, kw_only=True):
    """A window of days: the chance of an event on at least one of them, and how many event days to expect."""

    target_start: date
    target_end: date
    probability: float
    expected: float
    bands: tuple[CountBand, ...]


class Timing(Struct, frozen=True, kw_only=True):
    """When a target's next event falls, and how many event days windows hold.

    `days` run from the first day ahead; `beyond` is the chance of none on any of them. `median` is
    None when it lies past them. `bands` of the date run from the same share of chance on both sides.
    `windows` are those of the standard horizons and any others asked for. All follow from the odds:
    `days` pass through the forecast of every horizon.
    """

    target: str
    median: date | None
    bands: tuple[DateBand, ...]
    beyond: float
    days: tuple[DayChance, ...]
    windows: tuple[WindowForecast, ...]


class Outlook(Struct, frozen=True, kw_only=True):
    """All forecasts issued from one state of the record.

    `as_of` is the issue instant; `known_at` the knowledge cut-off (normally equal);
    `record_digest` identifies the rows that were visible; `problems` says what a reader must know
    before trusting the numbers.
    """

    schema: str = "foreshock.outlook/1"
    theater: str
    as_of: datetime
    known_at: datetime
    record_digest: str
    forecasts: tuple[Forecast, ...]
    problems: tuple[str, ...] = ()
