"""The track record: how good the forecasts were that the ledger holds."""

from collections.abc import Sequence
from datetime import date, datetime

from msgspec import Struct

from foreshock.flow.desk import DeskSettings, open_desk
from foreshock.flow.ledger import known_outcomes
from foreshock.verify.ledger_scores import LedgerScore, Scored, score_ledger

__all__ = ["LedgerScore", "Scored", "TrackRecord", "track_record"]


class TrackRecord(Struct, frozen=True, kw_only=True):
    """Scores of a theater's issued forecasts by target and horizon; hindcasts are never among them.

    `issued` counts the ledger's rows behind the scores; `covered_until` is the last day the record's
    outcomes reach to, None when it holds none. `labels` are the targets in words.
    """

    schema: str = "foreshock.track-record/1"
    theater: str
    as_of: datetime
    covered_until: date | None
    issued: int
    labels: dict[str, str]
    scores: tuple[LedgerScore, ...]


def track_record(settings: DeskSettings, *, targets: Sequence[str] = (), horizons: Sequence[int] = ()) -> TrackRecord:
    """Score what the ledger's resolutions have settled by now, for targets and horizons named (all when none are).

    Raises:
        RecordError: the record cannot be read.
    """
    with open_desk(settings) as desk:
        now, theater = settings.clock.now(), desk.pack.theater.id
        covered = known_outcomes(desk, now).covered_until
        rows = desk.record.ledger_rows()
    scores = tuple(
        score
        for score in score_ledger(rows, theater=theater, covered=covered, now=now)
        if (not targets or score.target in targets) and (not horizons or score.horizon in horizons)
    )
    return TrackRecord(
        theater=theater,
        as_of=now,
        covered_until=covered,
        issued=sum(score.issued for score in scores),
        labels={target.id: target.label for target in desk.pack.targets},
        scores=scores,
    )
