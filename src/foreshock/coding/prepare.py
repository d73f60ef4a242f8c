"""From an article to the one value the coding rules share: parses, mentions, references, dates."""

import re
from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from foreshock.coding.dates.find import find_dates
from foreshock.coding.gazetteer import Gazetteer, find_mentions
from foreshock.coding.mentions import Mention
from foreshock.coding.parse import Parser
from foreshock.coding.parsed import Paragraph, ParsedArticle
from foreshock.coding.references import resolve_references
from foreshock.terms.article import Article
from foreshock.terms.errors import InputError

_AGENCY = re.compile(r"[^()]{0,80}\(([^()]{2,40})\) ?(?:--|—|–|-)")
LONGEST_ARTICLE = 500_000  # characters, some 85,000 words: what one core reads in under ten seconds
UNDATED = "publication date missing: relative dates left unresolved; pass --published"


def prepare_article(article: Article, *, parser: Parser, gazetteer: Gazetteer, zone: ZoneInfo) -> ParsedArticle:
    """Parse an article's paragraphs and find what they name and when.

    `zone` is the theater's: the publication day is the local one. A time known only to the day is
    a day of the page's own and is not shifted.

    Raises:
        InputError: the article is longer than `LONGEST_ARTICLE` characters.
        ModelError: a paragraph is too long for the parser.
    """
    _check_length(article)
    published = publication_day(article, zone)
    named = [find_mentions(text, gazetteer, on=published) for text in article.paragraphs]
    breaks = {at: found for at, text in enumerate(article.paragraphs) if (found := _glued(text, named[at]))}
    docs = list(parser.parse(article.paragraphs, breaks))
    headline = find_mentions(article.headline or "", gazetteer, on=published)
    home = home_of(article, gazetteer)
    mentions = resolve_references(
        article.paragraphs, docs, named, gazetteer, on=published, headline=headline, home=home
    )
    paragraphs = tuple(
        Paragraph(index, text, doc, found, find_dates(text, published))
        for index, (text, doc, found) in enumerate(zip(article.paragraphs, docs, mentions, strict=True))
    )
    undated = published is None and any(date_.relative and date_.from_ is None for p in paragraphs for date_ in p.dates)
    return ParsedArticle(article, published, paragraphs, (UNDATED,) if undated else ())


def _glued(text: str, mentions: Sequence[Mention]) -> tuple[int, ...]:
    """Return where a name begins or ends inside a word, its blank lost ("Ann Leesaid")."""
    edges = (edge for m in mentions if m.kind == "person" for edge in (m.start, m.end) if 0 < edge < len(text))
    return tuple(edge for edge in edges if text[edge - 1].isalnum() and text[edge].isalnum())


def publication_day(article: Article, zone: ZoneInfo) -> date | None:
    """Return the theater-local day an article was published, None when it is not known."""
    if article.published_at is None:
        return None
    if article.published_precision == "day":
        return article.published_at.date()
    return article.published_at.astimezone(zone).date()


def home_of(article: Article, gazetteer: Gazetteer) -> str | None:
    """Return the state whose own agency or paper printed an article, None for a free press.

    An agency that is not told apart stands in brackets at the head of the lead: "(Agency) --".
    """
    lead = _AGENCY.match(article.paragraphs[0][:120]) if article.paragraphs else None
    for name in (article.agency, article.publisher, lead.group(1) if lead is not None else None):
        for mention in find_mentions(name or "", gazetteer, on=None):
            if mention.kind == "outlet" and mention.id in gazetteer.carries:
                return gazetteer.carries[mention.id]
    return None


def _check_length(article: Article) -> None:
    length = sum(map(len, article.paragraphs))
    if length > LONGEST_ARTICLE:
        raise InputError(
            f"the article has {length:,} characters",
            expected=f"one article of at most {LONGEST_ARTICLE:,}",
            next_step="split it, or pass its articles as lines of a .jsonl file",
        )
