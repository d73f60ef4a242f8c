"""What a pack does not know: names, designations and verbs met, counted over articles."""

import io
import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from foreshock.cli.main import main
from foreshock.cli.terminal import Terminal
from foreshock.coding.prepare import prepare_article
from foreshock.coding.read import Coder, load_coder
from foreshock.coding.unknown import find_unknown, stem_of
from foreshock.flow.unknown import UnknownInput, count_unknown
from foreshock.terms.article import Article
from foreshock.terms.unknown import UnknownWord
from foreshock.theaters.load import load_pack

STORY = "Admiral Torvald Lunde met Japan's envoys on Monday. Lunde said the XQ-58A drone flew over Kjelvik. Lunde left."


@cache
def coder() -> Coder:
    return load_coder(load_pack("world"))


def met(*paragraphs: str) -> tuple[UnknownWord, ...]:
    article = Article(
        id="sha256:0",
        headline=None,
        published_at=datetime(2024, 3, 14, tzinfo=UTC),
        published_precision="day",
        paragraphs=paragraphs,
    )
    one = coder()
    parsed = prepare_article(article, parser=one.parser, gazetteer=one.gazetteer, zone=one.zone)
    return tuple(find_unknown(parsed, one.lexicon))


def texts(kind: str, *paragraphs: str) -> list[str]:
    return [word.text for word in met(*paragraphs) if word.kind == kind]


def test_a_surname_alone_counts_as_the_name_met_before() -> None:
    assert [text.rsplit(" ", 1)[-1] for text in texts("name", STORY)] == ["Lunde", "Lunde", "Kjelvik", "Lunde"]
    assert len({text for text in texts("name", STORY) if text.endswith("Lunde")}) == 1


def test_what_the_pack_knows_and_days_are_not_listed() -> None:
    assert not {"Japan", "Monday"} & set(texts("name", STORY))


def test_a_type_with_its_number_is_a_designation_and_no_name() -> None:
    assert texts("designation", STORY) == ["XQ-58A"]
    assert texts("designation", "The J-99 and Typhoon-7B2x landed; call 555-1234 or see A-.") == ["J-99"]


def test_a_verb_counts_when_someone_known_does_it_and_the_lexicons_lack_it() -> None:
    assert "tickl" in texts("verb", "Japan tickled Norway.")
    assert texts("verb", "The rain tickled the roof.") == []
    assert texts("verb", "Japan condemned Norway.") == []


@pytest.mark.parametrize("forms", [("jam", "jams", "jammed", "jamming"), ("woo", "woos", "wooed", "wooing")])
def test_the_regular_forms_of_a_verb_are_counted_together(forms: tuple[str, ...]) -> None:
    assert len({stem_of(form) for form in forms}) == 1


def test_offsets_are_exact_and_the_example_holds_the_word() -> None:
    for word in met(STORY):
        assert STORY[word.span.start : word.span.end] == word.span.text == word.form
        assert word.form in word.example


def test_the_most_frequent_is_first_with_its_articles_counted() -> None:
    counts = count_unknown([UnknownInput("a", met(STORY)), UnknownInput("b", met("Lunde left Kjelvik for Kjelvik."))])
    assert [row.count for row in counts] == sorted((row.count for row in counts), reverse=True)
    kjelvik = next(row for row in counts if row.text == "Kjelvik")
    assert (kjelvik.count, kjelvik.articles, kjelvik.source) == (3, 2, "a")


def test_the_command_lists_them_as_text_and_as_json(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(f"A headline\n\n{STORY}\n", encoding="utf-8")
    out = io.StringIO()
    assert main(["read", "--unknown", str(path), "--theater", "world"], Terminal(out=out, err=io.StringIO())) == 0
    assert "XQ-58A" in out.getvalue()
    assert max(map(len, out.getvalue().splitlines())) <= 80
    out = io.StringIO()
    assert main(["read", "--unknown", "--json", str(path), "--theater", "world"], Terminal(out=out)) == 0
    rows = [json.loads(line) for line in out.getvalue().splitlines()]
    assert {"kind", "text", "count", "articles", "example", "source"} == set(rows[0])
    assert any(row["text"] == "XQ-58A" and row["kind"] == "designation" for row in rows)
