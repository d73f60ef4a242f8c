"""News items in XML: what NewsML-G2 and NITF say, which may not be used, and XML built to do harm."""

import time
from pathlib import Path
from typing import Any

import pytest

from foreshock.intake.news_item import WithdrawnError
from foreshock.intake.newsml import read_news_xml
from foreshock.intake.records import Record
from foreshock.intake.sources import RecordLine, Unreadable, open_sources
from foreshock.intake.xml_tree import MOST_ELEMENTS, parse_xml
from foreshock.terms.errors import InputError

GUID = "urn:newsml:baywire.example:20060703:17"
NITF_BODY = """<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">
  <head><title>Ships</title></head>
  <body>
    <body.head>
      <hedline><hl1>Ships Seen Near Reef</hl1></hedline>
      <byline>By <person>Ada Marsh</person> and <person>Ben Oke</person></byline>
      <dateline><location>PORT VALE, Sylvania</location></dateline>
    </body.head>
    <body.content>
      <p>The navy of the isles saw <em>two</em> ships &amp; a tug.</p>
      <media media-type="image"><media-caption><p>A ship, file picture.</p></media-caption></media>
      <block><p>They left
         by noon.</p></block>
    </body.content>
  </body>
</nitf>"""
META = """<itemMeta>
    <itemClass qcode="ninat:text"/>
    <provider qcode="nprov:BW"><name>Bay Wire</name></provider>
    <versionCreated>2006-07-03T02:00:00+00:00</versionCreated>
    {extra}
    <pubStatus qcode="stat:{status}"/>
  </itemMeta>"""
CONTENT_META = """<contentMeta>
    <contentCreated>2006-07-03T01:00:00+00:00</contentCreated>
    <located qcode="city:9"><name>Port Vale</name></located>
    <infoSource qcode="isrc:IN"><name>Isles News</name></infoSource>
    <language tag="en-GB"/>
    <subject qcode="medtop:16000000"><name>conflict</name></subject>
    <headline role="hdr:short">Ships</headline>
    <headline role="hdr:main">Ships Seen At The Reef</headline>
    <by>By Ada Marsh and Ben Oke</by>
  </contentMeta>"""


def news_item(**parts: Any) -> str:
    content = parts.get("content", f'<inlineXML contenttype="application/nitf+xml">{NITF_BODY}</inlineXML>')
    meta = META.format(status=parts.get("status", "usable"), extra=parts.get("extra", ""))
    return (
        f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{parts.get("guid", GUID)}" version="2" '
        f'xml:lang="en-GB" standard="NewsML-G2" standardversion="2.33">{meta}{parts.get("about", CONTENT_META)}'
        f"<contentSet>{content}</contentSet></newsItem>"
    )


def only(text: str) -> Record | InputError:
    ((number, found),) = read_news_xml(text)
    assert number == 1
    return found


def test_a_news_item_says_who_when_and_what() -> None:
    found = only(news_item())
    assert isinstance(found, Record)
    assert found.text == "The navy of the isles saw two ships & a tug.\n\nThey left by noon."
    assert (found.headline, found.byline) == ("Ships Seen At The Reef", ("Ada Marsh", "Ben Oke"))
    assert (found.agency, found.publisher, found.section) == ("Isles News", "Bay Wire", "conflict")
    assert (found.language, found.dateline, found.source_format) == ("en", "PORT VALE, Sylvania", "newsml")
    assert found.url == found.id == GUID
    assert found.published is not None
    assert found.published.at.isoformat() == "2006-07-03T02:00:00+00:00"


def test_what_the_item_leaves_out_its_story_says() -> None:
    found = only(news_item(about="<contentMeta/>"))
    assert isinstance(found, Record)
    assert (found.headline, found.byline, found.agency) == (
        "Ships Seen Near Reef",
        ("Ada Marsh", "Ben Oke"),
        "Bay Wire",
    )


@pytest.mark.parametrize(
    "content",
    [
        (
            '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>'
            "<h1>Ships</h1><p>Two ships.</p><ul><li>They left.</li></ul></body></html></inlineXML>"
        ),
        '<inlineData contenttype="text/plain">\nTwo ships.\n\nThey left.\n</inlineData>',
        '<remoteContent href="https://wire.example/17.mp4"/><inlineData>Two ships.\n\nThey left.</inlineData>',
    ],
    ids=["XHTML", "plain text", "text beside a film"],
)
def test_a_story_may_come_in_xhtml_or_plain_text(content: str) -> None:
    found = only(news_item(content=content))
    assert isinstance(found, Record)
    assert found.text == "Two ships.\n\nThey left."


def test_a_message_holds_many_items_and_a_bad_one_stops_nothing() -> None:
    items = news_item() + news_item(content="") + news_item(guid="urn:x:18")
    message = f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{items}</itemSet></newsMessage>'
    first, second, third = [found for _, found in read_news_xml(message)]
    assert isinstance(first, Record)
    assert isinstance(second, InputError)
    assert isinstance(third, Record)
    assert third.id == "urn:x:18"


