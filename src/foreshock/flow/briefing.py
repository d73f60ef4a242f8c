"""Brief many articles: each read, then set against the record as of its own publication."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.resources import as_file, files

from foreshock.flow.articles import Inputs
from foreshock.flow.brief import Brief, make_brief
from foreshock.flow.desk import DeskSettings, open_desk
from foreshock.flow.failed import FailedInput
from foreshock.flow.odds import odds_at
from foreshock.flow.readings import read_with


@dataclass(frozen=True)
class BriefedInput:
    """One article's brief."""

    source: str
    brief: Brief


def brief_articles(inputs: Inputs, settings: DeskSettings) -> Iterator[BriefedInput | FailedInput]:
    """Yield the brief of each article; of the newest shipped sample when none is named."""
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
                recorded = desk.events(as_of)
                odds = odds_at(desk, as_of, recorded)
                brief = make_brief(item.reading, pack=desk.pack, as_of=as_of, recorded=recorded, odds=odds)
                yield BriefedInput(item.source, brief)
