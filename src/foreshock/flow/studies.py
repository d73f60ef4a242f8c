"""Rerun the pack's published studies on the record, side by side."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from foreshock.flow.desk import Desk, DeskSettings, open_desk
from foreshock.flow.doors import STATEMENT, told_of_doors
from foreshock.flow.selecting import covered_until
from foreshock.panel.doors import door_series
from foreshock.panel.occurrences import OUTCOME_TABLE
from foreshock.terms.errors import UsageError
from foreshock.terms.kinds import under
from foreshock.terms.reading import Side
from foreshock.terms.record import RecordedEvent
from foreshock.theaters.study_rows import StudyRow
from foreshock.verify.claims import SEED
from foreshock.verify.rate_ratio import Span
from foreshock.verify.selection import kind_covers, select_events
from foreshock.verify.studies import (
    Definition,
    Era,
    Relations,
    Rerun,
    Spread,
    part_by_relations,
    rerun_studies,
    spread_of,
)

__all__ = ["Era", "Relations", "Rerun", "StudyAnswer", "StudyRow", "ask_studies"]

DOOR_DAYS = 28
BAD = frozenset({"shut", "conditional"})
DEEDS, WORDS = "deeds", "words"


class StudyAnswer(Struct, frozen=True, kw_only=True):
    """The studies, their reruns in every study's years, and which of years and definitions differ more.

    `occasions` counts each study's occasions with known days, over all years; `undated` those left
    out because only their month or year is known. `relations` parts the occasions of studies that
    point to relations by the door before them.
    """

    schema: str = "foreshock.studies/1"
    theater: str
    studies: tuple[StudyRow, ...]
    eras: tuple[Era, ...]
    reruns: tuple[Rerun, ...]
    spread: Spread
    relations: tuple[Relations, ...]
    occasions: dict[str, int]
    undated: dict[str, int]


def ask_studies(settings: DeskSettings) -> StudyAnswer:
    """Return every study's definition in every study's years, and in the years since the last of them.

    Raises:
        UsageError: the theater has no studies.
    """
    with open_desk(settings) as desk:
        studies = desk.pack.studies
        if not studies:
            raise UsageError(
                f"the theater {desk.pack.theater.id} has no published studies to rerun",
                expected="a table studies.toml in the pack",
                next_step="docs/reference/pack.md says what its rows hold",
            )
        events = _telling(desk, desk.moment())
        last = covered_until(desk, events)
        principal = desk.pack.theater.principal
        zone = ZoneInfo(desk.pack.theater.zone)
    relations: list[Relations] = []
    definitions: list[Definition] = []
    occasions: dict[str, int] = {}
    undated: dict[str, int] = {}
    for study in studies:
        rows = _occasions(study, events)
        dated = [row for row in rows if row.precision == "day"]
        occasions[study.id], undated[study.id] = len(dated), len(rows) - len(dated)
        made = _definitions(study, dated, events, principal)
        definitions += made
        if len(study.relations) == 2:
            relations.append(_relations(study, dated, made[0], events, zone))
    eras = _eras(studies, last)
    reruns = rerun_studies(definitions, eras, seed=SEED)
    return StudyAnswer(
        theater=desk.pack.theater.id,
        studies=studies,
        eras=eras,
        reruns=reruns,
        spread=spread_of([rerun for rerun in reruns if rerun.era != _WHOLE]),
        relations=tuple(relations),
        occasions=occasions,
        undated=undated,
    )


_WHOLE = "all"


def _telling(desk: Desk, known_at: datetime) -> list[RecordedEvent]:
    """Return the events that studies can count: of tables, and of articles what tells of their occasions or doors."""
    occasions = {kind for study in desk.pack.studies for kind in study.occasions}
    wanted = [set(study.participants) for study in desk.pack.studies]
    rows = {
        event.id: event
        for event in desk.each_event(known_at, kinds=tuple(occasions))
        if any(group <= {*event.actors, *event.recipients} for group in wanted)
    }
    parties = {code for study in desk.pack.studies for code in study.relations}
    rows |= {event.id: event for event in told_of_doors(desk, known_at, parties)}
    deeds = {kind for study in desk.pack.studies for kind in study.deeds}
    for event in desk.each_event(known_at, articles=False):
        if event.table == OUTCOME_TABLE or any(kind_covers(kind, event) for kind in (*deeds, STATEMENT)):
            rows[event.id] = event
    return sorted(rows.values(), key=lambda event: (event.valid_from, event.id))


def _eras(studies: Sequence[StudyRow], last: date) -> tuple[Era, ...]:
    own = [Era(name=_years(s.start, min(s.end, last)), start=s.start, end=min(s.end, last), study=s.id)
           for s in studies if s.start <= last]  # fmt: skip
    newest = max(era.end for era in own)
    later = [Era(name=_years(newest + timedelta(days=1), last), start=newest + timedelta(days=1), end=last)]
    first = min(era.start for era in own)
    return (*own, *(later if newest < last else ()), Era(name=_WHOLE, start=first, end=last))


def _years(start: date, end: date) -> str:
    return f"{start.year}–{end.year}"


def _occasions(study: StudyRow, events: Sequence[RecordedEvent]) -> list[RecordedEvent]:
    """Return the study's occasions that took place, those known only to the month or year included."""
    wanted = set(study.participants)
    return [
        event
        for event in events
        if under(event.kind, study.occasions)
        and event.kinetic
        and event.status in {"happened", "ongoing"}
        and wanted <= set(event.actors) | set(event.recipients)
        and (not study.names or any(name.casefold() in (event.name or "").casefold() for name in study.names))
    ]


def _relations(
    study: StudyRow,
    rows: Sequence[RecordedEvent],
    definition: Definition,
    events: Sequence[RecordedEvent],
    zone: ZoneInfo,
) -> Relations:
    """Part the study's own occasions by the door four weeks before; those before any word of it are left out."""
    doors = door_series(events, (study.relations[0], study.relations[1]), zone)
    good: list[Span] = []
    bad: list[Span] = []
    for row, span in zip(rows, definition.spans, strict=True):
        change = doors.state_on(row.valid_from - timedelta(days=DOOR_DAYS))
        if study.start <= row.valid_from <= study.end and change is not None:
            (bad if change.state in BAD else good).append(span)
    return part_by_relations(study.id, good, bad, definition.days)


def _definitions(
    study: StudyRow, rows: Sequence[RecordedEvent], events: Sequence[RecordedEvent], principal: tuple[str, ...]
) -> list[Definition]:
    before, after = timedelta(days=study.before_days), timedelta(days=study.after_days)
    spans = tuple((row.valid_from - before, (row.valid_to if study.during else row.valid_from) + after) for row in rows)
    deeds = {e.valid_from for kind in study.deeds for e in select_events(Side(kind, principal), events) if e.kinetic}
    words = {
        event.valid_from
        for event in select_events(Side(STATEMENT, principal), events)
        if event.attributes.get("stance") in study.stances
    }
    responses = ((DEEDS, study.deeds, deeds), (WORDS, study.stances, words))
    return [
        Definition(study=study.id, response=name, spans=spans, days=tuple(sorted(days)))
        for name, asked, days in responses
        if asked
    ]
