"""Content before its speaker, around its speaker, and after "according to"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from foreshock.coding.statements.cues import CueLexicon
from foreshock.coding.statements.sources import find_source, inverted_source, noun_phrase

if TYPE_CHECKING:
    from foreshock.coding.tokens import Doc, Token, Tokens

_CLOSING = frozenset([",", "—", "–", "--", "-", "...", "…"])
_QUOTES = frozenset(['"', "”", "“", "''", "``", "’", "'"])
_SUBORDINATES = frozenset(["as", "when", "while", "after", "before", "because", "if", "although", "though"])
_LONGEST_GROUP = 60
_LONGEST_LABEL = 3  # words of a label that is no name by its tags
_SHORT_WORD = 3  # letters of words that headlines leave small
_TITLED = 0.7  # share of a headline's longer words with a capital
_CLAUSAL = 2.0  # log odds a word must have of governing a reported clause for one to be looked for without the parse
_COLON_LABELS = frozenset(
    ["exclusive", "watch", "update", "updated", "photo", "photos", "video", "note", "editor", "breaking", "read",
     "more", "opinion", "analysis", "live", "factbox", "explainer", "correction", "related", "advertisement",
     "example", "result"]
)  # fmt: skip


class Found(NamedTuple):
    """A cue token, its source tokens and the token ranges (both ends included) of the content."""

    cue: int
    cue_last: int
    source: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
    rule: str
    score: float


def find_left_content(verb: "Token", lexicon: CueLexicon) -> Found | None:
    """Return content that stands before "X said" or on both sides of it, or None."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
        return None
    lemma = lexicon.lemma(verb)
    if "say" not in lexicon.families.get(lemma or "", ()):
        return None
    doc, sent = verb.doc, verb.sent
    source = None
    for kid in verb.children:
        if kid.dep_ == "nsubj" and kid.tag_ not in ("WP", "WDT", "WRB"):
            source = noun_phrase(
                kid, limit=verb.i if kid.i < verb.i else None, floor=verb.i if kid.i > verb.i else None
            )
    if source is None:
        source = inverted_source(verb) or _speaker_after_comma(verb)
    if source is None:
        return None
    first = min(
        source[0],
        verb.i,
        *(kid.i for kid in verb.children if kid.dep_ in ("aux", "auxpass", "neg") and kid.i < verb.i),
        verb.i,
    )
    if verb.i - first > _LONGEST_GROUP:
        return None
    before = first - 1
    while before > sent.start and (doc[before].text in _QUOTES or doc[before].dep_ == "advmod"):
        before -= 1
    if before <= sent.start or doc[before].text not in (*_CLOSING, "?", "!"):
        return None
    start = sent.start
    while start < before and (doc[start].dep_ == "cc" or doc[start].is_space or doc[start].text == ","):
        start += 1
    last = max(source[1], verb.i)
    put_in = _is_put_in(doc, start, before, last, sent.end)
    opened = before - start < 2 or (doc[start].lower_ in _SUBORDINATES and not put_in)
    if opened and not (verb.head.i < verb.i and verb.dep_ in ("ROOT", "parataxis")):
        return None
    if not any(doc[i].tag_ in ("VBD", "VBZ", "VBP", "MD", "VBN", "VBG") for i in range(start, before)):
        return None
    content = [(start, before - 1)]
    goes_on = put_in and last + 1 < sent.end and doc[last + 1].text == ","
    if goes_on or (verb.head.i > last and verb.dep_ in ("parataxis", "ccomp", "dep", "advcl", "ROOT")):
        after = _after_comma(verb, last)
        if after is not None:
            content.append((after, _sentence_last(sent)))
    return Found(verb.i, verb.i, source, tuple(content), "statement.after_content", 0.85)


def _is_put_in(doc: "Doc", start: int, before: int, last: int, end: int) -> bool:
    """Return whether "X said" is put between commas into what X said, or closes a sentence of two clauses.

    "While prices may rise, he said, pay will too"; "If it rains, the match is off, he said."
    """
    if last + 1 >= end or any(doc[at].text in _QUOTES for at in range(start, min(end, last + 4))):
        return False
    if doc[last + 1].text == ",":
        return any(doc[at].tag_ in ("VBD", "VBZ", "VBP", "MD") for at in range(last + 2, end))
    closes = all(doc[at].is_punct or doc[at].is_space for at in range(last + 1, end))
    return closes and any(doc[at].text == "," for at in range(start, before))


def find_as_clause(verb: "Token", lexicon: CueLexicon) -> Found | None:
    """Return content of "As X said, …", or None."""
    if verb.dep_ != "advcl" or "say" not in lexicon.families.get(lexicon.lemma(verb) or "", ()):
        return None
    mark = next((kid for kid in verb.children if kid.lower_ == "as" and kid.i < verb.i), None)
    if mark is None or mark.i != verb.sent.start:
        return None
    doc = verb.doc
    last = verb.right_edge.i
    source = find_source(verb)
    if source is None or last + 2 >= verb.sent.end or doc[last + 1].text != ",":
        return None
    return Found(verb.i, verb.i, source, ((last + 2, _sentence_last(verb.sent)),), "statement.as_clause", 0.7)


