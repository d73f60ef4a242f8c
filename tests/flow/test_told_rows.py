"""What added articles tell of notices and threats reaches the odds of every later moment, and of no earlier one."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec import structs

from foreshock.flow.desk import Desk, DeskSettings, open_desk
from foreshock.flow.moments import end_of_day
from foreshock.flow.odds_rows import odds_key, odds_rows
from foreshock.flow.told_threats import level_of
from foreshock.outlook.walk import walk_forward
from foreshock.panel.build import build_panel
from foreshock.panel.drills import JOINT
from foreshock.terms.article import Article
from foreshock.terms.clock import FixedClock
from foreshock.terms.reading import ActorRef, Event, Reading, Span, Speaker, Statement, When
from foreshock.theaters.load import load_pack
from foreshock.theaters.schema import Office, Person, Tenure

PUBLISHED = datetime(2028, 5, 10, 4, tzinfo=UTC)
BEFORE, AFTER = PUBLISHED - timedelta(minutes=1), PUBLISHED + timedelta(minutes=1)
ADDED = PUBLISHED + timedelta(days=400)
PRINCIPAL = load_pack("korea").theater.principal[0]
FOREIGN_MINISTRY = next(o for o in load_pack("korea").offices if o.actor == PRINCIPAL and o.spokesperson_rank)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A record to which one article was added, more than a year after it came out."""
    folder = tmp_path_factory.mktemp("record")
    settings = DeskSettings(
        theater="korea", record=str(folder / "r.db"), environment=None, as_of=None, clock=FixedClock(ADDED)
    )
    with open_desk(settings) as opened:
        opened.record.add(reading())
        yield opened


def reading() -> Reading:
    evidence = (Span(paragraph=0, start=0, end=5, text="A day"),)
    window = When(start=date(2028, 5, 14), end=date(2028, 5, 20), precision="range")
    notice = Event(
        id="e1", type=None, kind="notice.launch", actors=(ActorRef(code=PRINCIPAL, text="It"),), status="scheduled",
        when=window, evidence=evidence, rule="calendar.notice", score=0.9,
    )  # fmt: skip
    day = When(start=date(2028, 5, 9), end=date(2028, 5, 9), precision="day")
    threat = Statement(
        id="s1", speaker=Speaker(code=PRINCIPAL, office=FOREIGN_MINISTRY.name, role="spokesperson"), cue=None,
        content=evidence, type="THREATEN", when=day, evidence=evidence, rule="said", score=0.9,
    )  # fmt: skip
    article = Article(
        id="sha256:1", headline="A window is announced", paragraphs=("A day of news.",), published_at=PUBLISHED,
        published_precision="second",
    )  # fmt: skip
    return Reading(article=article, events=(notice,), statements=(threat,))


def test_they_are_known_from_the_articles_publication_and_not_before(desk: Desk) -> None:
    before, after = (build_panel(odds_rows(desk, at), desk.pack, at) for at in (BEFORE, AFTER))
    assert len(after.notices) == len(before.notices) + 1
    assert len(after.warnings) == len(before.warnings) + 1
    assert before.warnings == after.warnings[:-1]
    assert odds_key(desk, BEFORE) != odds_key(desk, AFTER)
    assert after.digest(BEFORE.date().toordinal() - 1) == before.digest(BEFORE.date().toordinal() - 1)


def test_what_a_row_learns_as_a_day_ends_is_not_in_the_odds_kept_for_that_day(desk: Desk) -> None:
    zone = desk.pack.theater.zone
    ends = [
        (event.id, end_of_day(date.fromisoformat(event.attributes["end_known_on"]), zone))
        for event in desk.record.events(known_at=ADDED, kinds=JOINT, articles=False)
        if "end_known_on" in event.attributes and event.recorded_at < ADDED
    ]
    name, night = ends[-1]
    noon = night - timedelta(hours=12)
    assert odds_key(desk, noon - timedelta(hours=1)) == odds_key(desk, noon)
    seen = [next(row.valid_to for row in odds_rows(desk, at) if row.id == name) for at in (noon, night)]
    assert seen[0] < seen[1]
    assert odds_key(desk, noon) != odds_key(desk, night)


