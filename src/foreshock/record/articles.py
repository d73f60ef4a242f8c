"""Store a reading: the article, what it says, and what follows for the events."""

from datetime import datetime, timedelta

from msgspec import Struct
from sqlalchemy import Connection

from foreshock.record import tables
from foreshock.record.event_rows import digest_text, encode
from foreshock.record.linking import relink_clusters
from foreshock.record.outcomes import AddReport
from foreshock.record.versions import (
    Period,
    insert_rows,
    live_rows,
)
from foreshock.terms.article import Article
from foreshock.terms.reading import Reading

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


def store_reading(connection: Connection, arrival: Arrival) -> AddReport:
    """Store a reading unless the record holds it; end the version it replaces at its address.

    The same article coded otherwise replaces the old coding outright, with the same knowledge
    time: the article was knowable all along, only our reading of it changed. Another text at the
    same address is a correction: the old text's items stay visible up to the new text's own time.
    A late-arriving older text is stored as known only up to the next version, and never visible
    where another version already fills its place.
    """
    reading, now = arrival.reading, arrival.now
    article_id = reading.article.id
    payload = encode(reading)
    digest = digest_text(payload)
    held = live_rows(connection, tables.article, tables.article.c.id == article_id)
    if held:
        period = Period(held[0]["recorded_at"], held[0]["superseded_at"])
        coded = live_rows(connection, tables.reading, tables.reading.c.article_id == article_id)
        if coded[0]["digest"] == digest:
            return _outcome(arrival, "unchanged", period)
        touched = _retire_coding(connection, article_id, now)
        state = "changed"
    else:
        period, touched = _place_version(connection, arrival)
        state = "changed" if touched is not None else "new"
        insert_rows(connection, tables.article, [_article_row(reading.article, period, now)])
    clocks = _clocks(period, now)
    row = {"article_id": article_id, "coder": arrival.coder, "digest": digest, "payload": payload, **clocks}
    insert_rows(connection, tables.reading, [row])
    clusters = _insert_items(connection, reading, clocks)
    shared = relink_clusters(connection, {*clusters, *(touched or ())}, now)
    mine = {_report_id(article_id, item.id) for item in reading.events}
    return _outcome(arrival, "changed" if state == "changed" else "new", period, linked=len(shared & mine))


def _outcome(arrival: Arrival, state: str, period: Period, *, linked: int = 0) -> AddReport:
    reading = arrival.reading
    return AddReport(
        article=reading.article.id,
        state="unchanged" if state == "unchanged" else "changed" if state == "changed" else "new",
        recorded_at=period.start,
        statements=len(reading.statements),
        events=len(reading.events),
        claims=len(reading.claims),
        linked=linked,
    )