def test_nitf_stands_by_itself() -> None:
    head = (
        '<docdata management-status="usable"><doc-id regsrc="Bay Wire" id-string="bw-17"/>'
        '<date.issue norm="20060703T020000Z"/><date.release norm="20060704T000000Z"/>'
        '<key-list><keyword key="defence"/></key-list></docdata>'
    )
    document = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">\n' + NITF_BODY.replace(
        "</head>", f"{head}</head>"
    )
    found = only(document)
    assert isinstance(found, Record)
    assert (found.id, found.agency, found.section) == ("bw-17", "Bay Wire", "defence")
    assert found.published is not None
    assert found.published.at.isoformat() == "2006-07-03T02:00:00+00:00"
    assert found.embargoed_until is not None
    assert found.embargoed_until.isoformat() == "2006-07-04T00:00:00+00:00"
    withheld = only(document.replace('"usable"', '"withheld"'))
    assert isinstance(withheld, InputError)
    endless = only(document.replace('"usable"', '"embargoed"').replace('<date.release norm="20060704T000000Z"/>', ""))
    assert "until further notice" in str(endless)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"status": "withheld"}, "withheld"),
        ({"content": ""}, "no text"),
        ({"guid": " "}, "without a guid"),
        ({"extra": "<embargoed/>"}, "until further notice"),
        ({"extra": "<embargoed>soon</embargoed>"}, "the time 'soon'"),
        ({"content": "<inlineData contenttype='image/png'>iVBO</inlineData>"}, "no text"),
    ],
)
def test_what_may_not_be_used_is_refused(parts: dict[str, str], said: str) -> None:
    found = only(news_item(**parts))
    assert isinstance(found, InputError)
    assert said in str(found)


def test_what_was_withdrawn_says_by_whom() -> None:
    found = only(news_item(status="canceled"))
    assert isinstance(found, WithdrawnError)
    assert (found.uri, found.by, found.canceled_at) == (GUID, "Isles News", "2006-07-03T02:00:00+00:00")


def test_an_embargo_without_a_zone_ends_where_a_day_ends_last() -> None:
    found = only(news_item(extra="<embargoed>2006-07-04T00:00:00</embargoed>"))
    assert isinstance(found, Record)
    assert found.embargoed_until is not None
    assert found.embargoed_until.isoformat() == "2006-07-04T12:00:00+00:00"


def test_items_are_known_by_their_look_in_files_of_any_name(tmp_path: Path) -> None:
    for name in ("item.xml", "item.g2", "item"):
        (tmp_path / name).write_text('<?xml version="1.0" encoding="utf-8"?>\n' + news_item(), encoding="utf-8")
    found = list(open_sources((str(tmp_path),), stdin=None, timeout=1))  # type: ignore[arg-type]
    assert [type(item) for item in found] == [RecordLine] * 3
    (tmp_path / "other.xml").write_text('<?xml version="1.0"?><catalog><book/></catalog>', encoding="utf-8")
    (other,) = open_sources((str(tmp_path / "other.xml"),), stdin=None, timeout=1)  # type: ignore[arg-type]
    assert isinstance(other, Unreadable)
    assert "no news item" in str(other.error)


LAUGHS = '<!DOCTYPE newsItem [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (f"{LAUGHS}]><newsItem>&i;</newsItem>", "declares entities"),
        ('<!DOCTYPE newsItem [<!ENTITY x SYSTEM "file:///etc/motd">]><newsItem>&x;</newsItem>', "declares entities"),
        ('<!DOCTYPE newsItem [<!ENTITY % p SYSTEM "http://wire.example/p.dtd"> %p;]><newsItem/>', "declares entities"),
        ("<newsItem>&undeclared;</newsItem>", "broken XML"),
        ("<newsItem><a>", "broken XML"),
        ("<newsItem>" + "<a>" * 5000 + "</a>" * 5000 + "</newsItem>", "broken XML"),
        ("<newsItem>" + "<a/>" * (MOST_ELEMENTS + 1) + "</newsItem>", "elements"),
        ("<newsItem " + " ".join(f'a{n}="{n}"' for n in range(50_000)) + " b=1/>", "broken XML"),
        ("", "broken XML"),
    ],
    ids=[
        "billion laughs", "a file", "a parameter entity", "undeclared", "unclosed", "deep", "wide", "attributes",
        "empty",
    ],
)  # fmt: skip
def test_xml_built_to_do_harm_is_refused_soon(document: str, said: str) -> None:
    started = time.process_time()
    with pytest.raises(InputError, match=said):
        parse_xml(document)
    assert time.process_time() - started < 5


def test_a_document_type_elsewhere_is_never_fetched(tmp_path: Path) -> None:
    (tmp_path / "evil.dtd").write_text('<!ENTITY nbsp "STOLEN">', encoding="utf-8")
    document = f'<!DOCTYPE newsItem SYSTEM "file://{tmp_path}/evil.dtd">' + news_item(
        content="<inlineData>Two&nbsp;ships left the reef.</inlineData>"
    )
    found = only(document)
    assert "STOLEN" not in str(found)
