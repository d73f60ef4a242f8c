"""Threats, promises and deadlines that kept readings tell of, as undertakings the record can settle."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from foreshock.coding.dates.find import find_dates
from foreshock.record.sayings import Telling
from foreshock.terms.reading import Claim, Event, Reading, Statement
from foreshock.theaters.schema import Kind, Pack
from foreshock.verify.undertakings import Trigger, Undertaking

USUAL_HORIZON = 90
AHEAD = frozenset({"threatened", "possible", "scheduled"})
UNLESS = re.compile(r"\s*(?:unless|until|as long as|so long as)\b", re.IGNORECASE)
CALLED_OFF = re.compile(r"\b(?:(?:cancel|halt|stop|suspend|scrap)\w*|called off|end|ends|ended)\b", re.IGNORECASE)
WITHIN = re.compile(r"\b(?:within|inside|by|before|no later than|in)\s+(?:about\s+|the\s+next\s+)?$", re.IGNORECASE)
Phrases = tuple[tuple[str, str], ...]
TIMED = re.compile(r"\b(?:within|inside|by|before|than|in)\s", re.IGNORECASE)  # what WITHIN begins with, or ends
WORD = re.compile(r"[\w-]+")
DEADLINE = "deadline"
THREATEN, PROMISE = "THREATEN", "promise"


def undertaking(pack: Pack) -> Telling:
    """Return which articles can hold an undertaking at all."""
    return Telling(
        types=(THREATEN,),
        claims=(PROMISE,),
        kinds=(DEADLINE,),
        ahead=tuple(sorted(kind.id for kind in pack.kinds if kind.kinetic)),
        statuses=tuple(sorted(AHEAD)),
    )


def said_undertakings(readings: Iterable[tuple[datetime, Reading]], pack: Pack, zone: ZoneInfo) -> list[Undertaking]:
    """Return what utterances threaten, what deadlines are set and what dated promises are claimed.

    Rows are named "ARTICLE:ITEM". An utterance threatens when it is coded so, or when it hangs a deed
    that targets may count on a condition. Its day is the day it was said, else the article's own. What
    several articles tell of one day, actor and deed is one undertaking, of the article known first.
    """
    found: dict[object, Undertaking] = {}
    phrases = phrases_of(pack.kinds)
    for _, reading in sorted(readings, key=lambda pair: (pair[0], pair[1].article.id)):
        published = reading.article.published_at
        own = published.astimezone(zone).date() if published else None
        for one in _told(reading, own, pack, phrases):
            kinds = one.keeps.kinds if one.keeps else one.deed
            same = (one.actor, one.said_on, one.form, kinds)
            first = found.setdefault(same, one)
            if first.due != one.due and first.row.startswith(f"{reading.article.id}:"):
                found.setdefault((*same, one.due), one)  # two of one article with different ends are two
    return list(found.values())


def _told(reading: Reading, own: date | None, pack: Pack, phrases: Phrases) -> Iterator[Undertaking]:
    for said in reading.statements:
        day = said.when.start if said.when is not None and said.when.start is not None else own
        threat = None if day is None else _threat(said, day, reading, pack, phrases)
        if threat is not None:
            yield threat
    for event in reading.events:
        if event.kind == DEADLINE and own is not None and _last(event) is not None:
            yield _deadline(event, own, reading)
    for claim in reading.claims:
        promise = _promise(claim, own, reading)
        if promise is not None:
            yield promise


def phrases_of(kinds: Iterable[Kind]) -> Phrases:
    """Return the phrases of kinds as `kind_named` looks for them, each with its kind."""
    return tuple((f" {phrase.casefold()} ", kind.id) for kind in kinds for phrase in kind.phrases)


def kind_named(text: str, phrases: Phrases) -> str | None:
    """Return the kind whose longest phrase stands in `text`, None when none does."""
    padded = f" {' '.join(WORD.findall(text.casefold()))} "
    found = [(len(phrase), kind) for phrase, kind in phrases if phrase in padded]
    return max(found)[1] if found else None


def _threat(said: Statement, day: date, reading: Reading, pack: Pack, phrases: Phrases) -> Undertaking | None:
    if said.type != THREATEN and said.condition is None:
        return None
    ahead = [e for e in reading.events if e.status in AHEAD and _tells(said, e)]
    told = [e for e in ahead if e.kind not in {None, DEADLINE}]
    own = [e for e in told if said.speaker.code in {actor.code for actor in e.actors}]
    deed = next(iter(own), None)
    hangs = said.condition is not None and deed is not None and _kinetic(deed, pack)
    if not hangs and (said.type != THREATEN or (deed is None and said.condition is None)):
        return None
    first = next((e for e in told if e not in own), None) if said.condition else None
    due = _named_deadline(said, day)
    return Undertaking(
        id=f"{reading.article.id}:{said.id}",
        said_on=day,
        actor=said.speaker.code,
        speaker=said.speaker.name or said.speaker.office or said.speaker.role,
        level=None,
        form="threat",
        condition=said.condition,
        arms=_arms(said.condition, first, phrases),
        unless=bool(said.condition and UNLESS.match(said.condition) and not CALLED_OFF.search(said.condition)),
        arm_by=_after(_last(first), day),
        deed=" ".join(span.text for span in said.content) or said.rule,
        keeps=_keeps(deed, said.speaker.code),
        due=due or (None if said.condition else _after(_last(deed), day)),
        horizon_days=USUAL_HORIZON,
        row=f"{reading.article.id}:{said.id}",
    )


def _kinetic(event: Event, pack: Pack) -> bool:
    return any(kind.kinetic and kind.id == event.kind for kind in pack.kinds)


def _tells(said: Statement, event: Event) -> bool:
    """Return whether an event is told by an utterance: as coded, else the speaker's own in the same sentence."""
    if event.statement is not None or not said.evidence:
        return event.statement == said.id
    own = said.speaker.code in {actor.code for actor in event.actors}
    places = {(span.paragraph, span.start) for span in said.evidence}
    return own and any((span.paragraph, span.start) in places for span in event.evidence)


