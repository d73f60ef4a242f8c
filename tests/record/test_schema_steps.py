"""The schema from its first step on: every way to the current one ends in the same place."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from ledger_world import issued_after, resolved_after
from record_world import CLOCK, LATE, changed_by_hand, fresh_place, fresh_record, hour, pack, reading, row

import foreshock.record
from foreshock.record.append_only import CHAINS, GROWING
from foreshock.record.engine import connect
from foreshock.record.location import Location
from foreshock.record.pack_changes import load_key
from foreshock.record.store import open_record
from foreshock.record.transactions import write_to
from foreshock.terms.errors import RecordError

MIGRATIONS = Path(foreshock.record.__file__).with_name("migrations")
NOW = "2030-03-02T00:00:00.000000+00:00"


def make_step(place: Location, revision: str) -> None:
    """Make a record as the version with this schema would have."""
    engine = connect(place, wait_seconds=1)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with write_to(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


def shape(place: Location) -> dict[str, object]:
    """What a database is made of, columns in any order."""
    with changed_by_hand(place) as run:
        return shape_of_file(run) if isinstance(place, Path) else shape_of_schema(run)


def shape_of_file(run: Any) -> dict[str, object]:
    parts: dict[str, object] = {}
    for kind, name, sql in run("SELECT type, name, sql FROM sqlite_master").fetchall():
        if kind == "table" and "_search" not in name:
            columns = run(f"PRAGMA table_info({name})")
            parts[name] = sorted((c[1], c[2].upper(), c[3], c[4], c[5]) for c in columns)
        else:
            parts[name] = " ".join(sql.split()) if sql else None
    return parts


def shape_of_schema(run: Any) -> dict[str, object]:
    (schema,) = run("SELECT current_schema()").fetchone()
    here = "current_schema()::regnamespace"
    queries = (
        """SELECT table_name || '.' || column_name,
                  data_type || coalesce(collation_name, '') || is_nullable || coalesce(column_default, '')
           FROM information_schema.columns WHERE table_schema = current_schema()""",
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()",
        f"SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = {here}",
        f"""SELECT tgname, pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
            WHERE NOT tgisinternal AND relnamespace = {here}""",
        f"SELECT proname, prosrc FROM pg_proc WHERE pronamespace = {here}",
    )
    found = [(name, what.replace(schema, "S")) for query in queries for name, what in run(query).fetchall()]
    assert len(found) == len(dict(found)) > 100
    return dict(found)


def copy_rows(old: Location, new: Location, *tables: str) -> None:
    """Copy rows into a record of an older schema, the columns that it has."""
    with changed_by_hand(old) as run:
        if isinstance(old, Path):
            run("ATTACH ? AS new", (str(new),))
        for table in tables:
            if isinstance(old, Path):
                names = [c[1] for c in run(f"PRAGMA main.table_info({table})")]
                source, target = f"new.{table}", f"main.{table}"
            else:
                with changed_by_hand(new) as elsewhere:
                    (schema,) = elsewhere("SELECT current_schema()").fetchone()
                query = (
                    "SELECT column_name FROM information_schema.columns "
                    f"WHERE table_schema = current_schema() AND table_name = '{table}'"
                )
                names = [name for (name,) in run(query).fetchall()]
                source, target = f"{schema}.{table}", table
            listed = ", ".join(f'"{name}"' for name in names)
            run(f"INSERT INTO {target} ({listed}) SELECT {listed} FROM {source}")
        columns = "row, theater, digest, pack_digest, entered_at"
        run(f"INSERT INTO pack_load ({columns}) VALUES (1, 'bay', 'd', '{load_key(pack())}', '{NOW}')")


def test_a_new_record_is_what_the_steps_make() -> None:
    with fresh_place() as new, fresh_place() as steps:
        make_step(steps, "head")
        with open_record(new, clock=CLOCK):
            pass
        assert shape(new) == shape(steps)


def test_a_record_of_the_first_schema_is_brought_up_to_date_with_all_it_holds() -> None:
    with fresh_place() as place, fresh_record() as now:
        make_step(place, "0001")
        now.load_pack(pack(), [row("x")])
        now.add(reading("a"))
        copy_rows(
            place,
            now.location,
            *("article", "reading", "statement", "claim", "report", "event", "event_actor", "link"),
        )
        wanted = now.events(known_at=LATE)
        hits = now.search("rocket", known_at=LATE)
        with open_record(place, clock=CLOCK) as record:
            assert record.events(known_at=LATE) == wanted
            assert record.reading("sha256:a") == reading("a")
            assert record.search("rocket", known_at=LATE) == hits
            assert record.holds_pack(pack())
            assert record.faults() == []


def test_a_record_brought_up_to_date_takes_new_articles() -> None:
    with fresh_place() as place:
        make_step(place, "0001")
        with open_record(place, clock=CLOCK) as record:
            record.add(reading("b", published=hour(3), text="A balloon drifted over Brenn."))
            assert [hit.id for hit in record.search("balloon", known_at=LATE)] == ["sha256:b"]


def test_a_record_of_the_second_schema_keeps_its_events_and_gets_a_ledger() -> None:
    with fresh_place() as place, fresh_record() as now:
        make_step(place, "0002")
        now.load_pack(pack(), [row("x"), row("y", on=1)])
        wanted = now.events(known_at=LATE)
        copy_rows(place, now.location, "report", "event", "event_actor", "link")
        with open_record(place, clock=CLOCK) as record:
            assert record.events(known_at=LATE) == wanted
            assert record.ledger_rows().issued == ()
            rows = record.append_issued(lambda ledger: issued_after(ledger.issued, 2))
            assert record.ledger_rows().issued == tuple(rows)


@pytest.mark.parametrize("damaged", ["{cut off", "[1]", "{}"])
def test_a_damaged_row_of_a_ledger_of_the_sixth_schema_keeps_nobody_from_the_rest(damaged: str) -> None:
    with fresh_place() as place:
        make_step(place, "0006")
        with changed_by_hand(place) as run:
            columns = "number, digest, previous, issued_at, payload"
            run(f"INSERT INTO ledger ({columns}) VALUES (1, 'd', '', '{NOW}', '{damaged}')")
        with open_record(place, clock=CLOCK) as record:
            record.add(reading("a"))
            assert record.reading("sha256:a") == reading("a")
            with pytest.raises(RecordError, match="row 1 of the ledger table cannot be read"):
                list(record.ledger.each_issued())


def test_a_ledger_of_the_sixth_schema_keeps_its_rows_and_its_guards_and_can_be_asked_in_parts() -> None:
    with fresh_place() as place, fresh_record() as now:
        make_step(place, "0006")
        issued = now.append_issued(lambda ledger: issued_after(ledger.issued, 3))
        now.append_resolutions(lambda ledger: resolved_after(ledger.resolutions, issued[1]))
        wanted = now.ledger_rows()
        copy_rows(place, now.location, "ledger", "resolution")
        with open_record(place, clock=CLOCK) as record:
            assert record.ledger_rows() == wanted
        columns = (
            "SELECT l.theater, l.target, l.closes_at, r.outcome FROM ledger l LEFT JOIN resolution r "
            "ON r.settles = l.number ORDER BY l.number"
        )
        kept = []
        for location in (place, now.location):
            with changed_by_hand(location) as run:
                kept.append(run(columns).fetchall())
        assert kept[0] == kept[1]
        assert [row[3] for row in kept[0]] == [None, "no", None]
        assert all(None not in row[:3] for row in kept[0])
        with changed_by_hand(place) as run, pytest.raises(Exception, match="never changed"):
            run("UPDATE ledger SET theater = 'x' WHERE number = 1")


def test_tables_that_only_grow_have_their_triggers_and_the_index_has_none(tmp_path: Path) -> None:
    make_step(tmp_path / "steps.db", "head")
    with sqlite3.connect(tmp_path / "steps.db") as connection:
        triggers = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    guards = {f"{table}_{guard}" for table in GROWING for guard in ("no_update", "no_delete")}
    guards |= {f"{table}_follows" for table in CHAINS}
    assert triggers == guards
