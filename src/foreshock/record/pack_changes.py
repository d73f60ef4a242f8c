"""Decide what a theater's history changes in the record. Pure: rows in, a plan out."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from foreshock import __version__
from foreshock.record.event_rows import EventVersion, digest_text, encode
from foreshock.record.rules import encode_rules, rules_of
from foreshock.record.twin_rows import Twin, twins_of
from foreshock.record.versions import Row
from foreshock.terms.errors import RecordError
from foreshock.terms.record import RecordedEvent
from foreshock.theaters.schema import Pack

LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
BOOKKEEPING = ("recorded_at", "recorded_basis", "announced_at")


class Source(Struct, frozen=True, kw_only=True):
    """A theater's history as handed over: each event with the digest of what its row says; the pack's link rules.

    `twins` are rows that make no event of their own (see `twins_of`).
    """

    theater: str
    origin: str
    digest: str
    pack_digest: str
    rules: str
    events: dict[str, tuple[RecordedEvent, str]]
    twins: dict[str, Twin] = {}


class Plan(Struct, frozen=True, kw_only=True):
    """What to write: versions to insert, live rows to drop outright, live rows to end at `moment`s."""

    fresh: list[EventVersion]
    dropped: list[Row]
    ended: list[Row]
    new: int
    changed: int
    vanished: int
    unchanged: int


def load_key(pack: Pack) -> str:
    """Return what a loaded history depends on: the pack's files and the version that read them."""
    return f"{pack.digest} {__version__}"


def source_of(pack: Pack, history: Sequence[RecordedEvent]) -> Source:
    """Digest a history; its order does not matter.

    Raises:
        RecordError: two events share an id.
    """
    events = {event.id: (event, digest_text(encode(event))) for event in history}
    if len(events) != len(history):
        ids = sorted(event.id for event in history)
        twice = next(one for one, other in pairwise(ids) if one == other)
        raise RecordError(
            f"the history of theater {pack.theater.id} has two events with the id {twice!r}",
            expected="ids that are unique in a theater",
            next_step=f"run `foreshock theater check {pack.theater.id}`",
        )
    rules = rules_of(pack)
    twins = twins_of(history, rules)
    lines = sorted(f"{name} {digest}" for name, (_, digest) in events.items())
    lines += sorted(f"{name} {twin.event_id} {twin.rule} {twin.reason}" for name, twin in twins.items())
    return Source(
        theater=pack.theater.id,
        origin=f"pack:{pack.theater.id}",
        digest=digest_text("\n".join(lines)),
        pack_digest=load_key(pack),
        rules=encode_rules(rules),
        events={name: said for name, said in events.items() if name not in twins},
        twins=twins,
    )


def plan_load(source: Source, live: Sequence[Row], now: datetime) -> Plan:
    """Compare a history with the theater's believed event rows.

    A row with a new id was knowable when its own `recorded_at` says, however late this file got
    it. A row that says something else than before is a correction: it becomes known now, and the
    old wording stays visible up to now; so does a row that vanished. A row of which only the
    knowledge time or only the id changed corrects our bookkeeping and replaces the old outright.
    """
    opened = {row["id"]: row for row in live if row["superseded_at"] is None}
    floors: dict[str, datetime] = {}
    for row in live:
        if row["superseded_at"] is not None:
            floors[row["id"]] = max(row["superseded_at"], floors.get(row["id"], LONG_AGO))
    vanished = {name: row for name, row in opened.items() if name not in source.events}
    movable = {_substance(row["payload"], "id"): name for name, row in sorted(vanished.items(), reverse=True)}

    fresh: list[EventVersion] = []
    dropped: list[Row] = []
    ended: list[Row] = []
    new = changed = unchanged = 0
    for name, (item, digest) in sorted(source.events.items()):
        old = opened.get(name)
        floor = floors.get(name, LONG_AGO)
        if old is not None and old["source_digest"] == digest:
            unchanged += 1
            continue
        if old is None and name in floors:
            new += 1
            floor = max(now, floor)
        elif old is None:
            former = movable.pop(_substance(encode(item), "id"), None) if movable else None
            if former is None:
                new += 1
            else:
                changed += 1
                dropped.append(vanished.pop(former))
                floor = floors.get(former, LONG_AGO)
        else:
            changed += 1
            if _substance(old["payload"]) == _substance(encode(item)):
                dropped.append(old)
            else:
                ended.append(old)
                floor = max(now, floor, old["recorded_at"])
        fresh.append(EventVersion(event=_known_from(item, floor), origin=source.origin, source_digest=digest))
    # a row found to be another's twin was one all along
    dropped += [vanished.pop(name) for name in sorted(vanished.keys() & source.twins.keys())]
    return Plan(
        fresh=fresh,
        dropped=dropped,
        ended=[*ended, *vanished.values()],
        new=new,
        changed=changed,
        vanished=len(vanished),
        unchanged=unchanged,
    )


def _known_from(item: RecordedEvent, floor: datetime) -> RecordedEvent:
    """Return the event with its knowledge time not before `floor`."""
    if item.recorded_at >= floor:
        return item
    return replace(item, recorded_at=floor, recorded_basis="observed")


def _substance(payload: str, *apart: str) -> str:
    """Return what an event says, apart from when that became known and the fields named."""
    fields: dict[str, Any] = msgspec.json.decode(payload)
    for name in (*BOOKKEEPING, *apart):
        fields.pop(name, None)
    return encode(fields)
