"""What an article names and does that neither the pack nor the lexicons know: where a pack could grow."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from foreshock.coding.events.lexicon import EventLexicon
from foreshock.coding.parsed import Paragraph, ParsedArticle
from foreshock.coding.statements.cues import load_cues
from foreshock.terms.unknown import UnknownKind, UnknownWord

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token

# A weapon, aircraft or ship by its type: capitals, a hyphen, a number, letters of a variant.
_DESIGNATION = re.compile(r"(?<![\w-])[A-Z][A-Za-z]{0,14}-\d{1,4}[A-Z]{0,3}(?![\w-])")
_ACTING = frozenset(["country", "demonym", "capital", "body", "office", "person", "role", "outlet", "reference"])
_PLAYED = frozenset(["nsubj", "nsubjpass", "dobj", "agent"])
# Verbs that carry others or say nothing alone.
_LIGHT = frozenset(
    ["be", "is", "are", "was", "were", "been", "being", "am", "have", "has", "had", "having", "do", "does", "did",
     "done", "doing", "’s", "'s", "’re", "'re", "’ve", "'ve", "’d", "'d", "can", "could", "may", "might", "must",
     "shall", "should", "will", "would"]
)  # fmt: skip
_ENDINGS = re.compile(r"(?:ies|ied|ing|ed|es|s|e|y)$")
_LEAST_STEM = 3


def find_unknown(parsed: ParsedArticle, lexicon: EventLexicon) -> Iterator[UnknownWord]:
    """Yield the names, designations and verbs of an article that are not known, in reading order.

    A name is someone told apart by a role ("Admiral Ann Lee") whom the pack does not list, or a run
    of proper nouns outside every mention and date; a surname alone counts as the whole name met
    before it. A verb counts when someone known or named does or suffers it.
    """
    surnames: dict[str, str] = {}
    for paragraph in parsed.paragraphs:
        known = [*((m.start, m.end) for m in paragraph.mentions), *((d.start, d.end) for d in paragraph.dates)]
        types = [match.span() for match in _DESIGNATION.finditer(paragraph.text)]
        types = [(start, end) for start, end in types if not _meets(start, end, known)]
        names = list(_names(paragraph, [*known, *types]))
        found = [(start, end, "designation", paragraph.text[start:end]) for start, end in types]
        people = [m for m in paragraph.mentions if m.kind == "person" and m.id is None and m.name is not None]
        found.extend((m.start, m.end, "name", m.name or m.text) for m in people)
        for start, end in names:
            text = " ".join(paragraph.text[start:end].split())
            if " " in text:
                surnames[text.rsplit(" ", 1)[1]] = text
            found.append((start, end, "name", surnames.get(text, text)))
        found.extend(_verbs(paragraph, names, lexicon))
        for start, end, kind, text in sorted(found):
            yield _word(kind, text, paragraph, start, end)


def _word(kind: str, text: str, paragraph: Paragraph, start: int, end: int) -> UnknownWord:
    kinds: dict[str, UnknownKind] = {"name": "name", "designation": "designation", "verb": "verb"}
    return UnknownWord(
        kind=kinds[kind],
        text=text,
        form=paragraph.text[start:end],
        span=paragraph.span(start, end),
        example=paragraph.sentence_span(start).text,
    )


def _names(paragraph: Paragraph, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the runs of proper nouns that meet nothing known."""
    run: list[Token] = []
    for token in paragraph.doc:
        end = token.idx + len(token)
        proper = token.tag_ in ("NNP", "NNPS") and token.text[:1].isupper()
        if proper and not _meets(token.idx, end, taken):
            if run and run[-1].i + 1 != token.i:
                yield _ends(run)
                run = []
            run.append(token)
        elif run:
            yield _ends(run)
            run = []
    if run:
        yield _ends(run)


def _ends(run: "list[Token]") -> tuple[int, int]:
    return run[0].idx, run[-1].idx + len(run[-1])


def _meets(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    return any(first < end and start < last for first, last in taken)


def _verbs(
    paragraph: Paragraph, names: list[tuple[int, int]], lexicon: EventLexicon
) -> Iterator[tuple[int, int, str, str]]:
    people = [(m.start, m.end) for m in paragraph.mentions if m.kind in _ACTING]
    cues = load_cues().verbs
    for token in paragraph.doc:
        form = token.lower_
        if not token.tag_.startswith("VB") or token.dep_ in ("aux", "auxpass") or form in _LIGHT:
            continue
        if lexicon.lemma(form) is not None or form in cues or not form.isalpha():
            continue
        if any(_plays(kid, [*people, *names]) for kid in token.children):
            yield token.idx, token.idx + len(token), "verb", stem_of(form)


def _plays(kid: "Token", people: list[tuple[int, int]]) -> bool:
    """Return whether a word under a verb is someone who does or suffers it."""
    if kid.dep_ not in _PLAYED:
        return False
    head = next(iter(kid.children), kid) if kid.dep_ == "agent" else kid
    return _meets(head.idx, head.idx + len(head), people)


def stem_of(form: str) -> str:
    """Return what the regular forms of a verb share: "jammed", "jamming" and "jams" give "jam"."""
    stem = _ENDINGS.sub("", form)
    if len(stem) < _LEAST_STEM:
        return form
    if len(stem) > _LEAST_STEM and stem[-1] == stem[-2] and stem[-1] not in "aeiousl":
        stem = stem[:-1]
    return stem
