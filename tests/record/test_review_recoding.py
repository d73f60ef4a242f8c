"""Reviews survive a newer coder: they go to the item of the same kind that rests on the same words."""

from typing import Any

from msgspec.structs import replace
from record_world import LATE, TEXT, firing, fresh_record, hour, pack, reading, row
from review_world import BY, REPORT, ids, only

from foreshock.flow.standing import standing_of
from foreshock.terms.reading import Event, Reading, Span

URL = "https://bay.example/rocket"


def at(start: int, end: int) -> tuple[Span, ...]:
    return (Span(0, start, end, TEXT[start:end]),)


def coded(*events: Event, **more: Any) -> Reading:
    return reading("a", published=hour(1), events=events, **more)


def test_a_review_follows_its_item_to_another_number_and_other_evidence() -> None:
    drill = replace(firing("e1", kind="exercise.joint.air"), evidence=at(0, 10))
    with fresh_record() as record:
        record.add(coded(firing("e1")))
        record.review(REPORT, "reject", made_at=hour(10), **BY)
        record.add(coded(drill, replace(firing("e2"), evidence=at(6, 37))))
        (seen,) = record.reviews.all()
        assert (seen.state, seen.item_now) == ("holds", "sha256:a:e2")
        assert [event.kind for event in record.events(known_at=LATE)] == ["exercise.joint.air"]
        assert [event.kind for event in record.events(known_at=hour(9))] == ["exercise.joint.air", "launch.cruise"]
        assert record.reviews_of("sha256:a:e2") == [seen]
        assert record.faults() == []


def test_a_correction_matches_the_kind_it_corrects_to_when_the_coder_has_learned_it() -> None:
    with fresh_record() as record:
        record.add(coded(firing(kind="launch.unknown")))
        record.review(REPORT, "correct", fields={"kind": "launch.cruise", "count": "2"}, made_at=hour(10), **BY)
        record.add(coded(firing(kind="launch.cruise")))
        assert (only(record).kind, only(record).count) == ("launch.cruise", 2)
        assert only(record, hour(9)).count is None


def test_what_matches_nothing_is_applied_to_nothing_and_said() -> None:
    with fresh_record() as record:
        record.add(coded(firing()))
        record.review(REPORT, "reject", made_at=hour(10), **BY)
        record.add(coded(firing(kind="exercise.joint.air")))
        (seen,) = record.reviews.all()
        assert (seen.state, seen.item_now) == ("matches nothing", None)
        assert 'no report of launch.cruise in "Arvel fired' in seen.note
        assert [event.kind for event in record.events(known_at=LATE)] == ["exercise.joint.air"]
        after = record.reading("sha256:a", known_at=LATE)
        assert after is not None
        assert after.problems == (seen.note,)
        assert record.reviews.next(known_at=LATE)[0].why == seen.note
        assert record.faults() == []


def test_words_that_hardly_overlap_are_no_match() -> None:
    with fresh_record() as record:
        record.add(coded(replace(firing(), evidence=at(0, 20))))
        record.review(REPORT, "reject", made_at=hour(10), **BY)
        record.add(coded(replace(firing(), evidence=at(11, 40))))
        assert [seen.state for seen in record.reviews.all()] == ["matches nothing"]


def test_a_rejected_duplicate_never_takes_the_one_that_is_left_with_it() -> None:
    with fresh_record() as record:
        record.add(coded(firing("e1"), firing("e2")))
        record.review("sha256:a:e2", "reject", made_at=hour(10), **BY)
        record.add(coded(firing("e1")))
        assert len(ids(record)) == 1
        record.add(coded(firing("e7"), firing("e8")))
        after = record.reading("sha256:a", known_at=LATE)
        assert after is not None
        assert [event.id for event in after.events] == ["e7"]


def test_a_correction_that_does_not_fit_the_new_coding_is_left_and_said() -> None:
    with fresh_record() as record:
        record.add(coded(firing()))
        record.review(REPORT, "correct", fields={"end": "2030-03-02"}, made_at=hour(10), **BY)
        record.add(coded(replace(firing(on=5))))
        (seen,) = record.reviews.all()
        assert seen.state == "does not fit"
        assert "ends before" in seen.note
        assert only(record).valid_from.isoformat() == "2030-03-06"


def test_a_statement_goes_by_its_speaker_and_words() -> None:
    with fresh_record() as record:
        record.add(coded(firing()))
        record.review("sha256:a:s1", "correct", fields={"type": "ACCUSE"}, made_at=hour(10), **BY)
        newer = coded(firing())
        said = newer.statements[0]
        other = replace(said, id="s1", speaker=replace(said.speaker, code="ARV"))
        record.add(replace(newer, statements=(other, replace(said, id="s2"))))
        after = record.reading("sha256:a", known_at=LATE)
        assert after is not None
        assert [(item.id, item.type) for item in after.statements] == [("s1", None), ("s2", "ACCUSE")]


def test_pins_follow_the_report_to_its_new_number() -> None:
    with fresh_record() as record:
        record.load_pack(pack(), [row("x", on=3, known=hour(100))])
        record.add(coded(firing("e1")))
        record.review(REPORT, "pin", event="firings:x", **BY)
        record.add(coded(replace(firing("e1", kind="exercise.joint.air"), evidence=at(0, 5)), firing("e2")))
        linked = {report.id for report in record.reports_of("firings:x", known_at=LATE)}
        assert linked == {"pack:bay:firings:x", "sha256:a:e2"}
        assert record.faults() == []


