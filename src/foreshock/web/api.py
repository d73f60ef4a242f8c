"""The API, version 1: the outlook, events, the calendar, targets and the theater, as known at a moment."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct, structs
from starlette.requests import Request
from starlette.responses import Response

from foreshock.flow.ahead import STRIP_DAYS, AheadItem, look_ahead
from foreshock.flow.record import EventPage
from foreshock.flow.record import event_page as find_event
from foreshock.flow.seen import as_seen
from foreshock.terms.errors import UsageError
from foreshock.terms.forecast import Outlook
from foreshock.terms.record import RecordedEvent
from foreshock.theaters.schema import TargetRow
from foreshock.web.asked import asked_day, asked_number, asked_words
from foreshock.web.conditional import conditional
from foreshock.web.cursors import Cursor, read_cursor, write_cursor
from foreshock.web.problems import NotFoundError
from foreshock.web.site import Site

ROOT = "/api/v1"
JSON = "application/json"
USUAL_PAGE, LARGEST_PAGE = 100, 1000
MOST_DAYS = 366


class EventList(Struct, frozen=True, kw_only=True):
    """A page of events by first day and id; `next` is the cursor of the following page, None at the end."""

    as_of: datetime
    events: tuple[RecordedEvent, ...]
    next: str | None


class CalendarList(Struct, frozen=True, kw_only=True):
    """What lies ahead of a moment, `days` days from its local day on."""

    as_of: datetime
    days: int
    items: tuple[AheadItem, ...]


class TargetList(Struct, frozen=True, kw_only=True):
    """The theater's targets, as its pack states them."""

    theater: str
    targets: tuple[TargetRow, ...]


class TheaterHead(Struct, frozen=True, kw_only=True):
    """The theater's identity and how many rows each table of its pack holds."""

    id: str
    name: str
    zone: str
    description: str
    extends: str | None
    digest: str
    tables: dict[str, int]


@dataclass(frozen=True)
class Parameter:
    """One parameter of an address: `place` is "query" or "path", `schema` its JSON Schema."""

    name: str
    meaning: str
    schema: dict[str, Any]
    place: str = "query"


@dataclass(frozen=True)
class Operation:
    """One thing the API answers: where, with which parameters, by which function, in which shape."""

    path: str
    summary: str
    answer: type[Struct]
    find: Callable[[Request, Site], Struct]
    parameters: tuple[Parameter, ...]

    def serve(self, request: Request, site: Site) -> Response:
        """Return the answer as JSON with its ETag."""
        return conditional(request, msgspec.json.encode(self.find(request, site)), JSON)


def _outlook(request: Request, site: Site) -> Outlook:
    moment = site.moment(request)
    with site.desk() as desk:
        return site.outlooks.at(desk, moment, desk.events(moment)).outlook


def _events(request: Request, site: Site) -> EventList:
    limit = asked_number(request, "limit", default=USUAL_PAGE, least=1, most=LARGEST_PAGE)
    word = request.query_params.get("cursor")
    cursor = read_cursor(word) if word else None
    # A following page speaks from the first one's moment: nothing is skipped or told twice meanwhile.
    moment = cursor.known_at if cursor else site.moment(request)
    since, until = asked_day(request, "since"), asked_day(request, "until", last=True)
    starts = [day for day in (since, cursor.day if cursor else None) if day is not None]
    with site.desk() as desk:
        found = desk.record.events(
            known_at=moment,
            kinds=asked_words(request, "kind"),
            actors=asked_words(request, "actor"),
            since=max(starts, default=None),
            until=until,
        )
    if cursor is not None:
        found = [event for event in found if (event.valid_from, event.id) > (cursor.day, cursor.id)]
    page = found[:limit]
    more = len(found) > limit
    return EventList(
        as_of=moment,
        events=tuple(as_seen(event, moment, site.zone) for event in page),
        next=write_cursor(Cursor(page[-1].valid_from, page[-1].id, moment)) if more else None,
    )


def _event(request: Request, site: Site) -> EventPage:
    moment = site.moment(request)
    with site.desk() as desk:
        try:
            return find_event(desk, request.path_params["id"], moment)
        except UsageError as error:
            raise NotFoundError(
                error.wrong, expected=error.expected, next_step=f"{ROOT}/events lists what was known"
            ) from None


def _calendar(request: Request, site: Site) -> CalendarList:
    moment = site.moment(request)
    days = asked_number(request, "days", default=STRIP_DAYS, least=1, most=MOST_DAYS)
    with site.desk() as desk:
        events = desk.events(moment)
    recurring = site.pack.recurring_days
    items = look_ahead(site.today(moment), coded=(), recorded=events, recurring=recurring, days=days)
    return CalendarList(as_of=moment, days=days, items=items)


def _targets(_: Request, site: Site) -> TargetList:
    return TargetList(theater=site.pack.theater.id, targets=site.pack.targets)


def _theater(_: Request, site: Site) -> TheaterHead:
    head = site.pack.theater
    names = [field.name for field in structs.fields(site.pack) if field.name not in {"theater", "digest"}]
    return TheaterHead(
        id=head.id,
        name=head.name,
        zone=head.zone,
        description=head.description,
        extends=head.extends,
        digest=site.pack.digest,
        tables={name: len(getattr(site.pack, name)) for name in names},
    )


_TEXT = {"type": "string"}
_AS_OF = Parameter("as_of", "speak from this day (its local end) or instant with its zone; now if left out", _TEXT)
_LISTED = {"type": "array", "items": _TEXT}
OPERATIONS = (
    Operation(f"{ROOT}/outlook", "The odds of every target and horizon", Outlook, _outlook, (_AS_OF,)),
    Operation(
        f"{ROOT}/events",
        "Events by first day and id, a page at a time",
        EventList,
        _events,
        (
            _AS_OF,
            Parameter("kind", "of one of these kinds or below it in the taxonomy", _LISTED),
            Parameter("actor", "by at least one of these", _LISTED),
            Parameter("since", "still going on that day or later; a year means its first day", _TEXT),
            Parameter("until", "begun by that day; a year means its last day", _TEXT),
            Parameter(
                "limit",
                "how many at most",
                {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": USUAL_PAGE},
            ),
            Parameter("cursor", "`next` of the page before; keep the other parameters", _TEXT),
        ),
    ),
    Operation(
        f"{ROOT}/events/{{id}}",
        "One event with its reports, disputes, standing and versions",
        EventPage,
        _event,
        (Parameter("id", "the event's id", _TEXT, "path"), _AS_OF),
    ),
    Operation(
        f"{ROOT}/calendar",
        "What lies ahead",
        CalendarList,
        _calendar,
        (
            _AS_OF,
            Parameter(
                "days", "how far ahead", {"type": "integer", "minimum": 1, "maximum": MOST_DAYS, "default": STRIP_DAYS}
            ),
        ),
    ),
    Operation(f"{ROOT}/targets", "The questions that odds are issued for", TargetList, _targets, ()),
    Operation(f"{ROOT}/theater", "The theater and its pack", TheaterHead, _theater, ()),
)
