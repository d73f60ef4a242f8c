"""Choose rows of the record by kind, actor and attribute, as commands and pages name them."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from foreshock.flow.desk import Desk
from foreshock.panel.occurrences import OUTCOME_TABLE
from foreshock.terms.errors import UsageError
from foreshock.terms.reading import Side
from foreshock.terms.record import RecordedEvent
from foreshock.theaters.schema import Pack
from foreshock.verify.selection import kind_covers, select_events

MOST_NAMED = 12  # of the values a message lists


def select_rows(desk: Desk, text: str, events: Sequence[RecordedEvent]) -> list[RecordedEvent]:
    """Return the rows a selection names, by first day: a target, or KIND[@ACTOR,…][?ATTRIBUTE=VALUE,…].

    "statement@AAA?stance=threaten" are AAA's statements whose stance is threaten; several values of
    one attribute are joined by "|". Rows not known to the day are left out.

    Raises:
        UsageError: no such kind or target, an actor nobody knows, a condition that is none, or an attribute or
            value that no row of the kind has.
    """
    head, _, conditions = text.partition("?")
    target = next((row for row in desk.pack.targets if row.id == head), None)
    if target is not None:
        found = [e for kind in target.kinds for e in select_events(Side(kind, target.actors), events)]
        rows = sorted({e.id: e for e in found if e.kinetic}.values(), key=lambda e: (e.valid_from, e.id))
    else:
        kind, _, actors = head.partition("@")
        codes = tuple(code for code in actors.split(",") if code)
        _check_kind(desk.pack, kind, events)
        _check_actors(desk.pack, codes)
        dated = [event for event in events if event.precision == "day" or event.kind.startswith("notice")]
        rows = select_events(Side(kind, codes), dated)
    kept = rows
    for condition in filter(None, conditions.split(",")):
        kept = _filtered(kept, condition, rows, head)
    return kept


def rows_to_choose(
    desk: Desk, selections: Sequence[str], known_at: datetime | None = None
) -> tuple[list[RecordedEvent], date | None]:
    """Return the rows that selections may name and the outcomes, and the first day of any row of the tables.

    Only rows of tables are looked at, and few are in memory at a time: no selection names what articles alone report.
    """
    kinds = [kind for text in selections for kind in _kinds(desk.pack, text)]
    first: date | None = None
    kept = []
    for event in desk.each_event(desk.moment(), known_at, articles=False):
        first = event.valid_from if first is None else min(first, event.valid_from)
        if event.table == OUTCOME_TABLE or any(kind_covers(kind, event) for kind in kinds):
            kept.append(event)
    return kept, first


def _kinds(pack: Pack, text: str) -> tuple[str, ...]:
    head = text.partition("?")[0]
    target = next((row for row in pack.targets if row.id == head), None)
    return target.kinds if target is not None else (head.partition("@")[0],)


def covered_until(desk: Desk, events: Sequence[RecordedEvent], moment: datetime | None = None) -> date:
    """Return the last day the record speaks for at a moment (the desk's own if None): its day, or the newest outcome's.

    After the newest recorded outcome the record is silent because nobody looked, not because all was quiet.
    """
    today = (moment or desk.moment()).astimezone(ZoneInfo(desk.pack.theater.zone)).date()
    return min(today, max((event.valid_from for event in events if event.table == OUTCOME_TABLE), default=today))


def _filtered(
    kept: list[RecordedEvent], condition: str, rows: Sequence[RecordedEvent], head: str
) -> list[RecordedEvent]:
    name, equals, value = condition.partition("=")
    if not equals or not name or not value:
        raise UsageError(
            f"{condition!r} is no condition on rows",
            expected="ATTRIBUTE=VALUE such as stance=threaten, several values joined by |",
            next_step="`foreshock record show ID` lists a row's attributes",
        )
    wanted = value.split("|")
    if rows:
        _check_condition(name, wanted, rows, head)
    return [row for row in kept if row.attributes.get(name) in wanted]


def _check_condition(name: str, wanted: Sequence[str], rows: Sequence[RecordedEvent], head: str) -> None:
    """Refuse an attribute or a value that no row of a selection has: an empty answer would look like a finding."""
    values = Counter(row.attributes[name] for row in rows if name in row.attributes)
    if not values:
        known = Counter(attribute for row in rows for attribute in row.attributes)
        raise UsageError(
            f"no row of {head} has the attribute {name!r}",
            expected=f"one of {_most(known)}" if known else "no condition: its rows have no attributes",
            next_step="`foreshock record show ID` lists a row's attributes",
        )
    unknown = [value for value in wanted if value not in values]
    if unknown:
        raise UsageError(
            f"no row of {head} has {name}={unknown[0]}",
            expected=f"one of {_most(values)}",
            next_step="choose one of these, or several joined by |",
        )


def _most(values: "Counter[str]") -> str:
    """Return the values by how many rows have them, the first of them when there are many."""
    first = [value for value, _ in sorted(values.items(), key=lambda each: (-each[1], each[0]))]
    return ", ".join(first[:MOST_NAMED]) + (f" and {len(first) - MOST_NAMED} more" if len(first) > MOST_NAMED else "")


def _check_kind(pack: Pack, kind: str, events: Sequence[RecordedEvent]) -> None:
    if any(each.id == kind for each in pack.kinds) or any(kind_covers(kind, event) for event in events):
        return
    raise UsageError(
        f"there is no kind or target {kind!r} in the theater {pack.theater.id}",
        expected="a target (" + ", ".join(row.id for row in pack.targets) + ") or a kind such as exercise.joint",
        next_step=f"foreshock theater show {pack.theater.id} kinds lists the kinds",
    )


def _check_actors(pack: Pack, codes: Sequence[str]) -> None:
    known = {actor.code for actor in pack.actors}
    for code in codes:
        if code not in known:
            raise UsageError(
                f"there is no actor {code!r} in the theater {pack.theater.id}",
                expected="codes of actors such as USA",
                next_step=f"foreshock theater show {pack.theater.id} actors lists them",
            )
