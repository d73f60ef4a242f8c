"""Finding words in what was known at a moment."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from record_world import LATE, firing, fresh_record, hour, pack, reading, row

from foreshock.record.search_words import parse_query
from foreshock.terms.errors import UsageError

URL = "https://bay.example/1"


def test_words_are_found_in_events_statements_and_articles() -> None:
    with fresh_record() as record:
        record.load_pack(pack(), [row("x", on=9)])
        record.add(reading("a", published=hour(1), events=[]))
        found = record.search("bay", known_at=LATE)
        assert [(hit.kind, hit.id) for hit in found] == [
            ("event", "firings:x"),
            ("statement", "sha256:a:s1"),
            ("article", "sha256:a"),
        ]
        assert "[bay]" in found[1].excerpt


def test_all_words_must_occur_and_phrases_in_order() -> None:
    with fresh_record() as record:
        record.add(reading("a"))
        assert record.search("rocket fired", known_at=LATE)
        assert not record.search('"rocket fired"', known_at=LATE)
        assert record.search('"fired a rocket"', known_at=LATE)
        assert record.search("rock*", known_at=LATE)
        assert not record.search("rock", known_at=LATE)


def test_what_was_not_known_is_not_found() -> None:
    with fresh_record() as record:
        record.add(reading("a", published=hour(5)))
        assert record.search("rocket", known_at=hour(4)) == []
        assert record.search("rocket", known_at=hour(5))


def test_what_a_row_learned_later_is_not_searched() -> None:
    learned = {"later_known": "what_followed", "what_followed": "a splashdown", "note": "a warning"}
    with fresh_record() as record:
        record.load_pack(pack(), [replace(row("x"), attributes=learned)])
        assert record.search("warning", known_at=LATE)
        assert not record.search("splashdown", known_at=LATE)


def test_a_corrected_text_is_found_only_while_it_stood() -> None:
    with fresh_record() as record:
        record.add(reading("old", url=URL, published=hour(1), text="Three balloons rose.", events=[firing()]))
        record.add(reading("new", url=URL, published=hour(9), text="Two kites rose.", events=[firing()]))
        for moment, word, found in ((8, "balloons", 1), (9, "balloons", 0), (8, "kites", 0), (9, "kites", 1)):
            hits = record.search(word, known_at=hour(moment), kinds=["article"])
            assert len(hits) == found, (moment, word)


def test_a_search_for_nothing_is_refused() -> None:
    with pytest.raises(UsageError, match="no word to search for"):
        parse_query(' "" * ( ')


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30))
def test_no_text_a_user_may_type_breaks_the_search(words: str) -> None:
    try:
        parse_query(words)
    except UsageError:
        return
    if any(0xD800 <= ord(character) <= 0xDFFF for character in words):
        return
    with fresh_record() as record:
        record.add(reading("a", text=words))
        record.search(words, known_at=LATE)
