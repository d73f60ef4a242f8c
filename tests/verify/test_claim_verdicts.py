"""Claims against a small handmade record."""

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from msgspec.structs import replace

from foreshock.terms.reading import Claim, Lag, Precision, Side, When
from foreshock.terms.record import RecordedEvent
from foreshock.verify.claims import check_claim
from foreshock.verify.selection import select_events

LAST = date(2021, 6, 30)


def happening(kind: str, on: date, *, actor: str = "AAA", count: int | None = 1, kinetic: bool = True) -> RecordedEvent:
    return RecordedEvent(
        id=f"{kind}-{on}-{actor}",
        kind=kind,
        valid_from=on,
        valid_to=on,
        actors=(actor,),
        count=count,
        kinetic=kinetic,
        recorded_at=datetime(on.year, on.month, on.day, 23, tzinfo=UTC),
        recorded_basis="observed",
        table="provocations" if kinetic else "drills",
    )


def year(y: int) -> When:
    return When(start=date(y, 1, 1), end=date(y, 12, 31), precision="year")


def claim(kind: str, **fields: object) -> Claim:
    base: dict[str, object] = {"id": "c1", "kind": kind, "text": "", "rule": "test", "score": 1.0}
    return Claim(**(base | fields))  # type: ignore[arg-type]


LAUNCH = Side("launch", ("AAA",))


def test_a_count_is_supported_by_items_or_by_events() -> None:
    rows = [happening("launch.cruise", date(2020, 5, 1), count=2), happening("launch.cruise", date(2020, 6, 1))]
    for value in (2, 3):
        found = check_claim(claim("count", consequent=LAUNCH, period=year(2020), value=value), rows, last_day=LAST)
        assert found.verdict == "supported", value
    wrong = check_claim(claim("count", consequent=LAUNCH, period=year(2020), value=5), rows, last_day=LAST)
    assert wrong.verdict == "contradicted"


def test_unknown_counts_leave_a_larger_claim_open() -> None:
    rows = [happening("launch.cruise", date(2020, 5, 1), count=None)]
    found = check_claim(claim("count", consequent=LAUNCH, period=year(2020), value=4), rows, last_day=LAST)
    assert found.verdict == "inconclusive"


@pytest.mark.parametrize(("extra", "verdict"), [(5, "supported"), (1, "contradicted")])
def test_a_record_must_beat_every_earlier_period(extra: int, verdict: str) -> None:
    rows = [
        happening("launch.cruise", date(2018, 2, 1), count=3),
        happening("launch.cruise", date(2020, 2, 1), count=extra),
    ]
    found = check_claim(claim("record", consequent=LAUNCH, period=year(2020)), rows, last_day=LAST)
    assert found.verdict == verdict
    assert found.n == 2


def test_a_precedent_names_the_pair_it_rests_on() -> None:
    rows = [
        happening("statement.ministry", date(2020, 12, 22), kinetic=False),
        happening("launch.ballistic", date(2020, 12, 23)),
    ]
    told = claim(
        "precedent", antecedent=Side("statement", ("AAA",)), consequent=LAUNCH, lag=Lag(0, 2),
        period=When(start=date(2020, 12, 1), end=date(2020, 12, 31), precision="month"),
    )  # fmt: skip
    found = check_claim(told, rows, last_day=LAST)
    assert found.verdict == "supported"
    assert found.matches == (rows[0].id, rows[1].id)
    assert check_claim(told, rows[:1], last_day=LAST).verdict == "not_supported"
    assert check_claim(told, rows[1:], last_day=LAST).verdict == "insufficient_record"


def habit(word: str) -> Claim:
    return claim("frequency", antecedent=Side("exercise", ("BBB",)), consequent=LAUNCH, lag=Lag(0, 2), frequency=word)


def test_a_habit_needs_both_the_share_and_the_lift() -> None:
    drills = [happening("exercise.national", date(2019, 1, 5) + timedelta(days=20 * i), actor="BBB", kinetic=False)
              for i in range(20)]  # fmt: skip
    answers = [happening("launch.cruise", d.valid_from + timedelta(days=1)) for d in drills[::2]]
    assert check_claim(habit("often"), drills + answers, last_day=LAST).verdict == "supported"
    assert check_claim(habit("always"), drills + answers, last_day=LAST).verdict == "not_supported"
    assert check_claim(habit("often"), drills, last_day=LAST).verdict in {"not_supported", "contradicted"}
    assert check_claim(habit("never"), drills + answers, last_day=LAST).verdict == "contradicted"
    assert check_claim(habit("often"), drills[:3] + answers, last_day=LAST).verdict == "insufficient_record"


def test_a_promise_is_open_until_its_window_closes() -> None:
    told = claim("promise", consequent=Side("talks", ("AAA",)), period=year(2020))
    talks = happening("talks.working", date(2020, 3, 3), kinetic=False)
    assert check_claim(told, [talks], last_day=LAST).verdict == "supported"
    assert check_claim(told, [], last_day=LAST).verdict == "contradicted"
    assert check_claim(told, [], last_day=date(2020, 6, 1)).verdict == "inconclusive"


def test_an_article_does_not_confirm_itself() -> None:
    told = claim("count", consequent=LAUNCH, period=year(2020), value=1)
    repeated = msgspec.structs.replace(happening("launch.cruise", date(2020, 5, 1)), table="articles")
    assert check_claim(told, [repeated], last_day=LAST).verdict == "insufficient_record"


def test_later_rows_change_no_verdict() -> None:
    rows = [happening("launch.cruise", date(2020, 5, 1))]
    told = claim("count", consequent=LAUNCH, period=year(2020), value=1)
    later = [happening("launch.cruise", date(2020, 9, 1))]
    at = date(2020, 6, 1)
    assert check_claim(told, rows, last_day=at) == check_claim(told, rows + later, last_day=at)


@pytest.mark.parametrize(("precision", "placed"), [("day", 1), ("month", 1), ("year", 0), ("decade", 0)])
def test_a_row_known_to_the_year_only_stands_before_or_after_nothing(precision: Precision, placed: int) -> None:
    row = replace(happening("launch.cruise", date(2020, 5, 1)), precision=precision)
    assert len(select_events(LAUNCH, [row])) == placed
