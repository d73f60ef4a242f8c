"""How a happening stands: happened, ongoing, scheduled, possible, threatened, demanded, denied, cancelled.

The words that say so stand above the happening in the parse: its own tense and modals, the verbs
that govern it ("plans to", "called off", "has threatened to"), nouns ("signs of", "plans for").
"""

from typing import TYPE_CHECKING, NamedTuple

from foreshock.coding.events.grammar import auxiliaries, has_to, is_negated, is_noun, is_verb, particle_of
from foreshock.coding.events.lexicon import EventLexicon
from foreshock.terms.reading import Status

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token

_POSSIBLE = frozenset(["may", "might", "could", "can"])
_FUTURE = frozenset(["will", "shall", "’ll", "'ll", "wo", "would"])
_OUGHT = frozenset(["must", "should", "ought"])
_NOUNS: dict[str, Status] = {
    "plan": "scheduled", "plans": "scheduled", "schedule": "scheduled", "intention": "scheduled",
    "preparation": "possible", "preparations": "possible", "sign": "possible", "signs": "possible",
    "possibility": "possible", "prospect": "possible", "likelihood": "possible", "risk": "possible",
    "fear": "possible", "fears": "possible", "proposal": "possible", "chance": "possible", "idea": "possible",
    "threat": "threatened", "threats": "threatened", "warning": "possible", "invitation": "possible",
    "cancellation": "cancelled", "suspension": "cancelled", "postponement": "cancelled", "halt": "cancelled",
    "call": "demanded", "calls": "demanded", "demand": "demanded", "demands": "demanded", "end": "cancelled",
    "attempt": "happened", "offer": "possible", "request": "demanded", "absence": "cancelled",
    "contract": "scheduled", "deal": "scheduled", "agreement": "scheduled", "pact": "scheduled",
}  # fmt: skip
# What is heard and can be denied: "dismissed a report that …".
_HEARSAY = frozenset(
    ["report", "reports", "claim", "claims", "allegation", "allegations", "accusation", "accusations", "suggestion",
     "suggestions", "rumor", "rumors", "rumour", "rumours", "assertion", "assertions", "charge", "charges"]
)  # fmt: skip
_DISMISSING = frozenset(
    ["dismissed", "dismisses", "dismiss", "dismissing", "rejected", "rejects", "reject", "rejecting", "denied",
     "denies", "deny", "denying", "refuted", "refutes", "rebutted", "disputed", "disputes", "rubbished", "false",
     "untrue"]
)  # fmt: skip
_COMING_ABOUT = frozenset(["take", "took", "taken", "go", "gone", "went", "happen", "happened", "occur", "occurred",
                           "materialize", "materialise", "proceed", "held", "hold"])  # fmt: skip
_SIGNING = frozenset(["signed", "signs", "sign", "signing"])
_CALLING = frozenset(["call", "press", "push", "appeal", "ask"])
_PREMODIFIERS: dict[str, Status] = {
    "planned": "scheduled", "upcoming": "scheduled", "scheduled": "scheduled", "possible": "possible",
    "potential": "possible", "future": "possible", "threatened": "threatened", "canceled": "cancelled",
    "cancelled": "cancelled", "proposed": "possible", "imminent": "possible", "suspended": "cancelled",
    "postponed": "cancelled", "forthcoming": "scheduled", "stalled": "cancelled", "expected": "scheduled",
    "further": "possible", "another": "possible", "new": "possible", "ongoing": "ongoing", "any": "possible",
}  # fmt: skip
_ADJECTIVES: dict[str, Status] = {
    "likely": "possible", "possible": "possible", "ready": "scheduled", "due": "scheduled", "set": "scheduled",
    "able": "possible", "willing": "scheduled", "prepared": "scheduled", "poised": "possible", "scheduled": "scheduled",
    "imminent": "possible", "unlikely": "possible", "bound": "scheduled", "slated": "scheduled",
}  # fmt: skip
_VERB_STATUS: tuple[tuple[str, Status], ...] = (
    ("denied", "denied"), ("cancelled", "cancelled"), ("threatened", "threatened"), ("demanded", "demanded"),
    ("scheduled", "scheduled"), ("possible", "possible"),
)  # fmt: skip


