"""News items in ninjs, the IPTC's news in JSON, versions 1 to 3: https://iptc.org/std/ninjs/.

The item's `uri` names it in all its versions.
"""

from collections.abc import Mapping
from typing import Any

from foreshock.intake.heading import names_of
from foreshock.intake.news_item import NewsItem, language_of, no_text, refuse_unusable
from foreshock.terms.errors import InputError

BLOCKS = "//p | //h1 | //h2 | //h3 | //li | //blockquote"


def is_ninjs(fields: Mapping[str, Any]) -> bool:
    """True if a JSON object is a ninjs item: it has a `uri`, and its text under one of ninjs's names."""
    named = ("bodies", "body_text", "body_html", "body_xhtml", "pubStatus", "pubstatus", "versionCreated")
    return isinstance(fields.get("uri"), str) and "text" not in fields and any(name in fields for name in named)


def read_ninjs(fields: Mapping[str, Any]) -> NewsItem:
    """Return what an item says.

    Raises:
        WithdrawnError: its publisher canceled it.
        InputError: it is withheld, or has no text.
    """
    uri = str(fields["uri"])
    agency = _agency(fields)
    changed = _first(fields, "versionCreated", "versioncreated")
    refuse_unusable(uri, _first(fields, "pubStatus", "pubstatus"), changed, agency)
    text = _text(fields)
    if not text:
        raise no_text(uri)
    return NewsItem(
        uri=uri,
        text=text,
        headline=_headline(fields),
        published_at=changed or _first(fields, "firstCreated", "firstcreated", "contentCreated", "contentcreated"),
        agency=agency,
        section=_named(fields.get("subjects") or fields.get("subject")),
        embargoed_until=_first(fields, "embargoedUntil", "embargoed"),
        byline=names_of((_first(fields, "by", "byline") or "").removeprefix("By ")) or (),
        language=language_of(_first(fields, "language")),
    )


def _first(fields: Mapping[str, Any], *names: str) -> str | None:
    return next((value for name in names if isinstance(value := fields.get(name), str) and value), None)


def _agency(fields: Mapping[str, Any]) -> str | None:
    return _named(fields.get("infoSources") or fields.get("infosource")) or _first(
        fields, "copyrightHolder", "copyrightholder"
    )


def _named(values: object) -> str | None:
    """Return the first name in a list of ninjs's named things."""
    listed = values if isinstance(values, list) else [values]
    names = (value.get("name") for value in listed if isinstance(value, dict))
    return next((name for name in names if isinstance(name, str) and name), None)


def _headline(fields: Mapping[str, Any]) -> str | None:
    listed = [each for each in fields.get("headlines") or () if isinstance(each, dict)]
    listed.sort(key=lambda each: "main" not in str(each.get("role", "")))
    return next((each["value"] for each in listed if isinstance(each.get("value"), str)), _first(fields, "headline"))


def _text(fields: Mapping[str, Any]) -> str:
    """Return the body, plain text before HTML."""
    plain, marked = _first(fields, "body_text"), _first(fields, "body_html", "body_xhtml")
    for body in fields.get("bodies") or ():
        if isinstance(body, dict) and isinstance(body.get("value"), str):
            is_html = "html" in str(body.get("contentType", body.get("contenttype", "")))
            plain, marked = (plain, marked or body["value"]) if is_html else (plain or body["value"], marked)
    return plain or (_unmarked(marked) if marked else "")


def _unmarked(markup: str) -> str:
    from lxml import etree, html

    try:
        tree = html.fromstring(f"<div>{markup}</div>")
    except (etree.ParserError, ValueError) as error:
        raise InputError(
            f"its body is no HTML: {error}", expected="well-formed HTML", next_step="correct it"
        ) from error
    blocks = [" ".join(block.text_content().split()) for block in tree.xpath(BLOCKS)]
    return "\n\n".join(filter(None, blocks)) or " ".join(tree.text_content().split())
