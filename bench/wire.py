"""How hard sentences of wire copy are coded: by group, and by field.

The sentences and their annotation are `tests/coding/wire/sentences.toml` (its head says how to read
them). A case is right when everything it states is. For each field the marks also say whether a
value was given at all, which `bench/abstention.py` counts.

Run: python bench/wire.py [--verbose] [--group NAME]
"""

import argparse
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from foreshock.coding.read import Coder, load_coder, read_article
from foreshock.terms.article import Article
from foreshock.terms.reading import ActorRef, Event, Reading, Statement, When
from foreshock.theaters.load import load_pack

FIXTURES = Path(__file__).parent.parent / "tests" / "coding" / "wire"
PUBLISHED = "2024-03-14"
OPEN = "open"

Case = dict[str, Any]


class Mark(NamedTuple):
    """One thing a case states: `stated` is whether it states a value (not that it is open), `given` whether one was."""

    field: str
    stated: bool
    given: bool
    right: bool
    got: object = None


def load_cases(name: str = "sentences.toml") -> list[Case]:
    """Return the cases of a fixture file."""
    cases: list[Case] = tomllib.loads((FIXTURES / name).read_text(encoding="utf-8"))["cases"]
    return cases


@cache
def coder_of(theater: str) -> Coder:
    """Return the coder of a theater, built once."""
    return load_coder(load_pack(theater))


def read_case(case: Case) -> Reading:
    """Read a case as an article of its own."""
    coder = coder_of(case.get("theater", "korea"))
    published = datetime.fromisoformat(case.get("published", PUBLISHED))
    article = Article(
        id="sha256:0",
        headline=case.get("headline"),
        agency=case.get("agency"),
        section=case.get("section"),
        paragraphs=tuple(part.strip() for part in case["text"].strip().split("\n\n")),
        published_at=published.replace(hour=12, tzinfo=ZoneInfo(coder.pack.theater.zone)),
        published_precision="day",
    )
    return read_article(article, coder)


def marks_of(case: Case, reading: Reading) -> list[Mark]:
    """Return a mark for everything a case states."""
    found = [mark for wanted in case.get("events", []) for mark in _event_marks(wanted, reading.events)]
    found += [mark for wanted in case.get("statements", []) for mark in _statement_marks(wanted, reading.statements)]
    if case.get("events") == []:
        done = [event.kind for event in reading.events if event.status in ("happened", "ongoing")]
        found.append(Mark("no event", False, bool(done), not done, done))
    if "only_events" in case:
        found.append(Mark("only", True, True, len(reading.events) == case["only_events"], _told(reading.events)))
    for kind in case.get("never", []):
        made = [
            e.kind for e in reading.events if (e.kind or "").startswith(kind) and e.status in ("happened", "ongoing")
        ]
        found.append(Mark("never", False, bool(made), not made, made))
    warned = " / ".join(reading.problems).lower()
    if "problem" in case:
        found.append(Mark("problem", True, bool(warned), case["problem"] in warned, warned))
    if "no_problem" in case:
        found.append(Mark("problem", False, bool(warned), case["no_problem"] not in warned, warned))
    return found


def _event_marks(wanted: Case, events: Sequence[Event]) -> list[Mark]:
    fitting = [event for event in events if _names(wanted, event)]
    if not fitting:
        return [Mark("found", True, False, False, _told(events))]
    scored = [_fields(wanted, event) for event in fitting]
    return [Mark("found", True, True, True), *max(scored, key=lambda marks: sum(mark.right for mark in marks))]


def _told(events: Sequence[Event]) -> list[tuple[str | None, str | None, str | None]]:
    return [(event.type, event.kind, event.status) for event in events]


def _names(wanted: Case, event: Event) -> bool:
    if "near" in wanted and not any(wanted["near"] in span.text for span in event.evidence):
        return False
    if "kind" in wanted:
        return (event.kind or "").startswith(wanted["kind"])
    return event.type == wanted.get("type", event.type)


