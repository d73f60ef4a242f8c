"""An article as intake hands it on: body paragraphs apart from page furniture."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

FurnitureKind = Literal[
    "promo_list", "related", "comment_form", "credit", "contact", "copyright", "navigation", "other"
]
SourceFormat = Literal["text", "html", "jsonl", "newsml"]
InstantPrecision = Literal["second", "minute", "hour", "day"]
PublishedBasis = Literal["page", "metadata", "field", "argument"]


class Furniture(Struct, frozen=True):
    """Text that came with the page but is not the story; kept, never coded."""

    kind: FurnitureKind
    text: str


class Article(Struct, frozen=True, kw_only=True):
    """One article. `paragraphs` is the body only, in order; every offset elsewhere points into it.

    `id` is "sha256:" and the digest of headline, publication time and paragraphs, so the same
    text read twice is the same article. `published_at` is UTC; `published_precision` says how much
    of it is known and `published_basis` where it was found. `source_id` is the caller's own id.
    """

    id: str
    headline: str | None
    kicker: str | None = None
    byline: tuple[str, ...] = ()
    agency: str | None = None
    publisher: str | None = None
    section: str | None = None
    dateline: str | None = None
    url: str | None = None
    language: str | None = "en"
    source_format: SourceFormat = "text"
    published_at: datetime | None = None
    published_precision: InstantPrecision | None = None
    published_basis: PublishedBasis | None = None
    source_id: str | None = None
    paragraphs: tuple[str, ...] = ()
    furniture: tuple[Furniture, ...] = ()
