"""The ledger and the track record over HTTP: as of any moment, a page at a time, and what is kept of them."""

import dataclasses
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient

from foreshock.flow.desk import DeskSettings
from foreshock.flow.standpoint import Standpoint
from foreshock.terms.clock import FixedClock
from foreshock.terms.ledger import Issued, OutcomeWord, Question, Resolution
from foreshock.verify.ledger import chain_resolutions, digest_of
from foreshock.web.apart import WorkEndedError
from foreshock.web.app import create_app
from foreshock.web.hindcasts import Hindcasts
from foreshock.web.site import Site, open_site
from foreshock.web.standing import AGAIN, Standing

NOW = datetime(2006, 7, 10, 3, 0, tzinfo=UTC)
COUNT = 120
FIRST = NOW - timedelta(days=COUNT)
SETTLED = NOW - timedelta(days=10)


def issued(number: int, last: Issued | None) -> Issued:
    """A forecast of the day whose number it is, for the day after."""
    at = FIRST + timedelta(days=number)
    start = at.date() + timedelta(days=1)
    question = Question(
        target="floods", target_version=1, kinds=("flood",), actors=("AAA",), zone="UTC", target_start=start,
        target_end=start, adjudicators=("X",), tie_rule="the first counts", words=f"A flood on {start}?",
    )  # fmt: skip
    row = Issued(
        number=number, issued_at=at, as_of=at, theater="world", question=question, horizon=1, probability=0.25,
        references={"rate": 0.2}, model="m", record_digest="r", coefficients_digest="c", reasons=(), coefficients={},
        previous=last.digest if last else "",
    )  # fmt: skip
    return replace(row, digest=digest_of(row))


def chained(held: tuple[Issued, ...], count: int) -> list[Issued]:
    rows = list(held)
    for _ in range(count):
        rows.append(issued(len(rows) + 1, rows[-1] if rows else None))
    return rows[len(held) :]


def settle(site: Site, rows: list[Issued], outcome: OutcomeWord) -> None:
    drafts = [
        Resolution(
            number=0, settles=row.number, settles_digest=row.digest, outcome=outcome, resolved_at=SETTLED,
            record_digest="r", covered_until=date(2006, 6, 20), reason="",
        )
        for row in rows
    ]  # fmt: skip
    with site.desk() as desk:
        desk.record.append_resolutions(
            lambda held: chain_resolutions(drafts, held.resolutions[-1] if held.resolutions else None)
        )


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A desk whose ledger has a forecast a day, the first 60 of them settled ten days ago."""
    place = str(tmp_path / "record.sqlite3")
    settings = DeskSettings(theater="world", record=place, environment=None, as_of=None, clock=FixedClock(NOW))
    made = open_site(settings, b"a secret of the tests")
    with made.desk() as desk:
        rows = list(desk.record.append_issued(lambda held: chained(held.issued, COUNT)))
    settle(made, rows[:20], "yes")
    settle(made, rows[20:60], "no")
    return made


@pytest.fixture
def client(site: Site) -> TestClient:
    return TestClient(create_app(site, ["desk"]), base_url="http://desk")


def every(client: TestClient, **asked: Any) -> list[tuple[int, str]]:
    """Go through all pages of the API's list."""
    found: list[tuple[int, str]] = []
    cursor: dict[str, str] = {}
    while True:
        page = client.get("/api/v1/ledger", params={"limit": 13, **asked, **cursor}).json()
        found += [(line["issued"]["number"], line["state"]) for line in page["forecasts"]]
        if page["next"] is None:
            return found
        cursor = {"cursor": page["next"]}


def test_the_pages_of_the_list_hold_every_row_once(client: TestClient) -> None:
    found = every(client)
    assert [number for number, _ in found] == list(range(1, COUNT + 1))
    for state in ("open", "pending", "yes", "no", "void"):
        assert every(client, state=state) == [row for row in found if row[1] == state]
    assert [number for number, state in found if state == "yes"] == list(range(1, 21))
    assert every(client, target="droughts") == []


@pytest.mark.parametrize("clock", ["as_of", "known_at"])
def test_neither_clock_shows_what_was_written_later(client: TestClient, clock: str) -> None:
    before = (SETTLED - timedelta(seconds=1)).isoformat()
    found = every(client, **{clock: before})
    assert [number for number, _ in found] == list(range(1, 110))
    assert {state for _, state in found} <= {"open", "pending"}
    row = client.get("/api/v1/ledger/1", params={clock: before}).json()
    assert (row["line"]["state"], row["resolutions"]) == ("pending", [])
    assert client.get("/api/v1/ledger/1").json()["line"]["state"] == "yes"
    assert client.get("/api/v1/ledger/115", params={clock: before}).status_code == 404
    scores = client.get("/api/v1/track-record", params={clock: before}).json()["scores"]
    assert [(score["issued"], score["scored"]) for score in scores] == [(109, None)]


