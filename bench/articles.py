"""How invented wire articles are coded, against annotation made by hand before they were first read.

`tests/gold/articles` holds articles and gold of the same name. In gold, `must` items are asked for; the
others may be coded and count for precision alone. An item is matched when its evidence or words hold the
`anchor` and its kind or type is one of those listed; attributes are judged on the matched `must` items.
Of articles that begin with "held-" only totals are printed: no rule was written with a look at their faults.

Run: python bench/articles.py [--verbose]
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from foreshock.coding.read import Coder, load_coder, read_article
from foreshock.intake.text import Known, build_article
from foreshock.theaters.load import load_pack

GOLD = Path(__file__).parent.parent / "tests" / "gold" / "articles"
SECTIONS = ("statements", "events", "claims")

Item = dict[str, Any]


class Score(NamedTuple):
    """Of a section: must items matched of those asked, items made that match any, attributes right of those judged."""

    matched: int
    asked: int
    fitting: int
    made: int
    right: int
    judged: int
    missed: tuple[str, ...] = ()

    @property
    def f1(self) -> float:
        """The harmonic mean of recall over must items and precision over all."""
        recall = self.matched / self.asked if self.asked else 1.0
        precision = self.fitting / self.made if self.made else 0.0
        return 2 * recall * precision / (recall + precision) if recall + precision else 0.0

    @property
    def attributes(self) -> float:
        """The share of attributes that are right."""
        return self.right / self.judged if self.judged else 1.0


def names(*, held: bool) -> list[str]:
    """Return the names of the articles: those held out, or the others."""
    return sorted(path.stem for path in GOLD.glob("*.json") if path.stem.startswith("held-") == held)


@cache
def _coder() -> Coder:
    return load_coder(load_pack("korea"))


def read(name: str) -> tuple[Item, Item]:
    """Return an article's gold, and its reading as JSON has it."""
    gold = json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))
    published = datetime.fromisoformat(gold["published"]) if "published" in gold else None
    text = (GOLD / f"{name}.txt").read_text(encoding="utf-8")
    article, _ = build_article(text, "page", "text", Known(argument=published))
    return gold, json.loads(msgspec.json.encode(read_article(article, _coder())))


def score(section: str, gold: Sequence[Item], made: Sequence[Item]) -> Score:
    """Score one section of a reading."""
    used: set[int] = set()
    missed: list[str] = []
    matched = right = judged = 0
    for item in gold:
        fitting = [at for at, one in enumerate(made) if _holds(one, item["anchor"]) and _is_kind(section, item, one)]
        used.update(fitting)
        if not item["must"]:
            continue
        if not fitting:
            missed.append(f"{section} {item['id']}: {item['anchor']}")
            continue
        matched += 1
        best = max(
            (dict(_attributes(section, item, made[at])) for at in fitting), key=lambda marks: sum(marks.values())
        )
        right, judged = right + sum(best.values()), judged + len(best)
        missed += [f"{section} {item['id']} {name}: {item['anchor']}" for name, good in best.items() if not good]
    asked = sum(item["must"] for item in gold)
    return Score(matched, asked, len(used), len(made), right, judged, tuple(missed))


def total(scores: Sequence[Score]) -> Score:
    """Return scores added up."""
    matched, asked, fitting, made, right, judged = (
        sum(column) for column in zip(*(one[:6] for one in scores), strict=True)
    )
    return Score(matched, asked, fitting, made, right, judged)


def _plain(text: str | None) -> str:
    return " ".join((text or "").translate(str.maketrans("’‘“”", "''\"\"")).lower().split())


def _holds(item: Item, anchor: str) -> bool:
    words, wanted = [item.get("text"), *(span["text"] for span in item.get("evidence", ()))], _plain(anchor)
    words += [span["text"] for span in item.get("content", ())]
    return any(wanted in text or (len(text) > 12 and text in wanted) for text in map(_plain, words) if text)


def _is_kind(section: str, wanted: Item, item: Item) -> bool:
    kinds, types = wanted.get("kind", []), wanted.get("type", [])
    if section == "claims":
        return not kinds or item["kind"] in kinds
    if section == "statements":
        return True
    named = any(kind in (item["kind"] or "") for kind in kinds)
    return named or item["type"] in types or not (kinds or types)


