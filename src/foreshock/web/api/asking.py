"""Read what a request asks into its type, strictly: an unknown name or a value that does not fit is refused."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, TypeVar

import msgspec
from msgspec import Struct, inspect

from foreshock.terms.errors import UsageError

Asked = TypeVar("Asked", bound=Struct)

_NUMBER = re.compile(r"-?[0-9]{1,18}", re.ASCII)
_WORDS = {"true": True, "false": False}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
# RFC 3339: what JSON Schema calls a date-time.
_INSTANT = re.compile(r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:)(\d{2})(?:\.(\d+))?([Zz]|[+-]\d{2}:\d{2})", re.ASCII)
LONGEST_INSTANT = 64


def read_query(given: list[tuple[str, str]], path: Mapping[str, str], asked: type[Asked]) -> Asked:
    """Return a request's parameters as a value of `asked`.

    Raises:
        UsageError: one is unknown, given twice, missing, or none of the values it may have.
    """
    shapes = {field.encode_name: field.type for field in _fields(asked)}
    values: dict[str, Any] = {}
    for name, text in [*path.items(), *given]:
        shape = shapes.get(name)
        if shape is None:
            raise UsageError(
                f"there is no parameter {name[:40]!r} here",
                expected=f"one of {', '.join(shapes)}" if shapes else "none",
                next_step="leave it out",
            )
        inner = _item(shape)
        if inner is not None:
            words = [word.strip() for word in text.split(",")] if "," in text else [text]
            values.setdefault(name, []).extend(_typed(word, inner) for word in words if word or len(words) == 1)
        elif name in values:
            raise UsageError(f"{name} is given twice", expected="one value", next_step="leave one out")
        else:
            values[name] = _typed(text, shape)
    return checked(values, asked)


def read_body(body: bytes, asked: type[Asked]) -> Asked:
    """Return a request's JSON body as a value of `asked`.

    Raises:
        UsageError: it is not JSON in UTF-8, or not of that shape.
    """
    try:
        return msgspec.json.decode(body, type=asked)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _unfit(error) from None


def checked(values: dict[str, Any], asked: type[Asked]) -> Asked:
    """Return plain values as a value of `asked`.

    Raises:
        UsageError: they do not fit.
    """
    try:
        return msgspec.convert(values, asked)
    except msgspec.ValidationError as error:
        raise _unfit(error) from None


def day_or_instant(text: str, name: str) -> date | datetime:
    """Return the day or the instant (in UTC) a text names, as RFC 3339 writes them.

    Raises:
        UsageError: it names neither.
    """
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
        found = _INSTANT.fullmatch(text) if len(text) <= LONGEST_INSTANT else None
        if found:
            day, minute, second, fraction, zone = found.groups()
            # A leap second is the last one of its minute: clocks here do not count it.
            second = "59" if second == "60" else second
            parts = f"{day}T{minute}{second}.{(fraction or '0')[:6]:0<6}{zone.upper().replace('Z', '+00:00')}"
            return datetime.fromisoformat(parts).astimezone(UTC)
    except OverflowError:  # the first or last instant of the calendar, moved beyond it by its zone
        return date.fromisoformat(text[:10])
    except ValueError:
        pass
    raise UsageError(
        f"{name} {text[:40]!r} is neither a day nor an instant with its zone",
        expected="ISO 8601, such as 2023-02-02 or 2023-02-02T09:45:00+09:00",
        next_step="write the year first",
    )


def day_only(text: str | None, name: str) -> date | None:
    """Return the day a text names, None for None.

    Raises:
        UsageError: it names none.
    """
    if text is None:
        return None
    found = day_or_instant(text, name)
    if isinstance(found, datetime):
        raise UsageError(
            f"{name} {text[:40]!r} is not a day", expected="such as 2023-02-02", next_step="leave the time out"
        )
    return found


def day_or_year(text: str | None, name: str, *, last: bool = False) -> date | None:
    """Return the day a text names, None for None; a year means its first day, or its last with `last`.

    Raises:
        UsageError: it names neither.
    """
    if text is None:
        return None
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
        if _YEAR.fullmatch(text):
            year = max(int(text), 1)
            return date(year, 12, 31) if last else date(year, 1, 1)
    except ValueError:
        pass
    raise UsageError(
        f"{name} {text[:40]!r} is neither a day nor a year",
        expected="a day such as 2023-02-02, or a year",
        next_step="write the year first",
    )


def _fields(asked: type[Struct]) -> tuple[inspect.Field, ...]:
    info = inspect.type_info(asked)
    assert isinstance(info, inspect.StructType)
    return info.fields


def _plain(shape: inspect.Type) -> inspect.Type:
    """Return a type without what describes it, and without None."""
    while isinstance(shape, inspect.Metadata):
        shape = shape.type
    if isinstance(shape, inspect.UnionType):
        return next(_plain(each) for each in shape.types if not isinstance(each, inspect.NoneType))
    return shape


def _item(shape: inspect.Type) -> inspect.Type | None:
    """Return the type of a list's items, None if it is no list."""
    plain = _plain(shape)
    return plain.item_type if isinstance(plain, inspect.VarTupleType) else None


def _typed(text: str, shape: inspect.Type) -> Any:
    """Return a text as the number or truth value it stands for where one is asked for; else as it is."""
    plain = _plain(shape)
    if isinstance(plain, inspect.IntType) and _NUMBER.fullmatch(text):
        return int(text)
    if isinstance(plain, inspect.BoolType):
        return _WORDS.get(text, text)
    return text


def _unfit(error: Exception) -> UsageError:
    reason, _, place = str(error).partition(" - at `$")
    where = place.rstrip("`").lstrip(".")
    return UsageError(
        f"{where}: {reason[:1].lower()}{reason[1:]}" if where else reason,
        expected="what the description of the API says",
        next_step="see /api/v1/openapi.json",
    )
