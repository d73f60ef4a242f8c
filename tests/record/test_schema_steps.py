"""The schema from its first step on: every way to the current one ends in the same place."""

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from ledger_world import issued_after
from record_world import CLOCK, LATE, fresh_record, hour, pack, reading, row

import foreshock.record
from foreshock.record.append_only import CHAINS
from foreshock.record.engine import connect
from foreshock.record.pack_changes import load_key
from foreshock.record.search_index import INDEXED
from foreshock.record.store import open_record
from foreshock.record.transactions import write_to

MIGRATIONS = Path(foreshock.record.__file__).with_name("migrations")


def make_step(path: Path, revision: str) -> None:
    """Make a record as the version with this schema would have."""
    engine = connect(path, wait_seconds=1)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with write_to(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


def shape(path: Path) -> dict[str, object]:
    """What a database is made of, columns in any order."""
    with sqlite3.connect(path) as connection:
        parts: dict[str, object] = {}
        for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_master"):
            if kind == "table" and "_search" not in name:
                columns = connection.execute(f"PRAGMA table_info({name})")
                parts[name] = sorted((c[1], c[2].upper(), c[3], c[4], c[5]) for c in columns)
            else:
                parts[name] = " ".join(sql.split()) if sql else None
    return parts


def test_a_new_record_is_what_the_steps_make(tmp_path: Path) -> None:
    make_step(tmp_path / "steps.db", "head")
    with open_record(tmp_path / "new.db", clock=CLOCK):
        pass
    assert shape(tmp_path / "new.db") == shape(tmp_path / "steps.db")


def test_a_record_of_the_first_schema_is_brought_up_to_date_with_all_it_holds(tmp_path: Path) -> None:
    path, now = tmp_path / "first.db", "2030-03-02T00:00:00.000000+00:00"
    make_step(path, "0001")
    with fresh_record() as record:
        record.load_pack(pack(), [row("x")])
        record.add(reading("a"))
        with sqlite3.connect(path) as old:
            old.execute("ATTACH ? AS new", (str(record.location),))
            for table in ("article", "reading", "statement", "claim", "report", "event", "event_actor", "link"):
                names = ", ".join(f'"{c[1]}"' for c in old.execute(f"PRAGMA main.table_info({table})"))
                old.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM new.{table}")
            old.execute("INSERT INTO pack_load VALUES (1, 'bay', 'd', ?, ?)", (load_key(pack()), now))
        old.close()
        wanted = record.events(known_at=LATE)
        hits = record.search("rocket", known_at=LATE)
    with open_record(path, clock=CLOCK) as record:
        assert record.events(known_at=LATE) == wanted
        assert record.reading("sha256:a") == reading("a")
        assert record.search("rocket", known_at=LATE) == hits
        assert record.holds_pack(pack())
        record.add(reading("b", published=hour(3), text="A balloon drifted over Brenn."))
        assert [hit.id for hit in record.search("balloon", known_at=LATE)] == ["sha256:b"]


def test_a_record_of_the_second_schema_keeps_its_events_and_gets_a_ledger(tmp_path: Path) -> None:
    path, now = tmp_path / "second.db", "2030-03-02T00:00:00.000000+00:00"
    make_step(path, "0002")
    with fresh_record() as record:
        record.load_pack(pack(), [row("x"), row("y", on=1)])
        wanted = record.events(known_at=LATE)
        with sqlite3.connect(path) as old:
            old.execute("ATTACH ? AS new", (str(record.location),))
            for table in ("report", "event", "event_actor", "link"):
                names = ", ".join(f'"{c[1]}"' for c in old.execute(f"PRAGMA main.table_info({table})"))
                old.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM new.{table}")
            old.execute("INSERT INTO pack_load VALUES (1, 'bay', 'd', ?, ?)", (load_key(pack()), now))
        old.close()
    with open_record(path, clock=CLOCK) as record:
        assert record.events(known_at=LATE) == wanted
        assert record.ledger_rows().issued == ()
        rows = record.append_issued(lambda ledger: issued_after(ledger.issued, 2))
        assert record.ledger_rows().issued == tuple(rows)


def test_every_index_and_every_chain_has_its_triggers(tmp_path: Path) -> None:
    make_step(tmp_path / "steps.db", "head")
    with sqlite3.connect(tmp_path / "steps.db") as connection:
        triggers = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    guards = {f"{table}_{guard}" for table in CHAINS for guard in ("no_update", "no_delete", "follows")}
    assert triggers == {f"{table}_search_insert" for table in INDEXED} | guards
