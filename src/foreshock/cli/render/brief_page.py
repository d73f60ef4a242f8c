"""Briefs as one self-contained page: no script, no outside resource, prints well."""

import os
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined

from foreshock.cli.render import words
from foreshock.cli.render.odds_chart import draw_odds
from foreshock.cli.render.strip import draw_strip
from foreshock.flow.brief import Brief
from foreshock.terms.errors import UsageError


def render_page(briefs: Sequence[Brief]) -> str:
    """Return the page of one or more briefs as HTML text; article text is always escaped."""
    environment = Environment(
        loader=PackageLoader("foreshock.cli.render"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.globals["words"] = words
    sheets = [
        {
            "brief": brief,
            "article": brief.reading.article,
            "strip": draw_strip(brief.ahead, brief.as_of.astimezone(ZoneInfo(brief.zone)).date()),
            "chart": draw_odds(brief.outlook.forecasts, brief.labels),
            "rows": {event.id: event for event in brief.matched},
        }
        for brief in briefs
    ]
    title = briefs[0].reading.article.headline or "foreshock brief" if len(briefs) == 1 else f"{len(briefs)} briefs"
    return environment.get_template("brief.html").render(sheets=sheets, title=title)


def write_page(briefs: Sequence[Brief], path: str) -> None:
    """Write the page; a page that cannot be written whole leaves any older one as it was.

    Raises:
        UsageError: the path cannot be written.
    """
    target = Path(path)
    partial = target.with_name(target.name + ".part")
    try:
        partial.write_text(render_page(briefs), encoding="utf-8")
        os.replace(partial, target)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise UsageError(
            f"--html {path}: {error.strerror or error}",
            expected="a file in a folder that exists and can be written",
            next_step="choose another path",
        ) from error
