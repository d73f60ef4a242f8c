"""The history tables as events with both clocks: when it was so, and when one could know it.

Days are the theater's local days. Knowing is dated to the end of a local day: whoever asks during
that day does not see the row yet, so nothing is used before it can have been known.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from foreshock.terms.kinds import under
from foreshock.terms.reading import Status
from foreshock.terms.record import RecordedBasis, RecordedEvent
from foreshock.theaters.history_rows import (
    DiplomacyRow,
    DrillRow,
    NoticeRow,
    PreparationRow,
    ProvocationRow,
    StatementRow,
)
from foreshock.theaters.schema import Pack

# Kinds whose participants are not equals: all but the last act, the last receives.
_DIRECTED = ("visit", "letter", "sanctions", "arms.delivery", "arms.sale")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def pack_history(pack: Pack) -> tuple[RecordedEvent, ...]:
    """Every row of the pack's history tables as a recorded event, ordered by day and id.

    Ids are stable: the table's name, a colon and the row's id. What became known only after
    `recorded_at` stands in `attributes` under a name listed in `attributes["later_known"]`, with
    its day in `<name>_known_on` where that is known; use it only for questions asked after it.
    """
    days = _Days(ZoneInfo(pack.theater.zone))
    delay = timedelta(days=pack.theater.usual_delay_days)
    events = [_from_provocation(row, days, delay) for row in pack.provocations]
    events += [_from_drill(row, days) for row in pack.drills]
    events += [_from_diplomacy(row, days) for row in pack.diplomacy]
    events += [_from_statement(row, days) for row in pack.statements]
    events += [_from_notice(row, days) for row in pack.notices]
    events += [_from_preparation(row, days, pack.theater.principal) for row in pack.preparations]
    return tuple(sorted(events, key=lambda event: (event.valid_from, event.id)))


class _Days:
    """Ends of local days as instants in UTC, each computed once."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._ends: dict[date, datetime] = {}

    def end(self, day: date) -> datetime:
        """The last second of a local day."""
        found = self._ends.get(day)
        if found is None:
            found = datetime.combine(day, time(23, 59, 59), self._zone).astimezone(UTC)
            self._ends[day] = found
        return found


def _from_provocation(row: ProvocationRow, days: _Days, delay: timedelta) -> RecordedEvent:
    known = row.first_seen or row.date + delay
    return RecordedEvent(
        id=f"provocations:{row.id}",
        table="provocations",
        kind=row.kind,
        valid_from=row.date,
        valid_to=row.date,
        actors=(row.actor,),
        count=row.count,
        instruments=tuple(row.weapon.split("+")) if row.weapon else (),
        place=row.site,
        kinetic=row.kinetic,
        recorded_at=days.end(max(known, row.date)),
        recorded_basis="first_seen" if row.first_seen else "assumed_delay",
        sources=(row.source,),
        attributes=_texts(
            outcome=row.outcome,
            severity=row.severity,
            date_basis=row.date_basis,
            databases=row.databases,
            instant_utc=row.instant_utc,
            note=row.note,
        ),
    )


def _from_drill(row: DrillRow, days: _Days) -> RecordedEvent:
    last = row.end or row.start
    # A drill is public by its first day; one dated only to a month or year, by the end of that span.
    opened = row.start if row.precision == "day" else last
    known = row.announced or opened
    turned = row.changed_on or known
    if not row.held:
        # A single row cannot be both planned and called off: it shows from when it was called off.
        known = max(known, turned)
    later = {"end_known_on": last} if row.end else {}
    return RecordedEvent(
        id=f"drills:{row.id}",
        table="drills",
        kind=row.kind,
        valid_from=row.start,
        valid_to=last,
        precision=row.precision,
        actors=row.participants,
        status="happened" if row.held else "cancelled",
        name=row.name,
        kinetic=row.held,
        announced_at=days.end(row.announced) if row.announced else None,
        recorded_at=days.end(known),
        recorded_basis="announced" if row.announced else "assumed_delay",
        sources=(row.source,),
        attributes=_texts(
            scale=row.scale,
            end_unknown=row.end is None or None,
            changed=None if row.changed == "none" else row.changed,
            changed_known_on=None if row.changed == "none" else turned,
            later_known=_later(row, turned > known, bool(later)),
            note=row.note,
            **later,
        ),
    )


