"""The reporter's own words at the end of a reported clause, which the speaker never said."""

from typing import TYPE_CHECKING

from foreshock.coding.statements.cues import CueLexicon

if TYPE_CHECKING:
    from foreshock.coding.tokens import Doc, Token

_COMMENT = frozenset(
    ["setting", "raising", "prompting", "signaling", "signalling", "marking", "underscoring", "underlining",
     "fueling", "fuelling", "stoking", "deepening", "heightening", "ratcheting", "highlighting", "dashing", "dimming",
     "complicating", "paving", "casting", "sparking", "triggering", "drawing", "ending", "escalating", "adding",
     "hinting", "leaving", "suggesting", "reversing", "echoing", "contradicting", "confirming", "dealing", "capping",
     "following", "reflecting", "bringing", "putting", "throwing", "opening", "widening", "testing", "further",
     "citing", "referring", "quoting"]
)  # fmt: skip
_STIRRING = frozenset(
    [
        *("raise", "raises", "raised", "raising", "cast", "casts", "casting", "fuel", "fuels", "fueled", "fuelled"),
        *("fueling", "fuelling", "stoke", "stokes", "stoked", "stoking", "spark", "sparks", "sparked", "sparking"),
        *("heighten", "heightens", "heightened", "heightening", "deepen", "deepens", "deepened", "deepening"),
        *(
            "ease",
            "eases",
            "eased",
            "easing",
            "dash",
            "dashes",
            "dashed",
            "dashing",
            "dim",
            "dims",
            "dimmed",
            "dimming",
        ),
        *("trigger", "triggers", "triggered", "triggering", "allay", "allays", "allayed", "allaying"),
        *("renew", "renews", "renewed", "renewing", "revive", "revives", "revived", "reviving"),
    ]
)
_NOUNS = frozenset(
    ["move", "sign", "signal", "step", "reference", "remark", "comment", "apparent", "claim", "charge", "term"]
)


def is_stirred(noun: "Token") -> bool:
    """Return whether a noun is a feeling that events stir in nobody named: "raising new doubts about"."""
    return noun.tag_ in ("NN", "NNS") and noun.dep_ in ("dobj", "nsubjpass") and noun.head.lower_ in _STIRRING


def trim_tail(doc: "Doc", first: int, last: int, lexicon: CueLexicon) -> int:
    """Return the last token of the clause `first..last` without the reporter's comment on it.

    A comment is a participle after a comma that judges the utterance ("setting the stage for") or
    reports a further one ("pledging to respond"), or an apposition to it ("a sign that", "in a move").
    """
    for at in range(first + 3, last):
        if doc[at].text not in (",", "—", "–") or not _outside_quote(doc, first, at):
            continue
        after = doc[at + 1]
        word = after
        if after.dep_ == "advmod" and at + 2 <= last:
            word = doc[at + 2]
        comments = word.tag_ == "VBG" and (word.lower_ in _COMMENT or _reports(word, lexicon))
        if comments and word.dep_ in ("advcl", "acl", "dep", "conj", "prep", "pcomp", "ccomp", "xcomp", "ROOT"):
            return at - 1
        if after.lower_ in ("a", "an", "in") and any(
            doc[k].lower_ in _NOUNS for k in range(at + 2, min(at + 5, last + 1))
        ):
            return at - 1
    return last


def before_next_predicate(doc: "Doc", first: int, last: int) -> int:
    """Return the last token of an object before "and" and a finite verb without a subject of its own.

    Such a verb goes on with the reporting one ("praised the plan and said"); the parser at times
    hangs it on a noun of the object.
    """
    for at in range(first + 1, last):
        if doc[at].dep_ != "cc" or not _outside_quote(doc, first, at):
            continue
        verb = at + 1
        while verb < last and doc[verb].dep_ in ("advmod", "aux", "neg"):
            verb += 1
        governs = any(kid.dep_ in ("nsubj", "nsubjpass") for kid in doc[verb].children)
        joins = doc[verb].tag_ in ("VBD", "VBZ") and doc[verb].dep_ == "conj" and not governs
        if joins and not any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in doc[first:at]):
            return at - 2 if doc[at - 1].text == "," else at - 1
    return last


def before_next_report(doc: "Doc", cue: "Token", first: int, last: int) -> int:
    """Return the last token of a reported clause before "and" and a verb that goes on with the reporting one.

    "says he would stay and tells them to wait": the second verb has the first one's tense, which
    differs from that of the clause between them, and no subject of its own.
    """
    if cue.tag_ not in ("VBD", "VBZ"):
        return last
    for at in range(first + 3, last):
        if doc[at].dep_ != "cc" or not _outside_quote(doc, first, at):
            continue
        verb = at + 1
        while verb < last and doc[verb].dep_ in ("advmod", "neg"):
            verb += 1
        finite = doc[verb]
        head = finite.head if finite.dep_ in ("aux", "auxpass") else finite
        own = any(kid.dep_ in ("nsubj", "nsubjpass", "expl") for kid in head.children)
        if finite.tag_ != cue.tag_ or own or head.dep_ not in ("conj", "ROOT"):
            continue
        if not any(token.tag_ == cue.tag_ for token in doc[first:at]):
            return at - 2 if doc[at - 1].text == "," else at - 1
    return last


def _reports(word: "Token", lexicon: CueLexicon) -> bool:
    lemma = lexicon.lemma(word)
    return any(name in ("say", "ask", "commit") for name in lexicon.families.get(lemma or "", ()))


def _outside_quote(doc: "Doc", first: int, at: int) -> bool:
    marks = sum(1 for k in range(first, at) if doc[k].text in ('"', "“", "”", "''", "``"))
    return marks % 2 == 0
