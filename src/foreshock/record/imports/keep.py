"""Keep a table's rows as reports: what is new, what changed, what vanished since its last copy.

A row that changed or vanished ends when the new copy was seen and stays visible before. The same
rows again change nothing, so an import that was cut off is simply run again.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, func, select

from foreshock.record import tables
from foreshock.record.clusters import cluster_of
from foreshock.record.columns import plain
from foreshock.record.event_rows import digest_text, encode
from foreshock.record.imports.rows import ImportedRow, SeenIds
from foreshock.record.linking import relink_clusters
from foreshock.record.outcomes import ImportReport
from foreshock.record.reviews.apply import apply_to_reports
from foreshock.record.reviews.log import any_reviews
from foreshock.record.versions import Row, as_said, insert_rows, live_rows, retire_rows
from foreshock.terms.errors import UsageError
from foreshock.terms.record import RecordedBasis

BATCH = 1000
MOVES = 10_000


class Kept(Struct, frozen=True, kw_only=True):
    """What keeping a batch did.

    `fresh` are digests of what the new rows say, days apart; `touched` are the clusters and `named`
    the ids of the rows that are new or changed, whose events are still to be judged.
    """

    new: int
    changed: int
    unchanged: int
    fresh: tuple[str, ...]
    touched: frozenset[str]
    named: frozenset[str]


def keep_copy(
    connection: Connection,
    origin: str,
    rows: Iterable[ImportedRow],
    *,
    seen_at: datetime,
    now: datetime,
    whole: Callable[[], bool],
) -> ImportReport:
    """Make the record's reports of a table equal to this copy of all of it, as of when it was seen.

    `whole` is asked after the last row whether every row of the copy could be read. If not, a row
    that is missing may be one of those: it is kept as it stands, and counted as missing.

    Raises:
        UsageError: a later copy is in the record already.
    """
    latest = latest_copy(connection, origin)
    if latest is not None and latest > seen_at:
        raise UsageError(
            f"a later copy of {origin} (seen {latest:%Y-%m-%d}) is in the record",
            expected="copies of one table in the order in which they were published",
            next_step="import older copies first, into a new record",
        )
    # what an earlier copy did not have is known to be new; what the first has may be of any age
    basis: RecordedBasis = "observed" if latest is None else "first_seen"
    counts: Counter[str] = Counter()
    fresh: list[str] = []
    touched, named = set[str](), set[str]()
    with SeenIds() as seen:
        for batch in batches(rows):
            for item in batch:
                seen.add(plain(item.id))
            kept = _write(connection, origin, batch, seen_at, now, basis)
            counts.update(new=kept.new, changed=kept.changed, unchanged=kept.unchanged)
            touched |= kept.touched
            named |= kept.named
            if len(fresh) < MOVES:
                fresh.extend(kept.fresh)
        gone: list[str] = []
        sure = whole()
        for vanished in _vanished(connection, origin, seen):
            counts["vanished" if sure else "missing"] += len(vanished)
            if not sure:
                continue
            _end(connection, vanished, seen_at, now)
            touched |= {row["cluster"] for row in vanished if row["cluster"]}
            named |= {row["id"] for row in vanished}
            gone.extend(_said(row) for row in vanished[: MOVES - len(gone)])
    # once, at the end: an event that many rows tell of is judged anew for each of them otherwise
    _judge(connection, touched, named, now)
    moved = sum((Counter(fresh) & Counter(gone)).values())
    return ImportReport(
        origin=origin,
        new=counts["new"],
        changed=counts["changed"],
        vanished=counts["vanished"],
        unchanged=counts["unchanged"],
        moved=moved,
        missing=counts["missing"],
    )


def keep_rows(
    connection: Connection, origin: str, rows: Sequence[ImportedRow], *, seen_at: datetime, now: datetime
) -> Kept:
    """Keep some rows of a table, each by its id, whatever other rows there are."""
    kept = _write(connection, origin, rows, seen_at, now, "observed")
    _judge(connection, kept.touched, kept.named, now)
    return kept


def _write(
    connection: Connection,
    origin: str,
    rows: Sequence[ImportedRow],
    seen_at: datetime,
    now: datetime,
    basis: RecordedBasis,
) -> Kept:
    """Write the rows that are new or changed; `basis` is how we know since when, where the table does not say."""
    report = tables.report
    wanted = {plain(item.id): _columns(origin, item) for item in rows}
    known = {plain(item.id): item.known_at for item in rows}
    held = {
        row["id"]: row
        for row in live_rows(
            connection, report, report.c.id.in_(wanted), report.c.superseded_at.is_(None), as_said(report)
        )
    }
    changed = {name: held[name] for name, row in wanted.items() if name in held and _says(held[name]) != _says(row)}
    new = [name for name in wanted if name not in held]
    opened: list[Row] = []
    for name in (*new, *changed):
        first = known[name] if name in new else None
        floor = max(seen_at, changed[name]["recorded_at"]) if name in changed else seen_at
        clocks = {"recorded_at": first or floor, "superseded_at": None, "entered_at": now}
        opened.append({**wanted[name], "recorded_basis": "first_seen" if first else basis, **clocks})
    _end(connection, list(changed.values()), seen_at, now)
    insert_rows(connection, report, opened)
    return Kept(
        new=len(new),
        changed=len(changed),
        unchanged=len(wanted) - len(new) - len(changed),
        fresh=tuple(_said(wanted[name]) for name in new),
        touched=frozenset(row["cluster"] for row in (*changed.values(), *opened) if row["cluster"]),
        named=frozenset((*new, *changed)),
    )


def latest_copy(connection: Connection, origin: str) -> datetime | None:
    """Return when the last copy of a table that changed anything was seen, None if there is none."""
    report = tables.report
    latest = select(func.max(report.c.recorded_at), func.max(report.c.superseded_at)).where(
        report.c.origin == origin, as_said(report)
    )
    moments = [moment for moment in connection.execute(latest).one() if moment is not None]
    return max(moments, default=None)


def batches(rows: Iterable[ImportedRow]) -> Iterator[list[ImportedRow]]:
    """Yield rows some at a time."""
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        yield batch


def _vanished(connection: Connection, origin: str, seen: SeenIds) -> Iterator[list[Row]]:
    """Yield the rows of a table that stand in the record and were not seen now, some at a time."""
    report, after = tables.report, 0
    while True:
        page = [
            dict(row)
            for row in connection.execute(
                select(report)
                .where(
                    report.c.origin == origin,
                    report.c.retired_at.is_(None),
                    report.c.superseded_at.is_(None),
                    as_said(report),
                    report.c.row > after,
                )
                .order_by(report.c.row)
                .limit(BATCH)
            ).mappings()
        ]
        if not page:
            return
        after = page[-1]["row"]
        gone = [row for row in page if row["id"] not in seen]
        if gone:
            yield gone


def _end(connection: Connection, rows: Sequence[Row], seen_at: datetime, now: datetime) -> None:
    """End rows at `seen_at`: stop believing them, and keep what was visible before under an end."""
    report = tables.report
    retire_rows(connection, report, (row["row"] for row in rows), now)
    ended = [
        {
            **{name: row[name] for name in row if name not in ("row", "retired_at")},
            "superseded_at": seen_at,
            "overruled_at": None,
            "entered_at": now,
        }
        for row in rows
        if row["recorded_at"] < seen_at
    ]
    insert_rows(connection, report, ended)


def _judge(connection: Connection, touched: Iterable[str], named: Iterable[str], now: datetime) -> None:
    """Bring what reviews say of these rows, and the events of these clusters, up to date."""
    clusters = set(touched)
    if any_reviews(connection):
        clusters |= apply_to_reports(connection, named, now)
    relink_clusters(connection, clusters, now, gone=named)


def _says(row: Row) -> tuple[str, str]:
    return row["source"], row["content"]


def _said(row: Row) -> str:
    """Return a digest of what a row says but for its days and the id made of them."""
    fields: dict[str, Any] = msgspec.json.decode(row["content"])
    for name in ("id", "when"):
        fields.pop(name, None)
    return digest_text(encode([row["source"], fields]))


def _columns(origin: str, item: ImportedRow) -> Row:
    event, when = item.event, item.event.when
    cluster = cluster_of(event) if item.joins else None
    return {
        "id": plain(item.id),
        "origin": origin,
        "article_id": None,
        "cluster": cluster.key if cluster else None,
        "kind": event.kind,
        "actors": " ".join(sorted({actor.code for actor in event.actors})),
        "valid_from": when.start if when else None,
        "valid_to": when.end if when else None,
        "precision": when.precision if when else None,
        "status": event.status,
        "source": item.source,
        "content": encode(event),
    }
