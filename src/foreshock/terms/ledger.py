"""The ledger's rows: questions issued with a probability, and how each came out."""

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

OutcomeWord = Literal["yes", "no", "void"]


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


class Issued(Struct, frozen=True, kw_only=True):
    """One forecast as issued; never changed afterwards.

    `digest` is the SHA-256 over all other fields and so over the row before, whose digest is
    `previous` (the empty string for the first row). `record_digest` and `coefficients_digest` say
    which data and which model gave the number.
    """

    number: int
    issued_at: datetime
    theater: str
    question: Question
    horizon: int
    probability: float
    references: dict[str, float]
    model: str
    record_digest: str
    coefficients_digest: str
    previous: str
    digest: str = ""


class Resolution(Struct, frozen=True, kw_only=True):
    """How a question came out, as the record knew it at `resolved_at`.

    A later revision of the record resolves again as a new row; both stay. `evidence` are the
    record rows that count; a void has its `reason` and no outcome.
    """

    number: int
    outcome: OutcomeWord
    resolved_at: datetime
    record_digest: str
    evidence: tuple[str, ...] = ()
    reason: str = ""
