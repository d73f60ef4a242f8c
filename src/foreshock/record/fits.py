"""Fitted models kept beside the facts they were fitted on; each can be made again."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from foreshock.record.tables import fit_cache

MOST_FITS = 200


def select_fit(connection: Connection, key: str) -> bytes | None:
    """Return the bytes kept under a key."""
    return connection.execute(select(fit_cache.c.bytes).where(fit_cache.c.key == key)).scalar()


def keep_fit(connection: Connection, key: str, data: bytes, now: datetime) -> None:
    """Keep bytes under a key and let the oldest go beyond `MOST_FITS`: a replay makes thousands."""
    connection.execute(delete(fit_cache).where(fit_cache.c.key == key))
    newest = select(fit_cache.c.key).order_by(fit_cache.c.entered_at.desc(), fit_cache.c.key).limit(MOST_FITS - 1)
    connection.execute(delete(fit_cache).where(fit_cache.c.key.not_in(newest)))
    connection.execute(insert(fit_cache).values(key=key, bytes=data, entered_at=now))
