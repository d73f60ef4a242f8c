"""A parsed text: words with their tags and heads, as plain values.

The names are spaCy's, whose parses these are. Rules look at a word some fifty times; held as plain
attributes, that costs a tenth of asking the model's own document, which builds a new object at
every look. A parsed text is built whole and never changed.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, overload


class Form(NamedTuple):
    """What a word's form tells wherever it stands."""

    text: str
    lower: str
    is_space: bool = False
    is_punct: bool = False
    is_quote: bool = False
    is_digit: bool = False


class Token:
    """One word: `i` is its number in the text, `idx` its first character.

    `head` is the word it hangs on (a sentence's root: itself), `dep_` by which relation, `tag_` its
    Penn Treebank tag. `children` hang on it, in the text's order; `left_edge` and `right_edge` are
    the first and last of all that hang below it, itself included. `whitespace_` is the blank that
    follows, if one does. `len` counts characters.
    """

    __slots__ = (
        "children", "dep_", "doc", "head", "i", "idx", "is_digit", "is_punct", "is_quote", "is_sent_start", "is_space",
        "left_edge", "lower_", "right_edge", "sent", "tag_", "text", "whitespace_",
    )  # fmt: skip

    head: "Token"
    left_edge: "Token"
    right_edge: "Token"
    sent: "Tokens"

    def __init__(self, doc: "Doc", i: int, idx: int, form: Form, tag: str, dep: str, whitespace: str) -> None:
        self.doc = doc
        self.i = i
        self.idx = idx
        self.text, self.lower_, self.is_space, self.is_punct, self.is_quote, self.is_digit = form
        self.tag_ = tag
        self.dep_ = dep
        self.whitespace_ = whitespace
        self.is_sent_start = False
        self.children: Sequence[Token] = ()

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return f"Token({self.i}, {self.text!r}, {self.tag_}, {self.dep_} of {self.head.i})"

    @property
    def lefts(self) -> "Iterator[Token]":
        """The children that stand before it."""
        return (kid for kid in self.children if kid.i < self.i)

    @property
    def subtree(self) -> "Iterator[Token]":
        """Itself and all that hang below it; each word between those that hang on it from either side."""
        waiting: list[tuple[Token, bool]] = [(self, False)]
        while waiting:
            token, opened = waiting.pop()
            if opened or not token.children:
                yield token
                continue
            kids, own = token.children, token.i
            waiting.extend((kid, False) for kid in reversed(kids) if kid.i > own)
            waiting.append((token, True))
            waiting.extend((kid, False) for kid in reversed(kids) if kid.i < own)

    @property
    def ancestors(self) -> "Iterator[Token]":
        """What it hangs on, and that on, up to the root of its sentence."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def nbor(self, by: int = 1) -> "Token":
        """Return the word `by` places after it; a negative number counts back.

        Raises:
            IndexError: the text has no word there.
        """
        at = self.i + by
        if at < 0:
            raise IndexError(f"no word {-by} before word {self.i}")
        return self.doc[at]


class Tokens:
    """The words `start` to `end`, the last not included, of a text."""

    __slots__ = ("doc", "end", "start")

    def __init__(self, doc: "Doc", start: int, end: int) -> None:
        self.doc = doc
        self.start = start
        self.end = end

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.words[self.start : self.end])

    def __getitem__(self, at: int) -> Token:
        return self.doc.words[self.start : self.end][at]

    def __repr__(self) -> str:
        return f"Tokens({self.start}, {self.end}, {self.text!r})"

    @property
    def start_char(self) -> int:
        """The first character."""
        return self.doc.words[self.start].idx

    @property
    def end_char(self) -> int:
        """The character after the last word's last."""
        last = self.doc.words[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """The words as they are printed."""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def sent(self) -> "Tokens":
        """The sentence of the first word."""
        return self.doc.words[self.start].sent

    @property
    def root(self) -> Token:
        """The word the others hang on: a sentence's root, else the one nearest to it, the first of equals."""
        words = self.doc.words[self.start : self.end]
        for word in words:
            if word.head is word:
                return word
        outward = [word for word in words if not self.start <= word.head.i < self.end]
        if len(outward) == 1:
            return outward[0]
        return min(outward, key=_distance, default=words[0])


class Doc:
    """A parsed text; `sents` are its sentences, `words` its words, `starts` their first characters, in order."""

    __slots__ = ("sents", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[Token] = []
        self.sents: list[Tokens] = []
        self.starts: list[int] = []

    def __len__(self) -> int:
        return len(self.words)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.words)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Tokens: ...
    def __getitem__(self, at: int | slice) -> Token | Tokens:
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self.words))
            return Tokens(self, start, max(start, end))
        return self.words[at]

    def char_span(self, start: int, end: int) -> Tokens | None:
        """Return the words that characters `start:end` touch, None when either end lies in no word.

        A word's following blank counts as its own, but not as the first of the characters.
        """
        first, last = self._at(start), self._at(end - 1)
        if first is None or last is None:
            return None
        if start == first.idx + len(first.text):
            return Tokens(self, first.i + 1, max(first.i, last.i) + 1)
        return Tokens(self, first.i, last.i + 1)

    def _at(self, character: int) -> Token | None:
        number = bisect_right(self.starts, character) - 1
        if number < 0:
            return None
        word = self.words[number]
        return word if character < word.idx + len(word.text) + len(word.whitespace_) else None


