"""The ledger's rows: questions issued with a probability, and how each came out."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from msgspec import UNSET, Struct, UnsetType

from foreshock.terms.forecast import Reason

OutcomeWord = Literal["yes", "no", "void"]
State = Literal["open", "pending", "yes", "no", "void"]


class Question(Struct, frozen=True, kw_only=True):
    """A dated question a machine can settle, with everything that decides it.

    Does at least one kinetic event of `kinds` by `actors` fall on a day from `target_start` to
    `target_end` (local days of `zone`, both included)? `adjudicators` speak in this order and
    `tie_rule` decides disputes; `target_version` changes when the definition does.
    """

    target: str
    target_version: int
    kinds: tuple[str, ...]
    actors: tuple[str, ...]
    zone: str
    target_start: date
    target_end: date
    adjudicators: tuple[str, ...]
    tie_rule: str
    words: str


class Window(Struct, frozen=True, kw_only=True):
    """Of a question, what it is about and the days it asks for; fields as there."""

    target: str
    zone: str
    target_start: date
    target_end: date


def closes_at(question: Question | Window) -> datetime:
    """Return the instant at which the last day of a question's window has passed in its own zone."""
    return datetime.combine(question.target_end + timedelta(days=1), time(), ZoneInfo(question.zone)).astimezone(UTC)


class Issued(Struct, frozen=True, kw_only=True):
    """One forecast as issued; never changed afterwards.

    `issued_at` is when the row was written, `as_of` the moment its odds speak from: the same for a
    live forecast. `digest` is the SHA-256 over all other fields and so over the row before, whose
    digest is `previous` (the empty string for the first row). `record_digest` and
    `coefficients_digest` say which data and which model gave the number; `reasons` are its additive
    terms and `coefficients` every number behind them. `schema` changes with the shape, so that a row's
    digest never depends on fields it was not issued with: rows of foreshock.ledger/1 have neither.
    """

    schema: Literal["foreshock.ledger/1", "foreshock.ledger/2"] = "foreshock.ledger/2"
    number: int
    issued_at: datetime
    as_of: datetime
    theater: str
    question: Question
    horizon: int
    probability: float
    references: dict[str, float]
    model: str
    record_digest: str
    coefficients_digest: str
    reasons: tuple[Reason, ...] | UnsetType = UNSET
    coefficients: dict[str, Any] | UnsetType = UNSET
    previous: str = ""
    digest: str = ""


class IssuedOdds(Struct, frozen=True, kw_only=True):
    """Of a forecast as issued, what scores need; fields as there."""

    number: int
    issued_at: datetime
    as_of: datetime
    theater: str
    question: Window
    horizon: int
    probability: float
    references: dict[str, float]


class Settled(Struct, frozen=True, kw_only=True):
    """Of a resolution, what scores need; fields as there."""

    settles: int
    outcome: OutcomeWord
    covered_until: date | None = None


class Resolution(Struct, frozen=True, kw_only=True):
    """How a question came out, as the record knew it at `resolved_at`.

    `settles` is the number of the ledger row, `settles_digest` its digest. A later revision of the
    record resolves again as a new row; both stay, and the last one holds. `record_digest` is that of
    all events then known, `covered_until` the last day the record's outcomes then reached.
    `evidence` are the record rows that count; a void has its `reason` and no outcome. `number`,
    `previous` and `digest` chain the resolutions as ledger rows are chained.
    """

    schema: Literal["foreshock.resolution/1"] = "foreshock.resolution/1"
    number: int
    settles: int
    settles_digest: str
    outcome: OutcomeWord
    resolved_at: datetime
    record_digest: str
    covered_until: date | None = None
    evidence: tuple[str, ...] = ()
    reason: str = ""
    previous: str = ""
    digest: str = ""


class LedgerRows(Struct, frozen=True, kw_only=True):
    """Everything a ledger holds, each in the order it was written."""

    issued: tuple[Issued, ...] = ()
    resolutions: tuple[Resolution, ...] = ()

    def settled(self) -> dict[int, Resolution]:
        """Return the resolution that holds for each settled ledger row, by the row's number."""
        return {resolution.settles: resolution for resolution in self.resolutions}
