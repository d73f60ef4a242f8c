"""The door between two sides, from rows of a made-up world: each rule, and nothing known too early."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foreshock.panel.door_signals import DoorSignal, spoken_sign
from foreshock.panel.doors import DoorSeries, door_series
from foreshock.terms.record import RecordedEvent

ZONE = ZoneInfo("UTC")
START = date(2030, 1, 1)


def day(n: int) -> date:
    return START + timedelta(days=n)


def row(n: int, kind: str, name: str, *, known: int | None = None, to: int | None = None) -> RecordedEvent:
    at = day(n if known is None else known)
    return RecordedEvent(
        id=f"diplomacy:{n}", kind=kind, valid_from=day(n), valid_to=day(n if to is None else to),
        actors=("AAA", "BBB"), name=name, recorded_at=datetime(at.year, at.month, at.day, 23, tzinfo=UTC),
        recorded_basis="observed", table="diplomacy",
    )  # fmt: skip


def said(n: int, stance: str, note: str, *, to: str = "BBB") -> RecordedEvent:
    at = day(n)
    return RecordedEvent(
        id=f"statements:{n}", kind="statement.ministry", valid_from=at, valid_to=at, actors=("AAA",), recipients=(to,),
        recorded_at=datetime(at.year, at.month, at.day, 23, tzinfo=UTC), recorded_basis="observed", table="statements",
        attributes={"stance": stance, "note": note},
    )  # fmt: skip


def series(*rows: RecordedEvent) -> DoorSeries:
    return door_series(rows, ("AAA", "BBB"), ZONE)


def test_a_door_is_offered_hung_on_terms_opened_shut_and_resumed() -> None:
    found = series(
        said(1, "offer", "suggests talks in the spring"),
        said(5, "demand", "lift the embargo before any dialogue"),
        row(9, "summit", "First summit of the two"),
        said(12, "reject", "no talks with those in office"),
        row(20, "talks.working", "Envoys meet at the border"),
    )
    states = [(c.day, c.state, c.before) for c in found.changes(day(30))]
    assert states == [
        (day(1), "offered", None), (day(5), "conditional", "offered"), (day(9), "open", "conditional"),
        (day(12), "shut", "open"), (day(20), "resumed", "shut"),
    ]  # fmt: skip
    assert next(c.row for c in found.changes(day(30))) == "statements:1"


def test_an_offer_does_not_narrow_an_open_door_and_terms_do() -> None:
    rows = [row(1, "visit", "A foreign minister calls"), said(3, "offer", "more exchanges")]
    assert [c.state for c in series(*rows).changes(day(9))] == ["open"]
    terms = said(4, "threaten", "may suspend talks over the drill")
    assert [c.state for c in series(*rows, terms).changes(day(9))] == ["open", "conditional"]


def test_what_is_said_to_others_or_denied_or_about_something_else_changes_nothing() -> None:
    quiet = series(
        said(1, "reject", "no talks", to="CCC"),
        said(2, "reject", "denies seeking talks"),
        said(3, "reject", "the launch was its right"),
        said(4, "threaten", "fire and fury"),
        row(5, "talks.other", "A speech at the assembly"),
    )
    assert quiet.changes(day(9)) == ()
    assert quiet.state_on(day(9)) is None


def test_talks_that_collapse_shut_the_door_on_their_last_day() -> None:
    found = series(row(1, "talks.working", "Round four; talks collapse", to=4)).state_on(day(9))
    assert found is not None
    assert (found.state, found.day) == ("shut", day(4))


def test_a_row_learned_late_changes_nothing_before_it_was_learned() -> None:
    found = series(row(1, "visit", "An envoy calls"), row(3, "talks.other", "One side cuts contacts", known=8))
    assert [found.states(day(0), day(9))[n] for n in (0, 1, 3, 7, 8, 9)] == [
        None,
        "open",
        "open",
        "open",
        "shut",
        "shut",
    ]


SIGNS = st.sampled_from(["contact", "acceptance", "offer", "terms", "refusal"])


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 10), SIGNS), max_size=12), st.integers(0, 40))
def test_no_state_depends_on_what_came_or_became_known_later(rows: list[tuple[int, int, str]], at: int) -> None:
    first = START.toordinal()
    signals = [
        DoorSignal(day=first + n, known=first + n + late, sign=sign, row=f"r{i}", rule="", words="")  # type: ignore[arg-type]
        for i, (n, late, sign) in enumerate(rows)
    ]
    cut = [s for s in signals if s.known <= first + at]
    assert DoorSeries(("AAA", "BBB"), signals).state_on(day(at)) == DoorSeries(("AAA", "BBB"), cut).state_on(day(at))
    whole = DoorSeries(("AAA", "BBB"), signals).states(day(0), day(45))
    alone = DoorSeries(("AAA", "BBB"), signals).state_on(day(at))
    assert whole[at] == (None if alone is None else alone.state)


@pytest.mark.parametrize(
    ("stance", "words", "sign"),
    [
        ("accept", "working talks on the fifth", "acceptance"),
        ("accept", "it is open to dialogue without preconditions", "offer"),
        ("accept", "it is ready for talks", "offer"),
        ("offer", "a summit if the drills stop", "terms"),
        ("offer", "a summit", "offer"),
        ("reject", "talks if the other side drops its demand", "terms"),
        ("reject", "no dialogue while hostile acts go on", "refusal"),
        ("threaten", "quits the six-sided talks", "refusal"),
        ("accuse", "talks are a sham", None),
        (None, "talks", None),
    ],
)
def test_a_stance_and_its_words_make_a_sign(stance: str | None, words: str, sign: str | None) -> None:
    told = spoken_sign(stance, words)
    assert (told[0] if told else None) == sign
