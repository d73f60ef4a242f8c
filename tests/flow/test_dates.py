"""Dates of raw texts, as the command prints them."""

import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec

from foreshock.flow.articles import Inputs
from foreshock.flow.dates import DatedText, date_texts
from foreshock.flow.failed import FailedInput
from foreshock.terms.clock import FixedClock


def inputs(*paths: Path, published: date | None = None) -> Inputs:
    clock = FixedClock(datetime(2024, 1, 1, tzinfo=UTC))
    return Inputs(tuple(map(str, paths)), io.BytesIO(), published, 1.0, clock)


def dated(*paths: Path, published: date | None = None) -> list[DatedText]:
    items = list(date_texts(inputs(*paths, published=published), "korea"))
    assert not [item for item in items if isinstance(item, FailedInput)]
    return [item for item in items if isinstance(item, DatedText)]


def test_each_line_of_a_jsonl_is_dated_by_its_own_publication_time(tmp_path: Path) -> None:
    lines = [
        {"id": "a", "text": "\n\nIt fell Friday.\n", "published_at": "2023-02-04"},
        {"id": "b", "text": "It fell today.", "published_at": "2023-02-04T16:30:00Z"},
        {"id": "c", "text": "It fell today."},
    ]
    path = tmp_path / "texts.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    found = dated(path)
    assert [item.id for item in found] == ["a", "b", "c"]
    assert [item.dates[0].from_ for item in found] == [date(2023, 2, 3), date(2023, 2, 5), None]  # b: next day there


def test_a_date_is_printed_with_exactly_the_contract_s_fields_and_raw_offsets(tmp_path: Path) -> None:
    text = "\n\nIt fell Friday.\n"
    path = tmp_path / "texts.jsonl"
    path.write_text(json.dumps({"id": "a", "text": text, "published_at": "2023-02-04"}), encoding="utf-8")
    (only,) = dated(path)[0].dates
    assert msgspec.to_builtins(only, builtin_types=(date,)) == {
        "start": 10, "end": 16, "text": "Friday", "from": date(2023, 2, 3), "to": date(2023, 2, 3), "precision": "day",
    }  # fmt: skip
    assert text[only.start : only.end] == "Friday"


def test_the_user_s_publication_day_dates_a_plain_file_and_a_missing_file_fails_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Harbor fire\n\nThe fire broke out late Tuesday, the port said.\n", encoding="utf-8")
    good, bad = date_texts(inputs(path, tmp_path / "none.txt", published=date(2023, 2, 4)), "korea")
    assert isinstance(good, DatedText)
    assert [(d.text, d.from_) for d in good.dates] == [("late Tuesday", date(2023, 1, 31))]
    assert isinstance(bad, FailedInput)