def _fields(wanted: Case, event: Event) -> list[Mark]:
    marks = []
    if "kind" in wanted and "type" in wanted:
        marks.append(Mark("type", True, event.type is not None, event.type == wanted["type"], event.type))
    if "status" in wanted:
        fits = wanted["status"] if isinstance(wanted["status"], list) else [wanted["status"]]
        marks.append(Mark("status", True, event.status is not None, event.status in fits, event.status))
    if "when" in wanted:
        marks.append(_when_mark("event date", wanted["when"], event.when))
    for name, refs in (("actors", event.actors), ("recipients", event.recipients)):
        if name in wanted:
            marks.append(_who_mark(name, wanted[name], refs))
    if "count" in wanted:
        value = event.count.value if event.count is not None else None
        marks.append(Mark("count", True, value is not None, value == wanted["count"], value))
    if "qualifier" in wanted:
        how = event.count.qualifier if event.count is not None else None
        marks.append(Mark("qualifier", True, how is not None, how == wanted["qualifier"], how))
    return marks


def _who_mark(name: str, wanted: list[str] | str, refs: Sequence[ActorRef]) -> Mark:
    codes = [ref.code for ref in refs]
    if wanted == OPEN:
        return Mark(name, False, bool(codes), not codes, codes)
    return Mark(name, True, bool(codes), set(wanted) <= set(codes), codes)


def _when_mark(name: str, wanted: list[str] | str, when: When | None) -> Mark:
    days = None if when is None else [str(when.start), str(when.end)]
    if wanted == OPEN:
        return Mark(name, False, days is not None, days is None, days)
    return Mark(name, True, days is not None, days == wanted, days)


def _statement_marks(wanted: Case, statements: Sequence[Statement]) -> list[Mark]:
    fitting = [one for one in statements if wanted["says"] in " ".join(span.text for span in one.content)]
    if not fitting:
        said = [" ".join(span.text for span in one.content) for one in statements]
        return [Mark("said", True, False, False, said)]
    scored = [[Mark("said", True, True, True), *_said_fields(wanted, one)] for one in fitting]
    return max(scored, key=lambda marks: sum(mark.right for mark in marks))


def _said_fields(wanted: Case, said: Statement) -> Iterator[Mark]:
    speaker = said.speaker
    plain: dict[str, object] = {
        "code": speaker.code, "office": speaker.office, "name": speaker.name, "anonymous": speaker.anonymous,
        "quote": said.quote, "type": said.type, "via": [via.outlet for via in said.via] or None,
        "to": list(said.addressees) or None,
    }  # fmt: skip
    names = {"code": "speaker", "type": "act", "to": "addressees"}
    for key, value in plain.items():
        if key in wanted:
            yield Mark(names.get(key, key), True, value is not None, value == wanted[key], value)
    if "role" in wanted:
        yield Mark("role", True, speaker.role is not None, wanted["role"] in (speaker.role or ""), speaker.role)
    if "if" in wanted:
        hangs = said.condition or ""
        yield Mark("condition", True, bool(hangs), wanted["if"].lower() in hangs.lower(), hangs)
    if "when" in wanted:
        yield _when_mark("statement date", wanted["when"], said.when)


def by_group(cases: Iterable[Case]) -> dict[str, tuple[int, int]]:
    """Return for each group how many of its cases are right, and how many it has."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for case in cases:
        total[case["group"]] += 1
        right[case["group"]] += all(mark.right for mark in marks_of(case, read_case(case)))
    return {group: (right[group], total[group]) for group in total}


def main() -> None:
    """Print the groups and, with --verbose, what is wrong in each case."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--group")
    parser.add_argument("--fixture", default="sentences.toml")
    args = parser.parse_args()
    cases = [case for case in load_cases(args.fixture) if args.group in (None, case["group"])]
    if args.verbose:
        for case in cases:
            wrong = [(mark.field, mark.got) for mark in marks_of(case, read_case(case)) if not mark.right]
            if wrong:
                print(f"[{case['group']}] {' ¶ '.join(case['text'].split(chr(10) * 2)).strip()}\n    {wrong}")
    groups = by_group(cases)
    for group, (right, total) in groups.items():
        print(f"{group:<14}{right:>4}/{total:<4}{right / total:.2f}")
    right, total = (sum(column) for column in zip(*groups.values(), strict=True))
    print(f"{'all':<14}{right:>4}/{total:<4}{right / total:.3f}")


if __name__ == "__main__":
    main()
