"""Lists of rows and single ones: events, reports, statements, articles, claims, the ledger."""

from foreshock.flow.ledger_pages import LedgerList, LedgerPage, list_forecasts, show_forecast
from foreshock.flow.lists import (
    ArticleList,
    ClaimList,
    EventList,
    Narrowing,
    Part,
    ReportList,
    StatementList,
    list_articles,
    list_claims,
    list_events,
    list_reports,
    list_statements,
)
from foreshock.flow.record import EventPage, event_page
from foreshock.terms.errors import NotFoundError, UsageError
from foreshock.terms.reading import Reading
from foreshock.web.api.asking import day_or_year
from foreshock.web.api.looking import standpoint
from foreshock.web.api.queries import (
    ArticlesQuery,
    ClaimsQuery,
    EventsQuery,
    LedgerQuery,
    LedgerRowQuery,
    OneQuery,
    Paged,
    ReportsQuery,
    StatementsQuery,
)
from foreshock.web.site import Site


def events(site: Site, query: EventsQuery) -> EventList:
    """Return a page of events."""
    which = Narrowing(
        kinds=query.kind,
        actors=query.actor,
        since=day_or_year(query.since, "since"),
        until=day_or_year(query.until, "until", last=True),
    )
    with site.desk() as desk:
        return list_events(desk, standpoint(site, query), which, _part(query))


def event(site: Site, query: OneQuery) -> EventPage:
    """Return one event with all that is known of it.

    Raises:
        NotFoundError: no such event was known.
    """
    stand = standpoint(site, query)
    with site.desk() as desk:
        try:
            return event_page(desk, query.id, stand.as_of, known_at=stand.known_at)
        except UsageError as error:
            raise NotFoundError(
                error.wrong, expected=error.expected, next_step="/api/v1/events lists what was known"
            ) from None


def reports(site: Site, query: ReportsQuery) -> ReportList:
    """Return a page of reports."""
    which = Narrowing(
        event=query.event,
        article=query.article,
        source=query.source,
        kinds=query.kind,
        since=day_or_year(query.since, "since"),
        until=day_or_year(query.until, "until", last=True),
    )
    with site.desk() as desk:
        return list_reports(desk, standpoint(site, query), which, _part(query))


def statements(site: Site, query: StatementsQuery) -> StatementList:
    """Return a page of statements."""
    which = Narrowing(
        actors=query.speaker,
        types=query.type,
        article=query.article,
        since=day_or_year(query.since, "since"),
        until=day_or_year(query.until, "until", last=True),
    )
    with site.desk() as desk:
        return list_statements(desk, standpoint(site, query), which, _part(query))


def articles(site: Site, query: ArticlesQuery) -> ArticleList:
    """Return a page of articles."""
    which = Narrowing(
        source=query.source,
        since=day_or_year(query.since, "since"),
        until=day_or_year(query.until, "until", last=True),
    )
    with site.desk() as desk:
        return list_articles(desk, standpoint(site, query), which, _part(query))


def article(site: Site, query: OneQuery) -> Reading:
    """Return an article with all coded from it.

    Raises:
        NotFoundError: no such article was known.
    """
    stand = standpoint(site, query)
    with site.desk() as desk:
        reading = desk.record.reading(query.id, known_at=stand.as_of, entered_by=stand.known_at)
    if reading is None:
        raise NotFoundError(
            f"no article {query.id[:90]!r} was known at that moment",
            expected="the id of an article in the record",
            next_step="/api/v1/articles lists what was known",
        )
    return reading


def claims(site: Site, query: ClaimsQuery) -> ClaimList:
    """Return a page of claims."""
    which = Narrowing(kinds=query.kind, article=query.article)
    with site.desk() as desk:
        return list_claims(desk, standpoint(site, query), which, _part(query), checked=query.checked)


def ledger(site: Site, query: LedgerQuery) -> LedgerList:
    """Return a page of issued forecasts.

    Raises:
        NotFoundError: the cursor is not one of this list's.
    """
    stand = standpoint(site, query)
    with site.desk() as desk:
        return list_forecasts(desk, stand, _part(query), state=query.state, targets=query.target)


def ledger_row(site: Site, query: LedgerRowQuery) -> LedgerPage:
    """Return one issued forecast with all that had become of it.

    Raises:
        NotFoundError: there was no such row.
    """
    stand = standpoint(site, query)
    with site.desk() as desk:
        try:
            return show_forecast(desk, stand, query.number)
        except UsageError as error:
            raise NotFoundError(
                error.wrong, expected=error.expected, next_step="/api/v1/ledger lists the rows"
            ) from None


def _part(query: Paged) -> Part:
    return Part(limit=query.limit, cursor=query.cursor)
