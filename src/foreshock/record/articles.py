"""Store a reading: the article, what it says, and what follows for the events."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct
from sqlalchemy import Column, Connection, Table

from foreshock.record import tables
from foreshock.record.address import AddressedText, periods_of
from foreshock.record.event_rows import digest_text, encode
from foreshock.record.items import article_row, claim_rows, report_id_of, report_rows, statement_rows
from foreshock.record.linking import relink_clusters
from foreshock.record.outcomes import AddReport, AddState
from foreshock.record.versions import Period, Row, insert_rows, live_rows, retire_rows
from foreshock.terms.article import Article
from foreshock.terms.reading import Reading

ITEM_TABLES = (tables.reading, tables.statement, tables.claim, tables.report)

# A publication time known only to the day may be any moment of it: the last one leaks nothing.
SLACK = {"hour": timedelta(hours=1), "day": timedelta(days=1)}


class Arrival(Struct, frozen=True, kw_only=True):
    """A reading on its way in: `known` is when its content was public, `now` when this file gets it."""

    reading: Reading
    coder: str | None
    known: datetime
    received: datetime
    now: datetime


def known_from(article: Article, received_at: datetime) -> datetime:
    """Return when an article's content became public knowledge.

    That is its publication, or the end of the published day or hour if no more is known, but never
    after it was received; without a publication time, when it was received.
    """
    if article.published_at is None:
        return received_at
    try:
        published = article.published_at + SLACK.get(article.published_precision or "", timedelta())
    except OverflowError:
        return received_at
    return min(published, received_at)


class Stored(Struct, frozen=True, kw_only=True):
    """What became of an arrival, and the clusters that have to be judged again."""

    state: AddState
    period: Period
    clusters: frozenset[str] = frozenset()


def store_readings(connection: Connection, arrivals: Sequence[Arrival]) -> list[AddReport]:
    """Store readings, each unless the record holds it; end the version one replaces at its address.

    The same article coded otherwise replaces the old coding outright, with the same knowledge
    time: the article was knowable all along, only our reading of it changed. Another text at the
    same address is a correction: the old text's items stay visible up to the new text's own time
    (see `periods_of`). A late-arriving older text is known only up to the next version.
    """
    stored = [_store(connection, arrival) for arrival in arrivals]
    touched = {key for item in stored for key in item.clusters}
    shared = relink_clusters(connection, touched, arrivals[0].now) if touched else set()
    return [_outcome(arrival, item, shared) for arrival, item in zip(arrivals, stored, strict=True)]


def _store(connection: Connection, arrival: Arrival) -> Stored:
    """Store one reading's rows; the events are left to be judged."""
    reading, now = arrival.reading, arrival.now
    article_id = reading.article.id
    payload = encode(reading)
    digest = digest_text(payload)
    held = live_rows(connection, tables.article, tables.article.c.id == article_id)
    touched: set[str] = set()
    replaced = bool(held)
    if held:
        period = Period(held[0]["recorded_at"], held[0]["superseded_at"])
        coded = live_rows(connection, tables.reading, tables.reading.c.article_id == article_id)
        if coded[0]["digest"] == digest:
            return Stored(state="unchanged", period=period)
        touched |= _retire_coding(connection, article_id, now)
    else:
        period, others = _place_version(connection, arrival)
        replaced = others is not None
        touched |= others or set()
        moments = {"known_from": arrival.known, "received_at": arrival.received}
        insert_rows(connection, tables.article, [{**article_row(reading.article), **moments, **_clocks(period, now)}])

    clocks = _clocks(period, now)
    row = {"article_id": article_id, "coder": arrival.coder, "digest": digest, "payload": payload, **clocks}
    insert_rows(connection, tables.reading, [row])
    insert_rows(connection, tables.statement, [{**item, **clocks} for item in statement_rows(reading)])
    insert_rows(connection, tables.claim, [{**item, **clocks} for item in claim_rows(reading)])
    reports = report_rows(reading)
    insert_rows(connection, tables.report, [{**item, **clocks} for item in reports])
    return Stored(
        state="changed" if replaced else "new", period=period, clusters=frozenset(touched | _clusters(reports))
    )


def _place_version(connection: Connection, arrival: Arrival) -> tuple[Period, set[str] | None]:
    """Return when a new text stands, after moving the periods of the others at its address.

    Also returns the clusters whose reports moved; None if the record holds no other text there.
    """
    article = arrival.reading.article
    mine = AddressedText(arrival.known, arrival.received, article.id)
    held = [] if article.url is None else live_rows(connection, tables.article, tables.article.c.url == article.url)
    texts = [AddressedText(row["known_from"], row["received_at"], row["id"]) for row in held]
    periods = periods_of([*texts, mine])
    touched: set[str] = set()
    for row in held:
        if periods[row["id"]] != Period(row["recorded_at"], row["superseded_at"]):
            touched |= _move_version(connection, row["id"], periods[row["id"]], arrival.now)
    return periods[article.id], touched if held else None


def _move_version(connection: Connection, article_id: str, period: Period, now: datetime) -> set[str]:
    """Give an article and all it says another period; return the clusters of its reports."""
    moved = _replace(connection, tables.article, tables.article.c.id, article_id, period, now)
    for table in ITEM_TABLES:
        moved += _replace(connection, table, table.c.article_id, article_id, period, now)
    return _clusters(moved)


def _replace(
    connection: Connection, table: Table, key: Column[Any], article_id: str, period: Period, now: datetime
) -> list[Row]:
    """Retire an article's rows in one table and put copies with another period in their place."""
    rows = live_rows(connection, table, key == article_id)
    retire_rows(connection, table, (row["row"] for row in rows), now)
    copies = [{**row, **_clocks(period, now)} for row in rows]
    for copy in copies:
        del copy["row"], copy["retired_at"]
    insert_rows(connection, table, copies)
    return rows


def _retire_coding(connection: Connection, article_id: str, now: datetime) -> set[str]:
    """Stop believing how an article was coded; return the clusters its reports were in."""
    retired: list[Row] = []
    for table in ITEM_TABLES:
        rows = live_rows(connection, table, table.c.article_id == article_id)
        retire_rows(connection, table, (row["row"] for row in rows), now)
        retired += rows
    return _clusters(retired)


def _clusters(rows: Iterable[Row]) -> set[str]:
    return {row["cluster"] for row in rows if row.get("cluster")}


def _clocks(period: Period, now: datetime) -> Row:
    return {"recorded_at": period.start, "superseded_at": period.end, "entered_at": now}


def _outcome(arrival: Arrival, stored: Stored, shared: set[str]) -> AddReport:
    reading = arrival.reading
    mine = {report_id_of(reading.article.id, item.id) for item in reading.events}
    return AddReport(
        article=reading.article.id,
        state=stored.state,
        recorded_at=stored.period.start,
        statements=len(reading.statements),
        events=len(reading.events),
        claims=len(reading.claims),
        linked=0 if stored.state == "unchanged" else len(shared & mine),
    )
