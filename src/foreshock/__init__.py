"""foreshock: turns news-wire copy about rival states into warning that can be checked.

    import foreshock

    record = foreshock.open()
    record.outlook(as_of="2023-02-02")

Importing this costs nothing; the parts are loaded when first used.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from foreshock.client.client import Client
    from foreshock.terms.clock import Clock

__version__ = "0.1.0"
__all__ = ["__version__", "open"]


def open(  # noqa: A001 - foreshock.open(record), as gzip.open(file)
    record: "str | Path | None" = None, *, theater: str = "korea", clock: "Clock | None" = None
) -> "Client":
    """Return a client of a record: its events, statements, claims, odds, calendar; and a reader of articles.

    Args:
        record: the path of a SQLite file or the address of a PostgreSQL database; $FORESHOCK_RECORD,
            else the one in the user's data folder, if None. A new one gets the theater's history at its
            first use.
        theater: a theater's name, or the path of a pack's folder.
        clock: says what time it is, for replays; the machine's if None.

    Raises nothing yet: the record is opened when first asked.
    """
    from foreshock.client.client import open_client

    return open_client(record, theater=theater, clock=clock)
