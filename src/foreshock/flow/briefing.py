"""Brief many articles: each read, then set against the record as of its own publication."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.resources import as_file, files

from msgspec import structs

from foreshock.flow.articles import Inputs
from foreshock.flow.brief import Brief, make_brief
from foreshock.flow.brief_rows import brief_rows
from foreshock.flow.desk import Desk, DeskSettings, open_desk
from foreshock.flow.effects import Effect, effects
from foreshock.flow.failed import FailedInput
from foreshock.flow.odds import issued_at, odds_of
from foreshock.flow.odds_rows import odds_rows
from foreshock.flow.readings import read_with
from foreshock.flow.scales import DEFAULT_SCALE, Scale, in_scale
from foreshock.flow.supposed_items import items_behind, without
from foreshock.panel.build import build_panel
from foreshock.terms.reading import Reading


@dataclass(frozen=True)
class BriefedInput:
    """One article's brief."""

    source: str
    brief: Brief


def brief_articles(
    inputs: Inputs, settings: DeskSettings, *, scale: Scale = DEFAULT_SCALE
) -> Iterator[BriefedInput | FailedInput]:
    """Yield the brief of each article, its odds in the words of a scale; of the newest sample when none is named."""
    with as_file(files("foreshock") / "samples") as folder:
        if not inputs.arguments:
            samples = sorted(folder.glob("*.txt"))
            inputs = replace(inputs, arguments=(str(samples[-1]),))
        with open_desk(settings) as desk:
            for item in read_with(inputs, desk.pack):
                if isinstance(item, FailedInput):
                    yield item
                    continue
                as_of = desk.moment(item.reading.article)
                brief = brief_reading(desk, item.reading, as_of)
                yield BriefedInput(item.source, structs.replace(brief, outlook=in_scale(brief.outlook, scale)))


def brief_reading(desk: Desk, reading: Reading, as_of: datetime) -> Brief:
    """Return the brief of one reading, with the odds there would be had its article been added."""
    supposing = desk.supposing(reading, as_of)
    rows = odds_rows(supposing, as_of)
    issued = issued_at(desk, as_of, rows)
    odds = odds_of(desk, as_of, rows, issued)
    changed: list[Effect] = []
    for item in items_behind(supposing, rows):
        left = odds_rows(desk.supposing(without(reading, item), as_of), as_of)
        if build_panel(left, desk.pack, as_of).digest() != odds.outlook.record_digest:
            changed += effects(item, issued_at(desk, as_of, left, like=issued).outlook, odds.outlook)
    return make_brief(
        reading,
        pack=desk.pack,
        as_of=as_of,
        recorded=brief_rows(desk, reading, as_of),
        behind=rows,
        odds=odds,
        effects=tuple(changed),
    )