class Standing(NamedTuple):
    """A status, with the verb above that settled it (None: the happening's own form)."""

    status: Status
    by: "Token | None" = None


def standing_of(trigger: "Token", lexicon: EventLexicon) -> Standing:
    """Return how the happening named by a verb or noun stands."""
    if is_noun(trigger):
        found = _of_noun(trigger)
        verb = _governor(trigger)
        if found is not None:
            above = _by_verb(verb, lexicon, governs=True) if verb is not None and found.by is None else None
            called_off = above is not None and above.status == "cancelled" and trigger.dep_ in ("dobj", "nsubjpass")
            return above if above is not None and called_off else found  # "cancelled a planned visit"
        if verb is None:
            return Standing("happened")
        if is_negated(verb) and verb.lower_ in _COMING_ABOUT and trigger.dep_ in ("nsubj", "nsubjpass"):
            return Standing("cancelled", verb)  # "the talks did not take place"
        own = _by_verb(verb, lexicon, governs=True)
        if own is not None:
            tense = _own_tense(verb, lexicon)
            if tense is not None and own.status == "cancelled" and tense.status != "happened":
                return Standing("possible", verb)
            return own
        return standing_of(verb, lexicon)
    if any(kid.dep_ in ("nsubjpass", "dobj") and _is_none(kid) for kid in trigger.children):
        return Standing("denied")
    if trigger.lower_ == "due":
        return Standing("scheduled")
    if is_denied_hearsay(trigger):
        return Standing("denied", trigger.head)
    return _own_tense(trigger, lexicon) or Standing("happened")


def _is_none(noun: "Token") -> bool:
    return any(kid.dep_ == "det" and kid.lower_ == "no" for kid in noun.children)


def is_denied_hearsay(verb: "Token") -> bool:
    """Return whether a verb tells what a report or claim says that somebody dismisses."""
    noun = verb.head
    if verb.dep_ not in ("acl", "relcl", "ccomp") or noun.lower_ not in _HEARSAY:
        return False
    return any(up.lower_ in _DISMISSING for up in (noun.head, noun.head.head, noun.head.head.head))


def _governor(noun: "Token") -> "Token | None":
    at = noun
    for _ in range(6):
        if at.head.i == at.i:
            return None
        at = at.head
        if is_verb(at):
            return at
        if at.dep_ in ("relcl", "acl"):
            return None
    return None


def _of_noun(noun: "Token") -> Standing | None:
    for kid in noun.children:
        status = _PREMODIFIERS.get(kid.lower_) if kid.i < noun.i else None
        if status is not None and kid.lower_ not in ("further", "another", "new", "any"):
            return Standing(status)
    above = noun.head
    if noun.dep_ == "pobj" and above.head.i != above.i and is_noun(above.head):
        status = _NOUNS.get(above.head.lower_)
        if status is not None and status != "happened":
            return Standing(status, above.head)
    if is_noun(above) and noun.dep_ == "compound":
        status = _NOUNS.get(above.lower_)
        if status is not None:
            return Standing(status, above)
    return None


def _by_verb(verb: "Token", lexicon: EventLexicon, *, governs: bool) -> Standing | None:
    """Return what a verb of planning, calling off, threatening ... makes of what it governs."""
    lemma = lexicon.lemma(verb.lower_)
    if lemma is None:
        return None
    part = particle_of(verb)
    names = (f"{lemma}+{part}",) if part else (lemma,)
    for group, status in _VERB_STATUS:
        if any(name in lexicon.operators[group] for name in names):
            if group == "scheduled" and lemma in ("announce", "confirm", "agree", "decide") and not governs:
                continue
            if group == "cancelled" and is_negated(verb):
                continue
            if group == "scheduled" and lemma in ("confirm", "announce") and is_noun_done(verb):
                continue
            if status == "scheduled" and auxiliaries(verb) & _POSSIBLE:
                return Standing("possible", verb)  # "may be planning to"
            return Standing(status, verb)
    if lemma in _CALLING and any(kid.lower_ in ("for", "on", "to") and kid.dep_ == "prep" for kid in verb.children):
        return Standing("demanded", verb)
    return None


