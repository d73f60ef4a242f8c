"""The ledger asked a part at a time: the same on both databases as reading all of it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from ledger_world import QUESTION, issued_after, resolved_after
from msgspec.structs import replace
from record_world import DAWN, changed_by_hand, day, fresh_record

from foreshock.flow.ledger_check import check_chains
from foreshock.record.ledger_reads import LedgerChoice, LedgerEnds
from foreshock.record.store import Record
from foreshock.terms.ledger import Issued, IssuedOdds, OutcomeWord, Resolution, Settled, State, closes_at
from foreshock.verify.ledger import ChainCheck

END = DAWN + timedelta(days=400)


def fill(record: Record, count: int = 12) -> list[Issued]:
    """Issue forecasts hour by hour; every third of another theater, every second of another target."""

    def write(held: tuple[Issued, ...]) -> list[Issued]:
        return [
            replace(
                row,
                theater="cove" if row.number % 3 == 0 else "bay",
                question=replace(QUESTION, target="other" if row.number % 2 == 0 else "any_rocket"),
            )
            for row in issued_after(held, count)
        ]

    return list(record.append_issued(lambda rows: write(rows.issued)))


def settle(record: Record, row: Issued, outcome: OutcomeWord, at: datetime) -> Resolution:
    def write(held: tuple[Resolution, ...]) -> list[Resolution]:
        return [replace(new, outcome=outcome, resolved_at=at) for new in resolved_after(held, row)]

    return record.append_resolutions(lambda rows: write(rows.resolutions))[0]


def choice(*, by: datetime = END, moment: datetime = END, state: State | None = None, **more: object) -> LedgerChoice:
    fields = {"theater": "bay", "by": by, "moment": moment, "state": state, **more}
    return msgspec.convert(fields, LedgerChoice)


def numbers(record: Record, which: LedgerChoice, **part: bool) -> list[int]:
    """Go through all pages of a choice, two rows at a time."""
    found: list[int] = []
    while True:
        page = record.ledger.page(which, limit=2, after=found[-1] if found else None, **part)
        if not page:
            return found
        found += [row.number for row, _ in page]


def test_pages_hold_every_row_of_the_theater_once_from_either_end() -> None:
    with fresh_record() as record:
        rows = fill(record)
        mine = [row.number for row in rows if row.theater == "bay"]
        assert numbers(record, choice()) == mine
        assert numbers(record, choice(), newest_first=True) == mine[::-1]
        assert numbers(record, choice(targets=("other",))) == [n for n in mine if n % 2 == 0]
        assert record.ledger.count(choice()) == len(mine)
        (first, held) = record.ledger.page(choice(), limit=1)[0]
        assert (first, held) == (rows[0], None)


def test_what_was_issued_later_is_not_there_yet() -> None:
    with fresh_record() as record:
        rows = fill(record)
        by = rows[6].issued_at
        assert numbers(record, choice(by=by)) == [1, 2, 4, 5, 7]
        assert record.ledger.count(choice(by=by - timedelta(microseconds=1))) == 4
        assert record.ledger.row(8, by=by) is None
        assert record.ledger.row(7, by=by) == (rows[6], [])
        assert record.ledger.ends(by=by) == LedgerEnds(
            issued=7, head=rows[6].digest, resolutions=0, resolutions_head=""
        )
        assert record.ledger.ends(by=DAWN) == LedgerEnds(issued=0, head="", resolutions=0, resolutions_head="")
        assert [row.number for row in record.ledger.odds("bay", by=by)] == [1, 2, 4, 5, 7]


def test_a_resolution_holds_from_when_it_was_written_until_the_next() -> None:
    with fresh_record() as record:
        rows = fill(record)
        first = settle(record, rows[0], "no", DAWN + timedelta(days=10))
        other = settle(record, rows[1], "void", DAWN + timedelta(days=11))
        second = settle(record, rows[0], "yes", DAWN + timedelta(days=20))

        def held(at: datetime) -> dict[int, Resolution | None]:
            return {row.number: one for row, one in record.ledger.page(choice(by=at), limit=2)}

        assert held(DAWN + timedelta(days=10, seconds=-1)) == {1: None, 2: None}
        assert held(DAWN + timedelta(days=10)) == {1: first, 2: None}
        assert held(DAWN + timedelta(days=19)) == {1: first, 2: other}
        assert held(END) == {1: second, 2: other}
        assert record.ledger.row(1, by=END) == (rows[0], [first, second])
        assert record.ledger.row(1, by=DAWN + timedelta(days=19)) == (rows[0], [first])
        assert record.ledger.settled(by=DAWN + timedelta(days=19)) == {
            1: Settled(settles=1, outcome="no", covered_until=day(8)),
            2: Settled(settles=2, outcome="void", covered_until=day(8)),
        }
        assert record.ledger.settled(by=END)[1].outcome == "yes"


@pytest.mark.parametrize(
    ("state", "before", "after"),
    [
        ("open", [1, 2, 4, 5, 7, 8, 10, 11], []),
        ("pending", [], [7, 8, 10, 11]),
        ("yes", [], [2, 5]),
        ("no", [], [1]),
        ("void", [], [4]),
    ],
)
def test_rows_are_found_by_how_they_stood(state: State, before: list[int], after: list[int]) -> None:
    with fresh_record() as record:
        rows = fill(record)
        settled: tuple[tuple[int, OutcomeWord], ...] = ((1, "no"), (2, "no"), (2, "yes"), (4, "void"), (5, "yes"))
        for at, (number, word) in enumerate(settled):
            settle(record, rows[number - 1], word, DAWN + timedelta(days=30 + at))
        running = closes_at(QUESTION) - timedelta(seconds=1)
        assert numbers(record, choice(state=state, by=running, moment=running)) == before
        assert numbers(record, choice(state=state)) == after
        assert record.ledger.count(choice(state=state)) == len(after)


def test_a_window_passes_at_the_local_midnight_after_its_last_day() -> None:
    question = replace(QUESTION, zone="Asia/Tokyo", target_end=day(7))
    last = closes_at(question)
    assert last.tzinfo is UTC
    assert last == datetime(day(7).year, day(7).month, day(7).day, 15, tzinfo=UTC)


def test_odds_are_rows_without_what_they_rest_on() -> None:
    with fresh_record() as record:
        rows = fill(record, 3)
        found = record.ledger.odds("bay", by=END, target="other")
        assert found == [msgspec.convert(msgspec.to_builtins(rows[1]), IssuedOdds, strict=False)]


def test_rows_come_one_after_the_other_from_any_number_on() -> None:
    with fresh_record() as record:
        rows = fill(record, 5)
        one = settle(record, rows[1], "no", DAWN + timedelta(days=10))
        two = settle(record, rows[3], "yes", DAWN + timedelta(days=10))
        assert list(record.ledger.each_issued()) == [(row, ()) for row in rows]
        assert list(record.ledger.each_issued(after=3)) == [(row, ()) for row in rows[3:]]
        assert list(record.ledger.each_resolution()) == [(one, rows[1].digest, ()), (two, rows[3].digest, ())]
        assert list(record.ledger.each_resolution(after=1)) == [(two, rows[3].digest, ())]


LATER = "'2031-01-01T00:00:00.000000+00:00'"
BELYING = [
    *(("ledger", column, "'x'") for column in ("digest", "theater", "target")),
    *(("ledger", column, LATER) for column in ("issued_at", "closes_at")),
    ("ledger", "theater", "NULL"),
    *(("resolution", column, value) for column, value in (("settles", "1"), ("digest", "'x'"), ("outcome", "'void'"))),
    ("resolution", "resolved_at", LATER),
]


@pytest.mark.parametrize(("table", "column", "value"), BELYING)
def test_a_column_changed_beside_what_its_row_says_breaks_the_check(table: str, column: str, value: str) -> None:
    with fresh_record() as record:
        rows = fill(record, 2)
        settle(record, rows[1], "no", DAWN + timedelta(days=10))
        whole = check_chains(record.ledger, ChainCheck()).breaks
        with changed_by_hand(record.location) as run:
            on_file = isinstance(record.location, Path)
            run(
                f"DROP TRIGGER {table}_no_update"
                if on_file
                else f"ALTER TABLE {table} DISABLE TRIGGER {table}_no_update"
            )
            run(f"UPDATE {table} SET {column} = {value} WHERE number = (SELECT max(number) FROM {table})")
        found = set(check_chains(record.ledger, ChainCheck()).breaks) - set(whole)
        named = {"ledger": "row 2", "resolution": "resolution 1"}[table]
        assert f"what is kept beside {named} says otherwise: {column}" in found


def test_a_forecast_of_a_zone_that_is_none_is_named_by_the_check() -> None:
    with fresh_record() as record:
        fill(record, 1)
        with changed_by_hand(record.location) as run:
            on_file = isinstance(record.location, Path)
            run("DROP TRIGGER ledger_no_update" if on_file else "ALTER TABLE ledger DISABLE TRIGGER ledger_no_update")
            run("UPDATE ledger SET payload = replace(payload, '\"UTC\"', '\"No/Where\"')")
        breaks = check_chains(record.ledger, ChainCheck()).breaks
        assert "row 1 was changed after it was written" in breaks
        assert "what is kept beside row 1 says otherwise: closes_at" in breaks
