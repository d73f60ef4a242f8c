"""Review an item in place: accept, correct or reject it, its link, or what events are one."""

from collections.abc import Sequence
from typing import cast
from urllib.parse import urlsplit

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from foreshock.flow.desk import Desk
from foreshock.flow.reviews import Judging, judge_at
from foreshock.record.reviews.fields import FIELDS
from foreshock.terms.errors import UsageError
from foreshock.terms.reading import Event
from foreshock.terms.review import Verdict
from foreshock.web.forms import Fields, browser_name, form_token, give_token, last, posted_form
from foreshock.web.page import show
from foreshock.web.problems import ForbiddenError, NotFoundError
from foreshock.web.reviewed import Item, Reviewed
from foreshock.web.site import Site

LARGEST = 60_000  # bytes of a form
LONGEST = 200  # characters of an id
REVIEWER = "foreshock_reviewer"
YEAR_SECONDS = 365 * 24 * 3600
LINK_VERDICTS = ("unlink", "pin")
FORM_VERDICTS = ("accept", "correct", "reject", "unlink", "pin", "merge", "split", "undo")


def review_page(request: Request, site: Site) -> Response:
    """Return the form for the item a request names."""
    asked = request.query_params
    return _form(request, site, asked.get("item", ""), asked.get("event") or None, asked.get("back", ""), refused=None)


async def reviewed_page(request: Request, site: Site) -> Response:
    """Keep the judgment posted, and go back to where its reader came from.

    Raises:
        HTTPException: the form is none of this desk's.
        ForbiddenError: whoever posted it may not write.
    """
    fields = await posted_form(request, site.secret, LARGEST)
    return await run_in_threadpool(_keep, request, site, fields)


def _keep(request: Request, site: Site, fields: Fields) -> Response:
    _check_may_write(request, site, last(fields, "write_token"))
    item, reviewer = last(fields, "item"), last(fields, "reviewer").strip()
    try:
        with site.desk() as desk:
            _review(desk, item, reviewer, fields)
    except UsageError as error:
        return _form(
            request,
            site,
            item,
            last(fields, "event") or None,
            last(fields, "back"),
            refused=error,
            holds_from=last(fields, "holds_from"),
        )
    answer = RedirectResponse(_own(last(fields, "back")), status_code=303)
    answer.set_cookie(
        REVIEWER, reviewer, max_age=YEAR_SECONDS, httponly=True, samesite="strict", path="/review",
        secure=request.url.scheme == "https",
    )  # fmt: skip
    return answer


def _review(desk: Desk, item: str, reviewer: str, fields: Fields) -> None:
    verdict, event = last(fields, "verdict"), last(fields, "event") or None
    if verdict not in FORM_VERDICTS:
        raise UsageError(
            f"there is no verdict {verdict[:20]!r}",
            expected="one of " + ", ".join(FORM_VERDICTS),
            next_step="choose one",
        )
    name = last(fields, "field")
    corrected = {name: last(fields, "value")} if verdict == "correct" and name else None
    judge_at(
        desk,
        Judging(
            item=last(fields, "review") if verdict == "undo" else item,
            verdict="reject" if verdict == "unlink" else cast("Verdict", verdict),
            reviewer=reviewer,
            reason=last(fields, "reason").strip(),
            fields=corrected,
            event=last(fields, "other").strip() if verdict == "merge" else event if verdict in LINK_VERDICTS else None,
            reports=fields.get("report", []) if verdict == "split" else (),
            holds_from=last(fields, "holds_from").strip() or None,
        ),
    )


def _check_may_write(request: Request, site: Site, shown: str) -> None:
    """Let pass who sits at the machine of a desk that only this machine reaches, or shows a token that may write."""
    if site.serving.is_private or site.access.may_write(request):
        return
    if shown and site.access.tokens.scope_of(shown) == "write":
        return
    raise ForbiddenError(
        "reviews on a desk that others reach need a token that may write",
        expected="the token in the form's own field, or as the password a browser asks for",
        next_step="make one with `foreshock token create NAME --scope write`",
    )


def _form(
    request: Request,
    site: Site,
    name: str,
    event: str | None,
    back: str,
    *,
    refused: UsageError | None,
    holds_from: str = "",
) -> Response:
    moment = site.moment(request)
    with site.desk() as desk:
        found = _find(desk, name[:LONGEST], event)
    browser = browser_name(request)
    page = show(
        request,
        site,
        "review.html",
        moment=moment,
        found=found,
        fields=FIELDS[type(found.item)],
        refused=refused,
        holds_from=holds_from[:LONGEST],
        back=_own(back),
        token=form_token(browser, site.secret),
        reviewer=request.cookies.get(REVIEWER, ""),
        needs_token=not site.serving.is_private,
    )
    page.status_code = 200 if refused is None else 400
    return give_token(request, page, browser)


def _find(desk: Desk, name: str, event_id: str | None) -> Reviewed:
    """Return what an id names now; for a report, `event_id` is the event it is looked at from.

    Raises:
        NotFoundError: it names nothing.
    """
    now = desk.settings.clock.now()
    reviews = tuple(desk.record.reviews_of(name)) if name else ()
    event = desk.record.event(name, known_at=now) if name else None
    if event is not None:
        reports = tuple(report.id for report in desk.record.reports_of(name, known_at=now))
        return Reviewed(id=name, sort="event", item=event, event=None, reports=reports, reviews=reviews)
    for report in desk.record.reports_of(event_id, known_at=now) if event_id else ():
        if report.id == name and not report.origin.startswith("pack:"):
            told = msgspec.json.decode(report.content, type=Event)
            return Reviewed(id=name, sort="report", item=told, event=event_id, reports=(), reviews=reviews)
    sort, item = _item_of(desk, name)
    return Reviewed(id=name, sort=sort, item=item, event=None, reports=(), reviews=reviews)


def _item_of(desk: Desk, name: str) -> tuple[str, Item]:
    """Return an article's statement, event or claim by its id in the record, with its sort."""
    article_id, _, item_id = name.rpartition(":")
    reading = desk.record.reading(article_id) if article_id else None
    if reading is not None:
        sorts: tuple[tuple[str, Sequence[Item]], ...] = (
            ("statement", reading.statements),
            ("report", reading.events),
            ("claim", reading.claims),
        )
        found = next(((sort, item) for sort, items in sorts for item in items if item.id == item_id), None)
        if found is not None:
            return found
    raise NotFoundError(
        f"there is nothing {name!r} to review",
        expected="the id of an event, or of an article's item (ARTICLE:e1, ARTICLE:s1, ARTICLE:c1)",
        next_step="follow Review from an event's or an article's page",
    )


def _own(address: str) -> str:
    """Return an address if it is a page of this desk, else its first page."""
    parts = urlsplit(address)
    own = not parts.scheme and not parts.netloc and address.startswith("/") and "\\" not in address
    return address if own and not address.startswith("//") else "/"
