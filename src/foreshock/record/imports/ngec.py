"""Events as NGEC writes them, the coder behind POLECAT, in PLOVER's own fields. Pure.

NGEC (Halterman et al., Creating Custom Event Data Without Dictionaries, 2023, arXiv:2304.01331)
writes one JSON object an event with `event_type`, `event_mode`, `contexts`, the parties under
`attributes`, `date_resolved` beside the story's `pub_date`, and a place under `event_geolocation`.
"""

from typing import Any

Fields = dict[str, Any]


def is_ngec(fields: Fields) -> bool:
    """True if an event is in NGEC's fields, not in PLOVER's."""
    return "event_type" in fields and "event" not in fields


def as_plover(fields: Fields) -> Fields:
    """Return an event of NGEC's in PLOVER's fields; what is not there stays out.

    The day the story was published stands as `coded_date`: since then the event was public.
    """
    parties = fields.get("attributes")
    parties = parties if isinstance(parties, dict) else {}
    return {
        "id": fields.get("id"),
        "date": fields.get("date_resolved") or fields.get("date") or fields.get("pub_date"),
        "actor": _entities(parties.get("ACTOR")),
        "recipient": _entities(parties.get("RECIP")),
        "event": fields.get("event_type"),
        "mode": fields.get("event_mode"),
        "context": fields.get("contexts"),
        "event_loc": _place(fields.get("event_geolocation")),
        "event_text": fields.get("headline"),
        "cite_info": [{"publication": fields.get("publisher")}],
        "coded_date": fields.get("pub_date"),
    }


def _entities(found: Any) -> list[Fields]:
    return [
        {"code": item.get("country"), "sector": item.get("code_1"), "entity_text": item.get("text")}
        for item in (found if isinstance(found, list) else [])
        if isinstance(item, dict)
    ]


def _place(found: Any) -> Fields | None:
    if not isinstance(found, dict):
        return None
    place = found.get("geo", found)
    return {"resolved_place": place.get("resolved_placename")} if isinstance(place, dict) else None
