"""Where a list goes on: the last row given and the moment asked about, as one opaque word."""

import base64
import binascii
from datetime import date, datetime

import msgspec
from msgspec import Struct

from foreshock.terms.errors import UsageError


class Cursor(Struct, frozen=True, array_like=True):
    """After the row of `day` and `id`, as known at `known_at`."""

    day: date
    id: str
    known_at: datetime


def write_cursor(cursor: Cursor) -> str:
    """Return a cursor as a word fit for an address."""
    return base64.urlsafe_b64encode(msgspec.json.encode(cursor)).decode().rstrip("=")


def read_cursor(word: str) -> Cursor:
    """Return the cursor a word holds.

    Raises:
        UsageError: it was not made by `write_cursor`.
    """
    try:
        packed = base64.b64decode(word + "=" * (-len(word) % 4), altchars=b"-_", validate=True)
        cursor = msgspec.json.decode(packed, type=Cursor)
    except (ValueError, binascii.Error, msgspec.MsgspecError):
        raise _not_a_cursor() from None
    if cursor.known_at.tzinfo is None:
        raise _not_a_cursor()
    return cursor


def _not_a_cursor() -> UsageError:
    return UsageError(
        "the cursor is not one of this desk's",
        expected="the `next` of an earlier page, unchanged",
        next_step="ask for the first page again, without a cursor",
    )
