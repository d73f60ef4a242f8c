"""How well a state agency's documents are coded: who speaks, from which office, at what rank, to whom, doing what.

The labels are `tests/gold/state_agency.csv`, made by hand. In it "a|b" are answers that careful
readers could both give (an empty one: nothing), "?" marks an addressee that may be coded or not,
and the speaker "none" stands for a document that holds no statement. Two documents in three (by a
hash of day and headline) are for development; the others are only reported.

A document's statement is the longest word of one speaker in it; the second longest counts where a
document has two labels. Articles are given to the reader as a `.jsonl` gives them: text, headline,
section and day. A document in which the reader finds no statement, or a false one, has every field wrong.

Run: python bench/state_agency.py ARTICLES.jsonl [--verbose]
"""

import argparse
import csv
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from foreshock.coding.gazetteer import build_gazetteer
from foreshock.coding.parse import load_parser
from foreshock.coding.prepare import prepare_article
from foreshock.coding.statements.code import code_statements
from foreshock.coding.statements.levels import build_levels
from foreshock.intake.text import Known, build_article, published_on
from foreshock.terms.article import Article
from foreshock.terms.reading import Statement
from foreshock.theaters.load import load_pack

GOLD = Path(__file__).parent.parent / "tests" / "gold" / "state_agency.csv"
FIELDS = ("statement", "code", "speaker", "office", "rank", "addressees", "stance")
NONE = "none"
STANCES = {
    "ACCUSE": "accuse", "THREATEN": "threaten", "REJECT": "reject", "REQUEST": "demand", "AGREE": "accept",
    "SUPPORT": "support", "CONCEDE": "accept", "PROTEST": "accuse", None: "neutral",
}  # fmt: skip


@dataclass(frozen=True)
class Label:
    """One hand-made row: the fields as written, before "|", ";" and "?" are taken apart."""

    date: str
    headline: str
    code: str
    speaker: str
    office: str
    rank: str
    addressees: str
    stance: str
    doubt: str

    @property
    def held_out(self) -> bool:
        """Whether the document is kept for reporting."""
        return hashlib.sha256(f"{self.date}|{self.headline}".encode()).digest()[0] % 3 == 0


@dataclass
class Said:
    """What one speaker says in a document, taken together."""

    statement: Statement
    rank: str | None
    size: int = 0
    addressees: list[str] = field(default_factory=list)
    stances: dict[str, int] = field(default_factory=dict)

    @property
    def stance(self) -> str:
        """What the larger part of the words does; "neutral" only when all of them are."""
        acts = {stance: size for stance, size in self.stances.items() if stance != "neutral"}
        return max(acts, key=lambda stance: acts[stance]) if acts else "neutral"


def read_labels() -> list[Label]:
    """Return the hand-made labels."""
    with GOLD.open(encoding="utf-8", newline="") as stream:
        return [Label(**row) for row in csv.DictReader(stream)]


def read_documents(path: Path, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Article]:
    """Return the wanted articles by day and first line of the headline."""
    keys, found = set(wanted), dict[tuple[str, str], Article]()
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            record = json.loads(line)
            day, headline = record["published_at"][:10], record["headline"].split("\n")[0].strip()
            if (day, headline) in keys and (day, headline) not in found:
                printed = published_on(date.fromisoformat(day), "field")
                known = Known(headline=headline, section=record.get("topic"), published=printed)
                found[day, headline], _ = build_article(record["text"], "body", "jsonl", known)
    return found


def code_documents(articles: Mapping[tuple[str, str], Article]) -> Iterator[tuple[tuple[str, str], list[Said]]]:
    """Yield each document with its speakers, the one with most words first."""
    pack = load_pack("korea")
    levels = build_levels(pack)
    parser, gazetteer, zone = load_parser(), build_gazetteer(pack), ZoneInfo(pack.theater.zone)
    for key, article in articles.items():
        parsed = prepare_article(article, parser=parser, gazetteer=gazetteer, zone=zone)
        voices: dict[object, Said] = {}
        for one in code_statements(parsed, pack):
            who = one.speaker
            place = (who.code, who.name) if who.name is not None else (who.code, who.office, who.role)
            voice = voices.setdefault(place, Said(one, levels.of(who, parsed.published)))
            size = sum(span.end - span.start for span in one.content)
            stance = STANCES.get(one.type, "other")
            voice.size += size
            voice.stances[stance] = voice.stances.get(stance, 0) + size
            voice.addressees.extend(code for code in one.addressees if code not in voice.addressees)
        yield key, sorted(voices.values(), key=lambda voice: -voice.size)


