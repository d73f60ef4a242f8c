"""Transactions on the record, the same on either database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

WRITING = "foreshock_writing"
POSTGRESQL = "postgresql"


def on_postgres(connection: Connection) -> bool:
    """True if the record is on a PostgreSQL server, False if it is a SQLite file."""
    return connection.dialect.name == POSTGRESQL


def is_writing(connection: Connection) -> bool:
    """True if the transaction on this connection is one that may write."""
    return bool(connection.get_execution_options().get(WRITING, False))


@contextmanager
def read_from(engine: Engine) -> Iterator[Connection]:
    """Give a connection that sees one unchanging state of the record."""
    with engine.connect() as connection:
        if on_postgres(connection):
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            yield connection


@contextmanager
def write_to(engine: Engine) -> Iterator[Connection]:
    """Give a connection whose changes are all kept at the end, or none of them on an error.

    One writer works at a time, whichever process it is in: later ones wait at the start.
    """
    with engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
        yield connection
