"""A chart as a page shows it: drawn, with the numbers it shows."""

from dataclasses import dataclass

from foreshock.render.charts.chart import COLUMNS, Chart, rows
from foreshock.render.charts.figures import svg


@dataclass(frozen=True)
class Picture:
    """A chart as SVG with the numbers it shows."""

    svg: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def picture(chart: Chart) -> Picture:
    """Return a chart drawn, beside its numbers to four digits."""
    cells = tuple(tuple("" if cell is None else _plain(cell) for cell in row) for row in rows(chart))
    return Picture(svg(chart), chart.title, COLUMNS, cells)


def _plain(cell: object) -> str:
    return f"{cell:.4g}" if isinstance(cell, float) else str(cell)