def grade(label: Label, said: Said | None) -> dict[str, bool]:
    """Return which fields of a label the reader got right; those the label does not ask are left out."""
    if label.speaker == NONE:
        return {"statement": said is None}
    if said is None:
        return dict.fromkeys(FIELDS, False)
    who = said.statement.speaker
    return {
        "statement": True,
        "code": (who.code or "")[:3] == label.code[:3],
        "speaker": _same_speaker(label.speaker, who.name, who.role, who.text),
        "office": (who.office or "") in label.office.split("|"),
        "rank": (said.rank or "") in label.rank.split("|"),
        "addressees": _same_addressees(label.addressees, said.addressees),
        "stance": said.stance in label.stance.split("|"),
    }


def _same_speaker(label: str, name: str | None, role: str | None, text: str | None) -> bool:
    if name is None and role is None and label:
        return label in (text or "").split()
    if name is None:
        return (role or "") == label
    ours, theirs = set(name.lower().split()), set(label.lower().split())
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


def _same_addressees(label: str, codes: Sequence[str]) -> bool:
    cells = [cell for cell in label.split(";") if cell]
    needed, allowed = {c for c in cells if not c.endswith("?")}, {c.rstrip("?") for c in cells}
    return needed <= set(codes) <= allowed


def pair(labels: Sequence[Label], voices: Sequence[Said]) -> Iterator[tuple[Label, Said | None]]:
    """Yield a document's labels with the speakers they are about: by state where there are two."""
    chosen = list(voices[: len(labels)])
    for label in labels:
        same = next((said for said in chosen if (said.statement.speaker.code or "") == label.code), None)
        said = same or (chosen[0] if chosen and len(labels) == 1 else None)
        if said is not None:
            chosen.remove(said)
        yield label, said


def score(path: Path) -> list[tuple[Label, Said | None, dict[str, bool]]]:
    """Return every label with what was coded for it and which fields are right.

    Raises:
        KeyError: a labelled document is not in the file.
    """
    labels: dict[tuple[str, str], list[Label]] = {}
    for label in read_labels():
        labels.setdefault((label.date, label.headline), []).append(label)
    articles = read_documents(path, labels)
    if missing := labels.keys() - articles.keys():
        raise KeyError(f"{len(missing)} labelled documents are not in {path}: {min(missing)}")
    return [
        (label, said, grade(label, said))
        for key, voices in code_documents(articles)
        for label, said in pair(labels[key], voices)
    ]


def accuracy(graded: Iterable[dict[str, bool]]) -> dict[str, tuple[int, int]]:
    """Return right answers and questions by field."""
    totals = dict.fromkeys(FIELDS, (0, 0))
    for marks in graded:
        for name, right in marks.items():
            totals[name] = (totals[name][0] + right, totals[name][1] + 1)
    return totals


def main() -> None:
    """Print accuracy by field on both halves, and each mistake of the development half when asked."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("articles", type=Path)
    options.add_argument("--verbose", action="store_true", help="list the mistakes of the development half")
    given = options.parse_args()
    scored = score(given.articles)
    halves = {
        "development": [row for row in scored if not row[0].held_out],
        "held out": [row for row in scored if row[0].held_out],
    }
    print(f"{'':<12}" + "".join(f"{name:>19}" for name in halves))
    tables = {name: accuracy(marks for _, _, marks in rows) for name, rows in halves.items()}
    for name in FIELDS:
        cells = (f"{right}/{asked} {right / asked:.3f}" for right, asked in (t[name] for t in tables.values()))
        print(f"{name:<12}" + "".join(f"{cell:>19}" for cell in cells))
    if given.verbose:
        for label, said, marks in halves["development"]:
            for name in (name for name, right in marks.items() if not right):
                print(f"{label.date} {label.headline[:50]:<50} {name}: {_shown(label, name)} <> {_coded(said, name)}")


def _shown(label: Label, name: str) -> str:
    return ("no statement" if label.speaker == NONE else "one") if name == "statement" else str(getattr(label, name))


def _coded(said: Said | None, name: str) -> str:
    if said is None:
        return "no statement"
    who = said.statement.speaker
    found: dict[str, object] = {
        "statement": f"{who.text!r} ({said.statement.rule})",
        "code": who.code,
        "speaker": who.name or who.role,
        "office": who.office,
        "rank": said.rank,
        "addressees": ";".join(said.addressees),
        "stance": said.stance,
    }
    return str(found[name])


if __name__ == "__main__":
    main()
