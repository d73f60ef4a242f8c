"""Store a reading: the article, what it says, and what follows for the events."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Column, Connection, Table

from foreshock.record import tables
from foreshock.record.address import AddressedText, periods_of
from foreshock.record.columns import plain_or_none
from foreshock.record.event_rows import digest_text, encode
from foreshock.record.holdings import look_up
from foreshock.record.items import (
    article_row,
    claim_rows,
    clusters_of,
    report_id_of,
    report_rows,
    statement_rows,
)
from foreshock.record.linking import relink_clusters
from foreshock.record.outcomes import AddReport, AddState
from foreshock.record.reviews.apply import apply_to_article
from foreshock.record.reviews.log import any_reviews
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


class Coded(Struct, frozen=True, kw_only=True):
    """An arrival with its period, its reading written out and the digest of that."""

    arrival: Arrival
    period: Period
    payload: str
    digest: str


class Stored(Struct, frozen=True, kw_only=True):
    """What became of an arrival, and what has to be judged again.

    `clusters` are those its reports are or were in, `gone` ids of reports of an earlier coding,
    `moved` the articles whose rows were written anew.
    """

    state: AddState
    period: Period
    clusters: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    moved: frozenset[str] = frozenset()


def store_readings(connection: Connection, arrivals: Sequence[Arrival]) -> list[AddReport]:
    """Store readings, each unless the record holds it; end the version one replaces at its address.

    The same article coded otherwise replaces the old coding outright, with the same knowledge
    time: the article was knowable all along, only our reading of it changed. Another text at the
    same address is a correction: the old text's items stay visible up to the new text's own time
    (see `periods_of`). A late-arriving older text is known only up to the next version.
    """
    stored = _store_all(connection, arrivals)
    touched = {key for item in stored for key in item.clusters}
    gone = {name for item in stored for name in item.gone}
    if any_reviews(connection):
        for arrival, item in zip(arrivals, stored, strict=True):
            for article_id in item.moved:
                touched |= apply_to_article(connection, article_id, arrival.now)
    shared = relink_clusters(connection, touched, arrivals[0].now, gone) if touched or gone else set()
    return [_outcome(arrival, item, shared) for arrival, item in zip(arrivals, stored, strict=True)]


def _store_all(connection: Connection, arrivals: Sequence[Arrival]) -> list[Stored]:
    """Store the rows of all arrivals, in order; the events are left to be judged.

    Most articles are new and alone at their address. Those are gathered and written many at a
    time; only one that meets another, here or in the record, is worked on by itself.
    """
    holdings = look_up(connection, [arrival.reading.article for arrival in arrivals])
    gathered: list[Coded] = []
    stored: list[Stored] = []
    for arrival in arrivals:
        article, payload = arrival.reading.article, encode(arrival.reading)
        coded = Coded(arrival=arrival, period=Period(arrival.known), payload=payload, digest=digest_text(payload))
        same = holdings.unchanged(article, coded.digest)
        if same is not None:
            stored.append(Stored(state="unchanged", period=same))
        elif holdings.meets_none(article):
            gathered.append(coded)
            stored.append(Stored(state="new", period=coded.period, clusters=clusters_of(arrival.reading)))
        else:
            _write(connection, gathered)
            gathered = []
            stored.append(_store(connection, coded))
        holdings.note(article)
    _write(connection, gathered)
    return stored


def _store(connection: Connection, coded: Coded) -> Stored:
    """Store the rows of one article that meets others."""
    arrival, now = coded.arrival, coded.arrival.now
    article_id = arrival.reading.article.id
    held = live_rows(connection, tables.article, tables.article.c.id == article_id)
    touched: set[str] = set()
    gone: set[str] = set()
    moved = {article_id}
    replaced = bool(held)
    if held:
        period = Period(held[0]["recorded_at"], held[0]["superseded_at"])
        found = live_rows(connection, tables.reading, tables.reading.c.article_id == article_id)
        if found[0]["digest"] == coded.digest:
            return Stored(state="unchanged", period=period)
        retired = _retire_coding(connection, article_id, now)
        touched |= _clusters(retired)
        gone |= {row["id"] for row in retired if "cluster" in row}
    else:
        period, others = _place_version(connection, arrival)
        replaced = others is not None
        for name, rows in (others or {}).items():
            moved.add(name)
            touched |= _clusters(rows)
    _write(connection, [replace(coded, period=period)], article=not held)
    return Stored(
        state="changed" if replaced else "new",
        period=period,
        clusters=clusters_of(arrival.reading) | touched,
        gone=frozenset(gone),
        moved=frozenset(moved),
    )


def _write(connection: Connection, coded: Sequence[Coded], *, article: bool = True) -> None:
    """Insert articles (unless they are there) with all they say, one table after the other."""
    clocks = [_clocks(item.period, item.arrival.now) for item in coded]
    if article:
        moments = [{"known_from": item.arrival.known, "received_at": item.arrival.received} for item in coded]
        rows = [article_row(item.arrival.reading.article) for item in coded]
        insert_rows(
            connection,
            tables.article,
            [row | moment | clock for row, moment, clock in zip(rows, moments, clocks, strict=True)],
        )
    insert_rows(
        connection,
        tables.reading,
        [
            {
                "article_id": item.arrival.reading.article.id,
                "coder": item.arrival.coder,
                "digest": item.digest,
                "payload": item.payload,
                **clock,
            }
            for item, clock in zip(coded, clocks, strict=True)
        ],
    )
    for table, rows_of in (
        (tables.statement, statement_rows),
        (tables.claim, claim_rows),
        (tables.report, report_rows),
    ):
        said = ((rows_of(item.arrival.reading), clock) for item, clock in zip(coded, clocks, strict=True))
        insert_rows(connection, table, [{**row, **clock} for rows, clock in said for row in rows])


def _place_version(connection: Connection, arrival: Arrival) -> tuple[Period, dict[str, list[Row]] | None]:
    """Return when a new text stands, after moving the periods of the others at its address.

    Also returns the rows of the articles that moved; None if the record holds no other text there.
    """
    article = arrival.reading.article
    mine = AddressedText(arrival.known, arrival.received, article.id)
    url = plain_or_none(article.url)
    held = [] if url is None else live_rows(connection, tables.article, tables.article.c.url == url)
    texts = [AddressedText(row["known_from"], row["received_at"], row["id"]) for row in held]
    periods = periods_of([*texts, mine])
    moved: dict[str, list[Row]] = {}
    for row in held:
        if periods[row["id"]] != Period(row["recorded_at"], row["superseded_at"]):
            moved[row["id"]] = _move_version(connection, row["id"], periods[row["id"]], arrival.now)
    return periods[article.id], moved if held else None


def _move_version(connection: Connection, article_id: str, period: Period, now: datetime) -> list[Row]:
    """Give an article and all it says another period; return the rows that were there."""
    moved = _replace(connection, tables.article, tables.article.c.id, article_id, period, now)
    for table in ITEM_TABLES:
        moved += _replace(connection, table, table.c.article_id, article_id, period, now)
    return moved


def _replace(
    connection: Connection, table: Table, key: Column[Any], article_id: str, period: Period, now: datetime
) -> list[Row]:
    """Retire an article's rows in one table and put copies with another period in their place.

    Reviewed rows are left to be made again (see `apply_to_article`).
    """
    rows = live_rows(connection, table, key == article_id)
    retire_rows(connection, table, (row["row"] for row in rows), now)
    copies = [{**row, **_clocks(period, now)} for row in rows if row.get("review") is None]
    for copy in copies:
        del copy["row"], copy["retired_at"]
        if "overruled_at" in copy:
            copy["overruled_at"] = None
    insert_rows(connection, table, copies)
    return rows


def _retire_coding(connection: Connection, article_id: str, now: datetime) -> list[Row]:
    """Stop believing how an article was coded; return the rows that said so."""
    retired: list[Row] = []
    for table in ITEM_TABLES:
        rows = live_rows(connection, table, table.c.article_id == article_id)
        retire_rows(connection, table, (row["row"] for row in rows), now)
        retired += rows
    return retired


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
