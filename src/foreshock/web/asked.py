"""What a request asks: days, kinds, numbers, read from its query and refused with a reason."""

from datetime import date

from starlette.requests import Request

from foreshock.flow.moments import FIRST_YEAR, LAST_YEAR, parse_day
from foreshock.terms.errors import UsageError

YEAR_LENGTH = len("2023")


def asked_day(request: Request, name: str, *, last: bool = False) -> date | None:
    """Return the day a parameter names, None when it is absent or empty.

    A bare year means its first day, or its last with `last`.

    Raises:
        UsageError: neither a year nor an ISO 8601 day.
    """
    text = request.query_params.get(name, "").strip()
    if not text:
        return None
    if len(text) == YEAR_LENGTH and text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR:
        return date(int(text), 12, 31) if last else date(int(text), 1, 1)
    return parse_day(text, name)


def asked_number(request: Request, name: str, *, default: int, least: int, most: int) -> int:
    """Return the whole number a parameter names, `default` when it is absent or empty.

    Raises:
        UsageError: not a whole number from `least` to `most`.
    """
    text = request.query_params.get(name, "").strip()
    if not text:
        return default
    if len(text) > len(str(most)) or not (text.isascii() and text.isdigit()) or not least <= int(text) <= most:
        raise UsageError(
            f"{name} {text[:20]!r} is out of range",
            expected=f"a whole number from {least} to {most}",
            next_step="leave it out for the usual one",
        )
    return int(text)


def asked_words(request: Request, name: str) -> tuple[str, ...]:
    """Return a parameter's values: given more than once, or separated by commas."""
    given = ",".join(request.query_params.getlist(name)).split(",")
    return tuple(dict.fromkeys(word.strip() for word in given if word.strip()))
