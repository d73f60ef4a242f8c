"""Plain text copied from a page, or a story's text alone, to an article."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from foreshock.intake.heading import IN_SECTION, read_bare_byline, read_byline, read_section, split_kicker
from foreshock.intake.identity import article_id
from foreshock.intake.layout import Shape, Sorted, is_sentence, is_stamp_line, sort_body, sort_page
from foreshock.intake.lines import SENTENCE_END, Block, split_blocks
from foreshock.intake.openings import read_opening
from foreshock.intake.stamps import LONGEST_STAMP_LINE, Stamp, read_stamps, word_count
from foreshock.terms.article import Article, Furniture, InstantPrecision, PublishedBasis, SourceFormat
from foreshock.terms.errors import InputError

DATE_MISSING = "publication date missing: relative dates left unresolved; pass --published"
ZONE_MISSING = "publication time has no time zone: only its day is used"
LEAD_PARAGRAPHS = 4
FEWEST_HEADLINE_WORDS, MOST_HEADLINE_WORDS = 3, 32
MOST_SECTION_WORDS = 3
LABELLED = re.compile(r"(?:first )?(?:published|posted|updated|last updated|date|issued)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Publication:
    """When an article was published (UTC), how much of that is known and where it was found."""

    at: datetime
    precision: InstantPrecision
    basis: PublishedBasis


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of an article from outside its text; `published` goes before the text's own time.

    `argument` is the user's word, used only when nothing else says when the article was published.
    """

    headline: str | None = None
    byline: tuple[str, ...] = ()
    agency: str | None = None
    publisher: str | None = None
    section: str | None = None
    dateline: str | None = None
    url: str | None = None
    language: str | None = None
    source_id: str | None = None
    published: Publication | None = None
    argument: datetime | date | None = None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Head:
    """What a page says above its story."""

    headline: str | None
    byline: tuple[str, ...]
    section: str | None
    stamps: tuple[Stamp, ...]
    rest: tuple[Furniture, ...]


def published_on(day: date, basis: PublishedBasis) -> Publication:
    """Return a publication known to the day: the day's first instant in UTC."""
    return Publication(datetime.combine(day, time(0), tzinfo=UTC), "day", basis)


def build_article(
    text: str, shape: Shape, source_format: SourceFormat, known: Known
) -> tuple[Article, tuple[str, ...]]:
    """Return the article a text holds and the problems a reader should know of.

    Args:
        text: decoded text.
        shape: "page" when the story comes with its page around it, "body" when it stands alone.
        source_format: what the text was taken from.
        known: what is known from outside the text.

    Raises:
        InputError: the text holds no story.
    """
    blocks = split_blocks(text)
    if not blocks:
        raise InputError("no text", expected="an article's text", next_step="check that the file is not empty")
    lone_headline = None
    if shape == "body":
        lone_headline, blocks = _lone_headline(blocks, known)
        found = sort_body(blocks)
    else:
        found = sort_page(blocks)
    if not found.body:
        found = Sorted(body=[block.text for block in blocks])
    if found.head and (above := read_opening(found.head[-1].text)) is not None and not above.rest:
        found.body.insert(0, found.head.pop().text)
    opening = read_opening(found.body[0])
    paragraphs = tuple(found.body)
    if opening is not None:
        paragraphs = tuple(part for part in (opening.rest, *found.body[1:]) if part)
    if not paragraphs:
        raise InputError("no story in the text", expected="at least one sentence", next_step="give the whole article")
    head = _read_head(found.head, paragraphs)
    kicker, headline = None, known.headline or lone_headline or head.headline
    if headline is not None:
        kicker, headline = split_kicker(headline, " ".join(paragraphs[:LEAD_PARAGRAPHS]))
    dateline = (opening.dateline if opening is not None else None) or known.dateline
    publication, problems = _publication(known, head, found, dateline)
    published_at = None if publication is None else publication.at
    article = Article(
        id=article_id(headline, published_at, paragraphs),
        headline=headline,
        kicker=kicker,
        byline=known.byline or head.byline,
        agency=known.agency or (opening.agency if opening is not None else None),
        publisher=known.publisher,
        section=known.section or head.section,
        dateline=dateline,
        url=known.url,
        language=known.language if known.language is not None else _language(paragraphs),
        source_format=source_format,
        published_at=published_at,
        published_precision=None if publication is None else publication.precision,
        published_basis=None if publication is None else publication.basis,
        source_id=known.source_id,
        paragraphs=paragraphs,
        furniture=(*head.rest, *found.furniture),
    )
    return article, (*known.problems, *problems)


def _lone_headline(blocks: tuple[Block, ...], known: Known) -> tuple[str | None, tuple[Block, ...]]:
    """Return a story's own first line when it is clearly its headline, and the blocks after it."""
    first = blocks[0].text
    if len(blocks) > 1 and known.headline is not None and first.casefold() == known.headline.casefold():
        return None, blocks[1:]
    if known.headline is not None or len(blocks) < 2 or not blocks[1].apart or blocks[0].bullet:
        return None, blocks
    short = FEWEST_HEADLINE_WORDS <= word_count(first) <= MOST_HEADLINE_WORDS // 2
    if short and not SENTENCE_END.search(first) and is_sentence(blocks[1]) and read_opening(first) is None:
        return first, blocks[1:]
    return None, blocks


