"""Articles sent for a reading or a brief. Nothing is kept unless a token that may write asks for it."""

from collections.abc import Callable
from datetime import date, datetime
from urllib.parse import quote

from msgspec.structs import replace

from foreshock.flow.brief import Brief
from foreshock.flow.briefing import brief_reading
from foreshock.flow.moments import FIRST_YEAR, LAST_YEAR
from foreshock.flow.publication import published_moment
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
        NotFoundError: `as_of` or `known_at` lies in the future.
        InputError: no article can be made of the text.
    """
    reading = site.reader.read(body.text, _published(body.published))
    as_of = None if body.as_of is None else day_or_instant(body.as_of, "as_of")
    known_at = None if body.known_at is None else day_or_instant(body.known_at, "known_at")
    stand = site.standpoint(as_of, known_at)
    if as_of is None:
        stand = replace(stand, as_of=published_moment(reading.article, site.zone, site.settings.clock.now()))
    with site.desk() as desk, site.outlooks.turn():
        return brief_reading(desk, reading, stand.as_of, stand.known_at), None


def _published(text: str | None) -> date | datetime | None:
    found = None if text is None else day_or_instant(text, "published")
    if found is not None and not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise InputError(
            f"published {text} is no day on which an article came out",
            expected=f"a day between {FIRST_YEAR} and {LAST_YEAR}",
            next_step="leave it out if it is not known",
        )
    return found
