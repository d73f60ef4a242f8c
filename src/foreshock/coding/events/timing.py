"""When a coded happening was or will be."""

from datetime import timedelta
from typing import TYPE_CHECKING

from foreshock.coding.dates.mention import DateMention
from foreshock.coding.events.grammar import auxiliaries, is_verb
from foreshock.coding.parsed import Paragraph, ParsedArticle
from foreshock.terms.reading import Status, When

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token

_CLIMB = 10
_REPORTING = frozenset(["said", "says", "reported", "announced", "told", "added", "cited"])


def when_of(
    trigger: "Token",
    verb: "Token | None",
    status: Status,
    parsed: ParsedArticle,
    at: Paragraph,
    *,
    practice: bool = False,
) -> When | None:
    """Return the days of a happening, None when the text does not settle them.

    A date that hangs on the happening's own words goes first, then the only one of its sentence
    that no other verb owns; a lag is counted from another date of the sentence; a fresh report
    in the simple past without a date is of the day of publication, unless it tells of a `practice`.
    """
    sentence = trigger.sent
    near: list[tuple[int, DateMention]] = []
    lag: DateMention | None = None
    for mention in at.dates_in(sentence.start_char, sentence.end_char):
        span = at.doc.char_span(mention.start, mention.end)
        if span is None:
            continue
        owner, steps = _owner(span.root, trigger, verb)
        if mention.kind == "lag" and owner:
            lag = mention
        elif mention.kind == "date" and owner:
            near.append((steps, mention))
    if lag is not None and lag.lag is not None:
        return _counted(lag, verb if verb is not None else trigger, at)
    near.sort(key=lambda pair: pair[0])
    for _, mention in near:
        found = mention.when()
        if found is not None:
            return found
    if near or practice or parsed.published is None or status != "happened" or not _is_fresh(verb or trigger):
        return None
    return When(start=parsed.published, end=parsed.published, precision="day", basis="published")


def _owner(token: "Token", trigger: "Token", verb: "Token | None") -> tuple[bool, int]:
    """Return whether a date hangs on a happening's words, and through how many arcs."""
    goals = {trigger.i} | ({verb.i} if verb is not None else set())
    above = {up.i for up in _raising(verb if verb is not None else trigger)}
    at = token
    for steps in range(_CLIMB):
        if at.i in goals:
            return True, steps
        if at.i in above:
            return at.lower_ not in _REPORTING, steps + 5
        if at.head.i == at.i or (
            is_verb(at) and at.dep_ in ("relcl", "advcl", "acl") and steps > 0 and at.i not in goals
        ):
            return False, steps
        at = at.head
    return False, _CLIMB


def _raising(verb: "Token") -> "list[Token]":
    """Return the verbs above an infinitive, participle or joined verb, whose dates are also its own."""
    found, at = [], verb
    for _ in range(5):
        if at.dep_ not in ("xcomp", "acl", "pcomp", "prep", "conj", "dobj", "pobj", "advcl") or at.head.i == at.i:
            break
        at = at.head
        found.append(at)
    return found


def _counted(lag: DateMention, trigger: "Token", at: Paragraph) -> When | None:
    sentence = trigger.sent
    base = next(
        (
            d
            for d in at.dates_in(sentence.start_char, sentence.end_char)
            if d.kind == "date" and d.from_ is not None and d.to is not None
        ),
        None,
    )
    if base is None or lag.lag is None or base.from_ is None or base.to is None:
        return lag.when()
    if base.precision != "day":  # a month and a day is still about that month
        return When(start=base.from_, end=base.to, precision=base.precision, text=lag.text, basis="anchor")
    if any(kid.lower_ == "after" and kid.dep_ in ("mark", "prep") for kid in trigger.children):
        # "four weeks after it tested …": the test came before the day the sentence gives
        start, end = base.from_ - timedelta(days=lag.lag.max_days), base.to - timedelta(days=lag.lag.min_days)
        return When(start=start, end=end, precision="day" if start == end else "range", text=lag.text, basis="anchor")
    start, end = base.from_ + timedelta(days=lag.lag.min_days), base.to + timedelta(days=lag.lag.max_days)
    return When(start=start, end=end, precision="day" if start == end else "range", text=lag.text, basis="anchor")


def _is_fresh(verb: "Token") -> bool:
    """Return whether a verb tells today's news: simple past or present perfect in the main line.

    A joined verb is where the first of its row is: "which won power and staged drills" is background.
    """
    first = verb
    while first.dep_ == "conj" and first.head.i < first.i and is_verb(first.head):
        first = first.head
    if first.dep_ not in ("ROOT", "ccomp", "conj") or verb.tag_ not in ("VBD", "VBN"):
        return False
    return not auxiliaries(verb) & {"had", "’d", "'d", "has", "have", "been"}
