"""One statement a speech act: quotations of one speaker that do different things are told apart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from foreshock.coding.parsed import Paragraph
from foreshock.coding.statements.attribution import Attribution, Piece
from foreshock.coding.statements.conditions import without_inverted
from foreshock.coding.utterances.classify import UtteranceWords, type_of_utterance
from foreshock.terms.reading import PloverType

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token


@dataclass(frozen=True, slots=True)
class Act:
    """An attribution whose content does one thing: `type`, or None when it only states."""

    attribution: Attribution
    type: PloverType | None


def split_acts(attribution: Attribution, paragraphs: Sequence[Paragraph], words: UtteranceWords) -> tuple[Act, ...]:
    """Return the acts of an attribution, in order: one, unless its pieces have different types.

    A piece without a type of its own goes with the act before it (the first with the one after).
    """
    token = paragraphs[attribution.paragraph].doc[attribution.head]
    negated = any(kid.dep_ == "neg" for kid in token.children)
    cue = _with_particle(attribution.lemma, token, words)
    if attribution.lemma == "tell" and attribution.rule == "statement.infinitive" and not negated:
        return (Act(attribution, "REQUEST"),)  # "told the envoy to leave"
    retold = cue not in words.cues and _tells_of_others(token)
    typed = [
        (piece, type_of_utterance(cue, without_inverted(_text(piece, paragraphs)), words, negated=negated or retold))
        for piece in attribution.content
    ]
    acts: list[tuple[list[Piece], PloverType | None]] = []
    for piece, kind in typed:
        if acts and (kind is None or acts[-1][1] is None or kind == acts[-1][1]):
            acts[-1] = ([*acts[-1][0], piece], acts[-1][1] or kind)
        else:
            acts.append(([piece], kind))
    return tuple(Act(replace(attribution, content=tuple(pieces)), kind) for pieces, kind in acts)


_ACTS = frozenset(
    ["agreed", "discussed", "urged", "condemned", "denounced", "accused", "criticized", "criticised", "rejected",
     "warned", "vowed", "pledged", "threatened", "demanded", "met", "promised"]
)  # fmt: skip


def _tells_of_others(cue: "Token") -> bool:
    """Return whether what is said is that others did something by words: "said that officials agreed to".

    It is then they who accuse or ask; a speaker who tells of "we" or of themselves does it.
    """
    told = next((kid for kid in cue.children if kid.dep_ == "ccomp"), None)
    if told is None or told.lower_ not in _ACTS:
        return False
    subject = next((kid for kid in told.children if kid.dep_ == "nsubj"), None)
    return subject is not None and subject.tag_.startswith("NN")


def _text(piece: Piece, paragraphs: Sequence[Paragraph]) -> str:
    return paragraphs[piece[0]].text[piece[1] : piece[2]]


def _with_particle(lemma: str, token: "Token", words: UtteranceWords) -> str:
    """Return the lemma with the word after it when the two are one verb ("rule out", "call for")."""
    if token.i + 1 >= len(token.doc):
        return lemma
    joined = f"{lemma}_{token.doc[token.i + 1].lower_}"
    return joined if joined in words.cues else lemma
