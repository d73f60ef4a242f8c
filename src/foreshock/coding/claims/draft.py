"""A claim as one rule finds it, before it is numbered."""

from dataclasses import dataclass
from datetime import date

from foreshock.terms.reading import ClaimKind, Lag, Side, Span, When


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The parts of a `Claim` that a rule settles; `span` is the claim's text, `word` what the rule rests on."""

    kind: ClaimKind
    span: Span
    word: Span
    evidence: Span
    rule: str
    score: float
    antecedent: Side | None = None
    consequent: Side | None = None
    lag: Lag | None = None
    period: When | None = None
    frequency: str | None = None
    value: int | None = None
    before: date | None = None