def is_noun_done(verb: "Token") -> bool:
    """Return whether the object of "announced", "confirmed" is told as a fact ("confirmed the launch")."""
    target = next((kid for kid in verb.children if kid.dep_ == "dobj"), None)
    return target is not None and any(kid.lower_ in ("the", "its", "their") for kid in target.children)


def _own_tense(verb: "Token", lexicon: EventLexicon) -> Standing | None:
    aux = auxiliaries(verb)
    if any(kid.dep_ == "mark" and kid.lower_ == "whether" for kid in verb.children):
        return Standing("possible")
    if is_negated(verb):
        if aux & _FUTURE or aux & _POSSIBLE:
            return Standing("denied")
        return Standing("denied")
    if aux & _OUGHT:
        return Standing("demanded", verb)
    if aux & _POSSIBLE:
        return Standing("possible")
    if aux & _FUTURE:
        hedge = any(kid.lower_ in ("likely", "possibly", "probably") for kid in verb.children)
        return Standing("possible" if hedge else "scheduled")
    if any(kid.dep_ == "aux" and kid.lower_ == "to" for kid in verb.children) or verb.dep_ == "xcomp":
        return _above(verb, lexicon)
    if verb.dep_ == "pcomp" or (verb.dep_ == "conj" and is_verb(verb.head)):
        above = verb.head
        if verb.dep_ == "conj":
            if verb.tag_ in ("VB", "VBN", "VBG"):
                return _own_tense(above, lexicon)
        elif is_noun(above.head):
            status = _NOUNS.get(above.head.lower_)
            if status is not None:
                return Standing(status, above.head)
        elif is_verb(above.head):
            found = _by_verb(above.head, lexicon, governs=True)
            if found is not None:
                return found
    if verb.tag_ == "VBG" and aux & {"is", "are", "’s", "'s", "’re", "am", "been"}:
        return Standing("ongoing")
    if verb.dep_ == "ccomp" and is_verb(verb.head):
        found = _by_verb(verb.head, lexicon, governs=True)
        if found is not None and (found.status in ("denied", "demanded") or verb.tag_ == "VB"):
            return found
    if verb.dep_ == "advcl" and any(kid.lower_ in ("if", "unless") for kid in verb.children if kid.dep_ == "mark"):
        return Standing("possible")
    if verb.tag_ in ("VBZ", "VBP"):
        return Standing("ongoing")
    return Standing("happened")


def _above(verb: "Token", lexicon: EventLexicon) -> Standing:
    """Return how an infinitive stands by what governs it."""
    above = verb.head
    if above.i == verb.i:
        return Standing("scheduled")
    if verb.dep_ == "conj" and is_verb(above):
        return _own_tense(above, lexicon) or Standing("happened")
    if is_noun(above):
        return Standing(_NOUNS.get(above.lower_, "possible"), above)
    if above.tag_.startswith("JJ") or above.lower_ in _ADJECTIVES:
        return Standing(_ADJECTIVES.get(above.lower_, "possible"), above)
    if above.lower_ in ("is", "are", "was", "were"):
        return Standing("scheduled", above)
    lemma = lexicon.lemma(above.lower_)
    if lemma is not None and lemma in lexicon.operators["failed"]:
        return Standing("denied", above)
    found = _by_verb(above, lexicon, governs=True)
    if found is not None:
        return found
    if lemma in ("begin", "start", "continue", "help", "manage", "come", "go", "move"):
        return _own_tense(above, lexicon) or Standing("happened")
    if has_to(verb) and verb.dep_ == "advcl":
        if above.lower_ in _SIGNING:
            return Standing("scheduled", above)
        return Standing("possible", above)
    if lemma in ("pledge", "promise", "agree", "offer", "vow", "commit", "swear"):
        return Standing("threatened" if lemma in ("vow", "swear") else "scheduled", above)
    return Standing("possible", above) if has_to(verb) else _own_tense(above, lexicon) or Standing("happened")
