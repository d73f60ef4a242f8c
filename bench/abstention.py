"""How often a field is given at all, and how often it is right when it is.

A reading leaves open what its text does not settle. For every status and date field (and the
actors and speakers beside them) this reports, over items that gold annotates and the reader found:

    asked   items whose value the gold states       given   of these, how many got a value
    right   of those given, how many are right      open    items that the gold says are open
    left    of these, how many were left open

Coverage is given/asked, accuracy is right/given where a value was given, a value given for an open
item being wrong. Gold: sentences of our own (`tests/coding/wire`), and what exists of the files
named below: the annotated article, date expressions, state-agency labels.

Run: python bench/abstention.py [--gold FOLDER] [--json]
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

import state_agency
import wire

from foreshock.coding.dates.find import find_dates
from foreshock.coding.read import read_article
from foreshock.intake.text import Known, build_article
from foreshock.terms.reading import Event, Reading, When

OWN = "own sentences"
FIXTURES = ("sentences.toml", "held_out.toml")
FIELDS = (
    "status", "event date", "statement date", "actors", "recipients", "count", "speaker", "office", "name", "act",
    "addressees", "date value",
)  # fmt: skip


class Answer(NamedTuple):
    """One field of one item: `stated` whether gold states a value (else it is open), `given`, `right`."""

    gold: str
    field: str
    stated: bool
    given: bool
    right: bool


class Row(NamedTuple):
    """The counts of one field on one gold."""

    asked: int
    given: int
    right: int
    open: int
    left: int

    @property
    def coverage(self) -> float:
        """Share of the stated values for which one was given."""
        return self.given / self.asked if self.asked else 0.0

    @property
    def accuracy(self) -> float:
        """Share of the values given that are right; one given where gold is open is wrong."""
        made = self.given + self.open - self.left
        return self.right / made if made else 0.0


def count(answers: Iterable[Answer]) -> dict[tuple[str, str], Row]:
    """Return the counts by gold and field."""
    rows: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for answer in answers:
        rows[answer.gold, answer.field].append(answer)
    return {key: _row(found) for key, found in rows.items()}


def _row(answers: list[Answer]) -> Row:
    stated = [one for one in answers if one.stated]
    unsettled = [one for one in answers if not one.stated]
    return Row(
        len(stated), sum(one.given for one in stated), sum(one.given and one.right for one in stated),
        len(unsettled), sum(not one.given for one in unsettled),
    )  # fmt: skip


def own_answers() -> Iterator[Answer]:
    """Yield the fields that sentences of our own state."""
    for name in FIXTURES:
        for case in wire.load_cases(name):
            for mark in wire.marks_of(case, wire.read_case(case)):
                if mark.field in FIELDS:
                    yield Answer(OWN, mark.field, mark.stated, mark.given, mark.right)


def article_answers(gold: Path) -> Iterator[Answer]:
    """Yield the status and date fields of an annotated article (`NAME.json` beside `../articles/NAME.txt`)."""
    wanted = json.loads(gold.read_text(encoding="utf-8"))
    text = (gold.parent.parent / "articles" / f"{gold.stem}.txt").read_text(encoding="utf-8")
    article, _ = build_article(text, "page", "text", Known())
    reading = read_article(article, wire.coder_of("korea"))
    paragraphs = " ".join(reading.article.paragraphs)
    if not paragraphs:
        return
    for item in wanted["events"]:
        found = _best(item, reading)
        if found is None:
            continue
        if item.get("status"):
            given = found.status is not None
            yield Answer("article", "status", True, given, found.status in item["status"])
        if item.get("when"):
            yield Answer("article", "event date", True, found.when is not None, _within(found.when, *item["when"]))


def _best(item: dict[str, Any], reading: Reading) -> Event | None:
    """Return the event that rests on an item's words and has its kind or type, the one with most fields right."""
    anchor = " ".join(item["anchor"].split()).lower()
    fitting: list[tuple[int, int, Event]] = []
    for event in reading.events:
        told = " ".join(" ".join(span.text for span in event.evidence).split()).lower()
        kinds, types = item.get("kind") or [], item.get("type") or []
        named = any((event.kind or "").startswith(kind) for kind in kinds) or event.type in types
        if anchor in told and (named or not (kinds or types)):
            right = (
                event.status in (item.get("status") or ()),
                item.get("when") and _within(event.when, *item["when"]),
            )
            fitting.append((sum(map(bool, right)), -len(fitting), event))
    return max(fitting, key=lambda row: row[:2])[2] if fitting else None


