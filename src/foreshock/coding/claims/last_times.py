"""When it last happened: "the first launch since April 22", "its last nuclear test was in 2017"."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from foreshock.coding.claims.context import Sentence, actors_in, agents_of, phrase, verb_above
from foreshock.coding.claims.draft import Draft
from foreshock.coding.claims.periods import dates_of
from foreshock.coding.dates.mention import DateMention
from foreshock.coding.events.grammar import prepositions
from foreshock.coding.kinds import is_kind
from foreshock.terms.reading import Side, When

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token

HAPPENINGS = (
    *("launch", "test", "fire", "exercise", "summit", "talks", "visit", "statement", "letter", "provocation"),
    *("sanctions", "incursion", "deployment", "election", "congress", "attack", "agreement"),
)


def find_last_times(sentence: Sentence) -> Iterator[Draft]:
    """Yield what a sentence claims about when something last happened."""
    for token in sentence.tokens:
        if token.lower_ == "first" and token.dep_ in ("amod", "advmod", "attr", "appos", "ROOT", "dobj", "conj"):
            yield from _first_since(sentence, token)
        elif token.lower_ == "last" and token.dep_ == "amod" and token.head.lower_ != "time":
            yield from _its_last(sentence, token)
        elif token.lower_ == "last" and token.dep_ == "advmod" and token.head.tag_ in ("VBD", "VBN"):
            yield from _last_did(sentence, token)
        elif token.dep_ == "neg" and token.head.tag_ in ("VBN", "VBD"):
            yield from _not_since(sentence, token.head)


def _first_since(sentence: Sentence, word: "Token") -> Iterator[Draft]:
    since = _since(sentence, word.idx)
    if since is None:
        yield from _first_in(sentence, word)
        return
    named = [k for k in sentence.kinds if is_kind(k.kind, *HAPPENINGS)]
    own = [k for k in named if word.idx < k.start < (since.start if since else 0)]
    before = [k for k in named if k.end <= word.idx]
    specific = max([*own, *before], key=lambda k: k.kind.count("."), default=None)
    if since is None or specific is None:
        return
    verb = verb_above(word)
    current = [d for d in dates_of(sentence) if d is not since and d.end <= word.idx and d.from_ is not None]
    yield _draft(sentence, word, "claim.first_since", specific.kind, since, verb, current[-1] if current else None)


def _first_in(sentence: Sentence, word: "Token") -> Iterator[Draft]:
    """ "The first such test in two months", "its first congress in 36 years": none in between, one before."""
    found = next((d for d in dates_of(sentence) if d.start > word.idx and _is_in(sentence, word, d)), None)
    named = [k for k in sentence.kinds if is_kind(k.kind, *HAPPENINGS)]
    if found is None or found.lag is None or not named:
        return
    own = [k for k in named if word.idx < k.start < found.start]
    before = [k for k in named if k.end <= word.idx]
    kind = max([*own, *before] or named, key=lambda k: k.kind.count(".")).kind
    verb = verb_above(word)
    whole = sentence.paragraph.sentence_span(word.idx)
    yield Draft(
        kind="last_time",
        span=whole,
        evidence=whole,
        word=sentence.paragraph.token_span(word, word),
        rule="claim.first_in",
        score=0.75,
        consequent=Side(kind, agents_of(sentence.paragraph, verb) if verb is not None else ()),
        period=_ago(found, sentence.published),
    )


def _is_in(sentence: Sentence, word: "Token", found: DateMention) -> bool:
    """Return whether a length of time is what "first … in" or "first … for" measures, near the word."""
    text = sentence.paragraph.text
    before = text[: found.start].rstrip().lower()
    near = found.start - word.idx <= _NEAR
    return near and found.kind == "duration" and before.endswith((" in", " in more than", " in over", " in nearly"))


def _ago(found: DateMention, published: date | None) -> When | None:
    """Return about when something was that is the first in so long: so long ago, give or take half a unit."""
    if published is None or found.lag is None:
        return None
    slack = max(1, found.lag.max_days // 4)
    start, end = (
        published - timedelta(days=found.lag.max_days + 2 * slack),
        published - timedelta(days=max(1, found.lag.min_days - slack)),
    )
    return When(start=start, end=end, precision="range", text=found.text, basis="published")


_NEAR = 70  # characters between "first" and the length it has been the first in


def _its_last(sentence: Sentence, word: "Token") -> Iterator[Draft]:
    noun = word.head
    named = [k for k in sentence.kinds_in(*phrase(noun)) if is_kind(k.kind, *HAPPENINGS)]
    if not named or not (noun.dep_ == "nsubj" and noun.head.lower_ in ("was", "came", "took", "happened", "is")):
        return
    date = next(
        (d for d in dates_of(sentence) if d.start > noun.idx and d.kind == "date" and d.from_ is not None), None
    )
    if date is not None:
        whole = sentence.paragraph.sentence_span(word.idx)
        yield Draft(
            kind="last_time", span=whole, evidence=whole, word=sentence.paragraph.token_span(word, word),
            rule="claim.its_last", score=0.8,
            consequent=Side(named[0].kind, actors_in(sentence.paragraph, *phrase(noun))), period=date.when(),
        )  # fmt: skip


def _last_did(sentence: Sentence, word: "Token") -> Iterator[Draft]:
    """ "It last tested a missile in November 2017"."""
    verb = word.head
    target = next((kid for kid in verb.children if kid.dep_ in ("dobj", "nsubjpass")), None)
    named = sentence.kinds_in(*phrase(target)) if target is not None else []
    named = [kind for kind in named if is_kind(kind.kind, *HAPPENINGS)]
    date = next(
        (d for d in dates_of(sentence) if d.start > verb.idx and d.kind == "date" and d.from_ is not None), None
    )
    if named and date is not None:
        whole = sentence.paragraph.sentence_span(word.idx)
        yield Draft(
            kind="last_time",
            span=whole,
            evidence=whole,
            word=sentence.paragraph.token_span(word, word),
            rule="claim.last_did",
            score=0.8,
            consequent=Side(named[0].kind, agents_of(sentence.paragraph, verb)),
            period=date.when(),
        )


def _not_since(sentence: Sentence, verb: "Token") -> Iterator[Draft]:
    since = _since(sentence, verb.idx)
    target = next((kid for kid in verb.children if kid.dep_ in ("dobj", "nsubjpass")), None)
    if target is None:  # "has not agreed on new sanctions since"
        target = next((noun for word, noun in prepositions(verb) if word in ("on", "to", "in", "with")), None)
    if since is None or target is None:
        return
    named = [k for k in sentence.kinds_in(*phrase(target)) if is_kind(k.kind, *HAPPENINGS)]
    if named:
        yield _draft(sentence, verb, "claim.not_since", named[0].kind, since, verb, None)


def _draft(
    sentence: Sentence, word: "Token", rule: str, kind: str, since: DateMention, verb: "Token | None",
    current: DateMention | None,
) -> Draft:  # fmt: skip
    whole = sentence.paragraph.sentence_span(word.idx)
    return Draft(
        kind="last_time",
        span=whole,
        evidence=whole,
        word=sentence.paragraph.token_span(word, word),
        rule=rule,
        score=0.8,
        consequent=Side(kind, agents_of(sentence.paragraph, verb) if verb is not None else ()),
        period=_last_period(since),
        before=current.from_ if current is not None else None,
    )


def _since(sentence: Sentence, after: int) -> DateMention | None:
    """Return the date a "since" names after a character."""
    text = sentence.paragraph.text
    for found in dates_of(sentence):
        if found.start < after or found.kind != "date" or found.from_ is None:
            continue
        if found.text.lower().startswith("since ") or text[: found.start].rstrip().lower().endswith(" since"):
            return found
    return None


def _last_period(since: DateMention) -> When | None:
    """Return the days "since X" points at: X itself, not all that followed."""
    when = since.when()
    if when is None or when.start is None or not since.open_end:
        return when
    end = when.start
    if since.precision == "year":
        end = when.start.replace(month=12, day=31)
    elif since.precision == "month":
        end = (when.start.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return When(start=when.start, end=end, precision=when.precision, text=when.text, basis=when.basis)
