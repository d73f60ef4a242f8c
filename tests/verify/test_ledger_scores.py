"""Which forecasts of a ledger are scored, and that every row is counted once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foreshock.terms.ledger import Issued, LedgerRows, OutcomeWord, Question, Resolution
from foreshock.verify.ledger import chain_resolutions
from foreshock.verify.ledger_scores import LedgerScore, Scored, score_ledger
from foreshock.verify.scores import Bin

FIRST = date(2021, 3, 2)
NOW = datetime(2021, 6, 1, tzinfo=UTC)


def row(number: int, p: float, *, late: bool = False, start: date = FIRST, **references: float) -> Issued:
    issued_at = datetime(start.year, start.month, start.day, tzinfo=UTC) + timedelta(hours=1 if late else -1)
    return Issued(
        number=number,
        issued_at=issued_at,
        as_of=issued_at,
        theater="strait",
        question=Question(
            target="any", target_version=1, kinds=("launch",), actors=("AAA",), zone="UTC", target_start=start,
            target_end=start + timedelta(days=6), adjudicators=("X",), tie_rule="-", words="?",
        ),
        horizon=7,
        probability=p,
        references=references,
        model="m",
        record_digest="r",
        coefficients_digest="c",
        digest=f"d{number}",
    )  # fmt: skip


def outcome(number: int, word: OutcomeWord, *, covered: date | None = None) -> Resolution:
    return Resolution(
        number=0, settles=number, settles_digest=f"d{number}", outcome=word, resolved_at=NOW, record_digest="r",
        covered_until=covered,
    )  # fmt: skip


def ledger(issued: list[Issued], *drafts: Resolution) -> LedgerRows:
    return LedgerRows(issued=tuple(issued), resolutions=chain_resolutions(drafts, None))


def score(rows: LedgerRows, *, covered: date | None, now: datetime = NOW) -> LedgerScore:
    (found,) = score_ledger(rows.issued, rows.settled(), covered=covered, now=now)
    return found


def test_a_reference_is_compared_on_the_rows_that_carry_it() -> None:
    rows = ledger(
        [row(1, 0.8, rate=0.5, newer=0.9), row(2, 0.4, rate=0.5)], outcome(1, "yes"), outcome(2, "no"),
    )  # fmt: skip
    found = score(rows, covered=date(2021, 5, 1))
    assert found.scored
    assert found.scored.brier == pytest.approx((0.2**2 + 0.4**2) / 2)
    assert found.scored.references["rate"].skill == pytest.approx(1 - 0.1 / 0.25)
    assert found.scored.references["newer"].n == 1
    assert found.scored.references["newer"].skill == pytest.approx(1 - 0.04 / 0.01)


def test_skill_has_an_interval_once_there_are_windows_enough() -> None:
    def scored(days: int, *, again: int = 1) -> Scored:
        starts = [FIRST + timedelta(days=day) for day in range(days) for _ in range(again)]
        odds = [0.1 + 0.8 * (day % 11 == 0) for day in range(days) for _ in range(again)]
        issued = [row(n, p, start=at, rate=0.5) for n, (p, at) in enumerate(zip(odds, starts, strict=True), 1)]
        drafts = [outcome(n, "yes" if p > 0.5 and n % 5 else "no") for n, p in enumerate(odds, 1)]
        later = datetime(2023, 1, 1, tzinfo=UTC)
        found = score(ledger(issued, *drafts), covered=date(2022, 12, 1), now=later)
        assert found.scored
        return found.scored

    few, many, repeated = scored(55), scored(56), scored(55, again=3)
    assert few.brier_interval is None
    assert few.references["rate"].interval is None
    assert repeated.references["rate"].interval is None  # the same windows again tell nothing new
    against = many.references["rate"]
    assert against.interval is not None
    assert against.skill is not None
    assert against.interval[0] <= against.skill <= against.interval[1]
    assert many.brier_interval is not None
    assert many.brier_interval[0] <= many.brier <= many.brier_interval[1]


def test_bands_of_reliability_allow_for_windows_that_overlap() -> None:
    def bins(days: int, *, again: int = 1) -> tuple[Bin, ...]:
        # spells of 20 days with one number said, in every other of which it comes true
        starts = [FIRST + timedelta(days=day) for day in range(days) for _ in range(again)]
        issued = [row(n, 0.3 + 0.04 * ((at - FIRST).days // 20 * 3 % 10), start=at) for n, at in enumerate(starts, 1)]
        drafts = [outcome(n, "yes" if (at - FIRST).days % 40 < 20 else "no") for n, at in enumerate(starts, 1)]
        later = datetime(2023, 1, 1, tzinfo=UTC)
        found = score(ledger(issued, *drafts), covered=date(2022, 12, 1), now=later)
        assert found.scored
        return found.scored.reliability

    assert {(each.low, each.high) for each in bins(55)} == {(0.0, 1.0)}  # too few windows to say
    once, thrice = bins(400), bins(400, again=3)
    for each in once:
        independent = 2 * 1.645 * (each.forecast * (1 - each.forecast) / each.n) ** 0.5
        assert each.high - each.low > 1.5 * independent
    widths = [sum(each.high - each.low for each in found) for found in (once, thrice)]
    assert widths[1] == pytest.approx(widths[0], rel=0.3)  # the same windows again tell nothing new


def test_the_last_resolution_is_the_one_that_counts() -> None:
    rows = ledger([row(1, 0.8, rate=0.5)], outcome(1, "no"), outcome(1, "yes"))
    found = score(rows, covered=date(2021, 5, 1))
    assert found.scored
    assert found.scored.brier == pytest.approx(0.04)


def test_what_came_true_past_the_records_reach_waits_to_be_scored() -> None:
    rows = ledger([row(1, 0.8, rate=0.5)], outcome(1, "yes", covered=date(2021, 3, 5)))
    early = score(rows, covered=date(2021, 3, 5))
    assert (early.ahead, early.scored) == (1, None)
    later = score(rows, covered=date(2021, 3, 8))
    assert later.ahead == 0
    assert later.scored
    reached = ledger([row(1, 0.8, rate=0.5)], outcome(1, "no", covered=date(2021, 3, 8)))
    lost = score(reached, covered=date(2021, 3, 5))
    assert lost.scored


ROWS = st.lists(
    st.tuples(st.floats(0, 1), st.booleans(), st.integers(0, 150), st.sampled_from([None, "yes", "no", "void"])),
    min_size=1,
    max_size=20,
)


@given(ROWS, st.one_of(st.none(), st.integers(0, 90)))
def test_every_row_is_counted_once(drawn: list[tuple[float, bool, int, OutcomeWord | None]], reach: int | None) -> None:
    issued = [row(n, p, late=late, start=FIRST + timedelta(days=day)) for n, (p, late, day, _) in enumerate(drawn, 1)]
    drafts = [outcome(n, word) for n, (_, _, _, word) in enumerate(drawn, 1) if word]
    covered = None if reach is None else FIRST + timedelta(days=reach)
    found = score(ledger(issued, *drafts), covered=covered)
    scored = found.scored.n if found.scored else 0
    counted = scored + found.open + found.pending + found.ahead + found.void + found.late
    assert counted == found.issued == len(drawn)
    assert found.void_rate is None or 0 <= found.void_rate <= 1


def test_what_was_written_when_its_window_had_opened_is_counted_and_not_scored() -> None:
    rows = ledger([row(1, 0.9, late=True), row(2, 0.4)], outcome(1, "yes"), outcome(2, "no"))
    found = score(rows, covered=date(2021, 5, 1))
    assert (found.issued, found.late) == (2, 1)
    assert found.scored
    assert (found.scored.n, found.scored.base_rate) == (1, 0.0)
    assert found.scored.brier == pytest.approx(0.16)
