"""One event a happening a sentence: drafts that tell the same are joined."""

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from foreshock.coding.events.drafts import Draft
from foreshock.terms.reading import ActorRef, Event, When


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
    known = {ref.code for ref in a.recipients}
    spoken = a if a.rule == "spoken" else b if b.rule == "spoken" else None
    other_way = spoken is not None and {a.type, b.type} & {"AGREE"} and a.type != b.type
    event = msgspec.structs.replace(
        a,
        type=spoken.type if spoken is not None and other_way else a.type,
        kind=a.kind if (a.kind or "").count(".") >= (b.kind or "").count(".") and a.kind else b.kind,
        actors=_actors(a, b),
        recipients=a.recipients or tuple(ref for ref in b.recipients if ref.code not in known),
        instruments=a.instruments or b.instruments,
        count=a.count or b.count,
        place=a.place or b.place,
        when=_better(a, b),
        status="threatened" if "threatened" in (a.status, b.status) and a.type == b.type else a.status,
        statement=a.statement or b.statement,
    )
    return Draft(first.paragraph, min(first.start, second.start), first.sentence, event, first.weight)


def _actors(a: Event, b: Event) -> tuple[ActorRef, ...]:
    """Return the first's actors, the speaker's where the two agree on none."""
    spoken = b if b.rule == "spoken" else a if a.rule == "spoken" else None
    if spoken is not None and spoken.actors and not {r.code for r in a.actors} & {r.code for r in b.actors}:
        return spoken.actors
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
