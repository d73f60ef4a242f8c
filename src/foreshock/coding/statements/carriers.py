"""Through whom a statement reached the article: agencies and newspapers between it and its speaker."""

import re
from collections.abc import Sequence
from dataclasses import replace

from foreshock.coding.mentions import Mention
from foreshock.coding.parsed import Paragraph
from foreshock.coding.statements.attribution import Attribution, Carrier, Piece
from foreshock.coding.statements.outlets import GENERIC_MEDIA, outlet_name
from foreshock.coding.statements.sources import noun_phrase
from foreshock.terms.reading import Via

_CARRIED = re.compile(
    r"\b(?P<verb>carried|published|broadcast|aired|released|relayed|distributed|reported|quoted|cited|run|posted|printed)"
    r"\s+(?:\w+\s+){0,2}?(?:by|on|in)\s+(?:the\s+)?(?:\w+[’']s\s+)?(?:[\w-]+\s+){0,3}$"
)
_TOLD = re.compile(
    r"\b(?P<verb>told|tells|telling|interview\s+with|interview\s+to|spoke\s+to|speaking\s+to|statement\s+to|comments\s+to)"
    r"\s+(?:the\s+)?(?:\w+[’']s\s+)?(?:[\w-]+\s+){0,2}$"
)
_COVERED = 0.55  # share of an outlet's report that must itself be someone's words to make it a carrier only


def nest_carriers(attributions: Sequence[Attribution], paragraphs: Sequence[Paragraph]) -> list[Attribution]:
    """Return the attributions with reports of reports joined: "X said …, Yonhap reported".

    The inner one gets the outlet as a carrier; the outlet's own attribution goes when it holds
    hardly more than the inner one. Carriers already there stay nearest the speaker.
    """
    attributions = [_own_words(one, paragraphs) for one in attributions]
    carrying = [
        one
        for one in attributions
        if one.source is not None
        and one.rule != "statement.cited"
        and outlet_name(paragraphs[one.source[0]], one.source) is not None
    ]
    dropped: set[int] = set()
    changed: dict[int, Attribution] = {}
    for outer in carrying:
        for inner in attributions:
            if inner is outer or inner.paragraph != outer.paragraph or not _holds(outer, inner.cue):
                continue
            if inner.source is None or (outer.source is not None and inner.source == outer.source):
                continue
            current = changed.get(id(inner), inner)
            carrier = Carrier(outer.source or outer.cue, paragraphs[outer.paragraph].text[outer.cue[1] : outer.cue[2]])
            changed[id(inner)] = replace(current, carriers=(*current.carriers, carrier))
            if _size(inner) >= _COVERED * _size(outer):
                dropped.add(id(outer))
    return [changed.get(id(one), one) for one in attributions if id(one) not in dropped]


def _own_words(one: Attribution, paragraphs: Sequence[Paragraph]) -> Attribution:
    """Return a citing by someone who is no outlet ("the minister said, citing …") as that one's own words."""
    if one.rule != "statement.cited" or not one.carriers or one.source is None:
        return one
    carrier = one.carriers[-1].source
    if outlet_name(paragraphs[carrier[0]], carrier) is not None or _is_pronoun(paragraphs[carrier[0]], carrier):
        return one
    return replace(one, source=carrier, carriers=())


def _is_pronoun(paragraph: Paragraph, piece: Piece) -> bool:
    return paragraph.text[piece[1] : piece[2]].lower() in ("it", "they", "which", "that")


def find_via(attribution: Attribution, paragraphs: Sequence[Paragraph]) -> tuple[Via, ...]:
    """Return the carriers of an attribution, outermost last."""
    paragraph = paragraphs[attribution.paragraph]
    found = [
        Via(outlet=_named(paragraphs[carrier.source[0]], carrier.source), verb=carrier.verb)
        for carrier in attribution.carriers
    ]
    names = {via.outlet for via in found}
    sentence = paragraph.sentence_of(attribution.cue[1])
    for mention in paragraph.mentions_in(sentence.start_char, sentence.end_char):
        if mention.kind != "outlet" or _inside(attribution, mention.start) or _names_next(paragraph, mention):
            continue
        before = paragraph.text[max(sentence.start_char, mention.start - 80) : mention.start]
        match = _CARRIED.search(before) or _TOLD.search(before)
        name = mention.name or mention.text
        if match is not None and name not in names:
            found.append(Via(outlet=name, verb=match.group("verb").split()[0]))
            names.add(name)
    told = _told_outlet(paragraph, attribution)
    if told is not None and not found:
        found.append(told)
    found.extend(Via(outlet=name) for name in attribution.outlets if name not in names)
    return tuple(found)


def _names_next(paragraph: Paragraph, mention: Mention) -> bool:
    """Return whether a sort of outlet stands before its name: "state media KCNA"."""
    if mention.text[:1].isupper():
        return False
    return any(m.kind == "outlet" and 0 < m.start - mention.end <= 2 for m in paragraph.mentions)


def _told_outlet(paragraph: Paragraph, attribution: Attribution) -> Via | None:
    """Return the outlet that was told ("the minister told broadcaster ABC"), known to the pack or not."""
    cue = paragraph.doc[attribution.head]
    for kid in cue.children:
        if kid.dep_ not in ("dobj", "dative") or kid.i < cue.i or attribution.lemma != "tell":
            continue
        first, last = noun_phrase(kid, floor=cue.i)
        piece = (paragraph.index, paragraph.doc[first].idx, paragraph.doc[last].idx + len(paragraph.doc[last]))
        names = [token for token in paragraph.doc[first : last + 1] if token.tag_.startswith("NNP")]
        generic = any(token.lower_ in GENERIC_MEDIA for token in paragraph.doc[first : last + 1])
        name = outlet_name(paragraph, piece)
        if name is None and names and generic:
            name = paragraph.text[names[0].idx : names[-1].idx + len(names[-1])]
        if name is not None and not _inside(attribution, piece[1]):
            return Via(outlet=name, verb=cue.lower_)
    return None


def _named(paragraph: Paragraph, piece: Piece) -> str:
    """Return a carrier's name: as the pack has it, else its words without an article."""
    words = paragraph.text[piece[1] : piece[2]]
    return outlet_name(paragraph, piece) or re.sub(r"^(?:the|a|an)\s+", "", words, flags=re.IGNORECASE)


def _holds(outer: Attribution, cue: Piece) -> bool:
    return any(p == cue[0] and start <= cue[1] and cue[2] <= end for p, start, end in outer.content)


def _size(attribution: Attribution) -> int:
    whole = sum(end - start for _, start, end in attribution.content)
    source = attribution.source
    return whole + (source[2] - source[1] if source is not None else 0) + attribution.cue[2] - attribution.cue[1]


def _inside(attribution: Attribution, char: int) -> bool:
    pieces = [*attribution.content, *([attribution.source] if attribution.source is not None else [])]
    return any(p == attribution.paragraph and start <= char < end for p, start, end in pieces)