def test_a_list_goes_on_as_it_began_while_forecasts_come_in(client: TestClient, site: Site) -> None:
    moment = NOW.isoformat()
    first = client.get("/api/v1/ledger", params={"limit": 100}).json()
    rest = client.get("/api/v1/ledger", params={"limit": 100, "cursor": first["next"]}).json()
    assert [line["issued"]["number"] for line in rest["forecasts"]] == list(range(101, COUNT + 1))
    assert rest["as_of"] == first["as_of"]
    assert every(client, as_of=moment) == every(client)
    wrong = client.get("/api/v1/ledger", params={"limit": 100, "cursor": first["next"], "state": "open"})
    assert wrong.status_code == 404


def test_the_page_of_a_past_moment_links_on_within_it(client: TestClient, page_of: Any) -> None:
    moment = (SETTLED - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    page = page_of(client.get("/ledger", params={"as_of": moment, "state": "pending"}).text)
    assert "A flood on 2006-06-28?" in page.text
    assert "A flood on 2006-06-29?" not in page.text  # its window is still open
    following = next(attrs["href"] for tag, attrs in page.tags if tag == "a" and attrs.get("rel") == "next")
    assert following is not None
    last = page_of(client.get(following).text)
    assert "A flood on 2006-03-14?" in last.text
    permanent = [link for link in page.links() if link.startswith("/ledger?as_of=") and "state=pending" in link]
    assert permanent
    assert page_of(client.get(permanent[-1]).text).text == page.text
    assert client.get("/ledger/115", params={"as_of": moment}).status_code == 404
    assert "Not settled by this page" in client.get("/ledger/3", params={"as_of": moment}).text
    assert client.get("/ledger?page=2").status_code == 200


def test_the_track_record_is_worked_out_once_for_a_state_of_the_ledger(site: Site) -> None:
    stand = Standpoint(as_of=NOW)
    with site.desk() as desk:
        first = site.standing.scores(desk, stand)
        assert site.standing.scores(desk, stand) is first
        early = site.standing.scores(desk, Standpoint(as_of=FIRST + timedelta(days=30)))
        assert [score.issued for score in early.scores] == [30]
        assert [score.scored.n for score in first.scores if score.scored] == [60]
    settle(site, chained((), 70)[60:], "void")
    with site.desk() as desk:
        again = site.standing.scores(desk, stand)
    assert [score.void for score in again.scores] == [10]


def test_the_chains_are_checked_to_their_end_and_a_change_shows(site: Site) -> None:
    with site.desk() as desk:
        check = site.standing.check(desk, site.desk, wait=30)
        assert check is not None
        assert (check.issued, check.resolutions, check.breaks) == (COUNT, 60, ())
        assert site.standing.check(desk, site.desk, wait=30) is check
        forged = replace(issued(COUNT + 1, None), previous="elsewhere")
        desk.record.append_issued(lambda held: [replace(forged, previous=held.issued[-1].digest)])
        found = site.standing.check(desk, site.desk, wait=30)
        assert found is not None
        assert found.breaks == (f"row {COUNT + 1} was changed after it was written",)


def test_a_row_changed_in_the_chains_midst_shows_within_the_hour(site: Site) -> None:
    clock = [1000.0]
    standing = Standing(lambda: clock[0])
    with site.desk() as desk:
        whole = standing.check(desk, site.desk, wait=30)
        assert whole is not None
        assert whole.breaks == ()
        with closing(sqlite3.connect(str(site.settings.record))) as connection, connection:
            connection.execute("DROP TRIGGER ledger_no_update")
            connection.execute("UPDATE ledger SET payload = replace(payload, '0.25', '0.75') WHERE number = 7")
        clock[0] += AGAIN
        assert standing.check(desk, site.desk, wait=30) is whole
        clock[0] += 1
        found = standing.check(desk, site.desk, wait=30)
        assert found is not None
        assert found.breaks == ("row 7 was changed after it was written",)


def test_the_track_records_page_tells_how_far_the_chain_reaches_then(client: TestClient, site: Site) -> None:
    with site.desk() as desk:
        site.standing.check(desk, site.desk, wait=30)
        head = desk.record.ledger.ends(by=FIRST + timedelta(days=30)).head
    text = client.get("/track-record", params={"as_of": (FIRST + timedelta(days=30)).isoformat()}).text
    assert "whole over 30 forecasts and 0 resolutions" in text
    assert head in text


def test_a_replay_that_could_not_be_made_leaves_the_rest_of_the_page(site: Site) -> None:
    def ended() -> list[Any]:
        raise WorkEndedError("the process ended with -9", expected="a result", next_step="start the desk again")

    broken = dataclasses.replace(site, hindcasts=Hindcasts(ended), timings=Hindcasts(ended))
    for replayed in (broken.hindcasts, broken.timings):
        with pytest.raises(WorkEndedError):
            replayed.lines(wait=10)
    with broken.desk() as desk:
        broken.standing.check(desk, broken.desk, wait=30)
    with TestClient(create_app(broken, ["desk"]), base_url="http://desk") as desk_client:
        page = desk_client.get("/track-record")
    assert page.status_code == 200
    assert page.text.count("Not replayed: the process ended with -9. Start the desk again.") == 2
    assert f"whole over {COUNT} forecasts" in page.text
