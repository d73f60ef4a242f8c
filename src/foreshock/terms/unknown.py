"""What an article names and does that a pack does not know."""

from typing import Literal

from msgspec import Struct

from foreshock.terms.reading import Span

UnknownKind = Literal["name", "designation", "verb"]


class UnknownWord(Struct, frozen=True, kw_only=True):
    """One place of an article where a name, a weapon-like designation or a verb stands that is not known.

    `text` is what is counted together: a person's whole name for the surname alone, the stem of a
    verb for its forms. `form` is as printed at `span`; `example` is its sentence.
    """

    kind: UnknownKind
    text: str
    form: str
    span: Span
    example: str


class UnknownCount(Struct, frozen=True, kw_only=True):
    """How often something not known was met, in how many articles, with one sentence and its source."""

    kind: UnknownKind
    text: str
    count: int
    articles: int
    example: str
    source: str
