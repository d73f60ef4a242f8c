"""The track record: how good the forecasts were that the ledger holds."""

from collections.abc import Sequence
from datetime import date, datetime

from msgspec import Struct

from foreshock.flow.desk import Desk, DeskSettings, open_desk
from foreshock.flow.ledger import known_outcomes
from foreshock.flow.standpoint import Standpoint
from foreshock.verify.ledger_scores import LedgerScore, Scored, score_ledger

__all__ = ["LedgerScore", "Scored", "TrackRecord", "track_record", "track_record_at"]


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
    """Score what the ledger's resolutions had settled by the desk's moment (see `track_record_at`).

    Raises:
        RecordError: the record cannot be read.
    """
    with open_desk(settings) as desk:
        return track_record_at(desk, Standpoint(as_of=desk.moment()), targets=targets, horizons=horizons)


def track_record_at(
    desk: Desk, stand: Standpoint, *, targets: Sequence[str] = (), horizons: Sequence[int] = ()
) -> TrackRecord:
    """Score what was settled by then, for targets and horizons named (all when none are).

    What was issued or settled later is left out.
    """
    covered = known_outcomes(desk, stand.as_of, stand.known_at).covered_until
    written_by = stand.as_of if stand.known_at is None else min(stand.as_of, stand.known_at)
    issued = desk.record.ledger.odds(desk.pack.theater.id, by=written_by)
    settled = desk.record.ledger.settled(by=written_by) if issued else {}
    chosen = [
        row
        for row in issued
        if (not targets or row.question.target in targets) and (not horizons or row.horizon in horizons)
    ]
    return TrackRecord(
        theater=desk.pack.theater.id,
        as_of=stand.as_of,
        covered_until=covered,
        issued=len(chosen),
        labels={target.id: target.label for target in desk.pack.targets},
        scores=score_ledger(chosen, settled, covered=covered, now=stand.as_of),
    )
