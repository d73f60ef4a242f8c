"""Where the record is."""

from pathlib import Path

from platformdirs import user_data_dir

from foreshock.terms.errors import RecordError

FILE_NAME = "record.sqlite3"


def record_location(argument: str | Path | None = None, environment: str | None = None) -> Path:
    """Return the record's path: `argument`, else `environment`, else the user's data folder.

    `environment` is the value of FORESHOCK_RECORD as the caller read it; an empty string counts
    as unset. "~" is expanded. Nothing is created.

    Raises:
        RecordError: the place is a database address, which this version cannot open.
    """
    chosen = str(argument) if argument else environment
    if not chosen:
        return Path(user_data_dir("foreshock", appauthor=False)) / FILE_NAME
    if "://" in chosen:
        raise RecordError(
            f"the record {chosen.split('://', 1)[0]}://… is a database address",
            expected="the path of a SQLite file",
            next_step="pass --record PATH or set FORESHOCK_RECORD to a path",
        )
    return Path(chosen).expanduser()
