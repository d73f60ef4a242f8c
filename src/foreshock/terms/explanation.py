"""An explanation: how each item of a reading was made, and what was considered and left."""

from datetime import date
from typing import Literal

from msgspec import Struct

from foreshock.terms.reading import Claim, Event, Lag, Precision, Span, Statement

PartName = Literal[
    "reporting word", "speaker", "carrier", "content", "condition", "trigger", "object", "actor", "recipient", "status",
    "date", "holder",
]  # fmt: skip


class Part(Struct, frozen=True, kw_only=True):
    """What some words of the text are to an item; `span` is None for what stands outside its sentences."""

    part: PartName
    span: Span | None
    note: str = ""


class Joined(Struct, frozen=True):
    """Another rule that fired on `word` and told the same, so that one item was made of both."""

    rule: str
    word: Span


class Reason(Struct, frozen=True, kw_only=True):
    """How one item was made: its rule with the rule's meaning, the parts its words play, what was joined."""

    id: str
    item: Statement | Event | Claim
    meaning: str
    parts: tuple[Part, ...] = ()
    joined: tuple[Joined, ...] = ()


class Branch(Struct, frozen=True):
    """One word of a dependency tree, `depth` steps below its sentence's root, with its arc and tag."""

    depth: int
    arc: str
    word: Span
    tag: str


class Named(Struct, frozen=True, kw_only=True):
    """A mention of something the pack knows: its kind, the actors it stands for, the pack row.

    `reference` is True when earlier text settles what it stands for ("the ministry", "he").
    """

    span: Span
    kind: str
    codes: tuple[str, ...] = ()
    row: str | None = None
    name: str | None = None
    office: str | None = None
    role: str | None = None
    reference: bool = False


class Dated(Struct, frozen=True, kw_only=True):
    """A date expression: the days it means, None where unresolved for `reason`.

    `relative` is True when the publication day was needed; `lag` counts from something else; `rule` is
    the id of the rule that read it.
    """

    span: Span
    kind: str
    start: date | None
    end: date | None
    precision: Precision
    basis: str
    relative: bool = False
    lag: Lag | None = None
    reason: str | None = None
    rule: str | None = None


class Rejected(Struct, frozen=True, kw_only=True):
    """What was considered and left: the words, the rule that would have fired, and why it did not count."""

    kind: Literal["statement", "event", "claim"]
    word: Span
    rule: str
    reason: str


class Sentence(Struct, frozen=True, kw_only=True):
    """One sentence as the rules saw it: parse, mentions, dates, what was left, and the items it gave."""

    span: Span
    items: tuple[str, ...]
    tree: tuple[Branch, ...]
    mentions: tuple[Named, ...] = ()
    dates: tuple[Dated, ...] = ()
    rejected: tuple[Rejected, ...] = ()


class Explanation(Struct, frozen=True, kw_only=True):
    """How an article's items were made; `sentences` are those the items rest on, in reading order."""

    schema: str = "foreshock.explanation/1"
    article: str
    headline: str | None
    reasons: tuple[Reason, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    problems: tuple[str, ...] = ()
