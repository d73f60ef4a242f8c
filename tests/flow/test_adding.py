"""Adding many articles: one outcome each, failures among them, and a line of words."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from foreshock.flow import adding
from foreshock.flow.adding import AddedInput, WithdrawnInput, add_articles
from foreshock.flow.articles import Inputs
from foreshock.flow.desk import DeskSettings
from foreshock.flow.failed import FailedInput
from foreshock.flow.readings import ReadInput
from foreshock.record.outcomes import AddReport
from foreshock.record.store import open_record
from foreshock.terms.article import Article
from foreshock.terms.clock import FixedClock
from foreshock.terms.errors import InputError
from foreshock.terms.reading import Reading

NOON = datetime(2030, 3, 1, 12, tzinfo=UTC)
CLOCK = FixedClock(NOON)


def coded(name: str, text: str = "A calm day.") -> ReadInput:
    article = Article(id=f"sha256:{name}", headline=name, paragraphs=(text,))
    return ReadInput(f"{name}.txt", Reading(article=article), "UTC")


def settings(folder: Path) -> DeskSettings:
    (folder / "bay").mkdir()
    (folder / "bay" / "theater.toml").write_text('id = "bay"\nname = "The Bay"\nzone = "UTC"\n')
    return DeskSettings(
        theater=str(folder / "bay"), record=str(folder / "r.db"), environment=None, as_of=None, clock=CLOCK
    )


def test_every_input_has_its_outcome_and_a_bad_one_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*_: object) -> Iterator[ReadInput | FailedInput]:
        yield coded("a")
        yield FailedInput("empty.txt", InputError("nothing in it"))
        yield coded("half", "half a \ud800 character")
        yield coded("a")

    monkeypatch.setattr(adding, "read_with", read)
    inputs = Inputs(arguments=(), stdin=io.BytesIO(), published=None, timeout=1.0, clock=CLOCK)
    outcomes = list(add_articles(inputs, settings(tmp_path)))
    assert not any(isinstance(item, WithdrawnInput) for item in outcomes)
    states = [
        item.report.state if isinstance(item, AddedInput) else str(getattr(item, "error", "")) for item in outcomes
    ]
    assert states[0] == "new"
    assert states[1] == "nothing in it"
    assert "surrogate" in states[2]
    assert states[3] == "unchanged"
    with open_record(tmp_path / "r.db", clock=CLOCK) as record:
        assert record.reading("sha256:a") is not None
        assert record.reading("sha256:half") is None


def test_a_report_reads_as_a_line() -> None:
    report = AddReport(article="x", state="new", recorded_at=NOON, statements=1, events=2, claims=0, linked=1)
    assert AddedInput("x", "x", report).summary == (
        "new; 1 statement, 2 events, 0 claims; known from 2030-03-01 12:00 UTC; 1 of its events reported elsewhere too"
    )
    same = AddReport(article="x", state="unchanged", recorded_at=NOON, statements=1, events=2, claims=0)
    assert AddedInput("x", "x", same).summary == "already in the record, nothing changed"


NEWSML = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"
guid="urn:baywire:17" version="{version}" xml:lang="en">
<itemMeta><provider literal="Bay Wire"/><versionCreated>2006-07-0{day}T02:00:00Z</versionCreated>
<pubStatus qcode="stat:{status}"/></itemMeta>
<contentMeta><headline>Envoy Rejects Talks</headline></contentMeta>
<contentSet><inlineData contenttype="text/plain">North Korea's foreign ministry said on Monday, July 3, 2006,
that it would {does} return to talks.</inlineData></contentSet></newsItem>"""


def test_a_later_version_of_a_news_item_corrects_it_in_whatever_order_they_come(tmp_path: Path) -> None:
    first = NEWSML.format(version=1, day=3, status="usable", does="not")
    second = NEWSML.format(version=2, day=4, status="usable", does="soon")
    gone = NEWSML.format(version=3, day=5, status="canceled", does="soon")
    clock = FixedClock(datetime(2006, 7, 10, 3, tzinfo=UTC))
    for order in ((first, second), (second, first)):
        folder = tmp_path / str(order.index(first))
        folder.mkdir()
        desk = DeskSettings(
            theater="korea", record=str(folder / "record.sqlite3"), environment=None, as_of=None, clock=clock
        )
        added = []
        for number, document in enumerate((*order, gone)):
            path = folder / f"{number}.xml"
            path.write_text(document, encoding="utf-8")
            inputs = Inputs((str(path),), stdin=io.BytesIO(), published=None, timeout=1, clock=clock)
            added += list(add_articles(inputs, desk))
        old, new = added[order.index(first)], added[order.index(second)]
        assert isinstance(old, AddedInput)
        assert isinstance(new, AddedInput)
        assert isinstance(added[2], WithdrawnInput)
        assert added[2].article_id == new.article_id
        with open_record(folder / "record.sqlite3", clock=clock) as record:
            for day, article in ((3, old), (4, new)):
                known_at = datetime(2006, 7, day, 12, tzinfo=UTC)
                seen = [item for item in (old, new) if record.reading(item.article_id, known_at=known_at) is not None]
                assert seen == [article]


def test_a_withdrawn_item_takes_back_what_the_record_holds_of_it(tmp_path: Path) -> None:
    import json

    item = {
        "uri": "https://wire.example/items/17",
        "pubStatus": "usable",
        "versionCreated": "2006-07-03T02:00:00Z",
        "headline": "Envoy Rejects Talks",
        "body_text": "North Korea's foreign ministry said on Monday, July 3, 2006, that it would not return to talks.",
        "infoSources": [{"name": "Bay Wire"}],
    }
    clock = FixedClock(datetime(2006, 7, 10, 3, tzinfo=UTC))
    desk = DeskSettings(
        theater="korea", record=str(tmp_path / "record.sqlite3"), environment=None, as_of=None, clock=clock
    )

    def add(**changes: str) -> list[AddedInput | WithdrawnInput | FailedInput]:
        path = tmp_path / "item.json"
        path.write_text(json.dumps({**item, **changes}, indent=1), encoding="utf-8")
        return list(
            add_articles(Inputs((str(path),), stdin=io.BytesIO(), published=None, timeout=1, clock=clock), desk)
        )

    (unknown,) = add(pubStatus="canceled")
    assert isinstance(unknown, FailedInput)
    (early,) = add(embargoedUntil="2006-07-11T00:00:00Z")
    assert isinstance(early, FailedInput)
    assert "embargo" in str(early.error)
    (added,) = add()
    assert isinstance(added, AddedInput)
    (withdrawn,) = add(pubStatus="canceled")
    assert isinstance(withdrawn, WithdrawnInput)
    assert withdrawn.summary.startswith("withdrawn by Bay Wire")
    with open_record(tmp_path / "record.sqlite3", clock=clock) as record:
        reading = record.reading(added.article_id)
    assert reading is not None
    assert reading.statements == ()
