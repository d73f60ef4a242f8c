"""Adding articles: once is enough, corrections end what they correct, tables and articles meet."""

from pathlib import Path

import pytest
from record_world import CLOCK, LATE, day, firing, fresh_record, hour, pack, reading, row

from foreshock.record.store import open_record
from foreshock.terms.errors import InputError
from foreshock.terms.reading import Event, When

URL = "https://bay.example/rocket"


def test_the_same_article_twice_changes_no_byte(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite3"
    with open_record(path, clock=CLOCK) as record:
        first = record.add(reading("a", url=URL))
        before = path.read_bytes(), (tmp_path / "record.sqlite3-wal").read_bytes()
        second = record.add(reading("a", url=URL))
        assert (path.read_bytes(), (tmp_path / "record.sqlite3-wal").read_bytes()) == before
    assert (first.state, second.state) == ("new", "unchanged")
    assert (first.statements, first.events, first.claims) == (1, 1, 1)


def test_a_reading_comes_back_as_it_went_in() -> None:
    with fresh_record() as record:
        record.add(reading("a", published=hour(5)))
        assert record.reading("sha256:a") == reading("a", published=hour(5))
        assert record.reading("sha256:a", known_at=hour(4)) is None
        assert record.reading("sha256:b") is None


def test_a_correction_at_the_same_address_ends_the_old_text_and_both_views_stay() -> None:
    with fresh_record() as record:
        record.add(reading("old", url=URL, published=hour(1), events=[firing(on=0)]))
        report = record.add(reading("new", url=URL, published=hour(9), events=[firing(on=1)]))
        assert report.state == "changed"
        assert [event.valid_from for event in record.events(known_at=hour(8))] == [day(0)]
        assert [event.valid_from for event in record.events(known_at=hour(9))] == [day(1)]
        assert record.reading("sha256:old", known_at=hour(9)) is None
        assert record.reading("sha256:old", known_at=hour(8)) is not None


def test_a_silent_correction_is_known_from_when_it_was_received() -> None:
    with fresh_record() as record:
        record.add(reading("old", url=URL, published=hour(1), events=[firing(on=0)]), received_at=hour(2))
        record.add(reading("new", url=URL, published=hour(1), events=[firing(on=1)]), received_at=hour(30))
        assert [event.valid_from for event in record.events(known_at=hour(29))] == [day(0)]
        assert [event.valid_from for event in record.events(known_at=hour(30))] == [day(1)]


def test_a_better_coding_replaces_the_old_one_at_every_moment() -> None:
    with fresh_record() as record:
        record.add(reading("a", events=[firing(on=0)]))
        report = record.add(reading("a", events=[firing(on=1)]))
        assert report.state == "changed"
        assert [event.valid_from for event in record.events(known_at=hour(0))] == [day(1)]


def test_many_at_once_are_what_one_by_one_makes() -> None:
    many = [
        reading("a", url=URL, published=hour(1)),
        reading("b", published=hour(2)),
        reading("a", url=URL, published=hour(1)),
    ]
    many.append(reading("c", url=URL, published=hour(3), events=[firing(on=1)]))
    with fresh_record() as one, fresh_record() as other:
        single = [one.add(item) for item in many]
        batch = other.add_all(many)
        assert [report.state for report in batch] == [report.state for report in single]
        assert [report.state for report in batch] == ["new", "new", "unchanged", "changed"]
        for moment in (hour(1), hour(2), hour(3), LATE):
            assert other.digest(known_at=moment) == one.digest(known_at=moment)
        assert other.add_all([]) == []


def test_one_bad_reading_keeps_the_whole_batch_out() -> None:
    with fresh_record() as record:
        with pytest.raises(InputError):
            record.add_all([reading("a"), reading("b", text="half \ud800")])
        assert record.reading("sha256:a") is None


def test_two_articles_of_one_happening_make_one_event() -> None:
    with fresh_record() as record:
        record.add(reading("a", published=hour(1), agency="Bay Wire"))
        report = record.add(reading("b", published=hour(2), agency="Brenn Post"))
        (event,) = record.events(known_at=LATE)
        assert report.linked == 1
        assert [r.source for r in record.reports_of(event.id, known_at=LATE)] == ["Bay Wire", "Brenn Post"]
        assert [r.source for r in record.reports_of(event.id, known_at=hour(1))] == ["Bay Wire"]


def test_an_article_supports_the_table_row_once_that_is_known() -> None:
    with fresh_record() as record:
        record.load_pack(pack(), [row("x", on=0, known=hour(24))])
        record.add(reading("a", published=hour(3)))
        (own,) = record.events(known_at=hour(23))
        (table,) = record.events(known_at=hour(24))
        assert own.table == "articles"
        assert table.id == "firings:x"
        assert len(record.reports_of("firings:x", known_at=hour(24))) == 2


def test_an_article_alone_never_makes_a_countable_event() -> None:
    with fresh_record() as record:
        record.add(reading("a"))
        assert [event.kinetic for event in record.events(known_at=LATE)] == [False]


def test_an_item_without_a_day_is_kept_but_makes_no_event() -> None:
    undated = Event(id="e1", type="MOBILIZE", kind="launch.cruise", status="happened", rule="test", score=0.5)
    with fresh_record() as record:
        assert record.add(reading("a", events=[undated])).events == 1
        assert record.events(known_at=LATE) == []


def test_questions_may_be_narrowed() -> None:
    with fresh_record() as record:
        record.load_pack(
            pack(), [row("a", on=0), row("b", on=2, kind="launch.ballistic.srbm"), row("c", on=4, kind="launchpad")]
        )

        def ids(**narrow: object) -> list[str]:
            return [event.id[-1] for event in record.events(known_at=LATE, **narrow)]  # type: ignore[arg-type]

        assert ids() == ["a", "b", "c"]
        assert ids(kinds=["launch"]) == ["a", "b"]
        assert ids(kinds=["launch.ballistic"]) == ["b"]
        assert ids(since=day(2)) == ["b", "c"]
        assert ids(until=day(2)) == ["a", "b"]
        assert ids(actors=["ARV"]) == ["a", "b", "c"]
        assert ids(actors=["BRE"]) == []


def test_years_one_and_9999_are_kept() -> None:
    from datetime import date

    def at(year: int) -> Event:
        edge = date(year, 1, 1)
        return Event(
            id=f"e{year}",
            type=None,
            kind="launch.cruise",
            actors=firing().actors,
            when=When(start=edge, end=edge, precision="day"),
            status="happened",
            rule="test",
            score=0.5,
        )

    with fresh_record() as record:
        record.add(reading("a", events=[at(1), at(9999)]))
        assert [event.valid_from.year for event in record.events(known_at=LATE)] == [1, 9999]


@pytest.mark.parametrize("text", ["a\0b", "\x01\x1b[31m", "x" * 1_000_000, "\N{LINE SEPARATOR}'; DROP TABLE event;--"])
def test_odd_text_comes_back_unharmed(text: str) -> None:
    with fresh_record() as record:
        odd = reading("a", text=text, url=f"https://bay.example/{text[:9]}", agency=text[:50])
        record.add(odd)
        assert record.reading("sha256:a") == odd
        assert record.add(odd).state == "unchanged"


def test_half_a_character_is_refused_and_nothing_is_half_written() -> None:
    with fresh_record() as record:
        with pytest.raises(InputError, match="surrogate"):
            record.add(reading("a", text="broken \ud800 text"))
        assert record.reading("sha256:a") is None
        assert record.add(reading("b")).state == "new"


def test_fits_are_kept_under_their_key() -> None:
    with fresh_record() as record:
        assert record.cached("fit:1") is None
        record.cache("fit:1", b"\0\1")
        record.cache("fit:1", b"\2")
        assert record.cached("fit:1") == b"\2"
        for number in range(250):
            record.cache(f"n{number}", b"")
        kept = sum(record.cached(f"n{number}") is not None for number in range(250))
        assert kept <= 200
