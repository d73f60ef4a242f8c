"""Articles sent for a reading or a brief. Nothing is kept unless a token that may write asks for it."""

from collections.abc import Callable
from datetime import date, datetime
from urllib.parse import quote

from foreshock.flow.brief import Brief
from foreshock.flow.briefing import brief_reading
from foreshock.flow.moments import FIRST_YEAR, LAST_YEAR, end_of_day
from foreshock.terms.article import Article
from foreshock.terms.errors import InputError
from foreshock.terms.reading import Reading
from foreshock.web.api.asking import day_or_instant
from foreshock.web.api.queries import ArticleBody, BriefBody
from foreshock.web.site import Site

Allow = Callable[[str], None]


def read_article(site: Site, body: ArticleBody, allow: Allow) -> tuple[Reading, str | None]:
    """Return an article's reading, and its address in the API if it was kept.

    `allow` raises if whoever asks may not write.

    Raises:
        NeedsTokenError, ForbiddenError: it should be kept, and whoever asks may not write.
        InputError: no article can be made of the text.
    """
    if body.store:
        allow("storing an article")
    reading = site.reader.read(body.text, _published(body.published))
    if not body.store:
        return reading, None
    with site.desk() as desk:
        desk.record.add(reading)
    return reading, f"/api/v1/articles/{quote(reading.article.id, safe=':')}"


def brief_article(site: Site, body: BriefBody, _: Allow) -> tuple[Brief, None]:
    """Return an article's brief, as of its own publication unless told otherwise.

    Raises:
        NotFoundError: `as_of` lies in the future.
        InputError: no article can be made of the text.
    """
    reading = site.reader.read(body.text, _published(body.published))
    if body.as_of is None:
        as_of = published_moment(reading.article, site)
    else:
        as_of = site.standpoint(day_or_instant(body.as_of, "as_of"), None).as_of
    with site.desk() as desk:
        return brief_reading(desk, reading, as_of), None


def published_moment(article: Article, site: Site) -> datetime:
    """Return when an article came out (the day's end when only the day is known), now if it does not say."""
    now = site.settings.clock.now()
    if article.published_at is None:
        return now
    if article.published_precision == "day":
        return min(now, end_of_day(article.published_at.date(), site.zone))
    return min(now, article.published_at)


def _published(text: str | None) -> date | datetime | None:
    found = None if text is None else day_or_instant(text, "published")
    if found is not None and not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise InputError(
            f"published {text} is no day on which an article came out",
            expected=f"a day between {FIRST_YEAR} and {LAST_YEAR}",
            next_step="leave it out if it is not known",
        )
    return found