def _read_head(blocks: list[Block], paragraphs: tuple[str, ...]) -> Head:
    byline: tuple[str, ...] = ()
    section = None
    stamps: list[Stamp] = []
    titles: list[Block] = []
    rest: list[Furniture] = []
    for i, block in enumerate(blocks):
        names = read_byline(block.text)
        if names is not None or is_stamp_line(block.text):
            printed = read_stamps(block.text)
            stamps.extend(printed)
            byline = byline or names or _names_beside(printed)
            continue
        maybe = titles and not byline and IN_SECTION.fullmatch(block.text) is None and _beside_stamp(blocks, i)
        bare = read_bare_byline(block.text) if maybe else None
        if bare is not None:
            byline = bare
            continue
        if section is None and (named := read_section(block.text)) is not None:
            section = named
            continue
        titles.append(block)
    headline = _headline(titles, paragraphs)
    for i, block in enumerate(titles):
        if block is headline:
            continue
        before_headline = headline is not None and i + 1 < len(titles) and titles[i + 1] is headline
        if section is None and before_headline and word_count(block.text) <= MOST_SECTION_WORDS:
            section = block.text
        else:
            rest.append(Furniture("promo_list" if block.bullet else "other", block.text))
    return Head(None if headline is None else headline.text, byline, section, tuple(stamps), tuple(rest))


def _beside_stamp(blocks: list[Block], i: int) -> bool:
    return any(is_stamp_line(block.text) for block in blocks[max(i - 1, 0) : i + 2])


def _names_beside(stamps: tuple[Stamp, ...]) -> tuple[str, ...]:
    found = (read_bare_byline(stamp.rest.removeprefix("By ")) for stamp in stamps if stamp.rest)
    return next((names for names in found if names is not None), ())


def _headline(titles: list[Block], paragraphs: tuple[str, ...]) -> Block | None:
    """Return the line above the story that shares most words with its opening; the first of equals."""
    lead = _content_words(" ".join(paragraphs[:LEAD_PARAGRAPHS]))
    best, most = None, -1.0
    for block in titles:
        words = word_count(block.text)
        if block.bullet or not FEWEST_HEADLINE_WORDS <= words <= MOST_HEADLINE_WORDS:
            continue
        own = _content_words(block.text)
        shared = len(own & lead) / len(own) if own else 0.0
        deck_penalty = 0.35 if SENTENCE_END.search(block.text) else 0.0
        if shared - deck_penalty > most + (0.25 if best is not None else 0.0):
            best, most = block, shared - deck_penalty
    return best


def _content_words(text: str) -> set[str]:
    return {word.lower()[:6] for word in re.findall(r"[^\W\d_]{3,}", text) if len(word) > 3 or word.isupper()}


def _publication(
    known: Known, head: Head, found: Sorted, dateline: str | None
) -> tuple[Publication | None, tuple[str, ...]]:
    """Return when the article came out, from the surest source there is: the day in its dateline comes after stamps."""
    stamp = _choose(head.stamps)
    if stamp is None and known.published is None:
        stamp = _choose(tuple(s for line in found.tail for s in _labelled(line)))
    if stamp is None and dateline is not None:
        stamp = _choose(read_stamps(dateline))
    printed = None if stamp is None else Publication(stamp.instant, stamp.precision, "page")
    if known.published is not None:
        same_day = printed is not None and printed.precision != "day" and known.published.precision == "day"
        if same_day and printed is not None and abs((printed.at - known.published.at).days) <= 1:
            return printed, ()
        return known.published, ()
    if printed is not None:
        return printed, (ZONE_MISSING,) if stamp is not None and stamp.zone_missing else ()
    if isinstance(known.argument, datetime):
        return Publication(known.argument.astimezone(UTC), "second", "argument"), ()
    if known.argument is not None:
        return published_on(known.argument, "argument"), ()
    return None, (DATE_MISSING,)


def _labelled(line: str) -> tuple[Stamp, ...]:
    return read_stamps(line) if len(line) <= LONGEST_STAMP_LINE and LABELLED.match(line) else ()


def _choose(stamps: tuple[Stamp, ...]) -> Stamp | None:
    """Return the time of publication among those printed: a later update counts only when it is alone."""
    ranked = sorted(stamps, key=lambda stamp: ("published", "none", "updated").index(stamp.label))
    return ranked[0] if ranked else None


def _language(paragraphs: tuple[str, ...]) -> str | None:
    """Return "en" for text in Latin letters, None for any other script: nothing else is told apart."""
    letters = [char for char in " ".join(paragraphs)[:4000] if char.isalpha()]
    latin = sum(char < "\u0250" for char in letters)
    return "en" if latin * 2 >= len(letters) else None
