"""Texts that followed each other at one address, and when each of them stood. Pure."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from msgspec import Struct

from foreshock.record.versions import Period


class AddressedText(Struct, frozen=True, order=True):
    """One text seen at an address.

    `known_from` is when it was public by its own stamp, `received_at` when we got it.
    """

    known_from: datetime
    received_at: datetime
    article_id: str


def periods_of(texts: Sequence[AddressedText]) -> dict[str, Period]:
    """Return when each text at one address stood, by article id.

    Each text stands from its own time up to the next one's. Several with one and the same stamp
    are silent corrections: the first received stands from the stamp, each other one from when it
    was received, but never past the next stamp. A text without a moment of its own gets an empty
    period. The answer depends on the set of texts only, not on the order in which they came.
    """
    groups = [list(group) for _, group in groupby(sorted(texts), key=lambda text: text.known_from)]
    starts: list[tuple[str, datetime]] = []
    for group, following in zip(groups, [*groups[1:], None], strict=True):
        starts.append((group[0].article_id, group[0].known_from))
        for text in group[1:]:
            start = max(text.received_at, text.known_from)
            starts.append((text.article_id, start if following is None else min(start, following[0].known_from)))
    ends = [start for _, start in starts[1:]]
    return {name: Period(start, end) for (name, start), end in zip(starts, [*ends, None], strict=True)}
