"""Check the claims of many articles against the record as of each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from foreshock.flow.articles import Inputs
from foreshock.flow.claim_pictures import ClaimPicture, picture_claim
from foreshock.flow.desk import Desk, DeskSettings, open_desk
from foreshock.flow.failed import FailedInput
from foreshock.flow.readings import read_with
from foreshock.terms.reading import Claim
from foreshock.terms.record import RecordedEvent
from foreshock.theaters.schema import Pack
from foreshock.verify.claims import check_claims
from foreshock.verify.selection import kind_covers


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


def rows_of_claims(
    desk: Desk, claims: Sequence[Claim], known_at: datetime, entered_by: datetime | None = None
) -> list[RecordedEvent]:
    """Return the events of a moment that claims can rest on: of the kinds they speak of, not from articles alone."""
    kinds = {side.kind for claim in claims for side in (claim.antecedent, claim.consequent) if side}
    rows = desk.each_event(known_at, entered_by, articles=False)
    return [event for event in rows if any(kind_covers(kind, event) for kind in kinds)] if kinds else []


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
            events = rows_of_claims(desk, item.reading.claims, as_of)
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
