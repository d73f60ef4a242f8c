"""Connections to a record on a PostgreSQL server, through psycopg 3."""

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError

from foreshock.record.location import ServerAddress
from foreshock.record.transactions import is_writing
from foreshock.terms.errors import RecordError

EXTRA = "postgres"
# What a connection is made with unless the address says otherwise.
CONNECTING = {"application_name": "foreshock", "connect_timeout": 10}
# What every connection is set to. The questions are short, and which index answers one best depends on
# its words and days: compiling them costs more than it saves, and one plan for all of a sort suits none.
SETTINGS = ("SET TIME ZONE 'UTC'", "SET jit = off", "SET plan_cache_mode = force_custom_plan")
OLDEST = 130_000
LOCK_NOT_AVAILABLE = "55P03"
# The advisory lock that writers of a record take: this number, and the schema's name hashed.
LOCK = 0x7265636F
TAKE_LOCK = f"SELECT pg_advisory_xact_lock({LOCK}, hashtext(current_schema()))"
HOLDER = f"""
    SELECT a.pid, a.usename, coalesce(host(a.client_addr), 'this machine'), a.xact_start
    FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
    WHERE l.locktype = 'advisory' AND l.granted AND l.classid = {LOCK}
      AND l.objid = (hashtext(current_schema())::bigint & 4294967295)::oid
      AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""  # noqa: S608 - our own number


def connect_server(address: ServerAddress, *, wait_seconds: float) -> Engine:
    """Return an engine on a server's database; nothing is connected to yet.

    `wait_seconds` is how long a writer waits for another.

    Raises:
        RecordError: psycopg is not installed, or the address cannot be read.
    """
    try:
        import psycopg  # noqa: F401 - only to say clearly that it is missing
    except ImportError as error:
        raise RecordError(
            f"the record {address} is on a PostgreSQL server, and psycopg cannot be used here ({error})",
            expected=f"psycopg 3, which comes with the extra [{EXTRA}]",
            next_step=f"pip install 'foreshock[{EXTRA}]'",
        ) from error
    # A server may be restarted under a process that runs for weeks: ask before using an old connection.
    url = make_url(address.url)
    unsaid = {name: value for name, value in CONNECTING.items() if name not in url.query}
    engine = create_engine(url, pool_size=4, pool_pre_ping=True, connect_args=unsaid)

    @event.listens_for(engine, "connect")
    def settle(connection: Any, _: object) -> None:
        connection.execute("; ".join(SETTINGS))
        connection.commit()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if is_writing(connection):
            _take_turn(connection, address, wait_seconds)

    return engine


def server_is_readonly(connection: Connection) -> bool:
    """True if this user may only read the record: no right to write, or a standby server."""
    query = (
        "SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean "
        "OR NOT has_table_privilege(to_regclass('event'), 'INSERT')"
    )
    return bool(connection.exec_driver_sql(query).scalar())


def refuse_unfit_server(connection: Connection, address: ServerAddress) -> None:
    """Refuse to make a record where it could not hold every text, or could not be asked what it must be.

    Raises:
        RecordError: the database is not in UTF-8, or the server is older than any that is maintained.
    """
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        raise RecordError(
            f"the database {address} keeps text as {encoding}",
            expected="a database in UTF-8: it has to hold every language",
            next_step="let the server's administrator make another: createdb -O USER -E UTF8 -T template0 NAME",
        )
    number = int(connection.exec_driver_sql("SHOW server_version_num").scalar_one())
    if number < OLDEST:
        raise RecordError(
            f"the server of {address} is PostgreSQL {number // 10_000}",
            expected=f"PostgreSQL {OLDEST // 10_000} or newer",
            next_step="upgrade the server, or point --record at another place",
        )


def _take_turn(connection: Connection, address: ServerAddress, wait_seconds: float) -> None:
    """Wait for the lock that every writer holds to the end of its transaction."""
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {max(1, int(wait_seconds * 1000))}")
    try:
        connection.exec_driver_sql(TAKE_LOCK)
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) != LOCK_NOT_AVAILABLE:
            raise
        raise RecordError(
            f"the record {address} is locked by another process{_holder(connection)}",
            expected="the other writer to finish within the waiting time",
            next_step="let the other foreshock finish, then run this again",
        ) from error


def _holder(connection: Connection) -> str:
    """Return who holds the lock, in words; empty if they have just let go of it."""
    connection.connection.rollback()
    held = connection.execute(text(HOLDER)).first()
    if held is None:
        return ""
    pid, user, host, since = held
    return f" (server process {pid}, user {user} from {host}, since {since:%Y-%m-%d %H:%M:%S} UTC)"
