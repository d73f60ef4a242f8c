"""Pages: templates filled in, with the links and the moment that every page carries."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import ChoiceLoader, Environment, PackageLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from foreshock import __version__
from foreshock.render.brief_sheet import page_environment
from foreshock.web.conditional import conditional
from foreshock.web.headers import STYLE
from foreshock.web.problems import Problem
from foreshock.web.site import AS_OF, Site

NAVIGATION = (
    ("/", "Outlook"),
    ("/timeline", "Timeline"),
    ("/calendar", "Calendar"),
    ("/track-record", "Track record"),
    ("/claims", "Claims"),
    ("/patterns", "Patterns"),
    ("/threats", "Threats"),
    ("/doors", "Doors"),
    ("/articles", "Articles"),
    ("/reviews", "Reviews"),
    ("/read", "Read an article"),
    ("/search", "Search"),
    ("/sources", "Sources"),
    ("/theater", "Theater"),
    ("/numbers", "Numbers"),
)


@dataclass(frozen=True)
class Links:
    """Addresses on this desk that keep the moment asked about; `as_of` as written, None for now."""

    as_of: str | None

    def to(self, path: str, **params: Any) -> str:
        """Return a page's address; parameters that are None or empty are left out."""
        kept = {name: value for name, value in params.items() if value not in (None, "", (), [])}
        if self.as_of:
            kept.setdefault(AS_OF, self.as_of)
        return path + (f"?{urlencode(kept, doseq=True)}" if kept else "")

    def event(self, event_id: str) -> str:
        """Return the address of an event's page."""
        return self.to(f"/events/{quote(event_id, safe=':')}")

    def article(self, article_id: str) -> str:
        """Return the address of an article's page."""
        return self.to(f"/articles/{quote(article_id, safe=':')}")


def sentence(text: str) -> str:
    """Return a clause as a sentence."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def iso(instant: datetime) -> str:
    """Return an instant in UTC, as precise as it is, fit for an address."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


@cache
def environment() -> Environment:
    """Return the templates of the desk and those it shares with other faces."""
    made = page_environment(ChoiceLoader([PackageLoader("foreshock.web"), PackageLoader("foreshock.render")]))
    made.filters.update(sentence=sentence, iso=iso)
    made.globals.update(navigation=NAVIGATION, version=__version__, style=STYLE)
    return made


def fill(request: Request, template: str, **context: Any) -> str:
    """Return a template filled in; article text and everything else is escaped."""
    links = Links(request.query_params.get(AS_OF) or None)
    return environment().get_template(template).render(links=links, path=request.url.path, **context)


def permanent(request: Request, moment: datetime) -> str:
    """Return the address of the page as it is now: what it was asked, and the moment it speaks from."""
    asked = [(name, value) for name, value in request.query_params.multi_items() if value and name != AS_OF]
    return f"{request.url.path}?{urlencode([(AS_OF, iso(moment)), *asked])}"


def show(request: Request, site: Site, template: str, *, moment: datetime, **context: Any) -> Response:
    """Return a page that speaks from `moment`, with its ETag."""
    about = {
        "site_name": site.pack.theater.name,
        "zone": site.zone,
        "title_of": site.title,
        "permanent": permanent(request, moment),
    }
    text = fill(request, template, moment=moment, today=site.today(moment), **about, **context)
    return conditional(request, text.encode(), "text/html; charset=utf-8")


def show_problem(request: Request, problem: Problem) -> Response:
    """Return the page of an error."""
    return HTMLResponse(fill(request, "problem.html", site_name="", problem=problem), problem.status)
