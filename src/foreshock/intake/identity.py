"""An article's id: the same text, headline and time give the same id on every machine."""

import hashlib
from datetime import datetime

import msgspec


def article_id(headline: str | None, published_at: datetime | None, paragraphs: tuple[str, ...]) -> str:
    """Return "sha256:" and the digest of headline, publication time (UTC) and paragraphs."""
    parts = (headline, None if published_at is None else published_at.isoformat(), paragraphs)
    return f"sha256:{hashlib.sha256(msgspec.json.encode(parts)).hexdigest()}"
