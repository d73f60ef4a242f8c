"""The rows of the record that a brief can tell of: few, however many articles the record holds."""

from foreshock.flow.calendar import ahead_rows
from foreshock.flow.claims import rows_of_claims
from foreshock.flow.desk import Desk
from foreshock.flow.odds_rows import odds_rows
from foreshock.flow.standpoint import Standpoint
from foreshock.terms.reading import Reading
from foreshock.terms.record import RecordedEvent


def brief_rows(desk: Desk, reading: Reading, stand: Standpoint) -> list[RecordedEvent]:
    """Return what the odds rest on, what lies ahead and what the reading's claims speak of, by first day and id."""
    rows = {
        event.id: event
        for found in (
            odds_rows(desk, stand.as_of, stand.known_at),
            ahead_rows(desk, stand),
            rows_of_claims(desk, reading.claims, stand.as_of, stand.known_at),
        )
        for event in found
    }
    return sorted(rows.values(), key=lambda event: (event.valid_from, event.id))
