"""How events would differ had an article been added, or had it not told of one thing."""

from collections.abc import Iterable
from datetime import datetime
from typing import Unpack

from msgspec import Struct

from foreshock.record.event_rows import Choice
from foreshock.terms.kinds import under
from foreshock.terms.reading import Reading
from foreshock.terms.record import RecordedEvent


class Supposed(Struct, frozen=True, kw_only=True):
    """How the events known at a moment differ once something else is supposed of an article.

    `counted_from` is when the article is, or would be, known in the record, and `counts` whether that holds
    at the moment. `held` says that the record has the article already: then its statements are among the
    record's, but for `lacking`, the ids of what is supposed not to be there. `events` stand in place of
    those whose ids are `judged`, and `made_by` names the article's items that tell of each event. Those
    that no other source tells of are `own`, if the article is not held.
    """

    reading: Reading
    counted_from: datetime
    counts: bool
    held: bool = False
    lacking: frozenset[str] = frozenset()
    judged: frozenset[str] = frozenset()
    events: tuple[RecordedEvent, ...] = ()
    made_by: dict[str, tuple[str, ...]] = {}
    own: frozenset[str] = frozenset()

    def among(self, rows: Iterable[RecordedEvent], **choice: Unpack[Choice]) -> list[RecordedEvent]:
        """Return `rows`, which the record gave for a choice of its events, as they would be.

        The choice must be of the moment, and of what the record held then, for which this was supposed.
        """
        if not choice.get("articles", True):
            return list(rows)
        kept = [row for row in rows if row.id not in self.judged]
        return kept + [event for event in self.events if _chosen(event, **choice)]


def _chosen(event: RecordedEvent, **choice: Unpack[Choice]) -> bool:
    kinds, actors = choice.get("kinds"), choice.get("actors")
    since, until = choice.get("since"), choice.get("until")
    return (
        (not kinds or under(event.kind, kinds))
        and (not actors or not set(event.actors).isdisjoint(actors))
        and (since is None or event.valid_to >= since)
        and (until is None or event.valid_from <= until)
    )
