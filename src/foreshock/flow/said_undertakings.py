"""Threats, promises and deadlines that kept readings tell of, as undertakings the record can settle."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from foreshock.terms.reading import Claim, Event, Reading, Statement
from foreshock.theaters.schema import Kind, Pack
from foreshock.verify.undertakings import Trigger, Undertaking

USUAL_HORIZON = 90
AHEAD = frozenset({"threatened", "possible", "scheduled"})
UNLESS = re.compile(r"\s*(?:unless|until|as long as|so long as|if\b.{0,40}\bnot\b)", re.IGNORECASE)
WORD = re.compile(r"[\w-]+")


def said_undertakings(
    readings: Iterable[tuple[datetime, Reading]], pack: Pack, zone: ZoneInfo
) -> Iterator[Undertaking]:
    """Yield what utterances threaten and what dated promises claim; rows are named "ARTICLE:ITEM".

    A threat counts when it hangs on a condition or names a deed of a kind; its day is the day it was
    said, else the article's own. A condition's kind is the longest phrase of the theater's kinds that
    stands in it.
    """
    for _, reading in readings:
        published = reading.article.published_at
        own = published.astimezone(zone).date() if published else None
        for said in reading.statements:
            day = said.when.start if said.when is not None and said.when.start is not None else own
            if said.type == "THREATEN" and day is not None:
                found = _threat(said, day, reading, pack)
                if found is not None:
                    yield found
        for claim in reading.claims:
            promise = _promise(claim, own, reading)
            if promise is not None:
                yield promise


def kind_named(text: str, kinds: Sequence[Kind]) -> str | None:
    """Return the kind whose longest phrase stands in `text`, None when none does."""
    padded = f" {' '.join(WORD.findall(text.casefold()))} "
    found = [(len(phrase), kind.id) for kind in kinds for phrase in kind.phrases if f" {phrase.casefold()} " in padded]
    return max(found)[1] if found else None


def _threat(said: Statement, day: date, reading: Reading, pack: Pack) -> Undertaking | None:
    deeds = [e for e in reading.events if e.statement == said.id and e.status in AHEAD and e.kind is not None]
    deadline = next((e for e in deeds if e.kind == "deadline"), None)
    deed = next((e for e in deeds if e is not deadline), None)
    if said.condition is None and deed is None and deadline is None:
        return None
    condition = said.condition or ("a deadline" if deadline is not None else None)
    kind = kind_named(said.condition, pack.kinds) if said.condition else None
    return Undertaking(
        id=f"{reading.article.id}:{said.id}",
        said_on=day,
        actor=said.speaker.code,
        speaker=said.speaker.name or said.speaker.office or said.speaker.role,
        level=None,
        form="deadline" if deadline is not None else "threat",
        condition=condition,
        arms=Trigger(kinds=(kind,)) if kind else None,
        unless=bool(said.condition and UNLESS.match(said.condition)),
        arm_by=_last(deadline),
        deed=" ".join(span.text for span in said.content) or said.rule,
        keeps=_keeps(deed, said.speaker.code),
        due=_last(deed),
        horizon_days=USUAL_HORIZON,
        row=f"{reading.article.id}:{said.id}",
    )


def _promise(claim: Claim, own: date | None, reading: Reading) -> Undertaking | None:
    if claim.kind != "promise" or claim.consequent is None or claim.period is None or claim.period.end is None:
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


def _last(event: Event | None) -> date | None:
    return event.when.end if event is not None and event.when is not None else None
