"""Words, queries and excerpts as both full-text indexes know them."""

from hypothesis import given, settings
from hypothesis import strategies as st
from record_world import LATE, fresh_record, reading

from foreshock.record.search_words import LONGEST_WORD, excerpt, parse_query, tsvector, words_in

letters = st.text(st.characters(categories=["Lu", "Ll", "Lo", "Nd"], max_codepoint=0x4FF), min_size=1, max_size=8)


def test_words_are_runs_of_letters_and_digits_without_case_and_accents() -> None:
    assert words_in("launch.cruise, B-1B_über") == ["launch", "cruise", "b", "1b", "uber"]
    assert words_in("São-Paulo 2.5") == ["sao", "paulo", "2", "5"]
    assert words_in("한국 발사") == ["한국", "발사"]


def test_a_query_is_words_phrases_and_starts_of_words() -> None:
    phrase, start, pair = parse_query('"joint drill" launch* b-1b')
    assert (phrase.words, phrase.prefix) == (("joint", "drill"), False)
    assert (start.words, start.prefix) == (("launch",), True)
    assert (pair.words, pair.prefix) == (("b", "1b"), False)


def test_an_excerpt_shows_where_the_words_meet() -> None:
    text = "rocket " + "filler " * 60 + "the rocket fell into the bay " + "filler " * 60
    shown = excerpt(text, parse_query("rocket bay"))
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert "[rocket] fell into the [bay]" in shown
    assert excerpt("Over the Bay.", parse_query('"the bay"')) == "Over [the] [Bay]."
    assert excerpt("!?", parse_query("bay")) == "!?"


def test_a_vector_holds_places_and_stays_within_the_servers_limits() -> None:
    assert tsvector("To be or not to be") == "'to':1,5 'be':2,6 'or':3 'not':4"
    many = tsvector(" ".join(f"w{number}" for number in range(400_000)) + " the" * 1000)
    assert len(many.encode()) < 1_000_000 * 1.5
    assert max(int(place) for part in many.split() for place in part.rsplit(":", 1)[1].split(",")) == 16_383
    assert max(map(len, words_in("x" * 5000))) == LONGEST_WORD


def test_a_huge_text_is_kept_and_found_by_its_first_words() -> None:
    text = "needle " + " ".join(f"word{number}" for number in range(150_000)) + " thread" * 20_000
    with fresh_record() as record:
        record.add(reading("huge", text=text, url="https://bay.example/\0nul"))
        for words in ("needle", '"needle word0"', "word77", "word1499*"):
            assert [hit.id for hit in record.search(words, known_at=LATE, kinds=["article"])] == ["sha256:huge"]


@settings(max_examples=25, deadline=None)
@given(st.lists(letters, min_size=1, max_size=6), st.data())
def test_what_stands_in_a_text_is_found(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    with fresh_record() as record:
        record.add(reading("a", text=text))
        found = words_in(" ".join(words[first : last + 1]))
        if not found:
            return
        asked = " ".join(words[first : last + 1])
        queries = [asked, f'"{asked}"', words[first][:1] + "*"]
        for query in queries:
            assert record.search(query, known_at=LATE, kinds=["article"]), query
