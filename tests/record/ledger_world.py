"""Rows for ledgers in tests: chained as the ledger's own, with made-up digests."""

from collections.abc import Sequence
from datetime import timedelta

from record_world import DAWN, day

from foreshock.terms.ledger import Issued, Question, Resolution

QUESTION = Question(
    target="any_rocket",
    target_version=1,
    kinds=("launch",),
    actors=("ARV",),
    zone="UTC",
    target_start=day(1),
    target_end=day(7),
    adjudicators=("Bay Almanac",),
    tie_rule="the almanac decides",
    words="Arvel fires a rocket?",
)


def issued_after(rows: Sequence[Issued], count: int, name: str = "row") -> list[Issued]:
    """Return `count` rows that follow `rows`."""
    new: list[Issued] = []
    for _ in range(count):
        number = len(rows) + len(new) + 1
        before = [*rows, *new]
        new.append(
            Issued(
                number=number,
                issued_at=DAWN + timedelta(hours=number),
                as_of=DAWN,
                theater="bay",
                question=QUESTION,
                horizon=7,
                probability=0.25,
                references={"all_history": 0.1},
                model="m",
                record_digest="r",
                coefficients_digest="c",
                previous=before[-1].digest if before else "",
                digest=f"{name}-{number}",
            )
        )
    return new


def resolved_after(rows: Sequence[Resolution], settled: Issued) -> list[Resolution]:
    """Return one resolution that follows `rows`."""
    return [
        Resolution(
            number=len(rows) + 1,
            settles=settled.number,
            settles_digest=settled.digest,
            outcome="no",
            resolved_at=DAWN + timedelta(days=9),
            record_digest="r",
            covered_until=day(8),
            previous=rows[-1].digest if rows else "",
            digest=f"resolution-{len(rows) + 1}",
        )
    ]
