"""Threats, promises and deadlines followed to their end in a made-up world, with nothing seen too early."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from foreshock.terms.record import RecordedEvent
from foreshock.verify.follow_through import at_least, follow_through
from foreshock.verify.undertakings import Followed, State, Trigger, Undertaking, follow

START = date(2031, 1, 1)
COVERED = date(2035, 12, 31)


def day(n: int) -> date:
    return START + timedelta(days=n)


def row(n: int, kind: str, *, to: int | None = None, actor: str = "AAA", name: str | None = None) -> RecordedEvent:
    at = day(n)
    return RecordedEvent(
        id=f"{kind}:{n}", kind=kind, valid_from=at, valid_to=day(n if to is None else to), actors=(actor,), name=name,
        recorded_at=datetime(at.year, at.month, at.day, 23, tzinfo=UTC), recorded_basis="observed",
        table="provocations",
    )  # fmt: skip


THREAT = Undertaking(
    id="t1", said_on=day(10), actor="AAA", speaker=None, level="ministry", form="threat",
    condition="if the drill is held", arms=Trigger(kinds=("exercise",), actors=("BBB",)), deed="fire a missile",
    keeps=Trigger(kinds=("launch",), actors=("AAA",)), horizon_days=14, row="statements:t1",
)  # fmt: skip
DRILL = row(20, "exercise.joint", actor="BBB", to=24)
PROMISE = replace(THREAT, id="p1", form="promise", condition=None, arms=None, due=day(40))
DEADLINE = replace(
    THREAT, id="d1", form="deadline", condition="unless an accord is reached",
    arms=Trigger(kinds=("agreement",)), unless=True, arm_by=day(30),
)  # fmt: skip


def state(one: Undertaking, *events: RecordedEvent, at: int) -> str:
    return follow(one, events, as_of=day(at), covered=COVERED).state


def test_a_threat_opens_arms_and_is_kept() -> None:
    launch = row(26, "launch.cruise")
    seen = [state(THREAT, DRILL, launch, at=n) for n in (10, 19, 20, 25, 26, 90)]
    assert seen == ["open", "open", "armed", "armed", "kept", "kept"]
    found = follow(THREAT, [DRILL, launch], as_of=day(90), covered=COVERED)
    assert (found.armed_on, found.kept_on, found.rows) == (day(20), day(26), (DRILL.id, launch.id))


def test_a_threat_whose_time_runs_out_is_not_kept_only_after_its_last_day() -> None:
    late = row(35, "launch.cruise")
    assert [state(THREAT, DRILL, late, at=n) for n in (34, 35, 90)] == ["armed", "not_kept", "not_kept"]


def test_a_condition_that_does_not_come_in_its_time_is_never_met() -> None:
    assert [state(THREAT, row(5, "exercise.joint", actor="BBB"), at=n) for n in (375, 376)] == ["open", "never_met"]
    short = replace(THREAT, arm_by=day(15))
    assert [state(short, DRILL, at=n) for n in (15, 16, 30)] == ["open", "never_met", "never_met"]


def test_a_drill_that_is_still_on_when_the_threat_is_said_arms_it_that_day() -> None:
    on = row(8, "exercise.joint", actor="BBB", to=12)
    assert follow(THREAT, [on], as_of=day(11), covered=COVERED).armed_on == day(10)


def test_a_deed_of_the_day_it_was_said_or_of_another_actor_does_not_count() -> None:
    assert state(PROMISE, row(10, "launch.cruise"), at=41) == "not_kept"
    assert state(PROMISE, row(12, "launch.cruise", actor="CCC"), at=41) == "not_kept"
    assert state(PROMISE, row(11, "launch.cruise"), at=41) == "kept"


def test_a_deadline_is_averted_or_arms_when_it_passes() -> None:
    accord = row(28, "agreement")
    assert [state(DEADLINE, accord, at=n) for n in (27, 28, 60)] == ["open", "never_met", "never_met"]
    assert [state(DEADLINE, at=n) for n in (30, 31, 44, 45)] == ["open", "armed", "armed", "not_kept"]
    assert state(DEADLINE, row(33, "launch.cruise"), at=60) == "kept"


def test_names_are_held_to_where_the_deed_has_one() -> None:
    office = replace(PROMISE, keeps=Trigger(kinds=("talks",), words=("liaison office",)))
    assert state(office, row(12, "talks.other", name="Talks on fishing"), at=41) == "not_kept"
    assert state(office, row(12, "talks.other", name="AAA closes the Liaison Office"), at=41) == "kept"


def test_what_the_record_has_no_kind_for_cannot_be_settled() -> None:
    assert state(replace(THREAT, arms=None), DRILL, at=900) == "unsettled"
    assert state(replace(THREAT, keeps=None), DRILL, at=900) == "unsettled"


def test_silence_after_the_last_day_covered_is_no_silence() -> None:
    assert follow(THREAT, [DRILL], as_of=day(90), covered=day(30)).state == "armed"
    assert follow(THREAT, [], as_of=day(900), covered=day(30)).state == "open"


EVENTS = st.lists(
    st.tuples(st.integers(0, 60), st.sampled_from(["exercise.joint", "launch.cruise", "agreement"])), max_size=8
)


def test_a_time_that_is_over_beyond_the_records_reach_is_said_so() -> None:
    found = follow(PROMISE, [], as_of=day(60), covered=day(30))
    assert found.state == "armed"
    assert found.reason.endswith(f"that is over, but the record speaks only until {day(30)}")
    assert "speaks only" not in follow(PROMISE, [], as_of=day(35), covered=day(30)).reason


@given(EVENTS, st.sampled_from([THREAT, PROMISE, DEADLINE]), st.integers(10, 70))
def test_no_state_depends_on_what_came_later(rows: list[tuple[int, str]], one: Undertaking, at: int) -> None:
    events = [row(n, kind, actor="BBB" if kind.startswith("exercise") else "AAA") for n, kind in sorted(rows)]
    cut = [event for event in events if event.valid_from <= day(at)]
    assert follow(one, events, as_of=day(at), covered=COVERED) == follow(one, cut, as_of=day(at), covered=COVERED)


def test_the_chance_is_the_share_of_days_from_which_the_deed_came_anyway() -> None:
    # one launch on day 100 of a year of 365: 14 days back it is in reach, so from 15 days out of 351
    found = follow(replace(PROMISE, due=None), [row(100, "launch.cruise")], as_of=day(400), covered=day(364))
    assert found.state == "not_kept"
    assert found.chance == pytest.approx(14 / 352, abs=0.003)


def followed(one_state: State, chance: float, level: str = "ministry") -> Followed:
    return Followed(undertaking=replace(THREAT, level=level), state=one_state, reason="", chance=chance)


def test_rates_count_what_was_closed_and_keep_the_rest_apart() -> None:
    rates = follow_through(
        [followed("kept", 0.5), followed("not_kept", 0.5), followed("never_met", 0.1), followed("armed", 0.1),
         followed("kept", 0.2, "leader")],
        "level",
    )  # fmt: skip
    assert [(r.name, r.n, r.kept, r.never_met, r.waiting) for r in rates] == [
        ("ministry", 2, 1, 1, 1), ("leader", 1, 1, 0, 0), ("all", 3, 2, 1, 1),
    ]  # fmt: skip
    assert rates[0].chance == pytest.approx(0.5)
    assert rates[0].p_value == pytest.approx(0.75)
    assert rates[2].interval is not None


def test_the_chance_of_at_least_so_many_is_that_done_by_hand() -> None:
    assert at_least(1, [0.5, 0.2]) == pytest.approx(1 - 0.5 * 0.8)
    assert at_least(2, [0.5, 0.2]) == pytest.approx(0.1)
    assert at_least(0, []) == 1