def _attributes(section: str, wanted: Item, item: Item) -> Iterator[tuple[str, bool]]:
    """Yield each attribute the gold states, and whether the item has it."""
    if section == "claims":
        if "lag" in wanted and item["lag"] is not None:
            yield "lag", wanted["lag"][0] <= item["lag"]["max_days"] <= wanted["lag"][1] + 1
        for side in ("antecedent", "consequent"):
            if side in wanted:
                yield side, wanted[side] in ((item[side] or {}).get("kind") or "")
        return
    said = section == "statements"
    who = [item["speaker"]["code"], *(one["code"] for one in item["speakers"])] if said else _codes(item["actors"])
    whom = item["addressees"] if said else _codes(item["recipients"])
    if "actor" in wanted:
        yield "actor", wanted["actor"] in who
    if "actors" in wanted:
        yield "actor", set(wanted["actors"]) <= set(who)
    if "actors_any" in wanted:
        yield "actor", bool(set(wanted["actors_any"]) & set(who))
    if "actors_all_sides" in wanted:
        yield "actor", set(wanted["actors_all_sides"]) <= {*who, *whom}
    for name in ("recipients", "addressees"):
        if name in wanted:
            yield "recipient", set(wanted[name]) <= set(whom)
        if f"{name}_any" in wanted:
            yield "recipient", bool(set(wanted[f"{name}_any"]) & set(whom))
    if "when" in wanted:
        yield "when", _overlaps(item["when"], *wanted["when"])
    for name in ("status", "type", "quote"):
        if name in wanted:
            yield name, item[name] in wanted[name]
    if "kind" in wanted:
        yield "kind", any(kind in (item["kind"] or "") for kind in wanted["kind"])
    if "count" in wanted:
        yield "count", (item["count"] or {}).get("value") == wanted["count"]
    if said:
        yield from _of_speaker(wanted, item)


def _of_speaker(wanted: Item, item: Item) -> Iterator[tuple[str, bool]]:
    speaker = item["speaker"]
    if "role" in wanted:
        blob = " ".join(_plain(speaker[key]) for key in ("role", "name", "text", "office")).replace(
            "defence", "defense"
        )
        yield "role", wanted["role"].split()[0] in blob
    if "anonymous" in wanted:
        yield "anonymous", speaker["anonymous"] or any(via["anonymous_source"] for via in item["via"])
    if "via" in wanted:
        yield "via", set(wanted["via"]) <= {via["outlet"] for via in item["via"]}
    if "condition" in wanted:
        yield "condition", _plain(wanted["condition"]) in _plain(item["condition"])


def _codes(refs: Sequence[Item]) -> list[str]:
    return [ref["code"] for ref in refs]


def _overlaps(when: Item | None, first: str, last: str) -> bool:
    """Return whether days lie in a week or less asked for, or overlap a longer stretch without being much longer."""
    days = [date.fromisoformat(day) for day in ((when or {}).get("start"), (when or {}).get("end")) if day]
    if not days:
        return False
    low, high = date.fromisoformat(first), date.fromisoformat(last)
    if high - low <= timedelta(days=7):
        return low <= days[0] and days[-1] <= high
    return days[0] <= high and days[-1] >= low and (days[-1] - days[0]) <= (high - low) + timedelta(days=31)


def main() -> None:
    """Print each article's F1 and attributes by section; with --verbose, what is wrong in those not held out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args()
    for held in (False, True):
        rows = []
        for name in names(held=held):
            gold, reading = read(name)
            rows.append([score(section, gold[section], reading[section]) for section in SECTIONS])
            print(f"{name:<34}" + "  ".join(f"{one.f1:.3f} {one.attributes:.3f}" for one in rows[-1]))
            if args.verbose and not held:
                print("\n".join(f"    {line}" for one in rows[-1] for line in one.missed))
        sums = [total(column) for column in zip(*rows, strict=True)]
        label = "held out" if held else "together"
        print(f"{label:<34}" + "  ".join(f"{one.f1:.3f} {one.attributes:.3f}" for one in sums))


if __name__ == "__main__":
    main()
