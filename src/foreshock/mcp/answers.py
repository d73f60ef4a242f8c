"""Answers for a language model: short, and each with the sentences or rows it rests on."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec

from foreshock.flow.brief import Brief
from foreshock.flow.lists import ClaimLine
from foreshock.flow.odds import Odds
from foreshock.flow.record import EventPage
from foreshock.record.search import Hit
from foreshock.terms.errors import NotFoundError
from foreshock.terms.reading import Claim, Event, Reading, Span, Statement
from foreshock.terms.record import RecordedEvent

Answer = dict[str, Any]
Find = Callable[[str], RecordedEvent]
MOST_ROWS = 40  # of the record, in one answer; ids beyond them can be asked for with the tool `event`


def reading(found: Reading) -> Answer:
    """Return what an article says, item by item."""
    article = found.article
    return {
        "article": {
            "id": article.id,
            "headline": article.headline,
            "agency": article.agency,
            "published_at": _plain(article.published_at),
            "published_precision": article.published_precision,
        },
        "statements": [_statement(item) for item in found.statements],
        "events": [_event(item) for item in found.events],
        "claims": [_claim(item) for item in found.claims],
        "evidence": [{"article": article.id, "text": text} for text in _sentences(found)],
        "problems": list(found.problems),
    }


def outlook(odds: Odds, find: Find) -> Answer:
    """Return the odds with the rows their reasons name; `find` looks one up."""
    issued = odds.outlook
    named = [row for fcst in issued.forecasts for reason in fcst.reasons for row in reason.evidence]
    return {
        "theater": issued.theater,
        "as_of": _plain(issued.as_of),
        "labels": odds.labels,
        "forecasts": [_plain(fcst) for fcst in issued.forecasts],
        "hindcasts": [_plain(line) for line in odds.hindcasts],
        "evidence": _rows(named, find),
        "problems": list(issued.problems),
    }


def claims_of_brief(brief: Brief) -> Answer:
    """Return an article's claims with their verdicts, the sentences they stand in and the rows the verdicts rest on."""
    matched = {row.id: row for row in brief.matched}
    named = [name for claim in brief.reading.claims if claim.verdict for name in claim.verdict.matches]
    return {
        "as_of": _plain(brief.as_of),
        "claims": [_claim(claim) for claim in brief.reading.claims],
        "evidence": [*_claimed(brief.reading.claims), *_rows([n for n in named if n in matched], matched.__getitem__)],
        "problems": list(brief.problems),
    }


def claims_of_record(lines: Sequence[ClaimLine], moment: datetime, find: Find) -> Answer:
    """Return recorded claims with their verdicts and the rows those rest on; `find` looks one up."""
    named = [name for line in lines if line.claim.verdict for name in line.claim.verdict.matches]
    return {
        "as_of": _plain(moment),
        "claims": [{"article": line.article_id, **_claim(line.claim)} for line in lines],
        "evidence": [*_claimed([line.claim for line in lines]), *_rows(named, find)],
        "problems": [],
    }


def hits(found: Sequence[Hit], moment: datetime) -> Answer:
    """Return what a search found; the excerpts mark the matched words with [ ]."""
    return {
        "as_of": _plain(moment),
        "hits": [{"kind": hit.kind, "id": hit.id, "article": hit.article_id, "day": _plain(hit.day)} for hit in found],
        "evidence": [{"id": hit.id, "text": hit.excerpt} for hit in found],
        "problems": [] if found else ["nothing in the record matches all these words at that moment"],
    }


def event(page: EventPage) -> Answer:
    """Return all that is known of an event."""
    return {
        "as_of": _plain(page.as_of),
        "event": _plain(page.event),
        "standing": _plain(page.standing),
        "disputes": [_plain(dispute) for dispute in page.disputes],
        "versions": [_plain(version) for version in page.history],
        "evidence": [
            {
                "report": item.report.id,
                "source": item.report.source,
                "article": item.report.article_id,
                "status": item.report.status,
                "text": list(item.evidence)
                or [f"cited by the record's tables: {source}" for source in page.event.sources],
            }
            for item in page.assertions
        ],
        "problems": [],
    }


def _claimed(claims: Sequence[Claim]) -> list[Answer]:
    """Return the sentences in which claims stand."""
    return [{"claim": claim.id, "text": text} for claim in claims for text in _texts(claim.evidence)]


def _rows(names: Iterable[str], find: Find) -> list[Answer]:
    """Return the rows of the record with these ids, each once; one that cannot be found says so."""
    rows = []
    for name in list(dict.fromkeys(names))[:MOST_ROWS]:
        try:
            rows.append(_row(find(name)))
        except NotFoundError as error:
            rows.append({"id": name, "problem": error.wrong})
    return rows


def _row(row: RecordedEvent) -> Answer:
    return {
        "id": row.id,
        "kind": row.kind,
        "name": row.name,
        "from": _plain(row.valid_from),
        "to": _plain(row.valid_to),
        "actors": list(row.actors),
        "status": row.status,
        "sources": list(row.sources),
    }


def _statement(item: Statement) -> Answer:
    return {
        "id": item.id,
        "speaker": {"code": item.speaker.code, "office": item.speaker.office, "text": item.speaker.text},
        "via": [carrier.outlet for carrier in item.via],
        "said": [span.text for span in item.content],
        "quote": item.quote,
        "type": item.type,
        "addressees": list(item.addressees),
        "when": _plain(item.when),
        "evidence": _texts(item.evidence),
    }


def _event(item: Event) -> Answer:
    return {
        "id": item.id,
        "kind": item.kind,
        "type": item.type,
        "actors": [actor.code for actor in item.actors],
        "recipients": [actor.code for actor in item.recipients],
        "status": item.status,
        "when": _plain(item.when),
        "place": item.place,
        "said_in": item.statement,
        "evidence": _texts(item.evidence),
    }


def _claim(item: Claim) -> Answer:
    return {
        "id": item.id,
        "kind": item.kind,
        "text": item.text,
        "verdict": _plain(item.verdict),
        "evidence": _texts(item.evidence),
    }


def _sentences(found: Reading) -> list[str]:
    """Return every sentence that an item rests on, once, in the article's order."""
    items: list[Statement | Event | Claim] = [*found.statements, *found.events, *found.claims]
    spans = {span for item in items for span in item.evidence}
    return [span.text for span in sorted(spans, key=lambda span: (span.paragraph, span.start))]


def _texts(spans: Sequence[Span]) -> list[str]:
    return [span.text for span in spans]


def _plain(value: Any) -> Any:
    return msgspec.to_builtins(value)
