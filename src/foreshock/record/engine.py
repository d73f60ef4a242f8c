"""Open the record's database, creating the schema or bringing it up to date."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from foreshock.record.create import create
from foreshock.record.location import Location, ServerAddress
from foreshock.record.on_postgres import connect_server, refuse_unfit_server, server_is_readonly
from foreshock.record.on_sqlite import CACHE_KIB, connect_file, file_is_readonly
from foreshock.record.tables import SCHEMA
from foreshock.record.transactions import read_from, write_to
from foreshock.terms.errors import RecordError


def connect(location: Location, *, wait_seconds: float, cache_kib: int = CACHE_KIB) -> Engine:
    """Return an engine on the record's database; nothing is opened, created or connected to yet.

    Raises:
        RecordError: the folder of a new file cannot be made, or the server's driver is missing.
    """
    if isinstance(location, ServerAddress):
        return connect_server(location, wait_seconds=wait_seconds)
    readonly = file_is_readonly(location)
    if not readonly:
        _make_folder(location.parent)
    return connect_file(location, wait_seconds=wait_seconds, readonly=readonly, cache_kib=cache_kib)


def schema_version(connection: Connection, location: Location) -> str | None:
    """Return the schema's version, None for an empty database.

    Raises:
        RecordError: the database belongs to another program or to a newer foreshock.
    """
    names = inspect(connection).get_table_names()
    if "alembic_version" not in names:
        if names:
            raise RecordError(
                f"{location} is a database of another program",
                expected="a record made by foreshock, or a place where none is yet",
                next_step="point --record at another place",
            )
        return None
    version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if version is not None and str(version) > SCHEMA:
        raise RecordError(
            f"the record {location} has schema {version}, made by a newer foreshock",
            expected=f"schema {SCHEMA} or older",
            next_step="upgrade foreshock, or point --record at another place",
        )
    return None if version is None else str(version)


def prepare(engine: Engine, location: Location) -> bool:
    """Create the schema or bring it up to date if it is not; return True if the record can only be read.

    Another process may be doing the same: whoever comes second finds it done.

    Raises:
        RecordError: the database belongs to another program or to a newer foreshock, or is of an
            older schema and cannot be written.
    """
    with read_from(engine) as connection:
        version = schema_version(connection, location)
        readonly = _is_readonly(connection, location, version)
    if version == SCHEMA:
        return readonly
    if readonly:
        raise RecordError(
            f"the record {location} has schema {version} and cannot be written",
            expected=f"schema {SCHEMA}, or a record that can be brought up to it",
            next_step="let somebody open it who may write to it, or copy it to a place you may write to",
        )
    with write_to(engine) as connection:
        version = schema_version(connection, location)
        if version is None:
            if isinstance(location, ServerAddress):
                refuse_unfit_server(connection, location)
            create(connection)
        elif version != SCHEMA:
            from foreshock.record.migrate import migrate

            migrate(connection)
    return False


def _is_readonly(connection: Connection, location: Location, version: str | None) -> bool:
    if isinstance(location, ServerAddress):
        return version is not None and server_is_readonly(connection)
    return file_is_readonly(location)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RecordError(
            f"the record's folder {folder} cannot be made ({error.strerror})",
            expected="a folder you may write to",
            next_step="point --record at another path",
        ) from error
