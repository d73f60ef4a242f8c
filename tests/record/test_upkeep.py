"""What many new rows leave behind on a PostgreSQL server: counted tables, and no words waiting beside the index."""

from collections.abc import Iterator

import pytest
import record_world
from msgspec.structs import replace
from postgres_server import GUARDED
from record_world import CLOCK, LATE, psycopg_connection, reading
from sqlalchemy import make_url

from foreshock.record.location import ServerAddress
from foreshock.record.store import Record, open_record
from foreshock.record.upkeep import MANY


@pytest.fixture
def place(server: str) -> Iterator[ServerAddress]:
    """Give a schema of its own on the server."""
    with record_world.records_at(server), record_world.fresh_place() as place:
        assert isinstance(place, ServerAddress)
        yield place


def load(record: Record, first: int, count: int) -> None:
    record.add_all([replace(reading(str(number)), events=()) for number in range(first, first + count)])


def counted(place: ServerAddress) -> float:
    """Return how many statements the server thinks there are."""
    with psycopg_connection(place.url) as connection:
        found = connection.execute("SELECT reltuples FROM pg_class WHERE oid = to_regclass('statement')").fetchone()
    assert found is not None
    return float(found[0])


def waiting(place: ServerAddress) -> int:
    """Return how many pages of words were not in the index yet; they are now."""
    with psycopg_connection(place.url) as connection:
        found = connection.execute("SELECT gin_clean_pending_list('statement_words')").fetchone()
    assert found is not None
    return int(found[0])


def test_after_a_load_the_server_knows_its_tables_and_no_word_waits(place: ServerAddress) -> None:
    with open_record(place, clock=CLOCK) as record:
        load(record, 0, MANY)
        assert waiting(place) == 0
        assert counted(place) == MANY
        load(record, MANY, 10)
        assert waiting(place) > 0
        assert counted(place) == MANY


def test_many_small_additions_count_as_much_as_a_large_one(place: ServerAddress) -> None:
    with open_record(place, clock=CLOCK) as record:
        for first in range(0, MANY, MANY // 4):
            assert counted(place) < MANY
            load(record, first, MANY // 4)
        assert waiting(place) == 0
        assert counted(place) == MANY


def test_who_may_only_add_rows_leaves_upkeep_to_the_owner(place: ServerAddress) -> None:
    with open_record(place, clock=CLOCK):
        pass
    schema = str(make_url(place.url).query["options"]).rpartition("=")[2]
    with psycopg_connection(place.url) as connection:
        connection.execute(f"DROP ROLE IF EXISTS {GUARDED}")
        connection.execute(f"CREATE ROLE {GUARDED} LOGIN PASSWORD 'open'")
        connection.execute(f"GRANT USAGE ON SCHEMA {schema} TO {GUARDED}")
        connection.execute(f"GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA {schema} TO {GUARDED}")
        connection.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {GUARDED}")
    guest = make_url(place.url).set(username=GUARDED, password="open").render_as_string(hide_password=False)
    try:
        with open_record(ServerAddress(guest), clock=CLOCK) as record:
            load(record, 0, MANY)
            assert len(record.search("rocket", known_at=LATE, kinds=("statement",))) == 20
        assert counted(place) < MANY
    finally:
        with psycopg_connection(place.url) as connection:
            connection.execute(f"DROP OWNED BY {GUARDED}")
            connection.execute(f"DROP ROLE {GUARDED}")
