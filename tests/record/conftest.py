"""Every test on a fresh record runs twice: on a SQLite file and on a PostgreSQL server."""

from collections.abc import Iterator

import pytest
import record_world
from postgres_server import NoServerError, started_server


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server's empty database."""
    try:
        with started_server() as address:
            yield address
    except NoServerError as error:
        pytest.skip(f"no PostgreSQL server: {error}")


@pytest.fixture(scope="module")
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """Let `fresh_record` and `fresh_place` make records in one kind of database."""
    kind: str = request.param
    address = request.getfixturevalue("server") if kind == "postgresql" else None
    with record_world.records_at(address):
        yield kind


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run the tests of modules that make fresh records on both databases."""
    if {"fresh_record", "fresh_place"} & vars(metafunc.module).keys():
        metafunc.fixturenames.append("database")
        metafunc.parametrize("database", ["sqlite", "postgresql"], indirect=True, scope="module")
