"""A record on a PostgreSQL server: opened, shared, and what goes wrong said clearly."""

import io
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import record_world
from ledger_world import issued_after
from msgspec.structs import replace
from postgres_server import GUARDED
from record_world import CLOCK, LATE, hour, pack, psycopg_connection, reading, row
from sqlalchemy import make_url

from foreshock.cli.main import main
from foreshock.cli.terminal import Terminal
from foreshock.record.location import ServerAddress, record_location
from foreshock.record.store import open_record
from foreshock.terms.errors import RecordError
from foreshock.terms.ledger import Issued, LedgerRows


@pytest.fixture
def place(server: str) -> Iterator[ServerAddress]:
    """Give a schema of its own on the server."""
    with record_world.records_at(server), record_world.fresh_place() as place:
        assert isinstance(place, ServerAddress)
        yield place


def elsewhere(place: ServerAddress, **parts: object) -> ServerAddress:
    """Return the address with another user, database or host."""
    url = make_url(place.url)
    if "host" in parts:
        url = url.update_query_dict({"host": str(parts.pop("host"))})
    return ServerAddress(url.set(**parts).render_as_string(False))  # type: ignore[arg-type]


def test_what_one_process_adds_another_reads(place: ServerAddress) -> None:
    with open_record(place, clock=CLOCK) as one, open_record(place, clock=CLOCK) as other:
        one.load_pack(pack(), [row("x")])
        one.add(reading("a", published=hour(3)))
        assert [event.id for event in other.events(known_at=LATE)] == ["firings:x"]
        assert other.holds_pack(pack())
        assert other.faults() == []
        assert other.size() > 100_000


def test_the_servers_time_zone_does_not_matter(place: ServerAddress, server: str) -> None:
    early = replace(row("x"), recorded_at=datetime(1, 1, 1, tzinfo=UTC))
    with psycopg_connection(server) as connection:
        connection.execute("ALTER DATABASE postgres SET timezone TO 'America/New_York'")
    try:
        with open_record(place, clock=CLOCK) as record:
            record.load_pack(pack(), [early])
            assert record.events(known_at=LATE) == [early]
    finally:
        with psycopg_connection(server) as connection:
            connection.execute("ALTER DATABASE postgres RESET timezone")


def test_a_second_writer_waits_and_one_that_waited_too_long_says_who_writes(place: ServerAddress) -> None:
    with open_record(place, clock=CLOCK, wait_seconds=0.2) as record, psycopg_connection(place.url) as holder:
        holder.autocommit = False
        holder.execute("SELECT pg_advisory_xact_lock(1919247215, hashtext(current_schema()))")
        pid = holder.info.backend_pid
        with pytest.raises(RecordError, match=rf"locked by another process \(server process {pid}, user foreshock"):
            record.add(reading("a"))
        assert record.reading("sha256:a") is None
        let_go = threading.Timer(0.1, holder.rollback)
        let_go.start()
        assert record.add(reading("a")).state == "new"
        let_go.join()


def test_two_processes_may_create_a_record_at_once(place: ServerAddress) -> None:
    code = """
import sys
from foreshock.record.location import record_location
from foreshock.record.store import open_record
from record_world import CLOCK, reading
with open_record(record_location(sys.argv[1]), clock=CLOCK) as record:
    for number in range(int(sys.argv[2]), int(sys.argv[2]) + 5):
        record.add(reading(str(number)))
"""
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", code, place.url, start],
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},
        )
        for start in ("0", "100")
    ]
    assert [(writer.communicate(timeout=60)[1], writer.returncode) for writer in writers] == [("", 0), ("", 0)]
    with open_record(place, clock=CLOCK) as record:
        assert all(record.reading(f"sha256:{number}") for number in (0, 4, 100, 104))


def test_a_user_who_may_only_read_gets_a_record_that_is_only_read(place: ServerAddress) -> None:
    with open_record(place, clock=CLOCK) as record:
        record.load_pack(pack(), [row("x")])
    with psycopg_connection(place.url) as connection:
        connection.execute("DROP ROLE IF EXISTS onlooker")
        connection.execute("CREATE ROLE onlooker LOGIN")
        (schema,) = connection.execute("SELECT current_schema()").fetchone()  # type: ignore[misc]
        connection.execute(f"GRANT USAGE ON SCHEMA {schema} TO onlooker")
        connection.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO onlooker")
    with open_record(elsewhere(place, username="onlooker"), clock=CLOCK) as record:
        assert record.readonly
        assert len(record.events(known_at=LATE)) == 1
        record.cache("key", b"not kept")
        with pytest.raises(RecordError, match="cannot be written"):
            record.add(reading("a"))
    with psycopg_connection(place.url) as connection:
        connection.execute("DROP OWNED BY onlooker")
        connection.execute("DROP ROLE onlooker")


def test_a_schema_without_the_right_to_create_is_said(place: ServerAddress) -> None:
    with psycopg_connection(place.url) as connection:
        connection.execute("DROP ROLE IF EXISTS newcomer")
        connection.execute("CREATE ROLE newcomer LOGIN")
        (schema,) = connection.execute("SELECT current_schema()").fetchone()  # type: ignore[misc]
        connection.execute(f"GRANT USAGE ON SCHEMA {schema} TO newcomer")
    with (
        pytest.raises(RecordError, match="lacks a right"),
        open_record(elsewhere(place, username="newcomer"), clock=CLOCK),
    ):
        pass
    with psycopg_connection(place.url) as connection:
        connection.execute("DROP OWNED BY newcomer")
        connection.execute("DROP ROLE newcomer")