def test_a_corrected_text_keeps_the_reviews_of_words_it_kept_and_no_others() -> None:
    with fresh_record() as record:
        record.add(reading("a", url=URL, published=hour(1)))
        record.review(REPORT, "correct", fields={"count": "2"}, made_at=hour(5), **BY)
        moved = at(0, 24)[0]
        kept = replace(firing(), evidence=(Span(0, 4, 28, moved.text),))
        record.add(reading("b", url=URL, published=hour(9), text=f"(2) {TEXT}", events=[kept]))
        changed = replace(firing(), evidence=(Span(0, 0, 21, "Arvel fired a missile"),))
        record.add(reading("c", url=URL, published=hour(20), text="Arvel fired a missile.", events=[changed]))
        assert [only(record, hour(at)).count for at in (4, 6, 10, 21)] == [None, 2, 2, None]
        record.review("1", "undo", made_at=hour(12), **BY)
        assert [only(record, hour(at)).count for at in (6, 10, 13)] == [2, 2, None]
        assert record.faults() == []


def test_a_review_made_before_a_corrected_text_began_to_stand_waits_for_it() -> None:
    with fresh_record() as record:
        record.add(reading("a", url=URL, published=hour(5)))
        record.review(REPORT, "reject", made_at=hour(6), **BY)
        record.add(reading("b", url=URL, published=hour(1)))
        assert [len(ids(record, hour(at))) for at in (2, 5.5, 7)] == [1, 1, 0]
        assert record.faults() == []


def test_a_withdrawn_article_counts_no_more_and_the_old_view_stays() -> None:
    with fresh_record() as record:
        record.add(coded(firing(), url=URL))
        record.add(reading("b", published=hour(2), agency="Brenn Post"))
        record.review(URL, "reject", made_at=hour(10), reviewer="Bay Wire", reason="withdrawn by the agency")
        assert [report.id for report in record.reports_of(only(record).id, known_at=LATE)] == ["sha256:b:e1"]
        assert len(record.reports_of(only(record).id, known_at=hour(9))) == 2
        after, before = record.reading("sha256:a", known_at=LATE), record.reading("sha256:a", known_at=hour(9))
        assert after is not None
        assert (after.statements, after.events, after.claims) == ((), (), ())
        assert after.problems == (
            "the article counts no more from 2030-03-01 10:00 UTC: withdrawn by the agency (Bay Wire)",
        )
        assert before == coded(firing(), url=URL)
        assert record.search("rocket", known_at=LATE, kinds=["statement"])[0].article_id == "sha256:b"
        record.add(coded(replace(firing(), rule="newer"), url=URL))
        assert len(record.reports_of(only(record).id, known_at=LATE)) == 1
        record.review("1", "undo", made_at=hour(20), **BY)
        assert len(record.reports_of(only(record).id, known_at=LATE)) == 2
        assert record.faults() == []


def test_one_item_of_a_withdrawn_article_may_be_vouched_for() -> None:
    with fresh_record() as record:
        record.add(coded(firing("e1"), firing("e2", on=1)))
        record.review("sha256:a", "reject", made_at=hour(10), **BY)
        record.review("sha256:a:e2", "accept", made_at=hour(20), reviewer="Ann Lee")
        assert (len(ids(record, hour(15))), len(ids(record))) == (0, 1)
        assert [gold["events"] for gold in record.reviews.gold()] != [[]]


def test_credibility_follows_what_reviewers_leave_standing() -> None:
    with fresh_record() as record:
        record.add(reading("a", published=hour(1)))
        record.add(reading("b", published=hour(2), agency="Brenn Post", text="Brenn's own men saw one rise at dawn."))
        event = only(record).id

        def credible(at: float) -> int:
            moment = hour(at)
            reports, groups = record.reports_of(event, known_at=moment), record.sources_of(event, known_at=moment)
            return standing_of("launch.cruise", reports, groups, ()).credibility

        record.review("sha256:b:e1", "correct", fields={"status": "denied"}, made_at=hour(10), **BY)
        record.review("sha256:b:e1", "reject", event=event, made_at=hour(20), **BY)
        assert [credible(at) for at in (1.5, 5, 15, 25)] == [3, 1, 4, 3]


def test_a_review_carried_to_another_text_is_not_taken_for_one_of_its_own_items() -> None:
    url = "https://bay.example/1"
    drill = firing(kind="exercise.joint.air")
    with fresh_record() as record:
        record.add(reading("first", published=hour(1), url=url))
        record.add(reading("second", published=hour(20), url=url, events=[drill]))
        # both are e1 of their text, in the same words
        record.review("sha256:second:e1", "reject", made_at=hour(30), holds_from="usual", **BY)
        record.review("sha256:first:e1", "correct", fields={"count": "2"}, made_at=hour(40), **BY)
        then = record.reading("sha256:first", known_at=hour(10))
        assert then is not None
        assert len(then.events) == 1
        assert len(record.events(known_at=hour(10))) == 1
        assert record.events(known_at=hour(50)) == []
