"""The ledger's chain holds, and questions are settled by rule."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace as replaced
from datetime import UTC, date, datetime, timedelta
from functools import partial

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET
from msgspec.structs import replace

from foreshock.terms.forecast import Forecast, ForecastInterval, Outlook
from foreshock.terms.ledger import Issued, LedgerRows, Resolution
from foreshock.terms.record import RecordedEvent
from foreshock.theaters.schema import Pack, TargetRow, Theater
from foreshock.verify import ledger
from foreshock.verify.ledger import (
    ChainCheck,
    chain_resolutions,
    digest_of,
    is_late,
)
from foreshock.verify.settle import Outcomes, Settlement, Waiting, outcomes_of, settle, settle_all, void

ISSUED_ON = date(2021, 3, 1)
ISSUED_AT = datetime(2021, 3, 1, 1, tzinfo=UTC)
PACK = Pack(
    theater=Theater(id="strait", name="A strait", zone="Asia/Tokyo"),
    targets=(
        TargetRow(id="any", label="Aland fires", kinds=("launch",), actors=("AAA",), adjudicators=("X",), tie_rule="-"),
    ),
)


def outlook(odds: list[float]) -> Outlook:
    forecasts = tuple(
        Forecast(
            target="any", horizon=7, target_start=ISSUED_ON + timedelta(1), target_end=ISSUED_ON + timedelta(7),
            probability=p, word="unlikely", interval=ForecastInterval(0.8, p, p), references={"all_history": 0.2},
            reasons=(), model="m", coefficients_digest="c",
        )
        for p in odds
    )  # fmt: skip
    moment = datetime(2021, 3, 1, 12, tzinfo=UTC)
    return Outlook(theater="strait", as_of=moment, known_at=moment, record_digest="r", forecasts=forecasts)


BEHIND = {"any/7": {"terms": {"rate": -1.5}, "model": "m"}}
issue = partial(ledger.issue, coefficients=BEHIND)


def chain(odds: list[float]) -> tuple[Issued, ...]:
    rows: tuple[Issued, ...] = ()
    for number, p in enumerate(odds):
        moment = ISSUED_AT + timedelta(hours=number)
        rows += issue(replace(outlook([p]), record_digest=f"r{number}"), PACK, rows, issued_at=moment)
    return rows


def check_of(issued: Iterable[Issued], resolutions: Iterable[Resolution] = (), heads: Iterable[str] = ()) -> ChainCheck:
    check, digests = ChainCheck(heads), {}
    for row in issued:
        check.take_issued(row)
        digests[row.number] = row.digest
    for resolution in resolutions:
        check.take_resolution(resolution, digests.get(resolution.settles))
    return check


def find_breaks(issued: Iterable[Issued], resolutions: Iterable[Resolution] = ()) -> list[str]:
    return check_of(issued, resolutions).faults


def launch(on: date, **fields: object) -> RecordedEvent:
    base: dict[str, object] = {
        "id": f"l{on}", "kind": "launch.cruise", "valid_from": on, "valid_to": on, "actors": ("AAA",),
        "recorded_at": datetime(2021, 3, 20, tzinfo=UTC), "recorded_basis": "observed", "table": "provocations",
    }  # fmt: skip
    return RecordedEvent(**(base | fields))  # type: ignore[arg-type]


def test_an_untouched_chain_is_whole() -> None:
    assert find_breaks(chain([0.1, 0.2, 0.3])) == []


@given(st.integers(0, 3), st.sampled_from(["probability", "drop", "swap", "references", "issued_at"]))
def test_any_change_to_any_row_shows(at: int, how: str) -> None:
    rows = list(chain([0.1, 0.2, 0.3, 0.4, 0.5]))
    if how == "drop":
        del rows[at]
    elif how == "swap":
        rows[at], rows[at + 1] = rows[at + 1], rows[at]
    elif how == "probability":
        rows[at] = replace(rows[at], probability=0.99)
    elif how == "references":
        rows[at] = replace(rows[at], references={"all_history": 0.9})
    else:
        rows[at] = replace(rows[at], issued_at=rows[at].issued_at - timedelta(days=1))
    assert find_breaks(rows)


def test_a_question_is_issued_once_from_one_state_of_the_record() -> None:
    rows = issue(outlook([0.1]), PACK, (), issued_at=ISSUED_AT)
    assert issue(outlook([0.1]), PACK, rows, issued_at=ISSUED_AT + timedelta(hours=1)) == ()
    changed = issue(replace(outlook([0.3]), record_digest="other"), PACK, rows, issued_at=ISSUED_AT)
    assert [(row.number, row.probability) for row in changed] == [(2, 0.3)]


def test_a_clock_set_back_cannot_slip_a_row_in() -> None:
    rows = chain([0.1])
    with pytest.raises(ValueError, match="before row 1"):
        issue(replace(outlook([0.2]), record_digest="x"), PACK, rows, issued_at=ISSUED_AT - timedelta(seconds=1))


def test_a_row_written_when_its_window_had_opened_is_late() -> None:
    before, after = (datetime(2021, 3, 1, 15, tzinfo=UTC) + timedelta(seconds=s) for s in (-1, 0))  # midnight in Tokyo
    assert not is_late(issue(outlook([0.1]), PACK, (), issued_at=before)[0])
    assert is_late(issue(outlook([0.1]), PACK, (), issued_at=after)[0])


def test_the_digest_is_that_of_the_row_as_exported() -> None:
    (row,) = chain([1e-5])
    exported = json.loads(msgspec.json.encode(row))
    digest = exported.pop("digest")
    text = json.dumps(exported, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(text.encode()).hexdigest() == digest


LATER = datetime(2021, 3, 8, 15, 0, tzinfo=UTC)  # past midnight of 9 March in the zone
COVERED = date(2021, 3, 8)


def known(events: list[RecordedEvent], covered: date | None = COVERED) -> Outcomes:
    return replaced(outcomes_of(events, ["AAA"]), covered_until=covered)


def settled(events: list[RecordedEvent], *, covered: date | None = COVERED, now: datetime = LATER) -> Resolution | None:
    found = settle(chain([0.1])[0], known(events, covered), now=now, record_digest="r")
    return found if isinstance(found, Resolution) else None


def outcome(events: list[RecordedEvent]) -> str | None:
    found = settled(events)
    return found.outcome if found else None


def test_a_question_is_settled_by_the_days_of_its_own_zone() -> None:
    inside, outside = launch(date(2021, 3, 8)), launch(date(2021, 3, 9))
    found = settled([inside, outside])
    assert found
    assert (found.outcome, found.evidence) == ("yes", (inside.id,))
    assert outcome([outside]) == "no"


@pytest.mark.parametrize(
    "fields",
    [{"kinetic": False}, {"actors": ("BBB",)}, {"kind": "test.engine"}, {"table": "articles"}, {"status": "denied"}],
)
def test_what_does_not_count_does_not_settle_it(fields: dict[str, object]) -> None:
    assert outcome([launch(date(2021, 3, 3), **fields)]) == "no"


def test_an_open_window_is_not_settled_even_by_an_event() -> None:
    found = settle(
        chain([0.1])[0], known([launch(date(2021, 3, 3))]), now=LATER - timedelta(hours=1), record_digest="r"
    )
    assert isinstance(found, Waiting)
    assert found.reason == "open until 2021-03-08"


def test_the_rows_of_a_window_are_found_in_any_order() -> None:
    days = [date(2021, 3, day) for day in (9, 2, 8, 1, 5, 2)]
    rows = outcomes_of([launch(day, id=f"{n}") for n, day in enumerate(days)], ["AAA"])
    assert [row.id for row in rows.between(date(2021, 3, 2), date(2021, 3, 8))] == ["1", "5", "4", "2"]


@pytest.mark.parametrize("covered", [None, date(2021, 3, 7)])
def test_silence_beyond_the_records_reach_settles_nothing(covered: date | None) -> None:
    found = settle(chain([0.1])[0], known([], covered), now=LATER, record_digest="r")
    assert isinstance(found, Waiting)
    assert "does not settle it" in found.reason
    assert settled([launch(date(2021, 3, 3))], covered=covered) is not None


def test_the_record_reaches_to_its_last_outcome_row_of_the_actors() -> None:
    rows = [
        launch(date(2021, 3, 3), kinetic=False),
        launch(date(2021, 3, 9), table="articles"),
        launch(date(2021, 3, 8), actors=("BBB",)),
    ]
    assert outcomes_of(rows, ["AAA"]).covered_until == date(2021, 3, 3)
    assert outcomes_of([], ["AAA"]).covered_until is None


def test_settling_again_adds_only_what_the_record_says_otherwise() -> None:
    issued = chain([0.1, 0.2, 0.3])
    rows = LedgerRows(issued=issued)

    def again(events: list[RecordedEvent], covered: date | None = COVERED) -> Settlement:
        return settle_all(rows, "strait", known(events, covered), now=LATER, record_digest="r")

    first = again([])
    assert [draft.outcome for draft in first.drafts] == ["no"] * 3
    rows = LedgerRows(issued=issued, resolutions=chain_resolutions(first.drafts, None))
    assert again([]) == Settlement(drafts=(), unchanged=3, open=0, waiting=())
    voided = chain_resolutions(
        [void(issued[0], "ambiguous", known([]), now=LATER, record_digest="r")], rows.resolutions[-1]
    )
    rows = LedgerRows(issued=issued, resolutions=(*rows.resolutions, *voided))
    revised = again([launch(date(2021, 3, 3))])
    assert [(draft.settles, draft.outcome) for draft in revised.drafts] == [(2, "yes"), (3, "yes")]
    assert revised.unchanged == 1
    more = chain_resolutions(revised.drafts, rows.resolutions[-1])
    rows = LedgerRows(issued=issued, resolutions=(*rows.resolutions, *more))
    assert [draft.evidence for draft in again([launch(date(2021, 3, 4))]).drafts] == [("l2021-03-04",)] * 2
    withdrawn = again([], covered=None)
    assert withdrawn.drafts == ()
    assert [waiting.number for waiting in withdrawn.waiting] == [2, 3]
    assert all(waiting.reason.endswith("until it does, yes stands") for waiting in withdrawn.waiting)


def test_questions_of_other_theaters_are_left_alone() -> None:
    found = settle_all(LedgerRows(issued=chain([0.1])), "elsewhere", known([]), now=LATER, record_digest="r")
    assert found == Settlement(drafts=(), unchanged=0, open=0, waiting=())


@given(st.sampled_from(["outcome", "drop", "swap", "settles"]))
def test_any_change_to_a_resolution_shows(how: str) -> None:
    (row,) = issued = chain([0.1])
    draft = settle(row, known([]), now=LATER, record_digest="r")
    assert isinstance(draft, Resolution)
    rows = list(chain_resolutions([draft, replace(draft, outcome="yes"), draft], None))
    assert find_breaks(issued, rows) == []
    if how == "outcome":
        rows[1] = replace(rows[1], outcome="no")
    elif how == "settles":
        rows[1] = replace(rows[1], settles=2)
    elif how == "drop":
        del rows[1]
    else:
        rows[0], rows[1] = rows[1], rows[0]
    assert find_breaks(issued, rows)


def test_a_resolution_settles_the_row_it_was_made_for_and_no_other_of_that_number() -> None:
    draft = settle(chain([0.1])[0], known([]), now=LATER, record_digest="r")
    assert isinstance(draft, Resolution)
    other = chain([0.2])
    (fault,) = find_breaks(other, chain_resolutions([draft], None))
    assert fault == "resolution 1 settles a row 1 that is not here"


def test_a_cut_off_end_shows_against_a_head_noted_before() -> None:
    rows = chain([0.1, 0.2, 0.3])
    assert find_breaks(rows[:2]) == []
    assert check_of(rows, heads=[rows[2].digest]).heads == set()
    assert check_of(rows[:2], heads=[rows[2].digest]).heads == {rows[2].digest}


def test_a_row_keeps_its_terms_and_every_coefficient_under_its_digest() -> None:
    (row,) = issue(outlook([0.1]), PACK, (), issued_at=ISSUED_AT)
    assert row.schema == "foreshock.ledger/2"
    assert row.coefficients == BEHIND["any/7"]
    assert find_breaks([replace(row, coefficients={"terms": {"rate": -1.4}, "model": "m"})])
    assert find_breaks([replace(row, reasons=())]) == []


def test_rows_of_the_first_shape_keep_their_digest_and_chain_on() -> None:
    (new,) = issue(outlook([0.1]), PACK, (), issued_at=ISSUED_AT)
    bare = replace(new, schema="foreshock.ledger/1", reasons=UNSET, coefficients=UNSET, digest="")
    old = replace(bare, digest=digest_of(bare))
    fields = json.loads(msgspec.json.encode(old))
    assert "reasons" not in fields
    assert "coefficients" not in fields
    digest = fields.pop("digest")
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(text.encode()).hexdigest() == digest
    read = msgspec.json.decode(msgspec.json.encode(old), type=Issued)
    following = issue(replace(outlook([0.2]), record_digest="x"), PACK, (read,), issued_at=ISSUED_AT)
    assert find_breaks([read, *following]) == []
