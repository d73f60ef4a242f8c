"""Charts: the same bytes each time, every point in the table, readable by machine and by eye."""

import csv
from datetime import date, timedelta
from io import StringIO
from xml.etree import ElementTree as ET

import pytest

from foreshock.render.charts.chart import Axis, Band, Bars, Chart, Line, Points, Rule, Spans
from foreshock.render.charts.figures import png, svg
from foreshock.render.charts.palette import PALETTES, STROKES
from foreshock.render.charts.tables import chart_csv

DAYS = [date(2024, 1, 1) + timedelta(day) for day in range(60)]
CHART = Chart(
    title="Odds & what <came> true",
    x=Axis("forecast", "percent", 0, 1),
    y=Axis("share that came true", "percent", 0, 1),
    series=(
        Band("band", [0, 0.5, 1], [0, 0.4, 0.9], [0.1, 0.6, 1], role="placebo"),
        Points("forecasts", [0.1, 0.5], [0.12, 0.55], [0.05, 0.4], [0.2, 0.7]),
        Line("rate", [0.1, 0.9], [0.2, 0.7], role="other", step=True),
        Bars("how many", [0.1, 0.5], [0.3, 0.2], width=0.05, role="third"),
    ),
    rules=(Rule("perfect"), Rule("now", x=0.3), Rule("mean", y=0.25)),
    note="Two of sixty days.",
)


def test_a_chart_is_well_formed_svg_with_its_words_as_text() -> None:
    text = svg(CHART)
    root = ET.fromstring(text)
    assert root.get("role") == "img"
    assert root.get("aria-label") == CHART.title
    words = " ".join(part.strip() for part in root.itertext())
    for word in ("share that came true", "forecasts", "Two of sixty days.", "perfect"):
        assert word in words


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_chart_is_drawn_the_same_each_time(theme: str) -> None:
    assert svg(CHART, theme) == svg(CHART, theme)  # type: ignore[arg-type]
    assert png(CHART, theme) == png(CHART, theme)  # type: ignore[arg-type]


def test_the_themes_differ_and_a_png_is_one() -> None:
    assert PALETTES["dark"].paper in svg(CHART, "dark")
    assert PALETTES["dark"].paper not in svg(CHART, "light")
    assert png(CHART).startswith(b"\x89PNG")


def test_days_stand_on_a_date_axis() -> None:
    chart = Chart("Odds", Axis("", "date"), Axis("p", "percent", 0), (Line("7 d", DAYS, [0.5] * 60, step=True),))
    assert "2024" in svg(chart)
    assert "2024-02-29" in chart_csv(chart)


def test_the_table_holds_every_point() -> None:
    listed = list(csv.DictReader(StringIO(chart_csv(CHART))))
    assert len(listed) == 3 + 2 + 2 + 2
    assert listed[0] == {
        "series": "band", "x": "0", "y": "", "low": "0", "high": "0.1", "until": "", "label": "",
    }  # fmt: skip
    forecast = {"series": "forecasts", "x": "0.1", "y": "0.12", "low": "0.05", "high": "0.2", "until": "", "label": ""}
    assert listed[3] == forecast


def test_rows_have_names_on_the_axis_and_in_the_table() -> None:
    spans = Spans("drills", [DAYS[0], DAYS[9]], [DAYS[4], DAYS[9]], [0, 1], ["Iron Gate", "Short & sharp"])
    chart = Chart("Ahead", Axis("", "date"), Axis("", names=("May", "June")), (spans,))
    words = " ".join(part.strip() for part in ET.fromstring(svg(chart)).itertext())
    assert "Short & sharp" in words
    assert "June" in words
    listed = list(csv.DictReader(StringIO(chart_csv(chart))))
    assert [(row["y"], row["until"], row["label"]) for row in listed] == [
        ("May", "2024-01-05", "Iron Gate"),
        ("June", "2024-01-10", "Short & sharp"),
    ]


def test_uneven_series_are_refused() -> None:
    with pytest.raises(ValueError, match="'odd': y not as long as x"):
        Chart("odd", Axis("x"), Axis("y"), (Line("odd", [1, 2], [1]),))


def test_roles_differ_without_colour_and_contrast_with_the_paper() -> None:
    assert len({(str(stroke.dash), stroke.marker) for stroke in STROKES.values()}) == len(STROKES)
    for palette in PALETTES.values():
        for role, color in palette.roles.items():
            if role != "placebo":
                assert contrast(color, palette.paper) >= 4.5, (role, color)
            assert contrast(color, palette.paper) >= 3


def contrast(first: str, second: str) -> float:
    """Return the WCAG contrast ratio of two #rrggbb colours."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color: str) -> float:
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
