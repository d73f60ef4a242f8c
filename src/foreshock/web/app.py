"""The desk as one application: pages, API, stylesheet."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from importlib.resources import files
from typing import Protocol

from anyio.to_thread import current_default_thread_limiter
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from foreshock.terms.errors import ForeshockError
from foreshock.web.access import Guard
from foreshock.web.answers import Answers
from foreshock.web.api.routes import api_routes
from foreshock.web.charts import chart_answer
from foreshock.web.conditional import conditional
from foreshock.web.headers import SafeHeaders
from foreshock.web.limits import Limits, Quota
from foreshock.web.page import show_problem
from foreshock.web.pages.article import article_page
from foreshock.web.pages.articles import articles_page
from foreshock.web.pages.calendar import calendar_page
from foreshock.web.pages.changes import changes_page
from foreshock.web.pages.claims import claim_page, claims_page
from foreshock.web.pages.doors import doors_page
from foreshock.web.pages.event import event_page
from foreshock.web.pages.history import history_page
from foreshock.web.pages.ledger import forecast_page, ledger_page
from foreshock.web.pages.numbers import numbers_page
from foreshock.web.pages.outlook import outlook_page
from foreshock.web.pages.patterns import patterns_page
from foreshock.web.pages.queue import queue_page
from foreshock.web.pages.read import brief_page, form_page
from foreshock.web.pages.review import review_page, reviewed_page
from foreshock.web.pages.search import search_page
from foreshock.web.pages.sources import sources_page
from foreshock.web.pages.studies import studies_page
from foreshock.web.pages.theater import table_page, theater_page
from foreshock.web.pages.threats import threats_page
from foreshock.web.pages.timeline import timeline_page
from foreshock.web.pages.track_record import track_record_page
from foreshock.web.problems import answer_with
from foreshock.web.site import Site

SCRIPTS = ("timeline.js", "moments.js")
SMALLEST_COMPRESSED = 1000  # bytes
THREADS = 12  # pages are worked out in so many at most: more would only take memory
# What looks through much of the record takes memory meanwhile; of these one answer at a time is made.
LARGE = (
    "/changes", "/claims/", "/doors", "/history", "/patterns", "/reviews", "/sources", "/studies", "/threats",
    "/charts/claim", "/charts/doors", "/charts/history", "/charts/lead-times", "/charts/pattern", "/charts/studies",
    "/api/v1/patterns",
)  # fmt: skip


class Page(Protocol):
    """A page: from a request on a site to its answer."""

    def __call__(self, request: Request, site: Site) -> Response:
        """Return the page."""
        ...


PAGES: tuple[tuple[str, Page], ...] = (
    ("/", outlook_page),
    ("/timeline", timeline_page),
    ("/events/{id:path}", event_page),
    ("/articles/{id:path}", article_page),
    ("/changes", changes_page),
    ("/patterns", patterns_page),
    ("/calendar", calendar_page),
    ("/sources", sources_page),
    ("/search", search_page),
    ("/theater", theater_page),
    ("/theater/{table}", table_page),
    ("/numbers", numbers_page),
    ("/articles", articles_page),
    ("/claims", claims_page),
    ("/claims/{id:path}", claim_page),
    ("/threats", threats_page),
    ("/doors", doors_page),
    ("/studies", studies_page),
    ("/history", history_page),
    ("/track-record", track_record_page),
    ("/ledger", ledger_page),
    ("/ledger/{number}", forecast_page),
    ("/read", form_page),
    ("/review", review_page),
    ("/reviews", queue_page),
)


def create_app(site: Site, hosts: Sequence[str]) -> Starlette:
    """Return the application of a site.

    `hosts` are the names it answers to ("*" for any): a page elsewhere whose name was pointed at
    this machine gets nothing.
    """
    routes = [Route(path, partial(page, site=site), methods=["GET"]) for path, page in PAGES]
    routes.append(Route("/review", partial(reviewed_page, site=site), methods=["POST"]))
    routes.append(Route("/read", partial(brief_page, site=site), methods=["POST"]))
    routes += api_routes(site)
    routes.append(Route("/charts/{name}.{form}", partial(chart_answer, site=site), methods=["GET"]))
    routes += [Route(f"/static/{name}", partial(_scripted, name=name), methods=["GET"]) for name in SCRIPTS]
    routes.append(Route("/static/icon.svg", _drawn, methods=["GET"]))
    answer = answer_with(show_problem)
    requests = Quota("requests", site.serving.requests_per_minute)
    readings = Quota("readings", site.serving.readings_per_minute)
    return Starlette(
        routes=routes,
        middleware=[
            Middleware(SafeHeaders),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
            Middleware(Guard, access=site.access, answer=answer),
            Middleware(Limits, requests=requests, readings=readings, answer=answer),
            Middleware(Answers, state=site.state, large=LARGE),
            Middleware(GZipMiddleware, minimum_size=SMALLEST_COMPRESSED),
        ],
        lifespan=_with_few_threads,
        exception_handlers={ForeshockError: answer, HTTPException: answer, Exception: answer},
    )


@asynccontextmanager
async def _with_few_threads(_: Starlette) -> AsyncIterator[None]:
    current_default_thread_limiter().total_tokens = THREADS
    yield


def _scripted(request: Request, name: str) -> Response:
    script = (files("foreshock.web") / "static" / name).read_bytes()
    return conditional(request, script, "text/javascript; charset=utf-8")


def _drawn(request: Request) -> Response:
    return conditional(request, (files("foreshock.web") / "static" / "icon.svg").read_bytes(), "image/svg+xml")
