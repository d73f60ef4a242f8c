"""Finding attributions in parsed paragraphs: every rule in turn, then one attribution a cue."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from foreshock.coding.statements.attribution import Attribution, join_pieces
from foreshock.coding.statements.citing import apply_citing
from foreshock.coding.statements.clauses import find_complement
from foreshock.coding.statements.cues import CueLexicon
from foreshock.coding.statements.pieces import from_found, from_spoken, piece_of, source_piece, with_quotation
from foreshock.coding.statements.quotations import Quotation, find_quotations
from foreshock.coding.statements.quoted import quoted_tokens, read_quotations
from foreshock.coding.statements.sentences import (
    find_according_to,
    find_as_clause,
    find_label,
    find_left_content,
    find_rest,
)
from foreshock.coding.statements.sources import find_source
from foreshock.coding.statements.spoken import find_colon_lead
from foreshock.coding.statements.tails import (
    after_quotation,
    before_aside,
    before_next_predicate,
    before_next_report,
    is_stirred,
    trim_tail,
)

if TYPE_CHECKING:
    from foreshock.coding.tokens import Doc, Token

LEAST_SCORE = 0.38
# Where no theater says whose words count, weaker signs do too; settled on the training part of PolNeAR.
_LOOSE = {"clause": 0.25, "ing": 0.25, "object": 0.32, "to": 0.35, "object+to": 0.35}
_LOOSE_NOUN = 0.28
COMMITMENTS = frozenset(
    [
        "pledge",
        "vow",
        "promise",
        "threaten",
        "swear",
        "warn",
        "reiterate",
        "reaffirm",
        "condemn",
        "denounce",
        "welcome",
        "accuse",
        "demand",
        "urge",
        "apologize",
        "apologise",
        "order",
    ]
)
COMMITMENT_SCORE = 0.55  # these words are speech by an official in wire copy, whatever the campaign trail shows


def find_attributions(
    docs: "Sequence[Doc]", lexicon: CueLexicon, *, least: float = LEAST_SCORE, loose: bool = False
) -> tuple[Attribution, ...]:
    """Return the attributions of an article's paragraphs, in order of their first content.

    `least` is the score a reporting word must reach; `loose` lets weaker ones pass, clauses and nouns above all.
    """
    found: list[Attribution] = []
    last: int | None = None  # index in `found` of the latest directly quoted attribution
    lead: tuple[int, Attribution] | None = None
    for number, doc in enumerate(docs):
        quotations = find_quotations(doc.text)
        spoken, orphans, last_direct = read_quotations(number, doc, quotations, lexicon)
        merged = apply_citing(
            number, doc, _merge([*spoken, *_read_parse(number, doc, quotations, lexicon, least, loose)])
        )
        base = len(found)
        found.extend(merged)
        for orphan in orphans:
            owner = _owner(found, base, last, number, orphan, lead)
            if owner is None:
                continue
            if isinstance(owner, Attribution):
                found.append(owner)
                last = len(found) - 1
                continue
            piece = (number, orphan.start, orphan.end)
            target = found[owner]
            found[owner] = replace(target, content=join_pieces([*target.content, piece]))
            last = owner
        if last_direct is not None:
            for at in range(len(found) - 1, base - 1, -1):
                if found[at].head == last_direct:
                    last = at
                    break
        leading = find_colon_lead(doc, lexicon)
        lead = (number, from_spoken(number, doc, leading, (), lexicon)) if leading is not None else None
    return tuple(sorted((a for a in found if a.content), key=lambda a: (a.content[0], a.cue)))


def _owner(
    found: list[Attribution],
    base: int,
    last: int | None,
    number: int,
    orphan: Quotation,
    lead: tuple[int, Attribution] | None,
) -> int | Attribution | None:
    """Return the attribution a quotation without a cue continues, or a new one for a colon lead."""
    leads = lead is not None and lead[0] == number - 1
    led = any(a.paragraph == number and a.rule == "statement.colon_lead" for a in found[base:])
    follows = last is not None and found[last].rule == "statement.colon_lead" and found[last].paragraph == number - 1
    if lead is not None and leads and not led and not follows:
        return replace(lead[1], content=((number, orphan.start, orphan.end),))
    if last is not None:
        nearest = max(p for p, _, _ in found[last].content)
        if nearest == number or (nearest == number - 1):
            return last
    return None


def _read_parse(
    number: int, doc: "Doc", quotations: tuple[Quotation, ...], lexicon: CueLexicon, least: float, loose: bool
) -> Iterator[Attribution]:
    """Yield what the parse alone shows."""
    inside = quoted_tokens(doc, quotations)
    for sent in doc.sents:
        for found in find_according_to(sent):
            yield from_found(number, doc, found, "according_to")
        if sent.start == 0:
            label = find_label(sent, len(doc))
            if label is not None:
                yield from_found(number, doc, label, "label")
    for token in doc:
        if token.tag_[:2] not in ("VB", "NN", "JJ") or inside[token.i] or is_stirred(token):
            continue
        lemma = lexicon.lemma(token)
        if lemma is None:
            continue
        left = (find_left_content(token, lexicon) or find_as_clause(token, lexicon)) if token.tag_[0] == "V" else None
        complement = find_complement(token)
        if complement is not None and complement.first > token.i:
            score = lexicon.score(token, complement, quoted=inside[token.i])
            if lemma in COMMITMENTS and _is_commitment(token, complement.construction):
                score = max(score, COMMITMENT_SCORE)
            clausal = complement.construction in ("clause", "ing")
            enough = min(least, _least_of(token.tag_, complement.construction)) if loose else least
            if score >= enough and not (left is not None and not clausal):
                first, last = complement.first, complement.last
                if complement.construction == "clause":
                    last = trim_tail(doc, first, last, lexicon)
                    last = after_quotation(doc, first, before_next_report(doc, token, first, last, lexicon))
                else:
                    last = before_aside(doc, first, before_next_predicate(doc, first, last))
                piece = with_quotation(piece_of(number, doc, first, last), doc.text, quotations, clausal=clausal)
                yield Attribution(
                    number,
                    token.i,
                    piece_of(number, doc, token.i, token.i),
                    source_piece(number, doc, find_source(token)),
                    (piece,),
                    lemma,
                    _rule(token.tag_, complement.construction),
                    round(score, 2),
                )
                if left is not None and left.rule != "statement.as_clause":
                    left = None
        if left is not None:
            yield from_found(number, doc, left, lemma)
        elif complement is None or complement.construction in ("predicate", "object", "in", "on", "at"):
            rest = find_rest(token, lexicon)
            if rest is not None:
                yield from_found(number, doc, rest, lemma)


def _least_of(tag: str, construction: str) -> float:
    """Return the least score of a construction where weak signs count."""
    return _LOOSE_NOUN if tag[0] == "N" else _LOOSE.get(construction.removeprefix("passive "), LEAST_SCORE)


def _is_commitment(token: "Token", construction: str) -> bool:
    if not token.tag_.startswith("VB") or construction.startswith("passive") or token.dep_ in ("amod", "acl"):
        return token.dep_ == "acl" and token.tag_ == "VBG"
    return construction in ("to", "clause", "object", "object+for", "object+to", "of", "object+as", "ing")


def _rule(tag: str, construction: str) -> str:
    if tag[0] == "N":
        return "statement.noun"
    if tag[0] == "J":
        return "statement.adjective"
    base = construction.removeprefix("passive ")
    if base in ("clause", "ing"):
        return "statement.clausal"
    if base in ("to", "object+to"):
        return "statement.infinitive"
    return "statement.object"


def _merge(attributions: list[Attribution]) -> list[Attribution]:
    """Return one attribution per cue token: contents joined, the surest rule kept."""
    by_cue: dict[int, Attribution] = {}
    for one in attributions:
        other = by_cue.get(one.head)
        if other is None:
            by_cue[one.head] = one
            continue
        best, rest = (one, other) if one.score > other.score else (other, one)
        by_cue[one.head] = replace(
            best, content=join_pieces([*best.content, *rest.content]), source=best.source or rest.source
        )
    return list(by_cue.values())
