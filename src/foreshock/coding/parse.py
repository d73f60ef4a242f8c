"""Dependency parses: a small English model, tagger and parser only, tuned without changing a parse.

Entity recognition is left out: the pack's gazetteer does better on this material and costs nothing.
Word vectors, transitions and the finished text are each made with less work than spaCy's own
pipeline takes, and are the same (`vectors`, `transitions`, `tokens`).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

from foreshock.coding.model import ModelError, load_model
from foreshock.coding.tokens import Doc, Form, build_doc

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc as ModelDoc

LONGEST_PARAGRAPH = 100_000  # characters; the parser's memory grows with the longest text
LONGEST_SENTENCE = 300  # tokens; a rule may look at all pairs of words in a sentence
_STOPS = frozenset([".", "!", "?"])
_LONGEST_STRETCH = 1_000  # words of a text that are parsed as one piece
_UNBROKEN = re.compile(r"\S{300,}")
_BATCH = 64  # texts parsed together
_LEARNED = 60_000  # word forms kept for good, some 20 MB; later ones are forgotten after each batch


class Parser:
    """Parses paragraphs; build one with `load_parser` and pass it on."""

    def __init__(self, nlp: "Language", name: str) -> None:
        # Both import numpy, which must come after the model is loaded: it settles numpy's threads.
        from foreshock.coding.transitions import Transitions
        from foreshock.coding.vectors import WordVectors

        tok2vec: Any = nlp.get_pipe("tok2vec")
        self._nlp = nlp
        self._vectors = WordVectors(tok2vec.model)
        self._tagger: Any = nlp.get_pipe("tagger")
        self._transitions = Transitions(nlp.get_pipe("parser"))
        self._forms: dict[int, Form] = {}
        self._labels: dict[int, str] = {}
        self.name = name

    def parse(self, texts: Iterable[str], breaks: Mapping[int, Sequence[int]] | None = None) -> Iterator[Doc]:
        """Yield one parsed document per text, in order; each has the parse it would have alone.

        Offsets are the text's. Hundreds of characters without a blank are no words; they become
        one token of a placeholder, since the tokenizer's cost grows with their square. No sentence
        has more than `LONGEST_SENTENCE` tokens: lists and tables are cut, at a comma if they can be.

        `breaks` are characters at which a new word begins though no blank stands there, by the
        number of the text ("Ann Leesaid": 7); offsets stay those of the text. Texts are read a
        batch ahead; memory does not grow with their number.

        Raises:
            ModelError: a text is longer than `LONGEST_PARAGRAPH` characters.
        """
        numbered = enumerate(_parsable(texts))
        while batch := list(islice(numbered, _BATCH)):
            yield from self._parse(batch, breaks or {})

    def _parse(self, batch: Sequence[tuple[int, str]], breaks: Mapping[int, Sequence[int]]) -> list[Doc]:
        with self._nlp.memory_zone() if len(self._nlp.vocab) > _LEARNED else nullcontext():
            docs = []
            for number, text in batch:
                doc = self._nlp.make_doc(text)
                doc = _broken(doc, breaks[number]) if number in breaks else doc
                for start in _endless(doc) if len(doc) > LONGEST_SENTENCE else ():
                    doc[start].is_sent_start = True
                docs.append(doc)
            self._annotate(docs)
            for at, doc in enumerate(docs):
                starts = _cuts(doc) if len(doc) > LONGEST_SENTENCE else []
                if starts:
                    docs[at] = self._again(doc, starts)
            return [self._as_values(doc, text) for doc, (_, text) in zip(docs, batch, strict=True)]

    def _annotate(self, docs: "Sequence[ModelDoc]") -> None:
        for doc, rows in zip(docs, self._vectors.of(docs), strict=True):
            doc.tensor = rows  # type: ignore[assignment]  # spaCy names the wrong type: its own are 32 bits wide
        self._tagger.set_annotations(docs, self._tagger.predict(docs))
        self._transitions.annotate(docs)

    def _again(self, doc: "ModelDoc", starts: Sequence[int]) -> "ModelDoc":
        """Parse a document once more with sentences that start at tokens `starts`."""
        from spacy.tokens import Doc

        fresh = Doc(doc.vocab, words=[token.text for token in doc], spaces=[bool(token.whitespace_) for token in doc])
        for start in starts:
            fresh[start].is_sent_start = True
        self._annotate([fresh])
        return fresh

    def _as_values(self, doc: "ModelDoc", text: str) -> Doc:
        if len(self._forms) > _LEARNED:
            self._forms.clear()
        columns = doc.to_array(["ORTH", "SPACY", "TAG", "DEP", "HEAD", "SENT_START"])
        orths, spaces, tags, deps, heads, starts = columns.astype("int64").T.tolist()
        return build_doc(
            text,
            [self._form(doc, i, orth) for i, orth in enumerate(orths)],
            [" " if space else "" for space in spaces],
            [self._label(tag) for tag in tags],
            [self._label(dep) for dep in deps],
            [i + head for i, head in enumerate(heads)],
            [i for i, start in enumerate(starts) if start == 1],
        )

    def _form(self, doc: "ModelDoc", at: int, orth: int) -> Form:
        known = self._forms.get(orth)
        if known is None:
            word = doc[at]
            known = Form(word.text, word.lower_, word.is_space, word.is_punct, word.is_quote, word.is_digit)
            self._forms[orth] = known
        return known

    def _label(self, number: int) -> str:
        known = self._labels.get(number)
        if known is None:
            self._labels[number] = known = self._nlp.vocab.strings[number % 2**64] if number else ""
        return known


def load_parser() -> Parser:
    """Load a parser with the language model that is installed.

    Raises:
        ModelError: no model is installed, or its files are not those measured.
    """
    return Parser(*load_model())


def _parsable(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        if len(text) > LONGEST_PARAGRAPH:
            raise ModelError(
                f"a paragraph has {len(text):,} characters",
                expected=f"at most {LONGEST_PARAGRAPH:,}",
                next_step="split the text into paragraphs with blank lines",
            )
        yield _UNBROKEN.sub(lambda match: "x" * len(match.group()), text)


def _endless(doc: "ModelDoc") -> list[int]:
    """Return the tokens at which to cut runs that no stop ends, and very long texts after a stop.

    The model's cost grows with the square of a sentence, and it takes such a run for one.
    """
    words = [token.text for token in doc]
    starts: list[int] = []
    begin = cut = 0
    for at, word in enumerate(words, start=1):
        if word in _STOPS:
            begin = at
        elif at - begin > LONGEST_SENTENCE:
            begin = cut = _break(words, begin)
            starts.append(cut)
        if begin - cut > _LONGEST_STRETCH and begin < len(words):
            cut = begin
            starts.append(cut)
    return starts


def _cuts(doc: "ModelDoc") -> list[int]:
    """Return the tokens at which sentences longer than any writer's are to be cut."""
    starts: list[int] = []
    for sentence in doc.sents:
        words, at = [token.text for token in sentence], 0
        while len(words) - at > LONGEST_SENTENCE:
            at = _break(words, at)
            starts.append(sentence.start + at)
    return starts


def _break(words: Sequence[str], begin: int) -> int:
    """Return where to cut a sentence that begins at a word: after a comma or dash if one is not too near."""
    middle, end = begin + LONGEST_SENTENCE // 2, begin + LONGEST_SENTENCE
    return next((i for i in range(end, middle, -1) if words[i - 1] in (",", ";", ":", "-", "–", "—")), end)


def _broken(doc: "ModelDoc", breaks: Sequence[int]) -> "ModelDoc":
    """Return a document with its words cut in two at the characters `breaks` that fall inside them."""
    places = sorted(set(breaks))
    with doc.retokenize() as retokenizer:
        for token in doc:
            inside = places[bisect_right(places, token.idx) : bisect_left(places, token.idx + len(token))]
            if inside:
                cuts = [0, *(at - token.idx for at in inside), len(token)]
                parts = [token.text[a:b] for a, b in pairwise(cuts)]
                retokenizer.split(token, parts, heads=[(token, at) for at in range(len(parts))])
    return doc
