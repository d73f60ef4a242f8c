"""News items in ninjs, old and new: what they say, and which may not be used."""

import json
from io import BytesIO
from typing import Any

import pytest

from foreshock.intake.news_item import WithdrawnError
from foreshock.intake.ninjs import is_ninjs, read_ninjs
from foreshock.intake.records import Record, read_records, read_whole
from foreshock.terms.errors import InputError

URI = "https://wire.example/items/17"
NEW: dict[str, Any] = {
    "uri": URI,
    "type": "text",
    "pubStatus": "usable",
    "versionCreated": "2006-07-03T02:00:00Z",
    "headlines": [{"role": "alternative", "value": "Ships"}, {"role": "main", "value": "Ships Seen At The Reef"}],
    "bodies": [
        {"contentType": "text/html", "value": "<p>The navy of the isles saw <b>two</b> ships.</p><p>They left.</p>"}
    ],
    "infoSources": [{"name": "Bay Wire"}],
    "subjects": [{"name": "defence"}],
}
OLD = {
    "uri": URI,
    "pubstatus": "usable",
    "versioncreated": "2006-07-03T02:00:00Z",
    "headline": "Ships Seen At The Reef",
    "body_text": "The navy of the isles saw two ships.\n\nThey left.",
    "copyrightholder": "Bay Wire",
    "subject": [{"name": "defence"}],
}


@pytest.mark.parametrize("item", [NEW, OLD], ids=["version 3", "version 1"])
def test_both_shapes_say_the_same(item: dict[str, Any]) -> None:
    (found,) = [record for _, record in read_records(BytesIO(json.dumps(item).encode()))]
    assert isinstance(found, Record)
    assert found.text == "The navy of the isles saw two ships.\n\nThey left."
    assert (found.headline, found.agency, found.section) == ("Ships Seen At The Reef", "Bay Wire", "defence")
    assert found.url == found.id == URI
    assert found.published is not None
    assert found.published.at.isoformat() == "2006-07-03T02:00:00+00:00"
    assert read_whole(json.dumps(item, indent=2).encode()) == found


def test_plain_text_is_taken_before_html() -> None:
    both = {**NEW, "bodies": [*NEW["bodies"], {"contentType": "text/plain", "value": "Two ships."}]}
    assert read_ninjs(both).text == "Two ships."


def test_what_was_withdrawn_says_by_whom() -> None:
    with pytest.raises(WithdrawnError) as caught:
        read_ninjs({**NEW, "pubStatus": "stat:canceled"})
    assert (caught.value.uri, caught.value.by) == (URI, "Bay Wire")


@pytest.mark.parametrize(
    ("change", "said"),
    [({"pubStatus": "withheld"}, "withheld"), ({"bodies": []}, "no text"), ({"bodies": "none"}, "no text")],
)
def test_what_may_not_be_used_is_refused(change: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_ninjs({**NEW, **change})


def test_an_embargo_is_kept_for_whoever_knows_the_time() -> None:
    (found,) = [
        r for _, r in read_records(BytesIO(json.dumps({**NEW, "embargoedUntil": "2006-07-04T00:00Z"}).encode()))
    ]
    assert isinstance(found, Record)
    assert found.embargoed_until is not None
    (wrong,) = [r for _, r in read_records(BytesIO(json.dumps({**NEW, "embargoedUntil": "soon"}).encode()))]
    assert isinstance(wrong, InputError)


@pytest.mark.parametrize("fields", [{"uri": URI}, {"uri": 4, "body_text": "x"}, {"text": "x", "uri": URI}, {}])
def test_other_objects_are_not_taken_for_news_items(fields: dict[str, Any]) -> None:
    assert not is_ninjs(fields)
