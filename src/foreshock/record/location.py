"""Where the record is: a SQLite file, or a database on a PostgreSQL server."""

from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from msgspec import Struct
from platformdirs import user_data_dir

from foreshock.terms.errors import RecordError

FILE_NAME = "record.sqlite3"
SERVER_SCHEMES = ("postgresql+psycopg", "postgresql", "postgres")


class ServerAddress(Struct, frozen=True):
    """A database on a PostgreSQL server; `url` may hold a password, which is never shown."""

    url: str

    def __str__(self) -> str:
        """Return the address as it may be shown: without the password."""
        parts = urlsplit(self.url)
        user, at, host = parts.netloc.rpartition("@")
        shown = user.partition(":")[0] + (":…" if ":" in user else "") + at + host
        # What follows "?" may hold a password as well.
        return f"postgresql://{shown}{parts.path}" + ("?…" if parts.query else "")

    def __repr__(self) -> str:
        """Return the same, for tracebacks."""
        return f"ServerAddress({str(self)!r})"


Location = Path | ServerAddress


def record_location(argument: str | Path | None = None, environment: str | None = None) -> Location:
    """Return where the record is: `argument`, else `environment`, else in the user's data folder.

    `environment` is the value of FORESHOCK_RECORD as the caller read it; an empty string counts
    as unset. "~" is expanded in paths. Nothing is created or connected to.

    Raises:
        RecordError: the place is an address of a database that foreshock does not use.
    """
    chosen = str(argument) if argument else environment
    if not chosen:
        return data_folder() / FILE_NAME
    if "://" in chosen:
        return _server(chosen)
    return Path(chosen).expanduser()


def data_folder() -> Path:
    """Return the user's data folder for foreshock."""
    return Path(user_data_dir("foreshock", appauthor=False))


def record_may_exist(location: Location) -> bool:
    """Return False if there is no record for certain; a server tells only when asked."""
    return isinstance(location, ServerAddress) or location.is_file()


def _server(text: str) -> ServerAddress:
    scheme, _, rest = text.partition("://")
    expected = "the path of a SQLite file, or postgresql+psycopg://USER@HOST/DATABASE"
    if scheme.lower() not in SERVER_SCHEMES:
        raise RecordError(
            f"the record {scheme}://… is an address of a database that foreshock does not use",
            expected=expected,
            next_step="pass one of these with --record or FORESHOCK_RECORD",
        )
    url = f"{SERVER_SCHEMES[0]}://{rest}"
    try:
        parts: SplitResult = urlsplit(url)
        named = parts.port is None or parts.port > 0
    except ValueError:
        named = False
    if not named or not parts.path.strip("/"):
        raise RecordError(
            f"the record's address {scheme}://… names no database, or its host or port is malformed",
            expected=expected,
            next_step="write the database's name after the host, and its port as a number",
        )
    return ServerAddress(url)