def _later(row: DrillRow, changed: bool, ended: bool) -> str | None:
    names = (["changed"] if changed and row.changed != "none" else []) + (["end"] if ended else [])
    return ";".join(names) or None


def _from_diplomacy(row: DiplomacyRow, days: _Days) -> RecordedEvent:
    directed = len(row.participants) > 1 and under(row.kind, _DIRECTED)
    last = row.end or row.start
    known = row.first_seen or (row.start if row.precision == "day" else last)
    return RecordedEvent(
        id=f"diplomacy:{row.id}",
        table="diplomacy",
        kind=row.kind,
        valid_from=row.start,
        valid_to=last,
        precision=row.precision,
        actors=row.participants[:-1] if directed else row.participants,
        recipients=row.participants[-1:] if directed else (),
        name=row.name,
        recorded_at=days.end(known),
        recorded_basis=_seen_or_assumed(row.first_seen),
        sources=(row.source,),
        attributes=_texts(
            end_unknown=row.end is None or None,
            end_known_on=last if last > known else None,
            later_known="end" if last > known else None,
            note=row.note,
        ),
    )


def _from_statement(row: StatementRow, days: _Days) -> RecordedEvent:
    return RecordedEvent(
        id=f"statements:{row.id}",
        table="statements",
        kind=f"statement.{row.level}",
        valid_from=row.date,
        valid_to=row.date,
        actors=(row.actor,),
        recipients=row.addressees,
        kinetic=False,
        recorded_at=days.end(row.first_seen or row.date),
        recorded_basis=_seen_or_assumed(row.first_seen),
        sources=(row.source,),
        attributes=_texts(
            level=row.level,
            stance=row.stance,
            speaker=row.speaker,
            office=row.office,
            channel=row.channel,
            inferred=row.inferred,
            note=row.note,
        ),
    )


def _from_notice(row: NoticeRow, days: _Days) -> RecordedEvent:
    first = row.window_start or row.window_end or row.announced
    status: Status = "scheduled"
    return RecordedEvent(
        id=f"notices:{row.id}",
        table="notices",
        kind=row.kind,
        valid_from=first,
        valid_to=max(first, row.window_end or first),
        precision="day" if row.window_start and row.window_end else "range",
        actors=(row.actor,),
        status=status,
        name=row.rocket,
        kinetic=False,
        announced_at=days.end(row.announced),
        recorded_at=days.end(row.announced),
        recorded_basis="announced",
        sources=(row.source,),
        attributes=_texts(
            announced=row.announced,
            window_start=row.window_start,
            window_end=row.window_end,
            opens=row.opens,
            closes=row.closes,
            channel=row.channel,
            rocket=row.rocket,
            launched_on=row.launched_on,
            launched_on_known_on=row.launched_on,
            later_known="launched_on" if row.launched_on else None,
            note=row.note,
        ),
    )


def _from_preparation(row: PreparationRow, days: _Days, principal: tuple[str, ...]) -> RecordedEvent:
    return RecordedEvent(
        id=f"preparations:{row.id}",
        table="preparations",
        kind="preparation",
        valid_from=row.reported_on,
        valid_to=row.reported_on,
        actors=principal,
        status="possible",
        name=row.claim,
        kinetic=False,
        recorded_at=days.end(row.reported_on),
        recorded_basis="assumed_delay",
        sources=(row.source,),
        attributes=_texts(
            by=row.by,
            about=row.about,
            claim=row.claim,
            window_words=row.window_words,
            what_followed=row.what_followed,
            what_followed_known_on=max(_days_in(row.what_followed), default=None),
            later_known="what_followed",
        ),
    )


def _days_in(text: str) -> Iterator[date]:
    for match in _DAY.finditer(text):
        yield date(int(match[1]), int(match[2]), int(match[3]))


def _seen_or_assumed(first_seen: date | None) -> RecordedBasis:
    return "first_seen" if first_seen else "assumed_delay"


def _texts(**values: object) -> dict[str, str]:
    """Attributes as text: lists joined by ";", days in ISO form, the unknown left out."""
    texts = {}
    for name, value in values.items():
        if value is None or value == ():
            continue
        texts[name] = ";".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return texts
