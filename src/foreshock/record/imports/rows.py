"""What a file gives row by row: events to keep, rows that had to be left out, rows about others."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Self

from msgspec import Struct

from foreshock.record.columns import plain
from foreshock.terms.reading import ActorRef, Event

LONGEST_CELL = 100_000
FIRST_YEAR, LAST_YEAR = 1800, 2200
REFUSALS_KEPT = 1000
RULE = "import"


class ImportedRow(Struct, frozen=True, kw_only=True):
    """One row as a coded event; its words stand in the event's evidence.

    `id` is unique in the record: the table's origin, a colon and the row's own key. `known_at` is
    since when the table itself says the row was public; None means when this copy was seen. A row
    that does not `join` is kept as a report, and is never taken to tell of the same event as
    another: a table of many outlets that only says "a statement" cannot say which one.
    """

    number: int
    id: str
    source: str
    event: Event
    known_at: datetime | None = None
    joins: bool = True


class Joined(Struct, frozen=True):
    """Which rows of tables about everyone say enough to be joined with other reports into events.

    Those of a kind in `kinds`, by one of `actors` (by anyone if empty).
    """

    kinds: frozenset[str]
    actors: frozenset[str]

    def holds(self, kind: str | None, actors: Iterable[ActorRef]) -> bool:
        """True if a row of this kind by these actors is one."""
        return kind in self.kinds and (not self.actors or any(actor.code in self.actors for actor in actors))


class RefusedRow(Struct, frozen=True):
    """A row that was left out: its number in the file (a header is row 1) and why."""

    row: int
    why: str


class PassedRow(Struct, frozen=True):
    """A sound row that tells of nobody asked for."""

    row: int


class Incoming:
    """The rows to keep out of all that a file gives, each id once; counts what is left out.

    Iterate it once. `refused` holds the first of the refused rows, `refusals` counts them all by
    reason. Memory does not grow with the file: the ids seen are kept in a temporary database.
    """

    def __init__(self, items: Iterable[ImportedRow | RefusedRow | PassedRow]) -> None:
        self._items = items
        self.rows = 0
        self.passed = 0
        self.refused: list[RefusedRow] = []
        self.refusals: Counter[str] = Counter()

    def __iter__(self) -> Iterator[ImportedRow]:
        with SeenIds() as seen:
            for item in self._items:
                self.rows += 1
                if isinstance(item, PassedRow):
                    self.passed += 1
                elif isinstance(item, RefusedRow):
                    self._refuse(item)
                elif seen.add(item.id):
                    yield item
                else:
                    self._refuse(RefusedRow(item.number, f"the id {item.id} occurred before"))

    def _refuse(self, row: RefusedRow) -> None:
        if len(self.refused) < REFUSALS_KEPT:
            self.refused.append(row)
        self.refusals[reason_of(row.why)] += 1


class SeenIds:
    """A set of texts that may be larger than memory: a temporary database, gone when closed."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)  # an empty name: on disk, unnamed
        self._database.execute("PRAGMA journal_mode=OFF")
        self._database.execute("PRAGMA synchronous=OFF")
        self._database.execute("CREATE TABLE seen (id TEXT PRIMARY KEY) WITHOUT ROWID")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def add(self, name: str) -> bool:
        """Remember a text; return False if it was there already."""
        return self._database.execute("INSERT OR IGNORE INTO seen VALUES (?)", (name,)).rowcount == 1

    def __contains__(self, name: str) -> bool:
        return self._database.execute("SELECT 1 FROM seen WHERE id = ?", (name,)).fetchone() is not None


def reason_of(why: str) -> str:
    """Return a refusal without what is particular to its row: what stands in quotes and numbers."""
    words, quoted = [], False
    for part in why.split("'"):
        if not quoted:
            words.append("".join("#" if character.isdigit() else character for character in part))
        quoted = not quoted
    text = "…".join(words)
    while "##" in text:
        text = text.replace("##", "#")
    return text[:120]


def clean_cell(value: object) -> str:
    """Return a cell as text: no control characters, no blanks around it; lists joined by ";".

    Raises:
        ValueError: it is too long, or holds bytes that are no UTF-8.
    """
    text = "" if value is None else ";".join(map(str, value)) if isinstance(value, list) else str(value)
    if len(text) > LONGEST_CELL:
        raise ValueError(f"a cell has {len(text):,} characters, more than {LONGEST_CELL:,}")
    if text.isprintable():  # most are; half characters and control characters are not
        return text.strip()
    if any(0xD800 <= ord(character) <= 0xDFFF for character in text):
        raise ValueError("a cell is not UTF-8, or holds half of a character (a lone surrogate)")
    return plain("".join(character if character.isprintable() else " " for character in text)).strip()


def check_year(year: int) -> None:
    """Refuse years that are a slip of the keyboard.

    Raises:
        ValueError: it is before 1800 or after 2200.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"the year {year} is not between {FIRST_YEAR} and {LAST_YEAR}")


def split_list(text: str) -> tuple[str, ...]:
    """Return the items of a list in a cell, separated by ";"."""
    return tuple(part.strip() for part in text.split(";") if part.strip())
