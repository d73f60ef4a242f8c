"""Reviewed articles as gold: what a reader of them should find, for scoring the coder. Pure.

An item that a reviewer accepted or corrected must be found, with the attributes it has after the
review. One that nobody judged may be found: nobody vouches for it, and nobody says it is wrong.
One that was rejected is left out, so finding it again counts against precision.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from foreshock.record.reviews.log import standing_at
from foreshock.record.reviews.matching import match
from foreshock.record.reviews.readings import review_reading
from foreshock.terms.article import Article
from foreshock.terms.reading import Claim, Event, Reading, Span, Statement, When
from foreshock.terms.review import ItemSort, Review

ENDS = 60
FURNITURE = 40


def gold_of(reading: Reading, reviews: Sequence[Review], moment: datetime) -> dict[str, Any]:
    """Return an article's gold as its reviews stand at a moment; `reading` is as it was coded."""
    # that an article was withdrawn says nothing of how well it was read
    reviews = [review for review in reviews if review.sort != "article"]
    found, _ = match(standing_at(reviews, moment), reading)
    vouched = found.keys()
    reviewed = review_reading(reading, reviews, moment)

    def must(sort: ItemSort, name: str) -> bool:
        return (sort, name) in vouched

    return {
        "file": file_name(reading.article),
        "article": _article(reading.article),
        "statements": [_statement(item, must("statement", item.id)) for item in reviewed.statements],
        "events": [_event(item, must("report", item.id)) for item in reviewed.events],
        "claims": [_claim(item, must("claim", item.id)) for item in reviewed.claims],
        "reviews": [
            {"number": review.number, "item": review.item, "verdict": review.verdict, "by": review.reviewer,
             "reason": review.reason, "made_at": review.made_at.isoformat()}
            for review in standing_at(reviews, moment)
        ],
    }  # fmt: skip


def file_name(article: Article) -> str:
    """Return a name for an article's gold: its day, and the beginning of its id."""
    day = f"{article.published_at:%Y-%m-%d}" if article.published_at else "undated"
    return f"{day}-{article.id.removeprefix('sha256:')[:16]}.json"


def _article(article: Article) -> dict[str, Any]:
    body = _plain(" ".join(article.paragraphs))
    first, last = (article.paragraphs[0], article.paragraphs[-1]) if article.paragraphs else ("", "")
    gold: dict[str, Any] = {
        "headline": article.headline,
        "published_at": f"{article.published_at:%Y-%m-%dT%H:%M:%S}" if article.published_at else None,
        "agency": article.agency,
        "section": article.section,
        "byline": list(article.byline),
        "paragraphs": len(article.paragraphs),
        "first_paragraph_starts": first[:ENDS],
        "last_paragraph_ends": last[-ENDS:],
        # words that stand in the story too cannot tell whether furniture got into it
        "never_in_body": [
            text for part in article.furniture if (text := part.text[:FURNITURE].strip()) and _plain(text) not in body
        ],
    }
    return {name: value for name, value in gold.items() if value is not None}


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _statement(item: Statement, must: bool) -> dict[str, Any]:
    speaker = item.speaker
    return _told(
        {
            "id": item.id,
            "anchor": _anchor(item.content or item.evidence),
            "must": must,
            "actor": speaker.code,
            "role": speaker.role,
            "via": [via.outlet for via in item.via],
            "anonymous": speaker.anonymous or None,
            "quote": [item.quote],
            "type": [item.type],
            "addressees": list(item.addressees),
            "condition": item.condition,
            "when": _days(item.when),
        }
    )


def _event(item: Event, must: bool) -> dict[str, Any]:
    return _told(
        {
            "id": item.id,
            "anchor": _anchor(item.evidence),
            "must": must,
            "type": [item.type] if item.type else None,
            "kind": [item.kind] if item.kind else None,
            "actors": [actor.code for actor in item.actors],
            "recipients": [actor.code for actor in item.recipients],
            "instruments": [instrument.name for instrument in item.instruments],
            "count": item.count.value if item.count else None,
            "when": _days(item.when),
            "status": [item.status] if item.status else None,
        }
    )


def _claim(item: Claim, must: bool) -> dict[str, Any]:
    return _told(
        {
            "id": item.id,
            "anchor": _anchor(item.evidence) or item.text,
            "must": must,
            "kind": [item.kind],
            "antecedent": item.antecedent.kind if item.antecedent else None,
            "consequent": item.consequent.kind if item.consequent else None,
            "lag": [item.lag.min_days, item.lag.max_days] if item.lag else None,
        }
    )


def _told(gold: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is not known: gold says nothing of it."""
    return {name: value for name, value in gold.items() if value is not None and value != []}


def _anchor(spans: Sequence[Span]) -> str:
    """Return the longest stretch that an item rests on."""
    return max((span.text for span in spans), key=len, default="")


def _days(when: When | None) -> list[str] | None:
    if when is None or when.start is None or when.end is None:
        return None
    return [when.start.isoformat(), when.end.isoformat()]


def encode_gold(gold: dict[str, Any]) -> str:
    """Return gold as JSON that a person can read and correct."""
    return msgspec.json.format(msgspec.json.encode(gold), indent=1).decode() + "\n"
