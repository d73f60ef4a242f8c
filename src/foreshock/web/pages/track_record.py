"""The track record: how issued forecasts came out, and beside them, never mixed, how replayed ones would have."""

from starlette.requests import Request
from starlette.responses import Response

from foreshock.flow.ledger_pages import check_ledger
from foreshock.flow.track_record import track_record
from foreshock.web.hindcasts import asked_hindcast
from foreshock.web.page import show
from foreshock.web.site import Site


def track_record_page(request: Request, site: Site) -> Response:
    """Return the scores of the ledger's forecasts and of the hindcasts; both speak from now."""
    lines = site.hindcasts.lines()
    page = show(
        request,
        site,
        "track_record.html",
        moment=site.settings.clock.now(),
        record=track_record(site.settings),
        check=check_ledger(site.settings),
        lines=lines,
        chosen=asked_hindcast(request, site) if lines else None,
        labels={target.id: target.label for target in site.pack.targets},
    )
    if lines is None:
        page.headers["Cache-Control"] = "no-store"
    return page
