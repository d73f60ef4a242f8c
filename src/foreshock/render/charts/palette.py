"""Colours of the charts by theme.

Hues after Okabe and Ito (2008, "Color Universal Design"), told apart with any common colour vision,
darkened on paper and lightened at night for contrast; each role also has a dash and a marker of its
own, so that a chart reads in black and white print.
"""

from dataclasses import dataclass
from typing import Literal

from foreshock.render.charts.chart import Role

Theme = Literal["light", "dark"]


@dataclass(frozen=True)
class Palette:
    """Colours as #rrggbb."""

    paper: str
    ink: str
    soft: str
    grid: str
    roles: dict[Role, str]


@dataclass(frozen=True)
class Stroke:
    """How a role is drawn besides its colour: matplotlib's dash pattern and marker."""

    dash: str | tuple[int, tuple[int, ...]]
    marker: str


PALETTES: dict[Theme, Palette] = {
    "light": Palette(
        paper="#ffffff",
        ink="#1c2126",
        soft="#545e68",
        grid="#dfe3e6",
        roles={
            "main": "#0b5d8a",
            "other": "#b04a00",
            "third": "#00795a",
            "fourth": "#8a3a76",
            "reference": "#545e68",
            "placebo": "#8b949c",
        },
    ),
    "dark": Palette(
        paper="#1b2026",
        ink="#e6e9ec",
        soft="#a3adb6",
        grid="#343b43",
        roles={
            "main": "#6cbbe6",
            "other": "#f0a860",
            "third": "#58c9a6",
            "fourth": "#dd9bca",
            "reference": "#a3adb6",
            "placebo": "#7c8791",
        },
    ),
}
STROKES: dict[Role, Stroke] = {
    "main": Stroke("solid", "o"),
    "other": Stroke((0, (6, 2)), "s"),
    "third": Stroke((0, (2, 1)), "^"),
    "fourth": Stroke((0, (7, 2, 1, 2)), "D"),
    "reference": Stroke((0, (4, 2)), "x"),
    "placebo": Stroke((0, (1, 2)), "."),
}
