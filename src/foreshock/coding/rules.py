"""Every rule, of items and of dates: id, meaning, and a sentence of our own that it reads."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import NamedTuple

from foreshock.coding.claims.rules import claim_rules
from foreshock.coding.dates.rules import date_rules
from foreshock.coding.events.rules import event_rules
from foreshock.coding.statements.rules import statement_rules

_PARTS: dict[str, Callable[[], Mapping[str, str]]] = {
    "Statements": statement_rules,
    "Events": event_rules,
    "Claims": claim_rules,
}


class Example(NamedTuple):
    """A text that a rule reads: its paragraphs, and the headline and agency it needs to be read so."""

    paragraphs: tuple[str, ...]
    headline: str | None = None
    agency: str | None = None


class Rule(NamedTuple):
    """One rule as the documentation lists it; `part` is "Statements", "Events", "Claims" or "Dates"."""

    id: str
    part: str
    meaning: str
    example: Example


@cache
def rule_catalogue() -> tuple[Rule, ...]:
    """Return every rule that a statement, event or claim can carry, in a stable order."""
    return tuple(_listed(_PARTS))


@cache
def date_catalogue() -> tuple[Rule, ...]:
    """Return every rule that reads a date expression, in a stable order."""
    return tuple(_listed({"Dates": date_rules}))


def _listed(parts: Mapping[str, Callable[[], Mapping[str, str]]]) -> Iterator[Rule]:
    examples = _examples()
    for part, rules in parts.items():
        yield from (Rule(name, part, meaning, examples[name]) for name, meaning in rules().items())


def rule_reference() -> str:
    """Return the documentation page of the rules, in Markdown."""
    lines = [
        "# Rules",
        "",
        "Written from the code by `python docs/generate.py`. Each statement, event and claim of a reading names the",
        "rule that made it; the rules of dates are named by `foreshock explain`, which shows an article's rules at",
        "work. A test reads every example below, published on Thursday 14 March 2024, and finds its rule.",
    ]
    rules = (*rule_catalogue(), *date_catalogue())
    for part in dict.fromkeys(rule.part for rule in rules):
        lines += ["", f"## {part}", "", "| rule | meaning | example |", "|-|-|-|"]
        lines += [f"| `{r.id}` | {r.meaning} | {_shown(r.example)} |" for r in rules if r.part == part]
    return "\n".join(lines) + "\n"


def _shown(example: Example) -> str:
    text = " ¶ ".join(example.paragraphs)
    headed = [example.agency and f"agency {example.agency}", example.headline and f"headline “{example.headline}”"]
    around = ", ".join(part for part in headed if part)
    return f"{text} ({around})" if around else text


def _examples() -> dict[str, Example]:
    table = tomllib.loads(resources.files(__package__).joinpath("examples.toml").read_text(encoding="utf-8"))
    found = {}
    for part, rows in table.items():
        for name, value in rows.items():
            row = {"text": value} if isinstance(value, str) else value
            paragraphs = tuple(line.strip() for line in row["text"].strip().split("\n\n"))
            key = name if name == part else f"{part}.{name}"
            found[key] = Example(paragraphs, row.get("headline"), row.get("agency"))
    return found
