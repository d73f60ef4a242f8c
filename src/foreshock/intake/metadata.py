"""What a web page says of itself: schema.org JSON-LD first, then its meta elements."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from lxml.etree import _Element

from foreshock.intake.lines import clean
from foreshock.intake.stamps import FIRST_YEAR, LAST_YEAR, read_stamps
from foreshock.intake.text import Publication, published_on

ARTICLE_TYPES = ("Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
                 "BlogPosting", "LiveBlogPosting", "BackgroundNewsArticle", "ReviewNewsArticle")  # fmt: skip
MOST_JSON, DEEPEST_JSON = 2_000_000, 8
DAY_LENGTH = len("2023-02-02")
TITLES = ("og:title", "twitter:title", "dc.title", "headline", "title")
TIMES = (
    "article:published_time", "og:article:published_time", "datepublished", "article.published", "pubdate",
    "publishdate", "publish-date", "publish_date", "parsely-pub-date", "sailthru.date",
    "dc.date.issued", "dcterms.created", "dc.date",
    "dcterms.date", "date", "cxenseparse:recs:publishtime", "article_date_original", "originalpublicationdate",
)  # fmt: skip
AUTHORS = ("author", "article:author", "byl", "parsely-author", "dc.creator", "sailthru.author")
SECTIONS = ("article:section", "parsely-section", "section")
SITES = ("og:site_name", "application-name", "publisher", "dc.publisher")


@dataclass(frozen=True)
class PageFacts:
    """What a page says of itself; every part may be missing."""

    headline: str | None = None
    authors: tuple[str, ...] = ()
    site: str | None = None
    section: str | None = None
    url: str | None = None
    language: str | None = None
    published: Publication | None = None


def read_facts(tree: _Element) -> PageFacts:
    """Return what a parsed page says of itself."""
    metas = _metas(tree)
    stated = next(_stated_articles(tree), {})
    published = _instant(stated.get("datePublished")) or next(
        (found for name in TIMES if (found := _instant(metas.get(name))) is not None), None
    )
    section = stated.get("articleSection")
    return PageFacts(
        headline=_line(stated.get("headline")) or _first(metas, TITLES) or _title(tree),
        authors=_names(stated.get("author"))
        or tuple(name for name in (_first(metas, AUTHORS),) if name and "/" not in name),
        site=_line(_name_of(stated.get("publisher"))) or _first(metas, SITES),
        section=_line(section[0] if isinstance(section, list) and section else section) or _first(metas, SECTIONS),
        url=_canonical(tree) or metas.get("og:url"),
        language=_language(tree),
        published=published or _time_element(tree),
    )


def _metas(tree: _Element) -> dict[str, str]:
    metas: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = clean(element.get("content") or "")
        if name and content:
            metas.setdefault(name.lower(), content)
    return metas


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _title(tree: _Element) -> str | None:
    return next((title for element in tree.iter("title") if (title := clean(element.text or ""))), None)


def _canonical(tree: _Element) -> str | None:
    for element in tree.iter("link"):
        href = element.get("href") or ""
        if (element.get("rel") or "").lower() == "canonical" and href.startswith(("http://", "https://")):
            return href
    return None


def _language(tree: _Element) -> str | None:
    code = (tree.get("lang") or "").strip().lower()
    match = re.match(r"[a-z]{2,3}(?=$|[-_])", code)
    return match[0] if match else None


def _time_element(tree: _Element) -> Publication | None:
    for element in tree.iter("time"):
        marks = f"{element.get('itemprop') or ''} {element.get('class') or ''} {element.get('pubdate') or ''}".lower()
        if "publi" in marks or element.get("pubdate") is not None:
            found = _instant(element.get("datetime"))
            if found is not None:
                return found
    return None


def _stated_articles(tree: _Element) -> Iterator[dict[str, Any]]:
    for element in tree.iter("script"):
        text = element.text or ""
        if "ld+json" not in (element.get("type") or "").lower() or len(text) > MOST_JSON:
            continue
        try:
            value = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        for stated in _objects(value, DEEPEST_JSON):
            kinds = stated.get("@type")
            if any(kind in ARTICLE_TYPES for kind in (kinds if isinstance(kinds, list) else [kinds])):
                yield stated


def _objects(value: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth == 0:
        return
    if isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(value.get(key), depth - 1)
    elif isinstance(value, list):
        for item in value:
            yield from _objects(item, depth - 1)


def _line(value: object) -> str | None:
    return (clean(re.sub(r"<[^<>]{1,200}>", "", value)) or None) if isinstance(value, str) else None


def _name_of(value: object) -> object:
    if isinstance(value, list):
        return _name_of(value[0]) if value and not isinstance(value[0], list) else None
    return value.get("name") if isinstance(value, dict) else value


def _names(value: object) -> tuple[str, ...]:
    people = value if isinstance(value, list) else [value]
    names = (_line(_name_of(person)) for person in people if not isinstance(person, list))
    return tuple(name for name in names if name and "/" not in name)


def _instant(value: object) -> Publication | None:
    """Return a stated time: to the second with its zone, else its day."""
    if not isinstance(value, str):
        return None
    text = clean(value)
    try:
        if len(text) <= DAY_LENGTH:
            return _within(published_on(date.fromisoformat(text), "metadata"))
        instant = datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        stamps = read_stamps(text)
        return Publication(stamps[0].instant, stamps[0].precision, "metadata") if stamps else None
    try:
        if instant.tzinfo is None:
            return _within(published_on(instant.date(), "metadata"))
        return _within(Publication(instant.astimezone(UTC), "second", "metadata"))
    except OverflowError:
        return None


def _within(found: Publication) -> Publication | None:
    return found if FIRST_YEAR <= found.at.year <= LAST_YEAR else None
