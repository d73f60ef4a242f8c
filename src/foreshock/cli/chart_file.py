"""Write a chart to the file a user names, in the form its ending says."""

from pathlib import Path
from typing import TYPE_CHECKING

from foreshock.terms.errors import UsageError

if TYPE_CHECKING:
    from foreshock.render.charts.chart import Chart

FORMS = (".svg", ".png", ".csv")


def write_chart(chart: "Chart", name: str) -> None:
    """Write `chart` as SVG, PNG or CSV of its numbers.

    Raises:
        UsageError: the ending is none of these, or the file cannot be written.
    """
    from foreshock.render.charts.figures import png, svg
    from foreshock.render.charts.tables import chart_csv

    path = Path(name)
    form = path.suffix.lower()
    if form not in FORMS:
        raise UsageError(
            f"--chart {name}: no form of chart ends like that",
            expected="a file that ends in " + ", ".join(FORMS),
            next_step="name it waits.svg, for instance",
        )
    data = png(chart) if form == ".png" else (svg(chart) if form == ".svg" else chart_csv(chart)).encode()
    try:
        path.write_bytes(data)
    except OSError as error:
        raise UsageError(
            f"--chart {name}: cannot be written ({error.strerror})",
            expected="a file in a folder that is there and may be written to",
            next_step="name another place",
        ) from error
