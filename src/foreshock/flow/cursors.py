"""Where a list goes on: the last row given and the moments spoken from, as one opaque word."""

import base64
import binascii
from datetime import date, datetime

import msgspec
from msgspec import Struct

from foreshock.terms.errors import NotFoundError

LONGEST = 2000  # letters; ids are bounded, so a longer word is not ours


class Cursor(Struct, frozen=True, array_like=True):
    """After one row of a list, as public at `as_of`, from what this file held at `known_at`.

    `listed` names the list and `narrowed` is a digest of what narrowed it. The row is told by its day and id
    (events), its moment and number (articles and what they say) or its number alone (the ledger).
    """

    listed: str
    narrowed: str
    as_of: datetime
    known_at: datetime
    day: date | None = None
    id: str = ""
    moment: datetime | None = None
    number: int = 0


def write_cursor(cursor: Cursor) -> str:
    """Return a cursor as a word fit for an address."""
    return base64.urlsafe_b64encode(msgspec.json.encode(cursor)).decode().rstrip("=")


def read_cursor(word: str, listed: str, narrowed: str) -> Cursor:
    """Return the cursor a word holds.

    Raises:
        NotFoundError: it was not made by `write_cursor`, or for another list or other limits.
    """
    if len(word) > LONGEST or not word.isascii():
        raise _not_a_cursor()
    try:
        packed = base64.b64decode(word + "=" * (-len(word) % 4), altchars=b"-_", validate=True)
        cursor = msgspec.json.decode(packed, type=Cursor)
    except (ValueError, binascii.Error, msgspec.MsgspecError):
        raise _not_a_cursor() from None
    moments = [cursor.as_of, cursor.known_at, *([cursor.moment] if cursor.moment else [])]
    if any(moment.tzinfo is None for moment in moments) or not 0 <= cursor.number < 1 << 62:
        raise _not_a_cursor()
    if (cursor.listed, cursor.narrowed) != (listed, narrowed):
        raise _not_a_cursor()
    return cursor


def _not_a_cursor() -> NotFoundError:
    return NotFoundError(
        "there is no such page: the cursor is not one of this list's",
        expected="the `next` of the page before, unchanged, with the same other parameters",
        next_step="ask for the first page again, without a cursor",
    )
