"""The numbers behind a chart as CSV."""

import csv
from io import StringIO

from foreshock.render.charts.chart import COLUMNS, Chart, rows

SIGNIFICANT = 8  # digits


def chart_csv(chart: Chart) -> str:
    """Return every point a chart shows, a row each, under series, x, y, low, high; absent values empty."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows(chart):
        writer.writerow(["" if cell is None else _plain(cell) for cell in row])
    return out.getvalue()


def _plain(cell: object) -> str:
    return f"{cell:.{SIGNIFICANT}g}" if isinstance(cell, float) else str(cell)
