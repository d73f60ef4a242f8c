"""An event's page: what is known of it, both its clocks, who says so in which words, how that changed."""

from starlette.requests import Request
from starlette.responses import Response

from foreshock.flow.record import event_page as find_event
from foreshock.terms.errors import UsageError
from foreshock.web.page import show
from foreshock.web.problems import NotFoundError
from foreshock.web.site import Site

MOST_MOMENTS = 40
BASES = {
    "first_seen": "its source's first mention",
    "announced": "its announcement",
    "assumed_delay": "assumed from the usual delay",
    "observed": "seen by this record",
}


def event_page(request: Request, site: Site) -> Response:
    """Return the page of the event named in the path, as known at the request's moment."""
    moment = site.moment(request)
    with site.desk() as desk:
        try:
            found = find_event(desk, request.path_params["id"], moment)
        except UsageError as error:
            raise NotFoundError(error.wrong, expected=error.expected, next_step="the timeline lists what is") from None
        later = desk.record.reports_of(found.event.id, known_at=desk.settings.clock.now())
    moments = sorted(
        {version.event.recorded_at for version in found.history} | {report.recorded_at for report in later}
    )[-MOST_MOMENTS:]
    return show(
        request,
        site,
        "event.html",
        moment=moment,
        found=found,
        event=found.event,
        bases=BASES,
        kinds=site.kind_labels,
        moments=moments,
        seen=max((each for each in moments if each <= moment), default=None),
    )
