"""Every number behind a forecast, one to a line and each with its name."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

STEP = 2
NAMES = {
    "poisson_gamma": "Poisson–Gamma rate",
    "hawkes": "self-exciting rate (Hawkes)",
    "fitted_on": "fitted on what was known by",
    "background": "background, events a day",
    "excited": "excitation, over days and over months",
    "decay": "decay a day, over days and over months",
    "terms": "terms, log-odds",
    "features": "features, as they stand",
    "recipe": "recipe",
    "rows": "days fitted to",
    "coefficients": "coefficients, log-odds for one unit",
    "covariance": "covariance of the coefficients, in their order",
    "notices": "launch notices: launches in so many days",
    "log_odds_variance": "variance of the log-odds",
}


def print_numbers(console: Console, behind: Mapping[str, Any], keys: Sequence[str], *, indent: int = STEP) -> None:
    """Print these entries of what an outlook keeps under "target/horizon", to six digits."""
    features = tuple(behind["features"])
    for key in keys:
        for line in _lines(key, behind[key], features, indent):
            told = line.lstrip()
            console.print(Padding(Text(told), (0, 0, 0, len(line) - len(told))))


def _lines(name: str, value: Any, features: tuple[str, ...], indent: int) -> Iterator[str]:
    told, space = NAMES.get(name, name), " " * indent
    if name == "coefficients" and len(value) == len(features):
        value = dict(zip(features, value, strict=True))
    if value is None:
        yield f"{space}{told}: none, too little to fit on"
    elif name == "notices":
        yield f"{space}{told}"
        for kind, classes in value.items():
            shares = (f"{_number(hits)} in {_number(days)} {of}" for of, (hits, days) in classes.items())
            yield f"{space}{' ' * STEP}{kind}: {', '.join(shares)}"
    elif isinstance(value, Mapping):
        yield f"{space}{told}"
        for key, part in value.items():
            yield from _lines(key, part, features, indent + STEP)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        if value and isinstance(value[0], Sequence):
            yield f"{space}{told}"
            yield from (f"{space}{' ' * STEP}{_joined(row)}" for row in value)
        else:
            yield f"{space}{told}: {_joined(value)}"
    else:
        yield f"{space}{told}: {value if isinstance(value, str) else _number(value)}"


def _joined(row: Sequence[float]) -> str:
    return " ".join(_number(value) for value in row)


def _number(value: float) -> str:
    return f"{value:.6g}" if abs(value) >= 1e-12 else "0"
