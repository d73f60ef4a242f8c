"""The ledger's tables only grow, row after row, whoever writes."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from ledger_world import issued_after, resolved_after
from msgspec.structs import replace
from record_world import CLOCK, changed_by_hand, fresh_record, place_name

from foreshock.record.store import Record, open_record
from foreshock.terms.errors import RecordError
from foreshock.terms.ledger import LedgerRows


def test_rows_come_back_as_they_were_written() -> None:
    with fresh_record() as record:
        assert record.ledger_rows() == LedgerRows()
        issued = record.append_issued(lambda rows: issued_after(rows.issued, 3))
        resolved = record.append_resolutions(lambda rows: resolved_after(rows.resolutions, issued[1]))
        record.append_issued(lambda rows: issued_after(rows.issued, 1))
        rows = record.ledger_rows()
    assert rows.issued[:3] == tuple(issued)
    assert [row.number for row in rows.issued] == [1, 2, 3, 4]
    assert rows.resolutions == tuple(resolved)
    assert rows.settled() == {2: resolved[0]}


def test_a_row_that_does_not_follow_the_last_is_refused_with_all_beside_it() -> None:
    with fresh_record() as record:
        record.append_issued(lambda rows: issued_after(rows.issued, 2))
        forked = issued_after((), 2, "fork")
        with pytest.raises(RecordError, match="does not follow the last one"):
            record.append_issued(lambda _: forked[1:])
        good = issued_after(record.ledger_rows().issued, 2)
        with pytest.raises(RecordError, match="does not follow the last one"):
            record.append_issued(lambda _: [good[0], replace(good[1], previous="elsewhere")])
        with pytest.raises(RecordError, match="does not follow the last one"):
            record.append_resolutions(lambda rows: [replace(resolved_after((), rows.issued[0])[0], number=2)])
        assert len(record.ledger_rows().issued) == 2
        assert record.ledger_rows().resolutions == ()


def test_a_resolution_of_no_row_is_refused() -> None:
    with fresh_record() as record, pytest.raises(RecordError):
        record.append_resolutions(lambda _: resolved_after((), issued_after((), 1)[0]))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ledger SET payload = '{}' WHERE number = 1",
        "DELETE FROM ledger WHERE number = 2",
        (
            "INSERT OR REPLACE INTO ledger SELECT number, 'x', previous, issued_at, payload, theater, target, "
            "closes_at FROM ledger WHERE number = 1"
        ),
        (
            "INSERT INTO ledger SELECT 3, 'x', 'fork', issued_at, payload, theater, target, "
            "closes_at FROM ledger WHERE number = 1"
        ),
        "UPDATE resolution SET payload = '{}'",
        "DELETE FROM resolution",
        "INSERT INTO resolution SELECT 5, settles, 'x', digest, resolved_at, payload, outcome FROM resolution",
    ],
)
def test_the_database_itself_refuses_what_the_ledger_does_not_do(database: str, change: str) -> None:
    if database == "postgresql" and " OR REPLACE" in change:
        change = change.replace(" OR REPLACE", "") + " ON CONFLICT (number) DO UPDATE SET digest = 'x'"
    with fresh_record() as record:
        issued = record.append_issued(lambda rows: issued_after(rows.issued, 2))
        record.append_resolutions(lambda rows: resolved_after(rows.resolutions, issued[0]))
        before = record.ledger_rows()
        with changed_by_hand(record.location) as run, pytest.raises(Exception, match=r"never changed|must follow"):
            run(change)
        assert record.ledger_rows() == before


def test_a_row_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with open_record(path, clock=CLOCK) as record:
        record.append_issued(lambda rows: issued_after(rows.issued, 2))
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TRIGGER ledger_no_update")
        connection.execute("UPDATE ledger SET payload = '{' WHERE number = 2")
    connection.close()
    with open_record(path, clock=CLOCK) as record, pytest.raises(RecordError, match="row 2 of the ledger table"):
        record.ledger_rows()


WRITER = """
import sys
from foreshock.record.location import record_location
from foreshock.record.store import open_record
from ledger_world import issued_after, resolved_after
from record_world import CLOCK
with open_record(record_location(sys.argv[1]), clock=CLOCK) as record:
    print("ready", flush=True)
    sys.stdin.readline()
    for _ in range(25):
        record.append_issued(lambda rows: issued_after(rows.issued, 2, sys.argv[2]))
        record.append_resolutions(lambda rows: resolved_after(rows.resolutions, rows.issued[0]))
"""


def test_two_processes_cannot_fork_the_chain() -> None:
    with fresh_record() as record:
        _append_from_two_processes(record)


def _append_from_two_processes(record: Record) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, place_name(record.location), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},
        )
        for name in ("one", "other")
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    outcomes = [(writer.communicate(timeout=60)[1], writer.returncode) for writer in writers]
    assert outcomes == [("", 0), ("", 0)]
    rows = record.ledger_rows()
    assert [row.number for row in rows.issued] == list(range(1, 101))
    assert [row.previous for row in rows.issued[1:]] == [row.digest for row in rows.issued[:-1]]
    assert len({row.digest.split("-")[0] for row in rows.issued}) == 2
    assert [row.previous for row in rows.resolutions[1:]] == [row.digest for row in rows.resolutions[:-1]]


def test_an_archive_carries_the_ledger(tmp_path: Path) -> None:
    with fresh_record() as record:
        issued = record.append_issued(lambda rows: issued_after(rows.issued, 3))
        record.append_resolutions(lambda rows: resolved_after(rows.resolutions, issued[0]))
        record.export_archive(tmp_path / "all.gz")
        wanted = record.ledger_rows()
    with fresh_record() as record:
        record.import_archive(tmp_path / "all.gz")
        assert record.ledger_rows() == wanted
