"""What a word governs: the complement that would be its content if it reports speech or attitude.

Works on the parse alone. For every verb, noun and adjective it names the construction
("clause", "to", "ing", "object", "for", ...) and the characters of the complement; whether that
complement is someone's word is for the cue lexicon to say.
"""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token

CONTENT_PREPOSITIONS = frozenset(
    [
        "about",
        "against",
        "as",
        "for",
        "from",
        "of",
        "on",
        "over",
        "to",
        "toward",
        "towards",
        "upon",
        "with",
        "in",
        "into",
        "at",
        "by",
        "between",
    ]
)
BE = frozenset(["be", "is", "are", "was", "were", "been", "being", "am", "’s", "'s", "’re", "'re", "’m", "'m"])
_PLACE_TIME = frozenset(
    [
        "in",
        "on",
        "at",
        "during",
        "after",
        "before",
        "since",
        "from",
        "by",
        "via",
        "while",
        "through",
        "amid",
        "ahead",
        "following",
        "despite",
        "without",
        "along",
        "within",
        "outside",
        "throughout",
        "under",
    ]
)


class Complement(NamedTuple):
    """Tokens `first..last` (both included) governed by token `head` through `construction`."""

    head: int
    construction: str
    first: int
    last: int


def find_complement(token: "Token") -> Complement | None:
    """Return the complement of a verb, noun or adjective, or None when it governs none."""
    if token.tag_.startswith("VB") and token.dep_ not in ("aux", "auxpass"):
        return _verb_complement(token)
    if token.tag_ in ("NN", "NNS"):
        return _noun_complement(token)
    if token.tag_ == "JJ":
        return _adjective_complement(token)
    return None


def particle(token: "Token") -> str | None:
    """Return the particle of a phrasal verb ("rule *out*") in lower case, or None."""
    return next((kid.lower_ for kid in token.children if kid.dep_ == "prt"), None)


def _verb_complement(verb: "Token") -> Complement | None:
    right = [kid for kid in verb.children if kid.i > verb.i]
    passive = any(kid.dep_ in ("auxpass", "nsubjpass") for kid in verb.children)
    clause = next((kid for kid in right if kid.dep_ == "ccomp"), None)
    if clause is not None:
        kind = "clause"
        if any(kid.dep_ == "aux" and kid.lower_ == "to" for kid in clause.children):
            kind = "object+to"
        elif clause.tag_ == "VBG":
            kind = "ing"
        last = _coordinated_end(clause) if kind == "clause" else clause.right_edge.i
        return _passive(Complement(verb.i, kind, clause.left_edge.i, last), passive)
    infinitive = next((kid for kid in right if kid.dep_ in ("xcomp", "advcl") and _has_to(kid)), None)
    target = next((kid for kid in right if kid.dep_ in ("dobj", "dative")), None)
    if infinitive is not None and infinitive.dep_ == "xcomp":
        first = infinitive.left_edge.i
        kind = "to" if target is None else "object+to"
        return _passive(Complement(verb.i, kind, first, infinitive.right_edge.i), passive)
    gerund = next((kid for kid in right if kid.dep_ == "xcomp"), None)
    if gerund is not None:
        kind = "ing" if gerund.tag_ == "VBG" else "predicate"
        return _passive(Complement(verb.i, kind, gerund.left_edge.i, gerund.right_edge.i), passive)
    if target is not None:
        if target.i + 1 < len(verb.doc) and infinitive is not None and infinitive.i > target.i:
            return Complement(verb.i, "object+to", target.left_edge.i, infinitive.right_edge.i)
        extra = next(
            (k for k in right if k.i > target.i and k.dep_ == "prep" and k.lower_ in CONTENT_PREPOSITIONS), None
        )
        kind = f"object+{extra.lower_}" if extra is not None and extra.lower_ not in _PLACE_TIME else "object"
        if any(k.dep_ == "oprd" and k.i > target.i for k in right):
            kind = "object+predicate"
        last = _last_content(verb, target.i)
        return _passive(Complement(verb.i, kind, target.left_edge.i, last), passive)
    predicate = next((kid for kid in right if kid.dep_ in ("oprd", "acomp", "attr")), None)
    if predicate is not None and verb.lower_ not in BE:
        return _passive(Complement(verb.i, "predicate", predicate.left_edge.i, predicate.right_edge.i), passive)
    preposition = next((kid for kid in right if kid.dep_ == "prep" and kid.lower_ in CONTENT_PREPOSITIONS), None)
    if preposition is not None and preposition.right_edge.i > preposition.i:
        return _passive(Complement(verb.i, preposition.lower_, preposition.i + 1, preposition.right_edge.i), passive)
    return None


