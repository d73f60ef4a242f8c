"""Events in the layout of GDELT 2.0: 61 columns between tabs, no header. Pure.

Actors carry CAMEO's codes, which are ISO3 for states; places carry FIPS 10-4 (see the import of the
same layout). One row is one pair of actors: each actor with each recipient, or, without recipients,
every two of those who acted together. What the record does not know stays empty: tone, the places
of actors, ethnic and religious codes. DATEADDED is when the event was known.
"""

import hashlib
from collections.abc import Mapping
from datetime import date
from itertools import combinations, product

from foreshock.record.exports.codebook import STANCE, Codebook
from foreshock.record.exports.plover import address_in
from foreshock.record.imports.gdelt import COLUMNS
from foreshock.terms.record import RecordedEvent
from foreshock.theaters.exchange_rows import CameoCode

HELD = frozenset({"happened", "ongoing"})
# A place with coordinates is a "world city" to GDELT, one without at most a country.
WORLD_CITY, NO_PLACE = "4", "0"
QUAD_CLASSES = ((5, 1), (8, 2), (13, 3), (20, 4))


def gdelt_lines(event: RecordedEvent, codes: Codebook) -> list[str]:
    """Return an event as rows; none if it did not happen (yet) or CAMEO has no code for its kind."""
    coded = codes.cameo(event.kind, event.attributes.get(STANCE))
    if coded is None or event.status not in HELD or not event.actors:
        return []
    shared = _when(event) | _what(event, coded) | _where(event, codes) | _source(event)
    return [
        _row(
            shared
            | {"GLOBALEVENTID": _number(event.id, one, other)}
            | _actor("Actor1", one, codes)
            | _actor("Actor2", other, codes)
        )
        for one, other in _pairs(event)
    ]


def _pairs(event: RecordedEvent) -> list[tuple[str, str]]:
    if event.recipients:
        return list(product(event.actors, event.recipients))
    return list(combinations(event.actors, 2)) or [(event.actors[0], "")]


def _row(values: Mapping[str, str]) -> str:
    return "\t".join(" ".join(values.get(name, "").split()) for name in COLUMNS)


def _number(*parts: str) -> str:
    """Return a number for a pair in an event that is the same in every export."""
    return str(int.from_bytes(hashlib.sha256("\0".join(parts).encode()).digest()[:7]))


def _when(event: RecordedEvent) -> dict[str, str]:
    day = event.valid_from
    sharp = {"year": "%Y0000", "month": "%Y%m00"}.get(event.precision, "%Y%m%d")
    return {
        "SQLDATE": day.strftime(sharp),
        "MonthYear": day.strftime("%Y%m"),
        "Year": day.strftime("%Y"),
        "FractionDate": f"{day.year + _fraction(day):.4f}",
        "DATEADDED": event.recorded_at.strftime("%Y%m%d%H%M%S"),
    }


def _fraction(day: date) -> float:
    """Return how much of the year is over, as GDELT counts: months of 30 days in a year of 365."""
    return ((day.month - 1) * 30 + day.day) / 365


def _what(event: RecordedEvent, coded: CameoCode) -> dict[str, str]:
    root = int(coded.code[:2])
    code = coded.code if len(coded.code) > 2 else f"{coded.code}0"
    reports = event.attributes.get("reports", str(len(event.sources) or 1))
    return {
        "IsRootEvent": "1",
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": str(next(number for last, number in QUAD_CLASSES if root <= last)),
        "GoldsteinScale": f"{coded.scale:.1f}",
        "NumMentions": reports,
        "NumSources": str(len(event.sources) or 1),
        "NumArticles": reports,
    }


def _actor(which: str, code: str, codes: Codebook) -> dict[str, str]:
    actor, state = codes.actor(code), codes.state_of(code)
    parts = {"Code": code, "Name": actor.names[0].upper() if actor else ""}
    if state is not None:
        parts["CountryCode"] = state.code
    elif actor is not None and actor.kind == "region":
        parts["CountryCode"] = code[:3]
    if actor is not None and actor.kind in ("body", "group"):
        parts["KnownGroupCode"] = code[6:9] if actor.kind == "group" else code[3:6] or code[:3]
        parts["Type1Code"] = actor.sector or ""
    return {f"{which}{name}": value for name, value in parts.items() if code}


def _where(event: RecordedEvent, codes: Codebook) -> dict[str, str]:
    nowhere = {f"{which}Geo_Type": NO_PLACE for which in ("Actor1", "Actor2", "Action")}
    if not event.place:
        return nowhere
    site = codes.site(event.place)
    if site is None or site.lat is None or site.lon is None:
        return nowhere | {"ActionGeo_FullName": event.place}
    state = codes.state_of(site.actor)
    where = {
        "Type": WORLD_CITY,
        "FullName": ", ".join(name for name in (site.name, state.names[0] if state else "") if name),
        "CountryCode": (state.fips or "") if state else "",
        "Lat": f"{site.lat:g}",
        "Long": f"{site.lon:g}",
        "FeatureID": site.id,
    }
    return nowhere | {f"ActionGeo_{name}": value for name, value in where.items()}


def _source(event: RecordedEvent) -> dict[str, str]:
    cited = event.sources[0] if event.sources else event.table
    return {"SOURCEURL": address_in(event.sources) or cited}
