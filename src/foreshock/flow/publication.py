"""When an article came out, as the moment to speak from, and when it reaches us."""

from datetime import datetime, timedelta

from foreshock.flow.moments import end_of_day
from foreshock.terms.article import Article

MINUTE = timedelta(minutes=1)  # an answer stands as long


def published_moment(article: Article, zone: str, now: datetime) -> datetime:
    """Return when an article came out, `now` if it does not say or says a later moment.

    A publication known only to the day means the end of that day in `zone`.
    """
    if article.published_at is None:
        return now
    if article.published_precision == "day":
        return min(now, end_of_day(article.published_at.date(), zone))
    return min(now, article.published_at)


def received_for(as_of: datetime, now: datetime) -> datetime:
    """Return when an article that is set against the record as of a moment reaches us: now.

    Seconds pass between asking and answering, so a moment less than a minute ago is now.
    """
    return as_of if now - MINUTE < as_of < now else now
