"""Search over events, statements and articles."""

import re
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from foreshock.flow.desk import Desk
from foreshock.record.search import Hit
from foreshock.terms.errors import UsageError
from foreshock.web.page import show
from foreshock.web.site import Site

LIMIT = 25
LONGEST = 300
_MARKED = re.compile(r"\[([^\[\]]*)\]")


@dataclass(frozen=True)
class HitView:
    """A hit as shown: an event's name (empty for others), the excerpt in parts, matched or not."""

    hit: Hit
    title: str
    parts: tuple[tuple[bool, str], ...]


def search_page(request: Request, site: Site) -> Response:
    """Return the search form with what matches, as known at the request's moment."""
    moment = site.moment(request)
    words = request.query_params.get("q", "").strip()
    if len(words) > LONGEST:
        raise UsageError("the search is too long", expected=f"at most {LONGEST} letters", next_step="shorten it")
    hits: list[HitView] = []
    refused = None
    if words:
        with site.desk() as desk:
            try:
                found = desk.record.search(words, known_at=moment, limit=LIMIT)
                hits = [HitView(hit, _title(hit, desk, site, moment), _parts(hit.excerpt)) for hit in found]
            except UsageError as error:
                refused = error
    return show(request, site, "search.html", moment=moment, asked=words, hits=hits, refused=refused, limit=LIMIT)


def _title(hit: Hit, desk: Desk, site: Site, moment: datetime) -> str:
    event = desk.record.event(hit.id, known_at=moment) if hit.kind == "event" else None
    return site.title(event) if event else ""


def _parts(excerpt: str) -> tuple[tuple[bool, str], ...]:
    """Return an excerpt's parts, the words that matched set apart."""
    return tuple((number % 2 == 1, part) for number, part in enumerate(_MARKED.split(excerpt)) if part)
