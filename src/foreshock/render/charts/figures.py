"""Charts drawn with matplotlib, without its global state: safe in threads, the same bytes each time."""

from collections.abc import Sequence
from datetime import date
from html import escape
from io import BytesIO
from typing import Literal

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from foreshock.render.charts.chart import Axis, Band, Bars, Chart, Line, Points, Position, Rule, Series, Spans
from foreshock.render.charts.palette import PALETTES, STROKES, Palette, Theme

WIDTH, HEIGHT = 7.2, 4.2  # inches: 691 by 403 px in a page
PNG_DPI = 200
LEGEND_COLUMNS, LONGEST_IN_THREE = 3, 26  # names longer than so many letters stand in two columns
ROW_LETTERS, MARK_LETTERS = 100, 10  # that a legend's row holds, and that the mark before each name takes of it
BAND_ALPHA = 0.18
ROW_SHARE = 0.6  # of a row's height that a stretch takes
MARK = 0.15  # length of a stretch that ends where it begins
UNWRITTEN = ("Date", "Creator", "Format", "Type")  # with all of them empty no metadata block is written
FONT = "DejaVu Sans"  # comes with matplotlib, so text is measured alike everywhere

# Read when a figure is written, and by nothing else here: text stays text, ids do not change.
mpl.rcParams["svg.fonttype"] = "none"
mpl.rcParams["svg.hashsalt"] = "foreshock"


def svg(chart: Chart, theme: Theme = "light") -> str:
    """Return the chart as one SVG element with its title and note for screen readers."""
    out = BytesIO()
    figure = draw(chart, theme)
    FigureCanvasSVG(figure)
    figure.savefig(out, format="svg", metadata=dict.fromkeys(UNWRITTEN))
    text = out.getvalue().decode()
    body = text[text.index("<svg") :].replace(f"'{FONT}'", "system-ui, sans-serif")
    head, rest = body.split(">", 1)
    label = f"<title>{escape(chart.title)}</title><desc>{escape(chart.note)}</desc>"
    return f'{head} role="img" aria-label="{escape(chart.title)}">{label}{rest}'


def png(chart: Chart, theme: Theme = "light") -> bytes:
    """Return the chart as a PNG of 1440 by 840 pixels."""
    out = BytesIO()
    figure = draw(chart, theme)
    FigureCanvasAgg(figure)
    figure.savefig(out, format="png", dpi=PNG_DPI, metadata={"Software": None})
    return out.getvalue()


def draw(chart: Chart, theme: Theme) -> Figure:
    """Return the figure of a chart."""
    colors = PALETTES[theme]
    figure = Figure(figsize=(WIDTH, HEIGHT), layout="constrained", facecolor=colors.paper)
    axes = figure.add_subplot()
    axes.set_facecolor(colors.paper)
    for rule in chart.rules:
        _rule(axes, rule, colors)
    for series in chart.series:
        _series(axes, series, colors)
    _axis(axes, "x", chart.x, colors)
    _axis(axes, "y", chart.y, colors)
    axes.grid(color=colors.grid, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(colors.soft)
    figure.suptitle(chart.title, x=0.01, ha="left", color=colors.ink, fontsize=11, fontfamily=FONT, wrap=True)
    names = axes.get_legend_handles_labels()[1]
    if names:
        columns = _columns(names)
        axes.legend(
            loc="lower left", bbox_to_anchor=(0, 1), borderaxespad=0.2, ncols=columns, frameon=False,
            labelcolor=colors.ink, prop={"family": FONT, "size": 8.5},
        )  # fmt: skip
    if chart.note:
        figure.supxlabel(chart.note, x=0.01, ha="left", color=colors.soft, fontsize=8, fontfamily=FONT, wrap=True)
    return figure


def _columns(names: Sequence[str]) -> int:
    """Return in how many columns a legend's names fit; all in one row if they do."""
    if sum(len(name) + MARK_LETTERS for name in names) <= ROW_LETTERS:
        return len(names)
    return LEGEND_COLUMNS if max(map(len, names)) <= LONGEST_IN_THREE else LEGEND_COLUMNS - 1


def _series(axes: Axes, series: Series, colors: Palette) -> None:
    color, stroke = colors.roles[series.role], STROKES[series.role]
    x = _places(series.x)
    match series:
        case Line():
            style = "steps-post" if series.step else "default"
            axes.plot(x, series.y, color=color, ls=stroke.dash, lw=1.8, label=series.name, drawstyle=style)
        case Band():
            step: Literal["post"] | None = "post" if series.step else None
            low, high = list(series.low), list(series.high)
            axes.fill_between(x, low, high, step=step, color=color, alpha=BAND_ALPHA, lw=0, label=series.name)
        case Points():
            if series.low is not None and series.high is not None:
                axes.vlines(x, list(series.low), list(series.high), color=color, lw=1.4)
            axes.plot(x, series.y, color=color, ls="none", marker=stroke.marker, ms=5, label=series.name)
        case Spans():
            lengths = [max(end - start, MARK) for start, end in zip(x, _places(series.until), strict=True)]
            axes.barh(list(series.y), lengths, left=x, height=ROW_SHARE, color=color, label=series.name)
            for start, length, y, label in zip(x, lengths, series.y, series.labels, strict=True):
                axes.annotate(
                    label, (start + length, y), xytext=(3, 0), textcoords="offset points", va="center",
                    color=colors.ink, fontsize=8, fontfamily=FONT,
                )  # fmt: skip
        case Bars():
            axes.bar(x, series.y, width=series.width, color=color, label=series.name)


def _rule(axes: Axes, rule: Rule, colors: Palette) -> None:
    color, dash = colors.soft, STROKES["reference"].dash
    if rule.x is not None:
        axes.axvline(_places([rule.x])[0], color=color, lw=1, ls=dash, label=rule.name)
    elif rule.y is not None:
        axes.axhline(rule.y, color=color, lw=1, ls=dash, label=rule.name)
    else:
        axes.plot((0, 1), (0, 1), color=color, lw=1, ls=dash, label=rule.name)


def _places(positions: Sequence[Position]) -> list[float]:
    """Return positions as numbers on the axis; days as matplotlib counts them."""
    return [float(date2num(at)) if isinstance(at, date) else float(at) for at in positions]  # type: ignore[no-untyped-call]


def _percent(share: float, _: int | None) -> str:
    return f"{round(100 * share, 6):g}%"


def _axis(axes: Axes, which: str, axis: Axis, colors: Palette) -> None:
    side = axes.xaxis if which == "x" else axes.yaxis
    if axis.scale == "percent":
        side.set_major_formatter(FuncFormatter(_percent))
    elif axis.scale == "date":
        locator = AutoDateLocator()  # type: ignore[no-untyped-call]
        side.set_major_locator(locator)
        side.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    elif axis.scale == "days":
        side.set_major_locator(MaxNLocator(integer=True))
    if axis.ticks:
        side.set_ticks([at for at, _ in axis.ticks], labels=[label for _, label in axis.ticks])
    if axis.names:
        side.set_ticks(range(len(axis.names)), labels=axis.names)
        axes.set_ylim(len(axis.names) - 0.4, -0.6)
        axes.grid(visible=False, axis="y")
    limit = axes.set_xlim if which == "x" else axes.set_ylim
    if not axis.names:
        limit(axis.low, axis.high)
    side.set_label_text(axis.label, color=colors.soft, fontsize=9, fontfamily=FONT)
    side.set_tick_params(colors=colors.soft, labelsize=8.5, labelfontfamily=FONT)
    side.get_offset_text().set(color=colors.soft, fontsize=8)
