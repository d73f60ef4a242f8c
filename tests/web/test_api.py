"""The API: complete pages, one error shape, ETags, a description that fits."""

import base64
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

from foreshock.flow.calendar import CalendarList
from foreshock.flow.cursors import Cursor, read_cursor, write_cursor
from foreshock.flow.lists import EventList
from foreshock.flow.record import EventPage
from foreshock.terms.errors import NotFoundError
from foreshock.terms.forecast import Outlook
from foreshock.terms.record import RecordedEvent
from foreshock.web.api.examples import EXAMPLES
from foreshock.web.api.looking import TheaterHead
from foreshock.web.api.openapi import openapi_document
from foreshock.web.api.operations import OPERATIONS, POSTINGS
from foreshock.web.problems import Problem
from foreshock.web.site import Site

NEEDED = {"/api/v1/patterns": "?antecedent=exercise.joint&consequent=launch", "/api/v1/search": "?q=drill"}
PLAIN = [each.path + NEEDED.get(each.path, "") for each in OPERATIONS if "{" not in each.path]
WRONG = [
    ("/api/v1/outlook?as_of=soon", 400),
    ("/api/v1/events?limit=0", 400),
    ("/api/v1/events?limit=1001", 400),
    ("/api/v1/events?limit=1&limit=2", 400),
    ("/api/v1/events?limits=1", 400),
    ("/api/v1/events?kind=", 400),
    ("/api/v1/events?cursor=e30", 404),
    ("/api/v1/events?cursor=%00", 404),
    ("/api/v1/events?as_of=2100-01-01", 404),
    ("/api/v1/events?known_at=0001-01-01", 404),
    ("/api/v1/outlook?horizon=0", 400),
    ("/api/v1/outlook?until=2023", 400),
    ("/api/v1/claims?checked=1", 400),
    ("/api/v1/patterns?antecedent=launch", 400),
    ("/api/v1/patterns?antecedent=gossip&consequent=launch", 404),
    ("/api/v1/articles/nobody", 404),
    ("/api/v1/ledger/0", 400),
    ("/api/v1/ledger/7", 404),
    ("/api/v1/theaters/nowhere", 404),
    ("/api/v1/events?since=2020-13-01", 400),
    ("/api/v1/calendar?days=-1", 400),
    ("/api/v1/events/nobody", 404),
    ("/api/v1/gossip", 404),
]


def all_events(client: TestClient, limit: int, **params: str) -> list[RecordedEvent]:
    found: list[RecordedEvent] = []
    cursor: dict[str, str] = {}
    while True:
        response = client.get("/api/v1/events", params={"limit": limit, **params, **cursor})
        page = msgspec.json.decode(response.content, type=EventList)
        assert len(page.events) <= limit
        found += page.events
        if page.next is None:
            return found
        cursor = {"cursor": page.next}


@pytest.mark.parametrize("operation", [each for each in OPERATIONS if "{" not in each.path], ids=lambda each: each.path)
def test_answers_have_the_shape_the_description_names(desk: TestClient, operation: Any) -> None:
    if desk.get("/api/v1/theaters/world").status_code == 200 and operation.path == "/api/v1/patterns":
        pytest.skip("a theater without history has no pattern to ask about")
    response = desk.get(operation.path + NEEDED.get(operation.path, ""))
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    msgspec.json.decode(response.content, type=operation.answer)


def test_answers_are_those_of_the_record(korea: TestClient, korea_site: Site) -> None:
    outlook = msgspec.json.decode(korea.get("/api/v1/outlook").content, type=Outlook)
    assert {fcst.target for fcst in outlook.forecasts} == {target.id for target in korea_site.pack.targets}
    head = msgspec.json.decode(korea.get("/api/v1/theaters/korea").content, type=TheaterHead)
    assert head.targets == korea_site.pack.targets
    assert head.tables["provocations"] == len(korea_site.pack.provocations)
    ahead = msgspec.json.decode(korea.get("/api/v1/calendar?days=60").content, type=CalendarList)
    assert ahead.items
    assert all(item.end is None or item.end >= datetime(2006, 7, 10, tzinfo=UTC).date() for item in ahead.items)


@pytest.mark.parametrize("limit", [37, 1000])
def test_pages_together_hold_every_event_once(korea: TestClient, limit: int) -> None:
    found = all_events(korea, limit)
    whole = all_events(korea, 999)
    ids = [event.id for event in found]
    assert len(ids) == len(set(ids)) > 400
    assert found == sorted(found, key=lambda event: (event.valid_from, event.id))
    assert ids == [event.id for event in whole]


def test_narrowed_pages_hold_what_answers_and_nothing_else(korea: TestClient) -> None:
    narrowed = all_events(korea, 10, kind="launch,test.nuclear", since="1998", until="2006")
    expected = [
        event
        for event in all_events(korea, 1000)
        if (event.kind.split(".")[0] == "launch" or event.kind == "test.nuclear")
        and event.valid_to.year >= 1998
        and event.valid_from.year <= 2006
    ]
    assert narrowed == expected != []


def test_a_cursor_keeps_the_moment_of_the_first_page(korea: TestClient) -> None:
    first = msgspec.json.decode(korea.get("/api/v1/events?as_of=1995-01-01&limit=5").content, type=EventList)
    assert first.next
    second = msgspec.json.decode(korea.get(f"/api/v1/events?limit=5&cursor={first.next}").content, type=EventList)
    assert second.as_of == first.as_of
    assert not {event.id for event in first.events} & {event.id for event in second.events}


