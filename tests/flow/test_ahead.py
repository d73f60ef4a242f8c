"""What lies ahead: from the article, the record and the calendar, each once and only if still ahead."""

from datetime import UTC, date, datetime, timedelta

from foreshock.flow.ahead import AheadItem, look_ahead
from foreshock.terms.reading import ActorRef, Event, Span, Status, When
from foreshock.terms.record import RecordedEvent
from foreshock.theaters.schema import RecurringDay

TODAY = date(2030, 3, 10)
KNOWN = datetime(2030, 3, 1, tzinfo=UTC)


def coded(kind: str, start: date, *, status: Status = "scheduled") -> Event:
    return Event(
        id="e1", type=None, kind=kind, actors=(ActorRef(code="AAA", text="Aland"),), status=status,
        when=When(start=start, end=start, precision="day"), evidence=(Span(0, 0, 9, "It is due"),), rule="r", score=0.9,
    )  # fmt: skip


def drill(start: date, end: date, *, announced: bool = True, **fields: object) -> RecordedEvent:
    base: dict[str, object] = {
        "id": "drills:1", "kind": "exercise.joint.field", "valid_from": start, "valid_to": end, "name": "Northern Wind",
        "announced_at": KNOWN if announced else None, "recorded_at": KNOWN, "recorded_basis": "announced",
    }  # fmt: skip
    return RecordedEvent(**(base | fields))  # type: ignore[arg-type]


def ahead(
    *, articles: tuple[Event, ...] = (), rows: tuple[RecordedEvent, ...] = (), days: tuple[RecurringDay, ...] = ()
) -> tuple[AheadItem, ...]:
    return look_ahead(TODAY, coded=articles, recorded=rows, recurring=days)


def test_a_drill_is_ahead_only_once_announced() -> None:
    start = TODAY + timedelta(days=5)
    assert [item.status for item in ahead(rows=(drill(start, start + timedelta(3)),))] == ["scheduled"]
    assert ahead(rows=(drill(start, start + timedelta(3), announced=False),)) == ()


def test_a_drill_begun_without_a_known_end_is_still_on() -> None:
    begun = TODAY - timedelta(days=3)
    (item,) = ahead(rows=(drill(begun, begun, attributes={"end_unknown": "True"}),))
    assert (item.status, item.end) == ("ongoing", None)


def test_what_is_called_off_or_over_is_not_ahead() -> None:
    start = TODAY + timedelta(days=5)
    assert ahead(rows=(drill(start, start, status="cancelled"),)) == ()
    assert ahead(articles=(coded("talks", TODAY - timedelta(days=2)),)) == ()
    assert ahead(articles=(coded("talks", start, status="happened"),)) == ()


def test_a_recurring_day_the_article_tells_of_is_listed_once_by_its_name() -> None:
    day = RecurringDay(id="d", month=3, day=15, name="Founding day", actor="AAA")
    (item,) = ahead(articles=(coded("anniversary", date(2030, 3, 15)),), days=(day,))
    assert (item.source, item.name) == ("article", "Founding day")


def test_two_recurring_days_on_one_date_are_both_listed() -> None:
    days = tuple(RecurringDay(id=code, month=3, day=15, name=f"{code} day", actor=code) for code in ("AAA", "BBB"))
    assert [item.name for item in ahead(days=days)] == ["AAA day", "BBB day"]
    told = ahead(articles=(coded("anniversary", date(2030, 3, 15)),), days=days)
    assert [(item.source, item.name) for item in told] == [("article", "AAA day"), ("calendar", "BBB day")]


def test_a_leap_day_returns_only_in_leap_years() -> None:
    day = RecurringDay(id="d", month=2, day=29, name="Leap day", actor="AAA")
    assert look_ahead(date(2030, 2, 20), coded=(), recorded=(), recurring=(day,)) == ()
    assert len(look_ahead(date(2032, 2, 20), coded=(), recorded=(), recurring=(day,))) == 1
