"""The track record: how issued forecasts came out, and beside them, never mixed, how replayed ones would have."""

from starlette.requests import Request
from starlette.responses import Response

from foreshock.flow.standpoint import Standpoint
from foreshock.terms.errors import ForeshockError
from foreshock.web.hindcasts import Hindcasts, Line, asked_hindcast
from foreshock.web.page import show
from foreshock.web.site import Site


def track_record_page(request: Request, site: Site) -> Response:
    """Return the scores of the ledger's forecasts as of the request's moment, and of the hindcasts, which have none."""
    failed: list[ForeshockError] = []
    lines = _worked_out(site.hindcasts, failed)
    # dates and counts take longer, and few look at them: they are replayed once somebody asks
    asked = site.timings.begun or bool(request.query_params.get("timing"))
    timing = _worked_out(site.timings, failed) if asked else None
    moment = site.moment(request)
    with site.desk() as desk:
        record = site.standing.scores(desk, Standpoint(as_of=moment))
        check, ends = site.standing.check(desk, site.desk), desk.record.ledger.ends(by=moment)
    page = show(
        request,
        site,
        "track_record.html",
        moment=moment,
        record=record,
        check=check,
        ends=ends,
        lines=lines,
        chosen=asked_hindcast(request, site) if lines else None,
        timing=timing,
        timing_asked=asked,
        failed=failed,
        labels={target.id: target.label for target in site.pack.targets},
    )
    if lines is None or check is None or (asked and timing is None):
        page.headers["Cache-Control"] = "no-store"
    return page


def _worked_out(replayed: Hindcasts[Line], failed: list[ForeshockError]) -> tuple[Line, ...] | None:
    """Return what a replay gave, None while it goes on; none and one more of `failed` when it could not be made."""
    try:
        return replayed.lines()
    except ForeshockError as error:  # the page has more to tell than this
        failed.append(error)
        return ()
