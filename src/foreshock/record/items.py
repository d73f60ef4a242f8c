"""What a reading says, as rows: its statements, claims and reports of events."""

from typing import Any
from urllib.parse import urlsplit

from foreshock.record.clusters import cluster_of
from foreshock.record.columns import plain, plain_or_none
from foreshock.record.event_rows import ARTICLE_ORIGIN, encode
from foreshock.record.versions import Row
from foreshock.terms.article import Article
from foreshock.terms.reading import Claim, Event, Reading, Statement

MEDIA = "MED"
UNNAMED = "unnamed source"


def report_id_of(article_id: str, item_id: str) -> str:
    """Return the id of the report that a coded event makes."""
    return f"{article_id}:{item_id}"


def source_of(article: Article) -> str:
    """Return whose article it is: agency, else publisher, else the site it stands on."""
    return plain(article.agency or article.publisher or _site(article.url) or UNNAMED)


def article_row(article: Article) -> Row:
    """Return an article's own columns, clocks apart."""
    return {
        "id": article.id,
        "url": plain_or_none(article.url),
        "headline": plain_or_none(article.headline),
        "published_at": article.published_at,
        "agency": plain_or_none(article.agency),
        "publisher": plain_or_none(article.publisher),
        "source_format": article.source_format,
        "body": plain("\n".join(article.paragraphs)),
    }


def statement_rows(reading: Reading) -> list[Row]:
    """Return the columns of each statement, clocks apart."""
    return [
        {"article_id": reading.article.id, "item_id": item.id, **statement_columns(item)} for item in reading.statements
    ]


def claim_rows(reading: Reading) -> list[Row]:
    """Return the columns of each claim, clocks apart."""
    return [{"article_id": reading.article.id, "item_id": item.id, **claim_columns(item)} for item in reading.claims]


def report_rows(reading: Reading) -> list[Row]:
    """Return the columns of the report each coded event makes, clocks apart."""
    article = reading.article
    houses = houses_of(reading)
    return [
        {
            "id": report_id_of(article.id, item.id),
            "origin": ARTICLE_ORIGIN,
            "article_id": article.id,
            "source": houses[item.id][0],
            "recorded_basis": "observed",
            "carriers": plain(";".join(houses[item.id][1:])) or None,
            **report_columns(item),
        }
        for item in reading.events
    ]


def houses_of(reading: Reading) -> dict[str, tuple[str, ...]]:
    """Return for each coded event whose article tells of it, and the outlets that carried the statement behind it."""
    source = source_of(reading.article)
    carried = {said.id: carriers_of(said) for said in reading.statements}
    return {item.id: (source, *carried.get(item.statement or "", ())) for item in reading.events}


def clusters_of(reading: Reading) -> frozenset[str]:
    """Return the keys of the clusters that the coded events belong to."""
    return frozenset(cluster.key for item in reading.events if (cluster := cluster_of(item)))


def carriers_of(said: Statement) -> tuple[str, ...]:
    """Return the outlets that brought an utterance: those it came through, and one that itself is quoted."""
    outlets = [via.outlet for via in said.via]
    if said.speaker.sector == MEDIA and said.speaker.name:
        outlets.append(said.speaker.name)
    return tuple(dict.fromkeys(outlets))


def statement_columns(item: Statement) -> Row:
    """Return the columns that hold what a statement says."""
    words = [item.speaker.name, item.speaker.text, *(span.text for span in item.content)]
    return {
        "speaker": plain_or_none(item.speaker.code),
        "type": item.type,
        "said_from": item.when.start if item.when else None,
        "said_to": item.when.end if item.when else None,
        "payload": encode(item),
        "text": plain(" ".join(word for word in words if word)),
    }


def claim_columns(item: Claim) -> Row:
    """Return the columns that hold what a claim says."""
    return {"kind": item.kind, "payload": encode(item)}


def report_columns(item: Event) -> Row:
    """Return the columns that hold what a report says, and what it is compared with others by."""
    cluster = cluster_of(item)
    when: Any = item.when
    return {
        "cluster": cluster.key if cluster else None,
        "kind": plain_or_none(item.kind),
        "actors": plain(" ".join(sorted({actor.code for actor in item.actors}))),
        "valid_from": when.start if when else None,
        "valid_to": when.end if when else None,
        "precision": when.precision if when else None,
        "status": item.status,
        "content": encode(item),
    }


def _site(url: str | None) -> str | None:
    try:
        return urlsplit(url).hostname if url else None
    except ValueError:  # a malformed address names no site
        return None
