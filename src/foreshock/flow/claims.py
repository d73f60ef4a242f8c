"""Check the claims of many articles against the record as of each."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from foreshock.flow.articles import Inputs
from foreshock.flow.claim_pictures import ClaimPicture, picture_claim
from foreshock.flow.desk import DeskSettings, open_desk
from foreshock.flow.failed import FailedInput
from foreshock.flow.readings import read_with
from foreshock.terms.reading import Claim
from foreshock.terms.record import RecordedEvent
from foreshock.theaters.schema import Pack
from foreshock.verify.claims import check_claims


@dataclass(frozen=True)
class CheckedClaims:
    """One article's claims with verdicts, and the record rows they rest on.

    `pictures` are the numbers behind the charts of those that say one thing follows another, if asked for;
    `labels` is how the theater calls its kinds.
    """

    source: str
    article_id: str
    headline: str | None
    as_of: datetime
    zone: str
    claims: tuple[Claim, ...]
    matched: tuple[RecordedEvent, ...]
    pictures: tuple[ClaimPicture, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)


def kind_labels(pack: Pack) -> dict[str, str]:
    """Return how a theater calls its kinds in plain words."""
    return {kind.id: kind.label for kind in pack.kinds}


def check_articles(
    inputs: Inputs, settings: DeskSettings, *, pictures: bool = False
) -> Iterator[CheckedClaims | FailedInput]:
    """Yield each article's checked claims, with their pictures if asked for, or why it could not be read."""
    with open_desk(settings) as desk:
        zone = desk.pack.theater.zone
        labels = kind_labels(desk.pack)
        for item in read_with(inputs, desk.pack):
            if isinstance(item, FailedInput):
                yield item
                continue
            as_of = desk.moment(item.reading.article)
            events = desk.events(as_of)
            today = as_of.astimezone(ZoneInfo(zone)).date()
            claims = check_claims(item.reading.claims, events, last_day=today, labels=labels)
            drawn = [picture_claim(claim, events, last_day=today) for claim in claims if pictures]
            cited = {match for claim in claims if claim.verdict for match in claim.verdict.matches}
            yield CheckedClaims(
                item.source,
                article_id=item.reading.article.id,
                headline=item.reading.article.headline,
                as_of=as_of,
                zone=zone,
                claims=claims,
                matched=tuple(event for event in events if event.id in cited),
                pictures=tuple(picture for picture in drawn if picture is not None),
                labels=labels,
            )
