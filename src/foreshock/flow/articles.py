"""Take in many inputs: files, folders, addresses, standard input, `.jsonl`; one outcome an article."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, BinaryIO

from foreshock.flow.failed import FailedInput
from foreshock.intake.sources import Document, RecordLine, Unreadable, open_sources
from foreshock.intake.text import Known, build_article
from foreshock.terms.article import Article
from foreshock.terms.clock import Clock
from foreshock.terms.errors import InputError

if TYPE_CHECKING:
    from foreshock.flow.relevance import Sieve

CLOCK_SLACK = timedelta(days=1)


@dataclass(frozen=True)
class Inputs:
    """What to read and how.

    Args:
        arguments: paths, folders, http(s) addresses, or "-" for standard input.
        stdin: where "-" reads from.
        published: the user's word on when an article was published, used when it does not say itself.
        timeout: seconds to wait for an address.
        clock: says now, to notice publication times that lie in the future.
        sieve: leaves out articles that are not about a theater, and counts them; None takes in all.
    """

    arguments: tuple[str, ...]
    stdin: BinaryIO
    published: datetime | date | None
    timeout: float
    clock: Clock
    sieve: "Sieve | None" = None


@dataclass(frozen=True)
class ExtractedInput:
    """One article, its body apart from its page, and what a reader should know of it."""

    source: str
    article: Article
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class RawText:
    """One input's text as it is, nothing set apart: offsets into it hold for the caller's own copy.

    `published_at` is an instant in UTC, or a day when no more is known.
    """

    source: str
    id: str
    text: str
    published_at: datetime | date | None


def extract_articles(inputs: Inputs) -> Iterator[ExtractedInput | FailedInput]:
    """Yield each input's article, in order; one that cannot be read is a `FailedInput`, the rest go on.

    Articles that the inputs' sieve leaves out are counted there and not yielded.
    """
    for found in open_sources(inputs.arguments, inputs.stdin, inputs.timeout):
        if isinstance(found, Unreadable):
            yield FailedInput(found.source, found.error)
            continue
        if inputs.sieve is not None and not inputs.sieve.may_keep(_raw(found)):
            continue
        try:
            article, problems = _article(found, inputs)
        except InputError as error:
            yield FailedInput(found.source, error)
            continue
        if inputs.sieve is not None and not inputs.sieve.keeps(article):
            continue
        if article.published_at is not None and article.published_at > inputs.clock.now() + CLOCK_SLACK:
            problems = (*problems, "publication date lies in the future: check it")
        yield ExtractedInput(found.source, article, problems)


def raw_texts(inputs: Inputs) -> Iterator[RawText | FailedInput]:
    """Yield each input's decoded text without setting furniture apart, in order.

    A `.jsonl` line gives its `text` verbatim with its `id` and `published_at`; a file gives its text,
    its name as the id, and the publication time that intake finds on its page or the user gave.
    """
    for found in open_sources(inputs.arguments, inputs.stdin, inputs.timeout):
        if isinstance(found, Unreadable):
            yield FailedInput(found.source, found.error)
        elif isinstance(found, RecordLine):
            record = found.record
            published = inputs.published
            if record.published is not None:
                published = record.published.at if record.published.precision != "day" else record.published.at.date()
            yield RawText(found.source, record.id or found.source, record.text, published)
        else:
            yield RawText(found.source, found.source, found.text, _printed_time(found, inputs))


def _raw(found: Document | RecordLine) -> str:
    return found.text if isinstance(found, Document) else f"{found.record.headline or ''}\n{found.record.text}"


def _article(found: Document | RecordLine, inputs: Inputs) -> tuple[Article, tuple[str, ...]]:
    published = inputs.published
    if isinstance(found, RecordLine):
        record = found.record
        if record.embargoed_until is not None and record.embargoed_until > inputs.clock.now():
            raise InputError(
                f"under embargo until {record.embargoed_until:%Y-%m-%d %H:%M} UTC",
                expected="an article that may be used now",
                next_step="read it once the embargo is over",
            )
        known = Known(
            headline=record.headline,
            byline=record.byline,
            agency=record.agency,
            publisher=record.publisher,
            section=record.section,
            dateline=record.dateline,
            url=record.url,
            language=record.language,
            source_id=record.id,
            published=record.published,
            argument=published,
        )
        return build_article(record.text, "body", record.source_format, known)
    known = Known(url=found.url, argument=published)
    if found.kind == "html":
        from foreshock.intake.page import read_page

        return read_page(found.text, known)
    return build_article(found.text, "page", "text", known)


def _printed_time(found: Document, inputs: Inputs) -> datetime | date | None:
    try:
        article, _ = _article(found, inputs)
    except InputError:
        return inputs.published
    if article.published_at is None:
        return None
    return article.published_at.date() if article.published_precision == "day" else article.published_at
