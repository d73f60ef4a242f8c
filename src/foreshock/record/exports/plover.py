"""Events as PLOVER JSON lines. Pure.

The fields are those of the manual (Open Event Data Alliance, PLOVER: Political Language Ontology for
Verifiable Event Records): `id`, `date`, `actor` and `event` are required there, all else is left out
where it is not known.
"""

import re
from typing import Any

import msgspec

from foreshock.record.exports.codebook import STANCE, Codebook, Coding
from foreshock.terms.record import RecordedEvent

CODER = "foreshock"
# PLOVER's quadrants: verbal cooperation, material cooperation, verbal conflict, material conflict.
QUADRANTS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}
# How an event stands, in PLOVER's auxiliary modes; what happened needs none.
AUXILIARY = {
    "scheduled": "future",
    "possible": "hypothetical",
    "threatened": "hypothetical",
    "demanded": "hypothetical",
    "denied": "negation",
    "cancelled": "negation",
}
ADDRESS = re.compile(r"https?://[^\s;,<>\"]+")


def plover_line(event: RecordedEvent, codes: Codebook) -> str | None:
    """Return an event as one line of PLOVER JSON; None if its kind has no PLOVER type."""
    coding = codes.coding(event.kind, event.attributes.get(STANCE))
    return None if coding is None else msgspec.json.encode(_plover(event, coding, codes)).decode()


def address_in(sources: tuple[str, ...]) -> str | None:
    """Return the first web address that the sources cite."""
    found = next((match for source in sources if (match := ADDRESS.search(source))), None)
    return found[0] if found else None


def _plover(event: RecordedEvent, coding: Coding, codes: Codebook) -> dict[str, Any]:
    line: dict[str, Any] = {
        "id": event.id,
        "date": event.valid_from.isoformat(),
        "enddate": event.valid_to.isoformat() if event.valid_to != event.valid_from else None,
        "actor": [_entity(code, codes) for code in event.actors],
        "recipient": [_entity(code, codes) for code in event.recipients],
        "event": [coding.type],
        "has_event": True,
        "mode": [mode for mode in (coding.mode, AUXILIARY.get(event.status)) if mode],
        "context": list(coding.contexts),
        "quad_code": QUADRANTS[coding.type],
        "event_loc": _place(event, codes),
        "event_text": [event.name] if event.name else None,
        "link": address_in(event.sources),
        "cite_info": [_known(citation=source, url=address_in((source,))) for source in event.sources],
        "coder": CODER,
        "coded_date": event.recorded_at.date().isoformat(),
        "coded_time": event.recorded_at.strftime("%H:%M:%S"),
        "comment": f"{event.kind}; dated to the {event.precision}",
    }
    return _known(**line) | {"actor": line["actor"]}


def _entity(code: str, codes: Codebook) -> dict[str, Any]:
    """Return an actor: a state by ISO3, a group by its state and sector, a body by its first three letters."""
    actor = codes.actor(code)
    if actor is None or len(code) == 3:
        return _known(code=code, entity_text=actor.names[0] if actor else None)
    return _known(code=code[:3], sector=actor.sector, entity_text=actor.names[0], identifier_text=code)


def _place(event: RecordedEvent, codes: Codebook) -> dict[str, Any] | None:
    if not event.place:
        return None
    site = codes.site(event.place)
    if site is None:
        return {"extracted_place": event.place}
    state = codes.state_of(site.actor)
    return _known(
        extracted_place=event.place,
        resolved_place=site.name,
        lat=site.lat,
        lon=site.lon,
        country=state.names[0] if state else None,
        country_code=state.code if state else None,
    )


def _known(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None and value != []}
