"""The calendar: what lies ahead, as a strip and a table."""

from starlette.requests import Request
from starlette.responses import Response

from foreshock.flow.ahead import STRIP_DAYS
from foreshock.flow.calendar import calendar_at
from foreshock.flow.standpoint import Standpoint
from foreshock.render.sizes import NARROW, WIDE
from foreshock.render.strip import draw_strip
from foreshock.web.asked import asked_number
from foreshock.web.page import show
from foreshock.web.site import Site

MOST_DAYS = 366
CHOICES = (30, 90, 180, 366)


def calendar_page(request: Request, site: Site) -> Response:
    """Return what lies ahead of the request's moment."""
    moment = site.moment(request)
    days = asked_number(request, "days", default=STRIP_DAYS, least=1, most=MOST_DAYS)
    with site.desk() as desk:
        ahead = calendar_at(desk, Standpoint(as_of=moment), days).items
    today = site.today(moment)
    return show(
        request,
        site,
        "calendar.html",
        moment=moment,
        ahead=ahead,
        days=days,
        choices=CHOICES,
        strips=[draw_strip(ahead, today, days=days, width=width) for width in (WIDE, NARROW)],
    )
