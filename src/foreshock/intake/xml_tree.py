"""XML from strangers as a tree: no entities of its own, no network, no files, no endless trees; bare names."""

import html
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element

from foreshock.terms.errors import InputError

MOST_ELEMENTS = 100_000
# libxml2's own limit without huge_tree
DEEPEST = 256
STEP = 1 << 16
NEXT = "ask the sender for plain NewsML-G2, or give the story's text"


def parse_xml(text: str) -> _Element:
    """Return the root of a document.

    Raises:
        InputError: it is not well-formed, declares entities, or is built to exhaust its reader.
    """
    if "<!ENTITY" in text:
        raise InputError(
            "XML that declares entities", expected="a news item without entities of its own", next_step=NEXT
        )
    parser = etree.XMLPullParser(
        events=("start",),
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=False,
    )
    try:
        count, data = 0, text.lstrip("\ufeff \t\r\n").encode("utf-8", "replace")
        for place in range(0, len(data), STEP):
            parser.feed(data[place : place + STEP])
            count += sum(1 for _ in parser.read_events())
            if count > MOST_ELEMENTS:
                raise InputError(f"XML with more than {MOST_ELEMENTS:,} elements", expected="one story", next_step=NEXT)
        root = parser.close()
    except (etree.XMLSyntaxError, ValueError) as fault:
        reason = str(fault)[:160]
        raise InputError(f"broken XML: {reason}", expected="well-formed XML", next_step=NEXT) from None
    return root


def name_of(element: _Element) -> str:
    """Return an element's name without its namespace, "" for what is none (an entity left as it is)."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def every(element: _Element | None, *path: str) -> Iterator[_Element]:
    """Yield the elements at a path of names below an element, in order."""
    if element is None:
        return
    if not path:
        yield element
        return
    for child in element:
        if name_of(child) == path[0]:
            yield from every(child, *path[1:])


def first(element: _Element | None, *path: str) -> _Element | None:
    """Return the first element at a path of names below an element."""
    return next(every(element, *path), None)


def words(element: _Element | None) -> str:
    """Return all the text in an element, blanks made one."""
    if element is None:
        return ""
    # an entity that a document type elsewhere would declare stands as "&nbsp;"
    return " ".join(html.unescape("".join(map(str, element.itertext()))).split())


def words_or_none(element: _Element | None) -> str | None:
    """Return all the text in an element, None if there is none."""
    return words(element) or None
