"""What the calendar holds: anniversaries and recurring days; with deadlines, notices and preparations beside it."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from foreshock.coding.events import ahead, deadlines, included
from foreshock.coding.events.calendar_draft import Place, calendar_draft, stated
from foreshock.coding.events.drafts import Draft
from foreshock.coding.events.grammar import is_noun, is_verb, subject_of
from foreshock.coding.events.roles import Cast
from foreshock.coding.events.timing import when_of
from foreshock.coding.parsed import ParsedArticle
from foreshock.terms.reading import ActorRef, Status, When

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token, Tokens

RULES = {
    "calendar.anniversary": "An anniversary or recurring day, dated.",
    deadlines.RULE: "A date until which another has been given time.",
    ahead.NOTICE: "Notice given of a launch.",
    ahead.PREPARATION: "Signs that a launch or test is being prepared.",
    included.RULE: "One of a row of launches, with a day of its own.",
}
_DAYS = frozenset(["anniversary", "birthday", "holiday", "festival"])
_MARKING = frozenset(
    ["mark", "marks", "marked", "marking", "celebrate", "celebrates", "celebrated", "observe", "observes", "observed",
     "commemorate", "commemorates", "commemorated"]
)  # fmt: skip
_AHEAD = ahead.NOTIFYING | ahead.NOTICES | ahead.PREPARING


def find_calendar(sentence: "Tokens", place: Place, cast: Cast) -> Iterator[Draft]:
    """Yield the dated days, deadlines, notices and preparations that a sentence tells of."""
    yield from _named_days(sentence, place)
    for token in sentence:
        word = token.lower_
        if word in _DAYS and is_noun(token):
            yield from _anniversary(token, place, cast)
        elif word in deadlines.LIMITS:
            yield from deadlines.find_deadline(token, place, cast)
        elif word in _AHEAD:
            yield from ahead.find_ahead(token, place, cast)
        elif word == "including":
            yield from included.find_included(token, place, cast)


def _named_days(sentence: "Tokens", place: Place) -> Iterator[Draft]:
    paragraph, recurring = place.paragraph, place.lexicon.recurring
    for mention in paragraph.mentions_in(sentence.start_char, sentence.end_char):
        if mention.kind != "recurring_day" or mention.id is None or mention.id not in recurring:
            continue
        month, day, actor = recurring[mention.id]
        if _DAYS & set(mention.text.lower().split()) or any(w in mention.text.lower() for w in ("address", "speech")):
            continue
        when = stated(paragraph, mention.start, mention.end) or _next(month, day, place.parsed.published)
        ref = ActorRef(code=actor[:3], text=mention.text, span=paragraph.span(mention.start, mention.end))
        yield _day(place, mention.start, (ref,), when)


def _anniversary(token: "Token", place: Place, cast: Cast) -> Iterator[Draft]:
    paragraph, recurring_days = place.paragraph, place.lexicon.recurring
    first, last = token.left_edge, token.right_edge
    end = last.idx + len(last)
    when = stated(paragraph, first.idx, token.idx + len(token))
    recurring = next(
        (
            recurring_days[m.id]
            for m in paragraph.mentions_in(first.idx, end)
            if m.kind == "recurring_day" and m.id is not None and m.id in recurring_days
        ),
        None,
    )
    if when is None and token.dep_ == "dobj" and token.head.lower_ in _MARKING:
        when = when_of(token, token.head, "scheduled", place.parsed, paragraph)
    if when is None and recurring is not None:
        when = _next(recurring[0], recurring[1], place.parsed.published)
    if when is None or any(kid.lower_ == "that" and kid.dep_ == "mark" for kid in token.children):
        return
    actors = cast.within(token.subtree)[:1]
    if not actors and recurring is not None:
        actors = (ActorRef(code=recurring[2][:3], text=token.text),)
    if not actors:
        actors = _of_sentence(token, cast)
    yield _day(place, token.idx, actors, when)


def _day(place: Place, at: int, actors: tuple[ActorRef, ...], when: When | None) -> Draft:
    status = _lies(when, place.parsed)
    return calendar_draft(
        place, at, "anniversary", actors=actors, when=when, status=status, rule="calendar.anniversary"
    )


def _of_sentence(token: "Token", cast: Cast) -> tuple[ActorRef, ...]:
    subject = subject_of(token.sent.root) if is_verb(token.sent.root) else None
    return cast.of_phrase(subject)[:1]


def _next(month: int, day: int, published: date | None) -> When | None:
    if published is None:
        return None
    for year in (published.year, published.year + 1, published.year + 4):
        try:
            found = date(year, month, day)
        except ValueError:  # 29 February
            continue
        if (found - published).days >= -7:
            return When(start=found, end=found, precision="day", basis="pack")
    return None


def _lies(when: When | None, parsed: ParsedArticle) -> Status | None:
    if when is None or when.end is None or parsed.published is None:
        return None
    return "scheduled" if when.end >= parsed.published else "happened"
