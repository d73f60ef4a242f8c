"""Rules that link reports: each must say what it needs to be applied."""

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from foreshock.theaters.check_rows import Located
from foreshock.theaters.faults import Fault

_SHIFTING = ("zone", "next_day")


def is_zone(name: str) -> bool:
    """True if the IANA database has a zone of this name."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def check_link_rules(rows: Iterable[Located]) -> Iterator[Fault]:
    """Faults of link rules that could never hold, or name zones that are not there."""
    for row in rows:
        values = row.values
        relation = values.get("relation")
        for name in values.get("zones", ()):
            if not is_zone(name):
                yield row.fault("zones", f"{name!r} is no time zone of the IANA database")
        if relation == "zone" and not values.get("zones"):
            yield row.fault("zones", "a rule about days in another zone names none")
        if relation in _SHIFTING and not any(values.get(field) for field in ("standings", "outlet_actors", "sources")):
            yield row.fault("sources", "nothing says whose reports the rule is about")