def find_rest(verb: "Token", lexicon: CueLexicon) -> Found | None:
    """Return the rest of the sentence after "X said (to Y) that" when the parse shows no complement."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP", "VBG") or verb.dep_ in ("aux", "auxpass"):
        return None
    lemma = lexicon.lemma(verb)
    families = lexicon.families.get(lemma or "", ())
    names = (f"lc={lemma}.clause", f"l={lemma}", *(f"f={family}.clause" for family in families))
    doc, end = verb.doc, verb.sent.end
    hidden = any(doc[at].lower_ == "anonymity" for at in range(verb.i + 1, min(end, verb.i + 9)))
    if "say" not in families or (not hidden and sum(lexicon.weights.get(name, 0.0) for name in names) < _CLAUSAL):
        return None
    start = None
    for at in range(verb.i + 1, min(end - 2, verb.i + (14 if hidden else 9))):
        if doc[at].lower_ == "that" and doc[at].tag_ in ("IN", "DT", "WDT"):
            start = at
            break
        if doc[at].is_punct:
            break
    if (
        start is None
        and lemma in ("say", "add")
        and verb.i + 1 < end
        and doc[verb.i + 1].dep_ in ("nsubj", "det", "compound", "poss", "amod", "expl", "nsubjpass")
    ):
        start = verb.i + 1
    if start is None or not any(doc[at].tag_ in ("VBD", "VBZ", "VBP", "MD") for at in range(start, end)):
        return None
    source = find_source(verb)
    if source is not None and source[0] > verb.i:
        return None
    return Found(verb.i, verb.i, source, ((start, _sentence_last(verb.sent)),), "statement.rest_of_sentence", 0.6)


def find_according_to(sent: "Tokens") -> Iterator[Found]:
    """Yield the content of "according to X": the rest of its sentence."""
    doc = sent.doc
    for token in sent:
        if token.lower_ != "according" or token.i + 2 >= sent.end or doc[token.i + 1].lower_ != "to":
            continue
        noun = next((k for k in doc[token.i + 1].children if k.dep_ in ("pobj", "pcomp") and k.i > token.i), None)
        first, last = noun_phrase(noun) if noun is not None else (token.i + 2, token.i + 2)
        first = token.i + 2
        pieces: list[tuple[int, int]] = []
        start = sent.start
        while start < token.i and (
            doc[start].dep_ == "cc" or doc[start].text in (",", "-", "—") or doc[start].is_space
        ):
            start += 1
        before = token.i - 1
        while before >= start and doc[before].text in _CLOSING:
            before -= 1
        if before >= start:
            pieces.append((start, before))
        after = last + 1
        while after < sent.end and (doc[after].text in _CLOSING or doc[after].is_space):
            after += 1
        if sent.end - after > (3 if pieces else 1):
            pieces.append((after, _sentence_last(sent)))
        if pieces:
            yield Found(token.i, token.i + 1, (first, last), tuple(pieces), "statement.according_to", 0.85)


def find_label(sent: "Tokens", end: int) -> Found | None:
    """Return "NAME: words" at the start of a paragraph or headline, or None. `end` is exclusive."""
    doc = sent.doc
    for at in range(sent.start, min(sent.start + 6, sent.end - 2)):
        token = doc[at]
        if token.text == ":" and at > sent.start:
            names = doc[sent.start : at]
            if not _names_speaker(names, doc, at, end):
                return None
            if any(t.tag_[:2] not in ("NN", "CD", "DT", "JJ", "PO", "CC") for t in names):
                return None
            if names[-1].lower_ in _COLON_LABELS or names[0].lower_ in _COLON_LABELS or doc[at + 1].is_digit:
                return None
            return Found(at, at, (sent.start, at - 1), ((at + 1, end - 1),), "statement.label", 0.6)
        if token.tag_.startswith("VB") and token.tag_ != "VBN":
            return None
    return None


def _names_speaker(names: "Tokens", doc: "Doc", at: int, end: int) -> bool:
    """Return whether the words before a colon can be a speaker: a name, or capitals over a headline or transcript."""
    if any(t.tag_.startswith("NNP") or t.lower_ in ("poll", "report", "study", "survey") for t in names):
        return True
    words = [t.text for t in names if t.text[:1].isalpha()]
    if not words or len(words) > _LONGEST_LABEL:
        return False
    if all(word.isupper() and len(word) > 2 for word in words):
        return True
    rest = [t.text for t in doc[at + 1 : min(end, at + 30)] if len(t.text) > _SHORT_WORD and t.text[:1].isalpha()]
    titled = sum(word[:1].isupper() for word in rest)
    headline = len(rest) >= _LONGEST_LABEL and titled >= _TITLED * len(rest)
    return headline and all(word[:1].isupper() for word in words)


def _speaker_after_comma(verb: "Token") -> tuple[int, int] | None:
    """Return the words between the last comma and a closing "said" when they can be a speaker.

    The parser often joins a speaker that follows a long clause to the list at that clause's end.
    """
    doc, sent = verb.doc, verb.sent
    if verb.i + 1 < sent.end and not (doc[verb.i + 1].is_punct or doc[verb.i + 1].tag_ in ("NNP", "IN", "RB")):
        return None
    first = verb.i
    while first > sent.start and verb.i - first < 12 and doc[first - 1].text != ",":
        first -= 1
        if doc[first].tag_.startswith("VB") and doc[first].tag_ not in ("VBN", "VBG"):
            return None
    if first == sent.start or doc[first - 1].text != "," or first == verb.i:
        return None
    if doc[first].lower_ in ("and", "but", "or", "who", "which", "that", "as"):
        return None
    nouns = [at for at in range(first, verb.i) if doc[at].tag_.startswith("NN") or doc[at].tag_ == "PRP"]
    return (first, verb.i - 1) if nouns and nouns[-1] == verb.i - 1 else None


def _after_comma(verb: "Token", last: int) -> int | None:
    doc = verb.doc
    for at in range(last + 1, min(verb.sent.end - 1, last + 15)):
        if doc[at].text in _CLOSING:
            return at + 1
    return None


def _sentence_last(sent: "Tokens") -> int:
    last = sent.end - 1
    while last > sent.start and (sent.doc[last].is_space or sent.doc[last].text == "."):
        last -= 1
    return int(last)
