"""Which reviewed articles were coded anew since: only there may an item have another id than when it was judged."""

from collections.abc import Iterable
from datetime import datetime

import msgspec
from sqlalchemy import Connection, select

from foreshock.record import tables
from foreshock.record.versions import believed
from foreshock.terms.reading import Reading
from foreshock.terms.review import Review

BATCH = 300
_readings = msgspec.json.Decoder(Reading)


def recoded(connection: Connection, reviews: Iterable[Review]) -> dict[str, Reading]:
    """Return the present reading of each article of these reviews whose rows are younger than one of them."""
    since: dict[str, datetime] = {}
    for review in reviews:
        for anchor in review.anchors:
            since[anchor.article_id] = min(review.entered_at, since.get(anchor.article_id, review.entered_at))
    reading = tables.reading
    names = sorted(since)
    found: dict[str, Reading] = {}
    for start in range(0, len(names), BATCH):
        chosen = reading.c.article_id.in_(names[start : start + BATCH]), believed(reading)
        entered = connection.execute(select(reading.c.article_id, reading.c.entered_at).where(*chosen)).all()
        younger = [row.article_id for row in entered if row.entered_at >= since[row.article_id]]
        payloads = select(reading.c.article_id, reading.c.payload).where(
            reading.c.article_id.in_(younger), believed(reading)
        )
        found |= {name: _readings.decode(payload) for name, payload in connection.execute(payloads)}
    return found