@pytest.mark.parametrize(
    ("parts", "words", "next_step"),
    [
        ({"host": "/tmp/no-server-here"}, "no server answers there", "start the server"),
        ({"host": "127.0.0.1", "port": 9}, "no server answers there", "start the server"),
        ({"host": "no-such-host.invalid"}, "cannot be reached", "--record or FORESHOCK_RECORD"),
        ({"database": "nothing"}, "no database of this name", "createdb"),
        ({"username": GUARDED, "password": "wrong"}, "does not accept this user or password", "psql"),
        ({"username": GUARDED}, "does not accept this user or password", "psql"),
        ({"username": "stranger"}, "does not accept this user or password", "psql"),
    ],
)
def test_a_server_that_cannot_be_opened_is_said_to_be_so(
    place: ServerAddress, parts: dict[str, object], words: str, next_step: str
) -> None:
    with psycopg_connection(place.url) as connection:
        connection.execute(f"DROP ROLE IF EXISTS {GUARDED}")
        connection.execute(f"CREATE ROLE {GUARDED} LOGIN PASSWORD 'right'")
    with pytest.raises(RecordError, match=words) as caught, open_record(elsewhere(place, **parts), clock=CLOCK):
        pass
    assert "wrong" not in str(caught.value)
    assert next_step in caught.value.next_step


def test_another_programs_database_and_a_newer_record_are_refused(place: ServerAddress) -> None:
    with psycopg_connection(place.url) as connection:
        connection.execute("CREATE TABLE songs (name text)")
    with pytest.raises(RecordError, match="another program"), open_record(place, clock=CLOCK):
        pass
    with psycopg_connection(place.url) as connection:
        connection.execute("DROP TABLE songs")
    with open_record(place, clock=CLOCK):
        pass
    with psycopg_connection(place.url) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(RecordError, match="newer foreshock"), open_record(place, clock=CLOCK):
        pass


def test_a_database_that_cannot_hold_every_text_is_refused(place: ServerAddress) -> None:
    with psycopg_connection(place.url) as connection:
        connection.execute("CREATE DATABASE narrow ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'")
    with (
        pytest.raises(RecordError, match="keeps text as LATIN1") as caught,
        open_record(ServerAddress(elsewhere(place, database="narrow").url.partition("&options")[0]), clock=CLOCK),
    ):
        pass
    assert "-E UTF8" in caught.value.next_step
    with psycopg_connection(place.url) as connection:
        connection.execute("DROP DATABASE narrow WITH (FORCE)")


def test_a_missing_driver_is_named_with_the_extra_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    address = record_location("postgresql://h/n")
    with pytest.raises(RecordError, match="psycopg") as caught, open_record(address, clock=CLOCK):
        pass
    assert caught.value.next_step == "pip install 'foreshock[postgres]'"


def test_a_broken_connection_is_replaced_and_one_that_breaks_in_use_is_said(place: ServerAddress) -> None:
    end_all = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE application_name = 'foreshock' AND pid <> pg_backend_pid()"
    )
    with open_record(place, clock=CLOCK) as record:
        record.add(reading("a"))
        with psycopg_connection(place.url) as connection:
            connection.execute(end_all)
        assert record.reading("sha256:a") is not None

        def write_meanwhile(ledger: LedgerRows) -> list[Issued]:
            with psycopg_connection(place.url) as connection:
                connection.execute(end_all)
            return issued_after(ledger.issued, 1)

        with pytest.raises(RecordError, match="broke off"):
            record.append_issued(write_meanwhile)
        assert record.add(reading("b")).state == "new"


def test_the_command_line_works_on_a_server(place: ServerAddress, tmp_path: Path) -> None:
    (tmp_path / "bay").mkdir()
    (tmp_path / "bay" / "theater.toml").write_text('id = "bay"\nname = "The Bay"\nzone = "UTC"\n')
    with open_record(place, clock=CLOCK) as record:
        record.add(reading("a", published=hour(1)))

    def run(*words: str) -> str:
        out, err = io.StringIO(), io.StringIO()
        terminal = Terminal(out=out, err=err, stdin=io.BytesIO(), environ={"FORESHOCK_RECORD": place.url}, clock=CLOCK)
        assert main(["record", *words, "--theater", str(tmp_path / "bay")], terminal=terminal) == 0, err.getvalue()
        return out.getvalue()

    assert len(run("list").splitlines()) == 1
    assert "[rocket]" in run("search", "rocket")
    assert run("check") == "the record is whole\n"
    assert "postgresql://foreshock@/postgres?…" in run("stats")
    run("export", "archive", str(tmp_path / "all.gz"))
    with open_record(tmp_path / "copy.db", clock=CLOCK) as copy:
        assert copy.import_archive(tmp_path / "all.gz") > 5
        assert copy.reading("sha256:a") == reading("a", published=hour(1))
