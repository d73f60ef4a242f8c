"""An article's claims on the terminal: a row each with its numbers, then each in words."""

import io
from datetime import UTC, datetime

from foreshock.cli.render.claims_text import print_checked
from foreshock.cli.terminal import Terminal
from foreshock.flow.claims import CheckedClaims
from foreshock.terms.reading import Claim, ClaimKind, Verdict


def claim(name: str, kind: ClaimKind, verdict: Verdict | None) -> Claim:
    return Claim(id=name, kind=kind, text=f"What {name} says.", rule="r", score=1.0, verdict=verdict)


def shown(*claims: Claim) -> list[str]:
    out = io.StringIO()
    checked = CheckedClaims(
        source="a.txt", article_id="sha256:a", headline="Drills begin", as_of=datetime(2031, 5, 2, tzinfo=UTC),
        zone="UTC", claims=claims, matched=(),
    )  # fmt: skip
    print_checked(checked, Terminal(out=out, err=io.StringIO(), stdin=io.BytesIO(), environ={}))
    return out.getvalue().splitlines()


def test_each_claim_is_one_row_and_then_in_words() -> None:
    tested = Verdict(
        verdict="not_supported", n=15, k=4, rate=4 / 15, base_rate=0.15, ratio=1.78, interval=(0.6, 2.9), reason="r"
    )
    lines = shown(
        claim("c1", "frequency", tested), claim("c2", "precedent", Verdict(verdict="supported", reason="so it was")),
        claim("c3", "count", None),
    )  # fmt: skip
    rows = [" ".join(line.split()) for line in lines[3:6]]
    assert rows[0] == "c1 frequency not supported 4 of 15 0.27 0.15 1.78 [0.60, 2.90]"
    assert rows[1] == "c2 precedent supported – – – –"
    assert rows[2] == "c3 count not checked – – – –"
    words = lines[lines.index("IN WORDS") :]
    assert [line[:2] for line in words if line.startswith("c")] == ["c1", "c2", "c3"]
    assert any("supported by the record: so it was" in line for line in words)


def test_an_article_without_claims_has_no_table() -> None:
    lines = shown()
    assert "IN WORDS" not in lines
    assert any("makes no claim" in line for line in lines)
