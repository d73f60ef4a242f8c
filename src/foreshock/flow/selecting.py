"""Choose rows of the record by kind, actor and attribute, as commands and pages name them."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from foreshock.flow.desk import Desk
from foreshock.panel.occurrences import OUTCOME_TABLE
from foreshock.terms.errors import UsageError
from foreshock.terms.reading import Side
from foreshock.terms.record import RecordedEvent
from foreshock.theaters.schema import Pack
from foreshock.verify.selection import kind_covers, select_events


def select_rows(desk: Desk, text: str, events: Sequence[RecordedEvent]) -> list[RecordedEvent]:
    """Return the rows a selection names, by first day: a target, or KIND[@ACTOR,…][?ATTRIBUTE=VALUE,…].

    "statement@AAA?stance=threaten" are AAA's statements whose stance is threaten; several values of
    one attribute are joined by "|". Rows not known to the day are left out.

    Raises:
        UsageError: no such kind or target, an actor nobody knows, or a condition that is none.
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
    for condition in filter(None, conditions.split(",")):
        rows = _filtered(rows, condition)
    return rows


def covered_until(desk: Desk, events: Sequence[RecordedEvent]) -> date:
    """Return the last day the record speaks for: today, but no later than its newest outcome.

    After the newest recorded outcome the record is silent because nobody looked, not because all was quiet.
    """
    today = desk.moment().astimezone(ZoneInfo(desk.pack.theater.zone)).date()
    return min(today, max((event.valid_from for event in events if event.table == OUTCOME_TABLE), default=today))


def _filtered(rows: list[RecordedEvent], condition: str) -> list[RecordedEvent]:
    name, equals, value = condition.partition("=")
    if not equals or not name or not value:
        raise UsageError(
            f"{condition!r} is no condition on rows",
            expected="ATTRIBUTE=VALUE such as stance=threaten, several values joined by |",
            next_step="`foreshock record show ID` lists a row's attributes",
        )
    wanted = set(value.split("|"))
    return [row for row in rows if row.attributes.get(name) in wanted]


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