def _named_deadline(said: Statement, day: date) -> date | None:
    """Return the last day an utterance gives its deed in so many words ("by the end of the year", "within weeks").

    A day inside the condition is the condition's. Of several the last is taken.
    """
    text = " ".join(span.text for span in said.content)
    if said.condition:
        text = text.replace(said.condition, " ")
    if not TIMED.search(text):
        return None  # far quicker to see than that it names no day
    named = [mention.to for mention in find_dates(text, day) if WITHIN.search(text[: mention.start])]
    ahead = [last for last in named if last is not None and last > day]
    return max(ahead, default=None)


def _arms(condition: str | None, told: Event | None, phrases: Phrases) -> Trigger | None:
    """Return what meets a condition: the happening the utterance tells of, else the kind its words name."""
    if condition is None:
        return None
    if told is not None and told.kind is not None:
        return Trigger(kinds=(told.kind,), actors=tuple(dict.fromkeys(actor.code for actor in told.actors)))
    kind = kind_named(condition, phrases)
    return Trigger(kinds=(kind,)) if kind else None


def _deadline(event: Event, own: date, reading: Reading) -> Undertaking:
    words = " ".join(span.text for span in event.evidence)
    return Undertaking(
        id=f"{reading.article.id}:{event.id}",
        said_on=own,
        actor=event.actors[0].code if event.actors else None,
        speaker=None,
        level=None,
        form="deadline",
        condition="unless what was asked is done by then",
        arms=None,
        unless=True,
        arm_by=_last(event),
        deed=words or "a deadline",
        keeps=None,
        horizon_days=USUAL_HORIZON,
        row=f"{reading.article.id}:{event.id}",
    )


def _promise(claim: Claim, own: date | None, reading: Reading) -> Undertaking | None:
    if claim.kind != PROMISE or claim.consequent is None or claim.period is None or claim.period.end is None:
        return None
    start = claim.period.start if claim.period.basis == "anchor" else own
    said_on = start or own or claim.period.end - timedelta(days=1)
    return Undertaking(
        id=f"{reading.article.id}:{claim.id}",
        said_on=min(said_on, claim.period.end),
        actor=claim.consequent.actors[0] if claim.consequent.actors else None,
        speaker=None,
        level=None,
        form="promise",
        condition=None,
        arms=None,
        deed=claim.text,
        keeps=Trigger(kinds=(claim.consequent.kind,), actors=claim.consequent.actors),
        due=claim.period.end,
        horizon_days=(claim.period.end - said_on).days,
        row=f"{reading.article.id}:{claim.id}",
    )


def _keeps(deed: Event | None, speaker: str | None) -> Trigger | None:
    if deed is None or deed.kind is None:
        return None
    actors = tuple(actor.code for actor in deed.actors) or ((speaker,) if speaker else ())
    return Trigger(kinds=(deed.kind,), actors=actors)


def _after(day: date | None, said_on: date) -> date | None:
    """Return a day if it lies ahead of the utterance: one coded with no day of its own has the article's."""
    return day if day is not None and day > said_on else None


def _last(event: Event | None) -> date | None:
    return event.when.end if event is not None and event.when is not None else None
