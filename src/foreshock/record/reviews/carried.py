"""Reviews of an earlier text at the same address hold for the words that the corrected text kept.

A corrected text is another article with items of its own. Where every stretch that a reviewed item
rested on stands in it word for word, and once only, the review goes with those words. Where the
words changed, the review ends with the text it was about.
"""

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace
from sqlalchemy import Connection, select

from foreshock.record import tables
from foreshock.record.reviews.log import select_reviews
from foreshock.record.versions import believed
from foreshock.terms.reading import Reading, Span
from foreshock.terms.review import Anchor, Review


def same_address(connection: Connection, article_id: str) -> list[str]:
    """Return the other articles that stood at an article's address, in order."""
    article = tables.article
    address = select(article.c.url).where(article.c.id == article_id, believed(article)).limit(1).scalar_subquery()
    others = select(article.c.id).where(article.c.url == address, article.c.id != article_id, believed(article))
    return sorted(set(connection.scalars(others)))


def reviews_of_reading(
    connection: Connection,
    reading: Reading,
    *,
    known_at: datetime | None = None,
    entered_by: datetime | None = None,
) -> list[Review]:
    """Return the reviews of an article and of its items, those carried over included, and what takes them back."""
    name, column = reading.article.id, tables.review.c.article_id
    own = select_reviews(connection, column == name, known_at=known_at, entered_by=entered_by)
    others = same_address(connection, name) if reading.article.url is not None else []
    if not others:
        return own
    earlier = select_reviews(connection, column.in_(others), known_at=known_at, entered_by=entered_by)
    return [*own, *(found for review in earlier if (found := carry(review, reading)) is not None)]


def carry(review: Review, reading: Reading) -> Review | None:
    """Return a review of another text as one of this text, None if its words do not stand here. Pure."""
    if review.verdict == "undo":
        return review
    if review.sort not in ("statement", "claim", "report") or not review.anchors:
        return None
    anchor = review.anchors[0]
    spans = [_find(span.text, reading.article.paragraphs) for span in anchor.spans]
    kept = tuple(span for span in spans if span is not None)
    if not kept or len(kept) != len(spans):
        return None
    article = reading.article.id
    here = Anchor(
        item=f"{article}:{anchor.item.rpartition(':')[2]}",
        article_id=article,
        kind=anchor.kind,
        spans=kept,
        place=anchor.place,
    )
    return replace(review, item=here.item, anchors=(here,))


def _find(text: str, paragraphs: Sequence[str]) -> Span | None:
    """Return where words stand in a text, None if they do not or do more than once."""
    found = None
    for number, paragraph in enumerate(paragraphs):
        start = paragraph.find(text)
        if start < 0:
            continue
        if found is not None or paragraph.find(text, start + 1) >= 0:
            return None
        found = Span(number, start, start + len(text), text)
    return found
