"""The main job: one article in, one brief out.

A brief is a value; the terminal, the page and `--json` show the same one.
"""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from foreshock.flow.ahead import AheadItem, look_ahead
from foreshock.flow.claims import kind_labels
from foreshock.flow.effects import Effect, Effects, NoEffect
from foreshock.flow.odds import HindcastLine, Odds
from foreshock.flow.standpoint import Standpoint
from foreshock.terms.forecast import Outlook
from foreshock.terms.reading import Reading
from foreshock.terms.record import RecordedEvent
from foreshock.theaters.schema import Pack
from foreshock.verify.claims import check_claims

NOTHING = Effects()


class Brief(Struct, frozen=True, kw_only=True):
    """What an analyst needs from one article, as of the moment it came out.

    `reading` holds everything coded, its claims with their verdicts; `ahead` what lies ahead;
    `outlook` the odds; `labels` the targets in words; `effects` what the article's own news did to
    the odds, the largest change first, and `without_effect` the items that the odds rest on too but
    that change nothing worth listing; `hindcasts` how good such odds have been over windows closed
    before `as_of`; `matched` the record rows that verdicts and reasons cite, so that every number can
    be opened. `known_at` is when this file must have had the rows, None for all it holds.
    `problems` says what could not be done and what to pass.
    """

    schema: str = "foreshock.brief/1"
    theater: str
    zone: str
    as_of: datetime
    known_at: datetime | None = None
    reading: Reading
    ahead: tuple[AheadItem, ...]
    outlook: Outlook
    labels: dict[str, str]
    effects: tuple[Effect, ...]
    without_effect: tuple[NoEffect, ...] = ()
    hindcasts: tuple[HindcastLine, ...]
    matched: tuple[RecordedEvent, ...]
    problems: tuple[str, ...]


def make_brief(
    reading: Reading,
    *,
    pack: Pack,
    stand: Standpoint,
    recorded: Sequence[RecordedEvent],
    behind: Sequence[RecordedEvent],
    odds: Odds,
    effects: Effects = NOTHING,
    counting: Sequence[str] = (),
) -> Brief:
    """Return the brief of one reading.

    Args:
        reading: the coded article, its claims not yet checked.
        pack: the theater.
        stand: the moments the brief speaks from (the article's publication unless told otherwise).
        recorded: the record's events as known then.
        behind: the rows that the odds rest on, those the article makes known among them.
        odds: the outlook issued from those, with its hindcasts.
        effects: what the article's own news did to the odds.
        counting: what is to be said of how the article counts.
    """
    today = stand.as_of.astimezone(ZoneInfo(pack.theater.zone)).date()
    claims = check_claims(reading.claims, recorded, last_day=today, labels=kind_labels(pack))
    cited = {match for claim in claims if claim.verdict for match in claim.verdict.matches}
    cited |= {row for f in odds.outlook.forecasts for reason in f.reasons for row in reason.evidence}
    # what the article tells of, once it has been added, is listed as its items already
    mine = f"{reading.article.id}:"
    others = [row for row in recorded if not row.attributes.get("speaking", "").startswith(mine)]
    rows = {row.id: row for row in (*recorded, *behind)}
    return Brief(
        theater=pack.theater.id,
        zone=pack.theater.zone,
        as_of=stand.as_of,
        known_at=stand.known_at,
        reading=replace(reading, claims=claims),
        ahead=look_ahead(today, coded=reading.events, recorded=others, recurring=pack.recurring_days),
        outlook=odds.outlook,
        labels=odds.labels,
        effects=effects.listed,
        without_effect=effects.none,
        hindcasts=odds.hindcasts,
        matched=tuple(row for row in rows.values() if row.id in cited),
        problems=(*reading.problems, *counting, *odds.outlook.problems),
    )
