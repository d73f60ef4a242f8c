"""The timeline: everything the record knows, in lanes, narrowed by years, lanes, kind and actor."""

from datetime import date
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from foreshock.flow.seen import as_seen
from foreshock.render.sizes import NARROW, WIDE
from foreshock.theaters.eras import successions
from foreshock.web.asked import asked_number
from foreshock.web.lanes import LANES, draw_timeline
from foreshock.web.page import show
from foreshock.web.site import Site
from foreshock.web.timeline import asked_events, asked_of, neighbours

PAGE = 100
MOST_PAGES = 100_000


def timeline_page(request: Request, site: Site) -> Response:
    """Return the timeline with the events it shows, the newest first, as a table of `PAGE` rows."""
    moment = site.moment(request)
    asked = asked_of(request)
    number = asked_number(request, "page", default=1, least=1, most=MOST_PAGES)
    with site.desk() as desk:
        found = asked_events(request, site, desk)
        rows = found.newest(desk, PAGE, (number - 1) * PAGE)
        today = site.today(moment)
        first = asked.since or min((count.day for count in found.counts), default=date(today.year, 1, 1))
        last = max(asked.until or max([today, *(count.day for count in found.counts)]), first)
        naming = partial(desk.record.counted.named, known_at=moment)
        lines = successions(site.pack)
        drawings = [
            draw_timeline(found.counts, first, last, width=width, naming=naming, lines=lines)
            for width in (WIDE, NARROW)
        ]
    params = asked.params()
    return show(
        request,
        site,
        "timeline.html",
        moment=moment,
        drawings=drawings,
        rows=[as_seen(event, moment, site.zone) for event in rows],
        total=found.total,
        first=first,
        last=last,
        steps=neighbours(first, last, today),
        page=number,
        pages=max(1, -(-found.total // PAGE)),
        lanes=[(name, label) for name, label, _ in LANES],
        asked=params,
        given=[(name, request.query_params.getlist(name)) for name in params],
    )
