"""How far two tables agree on what happened: day, kind and count, and every dispute by itself. Pure.

What is compared is a happening: all rows of one table with one kind, by the same actors, on one
local day. Happenings are paired the closest first, each at most once: same day and kind; same day
and a kind that one of them leaves open; same day and another kind of the same sort; then the same
with a day between them. A pair is no proof: on a day with many firings, two tables may mean two.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from foreshock.terms.kinds import under
from foreshock.terms.reading import Event

FINE = frozenset({"second", "minute", "hour", "day"})
HELD = frozenset({"happened", "ongoing"})
UNKNOWN = ".unknown"

Agreement = Literal["same", "open_kind", "other_kind", "day_apart", "day_apart_other_kind", "only_first", "only_second"]
CountAgreement = Literal["same", "differs", "not_stated"]


class Happening(Struct, frozen=True, kw_only=True):
    """What one table says happened on a day: `count` is the sum of its rows', None if one does not say.

    `hour_known` is True if the day follows from an hour, so that it is sure in the theater's zone.
    """

    day: date
    kind: str
    actors: tuple[str, ...]
    count: int | None
    hour_known: bool
    words: str
    reports: tuple[str, ...]


class Pair(Struct, frozen=True, kw_only=True):
    """Two tables' happenings taken as one, or one that the other table does not have."""

    agreement: Agreement
    count: CountAgreement | None
    first: Happening | None
    second: Happening | None

    @property
    def disputed(self) -> bool:
        """True if the tables do not say the same."""
        return self.agreement not in ("same", "open_kind") or self.count == "differs"

    @property
    def day(self) -> date:
        """The first day either table gives."""
        return min(side.day for side in (self.first, self.second) if side is not None)


class Comparison(Struct, frozen=True, kw_only=True):
    """Two tables compared over the days and kinds both cover; `first` and `second` count their happenings there.

    `totals` says on how many days that both have the counts of all happenings of one sort add up to
    the same. `uncovered` are the kinds only one table holds, with how many happenings: a database
    may leave them out on purpose. `imprecise` rows have no exact day.
    """

    since: date | None
    until: date | None
    first: int
    second: int
    pairs: tuple[Pair, ...]
    totals: dict[CountAgreement, int]
    uncovered: dict[str, int]
    imprecise: int

    def count(self, agreement: Agreement) -> int:
        """How many pairs agree in this way."""
        return sum(pair.agreement == agreement for pair in self.pairs)

    def counts(self, agreement: CountAgreement) -> int:
        """In how many pairs of both tables the counts stand so to each other."""
        return sum(pair.count == agreement for pair in self.pairs)

    @property
    def disputes(self) -> tuple[Pair, ...]:
        """The pairs on which the tables do not say the same."""
        return tuple(pair for pair in self.pairs if pair.disputed)


def happenings(rows: Iterable[tuple[str, Event]]) -> tuple[list[Happening], list[str]]:
    """Return what a table's rows (report ids and events) say happened, and the kinds of those without an exact day.

    Rows of what was planned, denied or called off are no happenings.
    """
    groups: dict[tuple[date, str, tuple[str, ...]], list[tuple[str, Event]]] = {}
    imprecise: list[str] = []
    for name, event in rows:
        when = event.when
        if event.status not in HELD or event.kind is None:
            continue
        if when is None or when.start is None or when.precision not in FINE:
            imprecise.append(event.kind)
            continue
        actors = tuple(sorted({actor.code for actor in event.actors}))
        groups.setdefault((when.start, event.kind, actors), []).append((name, event))
    return [_happening(*key, group) for key, group in sorted(groups.items())], imprecise


