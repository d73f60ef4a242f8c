"""Who a reporting word belongs to: the noun phrase of its speaker, from the parse."""

from typing import TYPE_CHECKING

from foreshock.coding.statements.clauses import BE

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token

_SUBJECTS = ("nsubj", "csubj", "expl")
# Happenings and things: the parser may join a reporting word to them, but they say nothing.
_THINGS = frozenset(
    [
        *("launch", "launches", "test", "tests", "missile", "missiles", "drill", "drills", "exercise", "exercises"),
        *("attack", "attacks", "move", "moves", "step", "steps", "visit", "visits", "sanctions", "weapons", "rocket"),
    ]
)
_DASHES = frozenset(["—", "–", "--", "_"])
_SHARES = frozenset(["third", "quarter", "half", "majority", "fifth", "percent", "most", "many", "some", "few"])
_LONGEST_SHARE = 10  # words of "less than a third", "about 4 in 10 of those asked"
WRITINGS = frozenset(
    ["statement", "statements", "resolution", "letter", "letters", "email", "emails", "tweet", "tweets", "ad", "ads",
     "speech", "video", "message", "op-ed", "op-eds", "editorial", "release", "report", "memo", "post",
     "petition", "note"]
)  # fmt: skip
_LONGEST_CLIMB = 8


def find_source(cue: "Token") -> tuple[int, int] | None:
    """Return the first and last token of the speaker's noun phrase, or None when there is none."""
    if cue.tag_.startswith("NN"):
        return _of_noun(cue)
    if cue.tag_.startswith("JJ") and cue.dep_ in ("acomp", "oprd"):
        return _of_verb(cue.head)
    found = _of_verb(cue)
    if found is not None and cue.dep_ == "conj" and cue.doc[found[1]].lower_ in _THINGS:
        found = _of_reporter(cue) or found
    if found is None and cue.tag_ in ("VBD", "VBZ", "VBP"):
        return _just_before(cue)
    return found


def _of_reporter(cue: "Token") -> tuple[int, int] | None:
    """Return who reports the clause a cue was joined to: a launch urges nobody, the officials before it do."""
    token = cue
    for _ in range(_LONGEST_CLIMB):
        if token.dep_ == "ccomp":
            return _of_verb(token.head)
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def _just_before(verb: "Token") -> tuple[int, int] | None:
    """Return the noun phrase that ends just before a finite verb the parse left without a subject."""
    doc = verb.doc
    at = verb.i - 1
    while at > verb.sent.start and doc[at].dep_ in ("advmod", "aux", "neg", "npadvmod") and not _is_share(doc[at]):
        at -= 1
    share = at >= verb.sent.start and (_is_share(doc[at]) or doc[at].tag_ == "CD")
    if share:
        first = verb.sent.start
        return (first, at) if at - first < _LONGEST_SHARE else None
    if at < verb.sent.start or not (doc[at].tag_.startswith("NN") or doc[at].tag_ == "PRP"):
        return None
    first, last = noun_phrase(doc[at], limit=verb.i)
    return first, min(last, verb.i - 1)


def _ends_dateline(token: "Token") -> bool:
    return token.text in _DASHES or (token.text == "-" and token.i > 0 and token.nbor(-1).text == ")")


def _is_share(token: "Token") -> bool:
    """Return whether a word is a share of those asked, which the parser takes for a measure ("a third agreed")."""
    return token.lower_ in _SHARES


def noun_phrase(noun: "Token", *, limit: int | None = None, floor: int | None = None) -> tuple[int, int]:
    """Return the first and last token of a noun's phrase, kept between `floor` and `limit`."""
    first, last = noun.left_edge.i, noun.right_edge.i
    if limit is not None and first <= limit <= last:
        last = limit - 1
    if floor is not None and first <= floor <= last:
        first = floor + 1
    doc = noun.doc
    if doc[first].text.isupper():  # a dateline before the speaker: "NEW YORK (AP) — The envoy said"
        stop = min(last, first + 12)
        first = next((at + 1 for at in range(first, stop) if _ends_dateline(doc[at])), first)
    last = min(last, _aside_start(noun, last) - 1)
    while last > noun.i and (doc[last].is_punct or doc[last].is_space or doc[last].is_quote):
        last -= 1
    while first < noun.i and (doc[first].is_punct or doc[first].is_quote or doc[first].dep_ == "cc"):
        first += 1
    return first, last


def _aside_start(noun: "Token", last: int) -> int:
    """Return where a relative or participial aside after a comma starts, or just past the phrase."""
    doc = noun.doc
    for kid in noun.children:
        start = kid.left_edge.i
        if (
            kid.i > noun.i
            and kid.dep_ in ("relcl", "acl", "advcl", "amod")
            and start > 0
            and doc[start - 1].text == ","
        ):
            return int(start)
    return last + 1


