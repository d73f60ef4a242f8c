"""Prepare an article for coding: parse it once, name what it mentions, resolve its dates."""

from zoneinfo import ZoneInfo

from foreshock.coding.dates.find import find_dates
from foreshock.coding.gazetteer import Gazetteer
from foreshock.coding.parse import Parser
from foreshock.coding.parsed import Paragraph, ParsedArticle
from foreshock.coding.references import resolve_references
from foreshock.terms.article import Article


def prepare_article(article: Article, *, parser: Parser, gazetteer: Gazetteer, zone: ZoneInfo) -> ParsedArticle:
    """Return an article parsed, its mentions and dates found.

    `zone` is the theater's: the publication instant decides the local day that "Thursday" counts
    from; a publication known only to the day is that day.

    Raises:
        ModelError: a paragraph is too long for the parser.
    """
    published = None
    if article.published_at is not None:
        known_to_day = article.published_precision == "day"
        published = (article.published_at if known_to_day else article.published_at.astimezone(zone)).date()
    docs = list(parser.parse(article.paragraphs))
    mentions = resolve_references(docs, article.headline, gazetteer, on=published)
    paragraphs = tuple(
        Paragraph(
            index=number,
            text=text,
            doc=doc,
            mentions=found,
            dates=find_dates(text, published, doc=doc),
        )
        for number, (text, doc, found) in enumerate(zip(article.paragraphs, docs, mentions, strict=True))
    )
    return ParsedArticle(article=article, published=published, paragraphs=paragraphs)
