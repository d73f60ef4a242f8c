"""The timeline: everything the record knows, in lanes, narrowed by years, lanes, kind and actor."""

from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from foreshock.flow.seen import as_seen
from foreshock.render.sizes import NARROW, WIDE
from foreshock.terms.errors import UsageError
from foreshock.web.asked import asked_day, asked_number, asked_words
from foreshock.web.lanes import LANES, draw_timeline, lane_of
from foreshock.web.page import show
from foreshock.web.site import Site

PAGE = 100
MOST_PAGES = 100_000


def timeline_page(request: Request, site: Site) -> Response:
    """Return the timeline with the events it shows, the newest first, as a table of `PAGE` rows."""
    moment = site.moment(request)
    since, until = asked_day(request, "since"), asked_day(request, "until", last=True)
    names, kinds, actors = (asked_words(request, name) for name in ("lane", "kind", "actor"))
    _check(since, until, names)
    number = asked_number(request, "page", default=1, least=1, most=MOST_PAGES)
    with site.desk() as desk:
        found = desk.record.events(known_at=moment, kinds=kinds, actors=actors, since=since, until=until)
    events = [event for event in found if not names or lane_of(event.kind) in names]
    today = site.today(moment)
    first = since or min((event.valid_from for event in events), default=date(today.year, 1, 1))
    last = max(until or max([today, *(event.valid_from for event in events)]), first)
    rows = [as_seen(event, moment, site.zone) for event in events[::-1][(number - 1) * PAGE : number * PAGE]]
    asked = {"since": since, "until": until, "lane": names, "kind": kinds, "actor": actors}
    return show(
        request,
        site,
        "timeline.html",
        moment=moment,
        drawings=[draw_timeline(events, first, last, width=width) for width in (WIDE, NARROW)],
        rows=rows,
        total=len(events),
        first=first,
        last=last,
        page=number,
        pages=max(1, -(-len(events) // PAGE)),
        lanes=[(name, label) for name, label, _ in LANES],
        asked=asked,
        given=[(name, request.query_params.getlist(name)) for name in asked],
    )


def _check(since: date | None, until: date | None, names: tuple[str, ...]) -> None:
    if since and until and since > until:
        raise UsageError(
            f"since {since} lies after until {until}", expected="the earlier day first", next_step="swap the two"
        )
    known = [name for name, _, _ in LANES]
    unknown = [name for name in names if name not in known]
    if unknown:
        raise UsageError(
            f"there is no lane {unknown[0][:40]!r}", expected="one of " + ", ".join(known), next_step="leave it out"
        )
