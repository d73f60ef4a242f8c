"""Habits and changed habits: "usually answers drills with launches"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from foreshock.coding.claims.context import (
    Context,
    Sentence,
    actors_in,
    agents_of,
    find_side,
    phrase,
    subject_of,
    verb_above,
)
from foreshock.coding.claims.draft import Draft
from foreshock.coding.claims.periods import lag_in, period_in
from foreshock.coding.events.ahead import NOTIFYING
from foreshock.terms.reading import Side

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token

FREQUENT = frozenset(
    [
        *("always", "invariably", "usually", "typically", "generally", "normally", "often", "frequently", "regularly"),
        *("routinely", "repeatedly", "sometimes", "occasionally", "rarely", "seldom", "never", "traditionally"),
        *("consistently", "commonly", "periodically"),
    ]
)
TENDING = frozenset(["tend", "tends", "tended", "prefer", "prefers", "preferred"])
RESPONDING = frozenset(
    [
        *("respond", "responds", "responded", "responding", "react", "reacts", "reacted", "reacting"),
        *("answer", "answers", "answered", "answering", "retaliate", "retaliates", "retaliated", "retaliating"),
        *("counter", "counters", "countered", "countering", "reply", "replies", "replied", "replying"),
        *("greet", "greets", "greeted", "meet", "met", "protest", "protests", "protested"),
        *("bristle", "bristles", "bristled", "lash", "lashes", "lashed"),
    ]
)
FOLLOWING = frozenset(
    [
        *("follow", "follows", "followed", "following", "precede", "precedes", "preceded"),
        *("coincide", "coincides", "coincided"),
    ]
)
CHANGING = frozenset(
    [
        *("change", "changes", "changed", "changing", "shift", "shifts", "shifted", "alter", "alters", "altered"),
        *("begin", "began", "begun", "start", "started", "stop", "stopped", "cease", "ceased"),
        *("escalate", "escalated", "intensify", "intensified"),
    ]
)
# Prepositions and phrases that join what is done to what it is done about.
ABOUT = frozenset(["after", "following", "during", "around", "amid", "against", "over", "with"])
_EARLIER = frozenset(["before", "ahead"])
TO_WHAT = frozenset(["to", "at", "against", "with", "over"])


_COMING = frozenset(
    ["come", "comes", "came", "occur", "occurs", "occurred", "happen", "happens", "happened", "take", "takes", "begin"]
)
_ANNOUNCING = frozenset(["announces", "announced", "announce", "announcing", "warns", "alerts", "alerted"])


def find_habits(sentence: Sentence, context: Context) -> Iterator[Draft]:
    """Yield the habits and changes of habit a sentence claims."""
    for token in sentence.tokens:
        word = token.lower_
        if word in FREQUENT and token.dep_ in ("advmod", "neg"):
            verb = token.head
            holder = verb if verb.tag_.startswith("VB") else verb_above(verb)
            if holder is not None:
                yield from habit_of(sentence, holder, word, context)
        elif word in TENDING and token.tag_.startswith("VB"):
            inner = next((kid for kid in token.children if kid.dep_ == "xcomp"), None)
            if inner is not None:
                yield from habit_of(sentence, inner, "tends", context)
        elif word in CHANGING and token.tag_.startswith("VB"):
            yield from _change(sentence, token, context)


def habit_of(sentence: Sentence, verb: "Token", word: str, context: Context) -> Iterator[Draft]:
    """Yield the habit that a verb tells, `word` being what says how often; nothing when a side of it is not named."""
    if not verb.tag_.startswith("VB"):
        return
    sides = _sides(sentence, verb, context)
    if sides is None:
        return
    before, after = sides
    whole = sentence.paragraph.sentence_span(verb.idx)
    yield Draft(
        kind="frequency",
        span=whole,
        evidence=whole,
        word=sentence.paragraph.token_span(verb, verb),
        rule="claim.habit",
        score=0.8,
        antecedent=before,
        consequent=after,
        lag=lag_in(sentence, verb),
        period=period_in(sentence, verb),
        frequency=word,
    )


def _change(sentence: Sentence, verb: "Token", context: Context) -> Iterator[Draft]:
    """ "changed the way it responds to A by B", "has begun answering A with B"."""
    inner = next(
        (t for t in verb.subtree if t.i != verb.i and t.lower_ in RESPONDING and t.tag_.startswith("VB")), None
    )
    noun = next((t for t in verb.subtree if t.lower_ in ("response", "reaction", "responses") and t.i > verb.i), None)
    if inner is None and noun is None:
        return
    agents = agents_of(sentence.paragraph, verb)
    if inner is not None:
        before = _object_side(sentence, inner, context)
        after = _means_side(sentence, verb, agents) or _means_side(sentence, inner, agents)
    else:
        before = _prepositional_side(sentence, noun, TO_WHAT, context) if noun is not None else None
        after = _means_side(sentence, verb, agents)
    if before is None:
        return
    whole = sentence.paragraph.sentence_span(verb.idx)
    yield Draft(
        kind="change",
        span=whole,
        evidence=whole,
        word=sentence.paragraph.token_span(verb, verb),
        rule="claim.change",
        score=0.75,
        antecedent=before,
        consequent=after or Side("provocation", agents),
        lag=lag_in(sentence, verb),
        period=period_in(sentence, verb),
    )


def _sides(sentence: Sentence, verb: "Token", context: Context) -> tuple[Side, Side] | None:
    """Return antecedent and consequent of what a verb says happens habitually."""
    agents = agents_of(sentence.paragraph, verb)
    if verb.lower_ in RESPONDING:
        before = _met_side(sentence, verb, context) or _object_side(sentence, verb, context)
        if before is None:
            return None
        means = _means_side(sentence, verb, agents)
        if means is None and not before.actors:
            return None  # neither what is answered nor the answer is settled
        # a response without its means named is any hostile act of the responder
        return before, means or Side("provocation", agents)
    if verb.lower_ in FOLLOWING:
        return _following(sentence, verb, context)
    after = _own_side(sentence, verb, context, agents)
    later = _prepositional_side(sentence, verb, _EARLIER, context)
    if later is not None and after is not None and after != later:
        return after, later if later.actors else Side(later.kind, agents)  # what is done comes before the other
    before = _prepositional_side(sentence, verb, ABOUT, context) or _in_response(sentence, verb, context)
    return (before, after) if before is not None and after is not None and before != after else None


def _met_side(sentence: Sentence, verb: "Token", context: Context) -> Side | None:
    """Return what is answered where it is the subject: "drills are often met with launches"."""
    subject = next((kid for kid in verb.children if kid.dep_ == "nsubjpass"), None)
    return find_side(sentence, *phrase(subject), context) if subject is not None else None


def _following(sentence: Sentence, verb: "Token", context: Context) -> tuple[Side, Side] | None:
    target = next((kid for kid in verb.children if kid.dep_ == "dobj"), None)
    means = _means_side(sentence, verb, agents_of(sentence.paragraph, verb))
    if target is not None and means is not None:  # "has followed the drills with launches"
        followed = find_side(sentence, *_without_means(target), context)
        return (followed, means) if followed is not None and followed != means else None
    subject = subject_of(verb)
    subject_side = find_side(sentence, *phrase(subject), context) if subject is not None else None
    passive = any(kid.dep_ == "auxpass" for kid in verb.children)
    other = _object_side(sentence, verb, context) or _agent_side(sentence, verb, context)
    if subject_side is None or other is None:
        return None
    earlier_first = passive or verb.lower_.startswith("preced")
    return (subject_side, other) if earlier_first else (other, subject_side)


def _object_side(sentence: Sentence, verb: "Token", context: Context) -> Side | None:
    for kid in verb.children:
        if kid.dep_ in ("dobj", "attr") and kid.i > verb.i:
            side = find_side(sentence, *_without_means(kid), context)
            if side is not None:
                return side
    return _prepositional_side(sentence, verb, TO_WHAT, context)


def _prepositional_side(sentence: Sentence, head: "Token", words: frozenset[str], context: Context) -> Side | None:
    for kid in head.children:
        if kid.dep_ == "advcl" and any(k.dep_ == "mark" and k.lower_ in words for k in kid.children):
            side = find_side(sentence, *phrase(kid), context)  # "before it launches a satellite"
            if side is not None:
                return side if side.actors else Side(side.kind, agents_of(sentence.paragraph, kid))
        if kid.dep_ in ("prep", "mark", "advcl", "dative") and kid.lower_ in words:
            target = next((k for k in kid.children if k.dep_ in ("pobj", "pcomp")), None)
            if target is None:
                continue
            side = find_side(sentence, *_without_means(target), context)
            if side is not None:
                return side if side.actors else Side(side.kind, _by_whom(sentence, head, kid))
    return None


def _by_whom(sentence: Sentence, head: "Token", after: "Token") -> tuple[str, ...]:
    """Return the actors of a "by X" that follows what is responded to but hangs on the verb."""
    for kid in head.children:
        if kid.dep_ in ("prep", "agent") and kid.lower_ == "by" and kid.i > after.i:
            target = next((k for k in kid.children if k.dep_ == "pobj"), None)
            if target is not None:
                return actors_in(sentence.paragraph, *phrase(target))
    return ()


def _in_response(sentence: Sentence, verb: "Token", context: Context) -> Side | None:
    """Return what "in response to", "in retaliation for", "to protest", "to coincide with" names."""
    for token in verb.subtree:
        if token.lower_ in ("response", "retaliation", "reaction", "answer", "protest") and token.dep_ == "pobj":
            for kid in token.children:
                target = next((k for k in kid.children if k.dep_ == "pobj"), None) if kid.dep_ == "prep" else None
                if target is not None:
                    return find_side(sentence, *phrase(target), context)
        if token.lower_ == "within" and token.dep_ == "prep":  # "within days of such notices"
            for kid in token.subtree:
                target = next((k for k in kid.children if k.dep_ == "pobj"), None) if kid.lower_ == "of" else None
                if target is not None:
                    return find_side(sentence, *phrase(target), context)
        if token.lower_ in ("protest", "coincide") and token.tag_ == "VB" and token.i != verb.i:
            return _object_side(sentence, token, context)
    return None


def _means_side(sentence: Sentence, verb: "Token", agents: tuple[str, ...]) -> Side | None:
    """Return what "by firing missiles", "with launches" names: the response itself."""
    for token in verb.subtree:
        if token.dep_ == "prep" and token.lower_ in ("by", "with"):
            target = next((k for k in token.children if k.dep_ in ("pcomp", "pobj")), None)
            if target is None or (token.lower_ == "by" and target.dep_ == "pobj" and _is_actor(sentence, target)):
                continue
            named = sentence.kinds_in(*phrase(target))
            if named:
                return Side(named[0].kind, agents)
    return None


def _agent_side(sentence: Sentence, verb: "Token", context: Context) -> Side | None:
    agent = next((kid for kid in verb.children if kid.dep_ == "agent"), None)
    return find_side(sentence, *phrase(agent), context) if agent is not None else None


def _own_side(sentence: Sentence, verb: "Token", context: Context, agents: tuple[str, ...]) -> Side | None:
    """Return what the verb itself does: its object ("fires missiles"), or its subject when passive."""
    for kid in verb.children:
        if kid.dep_ in ("dobj", "nsubjpass"):
            side = find_side(sentence, *_without_means(kid), context, actors=agents)
            if side is not None:
                return Side(side.kind, agents or side.actors)
    if verb.lower_ in _COMING:
        subject = subject_of(verb)
        side = find_side(sentence, *phrase(subject), context, actors=agents) if subject is not None else None
        if side is not None:
            return side
    if verb.lower_ in NOTIFYING | _ANNOUNCING:
        return Side("notice", agents)
    return None


def _without_means(token: "Token") -> tuple[int, int]:
    """Return the characters of a phrase up to a "by firing …" that the parse hung on it."""
    start, end = phrase(token)
    for kid in token.subtree:
        if kid.dep_ == "prep" and kid.lower_ == "by" and any(k.dep_ == "pcomp" for k in kid.children):
            end = min(end, kid.idx)
    return start, end


def _is_actor(sentence: Sentence, token: "Token") -> bool:
    return bool(actors_in(sentence.paragraph, *phrase(token)))
