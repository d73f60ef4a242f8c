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
_CLOSING_MARKS = frozenset(["”", '"', "''"])
_OCCASION = frozenset(["as", "while", "when", "during", "amid"])
_RELATIVE = frozenset(["WP", "WDT", "WP$"])
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
        if doc[at].text not in (",", "—", "–"):
            continue
        mark = at + 1 if doc[at + 1].text in _CLOSING_MARKS and at + 2 <= last else at  # “…,” adding
        if not _outside_quote(doc, first, mark + 1 if mark > at else at):
            continue
        after = doc[mark + 1]
        word = after
        if after.dep_ == "advmod" and mark + 2 <= last:
            word = doc[mark + 2]
        comments = word.tag_ == "VBG" and (word.lower_ in _COMMENT or _reports(word, lexicon))
        if comments and word.dep_ in ("advcl", "acl", "dep", "conj", "prep", "pcomp", "ccomp", "xcomp", "ROOT"):
            return mark if mark > at else at - 1
        if after.lower_ in ("a", "an", "in") and any(
            doc[k].lower_ in _NOUNS for k in range(mark + 2, min(mark + 5, last + 1))
        ):
            return mark if mark > at else at - 1
    return last


def before_aside(doc: "Doc", first: int, last: int) -> int:
    """Return the last token of an object before an aside on one it names: "his engagement to X, who is …"."""
    for at in range(first + 1, last):
        if doc[at].text == "," and _outside_quote(doc, first, at):
            relative = next((doc[k] for k in (at + 1, at + 2) if k < last and doc[k].tag_ in _RELATIVE), None)
            if relative is not None and _clause_end(relative) >= last:
                return at - 1
        elif doc[at].text == "(" and doc[last].text == ")" and _outside_quote(doc, first, at):
            return at - 1
        elif at > first + 1 and _opens_occasion(doc[at], last) and _outside_quote(doc, first, at):
            return at - 2 if doc[at - 1].text == "," else at - 1
    return last


def _opens_occasion(mark: "Token", last: int) -> bool:
    """Return whether a clause with "as" or "after" tells when something was said, to the end of it."""
    if mark.lower_ not in ("as", "after") or mark.dep_ != "mark" or mark.head.right_edge.i < last:
        return False
    return mark.head.tag_ in ("VBD", "VBZ", "VBP")


def _clause_end(relative: "Token") -> int:
    """Return the last token of the clause that a relative pronoun opens, its preposition's too."""
    here = relative
    for _ in range(4):
        if here.dep_ == "relcl" or here.head.i == here.i:
            break
        here = here.head
    return int(here.right_edge.i)


def after_quotation(doc: "Doc", first: int, last: int) -> int:
    """Return the last token of a reported clause that ends in quoted words before the reporter goes on.

    "says he is “excited” as he faces a test": what follows the closing mark with "as", "while" or
    "during" tells of the occasion.
    """
    for at in range(last - 1, first + 1, -1):
        if doc[at].text in ("”", '"', "''") and doc[at + 1].lower_ in _OCCASION and _outside_quote(doc, first, at + 1):
            return at
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


def before_next_report(doc: "Doc", cue: "Token", first: int, last: int, lexicon: CueLexicon) -> int:
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
        if own and _parallel(doc, at, cue, lexicon) and not _has_quote(doc, first, at):
            return at - 2 if doc[at - 1].text == "," else at - 1
        if finite.tag_ != cue.tag_ or own or head.dep_ not in ("conj", "ROOT"):
            continue
        if _reports(finite, lexicon) or not any(token.tag_ == cue.tag_ for token in doc[first:at]):
            return at - 2 if doc[at - 1].text == "," else at - 1
    return last


def _parallel(doc: "Doc", at: int, cue: "Token", lexicon: CueLexicon) -> bool:
    """Return whether "and" is followed by another's report in the reporting tense: "…, and four in ten said …"."""
    for k in range(at + 1, min(len(doc), at + 10)):
        if doc[k].tag_ == cue.tag_ and doc[k].dep_ == "conj":
            reports = "say" in lexicon.families.get(lexicon.lemma(doc[k]) or "", ())
            return reports and any(kid.dep_ == "ccomp" and kid.i > k for kid in doc[k].children)
    return False


def _has_quote(doc: "Doc", first: int, at: int) -> bool:
    return any(doc[k].text in ('"', "“", "”", "''", "``") for k in range(first, at))


def _reports(word: "Token", lexicon: CueLexicon) -> bool:
    lemma = lexicon.lemma(word)
    return any(name in ("say", "ask", "commit") for name in lexicon.families.get(lemma or "", ()))


def _outside_quote(doc: "Doc", first: int, at: int) -> bool:
    marks = sum(1 for k in range(first, at) if doc[k].text in ('"', "“", "”", "''", "``"))
    return marks % 2 == 0
