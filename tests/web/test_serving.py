"""Starting the desk: where it listens, what it warns of, and that odds are issued once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import uvicorn
from starlette.testclient import TestClient

from foreshock.flow.desk import Desk, DeskSettings
from foreshock.terms.clock import FixedClock
from foreshock.terms.errors import UsageError
from foreshock.terms.record import RecordedEvent
from foreshock.web import outlooks
from foreshock.web.app import create_app
from foreshock.web.outlooks import BusyError, Outlooks
from foreshock.web.serving import serve
from foreshock.web.settings import ServeSettings, is_loopback
from foreshock.web.site import Site

NOW = datetime(2006, 7, 10, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.0.1", "::1", "localhost"])
def test_loopback_is_this_machine(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "desk.example", ""])
def test_anything_else_is_open(host: str) -> None:
    assert not is_loopback(host)


@pytest.fixture
def settings(tmp_path: Path) -> DeskSettings:
    return DeskSettings(
        theater="world", record=str(tmp_path / "r.sqlite3"), environment=None, as_of=None, clock=FixedClock(NOW)
    )


@pytest.mark.parametrize(("host", "warned"), [("127.0.0.1", False), ("0.0.0.0", True)])
def test_an_open_desk_warns(
    settings: DeskSettings, host: str, *, warned: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uvicorn.Server, "run", lambda _: None)
    told: list[str] = []
    serve(settings, ServeSettings(host=host), told.append)
    assert any(line.startswith("warning") for line in told) is warned
    assert f"http://{host}:8323/" in told[-1]


@pytest.mark.parametrize("port", [0, -1, 70_000])
def test_a_port_that_is_none_is_refused(settings: DeskSettings, port: int) -> None:
    with pytest.raises(UsageError, match="65535"):
        serve(settings, ServeSettings(port=port), lambda _: None)


def test_an_address_of_another_machine_cannot_be_bound(settings: DeskSettings) -> None:
    with pytest.raises(UsageError, match="another --port"):
        serve(settings, ServeSettings(host="192.0.2.1"), lambda _: None)


def test_odds_are_issued_once_for_a_day_and_a_record(korea_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Outlooks()
    with korea_site.desk() as desk:
        events = desk.events(NOW)
        first = kept.at(desk, NOW, events)
        monkeypatch.setattr(outlooks, "odds_at", lambda *_: pytest.fail("issued again"))
        assert kept.at(desk, NOW.replace(hour=9), events) is first


def test_odds_kept_from_later_that_day_speak_from_the_moment_asked_of(korea_site: Site) -> None:
    kept = Outlooks()
    with korea_site.desk() as desk:
        events = desk.events(NOW)
        later = kept.at(desk, NOW.replace(hour=9), events)
        found = kept.at(desk, NOW, events)
    assert (later.outlook.as_of, found.outlook.as_of, found.outlook.known_at) == (NOW.replace(hour=9), NOW, NOW)
    assert found.outlook.forecasts == later.outlook.forecasts


def test_odds_are_issued_again_on_the_theaters_next_day_though_no_row_is_new(
    korea_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    issued: list[datetime] = []

    def issue(_: Desk, moment: datetime, recorded: Sequence[RecordedEvent]) -> str:
        issued.append(moment)
        return f"odds {len(issued)} from {len(recorded)} rows"

    monkeypatch.setattr(outlooks, "odds_at", issue)
    kept = Outlooks()
    with korea_site.desk() as desk:
        moments = [NOW, NOW.replace(hour=14, minute=59), NOW.replace(hour=15), NOW]  # midnight in Seoul is 15:00 UTC
        assert [str(kept.at(desk, moment, ())).split()[1] for moment in moments] == ["1", "1", "2", "1"]
    assert issued == [moments[0], moments[2]]


def test_odds_from_rows_written_while_they_waited_are_given_but_not_kept_for_earlier_moments(
    korea_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = ["old row"]

    def read(*_: object) -> list[str]:
        held.append("new row")  # as another request's article that came in after the key was looked up
        return [*held]

    monkeypatch.setattr(outlooks, "odds_key", lambda *_: str(held))
    monkeypatch.setattr(outlooks, "odds_rows", read)
    monkeypatch.setattr(outlooks, "odds_at", lambda _, __, rows: ", ".join(rows))
    kept = Outlooks()
    with korea_site.desk() as desk:
        assert str(kept.at(desk, NOW)) == "old row, new row"
        held[:] = ["old row"]  # as an earlier moment sees it
        monkeypatch.setattr(outlooks, "odds_rows", lambda *_: [*held])
        assert str(kept.at(desk, NOW)) == "old row"
        held[:] = ["another row"]
        again = kept.at(desk, NOW)
        assert kept.at(desk, NOW) is again


def test_who_cannot_wait_is_told_to_come_back(korea_site: Site) -> None:
    with korea_site.desk() as desk, pytest.raises(BusyError, match="try again"):
        Outlooks(waiting=0).at(desk, NOW, ())


def test_a_busy_desk_says_when_to_come_back(korea_site: Site) -> None:
    busy = replace(korea_site, outlooks=Outlooks(waiting=0))
    response = TestClient(create_app(busy, ["desk"]), base_url="http://desk").get("/api/v1/outlook")
    assert response.status_code == 503
    assert response.headers["retry-after"] == "60"
    assert response.json()["type"] == "urn:foreshock:problem:busy"


def test_a_brief_waits_for_its_turn_as_odds_do(korea_site: Site) -> None:
    busy = TestClient(create_app(replace(korea_site, outlooks=Outlooks(waiting=0)), ["desk"]), base_url="http://desk")
    article = {"text": "Seoul begins drill\n\nSeoul began a drill, its ministry said.", "published": "2020-03-02"}
    assert busy.post("/api/v1/readings", json=article).status_code == 200
    assert busy.post("/api/v1/briefs", json=article).status_code == 503
