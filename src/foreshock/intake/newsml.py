"""News items in XML: NewsML-G2, one alone or many in a message, with NITF, XHTML or plain text inside; NITF by itself.

IPTC's standard: https://iptc.org/standards/newsml-g2/. An item's `guid` names it in all its versions.
"""

from collections.abc import Iterator

from lxml.etree import _Element

from foreshock.intake.news_item import NewsItem, language_of, no_text, refuse_unusable, under_embargo
from foreshock.intake.nitf import Story, byline_of, read_nitf, story_of
from foreshock.intake.records import Record, record_of
from foreshock.intake.xml_tree import every, first, name_of, parse_xml, words, words_or_none
from foreshock.terms.errors import InputError

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read_news_xml(text: str) -> Iterator[tuple[int, Record | InputError]]:
    """Yield a document's news items, numbered from 1, each as a record or why it is none.

    Raises:
        InputError: the document cannot be read, or holds no news item.
    """
    root = parse_xml(text)
    found = list(_items(root))
    if not found:
        raise InputError(
            f"XML without a news item (its root is {name_of(root)[:40]})",
            expected="a NewsML-G2 newsItem or newsMessage, or NITF",
            next_step="give the items themselves",
        )
    for number, element in enumerate(found, start=1):
        try:
            item = read_nitf(element) if name_of(element) == "nitf" else read_news_item(element)
            yield number, record_of(item, "newsml")
        except InputError as error:
            yield number, error


def _items(root: _Element) -> Iterator[_Element]:
    if name_of(root) in ("newsItem", "nitf"):
        yield root
    elif name_of(root) == "newsMessage":
        yield from every(root, "itemSet", "newsItem")


def read_news_item(element: _Element) -> NewsItem:
    """Return what a NewsML-G2 news item says.

    Raises:
        WithdrawnError: its publisher canceled it.
        InputError: it is withheld or under an open-ended embargo, or has no guid or text.
    """
    uri = (element.get("guid") or "").strip()
    if not uri:
        raise InputError("a newsItem without a guid", expected="the guid attribute", next_step="ask the sender")
    item, content = first(element, "itemMeta"), first(element, "contentMeta")
    provider = _named(first(item, "provider"))
    source = _named(first(content, "infoSource")) or provider
    changed = words_or_none(first(item, "versionCreated"))
    status = first(item, "pubStatus")
    refuse_unusable(uri, None if status is None else status.get("qcode") or status.get("uri"), changed, source)
    story = _story(first(element, "contentSet"))
    if not story.text:
        raise no_text(uri)
    embargo = first(item, "embargoed")
    if embargo is not None and not words(embargo):
        raise under_embargo(uri)
    return NewsItem(
        uri=uri,
        text=story.text,
        headline=_headline(content) or story.headline,
        published_at=changed
        or words_or_none(first(item, "firstCreated"))
        or words_or_none(first(content, "contentCreated")),
        agency=source or story.agency,
        section=next(filter(None, map(_named, every(content, "subject"))), None),
        embargoed_until=words_or_none(embargo),
        byline=byline_of(every(content, "by")) or story.byline,
        publisher=provider,
        language=language_of(_language(element, content)),
        dateline=story.dateline or words_or_none(first(content, "dateline")) or _named(first(content, "located")),
    )


def _story(contents: _Element | None) -> Story:
    """Return the first rendition of an item that has text."""
    for inline in every(contents, "inlineXML"):
        for root in inline:
            story = story_of(root)
            if story.text:
                return story
    for inline in every(contents, "inlineData"):
        if inline.text and (inline.get("contenttype") or "text/plain").startswith("text/plain"):
            return Story(text=inline.text.strip())
    return Story(text="")


def _headline(content: _Element | None) -> str | None:
    listed = sorted(every(content, "headline"), key=lambda each: "main" not in (each.get("role") or "main"))
    return next(filter(None, map(words, listed)), None)


def _named(element: _Element | None) -> str | None:
    """Return the name of a thing: spelt out, else its literal, else what its code says after the colon."""
    if element is None:
        return None
    code = (element.get("qcode") or "").rpartition(":")[2]
    return words_or_none(first(element, "name")) or element.get("literal") or code or None


def _language(element: _Element, content: _Element | None) -> str | None:
    tagged = first(content, "language")
    tag: str | None = None if tagged is None else tagged.get("tag")
    return tag or element.get(LANGUAGE)
