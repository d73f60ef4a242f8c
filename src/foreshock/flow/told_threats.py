"""Threats that articles report, as rows for the odds: they go on where the pack's table of statements ends."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from foreshock.flow.desk import Desk
from foreshock.panel.occurrences import ARTICLES, READING, TOLD
from foreshock.panel.official_warnings import STATEMENT, THREAT
from foreshock.record.items import report_id_of
from foreshock.record.lists import Narrowing, Slice
from foreshock.terms.kinds import under
from foreshock.terms.reading import Speaker, Statement
from foreshock.terms.record import RecordedEvent
from foreshock.theaters.schema import Office, Pack, Person

THREATEN = "THREATEN"
LOOK_BACK = timedelta(days=60)  # what was said longer ago counts no more
SAID = "said:"  # before the id of a statement of the record, in the id of a row
MOST = 1000  # statements looked at, the latest known first


def told_threats(
    desk: Desk, as_of: datetime, known_at: datetime | None, recorded: Iterable[RecordedEvent]
) -> list[RecordedEvent]:
    """Return the principal's threats that articles reported by `as_of` and the table of statements does not reach.

    One row a day and rank, however many articles carry it; known from when the first of them was.
    """
    pack = desk.pack
    ends = max((e.valid_from for e in recorded if e.table not in TOLD and under(e.kind, STATEMENT)), default=date.min)
    today = as_of.astimezone(ZoneInfo(pack.theater.zone)).date()
    which = Narrowing(actors=pack.theater.principal, types=(THREATEN,), since=max(ends, today - LOOK_BACK))
    lines = desk.record.lists.statements(which, Slice(known_at=as_of, entered_by=known_at, limit=MOST))
    found = [
        (line.id, threat_row(line.statement, pack, id_=f"{SAID}{line.id}", known=line.recorded_at, table=ARTICLES))
        for _, line in lines
        if desk.supposed is None or line.id not in desk.supposed.lacking
    ]
    # of two known from one moment always the same one counts, whether its article was added or is supposed to be
    told = sorted(
        ((row.recorded_at, name, row) for name, row in (*found, *_supposed_threats(desk)) if row is not None),
        key=lambda each: each[:2],
    )
    rows: dict[tuple[date, str], RecordedEvent] = {}
    for _, _, row in told:
        if row.valid_from > ends and today - row.valid_from <= LOOK_BACK:
            rows.setdefault((row.valid_from, row.kind), row)
    return list(rows.values())


def _supposed_threats(desk: Desk) -> list[tuple[str, RecordedEvent | None]]:
    """Return the threats that an article reports which is supposed to have been added, by the ids they would have."""
    supposed = desk.supposed
    if supposed is None or supposed.held or not supposed.counts:
        return []
    known, article = supposed.counted_from, supposed.reading.article
    return [
        (
            report_id_of(article.id, said.id),
            threat_row(said, desk.pack, id_=f"{READING}:{said.id}", known=known, table=READING),
        )
        for said in supposed.reading.statements
    ]


def threat_row(statement: Statement, pack: Pack, *, id_: str, known: datetime, table: str) -> RecordedEvent | None:
    """Return a threat of the principal as a row known at `known`; None when it is none or nobody's of a known rank.

    The table of statements lists what offices and leaders of the pack's ladder said, so an utterance
    ascribed to the state alone is not counted with them.
    """
    speaker = statement.speaker
    if statement.type != THREATEN or speaker.code not in pack.theater.principal:
        return None
    today = known.astimezone(ZoneInfo(pack.theater.zone)).date()
    day = statement.when.start if statement.when and statement.when.precision == "day" else today
    level = level_of(speaker, pack.offices, pack.people, today)
    if level is None or day is None or day > today or today - day > LOOK_BACK:
        return None
    return RecordedEvent(
        id=id_,
        kind=f"statement.{level}",
        valid_from=day,
        valid_to=day,
        actors=(speaker.code,) if speaker.code else (),
        recipients=statement.addressees,
        kinetic=False,
        recorded_at=known,
        recorded_basis="observed",
        table=table,
        attributes={"stance": THREAT, "level": level},
    )


def level_of(speaker: Speaker, offices: Sequence[Office], people: Sequence[Person], day: date) -> str | None:
    """Return the rank of the ladder that a speaker's words carry on a day, None when none is known."""
    for person in people:
        if speaker.name is not None and person.name == speaker.name:
            ranks = [t.rank for t in person.tenures if _holds(t.start, t.end, day) and t.actor == speaker.code]
            if any(ranks):
                return next(rank for rank in ranks if rank)
    named = [office for office in offices if office.name == speaker.office and office.actor in (speaker.code, None)]
    for office in sorted(named, key=lambda o: o.actor is None):
        speaks = speaker.role is not None and speaker.role.startswith("spokes")
        rank = office.spokesperson_rank if speaks and office.spokesperson_rank else office.rank
        if rank is not None:
            return rank
    return None


def _holds(start: date | None, end: date | None, day: date) -> bool:
    return (start is None or start <= day) and (end is None or day <= end)
