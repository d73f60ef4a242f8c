"""HTML to an article: the story by trafilatura, the rest by what the page says of itself."""

import itertools

import trafilatura
from lxml import html as lxml_html
from lxml.etree import LxmlError, _Element, iterwalk

from foreshock.intake.heading import names_of, without_site
from foreshock.intake.metadata import PageFacts, read_facts
from foreshock.intake.text import Known, build_article
from foreshock.terms.article import Article
from foreshock.terms.errors import InputError

# libxml2 drops what lies deeper than 255 elements
DEEPEST = 250
MOST_ELEMENTS = 200_000
NESTED = "page nested too deeply: what lies deeper than 250 elements was left out"


def read_page(markup: str, known: Known) -> tuple[Article, tuple[str, ...]]:
    """Return the article of a web page and the problems a reader should know of.

    Args:
        markup: the page's decoded HTML.
        known: what is known from outside the page; its own statements fill the gaps.

    Raises:
        InputError: no story found, or the page is built to exhaust its reader.
    """
    tree = _parse(markup)
    deep = _check_size(tree)
    facts = read_facts(tree)
    text = _story(tree)
    if text is None:
        if deep:
            raise InputError(
                f"HTML nested more than {DEEPEST} elements deep",
                expected="a news page",
                next_step="give its text instead",
            )
        raise InputError(
            "no story found in the page",
            expected="a page with an article",
            next_step="save the article's text and give that",
        )
    article, problems = build_article(text, "body", "html", _fill(known, facts))
    return article, (*problems, NESTED) if deep else problems


def _parse(markup: str) -> _Element:
    # a str with an encoding declaration is refused by the parser, so it is given bytes of a known encoding
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, huge_tree=False)
    try:
        tree = lxml_html.document_fromstring(markup.replace("\x00", "").encode("utf-8", "replace"), parser=parser)
    except (LxmlError, ValueError, AssertionError) as fault:
        raise InputError(f"not HTML: {str(fault)[:120]}", expected="a web page", next_step="give its text") from None
    return tree


def _check_size(tree: _Element) -> bool:
    """Return whether the page reaches the parser's depth limit.

    Raises:
        InputError: more elements than any news page has.
    """
    depth, deepest = 0, 0
    for count, (event, _) in enumerate(iterwalk(tree, events=("start", "end"))):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
        if count > 2 * MOST_ELEMENTS:
            raise InputError(
                f"HTML with more than {MOST_ELEMENTS} elements",
                expected="one article's page",
                next_step="give its text",
            )
    return deepest >= DEEPEST


def _story(tree: _Element) -> str | None:
    try:
        found = trafilatura.bare_extraction(tree, fast=True, include_comments=False, include_tables=True)
    except (
        LxmlError,
        ValueError,
        TypeError,
        AttributeError,
        KeyError,
        IndexError,
        RecursionError,
        AssertionError,
    ) as fault:
        raise InputError(
            f"the page could not be taken apart: {type(fault).__name__}",
            expected="a web page",
            next_step="give its text",
        ) from fault
    if found is None or isinstance(found, dict):
        return None
    return found.text or None


def _fill(known: Known, facts: PageFacts) -> Known:
    authors = tuple(itertools.chain.from_iterable(names_of(name.removeprefix("By ")) or () for name in facts.authors))
    return Known(
        headline=known.headline or (without_site(facts.headline, facts.site) if facts.headline else None),
        byline=known.byline or authors,
        agency=known.agency,
        publisher=known.publisher or facts.site,
        section=known.section or facts.section,
        url=known.url or facts.url,
        language=known.language or facts.language,
        source_id=known.source_id,
        published=known.published or facts.published,
        argument=known.argument,
        problems=known.problems,
    )
