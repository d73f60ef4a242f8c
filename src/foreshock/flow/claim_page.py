"""One claim of the record with its test, as of the day its article came out."""

from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from foreshock.flow.claim_pictures import ClaimPicture, picture_claim
from foreshock.flow.claims import kind_labels, rows_of_claims
from foreshock.flow.desk import Desk
from foreshock.terms.article import Article
from foreshock.terms.reading import Claim
from foreshock.terms.record import RecordedEvent
from foreshock.verify.claims import check_claims


class ClaimPage(Struct, frozen=True, kw_only=True):
    """A claim with its verdict from the record as known at `as_of`, and the events that counted.

    `picture` holds the numbers of its charts, None for a claim that one thing does not follow another in.
    """

    as_of: datetime
    article: Article
    claim: Claim
    matched: tuple[RecordedEvent, ...]
    picture: ClaimPicture | None


def claim_page(desk: Desk, article_id: str, item: str, moment: datetime) -> ClaimPage | None:
    """Return one claim of an article known at `moment`, None if there is none.

    It is tested as of its article's own moment, or of `moment` if that is earlier.
    """
    reading = desk.record.reading(article_id, known_at=moment)
    claim = next((each for each in reading.claims if each.id == item), None) if reading else None
    if reading is None or claim is None:
        return None
    as_of = min(desk.moment(reading.article), moment)
    events = rows_of_claims(desk, [claim], as_of)
    today = as_of.astimezone(ZoneInfo(desk.pack.theater.zone)).date()
    (checked,) = check_claims([claim], events, last_day=today, labels=kind_labels(desk.pack))
    counted = checked.verdict.matches if checked.verdict else ()
    matched = tuple(event for event in events if event.id in counted)
    picture = picture_claim(checked, events, last_day=today)
    return ClaimPage(as_of=as_of, article=reading.article, claim=checked, matched=matched, picture=picture)
