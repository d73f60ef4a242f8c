"""The voices behind an event: its reports with the articles they stand in."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, select

from foreshock.record import tables
from foreshock.record.independence import Voice, shingles_of
from foreshock.record.items import carriers_of
from foreshock.record.outcomes import Report
from foreshock.record.versions import believed
from foreshock.terms.reading import Event, Reading

_reading_decoder = msgspec.json.Decoder(Reading)
_event_decoder = msgspec.json.Decoder(Event)
_sources_decoder = msgspec.json.Decoder(tuple[str, ...])


def voices_of(connection: Connection, reports: Sequence[Report]) -> list[Voice]:
    """Return the voice of each report; a table's row speaks once for each source it cites."""
    voices: list[Voice] = []
    for report in reports:
        if report.article_id is None:
            if report.origin.startswith("import:"):
                voices.append(Voice(report_id=report.id, house=report.source))
                continue
            cited = _sources_decoder.decode(report.content) or (report.source,)
            voices += [Voice(report_id=report.id, house=house) for line in cited for house in _parts(line)]
            continue
        payload = connection.execute(
            select(tables.reading.c.payload).where(
                tables.reading.c.article_id == report.article_id, believed(tables.reading)
            )
        ).scalar_one()
        reading = _reading_decoder.decode(payload)
        voices.append(
            Voice(
                report_id=report.id,
                house=report.source,
                carriers=_carriers(reading, _event_decoder.decode(report.content)),
                shingles=shingles_of("\n".join(reading.article.paragraphs)),
            )
        )
    return voices


def _parts(line: str) -> list[str]:
    return [part.strip() for part in line.split(";") if part.strip()]


def _carriers(reading: Reading, item: Event) -> tuple[str, ...]:
    """Return the outlets through which the statement that asserts an event came."""
    said = next((said for said in reading.statements if said.id == item.statement), None)
    return () if said is None else carriers_of(said)