def _of_verb(verb: "Token") -> tuple[int, int] | None:
    token = verb
    for _ in range(_LONGEST_CLIMB):
        found = _own_subject(token)
        if found is not None:
            return found
        head = token.head
        if head.i == token.i:
            return None
        if token.dep_ == "acl" and token.tag_ == "VBG" and _is_outlet_of(head):
            token = head.head
            continue
        if token.dep_ in ("acl", "relcl"):
            if head.tag_.startswith("NN") or head.tag_ in ("PRP", "DT"):
                if token is verb or token.tag_ == "VBG":
                    return noun_phrase(head, limit=token.left_edge.i)
                return noun_phrase(head, limit=token.left_edge.i)
            token = head
        elif token.dep_ == "xcomp":
            given = next((k for k in head.children if k.dep_ in ("dobj", "dative") and k.i < token.i), None)
            if given is not None and given.tag_ in ("PRP", "NNP", "NNPS", "NNS", "NN") and head.lower_ not in BE:
                return noun_phrase(given, limit=token.left_edge.i)
            token = head
        else:
            token = head
        if token.tag_.startswith("NN") and token.dep_ != "ROOT":
            owner = next((k for k in token.children if k.dep_ == "poss"), None)
            if owner is not None:
                return noun_phrase(owner)
    return None


def _is_outlet_of(noun: "Token") -> bool:
    """Return whether a noun is what someone speaks through: "put out a statement saying" is theirs to say."""
    if noun.lower_ not in WRITINGS or noun.head.i == noun.i:
        return False
    return noun.dep_ == "dobj" and noun.head.tag_.startswith("VB")


def _own_subject(verb: "Token") -> tuple[int, int] | None:
    passive = None
    nearest = _nearest_subject(verb)
    for kid in verb.children:
        if kid.dep_ in _SUBJECTS and kid.dep_ == "nsubj" and nearest is not None and kid.i < nearest.i:
            continue  # a dateline is taken for a subject
        if kid.dep_ in _SUBJECTS:
            outside = _before_bracket(kid)
            if outside is not None:
                return noun_phrase(outside, limit=verb.i)
            if kid.tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
                head = verb.head
                return noun_phrase(head, limit=verb.left_edge.i)
            return noun_phrase(kid, limit=verb.i if kid.i < verb.i else None, floor=verb.i if kid.i > verb.i else None)
        if kid.dep_ == "agent":
            agent = next((k for k in kid.children if k.dep_ == "pobj"), None)
            if agent is not None:
                return noun_phrase(agent)
        if kid.dep_ == "nsubjpass":
            passive = kid
    if passive is not None:
        return noun_phrase(passive, limit=verb.i if passive.i < verb.i else None)
    return None


def _nearest_subject(verb: "Token") -> "Token | None":
    """Return the last subject before a verb, None when none stands before it."""
    return next((kid for kid in reversed(list(verb.children)) if kid.dep_ == "nsubj" and kid.i < verb.i), None)


def _before_bracket(noun: "Token") -> "Token | None":
    """Return the name before the brackets a subject was found in ("Ann Lee (R-Ohio) said"), None outside brackets."""
    doc = noun.doc
    for at in range(noun.i - 1, max(noun.i - 5, 0), -1):
        if doc[at].text == ")":
            return None
        if doc[at].text in ("(", "["):
            return doc[at - 1] if doc[at - 1].tag_.startswith("NN") else None
    return None


def _of_noun(noun: "Token") -> tuple[int, int] | None:
    for kid in noun.children:
        if kid.dep_ == "poss":
            return noun_phrase(kid)
    for kid in noun.children:
        if kid.dep_ == "prep" and kid.lower_ in ("by", "from", "among") and kid.i > noun.i:
            whose = next((k for k in kid.children if k.dep_ == "pobj"), None)
            if whose is not None:
                return noun_phrase(whose)
    token = noun
    for _ in range(_LONGEST_CLIMB):
        head = token.head
        if head.i == token.i:
            return None
        if head.tag_.startswith("VB"):
            if token.dep_ in ("nsubj", "nsubjpass"):
                return None
            return _of_verb(head)
        token = head
    return None


def inverted_source(cue: "Token") -> tuple[int, int] | None:
    """Return the speaker that follows the cue ("…", said the minister), or None."""
    for kid in cue.children:
        if (
            kid.i > cue.i
            and kid.dep_ in ("nsubj", "dobj", "attr", "nsubjpass")
            and (kid.tag_.startswith("NN") or kid.tag_ == "PRP")
        ):
            return noun_phrase(kid, floor=cue.i)
    return None
