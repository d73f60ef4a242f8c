"""The ledger's chain holds, and questions are settled by rule."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from foreshock.terms.forecast import Forecast, ForecastInterval, Outlook
from foreshock.terms.ledger import Issued
from foreshock.terms.record import RecordedEvent
from foreshock.theaters.schema import Pack, TargetRow, Theater
from foreshock.verify.ledger import find_breaks, issue, resolve

ISSUED_ON = date(2021, 3, 1)
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


def chain(odds: list[float]) -> tuple[Issued, ...]:
    first = issue(outlook(odds[:1]), PACK, None)
    return (*first, *issue(outlook(odds[1:]), PACK, first[-1]))


def launch(on: date, **fields: object) -> RecordedEvent:
    base: dict[str, object] = {
        "id": f"l{on}", "kind": "launch.cruise", "valid_from": on, "valid_to": on, "actors": ("AAA",),
        "recorded_at": datetime(2021, 3, 20, tzinfo=UTC), "recorded_basis": "observed", "table": "provocations",
    }  # fmt: skip
    return RecordedEvent(**(base | fields))  # type: ignore[arg-type]


LATER = datetime(2021, 3, 8, 15, 0, tzinfo=UTC)  # past midnight of 9 March in the zone


def test_an_untouched_chain_is_whole() -> None:
    assert find_breaks(chain([0.1, 0.2, 0.3])) == ()


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


def test_a_question_is_settled_by_the_days_of_its_own_zone() -> None:
    row = chain([0.1, 0.2])[0]
    inside, outside = launch(date(2021, 3, 8)), launch(date(2021, 3, 9))
    assert resolve(row, [inside, outside], now=LATER, record_digest="r").evidence == (inside.id,)
    assert resolve(row, [outside], now=LATER, record_digest="r").outcome == "no"


@pytest.mark.parametrize(
    "fields",
    [{"kinetic": False}, {"actors": ("BBB",)}, {"kind": "test.engine"}, {"table": "articles"}, {"status": "denied"}],
)
def test_what_does_not_count_does_not_settle_it(fields: dict[str, object]) -> None:
    row = chain([0.1, 0.2])[0]
    assert resolve(row, [launch(date(2021, 3, 3), **fields)], now=LATER, record_digest="r").outcome == "no"


def test_an_open_window_cannot_be_resolved() -> None:
    row = chain([0.1, 0.2])[0]
    with pytest.raises(ValueError, match="open until 2021-03-08"):
        resolve(row, [], now=LATER - timedelta(hours=1), record_digest="r")
