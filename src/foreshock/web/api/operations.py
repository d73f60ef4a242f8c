"""Everything the API answers: where, to which question, in which shape, with an example."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from msgspec import Struct

from foreshock.flow.brief import Brief
from foreshock.flow.calendar import CalendarList
from foreshock.flow.ledger_pages import LedgerList, LedgerPage
from foreshock.flow.lists import ArticleList, ClaimList, EventList, ReportList, StatementList
from foreshock.flow.patterns import PatternAnswer
from foreshock.flow.record import EventPage
from foreshock.flow.track_record import TrackRecord
from foreshock.terms.forecast import Outlook
from foreshock.terms.reading import Reading
from foreshock.web.api import listing, looking, queries
from foreshock.web.api.posting import Allow, brief_article, read_article
from foreshock.web.site import Site

ROOT = "/api/v1"


@dataclass(frozen=True)
class Operation:
    """One thing the API answers to GET: `find` gives an `answer` to a `query`, whose fields are the parameters.

    Those in braces in `path` are part of the address.
    """

    path: str
    summary: str
    query: type[queries.Query]
    answer: type[Struct]
    find: Callable[[Site, Any], Struct]


@dataclass(frozen=True)
class Posting:
    """One thing the API does with a JSON body; `writes` says whether it can, for which a token is needed.

    `act` gives the answer, and the address of what was kept.
    """

    path: str
    summary: str
    body: type[Struct]
    answer: type[Struct]
    act: Callable[[Site, Any, Allow], tuple[Struct, str | None]]
    writes: Literal["never", "if asked"]


OPERATIONS = (
    Operation(
        f"{ROOT}/outlook", "The odds of every target and horizon", queries.OutlookQuery, Outlook, looking.outlook
    ),
    Operation(
        f"{ROOT}/forecasts",
        "The odds with every number behind them",
        queries.OutlookQuery,
        looking.ForecastList,
        looking.forecasts,
    ),
    Operation(
        f"{ROOT}/ledger",
        "Forecasts as issued, and how they came out",
        queries.LedgerQuery,
        LedgerList,
        listing.ledger,
    ),
    Operation(
        f"{ROOT}/ledger/{{number}}",
        "One issued forecast with every resolution and its evidence",
        queries.LedgerRowQuery,
        LedgerPage,
        listing.ledger_row,
    ),
    Operation(
        f"{ROOT}/track-record",
        "Scores of the issued forecasts that have been settled",
        queries.TrackRecordQuery,
        TrackRecord,
        looking.track_record,
    ),
    Operation(f"{ROOT}/events", "Events by first day and id", queries.EventsQuery, EventList, listing.events),
    Operation(
        f"{ROOT}/events/{{id}}",
        "One event with its reports, disputes, standing and versions",
        queries.OneQuery,
        EventPage,
        listing.event,
    ),
    Operation(
        f"{ROOT}/reports",
        "What sources assert, with the sentences it rests on",
        queries.ReportsQuery,
        ReportList,
        listing.reports,
    ),
    Operation(f"{ROOT}/statements", "Who said what", queries.StatementsQuery, StatementList, listing.statements),
    Operation(f"{ROOT}/articles", "The articles of the record", queries.ArticlesQuery, ArticleList, listing.articles),
    Operation(
        f"{ROOT}/articles/{{id}}", "One article with all coded from it", queries.OneQuery, Reading, listing.article
    ),
    Operation(
        f"{ROOT}/claims",
        "Pattern claims of articles, checked against the record",
        queries.ClaimsQuery,
        ClaimList,
        listing.claims,
    ),
    Operation(f"{ROOT}/calendar", "What lies ahead", queries.CalendarQuery, CalendarList, looking.calendar),
    Operation(
        f"{ROOT}/patterns",
        "Whether one kind of event follows another",
        queries.PatternsQuery,
        PatternAnswer,
        looking.patterns,
    ),
    Operation(
        f"{ROOT}/search",
        "Events, statements and articles by their words",
        queries.SearchQuery,
        looking.HitList,
        looking.search,
    ),
    Operation(f"{ROOT}/theaters", "The theaters there are", queries.Query, looking.TheaterList, looking.theaters),
    Operation(
        f"{ROOT}/theaters/{{id}}",
        "The theater served: targets, kinds, size of its tables",
        queries.TheaterQuery,
        looking.TheaterHead,
        looking.theater,
    ),
)
POSTINGS = (
    Posting(
        f"{ROOT}/readings",
        "Read an article; keep it only if asked to",
        queries.ArticleBody,
        Reading,
        read_article,
        "if asked",
    ),
    Posting(
        f"{ROOT}/briefs", "Brief an article; nothing of it is kept", queries.BriefBody, Brief, brief_article, "never"
    ),
)