def compare(
    first: Iterable[tuple[str, Event]],
    second: Iterable[tuple[str, Event]],
    *,
    kinds: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> Comparison:
    """Compare what two tables say, over the kinds and days that both cover.

    Without `kinds`, a table covers a kind if it has a row of the same first two steps
    ("launch.ballistic"); days go from the later of the first days to the earlier of the last, if
    not given.
    """
    (one, vague), (other, vague_too) = happenings(first), happenings(second)
    families = {_family(item.kind) for item in one}, {_family(item.kind) for item in other}

    def wanted(kind: str) -> bool:
        if kinds:
            return under(kind, kinds)
        return all(_covers(held, kind) for held in families)

    uncovered = Counter(_family(item.kind) for item in (*one, *other) if not kinds and not wanted(item.kind))
    one, other = ([item for item in side if wanted(item.kind)] for side in (one, other))
    if one and other:
        since = since or max(one[0].day, other[0].day)
        until = until or min(one[-1].day, other[-1].day)
    margin = timedelta(days=1)
    one, other = (
        [
            item
            for item in side
            if (since is None or item.day >= since - margin) and (until is None or item.day <= until + margin)
        ]
        for side in (one, other)
    )
    pairs = [pair for pair in _pair(one, other) if _inside(pair, since, until)]
    return Comparison(
        since=since,
        until=until,
        first=sum(pair.first is not None for pair in pairs),
        second=sum(pair.second is not None for pair in pairs),
        pairs=tuple(sorted(pairs, key=lambda pair: (pair.day, pair.agreement))),
        totals=_totals(pairs),
        uncovered=dict(sorted(uncovered.items())),
        imprecise=sum(wanted(kind) for kind in (*vague, *vague_too)),
    )


def _totals(pairs: Sequence[Pair]) -> dict[CountAgreement, int]:
    days: tuple[dict[tuple[date, str], list[int | None]], ...] = ({}, {})
    for pair in pairs:
        for side, by_day in zip((pair.first, pair.second), days, strict=True):
            if side is not None:
                by_day.setdefault((side.day, _root(side.kind)), []).append(side.count)
    found: dict[CountAgreement, int] = {"same": 0, "differs": 0, "not_stated": 0}
    for day in days[0].keys() & days[1].keys():
        one, other = days[0][day], days[1][day]
        if None in one or None in other:
            found["not_stated"] += 1
        else:
            found["same" if sum(filter(None, one)) == sum(filter(None, other)) else "differs"] += 1
    return found


def _happening(day: date, kind: str, actors: tuple[str, ...], rows: Sequence[tuple[str, Event]]) -> Happening:
    counts = [event.count.value if event.count and event.count.qualifier == "exact" else None for _, event in rows]
    said = next((event.evidence[0].text for _, event in rows if event.evidence), "")
    return Happening(
        day=day,
        kind=kind,
        actors=actors,
        count=None if None in counts else sum(count or 0 for count in counts),
        hour_known=all(
            event.when is not None and event.when.precision in ("second", "minute", "hour") for _, event in rows
        ),
        words=said,
        reports=tuple(name for name, _ in rows),
    )


def _pair(one: Sequence[Happening], other: Sequence[Happening]) -> list[Pair]:
    rounds: tuple[tuple[Agreement, int, Callable[[str, str], bool]], ...] = (
        ("same", 0, lambda a, b: a == b),
        ("open_kind", 0, _open),
        ("other_kind", 0, lambda a, b: _root(a) == _root(b)),
        ("day_apart", 1, lambda a, b: a == b or _open(a, b)),
        ("day_apart_other_kind", 1, lambda a, b: _root(a) == _root(b)),
    )
    pairs: list[Pair] = []
    left, right = list(one), list(other)
    for agreement, days, alike in rounds:
        by_day: dict[date, list[Happening]] = {}
        for item in right:
            by_day.setdefault(item.day, []).append(item)
        rest: list[Happening] = []
        for item in left:
            found = next(
                (
                    match
                    for step in ((0,) if days == 0 else (-days, days))
                    for match in by_day.get(item.day + timedelta(days=step), ())
                    if alike(item.kind, match.kind) and _share(item, match)
                ),
                None,
            )
            if found is None:
                rest.append(item)
                continue
            by_day[found.day].remove(found)
            right.remove(found)
            pairs.append(Pair(agreement=agreement, count=_counts(item, found), first=item, second=found))
        left = rest
    pairs += [Pair(agreement="only_first", count=None, first=item, second=None) for item in left]
    return pairs + [Pair(agreement="only_second", count=None, first=None, second=item) for item in right]


def _share(one: Happening, other: Happening) -> bool:
    return not one.actors or not other.actors or bool(set(one.actors) & set(other.actors))


def _counts(one: Happening, other: Happening) -> CountAgreement:
    if one.count is None or other.count is None:
        return "not_stated"
    return "same" if one.count == other.count else "differs"


def _inside(pair: Pair, since: date | None, until: date | None) -> bool:
    days = [side.day for side in (pair.first, pair.second) if side is not None]
    return (since is None or max(days) >= since) and (until is None or min(days) <= until)


def _open(one: str, other: str) -> bool:
    """True if one of two kinds says less than the other: it stands above it, or says it is unknown."""
    shorter, longer = sorted((one.removesuffix(UNKNOWN), other.removesuffix(UNKNOWN)), key=len)
    return under(longer, [shorter])


def _covers(families: Collection[str], kind: str) -> bool:
    family = _family(kind)
    return under(family, families) or any(under(held, [family]) for held in families)


def _family(kind: str) -> str:
    return ".".join(kind.removesuffix(UNKNOWN).split(".")[:2])


def _root(kind: str) -> str:
    return kind.partition(".")[0]
