"""The sources: the theater's outlets with their grades, and what the record's events cite."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from foreshock.web.page import show
from foreshock.web.site import Site


@dataclass(frozen=True)
class Cited:
    """A source as events cite it: in how many, the first and last day of those."""

    name: str
    events: int
    first: date
    last: date


def sources_page(request: Request, site: Site) -> Response:
    """Return the outlets and the citations as known at the request's moment."""
    moment = site.moment(request)
    with site.desk() as desk:
        lines = desk.record.counted.citations(known_at=moment)
    counts: Counter[str] = Counter()
    spans: dict[str, tuple[date, date]] = {}
    for line in lines:
        for source in {part.strip() for text in line.sources for part in text.split(";") if part.strip()}:
            counts[source] += line.events
            first, last = spans.get(source, (line.first, line.last))
            spans[source] = min(first, line.first), max(last, line.last)
    cited = [Cited(name, number, *spans[name]) for name, number in sorted(counts.items(), key=lambda i: (-i[1], i[0]))]
    outlets = sorted(site.pack.outlets, key=lambda outlet: (outlet.actor or "~", outlet.name))
    return show(request, site, "sources.html", moment=moment, outlets=outlets, cited=cited)
