"""From an article to the one value the coding rules share: parses, mentions, references, dates."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from foreshock.coding.dates.find import find_dates
from foreshock.coding.gazetteer import Gazetteer, find_mentions
from foreshock.coding.mentions import Mention
from foreshock.coding.parse import LONGEST_PARAGRAPH, Parser
from foreshock.coding.parsed import LONGEST_CODED, Paragraph, ParsedArticle
from foreshock.coding.references import resolve_references
from foreshock.terms.article import Article
from foreshock.terms.errors import ForeshockError, InputError

if TYPE_CHECKING:
    from foreshock.coding.tokens import Doc

_AGENCY = re.compile(r"[^()]{0,80}\(([^()]{2,40})\) ?(?:--|—|–|-)")
LONGEST_ARTICLE = 500_000  # characters, some 85,000 words: what one core reads in under ten seconds
_SHOWN = 5  # paragraphs named in a note
UNDATED = "publication date missing: relative dates left unresolved; pass --published"


@dataclass(slots=True)
class _Waiting:
    """An article whose paragraphs are on their way through the parser."""

    article: Article
    published: date | None
    named: list[tuple[Mention, ...]]
    docs: "list[Doc]"


def prepare_article(article: Article, *, parser: Parser, gazetteer: Gazetteer, zone: ZoneInfo) -> ParsedArticle:
    """Parse an article's paragraphs and find what they name and when.

    `zone` is the theater's: the publication day is the local one. A time known only to the day is
    a day of the page's own and is not shifted.

    Raises:
        InputError: the article or a paragraph is too long to read in a reasonable time.
    """
    parsed = next(prepare_articles([article], parser=parser, gazetteer=gazetteer, zone=zone))
    if isinstance(parsed, ForeshockError):
        raise parsed
    return parsed


def prepare_articles(
    articles: Iterable[Article], *, parser: Parser, gazetteer: Gazetteer, zone: ZoneInfo
) -> Iterator[ParsedArticle | ForeshockError]:
    """Yield what `prepare_article` returns or raises for each article, in order.

    Paragraphs of several articles are parsed together, which is a quarter faster and changes no
    parse; a few articles are read ahead of the one yielded.
    """
    queue: deque[_Waiting | ForeshockError] = deque()
    breaks: dict[int, tuple[int, ...]] = {}

    def texts() -> Iterator[str]:
        number = 0
        for article in articles:
            try:
                _check_length(article)
            except ForeshockError as error:
                queue.append(error)
                continue
            published = publication_day(article, zone)
            named = [find_mentions(text, gazetteer, on=published) for text in article.paragraphs]
            queue.append(_Waiting(article, published, named, []))
            for text, mentions in zip(article.paragraphs, named, strict=True):
                if cuts := _glued(text, mentions):
                    breaks[number] = cuts
                number += 1
                yield text

    for number, doc in enumerate(parser.parse(texts(), breaks)):
        yield from _finished(queue, gazetteer)
        breaks.pop(number, None)
        first = queue[0]
        if isinstance(first, _Waiting):
            first.docs.append(doc)
    yield from _finished(queue, gazetteer)


def _finished(
    queue: "deque[_Waiting | ForeshockError]", gazetteer: Gazetteer
) -> Iterator[ParsedArticle | ForeshockError]:
    """Yield and remove the articles at the head of the queue that have all their parses, errors too."""
    while queue:
        first = queue[0]
        if isinstance(first, _Waiting) and len(first.docs) < len(first.article.paragraphs):
            return
        queue.popleft()
        yield _put_together(first, gazetteer) if isinstance(first, _Waiting) else first


def _put_together(waiting: _Waiting, gazetteer: Gazetteer) -> ParsedArticle:
    article, published = waiting.article, waiting.published
    mentions = resolve_references(
        article.paragraphs,
        waiting.docs,
        waiting.named,
        gazetteer,
        on=published,
        headline=find_mentions(article.headline or "", gazetteer, on=published),
        home=home_of(article, gazetteer),
    )
    paragraphs = tuple(
        Paragraph(index, text, doc, found, find_dates(text, published))
        for index, (text, doc, found) in enumerate(zip(article.paragraphs, waiting.docs, mentions, strict=True))
    )
    undated = published is None and any(date_.relative and date_.from_ is None for p in paragraphs for date_ in p.dates)
    problems = (*((UNDATED,) if undated else ()), *_overlong(paragraphs))
    return ParsedArticle(article, published, paragraphs, problems)


def _overlong(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    """Yield what a reader must know of sentences that are too long to look for events in."""
    held = [p.index + 1 for p in paragraphs for s in p.doc.sents if len(s) > LONGEST_CODED]
    if held:
        where = [str(number) for number in dict.fromkeys(held)]
        more = f" and {len(where) - _SHOWN} more" if len(where) > _SHOWN else ""
        yield (
            f"sentences longer than {LONGEST_CODED} words give no events: {len(held)} of them, "
            f"in paragraph {', '.join(where[:_SHOWN])}{more}; split what is a list or a table"
        )


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
    length, longest = sum(map(len, article.paragraphs)), max(map(len, article.paragraphs), default=0)
    if length > LONGEST_ARTICLE:
        raise InputError(
            f"the article has {length:,} characters",
            expected=f"one article of at most {LONGEST_ARTICLE:,}",
            next_step="split it, or pass its articles as lines of a .jsonl file",
        )
    if longest > LONGEST_PARAGRAPH:
        raise InputError(
            f"a paragraph has {longest:,} characters",
            expected=f"at most {LONGEST_PARAGRAPH:,}",
            next_step="split the text into paragraphs with blank lines",
        )
