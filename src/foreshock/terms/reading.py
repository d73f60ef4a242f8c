"""A reading: what one article says, coded. The shapes of `foreshock.reading/1`.

Every offset is into `article.paragraphs[paragraph]`, and `text` is exactly that slice.
"""

from datetime import date
from typing import Literal

from msgspec import Struct

from foreshock.terms.article import Article

PloverType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Status = Literal["happened", "ongoing", "scheduled", "possible", "threatened", "demanded", "denied", "cancelled"]
Precision = Literal[
    "second", "minute", "hour", "day", "week", "month", "quarter", "season", "half", "year", "decade",
    "century", "range",
]  # fmt: skip
DateBasis = Literal["text", "published", "anchor", "pack"]
QuoteKind = Literal["direct", "indirect", "mixed"]
CountQualifier = Literal["exact", "about", "at_least", "at_most", "record", "several"]
ClaimKind = Literal["precedent", "frequency", "change", "record", "count", "last_time", "promise"]
VerdictWord = Literal["supported", "not_supported", "contradicted", "inconclusive", "insufficient_record"]


class Span(Struct, frozen=True):
    """Characters `start:end` of one body paragraph; `text` is exactly that slice."""

    paragraph: int
    start: int
    end: int
    text: str


class When(Struct, frozen=True, kw_only=True):
    """Theater-local days, both ends included.

    `basis` says how they are known: "text" (an expression in the text, resolved against the
    publication day when relative), "published" (no expression; the report's own day), "anchor"
    (counted from another coded item) or "pack" (a recurring day or table row). `start` or `end`
    is None when that end is open.
    """

    start: date | None
    end: date | None
    precision: Precision
    text: str | None = None
    basis: DateBasis = "text"


class ActorRef(Struct, frozen=True, kw_only=True):
    """An actor or recipient: `code` from the pack (ISO3 for states), `text` as mentioned."""

    code: str
    text: str
    sector: str | None = None
    office: str | None = None
    name: str | None = None
    span: Span | None = None


class Speaker(Struct, frozen=True, kw_only=True):
    """Who an utterance is attributed to; `code` is None when the text does not settle it.

    `text` is the whole phrase for the speaker ("Ann Lee, an envoy to the talks"), `span` the words
    that stand for it beside the reporting word ("Ann Lee", "who").
    """

    code: str | None = None
    sector: str | None = None
    office: str | None = None
    role: str | None = None
    name: str | None = None
    anonymous: bool = False
    text: str | None = None
    span: Span | None = None


class Via(Struct, frozen=True, kw_only=True):
    """One carrier between the speaker and this article, outermost last."""

    outlet: str
    verb: str | None = None
    anonymous_source: bool = False


class Statement(Struct, frozen=True, kw_only=True):
    """One utterance: who said (`speaker`), through whom (`via`), what (`content`), to whom.

    `type` is the PLOVER type of the utterance or None for a plain statement. `score` is the
    rule's own confidence, 0 to 1. `speakers` lists all who speak jointly ("Oslo and Rome said"),
    `speaker` among them first; it is empty when one speaks alone.
    """

    id: str
    speaker: Speaker
    speakers: tuple[Speaker, ...] = ()
    cue: Span | None
    content: tuple[Span, ...]
    via: tuple[Via, ...] = ()
    quote: QuoteKind = "indirect"
    type: PloverType | None = None
    addressees: tuple[str, ...] = ()
    condition: str | None = None
    when: When | None = None
    evidence: tuple[Span, ...] = ()
    rule: str
    score: float


class Instrument(Struct, frozen=True, rename={"class_": "class"}):
    """A weapon, aircraft or ship named in an event; `class` in the pack's words."""

    name: str
    class_: str | None = None


class Count(Struct, frozen=True):
    """How many; `value` is None for "several" or "a record number"."""

    value: int | None
    qualifier: CountQualifier = "exact"


class Event(Struct, frozen=True, kw_only=True):
    """One coded happening. `kind` is the pack's dotted taxonomy, `type` PLOVER's 16.

    `statement` is the id of the statement that asserts it, None when the reporter does. `same_as` is
    the id of the earlier event of the reading that its noun only points back to ("the drills").
    """

    id: str
    type: PloverType | None
    kind: str | None
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    actors: tuple[ActorRef, ...] = ()
    recipients: tuple[ActorRef, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    count: Count | None = None
    place: str | None = None
    when: When | None = None
    status: Status | None = None
    statement: str | None = None
    same_as: str | None = None
    evidence: tuple[Span, ...] = ()
    rule: str
    score: float


class Side(Struct, frozen=True):
    """One side of a claimed pattern: events of a kind (prefix) by any of the actors."""

    kind: str
    actors: tuple[str, ...] = ()


class Lag(Struct, frozen=True):
    """Days from antecedent to consequent, both ends included."""

    min_days: int
    max_days: int


class Verdict(Struct, frozen=True, kw_only=True):
    """What the record says of a claim.

    `n` occasions (antecedents, or days in the period), `k` on which the claim held, `rate` = k/n,
    `base_rate` the same without the antecedent, `ratio` = rate/base_rate with its `interval`
    (90 %), `matches` the record ids that counted, `reason` a sentence a fact-checker could print.
    """

    verdict: VerdictWord
    n: int | None = None
    k: int | None = None
    rate: float | None = None
    base_rate: float | None = None
    ratio: float | None = None
    interval: tuple[float, float] | None = None
    matches: tuple[str, ...] = ()
    reason: str = ""


class Claim(Struct, frozen=True, kw_only=True):
    """A pattern the article asserts, in a form the record can test.

    `before` is the day a "first since" counts back from; None means the article's own day.
    """

    id: str
    kind: ClaimKind
    text: str
    antecedent: Side | None = None
    consequent: Side | None = None
    lag: Lag | None = None
    period: When | None = None
    frequency: str | None = None
    value: int | None = None
    before: date | None = None
    evidence: tuple[Span, ...] = ()
    verdict: Verdict | None = None
    rule: str
    score: float


class Reading(Struct, frozen=True, kw_only=True):
    """Everything coded from one article, and what could not be (`problems`)."""

    schema: str = "foreshock.reading/1"
    article: Article
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    problems: tuple[str, ...] = ()
