"""One event a happening a sentence: drafts that tell the same are joined."""

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from foreshock.coding.events.classes import CONCRETE
from foreshock.coding.events.drafts import Draft
from foreshock.coding.kinds import is_kind
from foreshock.terms.reading import ActorRef, Event, Status, When


class Told(NamedTuple):
    """A happening as its sentence tells it: one draft, and the drafts it was joined from."""

    draft: Draft
    parts: tuple[Draft, ...]


def merge_drafts(drafts: Iterable[Draft]) -> list[Told]:
    """Return the drafts with those of one sentence that tell the same happening joined."""
    kept: dict[tuple[int, int], list[Told]] = {}
    for draft in drafts:
        place = (draft.paragraph, draft.sentence)
        rows = kept.setdefault(place, [])
        twin = next((at for at, other in enumerate(rows) if _same(other.draft, draft)), None)
        if twin is None:
            rows.append(Told(draft, (draft,)))
        else:
            rows[twin] = Told(_join(rows[twin].draft, draft), (*rows[twin].parts, draft))
    return [told for rows in kept.values() for told in rows]


def _same(one: Draft, other: Draft) -> bool:
    a, b = one.event, other.event
    cue = one.cue or other.cue
    if (
        cue is not None
        and (one.act or other.act)
        and (cue[0] <= max(one.start, other.start) < cue[1] or cue[0] <= min(one.start, other.start) < cue[1])
    ):
        return True
    if "spoken" in (a.rule, b.rule):
        return a.type == b.type
    if (a.kind or "").startswith("anniversary") or (b.kind or "").startswith("anniversary"):
        near = a.when is not None and b.when is not None and a.when.start == b.when.start
        return a.kind == b.kind and near
    if a.type != b.type and not (a.kind is not None and a.kind == b.kind):
        return False
    if {a.count, b.count} - {None} and a.count is not None and b.count is not None and a.count != b.count:
        return False
    if (
        a.when is not None
        and b.when is not None
        and a.when != b.when
        and "published" not in (a.when.basis, b.when.basis)
    ):
        return False
    families = {_family(a.kind), _family(b.kind)} - {""}
    if len(families) > 1:
        return False
    mine, theirs = {ref.code for ref in a.actors}, {ref.code for ref in b.actors}
    return not mine or not theirs or bool(mine & theirs)


def _family(kind: str | None) -> str:
    root = (kind or "").split(".")[0]
    return "talks" if root in ("visit", "summit") else root


def _join(one: Draft, other: Draft) -> Draft:
    first, second = (one, other) if _rank(one) >= _rank(other) else (other, one)
    a, b = first.event, second.event
    spoken = a if a.rule == "spoken" else b if b.rule == "spoken" else None
    other_way = spoken is not None and {a.type, b.type} & {"AGREE"} and a.type != b.type
    event = msgspec.structs.replace(
        a,
        type=spoken.type if spoken is not None and other_way else a.type,
        kind=_kind(a.kind, b.kind),
        actors=_actors(a, b),
        recipients=_recipients(a, b),
        instruments=a.instruments or b.instruments,
        count=a.count or b.count,
        place=a.place or b.place,
        when=_better(a, b),
        status=_status(a, b),
        statement=a.statement or b.statement,
    )
    both = first.points_back and second.points_back
    start = min(first.start, second.start)
    return Draft(first.paragraph, start, first.sentence, event, first.weight, points_back=both)


def _kind(one: str | None, other: str | None) -> str | None:
    """Return the more exact kind; a deed rather than the word that announces it."""
    if one is None or other is None:
        return one or other
    said, also = is_kind(one, "statement"), is_kind(other, "statement")
    deed = other if said else one
    if said != also and is_kind(deed, *CONCRETE, "deadline"):
        return deed
    return one if one.count(".") >= other.count(".") else other


def _status(a: Event, b: Event) -> Status | None:
    if "deadline" in (a.kind, b.kind):
        return "scheduled"
    said = is_kind(_kind(a.kind, b.kind) or "", "statement")
    for word in ("threatened", "demanded"):
        holding = [one for one in (a, b) if one.status == word]
        if holding and a.type == b.type:
            # an utterance has happened, whatever it asks or vows; a threat in so many words is one
            return word if not said or any(one.rule == "verb.threaten" for one in holding) else "happened"
    deed = b if is_kind(a.kind or "", "statement") and not is_kind(b.kind or "statement", "statement") else a
    return deed.status


def _recipients(a: Event, b: Event) -> tuple[ActorRef, ...]:
    """Return the first's recipients, the second's where the first names only its own actors."""
    own = {ref.code for ref in _actors(a, b)}
    others = tuple(ref for ref in b.recipients if ref.code not in own)
    if a.recipients and (not others or b.rule == "spoken" or any(ref.code not in own for ref in a.recipients)):
        return a.recipients
    return others or a.recipients or b.recipients


def _actors(a: Event, b: Event) -> tuple[ActorRef, ...]:
    """Return the first's actors, the speaker's where the two agree on none."""
    spoken = b if b.rule == "spoken" else a if a.rule == "spoken" else None
    if spoken is not None and spoken.actors and not {r.code for r in a.actors} & {r.code for r in b.actors}:
        return spoken.actors
    if spoken is not None and len(b.actors) > len(a.actors) and spoken is a:
        return b.actors  # "X and Y have agreed to": the utterance is given to one of them
    return a.actors or b.actors


def _rank(draft: Draft) -> tuple[bool, bool, int, int]:
    event = draft.event
    return (
        event.status not in ("possible", "scheduled") or event.type == "AGREE",
        not event.rule.startswith("noun"),
        bool(event.actors) + bool(event.recipients),
        draft.weight,
    )


def _better(a: Event, b: Event) -> When | None:
    spoken = b if b.rule == "spoken" else a if a.rule == "spoken" else None
    if spoken is not None and spoken.when is not None and spoken.when.basis != "published":
        return spoken.when
    if a.when is None or (a.when.basis == "published" and b.when is not None and b.when.basis != "published"):
        return b.when
    return a.when
