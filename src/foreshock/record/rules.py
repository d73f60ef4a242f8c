"""The rules by which reports that differ are linked to one event: pack data, made ready to use."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, func, select

from foreshock.record import tables
from foreshock.terms.errors import PackError
from foreshock.terms.kinds import under
from foreshock.theaters.check_rules import is_zone
from foreshock.theaters.schema import LinkRule, Outlet, Pack

OWN_ROW = "own_row"
SAME_DAY = "same_day"
REVIEW = "review"
KEPT = 4096  # pairs of a rule's kinds and a kind


class ReadyRule(Struct, frozen=True, kw_only=True):
    """A pack's rule with the names, in lower case, of the houses it is about, and the theater's zone."""

    rule: LinkRule
    zone: str
    houses: tuple[str, ...] = ()

    def about(self, kind: str | None, houses: Iterable[str]) -> bool:
        """True if the rule is about reports of this kind from, or through, one of these houses."""
        return self.covers(kind) and any(house.casefold() in self.houses for house in houses)

    def covers(self, kind: str | None) -> bool:
        """True if the rule is about this kind."""
        return kind is not None and _covers(self.rule.kinds, kind)


class Rules(Struct, frozen=True, kw_only=True):
    """All rules that hold, in order, and the families of kinds there are."""

    rules: tuple[ReadyRule, ...] = ()
    families: tuple[str, ...] = ()

    def of(self, relation: str, kind: str | None) -> ReadyRule | None:
        """Return the first rule of a relation that covers a kind, None if there is none."""
        return next((item for item in self.rules if item.rule.relation == relation and item.covers(kind)), None)


@lru_cache(maxsize=KEPT)
def _covers(kinds: tuple[str, ...], kind: str) -> bool:
    # asked several times of every report when all are judged again, of a few dozen kinds
    return under(kind, kinds)


PLAIN = Rules()
_decoder = msgspec.json.Decoder(Rules)


def family_of(kind: str) -> str:
    """Return the first two steps of a dotted kind: launches of different ranges are one family."""
    return ".".join(kind.split(".")[:2])


def rules_of(pack: Pack) -> Rules:
    """Return a pack's rules with everything they refer to looked up.

    Raises:
        PackError: a rule names a zone that is not there.
    """
    ready = []
    for rule in pack.link_rules:
        for zone in rule.zones:
            if not is_zone(zone):
                raise PackError(
                    f"the link rule {rule.id} names the zone {zone!r}, which is not there",
                    expected="a time zone of the IANA database",
                    next_step=f"run `foreshock theater check {pack.theater.id}`",
                )
        outlets = [outlet for outlet in pack.outlets if _is_meant(outlet, rule)]
        names = {*rule.sources, *(name for outlet in outlets for name in (outlet.name, *outlet.aliases))}
        houses = tuple(sorted(name.casefold() for name in names))
        ready.append(ReadyRule(rule=rule, zone=pack.theater.zone, houses=houses))
    families = sorted({family_of(kind.id) for kind in pack.kinds})
    return Rules(rules=tuple(ready), families=tuple(families))


def _is_meant(outlet: Outlet, rule: LinkRule) -> bool:
    """True if an outlet has the standing and the state the rule names, as far as it names any."""
    if not rule.standings and not rule.outlet_actors:
        return False
    return (not rule.standings or outlet.standing in rule.standings) and (
        not rule.outlet_actors or outlet.actor in rule.outlet_actors
    )


def encode_rules(rules: Rules) -> str:
    """Return rules as text that the record keeps."""
    return msgspec.json.encode(rules, order="deterministic").decode()


def standing_rules(connection: Connection, entered_by: datetime | None = None) -> Rules:
    """Return the rules of every theater in the record, as last loaded (by `entered_by`)."""
    load = tables.pack_load
    last = select(func.max(load.c.row)).group_by(load.c.theater)
    if entered_by is not None:
        last = last.where(load.c.entered_at <= entered_by)
    kept = connection.execute(select(load.c.rules).where(load.c.row.in_(last)).order_by(load.c.theater)).scalars()
    return _join([_decoder.decode(text) for text in kept if text])


def _join(several: Sequence[Rules]) -> Rules:
    if not several:
        return PLAIN
    families = sorted({family for rules in several for family in rules.families})
    return Rules(rules=tuple(rule for rules in several for rule in rules.rules), families=tuple(families))


def local_day(instant: datetime, zone: str) -> date:
    """Return the day an instant falls on in a zone."""
    return instant.astimezone(ZoneInfo(zone)).date()
