"""A brief as a sheet: what its template needs, and briefs as one self-contained page."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from jinja2 import BaseLoader, Environment, PackageLoader, StrictUndefined

from foreshock.flow.brief import Brief
from foreshock.render import words
from foreshock.render.effect_words import without_effect
from foreshock.render.odds_chart import OddsChart, draw_odds
from foreshock.render.sizes import NARROW, WIDE
from foreshock.render.strip import Strip, draw_strip
from foreshock.terms.article import Article
from foreshock.terms.record import RecordedEvent


@dataclass(frozen=True)
class Sheet:
    """One brief with its drawings, wide and narrow, the record rows it cites by id, and items not listed, in words.

    `row_names` are the rows' names (or kinds) and days.
    """

    brief: Brief
    article: Article
    strips: tuple[Strip, ...]
    charts: tuple[OddsChart, ...]
    rows: dict[str, RecordedEvent]
    row_names: dict[str, str]
    without_effect: list[str]


def brief_sheet(brief: Brief) -> Sheet:
    """Return a brief ready to be shown."""
    today = brief.as_of.astimezone(ZoneInfo(brief.zone)).date()
    return Sheet(
        brief=brief,
        article=brief.reading.article,
        strips=tuple(draw_strip(brief.ahead, today, width=width) for width in (WIDE, NARROW)),
        charts=tuple(draw_odds(brief.outlook.forecasts, brief.labels, width=width) for width in (WIDE, NARROW)),
        rows={event.id: event for event in brief.matched},
        row_names={event.id: f"{event.name or event.kind}, {event.valid_from}" for event in brief.matched},
        without_effect=without_effect(brief.without_effect),
    )


@cache
def stylesheet() -> str:
    """Return the one stylesheet of every page."""
    return (files("foreshock.render") / "static" / "page.css").read_text(encoding="utf-8")


def page_environment(loader: BaseLoader | None = None) -> Environment:
    """Return an environment in which everything is escaped and an unknown name is an error."""
    environment = Environment(
        loader=loader or PackageLoader("foreshock.render"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.globals["words"] = words
    return environment


def render_page(briefs: Sequence[Brief]) -> str:
    """Return the page of one or more briefs as HTML text; article text is always escaped."""
    title = briefs[0].reading.article.headline or "foreshock brief" if len(briefs) == 1 else f"{len(briefs)} briefs"
    sheets = [brief_sheet(brief) for brief in briefs]
    return page_environment().get_template("brief.html").render(sheets=sheets, title=title, stylesheet=stylesheet())