def _within(when: When | None, first: str, last: str) -> bool:
    if when is None or (when.start is None and when.end is None):
        return False
    start, end = when.start or when.end, when.end or when.start
    if start is None or end is None:
        return False
    low, high = date.fromisoformat(first[:10]), date.fromisoformat(last[:10])
    if high - low <= timedelta(days=7):
        return start >= low and end <= high
    return start <= high and end >= low


def date_answers(path: Path) -> Iterator[Answer]:
    """Yield calendar expressions of TimeML gold (`score_dates.py` reads the same): their values."""
    for line in path.open(encoding="utf-8"):
        record = json.loads(line)
        found = find_dates(record["text"], date.fromisoformat(record["published_at"][:10]))
        for wanted in record["dates"]:
            if wanted["type"] not in ("DATE", "TIME") or not wanted.get("value"):
                continue
            interval = _interval(wanted["value"])
            if interval is None and not wanted["value"].endswith("_REF"):
                continue  # a season, a decade, a recurrence: no stretch of days to compare
            over = [one for one in found if one.start < wanted["end"] and wanted["start"] < one.end]
            settled = [one for one in over if one.from_ is not None]
            right = any((one.from_, one.to) == interval for one in settled)
            yield Answer("dates", "date value", interval is not None, bool(settled), right)


def _interval(value: str) -> tuple[date, date] | None:
    """Return the days of a TimeML value that stands on the calendar, None for "PRESENT_REF" and the like."""
    day = value.split("T", maxsplit=1)[0]
    try:
        if len(day) == len("2023-02-02") and day[4] == "-" and "W" not in day:
            return (date.fromisoformat(day),) * 2
        if len(day) == len("2023-02") and day[5:].isdigit():
            first = date(int(day[:4]), int(day[5:]), 1)
            return first, (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        if len(day) == len("2023") and day.isdigit():
            return date(int(day), 1, 1), date(int(day), 12, 31)
        if "-W" in day and len(day) == len("2023-W05"):
            first = date.fromisocalendar(int(day[:4]), int(day[6:]), 1)
            return first, first + timedelta(days=6)
        if "-Q" in day and len(day) == len("2023-Q1"):
            year, quarter = int(day[:4]), int(day[6:])
            after = date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
            return date(year, 3 * quarter - 2, 1), after - timedelta(days=1)
    except ValueError:
        return None
    return None


def agency_answers(path: Path) -> Iterator[Answer]:
    """Yield the fields of labelled state-agency documents in which a statement was found."""
    for label, said, marks in state_agency.score(path):
        if label.speaker == state_agency.NONE or said is None:
            continue
        who = said.statement.speaker
        values = {"speaker": who.code, "office": who.office, "act": said.stance, "addressees": said.addressees or None}
        names = {"speaker": ("code", label.code), "office": ("office", label.office), "act": ("stance", label.stance),
                 "addressees": ("addressees", label.addressees)}  # fmt: skip
        for field, value in values.items():
            name, wanted = names[field]
            stated = bool(wanted.replace("?", "").strip("|; "))
            yield Answer("state agency", field, stated, value is not None, marks[name])


def gather(folder: Path | None) -> Iterator[Answer]:
    """Yield the answers on every gold that is there."""
    yield from own_answers()
    if folder is None or not folder.is_dir():
        return
    for path in sorted(folder.glob("*.json")):
        if (folder.parent / "articles" / f"{path.stem}.txt").exists():
            yield from article_answers(path)
    if (folder / "dates_dev.jsonl").exists():
        yield from date_answers(folder / "dates_dev.jsonl")
    if (folder / "kcna_dev.jsonl").exists():
        yield from agency_answers(folder / "kcna_dev.jsonl")


def table(rows: dict[tuple[str, str], Row]) -> str:
    """Return the counts as text."""
    lines = [f"{'gold':<15}{'field':<16}{'asked':>6}{'given':>6}{'coverage':>10}{'accuracy':>10}{'open':>6}{'left':>6}"]
    for (gold, field), row in rows.items():
        shares = f"{row.coverage:>10.3f}{row.accuracy:>10.3f}"
        lines.append(f"{gold:<15}{field:<16}{row.asked:>6}{row.given:>6}{shares}{row.open:>6}{row.left:>6}")
    return "\n".join(lines)


def main() -> None:
    """Print a table, or with --json one object a field."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, metavar="FOLDER", help="where the public gold files lie")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    rows = count(gather(args.gold))
    if not args.json:
        print(table(rows))
        return
    for (gold, field), row in rows.items():
        shares = {"coverage": round(row.coverage, 3), "accuracy": round(row.accuracy, 3)}
        print(json.dumps({"gold": gold, "field": field, **row._asdict(), **shares}))


if __name__ == "__main__":
    main()
