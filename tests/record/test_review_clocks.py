"""Since when a review holds: for past days too if it judges a reading, and never before it may be known."""

from datetime import datetime, timedelta
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct
from record_world import LATE, arrivals, fresh_record, histories, hour, hours, pack, reading, row
from review_world import BY, REPORT, Ticking, ids, imported, only

from foreshock.record.store import Record
from foreshock.terms.errors import UsageError
from foreshock.terms.record import RecordedEvent
from foreshock.terms.review import BEGINNING

few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
USUAL: dict[str, Any] = {**BY, "holds_from": "usual"}
MOMENTS = [hour(number) for number in range(0, 150, 15)]
START = hour(200)


def test_a_reading_is_judged_for_past_days_too_and_what_was_shown_then_is_still_to_be_seen() -> None:
    clock = Ticking(LATE)
    with fresh_record(clock) as record:
        record.add(reading("a", published=hour(1)))
        before = only(record, hour(5))
        clock.moment += timedelta(days=1)
        made = record.review(REPORT, "correct", fields={"count": "3"}, **USUAL)
        assert (made.since, made.made_at) == (BEGINNING, clock.moment)
        assert only(record, hour(5)).count == 3
        assert record.events(known_at=hour(5), entered_by=LATE) == [before]
        assert ids(record, hour(0.5)) == []
        (seen,) = record.reviews_of(REPORT, known_at=hour(5))
        assert seen.review.number == made.number
        assert record.reviews_of(REPORT, known_at=hour(5), entered_by=LATE) == []
        then = record.reading("sha256:a", known_at=hour(5))
        assert then is not None
        assert then.events[0].count is not None
        assert record.faults() == []


def test_an_undo_takes_a_review_back_wherever_it_held() -> None:
    clock = Ticking(LATE)
    with fresh_record(clock) as record:
        record.add(reading("a", published=hour(1)))
        before = only(record, hour(5))
        clock.moment += timedelta(days=1)
        first = record.review(REPORT, "reject", **USUAL)
        between = clock.moment
        clock.moment += timedelta(days=1)
        record.review(str(first.number), "undo", **BY)
        assert only(record, hour(5)).id == before.id
        assert record.events(known_at=hour(5), entered_by=between) == []
        assert record.faults() == []


@pytest.mark.parametrize("which", ["table", "imported", "article", "merge"])
def test_what_nobody_knew_then_holds_from_when_it_is_judged(which: str) -> None:
    with fresh_record(Ticking(LATE)) as record:
        record.load_pack(pack(), [row("x"), row("y")])
        record.add(reading("a", published=hour(1), events=()))
        record.imported.keep_part("import:almanac", [imported("r")], seen_at=hour(2))
        item = {"table": "firings:x", "imported": "import:almanac:r", "article": "sha256:a", "merge": "firings:x"}[
            which
        ]
        verdict: Literal["merge", "reject"] = "merge" if which == "merge" else "reject"
        made = record.review(item, verdict, event="firings:y" if which == "merge" else None, **USUAL)
        assert made.since == made.made_at == LATE
        earlier = record.review("firings:y", "reject", **BY, holds_from=hour(30))
        assert earlier.since == hour(30)
        assert "firings:y" in ids(record, hour(29))
        assert "firings:y" not in ids(record, hour(31))


def test_links_of_reports_are_judged_for_past_days_too() -> None:
    with fresh_record(Ticking(LATE)) as record:
        record.add(reading("a", published=hour(1)))
        record.add(reading("b", published=hour(2), agency="Brenn Post"))
        made = record.review(only(record).id, "split", reports=["sha256:b:e1"], **USUAL)
        assert made.since == BEGINNING
        assert len(ids(record, hour(3))) == 2
        assert len(ids(record, hour(1.5))) == 1
        record.review(str(made.event), "merge", event=only(record, hour(1.5)).id, **USUAL)
        assert len(ids(record, hour(3))) == 1
        assert record.faults() == []


def test_a_review_cannot_hold_only_from_after_it_was_made() -> None:
    with fresh_record(Ticking(LATE)) as record:
        record.add(reading("a"))
        with pytest.raises(UsageError, match="cannot hold only from"):
            record.review(REPORT, "reject", **BY, holds_from=LATE + timedelta(hours=1))


class Asking(Struct, frozen=True):
    """A review of the `at`-th of the things there are, and since when it holds."""

    at: int
    verdict: Literal["accept", "reject", "correct"]
    holds_from: datetime | Literal["usual"] | None


asking = st.builds(
    Asking,
    at=st.integers(0, 20),
    verdict=st.sampled_from(["accept", "reject", "correct"]),
    holds_from=st.one_of(st.none(), st.just("usual"), hours),
)


def judge(record: Record, items: list[str], asked: Asking, count: int) -> datetime:
    fields = {"count": str(count)} if asked.verdict == "correct" else None
    item = items[asked.at % len(items)]
    return record.review(item, asked.verdict, fields=fields, holds_from=asked.holds_from, **BY).since


def filled(record: Record, articles: list[Any], history: list[RecordedEvent]) -> list[str]:
    record.load_pack(pack(), history)
    for item in articles:
        record.add(item.reading, received_at=item.received_at)
    reports = [f"{item.reading.article.id}:{event.id}" for item in articles for event in item.reading.events]
    return [*reports, *(event.id for event in history)]


@few
@given(articles=arrivals(), history=histories(), reviews=st.lists(asking, min_size=1, max_size=4))
def test_no_view_shows_a_review_before_it_may_be_known(
    articles: list[Any], history: list[RecordedEvent], reviews: list[Asking]
) -> None:
    clock = Ticking(START)
    shown: list[tuple[datetime, list[str]]] = []
    since: list[datetime] = []
    with fresh_record(clock) as record:
        items = filled(record, articles, history)
        for number, asked in enumerate(reviews, start=2):
            shown.append((clock.moment, [record.digest(known_at=moment) for moment in MOMENTS]))
            clock.moment += timedelta(hours=1)
            since.append(judge(record, items, asked, number))
        # what this file answered before each review, it answers again
        for entered_by, digests in shown:
            assert [record.digest(known_at=moment, entered_by=entered_by) for moment in MOMENTS] == digests
        after = {moment: record.digest(known_at=moment) for moment in MOMENTS}
        assert record.faults() == []
    # and as of a moment it answers as if the reviews that hold only later had never been made
    for known in {tuple(start <= moment for start in since) for moment in MOMENTS}:
        moments = [moment for moment in MOMENTS if tuple(start <= moment for start in since) == known]
        with fresh_record(Ticking(START + timedelta(hours=len(reviews)))) as other:
            items = filled(other, articles, history)
            for number, (asked, holds) in enumerate(zip(reviews, known, strict=True), start=2):
                if holds:
                    judge(other, items, asked, number)
            assert [other.digest(known_at=moment) for moment in moments] == [after[moment] for moment in moments]
