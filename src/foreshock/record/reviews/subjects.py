"""Find what a review is of, by the id a person gives, and say clearly when it is not there."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, select

from foreshock.record import tables
from foreshock.record.columns import plain
from foreshock.record.event_rows import ARTICLE_ORIGIN
from foreshock.record.reviews.decisions import MADE
from foreshock.record.rules import OWN_ROW
from foreshock.record.versions import believed, live_rows, visible
from foreshock.terms.errors import UsageError
from foreshock.terms.reading import Event, Reading
from foreshock.terms.review import ItemSort

SHA, LENGTH, SHORTEST = "sha256:", 64, 8
_readings = msgspec.json.Decoder(Reading)
_events = msgspec.json.Decoder(Event)


class Subject(Struct, frozen=True):
    """What a review is of: its sort and id. The report that is a table's own row goes as its event."""

    sort: ItemSort
    id: str


def find(connection: Connection, name: str, moment: datetime) -> Subject:
    """Return what an id names, if the record knew it at a moment, rejected or not.

    An article may be named by the first eight or more digits of its id, or by its address.

    Raises:
        UsageError: nothing the record held then has the id.
    """
    name = _in_full(connection, plain(name.strip()))
    whole = _article(connection, name, moment)
    if whole is not None:
        return Subject("article", whole)
    own = _event_of_row(connection, name)
    if own is not None:
        return Subject("event", own)
    article_id, _, item_id = name.rpartition(":")
    for sort, table in (("statement", tables.statement), ("claim", tables.claim)):
        rows = live_rows(connection, table, table.c.article_id == article_id, table.c.item_id == item_id)
        if any(row["recorded_at"] <= moment for row in rows):
            return Subject(sort, name)  # type: ignore[arg-type]
    for sort, table in (("report", tables.report), ("event", tables.event)):
        if any(row["recorded_at"] <= moment for row in live_rows(connection, table, table.c.id == name)):
            return Subject(sort, name)  # type: ignore[arg-type]
    raise UsageError(
        f"there is nothing {name!r} to review at {moment:%Y-%m-%d %H:%M} UTC",
        expected="the id of an event, a report, statement or claim (ARTICLE:e1, ARTICLE:s1, ARTICLE:c1) or an article",
        next_step="foreshock record show EVENT and foreshock record search show ids",
    )


def find_event(connection: Connection, name: str, moment: datetime) -> str:
    """Return the id of the event that a name is, if it was known at a moment.

    Raises:
        UsageError: it was not.
    """
    found = plain(name.strip())
    event = tables.event
    known = connection.execute(select(event.c.id).where(event.c.id == found, visible(event, moment)).limit(1)).first()
    if known is None:
        raise UsageError(
            f"there is no event {found!r} at {moment:%Y-%m-%d %H:%M} UTC",
            expected="the id of an event that the record shows",
            next_step="foreshock record list shows the ids",
        )
    return found


def check_event(subject: Subject) -> None:
    """Refuse what is no event."""
    if subject.sort != "event":
        raise UsageError(
            f"{subject.id} is a {subject.sort}, not an event",
            expected="the id of an event",
            next_step="foreshock record list shows the ids",
        )


def check_report(connection: Connection, subject: Subject) -> None:
    """Refuse what has no link that could be reviewed."""
    if subject.sort != "report":
        advice = "merge the event into the other one" if subject.sort == "event" else "give the id of a report"
        raise UsageError(f"{subject.id} is a {subject.sort} and has no link", expected="a report", next_step=advice)
    report = tables.report
    rows = live_rows(connection, report, report.c.id == subject.id)
    if all(row["cluster"] is None for row in rows):
        raise UsageError(
            f"the report {subject.id} leaves open what happened, when or by whom, and is linked to nothing",
            expected="a report with kind, actors, day and status",
            next_step="correct those first, such as day=2023-02-02",
        )


def check_linked(connection: Connection, report_id: str, event_id: str) -> None:
    """Refuse to judge a link that never was."""
    link = tables.link
    query = select(link.c.row).where(link.c.report_id == report_id, link.c.event_id == event_id).limit(1)
    if connection.execute(query).first() is None:
        raise UsageError(
            f"the report {report_id} is not linked to {event_id}",
            expected="a report and the event it is linked to",
            next_step=f"foreshock record show {event_id} lists its reports",
        )


