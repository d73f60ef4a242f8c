"""Stories in NITF, IPTC's News Industry Text Format: https://iptc.org/standards/nitf/."""

from collections.abc import Iterable, Iterator

from lxml.etree import _Element
from msgspec import Struct

from foreshock.intake.heading import names_of
from foreshock.intake.news_item import NewsItem, no_text, refuse_unusable, under_embargo
from foreshock.intake.xml_tree import every, first, name_of, words, words_or_none
from foreshock.terms.errors import InputError

BLOCKS = frozenset({"p", "hl2", "li", "blockquote", "pre", "dd"})
# not the story: pictures with their captions, tables, notes to editors
ASIDE = frozenset({"media", "table", "note", "nitf-table", "abstract"})
LONGEST_DATELINE = 80


class Story(Struct, frozen=True, kw_only=True):
    """What a document's body says: its paragraphs with a blank line between, and what stands above them."""

    text: str
    headline: str | None = None
    byline: tuple[str, ...] = ()
    dateline: str | None = None
    agency: str | None = None


def story_of(root: _Element) -> Story:
    """Return the story of a NITF document, or of an XHTML one."""
    body = first(root, "body")
    if body is None:
        return Story(text="\n\n".join(_paragraphs(root)))
    head, content = first(body, "body.head"), first(body, "body.content")
    paragraphs = list(_paragraphs(body if content is None else content))
    return Story(
        text="\n\n".join(paragraphs),
        headline=words_or_none(first(head, "hedline", "hl1")) or words_or_none(first(root, "head", "title")),
        byline=byline_of(every(head, "byline")),
        dateline=_dateline(first(head, "dateline")),
        agency=words_or_none(first(head, "distributor")),
    )


def byline_of(elements: Iterable[_Element]) -> tuple[str, ...]:
    """Return the names in bylines: the people marked up, else what the line says after "By"."""
    names: list[str] = []
    for element in elements:
        people = [words(person) for person in every(element, "person")]
        said = words(element)
        printed = said[3:] if said[:3].lower() == "by " else said
        names += filter(None, people or names_of(printed) or ())
    return tuple(dict.fromkeys(names))


def read_nitf(root: _Element) -> NewsItem:
    """Return what a NITF document says that stands by itself.

    Raises:
        WithdrawnError: its publisher canceled it.
        InputError: it is withheld, or has no name or text.
    """
    data = first(root, "head", "docdata")
    named = first(data, "doc-id")
    uri = "" if named is None else str(named.get("id-string") or "").strip()
    if not uri:
        raise InputError(
            "a NITF document without a doc-id", expected="head/docdata/doc-id with an id-string", next_step="name it"
        )
    story = story_of(root)
    issued = _norm(first(data, "date.issue"))
    source = story.agency or (None if named is None else named.get("regsrc"))
    status = None if data is None else data.get("management-status")
    refuse_unusable(uri, status, issued, source)
    released = _norm(first(data, "date.release"))
    if status == "embargoed" and released is None:
        raise under_embargo(uri)
    if not story.text:
        raise no_text(uri)
    return NewsItem(
        uri=uri,
        text=story.text,
        headline=story.headline,
        published_at=issued,
        agency=source,
        section=next((key.get("key") for key in every(data, "key-list", "keyword")), None),
        embargoed_until=released,
        byline=story.byline,
        dateline=story.dateline,
    )


def _norm(element: _Element | None) -> str | None:
    return None if element is None else (element.get("norm") or "").strip() or None


def _dateline(element: _Element | None) -> str | None:
    located = words(first(element, "location")) or words(element)
    return located.strip(" ,–—-") if 0 < len(located) <= LONGEST_DATELINE else None


def _paragraphs(root: _Element) -> Iterator[str]:
    """Yield the text of each block, the innermost ones, in order; all the text if there are no blocks."""
    found = False
    for block in _blocks(root):
        said = words(block)
        found = True
        if said:
            yield said
    if not found and (said := words(root)):
        yield said


def _blocks(element: _Element) -> Iterator[_Element]:
    for child in element:
        name = name_of(child)
        if name in ASIDE:
            continue
        inner = list(_blocks(child))
        if inner:
            yield from inner
        elif name in BLOCKS:
            yield child
