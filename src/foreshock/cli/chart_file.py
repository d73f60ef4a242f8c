"""Write a chart to the file a user names, in the form its ending says."""

from pathlib import Path
from typing import TYPE_CHECKING

from foreshock.cli.output_path import check_form
from foreshock.terms.errors import UsageError

if TYPE_CHECKING:
    from foreshock.flow.claims import CheckedClaims
    from foreshock.render.charts.chart import Chart

NAME_LENGTH = 12  # characters of an article's digest in a file's name


def write_chart(chart: "Chart", name: str) -> None:
    """Write `chart` as SVG, PNG or CSV of its numbers.

    Raises:
        UsageError: the ending is none of these, or the file cannot be written.
    """
    from foreshock.flow.whole_files import whole_file
    from foreshock.render.charts.figures import png, svg
    from foreshock.render.charts.tables import chart_csv

    path = Path(name)
    check_form(name)
    form = path.suffix.lower()
    data = png(chart) if form == ".png" else (svg(chart) if form == ".svg" else chart_csv(chart)).encode()
    with whole_file(name, "--chart") as file:
        file.write(data)


def write_claim_charts(checked: "CheckedClaims", folder: str) -> None:
    """Write both charts of each pictured claim into `folder`, as SVG and as CSV of their numbers.

    Files are named by the article's digest and the claim: 3f2a…-c5-lags.svg, 3f2a…-c5-waits.svg.

    Raises:
        UsageError: the folder cannot be made or written to.
    """
    from foreshock.render.charts.claims import claim_charts

    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"--charts {folder}: cannot be made ({error.strerror})",
            expected="a folder that is there or can be made",
            next_step="name another place",
        ) from error
    article = checked.article_id.rpartition(":")[2][:NAME_LENGTH]
    for picture in checked.pictures:
        for chart, what in zip(claim_charts(picture, checked.labels), ("lags", "waits"), strict=True):
            for form in (".svg", ".csv"):
                write_chart(chart, str(Path(folder) / f"{article}-{picture.claim}-{what}{form}"))