def _distance(word: Token) -> int:
    """Return how many arcs lead from a word to its root; a mark that nothing hangs on is no one's choice."""
    if (word.is_space or word.is_punct) and not word.children:
        return len(word.doc) - 1
    return sum(1 for _ in word.ancestors)


def build_doc(
    text: str,
    forms: Sequence[Form],
    spaces: Sequence[str],
    tags: Sequence[str],
    deps: Sequence[str],
    heads: Sequence[int],
    starts: Sequence[int],
) -> Doc:
    """Return a parsed text from a column a property, one row a word.

    Args:
        text: the text; its words and blanks in order.
        forms: the words' forms.
        spaces: the blank after each, or nothing.
        tags: their tags.
        deps: the relation to their heads.
        heads: the number of each one's head; a root's is its own.
        starts: the words that begin a sentence, ascending; the first word does in any case.
    """
    doc = Doc(text)
    words, at = doc.words, 0
    for i, (form, space, tag, dep) in enumerate(zip(forms, spaces, tags, deps, strict=True)):
        words.append(Token(doc, i, at, form, tag, dep, space))
        doc.starts.append(at)
        at += len(form.text) + len(space)
    kids: list[list[Token] | None] = [None] * len(words)
    for word, head in zip(words, heads, strict=True):
        word.head = words[head]
        if head != word.i:
            family = kids[head]
            if family is None:
                kids[head] = family = []
                words[head].children = family
            family.append(word)
    for word, (left, right) in zip(words, _edges(heads), strict=True):
        word.left_edge, word.right_edge = words[left], words[right]
    bounds = [0, *(start for start in starts if start), len(words)] if words else []
    for start, end in pairwise(bounds):
        sentence = Tokens(doc, start, end)
        doc.sents.append(sentence)
        words[start].is_sent_start = True
        for word in words[start:end]:
            word.sent = sentence
    return doc


def _edges(heads: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last word below each, itself included.

    One sweep each way, as the model's own documents do: where arcs cross, a word far off may be left out.
    """
    lefts, rights = list(range(len(heads))), list(range(len(heads)))
    arcs = list(enumerate(heads))
    for sweep in (arcs, arcs[::-1]):
        for i, head in sweep:
            if lefts[i] < lefts[head]:
                lefts[head] = lefts[i]
            if rights[i] > rights[head]:
                rights[head] = rights[i]
    return zip(lefts, rights, strict=True)