def _noun_complement(noun: "Token") -> Complement | None:
    for kid in noun.children:
        if kid.i < noun.i:
            continue
        if kid.dep_ in ("acl", "ccomp", "xcomp", "relcl"):
            if _has_to(kid):
                return Complement(noun.i, "to", kid.left_edge.i, kid.right_edge.i)
            marked = kid.left_edge
            if marked.lower_ == "that" and marked.dep_ == "mark":
                return Complement(noun.i, "clause", kid.left_edge.i, kid.right_edge.i)
        if kid.dep_ == "prep" and kid.right_edge.i > kid.i and kid.lower_ in CONTENT_PREPOSITIONS:
            return Complement(noun.i, kid.lower_, kid.i + 1, kid.right_edge.i)
    return None


def _adjective_complement(adjective: "Token") -> Complement | None:
    if adjective.dep_ not in ("acomp", "oprd", "conj", "ROOT", "ccomp", "advcl", "xcomp"):
        return None
    for kid in adjective.children:
        if kid.i < adjective.i:
            continue
        if kid.dep_ == "ccomp":
            return Complement(adjective.i, "clause", kid.left_edge.i, kid.right_edge.i)
        if kid.dep_ == "xcomp" and _has_to(kid):
            return Complement(adjective.i, "to", kid.left_edge.i, kid.right_edge.i)
        if kid.dep_ == "prep" and kid.right_edge.i > kid.i and kid.lower_ in CONTENT_PREPOSITIONS:
            return Complement(adjective.i, kid.lower_, kid.i + 1, kid.right_edge.i)
    return None


def _last_content(verb: "Token", target: int) -> int:
    """Return the last token of an object and the modifiers that belong to what was said."""
    last = verb.doc[target].right_edge.i
    for kid in verb.children:
        if kid.i <= target:
            continue
        if kid.dep_ in ("cc", "conj", "punct", "npadvmod") or (
            kid.dep_ == "prep" and kid.lower_ in _PLACE_TIME and kid.lower_ != "from"
        ):
            break
        if kid.dep_ == "advcl" and verb.doc[max(0, kid.left_edge.i - 1)].is_punct:
            break
        last = max(last, kid.right_edge.i)
    return last


def _coordinated_end(clause: "Token") -> int:
    """Return the last token of a content clause and of those joined to it by "and that", "but that"."""
    doc = clause.doc
    last = clause.right_edge.i
    end = clause.sent.end
    joined = False
    for at in range(last + 1, min(end - 2, last + 4)):
        if doc[at].dep_ == "cc" and doc[at].lower_ in ("and", "but", "or") and doc[at + 1].lower_ == "that":
            joined = True
        elif not (doc[at].is_punct or doc[at].is_quote):
            break
    if not joined:
        return int(last)
    stop = end - 1
    while stop > last and (doc[stop].is_punct or doc[stop].is_space):
        stop -= 1
    return int(stop)


def _passive(complement: Complement, passive: bool) -> Complement:
    return complement._replace(construction=f"passive {complement.construction}") if passive else complement


def _has_to(token: "Token") -> bool:
    return any(kid.lower_ == "to" and kid.dep_ == "aux" for kid in token.children)
