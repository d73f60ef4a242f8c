"""The gate lets a document pass by what it names, whole words only, and never changes it."""

import functools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foreshock.coding.gate import Gate, build_gate
from foreshock.theaters.load import load_pack


@functools.cache
def built() -> Gate:
    return build_gate(load_pack("korea"))


@pytest.fixture
def gate() -> Gate:
    return built()


@pytest.mark.parametrize(
    "text",
    [
        "North Korea fired a missile, Pyongyang said.",
        "<p>Kim Jong\u2011un? No: Kim Jong Un&#39;s sister, Kim Yo Jong, spoke.</p>",
        "KCNA said the DPRK would answer.",
        "The respected ComradeKim Jong Unvisited a farm; Kim Jong Unwas glad.",
        "NORTH KOREA FIRES AGAIN; NORTH KOREA SILENT",
    ],
)
def test_two_mentions_pass(gate: Gate, text: str) -> None:
    assert gate.passes(text)
    assert gate.passes(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "France and Italy met.",
        "North Korea was mentioned once.",
        "She sang about the nk of DPRKs and NKing.",
        "\ud800",
    ],
)
def test_others_do_not(gate: Gate, text: str) -> None:
    assert not gate.passes(text)


def test_a_leaders_name_is_enough_by_itself(gate: Gate) -> None:
    assert gate.passes("A film about Kim Jong Il was shown.")
    assert not gate.passes("A film about Choe Son Hui was shown.")


def test_a_theater_without_a_principal_lets_everything_pass() -> None:
    assert build_gate(load_pack("world")).passes("France and Italy met.")


@given(st.text(max_size=200), st.text(max_size=200))
def test_text_around_two_mentions_cannot_stop_them(before: str, after: str) -> None:
    assert built().passes(f"{before} North Korea and Pyongyang {after}")


@given(st.binary(max_size=400))
def test_bytes_that_are_no_text_are_judged_by_the_names_in_them(raw: bytes) -> None:
    assert built().passes(b"North Korea " + raw + b" Pyongyang")


def test_almost_no_state_agency_copy_is_dropped(gate: Gate) -> None:
    import json

    gold = Path(__file__).parents[3] / "shared" / "gold" / "kcna_dev.jsonl"
    if not gold.exists():
        pytest.skip(f"{gold} is not here")
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    dropped = [row for row in rows if not gate.passes(f"{row['headline']}\n{row['text']}")]
    assert len(dropped) < 0.01 * len(rows)
    assert not any("tatement" in row["headline"] for row in dropped)
