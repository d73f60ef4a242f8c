"""What a chart shows, as values: axes, series, reference lines; nothing of how it is drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Position = float | date
Role = Literal["main", "other", "third", "fourth", "reference", "placebo"]
Scale = Literal["number", "percent", "days", "date"]


@dataclass(frozen=True)
class Axis:
    """One axis: its label with the unit, how its values read, its limits (None: as the data).

    A percent axis holds shares from 0 to 1. With `names` the axis has a row for each, the first on
    top, and its values are their places from 0. `ticks` are the marked values with what to write
    there, in place of the scale's own.
    """

    label: str
    scale: Scale = "number"
    low: float | None = None
    high: float | None = None
    names: tuple[str, ...] = ()
    ticks: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True)
class Line:
    """A line through points; `step` holds each value until the next x."""

    name: str
    x: Sequence[Position]
    y: Sequence[float]
    role: Role = "main"
    step: bool = False


@dataclass(frozen=True)
class Band:
    """The area between two lines: an interval that goes along x."""

    name: str
    x: Sequence[Position]
    low: Sequence[float]
    high: Sequence[float]
    role: Role = "main"
    step: bool = False


@dataclass(frozen=True)
class Points:
    """Single points; `low` and `high` are interval ends of each, both or neither given."""

    name: str
    x: Sequence[Position]
    y: Sequence[float]
    low: Sequence[float] | None = None
    high: Sequence[float] | None = None
    role: Role = "main"


@dataclass(frozen=True)
class Bars:
    """Bars from zero, `width` in units of x (days on a date axis)."""

    name: str
    x: Sequence[Position]
    y: Sequence[float]
    width: float = 0.8
    role: Role = "main"


@dataclass(frozen=True)
class Spans:
    """Stretches from `x` to `until` in rows: `y` are places on an axis with names."""

    name: str
    x: Sequence[Position]
    until: Sequence[Position]
    y: Sequence[float]
    labels: Sequence[str]
    role: Role = "main"


@dataclass(frozen=True)
class Rule:
    """A straight reference line: at one `x`, at one `y`, or from (0, 0) to (1, 1) when both are None."""

    name: str
    x: Position | None = None
    y: float | None = None


Series = Line | Band | Points | Bars | Spans


@dataclass(frozen=True)
class Chart:
    """One chart. `title` says what is seen, `note` what a reader must know to trust it."""

    title: str
    x: Axis
    y: Axis
    series: tuple[Series, ...]
    rules: tuple[Rule, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        for series in self.series:
            uneven = [name for name, values in _columns(series) if len(values) != len(series.x)]
            if uneven:
                raise ValueError(f"series {series.name!r}: {', '.join(uneven)} not as long as x")


COLUMNS = ("series", "x", "y", "low", "high", "until", "label")
Cell = Position | str | None
Row = tuple[Cell, ...]


def rows(chart: Chart) -> Iterator[Row]:
    """Yield everything a chart shows, a point a row, under `COLUMNS`; places on an axis with names as these."""
    for series in chart.series:
        columns = dict(_columns(series))
        if chart.y.names and "y" in columns:
            columns["y"] = [chart.y.names[int(place)] for place in columns["y"]]
        absent: list[Cell] = [None] * len(series.x)
        others = [columns.get(name, absent) for name in COLUMNS[2:]]
        for at, position in enumerate(series.x):
            yield (series.name, position, *(values[at] for values in others))


def _columns(series: Series) -> Iterator[tuple[str, Sequence[Any]]]:
    for name in ("y", "low", "high", "until"):
        values = getattr(series, name, None)
        if values is not None:
            yield name, values
    if isinstance(series, Spans):
        yield "label", series.labels