def test_a_threat_coded_anew_gives_the_odds_another_key(tmp_path: Path) -> None:
    settings = DeskSettings("korea", str(tmp_path / "r.db"), None, None, FixedClock(ADDED))
    with open_desk(settings) as other:
        other.record.add(reading())
        first = odds_key(other, AFTER)
        (threat,) = reading().statements
        leader = structs.replace(threat, speaker=structs.replace(threat.speaker, role="minister"))
        other.record.add(structs.replace(reading(), statements=(leader,)))
        kinds = {row.kind for row in odds_rows(other, AFTER) if row.id.startswith("said:")}
        assert kinds == {f"statement.{FOREIGN_MINISTRY.rank}"}
        assert odds_key(other, AFTER) != first


def test_a_moment_of_another_article_the_same_day_sees_the_notice_in_its_odds(desk: Desk) -> None:
    odds = {}
    for at in (BEFORE, AFTER):
        panel = build_panel(odds_rows(desk, at), desk.pack, at)
        walk = walk_forward(panel, ["icbm_or_satellite"], [7], first=panel.last)
        odds[at] = float(walk.rows["icbm_or_satellite", 7].probability[-1])
    assert odds[AFTER] > odds[BEFORE] + 0.1


def test_a_launch_an_article_tells_of_answers_the_notice_and_is_no_outcome(desk: Desk) -> None:
    launched = datetime(2028, 5, 15, 6, tzinfo=UTC)
    day = When(start=date(2028, 5, 15), end=date(2028, 5, 15), precision="day")
    event = Event(
        id="e1", type=None, kind="launch.satellite", actors=(ActorRef(code=PRINCIPAL, text="It"),), status="happened",
        when=day, rule="launch", score=0.9,
    )  # fmt: skip
    article = Article(id="sha256:2", headline="It launched", published_at=launched, published_precision="second")
    news = Reading(article=article, events=(event,))
    odds = []
    for known in (odds_rows(desk, launched), odds_rows(desk.supposing(news, launched), launched)):
        panel = build_panel(known, desk.pack, launched)
        assert panel.series["icbm_or_satellite"].days.max() < launched.date().toordinal()
        walk = walk_forward(panel, ["icbm_or_satellite"], [7], first=panel.last)
        odds.append(float(walk.rows["icbm_or_satellite", 7].probability[-1]))
    assert odds[1] < odds[0] - 0.1


def test_a_file_asked_what_it_held_before_the_article_came_does_not_show_it(desk: Desk) -> None:
    held = odds_rows(desk, AFTER, ADDED - timedelta(seconds=1))
    assert not [row for row in held if row.table == "articles"]


def test_the_article_read_again_adds_nothing_to_what_it_told_already(desk: Desk) -> None:
    assert odds_rows(desk.supposing(reading(), AFTER), AFTER) == odds_rows(desk, AFTER)


def test_a_speakers_rank_is_the_persons_then_the_offices() -> None:
    offices = (Office(id="m", name="ministry", actor="AAA", rank="ministry", spokesperson_rank="voice"),)
    held = Tenure(title="leader", actor="AAA", start=date(2020, 1, 1), end=date(2021, 1, 1), rank="leader")
    people = (Person(id="p", name="Ann Lee", surname="Lee", tenures=(held,)),)

    def rank(day: date, **fields: str) -> str | None:
        return level_of(Speaker(code="AAA", **fields), offices, people, day)  # type: ignore[arg-type]

    assert rank(date(2020, 5, 1), name="Ann Lee", office="ministry") == "leader"
    assert rank(date(2022, 5, 1), name="Ann Lee", office="ministry") == "ministry"
    assert rank(date(2022, 5, 1), office="ministry", role="spokesperson") == "voice"
    assert rank(date(2022, 5, 1), office="harbour") is None
