"""Which fields of an item a reviewer may correct, and how a typed value becomes one. Pure."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from foreshock.terms.errors import UsageError
from foreshock.terms.reading import ActorRef, Claim, Count, Event, Instrument, Side, Statement, When
from foreshock.terms.record import RecordedEvent

Item = TypeVar("Item", bound=Statement | Claim | Event | RecordedEvent)
UNKNOWN = ("", "none", "unknown")
WHEN = ("day", "start", "end", "precision")
SPEAKER = ("name", "office", "role", "sector")
HAPPENING = ("kind", "status", "actors", "recipients", "instruments", "count", "place", *WHEN)
SIDES = ("antecedent", "antecedent_actors", "consequent", "consequent_actors")
FIELDS: dict[type, tuple[str, ...]] = {
    Statement: ("speaker", *(f"speaker_{part}" for part in SPEAKER), "type", "quote", "addressees", "condition", *WHEN),
    Claim: ("kind", "frequency", "value", "before", *SIDES),
    Event: (*HAPPENING, "type", "mode"),
    RecordedEvent: (*HAPPENING, "name", "kinetic"),
}


def clean(value: str | None) -> str | None:
    """Return a typed value without blanks around it; None for what stands for unknown."""
    text = None if value is None else value.strip()
    return None if text is None or text.casefold() in UNKNOWN else text


def correct(item: Item, fields: Mapping[str, str | None]) -> Item:
    """Return an item with fields corrected.

    Raises:
        UsageError: a field does not exist, or a value is none it can have.
    """
    for name, value in fields.items():
        item = _correct_one(item, name, clean(value))
    return item


def _correct_one(item: Item, name: str, value: str | None) -> Item:
    allowed = FIELDS[type(item)]
    if name not in allowed:
        raise UsageError(
            f"there is no field {name!r} to correct",
            expected=f"one of {', '.join(allowed)}",
            next_step="write field=value, such as day=2023-02-02",
        )
    try:
        changes = _CHANGES[type(item)](item, name, value)
        # through JSON, so that every value is checked against the types, nested ones too
        changed: Item = msgspec.json.decode(msgspec.json.encode(replace(item, **changes)), type=type(item))
    except (msgspec.ValidationError, ValueError, TypeError) as error:
        raise UsageError(
            f"{name}={'none' if value is None else value} cannot be: {error}",
            expected='a value of that field; lists are joined by ";", unknown is "none"',
            next_step="see the item with `foreshock record show`, or its reading with `foreshock read --json`",
        ) from error
    return changed


def _change_statement(item: Statement, name: str, value: str | None) -> dict[str, Any]:
    if name in WHEN:
        return {"when": _when(item.when, name, value)}
    if name == "addressees":
        return {"addressees": _list(value)}
    if name.startswith("speaker"):
        part = name.removeprefix("speaker").lstrip("_") or "code"
        return {"speaker": replace(item.speaker, **{part: value}), "speakers": ()}
    return {name: value}


def _change_claim(item: Claim, name: str, value: str | None) -> dict[str, Any]:
    side, _, part = name.partition("_")
    if side in ("antecedent", "consequent"):
        held: Side | None = getattr(item, side)
        if part == "actors":
            return {side: replace(held, actors=_list(value)) if held else _refuse(f"the claim has no {side} kind yet")}
        return {side: None if value is None else replace(held, kind=value) if held else Side(kind=value)}
    if name == "value":
        return {name: None if value is None else int(value)}
    if name == "before":
        return {name: None if value is None else date.fromisoformat(value)}
    return {name: value}


def _change_event(item: Event, name: str, value: str | None) -> dict[str, Any]:
    if name in WHEN:
        return {"when": _when(item.when, name, value)}
    if name in ("actors", "recipients"):
        held = {actor.code: actor for actor in getattr(item, name)}
        return {name: tuple(held.get(code, ActorRef(code=code, text=code)) for code in _list(value))}
    if name == "instruments":
        known = {instrument.name: instrument for instrument in item.instruments}
        return {name: tuple(known.get(word, Instrument(word)) for word in _list(value))}
    if name == "count":
        return {name: None if value is None else Count(_number(value))}
    return {name: value}


def _change_recorded(item: RecordedEvent, name: str, value: str | None) -> dict[str, Any]:
    if name in ("day", "start", "end"):
        day = date.fromisoformat(value) if value is not None else _refuse("an event has its days")
        if name == "day":
            return {"valid_from": day, "valid_to": day, "precision": "day"}
        if name == "end":
            return {"valid_to": day if day >= item.valid_from else _refuse(f"it ends before {item.valid_from}")}
        # whoever moves the first day of a single day moves the day
        last = day if item.valid_to == item.valid_from else max(day, item.valid_to)
        return {"valid_from": day, "valid_to": last}
    if name in ("actors", "recipients", "instruments"):
        return {name: _list(value)}
    if name == "count":
        return {name: None if value is None else _number(value)}
    if name == "kinetic":
        return {name: _yes_or_no(value)}
    return {name: value}


_CHANGES: dict[type, Callable[[Any, str, str | None], dict[str, Any]]] = {
    Statement: _change_statement,
    Claim: _change_claim,
    Event: _change_event,
    RecordedEvent: _change_recorded,
}


def _when(held: When | None, name: str, value: str | None) -> When | None:
    """Return the time with one of its parts replaced; `day` makes it that day alone."""
    if name == "precision":
        return replace(held, precision=value) if held else _refuse("give its day first")
    day = None if value is None else date.fromisoformat(value)
    if name == "day":
        return None if day is None else When(start=day, end=day, precision="day", text=held.text if held else None)
    if held is None or (held.start == held.end and name == "start"):
        return None if day is None else When(start=day, end=day, precision="day", text=held.text if held else None)
    moved = replace(held, **{name: day})
    if moved.start is not None and moved.end is not None and moved.end < moved.start:
        return replace(moved, end=moved.start) if name == "start" else _refuse(f"it ends before {moved.start}")
    return moved


def _list(value: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (value or "").split(";") if part.strip())


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else _refuse("not a whole number")


def _yes_or_no(value: str | None) -> bool:
    words = {"true": True, "yes": True, "false": False, "no": False}
    found = words.get((value or "").casefold())
    return _refuse("true or false") if found is None else found


def _refuse(why: str) -> Any:
    raise ValueError(why)
