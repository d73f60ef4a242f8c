"""Killed at any moment (kill -9): nothing acknowledged is lost, nothing is half there, the next start goes on."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from record_world import CLOCK, LATE, firing, fresh_place, fresh_record, hour, place_name

from foreshock.record.imports.rows import ImportedRow
from foreshock.record.lists import Narrowing, Slice
from foreshock.record.location import Location
from foreshock.record.store import Record, open_record

ROUNDS = 20
ON_A_SERVER = 6  # the server keeps its own files: what is tested there is our part, which is smaller
# A killed writer's lock is gone when the kernel, or the server, has noticed: on a busy machine that takes a while.
PATIENCE = 60.0
ORIGIN = "import:almanac"
ADDING = """
import sys
from foreshock.record.location import record_location
from foreshock.record.store import open_record
from record_world import CLOCK, reading
with open_record(record_location(sys.argv[1]), clock=CLOCK, wait_seconds=60) as record:
    for number in range(int(sys.argv[2]), 1_000_000):
        record.add(reading(str(number), url=f"https://bay.example/{number % 7}"))
        print(number, flush=True)
"""
IMPORTING = """
import sys
from foreshock.record.location import record_location
from foreshock.record.store import open_record
from record_world import CLOCK, hour
from test_crashes import ORIGIN, PATIENCE, copy_of_table
with open_record(record_location(sys.argv[1]), clock=CLOCK, wait_seconds=PATIENCE) as record:
    for number in range(int(sys.argv[2]), 1_000_000):
        record.imported.keep_copy(ORIGIN, copy_of_table(number), seen_at=hour(number))
        print(number, flush=True)
"""


def copy_of_table(number: int) -> list[ImportedRow]:
    """Return a copy of a table that grows, changes some rows and drops others from one copy to the next."""
    rows = [at for at in range(60 + number % 40) if (at + number) % 9]
    return [
        ImportedRow(
            number=at,
            id=f"{ORIGIN}:{at}",
            source="Bay Almanac",
            event=firing(on=at % 30, kind="launch.cruise" if (at + number) % 5 else "launch.unknown"),
        )
        for at in rows
    ]


def killed_rounds(code: str, place: Location) -> Iterator[int]:
    """Run a writer and kill it, again and again; give the last number it acknowledged after each time."""
    chance = random.Random(3)
    acknowledged = -1
    for round_number in range(ROUNDS if isinstance(place, Path) else ON_A_SERVER):
        writer = subprocess.Popen(
            [sys.executable, "-c", code, place_name(place), str(acknowledged + 1)],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},
        )
        assert writer.stdout is not None
        with closing(writer.stdout) as said:
            # A kill before the first acknowledgement falls into opening or creating the record. How many there
            # are before the kill is counted, not timed: a slow machine gets as far as a quick one.
            for _ in range(chance.randint(1, 4) if round_number % 4 else 0):
                line = said.readline()
                assert line, f"the writer of round {round_number} ended by itself"
                acknowledged = max(acknowledged, int(line))
            time.sleep(chance.random() * 0.4)
            writer.send_signal(signal.SIGKILL)
            lines = said.read().split("\n")[:-1]
            writer.wait(timeout=PATIENCE)
        acknowledged = max([acknowledged, *map(int, lines)])
        yield acknowledged


def rows_standing(record: Record) -> set[tuple[str, str | None]]:
    part = Slice(known_at=LATE, entered_by=None, limit=1000)
    found = record.lists.reports(Narrowing(source="Bay Almanac"), part)
    return {(line.report.id, line.report.kind) for _, line in found}


def rows_of(number: int) -> set[tuple[str, str | None]]:
    return {(item.id, item.event.kind) for item in copy_of_table(number)} if number >= 0 else set()


@pytest.mark.slow
def test_adding_killed_at_any_moment_loses_no_acknowledged_article() -> None:
    last = -1
    with fresh_place() as place:
        for last in killed_rounds(ADDING, place):
            with open_record(place, clock=CLOCK, wait_seconds=PATIENCE) as reader:
                assert reader.faults() == []
                assert last < 0 or reader.reading(f"sha256:{last}") is not None
        with open_record(place, clock=CLOCK) as record:
            assert not [number for number in range(last + 1) if record.reading(f"sha256:{number}") is None]
    assert last > ON_A_SERVER


@pytest.mark.slow
def test_an_import_killed_at_any_moment_is_there_whole_or_not_at_all() -> None:
    last = -1
    with fresh_place() as place:
        for last in killed_rounds(IMPORTING, place):
            with open_record(place, clock=CLOCK, wait_seconds=PATIENCE) as reader:
                assert reader.faults() == []
                # the copy after the last acknowledged one may have been kept just before the kill
                assert rows_standing(reader) in (rows_of(last), rows_of(last + 1))
        assert last > ON_A_SERVER
        with open_record(place, clock=CLOCK, wait_seconds=PATIENCE) as record, fresh_record() as unbroken:
            seen = record.imported.latest_copy(ORIGIN)
            done = last + (seen == hour(last + 1))
            for number in range(done + 2):
                unbroken.imported.keep_copy(ORIGIN, copy_of_table(number), seen_at=hour(number))
            record.imported.keep_copy(ORIGIN, copy_of_table(done + 1), seen_at=hour(done + 1))
            for moment in (hour(0), hour(done / 2), LATE):
                assert record.digest(known_at=moment) == unbroken.digest(known_at=moment)
            assert record.counts() == unbroken.counts()