def test_a_pattern_is_not_sought_before_history_begins(korea: TestClient) -> None:
    asked = "/api/v1/patterns?antecedent=exercise.joint&consequent=launch&lag=1-3"
    earliest = all_events(korea, 1000)[0].valid_from.isoformat()
    assert korea.get(f"{asked}&since=0000").json()["first"] == earliest
    assert korea.get(f"{asked}&since=1990").json()["first"] == "1990-01-01"


def test_an_event_comes_with_its_reports_and_versions(korea: TestClient) -> None:
    event = all_events(korea, 1000, kind="launch")[0]
    page = msgspec.json.decode(korea.get(f"/api/v1/events/{event.id}").content, type=EventPage)
    assert page.event == event
    assert page.history
    assert page.standing.independent_sources >= 1


@pytest.mark.parametrize(("address", "status"), WRONG)
def test_every_error_has_the_one_shape(desk: TestClient, address: str, status: int) -> None:
    response = desk.get(address)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    problem = msgspec.json.decode(response.content, type=Problem)
    assert problem.status == status
    assert problem.instance == address.partition("?")[0]
    assert problem.detail


def test_a_method_that_is_not_there_has_the_shape_too(desk: TestClient) -> None:
    response = desk.delete("/api/v1/events")
    assert msgspec.json.decode(response.content, type=Problem).status == response.status_code == 405
    assert "GET" in response.headers["allow"]


def test_a_failure_of_ours_has_the_shape_and_tells_nothing_inside(
    korea_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    from foreshock.web.app import create_app

    def fail(*_: object, **__: object) -> None:
        raise ValueError("the inside")

    monkeypatch.setattr(type(korea_site), "standpoint", fail)
    client = TestClient(create_app(korea_site, ["desk"]), base_url="http://desk", raise_server_exceptions=False)
    response = client.get("/api/v1/calendar")
    assert msgspec.json.decode(response.content, type=Problem).status == response.status_code == 500
    assert b"inside" not in response.content


@pytest.mark.parametrize(
    "address", [*PLAIN, "/api/v1/openapi.json", "/static/timeline.js", "/sources?as_of=2003-01-01"]
)
def test_who_has_it_already_gets_304(korea: TestClient, address: str) -> None:
    first = korea.get(address)
    tag = first.headers["etag"]
    again = korea.get(address, headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == tag
    assert korea.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


def test_the_description_covers_every_operation_and_all_its_references_resolve(korea: TestClient) -> None:
    document = korea.get("/api/v1/openapi.json").json()
    assert document == msgspec.json.decode(msgspec.json.encode(openapi_document()))
    assert document["openapi"].startswith("3.1")
    assert set(document["paths"]) == {each.path for each in (*OPERATIONS, *POSTINGS)}
    names = set(document["components"]["schemas"])
    assert {reference.rsplit("/", 1)[1] for reference in references(document)} == names
    for path, item in document["paths"].items():
        asked = item.get("get", {}).get("parameters", [])
        given = {parameter["name"] for parameter in asked if parameter["in"] == "path"}
        assert given == {part.strip("{}") for part in path.split("/") if part.startswith("{")}


def references(value: Any) -> set[str]:
    if isinstance(value, dict):
        found = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return found.union(*(references(part) for part in value.values()))
    if isinstance(value, list):
        return set().union(*(references(part) for part in value))
    return set()


def test_every_parameter_says_what_it_means(korea: TestClient) -> None:
    document = korea.get("/api/v1/openapi.json").json()
    asked = [each for item in document["paths"].values() for each in item.get("get", {}).get("parameters", [])]
    assert asked
    assert not [each["name"] for each in asked if len(each.get("description", "")) < 10]


@pytest.mark.parametrize("shape", EXAMPLES, ids=lambda shape: shape.__name__)
def test_examples_are_of_the_shape_they_stand_for(shape: type[Any]) -> None:
    assert msgspec.json.decode(msgspec.json.encode(EXAMPLES[shape]), type=shape) == EXAMPLES[shape]


CURSOR = Cursor(
    "events", "abc", datetime(2002, 1, 1, tzinfo=UTC), datetime(2003, 1, 1, tzinfo=UTC),
    day=datetime(2001, 2, 3, tzinfo=UTC).date(), id="a:b/ü",
)  # fmt: skip


def test_a_cursor_comes_back_as_it_was() -> None:
    assert read_cursor(write_cursor(CURSOR), "events", "abc") == CURSOR


def test_a_cursor_of_another_list_or_of_other_limits_is_refused() -> None:
    for listed, narrowed in (("claims", "abc"), ("events", "abd")):
        with pytest.raises(NotFoundError):
            read_cursor(write_cursor(CURSOR), listed, narrowed)


@pytest.mark.parametrize("text", ['["events","abc","2001-01-01T00:00:00","2001-01-01T00:00:00"]', "[]", "{}", "\ud7ff"])
def test_a_cursor_of_another_making_is_refused(text: str) -> None:
    word = base64.urlsafe_b64encode(text.encode()).decode()
    with pytest.raises(NotFoundError, match="not one of this list's"):
        read_cursor(word, "events", "abc")