def reports_to_split(
    connection: Connection, subject: Subject, reports: Sequence[str], moment: datetime
) -> tuple[str, ...]:
    """Return the reports to split off an event, in order.

    Raises:
        UsageError: it is no event, one of them is not its report or is the table's own row, or none would be left.
    """
    check_event(subject)
    link = tables.link
    query = select(link.c.report_id, link.c.rule).where(link.c.event_id == subject.id, visible(link, moment))
    rules = {row.report_id: row.rule for row in connection.execute(query)}
    wanted = tuple(sorted({plain(name.strip()) for name in reports}))
    strange = [name for name in wanted if name not in rules or rules[name] == OWN_ROW or name.startswith("pack:")]
    if not wanted or strange or len(wanted) == len(rules):
        wrong = (
            f"{strange[0]} is no report that can be split off {subject.id}"
            if strange
            else (f"{subject.id} would be left without reports" if wanted else "no report is named")
        )
        raise UsageError(
            wrong,
            expected="some, not all, of the event's reports; a table's own row stays with its event",
            next_step=f"foreshock record show {subject.id} lists them",
        )
    return wanted


def of_table(connection: Connection, event_id: str) -> bool:
    """True if an event is a table's, not made of reports."""
    if event_id.startswith(MADE):
        return False
    event = tables.event
    query = select(event.c.row).where(event.c.id == event_id, event.c.origin != ARTICLE_ORIGIN).limit(1)
    return connection.execute(query).first() is not None


def reading_of(connection: Connection, article_id: str) -> Reading | None:
    """Return an article as it is coded now, without reviews."""
    table = tables.reading
    payload = connection.execute(
        select(table.c.payload).where(table.c.article_id == article_id, believed(table))
    ).scalar()
    return None if payload is None else _readings.decode(payload)


def imported(connection: Connection, report_id: str) -> Event:
    """Return what an imported row says, as reviewed so far."""
    report = tables.report
    rows = live_rows(connection, report, report.c.id == report_id)
    return _events.decode(max(rows, key=lambda row: row["recorded_at"])["content"])


def event_of_report(connection: Connection, report_id: str, moment: datetime) -> str | None:
    """Return the event a report is linked to at a moment, None if it is linked to none."""
    link = tables.link
    query = select(link.c.event_id).where(link.c.report_id == report_id, visible(link, moment))
    return connection.execute(query.limit(1)).scalar()


def _in_full(connection: Connection, name: str) -> str:
    """Return an item's id with its article's id in full, if it begins only one article's."""
    article, colon, item = name.rpartition(":")
    digits = article.removeprefix(SHA)
    if not colon or not SHORTEST <= len(digits) < LENGTH or any(digit not in "0123456789abcdef" for digit in digits):
        return name
    table = tables.article
    query = select(table.c.id).where(table.c.id >= SHA + digits, table.c.id < SHA + digits + "g", believed(table))
    found = connection.scalars(query.distinct().limit(2)).all()
    return f"{found[0]}:{item}" if len(found) == 1 else name


def _article(connection: Connection, name: str, moment: datetime) -> str | None:
    """Return the id of the article that an id, or an address at which it stood at a moment, names."""
    table = tables.article
    digits = name.removeprefix(SHA)
    if name.startswith(SHA) and ":" not in digits:
        query = select(table.c.id).where(table.c.id == name, believed(table), table.c.recorded_at <= moment)
    elif ":" in name:  # an address, or a news item's own name: urn:newsml:…, tag:…
        query = select(table.c.id).where(table.c.url == name, visible(table, moment))
    else:
        return None
    return connection.execute(query.limit(1)).scalar()


def _event_of_row(connection: Connection, name: str) -> str | None:
    """Return the event that a table's own row makes, by the id of the row's report."""
    link = tables.link
    query = select(link.c.event_id).where(link.c.report_id == name, link.c.rule == OWN_ROW).limit(1)
    return connection.execute(query).scalar()
