"""Leaving unread what is not about the theater: what is kept is read as ever, what is not is counted."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from foreshock.cli.main import main
from foreshock.cli.terminal import Terminal
from foreshock.flow.articles import ExtractedInput, Inputs, extract_articles
from foreshock.flow.relevance import Sieve, build_sieve
from foreshock.terms.clock import FixedClock

ABOUT = "North Korea fired a missile on Tuesday, South Korea said. Pyongyang was silent."
NOT_ABOUT = "The city council of Riverton voted on Tuesday to plant four hundred lime trees along the canal."
NOW = datetime(2024, 3, 1, tzinfo=UTC)


def taken(path: Path, sieve: Sieve | None) -> list[ExtractedInput]:
    inputs = Inputs((str(path),), io.BytesIO(), None, 1.0, FixedClock(NOW), sieve)
    return [one for one in extract_articles(inputs) if isinstance(one, ExtractedInput)]


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    path = tmp_path / "wire.jsonl"
    rows = [{"id": str(at), "text": ABOUT if at % 4 == 0 else NOT_ABOUT} for at in range(8)]
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    return path


def test_what_is_kept_is_taken_in_as_without_a_sieve(wire: Path) -> None:
    sieve = build_sieve("korea")
    kept = taken(wire, sieve)
    assert kept == [one for one in taken(wire, None) if one.article.source_id in ("0", "4")]
    assert (sieve.kept, sieve.let_by) == (2, 6)


def test_a_page_that_names_the_theater_only_around_its_article_is_let_by(tmp_path: Path) -> None:
    body = "".join(f"<p>{NOT_ABOUT} The mayor, who had asked for the trees, was pleased.</p>" for _ in range(6))
    links = "".join(f"<li><a href='/{at}'>North Korea fires again</a></li>" for at in range(8))
    page = f"<html><body><nav><ul>{links}</ul></nav><article><h1>Trees for the canal</h1>{body}</article></body></html>"
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    sieve = build_sieve("korea")
    assert sieve.may_keep(page)
    assert taken(path, sieve) == []
    assert (sieve.kept, sieve.let_by) == (0, 1)


def test_a_theater_without_principal_actors_keeps_everything(wire: Path) -> None:
    sieve = build_sieve("world")
    assert len(taken(wire, sieve)) == 8
    assert sieve.summary == "0 of 8 articles let by: not about the theater world"


@pytest.mark.parametrize("command", ["read", "extract"])
def test_a_command_says_how_many_it_let_by(command: str, wire: Path) -> None:
    out, err = io.StringIO(), io.StringIO()
    code = main([command, "--relevant-only", "--json", str(wire)], Terminal(out, err, clock=FixedClock(NOW)))
    assert code == 0
    assert len(out.getvalue().splitlines()) == 2
    assert "6 of 8 articles let by: not about the theater korea" in err.getvalue()


def test_articles_let_by_are_not_added(wire: Path, tmp_path: Path) -> None:
    out, err = io.StringIO(), io.StringIO()
    record = str(tmp_path / "record.sqlite3")
    terminal = Terminal(out, err, clock=FixedClock(NOW), environ={})
    assert main(["add", "--relevant-only", "--json", str(wire), "--record", record], terminal) == 0
    assert len(out.getvalue().splitlines()) == 2
    assert "6 of 8 articles let by" in err.getvalue()
