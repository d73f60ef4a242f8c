"""Links between a pack's rows: what one row names, another row must be; spans run forwards."""

from collections.abc import Iterator, Mapping

from foreshock.theaters.check_rows import Located
from foreshock.theaters.faults import Fault
from foreshock.theaters.plover import CONTEXTS, MODES
from foreshock.theaters.tables import TENURES

# Which field of which table names rows of which table.
_LINKS: dict[str, dict[str, str]] = {
    "offices": {"actor": "actors", "rank": "levels", "spokesperson_rank": "levels"},
    "role_words": {"office": "offices", "rank": "levels"},
    TENURES: {"person": "people", "actor": "actors", "office": "offices", "rank": "levels"},
    "outlets": {"actor": "actors", "carries_for": "actors", "rank": "levels"},
    "weapons": {"kind": "kinds", "owners": "actors"},
    "sites": {"actor": "actors"},
    "eras": {"actor": "actors"},
    "cameo": {"kind": "kinds", "kinds": "kinds"},
    "targets": {"kinds": "kinds", "actors": "actors"},
    "recurring_days": {"actor": "actors"},
    "named_drills": {"kind": "kinds", "participants": "actors"},
    "link_rules": {"kinds": "kinds", "outlet_actors": "actors"},
    "provocations": {"kind": "kinds", "actor": "actors", "weapon": "weapons"},
    "drills": {"kind": "kinds", "participants": "actors"},
    "diplomacy": {"kind": "kinds", "participants": "actors"},
    "statements": {"actor": "actors", "addressees": "actors", "level": "levels"},
    "notices": {"kind": "kinds", "actor": "actors"},
    "preparations": {"about": "kinds"},
    "undertakings": {
        "statement": "statements",
        "arms_on": "kinds",
        "arms_actors": "actors",
        "deeds": "kinds",
        "deed_actors": "actors",
    },
    "studies": {"occasions": "kinds", "participants": "actors", "relations": "actors", "deeds": "kinds"},
}
# Which field may not be earlier than which.
_SPANS: dict[str, tuple[tuple[str, str], ...]] = {
    TENURES: (("start", "end"),),
    "provocations": (("date", "first_seen"),),
    "drills": (("start", "end"),),
    "diplomacy": (("start", "end"),),
    "statements": (("date", "first_seen"),),
    "notices": (("window_start", "window_end"), ("opens", "closes"), ("announced", "launched_on")),
    "studies": (("start", "end"),),
}
_RANGES: dict[str, tuple[tuple[str, float, float], ...]] = {
    "sites": (("lat", -90, 90), ("lon", -180, 180)),
    "provocations": (("lat", -90, 90), ("lon", -180, 180), ("severity", 1, 5), ("count", 1, 10_000)),
    "recurring_days": (("month", 1, 12), ("day", 1, 31)),
    "named_drills": (("months", 1, 12),),
    "cameo": (("scale", -10, 10),),
    "levels": (("rank", 1, 1_000),),
    "weapons": (("range_km", 1, 50_000),),
}
_SINGULAR = {"people": "person", "kinds": "kind", "actors": "actor", "offices": "office", "levels": "level"}


def check_links(tables: Mapping[str, list[Located]], keys: Mapping[str, set[str]]) -> Iterator[Fault]:
    """Faults of rows that name what is not there, or whose values contradict each other.

    `tables` are the pack's own rows, `keys` the keys of every row it can see, its parents' too.
    """
    for table, rows in tables.items():
        for row in rows:
            yield from _unknown(row, _LINKS.get(table, {}), keys)
            yield from _backwards(row, _SPANS.get(table, ()))
            yield from _out_of_range(row, _RANGES.get(table, ()))
    yield from _kinds_without_parent(tables.get("kinds", []), keys["kinds"])
    yield from _unlike_plover([*tables.get("kinds", []), *tables.get("cameo", [])])
    yield from _levels_without_kind(tables.get("levels", []), keys["kinds"])


def _unknown(row: Located, links: Mapping[str, str], keys: Mapping[str, set[str]]) -> Iterator[Fault]:
    for field, table in links.items():
        value = row.values.get(field)
        if value is None:
            continue
        names = value if isinstance(value, tuple) else value.split("+") if table == "weapons" else (value,)
        for name in names:
            if name not in keys[table]:
                yield row.fault(field, f"{name!r} is no {_SINGULAR.get(table, table.rstrip('s'))} of this pack")


def _backwards(row: Located, spans: tuple[tuple[str, str], ...]) -> Iterator[Fault]:
    for first, last in spans:
        early, late = row.values.get(first), row.values.get(last)
        if early is not None and late is not None and late < early:
            yield row.fault(last, f"{late} is before {first} {early}")


def _out_of_range(row: Located, ranges: tuple[tuple[str, float, float], ...]) -> Iterator[Fault]:
    for field, low, high in ranges:
        value = row.values.get(field)
        for number in value if isinstance(value, tuple) else () if value is None else (value,):
            if not low <= number <= high:
                yield row.fault(field, f"{number} is not between {low:g} and {high:g}")


def _kinds_without_parent(rows: list[Located], known: set[str]) -> Iterator[Fault]:
    for row in rows:
        parent, dot, _ = str(row.values.get("id", "")).rpartition(".")
        if dot and parent not in known:
            yield row.fault("id", f"its parent {parent!r} is no kind of this pack")


def _unlike_plover(rows: list[Located]) -> Iterator[Fault]:
    for row in rows:
        mode, event_type = row.values.get("mode"), row.values.get("type")
        if mode is not None and (event_type is None or mode not in MODES[event_type]):
            yield row.fault("mode", f"{mode!r} is no mode of {event_type or 'a kind without a type'} in PLOVER")
        for context in row.values.get("contexts", ()):
            if context not in CONTEXTS:
                yield row.fault("contexts", f"{context!r} is no context of PLOVER")


def _levels_without_kind(rows: list[Located], known: set[str]) -> Iterator[Fault]:
    """A statement's level is also its kind, so each level needs one."""
    ranks: dict[int, str] = {}
    for row in rows:
        level, rank = row.values.get("id"), row.values.get("rank")
        if level is not None and f"statement.{level}" not in known:
            yield row.fault("id", f"there is no kind 'statement.{level}' for this level")
        if rank is not None and ranks.setdefault(rank, str(level)) != str(level):
            yield row.fault("rank", f"{rank} is already the rank of {ranks[rank]!r}")
