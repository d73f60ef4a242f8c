"""Bring rows to what the reviews of them say, whatever has been coded, loaded or imported since."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Table, select

from foreshock.record import tables
from foreshock.record.event_rows import ARTICLE_ORIGIN, insert_events, version_of
from foreshock.record.items import claim_columns, report_columns, report_id_of, statement_columns
from foreshock.record.reviews.carried import reviews_of_reading
from foreshock.record.reviews.decisions import decision_words, decisions_at
from foreshock.record.reviews.log import in_order, select_reviews
from foreshock.record.reviews.matching import ItemKey, items_of, match
from foreshock.record.reviews.overlay import event_versions, versions_of
from foreshock.record.rules import REVIEW
from foreshock.record.versions import Period, Row, insert_rows, live_rows, retire_rows
from foreshock.terms.reading import Claim, Event, Reading, Statement
from foreshock.terms.review import ItemSort, Review

CODED: tuple[ItemSort, ...] = ("statement", "claim", "report")
_readings = msgspec.json.Decoder(Reading)


class _Kept(Struct, frozen=True):
    """How the items of one sort are kept: the column with the item, its type, and its other columns."""

    sort: ItemSort
    table: Table
    payload: str
    decode: Callable[[str], Any]
    columns: Callable[[Any], Row]


STATEMENTS = _Kept("statement", tables.statement, "payload", msgspec.json.Decoder(Statement).decode, statement_columns)
CLAIMS = _Kept("claim", tables.claim, "payload", msgspec.json.Decoder(Claim).decode, claim_columns)
REPORTS = _Kept("report", tables.report, "content", msgspec.json.Decoder(Event).decode, report_columns)


def apply_to_article(connection: Connection, article_id: str, now: datetime) -> set[str]:
    """Bring an article's items to what their reviews say; return the clusters whose reports moved."""
    payloads = live_rows(connection, tables.reading, tables.reading.c.article_id == article_id)
    if not payloads:
        return set()
    reading = _readings.decode(payloads[0]["payload"])
    found = reviews_by_item(reviews_of_reading(connection, reading), reading)
    touched: set[str] = set()
    for kept in (STATEMENTS, CLAIMS, REPORTS):
        of_row = _named(found, kept, article_id)
        touched |= _settle(connection, kept, kept.table.c.article_id == article_id, of_row, now)
    return touched


def apply_to_reports(connection: Connection, names: Iterable[str], now: datetime) -> set[str]:
    """Bring the imported rows with these ids to what their reviews say; return the clusters that moved."""
    review, touched = tables.review, set[str]()
    for name in names:
        reviews = select_reviews(connection, review.c.item == name, review.c.sort == "report")
        touched |= _settle(connection, REPORTS, tables.report.c.id == name, _always(reviews), now)
    return touched


def apply_to_tables(connection: Connection, now: datetime) -> list[tuple[date, date]]:
    """Bring every reviewed event of a table to what its reviews say; return the days whose reports may be moved."""
    review = tables.review
    reviews = select_reviews(connection, review.c.sort == "event")
    names = {item.item for item in reviews if item.verdict != "undo"}
    changed = [row for name in sorted(names) for row in _settle_event(connection, name, reviews, now)]
    _settle_own_links(connection, reviews, now)
    return [(row["valid_from"], row["valid_to"]) for row in changed]


def _settle_event(connection: Connection, name: str, reviews: Sequence[Review], now: datetime) -> list[Row]:
    """Make a table's event what was said and what reviews make of it; return its rows, old and new, if any changed."""
    event = tables.event
    bearing = [item for item in reviews if name == item.item or item.verdict == "undo"]
    live = live_rows(connection, event, event.c.id == name, event.c.origin != ARTICLE_ORIGIN)
    wanted = [version for row in live if row["review"] is None for version in event_versions(version_of(row), bearing)]
    held = [version_of(row) for row in live]
    gone = [row for row, version in zip(live, held, strict=True) if version not in wanted]
    fresh = [version for version in wanted if version not in held]
    retire_rows(connection, event, (row["row"] for row in gone), now)
    insert_events(connection, fresh, now)
    return [*gone, *({"valid_from": item.event.valid_from, "valid_to": item.event.valid_to} for item in fresh)]


def _settle_own_links(connection: Connection, reviews: Sequence[Review], now: datetime) -> None:
    """Let the rows of tables whose events were merged into others tell of those."""
    link, report = tables.link, tables.report
    merged = sorted({item.item for item in reviews if item.verdict == "merge"})
    if not merged:
        return
    # a table's own rows, and those a rule of the pack joined to them
    rows = live_rows(connection, link, link.c.event_id.in_(merged), link.c.report_id.startswith("pack:"))
    names = sorted({row["report_id"] for row in rows})
    live = live_rows(connection, link, link.c.report_id.in_(names))
    there = set(connection.scalars(select(report.c.id).where(report.c.id.in_(names), report.c.retired_at.is_(None))))
    wanted: list[Row] = []
    for row in (row for row in live if row["review"] is None and row["report_id"] in there):
        wanted += _merged_links(_comparable(row), reviews)
    held = [_comparable(row) for row in live]
    retire_rows(connection, link, (r["row"] for r, said in zip(live, held, strict=True) if said not in wanted), now)
    insert_rows(connection, link, [{**row, "entered_at": now} for row in wanted if row not in held])


