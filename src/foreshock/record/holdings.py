"""What the record holds of a batch of articles before they come in: asked once for all of them."""

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Column, Connection, and_, select

from foreshock.record import tables
from foreshock.record.columns import plain_or_none
from foreshock.record.versions import Period, believed
from foreshock.terms.article import Article

BATCH = 500


class Held(Struct, frozen=True):
    """An article in the record: when it stood, where, and the digest of how it is coded."""

    period: Period
    url: str | None
    digest: str


class Holdings:
    """Which articles of a batch the record held at its start, and which of it have come in since."""

    def __init__(self, held: dict[str, Held], addresses: set[str]) -> None:
        self._held = held
        self._addresses = addresses
        self._met: set[str] = set()

    def unchanged(self, article: Article, digest: str) -> Period | None:
        """Return when an article stood that is coded just so; None if it is not, or may have moved since."""
        held = self._held.get(article.id)
        if held is None or held.digest != digest or article.id in self._met or held.url in self._met:
            return None
        return held.period

    def meets_none(self, article: Article) -> bool:
        """True if neither the article nor its address was in the record or earlier in the batch."""
        url = plain_or_none(article.url)
        return not (
            article.id in self._held
            or article.id in self._met
            or (url is not None and (url in self._addresses or url in self._met))
        )

    def note(self, article: Article) -> None:
        """Take note that an article has come in."""
        self._met.add(article.id)
        url = plain_or_none(article.url)
        if url is not None:
            self._met.add(url)


def look_up(connection: Connection, articles: Sequence[Article]) -> Holdings:
    """Return what the record holds of these articles and at their addresses."""
    article, reading = tables.article, tables.reading
    coded = and_(reading.c.article_id == article.c.id, believed(reading))
    query = select(
        article.c.id, article.c.url, article.c.recorded_at, article.c.superseded_at, reading.c.digest
    ).join_from(article, reading, coded)
    found = _in_batches(connection, query, article.c.id, {item.id for item in articles})
    held = {row.id: Held(Period(row.recorded_at, row.superseded_at), row.url, row.digest) for row in found}
    urls = {url for item in articles if (url := plain_or_none(item.url)) is not None}
    addresses = {row.url for row in _in_batches(connection, select(article.c.url), article.c.url, urls)}
    return Holdings(held, addresses)


def _in_batches(connection: Connection, query: Any, column: Column[Any], values: Iterable[str]) -> list[Any]:
    """Run a query for the believed articles that have one of these values."""
    ordered = sorted(values)
    found: list[Any] = []
    for start in range(0, len(ordered), BATCH):
        chosen = query.where(believed(tables.article), column.in_(ordered[start : start + BATCH]))
        found += connection.execute(chosen).all()
    return found
