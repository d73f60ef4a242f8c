"""Charts of the desk: each in every form, day and night, and clear answers to what there is none of."""

from dataclasses import replace
from datetime import date
from threading import Event, Timer
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from starlette.testclient import TestClient

from foreshock.flow.timing_backtest import TimingLine, timing_backtest
from foreshock.web import hindcasts
from foreshock.web.app import create_app
from foreshock.web.hindcasts import Hindcasts
from foreshock.web.site import Site

CHARTS = [
    "odds?target=any_missile",
    "ahead?days=90",
    "timeline?since=2000&lane=provocations",
    "pattern?antecedent=launch&consequent=statement",
    "lead-times?antecedent=statement&consequent=launch",
    "doors?dyad=PRK-USA",
    "studies?",
    "history?target=any_missile&days=30",
]


def address(chart: str, form: str, theme: str = "light") -> str:
    name, _, query = chart.partition("?")
    return f"/charts/{name}.{form}?{query}&theme={theme}"


@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_comes_as_svg_png_and_csv(korea: TestClient, chart: str) -> None:
    drawn = korea.get(address(chart, "svg"))
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    assert "script" not in drawn.headers["content-security-policy"]
    assert ET.fromstring(drawn.text).get("role") == "img"
    assert korea.get(address(chart, "svg", "dark")).text != drawn.text
    assert korea.get(address(chart, "png")).content.startswith(b"\x89PNG")
    listed = korea.get(address(chart, "csv")).text.splitlines()
    assert listed[0] == "series,x,y,low,high,until,label"
    assert len(listed) > 1


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/charts/nothing.svg", 404),
        ("/charts/odds.gif?target=any_missile", 404),
        ("/charts/odds.svg?target=gossip", 400),
        ("/charts/odds.svg?target=any_missile&theme=pink", 400),
        ("/charts/claim.svg?claim=none:c1", 404),
        ("/charts/pattern.svg?antecedent=gossip&consequent=launch", 400),
    ],
)
def test_what_there_is_no_chart_of_is_told(korea: TestClient, path: str, status: int) -> None:
    assert korea.get(path).status_code == status


def test_the_timeline_keeps_to_what_is_severe(korea: TestClient) -> None:
    def rows(severity: int) -> int:
        return len(korea.get(f"/charts/timeline.csv?severity={severity}").text.splitlines())

    assert rows(1) > rows(3) > rows(5) > 1
    assert 'value="4" selected' in korea.get("/timeline?severity=4").text
    assert korea.get("/timeline?severity=9").status_code == 400


@pytest.mark.parametrize("name", ["reliability", "tenths"])
def test_a_chart_of_a_replay_does_not_wait_for_its_end(
    korea_site: Site, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    go = Event()

    def unending() -> list[Any]:
        assert go.wait(60)
        return []

    monkeypatch.setattr(hindcasts, "WAIT", 0.05)
    site = replace(korea_site, hindcasts=Hindcasts(unending), timings=Hindcasts(unending))
    late = Timer(10, go.set)
    late.start()
    answer = TestClient(create_app(site, ["desk"]), base_url="http://desk").get(f"/charts/{name}.svg")
    ended = go.is_set()
    late.cancel()
    go.set()
    assert (answer.status_code, ended) == (503, False)
    assert answer.headers["retry-after"] == "60"


@pytest.mark.slow
def test_hindcasts_are_drawn_once_they_are_replayed(korea: TestClient, korea_site: Site) -> None:
    assert korea_site.hindcasts.lines(wait=None)
    for name in ("reliability", "skill", "roc", "murphy", "horizons"):
        assert ET.fromstring(korea.get(f"/charts/{name}.svg?target=any_missile&horizon=7").text).get("role") == "img"
    assert korea.get("/charts/skill.svg?horizon=8").status_code == 400
    page = korea.get("/track-record?target=any_provocation&horizon=30").text
    assert "Against every reference" in page
    assert "no look-ahead" not in page


@pytest.mark.slow
def test_dates_and_counts_are_replayed_when_asked_for_and_drawn(korea_site: Site) -> None:
    start, go = date(2024, 1, 1), Event()

    def short() -> list[TimingLine]:
        assert go.wait(60)
        return list(timing_backtest("korea", start=start, end=None, targets=["any_missile"], known="final"))

    site = replace(korea_site, timings=Hindcasts(short))
    assert site.hindcasts.lines(wait=None)
    with TestClient(create_app(site, ["desk"]), base_url="http://desk") as desk:
        assert "Replay and score them" in desk.get("/track-record").text
        assert "are being replayed" in desk.get("/track-record?timing=1").text
        go.set()
        assert site.timings.lines(wait=None)
        assert "event days in 30 days" in desk.get("/track-record?target=any_missile&horizon=7").text
        asked = {"target": "any_missile", "what": "next event, days"}
        for name in ("tenths", "timing-years"):
            assert ET.fromstring(desk.get(f"/charts/{name}.svg", params=asked).text).get("role") == "img"
            assert desk.get(f"/charts/{name}.csv", params=asked).status_code == 200
        assert desk.get("/charts/tenths.svg", params=asked | {"what": "never"}).status_code == 400
