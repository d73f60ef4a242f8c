"""Brief many articles: each read, then set against the record as of its own publication."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from importlib.resources import as_file, files

from msgspec import structs

from foreshock.flow.articles import Inputs
from foreshock.flow.brief import Brief, make_brief
from foreshock.flow.brief_rows import brief_rows
from foreshock.flow.counting import counting_problems, holding_problems
from foreshock.flow.desk import Desk, DeskSettings, open_desk
from foreshock.flow.effects import Effects, effects_of, in_order, told_twice
from foreshock.flow.failed import FailedInput
from foreshock.flow.moments import as_of_moment
from foreshock.flow.odds import issued_at, odds_of
from foreshock.flow.odds_rows import odds_rows
from foreshock.flow.publication import received_for
from foreshock.flow.readings import read_with
from foreshock.flow.scales import DEFAULT_SCALE, Scale, in_scale
from foreshock.flow.standpoint import Standpoint
from foreshock.flow.supposed_items import items_behind
from foreshock.panel.build import build_panel
from foreshock.terms.reading import Reading


@dataclass(frozen=True)
class BriefedInput:
    """One article's brief."""

    source: str
    brief: Brief


def brief_articles(
    inputs: Inputs, settings: DeskSettings, *, scale: Scale = DEFAULT_SCALE, known_at: str | None = None
) -> Iterator[BriefedInput | FailedInput]:
    """Yield the brief of each article, its odds in the words of a scale; of the newest sample when none is named.

    `known_at` is the day or instant, as written, by which this file must have had the rows.

    Raises:
        UsageError: `known_at` or the moment to speak from is none.
    """
    with as_file(files("foreshock") / "samples") as folder:
        if not inputs.arguments:
            samples = sorted(folder.glob("*.txt"))
            inputs = replace(inputs, arguments=(str(samples[-1]),))
        with open_desk(settings) as desk:
            entered_by = as_of_moment(known_at, desk.pack.theater.zone, "--known-at") if known_at else None
            for item in read_with(inputs, desk.pack):
                if isinstance(item, FailedInput):
                    yield item
                    continue
                as_of = desk.moment(item.reading.article)
                brief = brief_reading(desk, item.reading, as_of, entered_by)
                yield BriefedInput(item.source, structs.replace(brief, outlook=in_scale(brief.outlook, scale)))


def brief_reading(desk: Desk, reading: Reading, as_of: datetime, known_at: datetime | None = None) -> Brief:
    """Return the brief of one reading, with the odds there would be had its article been added.

    `known_at` speaks from the rows this file held at that instant, and the article; from all it holds if None.
    """
    stand = Standpoint(as_of=as_of, known_at=known_at)
    now = desk.settings.clock.now()
    suppose = partial(
        desk.supposing, reading, as_of, entered_by=known_at, received_at=received_for(as_of, now)
    )  # fmt: skip
    supposing = suppose()
    rows = odds_rows(supposing, as_of, known_at)
    issued = issued_at(desk, as_of, rows)
    odds = odds_of(desk, as_of, rows, issued)
    changed: list[Effects] = []
    for item in items_behind(supposing, rows):
        left = odds_rows(suppose(lacking=item), as_of, known_at)
        same = build_panel(left, desk.pack, as_of).digest() == odds.outlook.record_digest
        found = Effects() if same else effects_of(item, issued_at(desk, as_of, left, like=issued).outlook, odds.outlook)
        if found == Effects() and len(left) == len(rows):  # its row stands without it; else no odds rest on that row
            found = told_twice(item)
        changed.append(found)
    return make_brief(
        reading,
        pack=desk.pack,
        stand=stand,
        recorded=brief_rows(desk, reading, stand),
        behind=rows,
        odds=odds,
        effects=in_order(changed),
        counting=(*counting_problems(supposing.supposed, stand, now), *holding_problems(rows, stand)),
    )
