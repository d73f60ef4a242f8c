"""The grammar references rest on: subjects, relative clauses, determiners."""

from itertools import islice
from typing import TYPE_CHECKING

from foreshock.coding.mentions import Mention

if TYPE_CHECKING:
    from foreshock.coding.tokens import Doc, Token, Tokens

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_CLIMB = 12  # clauses a reference looks up through
_KIDS = 60  # words below one verb that are looked at: cost stays linear in any text
_WORDS = frozenset(["statement", "statements", "remarks", "comments", "speech", "message", "letter", "address"])
DEFINITE = frozenset(["the", "this", "that", "these", "those"])
WEEKDAYS_MONTHS = frozenset(
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March",
     "April", "May", "June", "July", "August", "September", "October", "November", "December", "Jan.", "Feb.", "Mar.",
     "Apr.", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."]
)  # fmt: skip


def tokens_of(doc: "Doc", mention: Mention) -> "Tokens | None":
    """Return the tokens a mention covers, whole tokens only added."""
    return doc.char_span(mention.start, mention.end)


def is_subject(tokens: "Tokens | None") -> bool:
    """Return whether a phrase is the subject of its clause."""
    return tokens is not None and len(tokens) > 0 and tokens.root.dep_ in SUBJECTS


def is_main_subject(tokens: "Tokens | None") -> bool:
    """Return whether a phrase is the subject of the sentence's own verb, or whose words that subject are."""
    if tokens is None or not len(tokens):
        return False
    root = tokens.root
    if root.dep_ == "poss" and root.head.lower_ in _WORDS:
        root = root.head
    return root.dep_ in SUBJECTS and root.head.dep_ in ("ROOT", "conj")


def subjects_above(token: "Token", *, skip_own_clause: bool) -> "list[Token]":
    """Return the subjects that command a pronoun, nearest clause first.

    A relative pronoun stands for the noun its clause describes. `skip_own_clause` leaves out the
    subject of the pronoun's own clause, which an object pronoun cannot mean.
    """
    found: list[Token] = []
    here, clauses = token, 0
    for _ in range(_CLIMB):
        if here.dep_ in ("ROOT", "ccomp", "advcl", "relcl", "acl", "xcomp"):
            clauses += 1
            own = skip_own_clause and clauses == 1
            found += [
                here.head if kid.tag_ in ("WDT", "WP") and here.dep_ == "relcl" else kid
                for kid in islice(here.lefts, _KIDS)
                if kid.dep_ in SUBJECTS and kid.i < token.i and not own
            ]
            if token.tag_ == "PRP$":  # "X will …, its minister said": the reported clause goes before
                found += [
                    kid
                    for clause in islice(here.lefts, _KIDS)
                    if clause.dep_ == "ccomp" and clause.i < token.i
                    for kid in islice(clause.lefts, _KIDS)
                    if kid.dep_ in SUBJECTS
                ]
            dated = any(kid.lower_ == "when" for kid in islice(here.lefts, _KIDS))  # "since May, when it …"
            if here.dep_ == "relcl" and not dated and here.head.i < token.i and here.head not in found:
                found.append(here.head)
        if here.head.i == here.i:
            break
        here = here.head
    return found


def is_expletive(token: "Token") -> bool:
    """Return whether an "it" stands for nothing: "it is clear that", "it was not known whether"."""
    if token.dep_ == "expl":
        return True
    verb = token.head
    if token.dep_ not in SUBJECTS:
        return False
    clausal = any(
        kid.dep_ in ("ccomp", "csubj", "advcl", "xcomp") and kid.i > verb.i for kid in islice(verb.children, _KIDS)
    )
    described = any(kid.dep_ in ("acomp", "attr") for kid in islice(verb.children, _KIDS))
    return verb.lower_ in _SEEMING or (clausal and (token.dep_ == "nsubjpass" or (described and verb.lower_ in _BEING)))


def counted_owner(subject: "Token") -> "Token | None":
    """Return whose deed an "it" is said to be ("It was the country's third test"), None when it is said of no deed."""
    verb = subject.head
    if subject.lower_ != "it" or subject.dep_ not in SUBJECTS or verb.lower_ not in _BEING:
        return None
    deeds = [kid for kid in islice(verb.children, _KIDS) if kid.dep_ == "attr" and kid.i > verb.i]
    return next((owner for deed in deeds if (owner := possessor(deed)) is not None), None)


_BEING = frozenset(["is", "was", "'s", "’s", "be", "been", "remains", "remained", "becomes", "became"])
_SEEMING = frozenset(["seems", "seemed", "appears", "appeared", "rained", "snowed", "took", "takes"])


def determiner(token: "Token") -> "Token | None":
    """Return the article or demonstrative of a noun, None when it has none."""
    return next((kid for kid in token.children if kid.dep_ == "det" and kid.i < token.i), None)


def possessor(token: "Token") -> "Token | None":
    """Return the word that owns a noun ("its", "Kim" in "Kim's"), None when it has none."""
    return next((kid for kid in token.children if kid.dep_ == "poss" and kid.i < token.i), None)