def _merged_links(said: Row, reviews: Sequence[Review]) -> list[Row]:
    """Return a table row's link to its own event and, while that is merged into another, the links to that. Pure."""
    period = Period(said["recorded_at"], said["superseded_at"])
    moments = sorted({period.start, *(item.since for item in reviews if period.holds(item.since))})
    spans: list[Row] = []
    for moment, following in zip(moments, [*moments[1:], period.end], strict=True):
        name, last, passed = str(said["event_id"]), None, set[str]()
        merges = decisions_at(reviews, moment).merged
        while name in merges and name not in passed:
            passed.add(name)
            last = merges[name]
            name = str(last.event)
        if last is None:
            values = {"event_id": name, "rule": said["rule"], "reason": said["reason"], "review": None}
        else:
            reason = f"{said['reason']}; {decision_words(last)}"
            values = {"event_id": name, "rule": REVIEW, "reason": reason, "review": last.number}
        if spans and {key: spans[-1][key] for key in values} == values:
            spans[-1]["superseded_at"] = following
        else:
            spans.append({**said, **values, "recorded_at": moment, "superseded_at": following, "overruled_at": None})
    if not spans or spans == [{**said, "overruled_at": None}]:
        return [{**said, "overruled_at": None}]
    first = next((span["recorded_at"] for span in spans if span["review"] is not None), None)
    back = next((item.number for item in reversed(reviews) if item.verdict == "undo"), 0)
    derived = [
        {**span, "review": back if span["review"] is None else span["review"]}
        for span in spans
        if first is not None and span["recorded_at"] >= first
    ]
    return [{**said, "overruled_at": first}, *derived]


def reviews_by_item(reviews: Sequence[Review], reading: Reading) -> dict[ItemKey, list[Review]]:
    """Return the reviews of each item of a reading with every undo, by the item's sort and id.

    Reviews of the whole article are reviews of each of its items.
    """
    common = [review for review in reviews if review.verdict == "undo" or review.sort == "article"]
    found, _ = match([review for review in reviews if review.verdict != "undo"], reading)
    if any(review.sort == "article" for review in common):
        for sort in CODED:
            for item in items_of(reading, sort):
                found.setdefault((sort, item.id), [])
    return {name: in_order([*group, *common]) for name, group in found.items()}


def _always(reviews: Sequence[Review]) -> Callable[[Row], Sequence[Review]]:
    return lambda _: reviews


def _named(found: dict[ItemKey, list[Review]], kept: _Kept, article_id: str) -> Callable[[Row], Sequence[Review]]:
    if kept is REPORTS:
        by_id = {report_id_of(article_id, name): group for (sort, name), group in found.items() if sort == kept.sort}
        return lambda row: by_id.get(row["id"], ())
    return lambda row: found.get((kept.sort, row["item_id"]), ())


def _settle(
    connection: Connection,
    kept: _Kept,
    which: ColumnElement[bool],
    of_row: Callable[[Row], Sequence[Review]],
    now: datetime,
) -> set[str]:
    """Make a table's believed rows equal to what was said and what reviews make of it."""
    live = live_rows(connection, kept.table, which)
    wanted: list[Row] = []
    for row in (row for row in live if row["review"] is None):
        wanted += _rows(kept, row, of_row(row))
    held = [_comparable(row) for row in live]
    gone = [row for row, said in zip(live, held, strict=True) if said not in wanted]
    fresh = [row for row in wanted if row not in held]
    retire_rows(connection, kept.table, (row["row"] for row in gone), now)
    insert_rows(connection, kept.table, [{**row, "entered_at": now} for row in fresh])
    return {row["cluster"] for row in (*gone, *fresh) if row.get("cluster")}


def _rows(kept: _Kept, row: Row, reviews: Sequence[Review]) -> list[Row]:
    said = _comparable(row)
    item = kept.decode(row[kept.payload])
    shown = versions_of(item, Period(row["recorded_at"], row["superseded_at"]), reviews)
    overruled = next((version.period.start for version in shown if version.review is not None), None)
    return [
        {**said, "overruled_at": overruled},
        *(
            {
                **said,
                **kept.columns(version.item),
                "recorded_at": version.period.start,
                "superseded_at": version.period.end,
                "overruled_at": None,
                "review": version.review,
            }
            for version in shown
            if version.review is not None and version.item is not None
        ),
    ]


def _comparable(row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in ("row", "entered_at", "retired_at")}
