"""The yearly score sums a pack ships, and what they say of windows closed before a moment.

`hindcasts.csv` has one row a target, horizon and year: `target`, `horizon`, `year` (of the
issue days), `n` forecasts, `brier_sum` of the forecasts and `<reference>_brier_sum` of each
reference over the same days.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from foreshock.terms.errors import PackError

FILE = "hindcasts.csv"
KEYS = ("target", "horizon", "year", "n", "brier_sum")
REFERENCE_SUFFIX = "_brier_sum"


class YearScore(Struct, frozen=True, kw_only=True):
    """Sums of Brier scores over the forecasts issued in one year; lower is better.

    `references` holds the same sum for each reference rate, by its name.
    """

    target: str
    horizon: int
    year: int
    n: int
    brier_sum: float
    references: dict[str, float]


class HindcastLine(Struct, frozen=True, kw_only=True):
    """How good hindcasts of one target and horizon were over the years `since`..`until`.

    `brier` is their mean Brier score (0 best, 1 worst) over `n` forecasts; `skill` 1 − brier /
    reference's brier for each reference (above 0: better than it).
    """

    target: str
    horizon: int
    n: int
    since: int
    until: int
    brier: float
    skill: dict[str, float]


def read_hindcasts(path: Path) -> tuple[YearScore, ...]:
    """Read a pack's yearly score sums.

    Raises:
        PackError: a column is missing or a cell is not a number.
    """
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        names = [name for name in reader.fieldnames or () if name.endswith(REFERENCE_SUFFIX)]
        missing = set(KEYS) - set(reader.fieldnames or ())
        if missing:
            raise PackError(
                f"{path.name} lacks {', '.join(sorted(missing))}",
                expected=f"columns {', '.join(KEYS)} and <reference>{REFERENCE_SUFFIX}",
                next_step="write it with `foreshock backtest --hindcasts FILE`",
            )
        try:
            return tuple(
                msgspec.convert(
                    {key: row[key] for key in KEYS}
                    | {"references": {name.removesuffix(REFERENCE_SUFFIX): row[name] for name in names if row[name]}},
                    YearScore,
                    strict=False,
                )
                for row in reader
            )
        except msgspec.ValidationError as error:
            raise PackError(
                f"{path.name} has a fault: {error}",
                expected="numbers",
                next_step="write it with `foreshock backtest --hindcasts FILE`",
            ) from error


def hindcast_rows(scores: Sequence[YearScore]) -> Iterator[list[str]]:
    """Yield yearly score sums as the rows of a CSV file that `read_hindcasts` reads."""
    names = sorted({name for score in scores for name in score.references})
    yield [*KEYS, *(name + REFERENCE_SUFFIX for name in names)]
    for score in scores:
        sums = [f"{score.references[name]:.6f}" if name in score.references else "" for name in names]
        yield [score.target, str(score.horizon), str(score.year), str(score.n), f"{score.brier_sum:.6f}", *sums]


def hindcast_lines(scores: Iterable[YearScore], before_year: int) -> tuple[HindcastLine, ...]:
    """Return one line a target and horizon over the years before `before_year`, in the file's order.

    Only whole years enter. Windows issued late in the last year may close early in `before_year`,
    so the caller passes the year before which every window has closed.
    """
    grouped: dict[tuple[str, int], list[YearScore]] = {}
    for score in scores:
        if score.year < before_year:
            grouped.setdefault((score.target, score.horizon), []).append(score)
    lines = []
    for (target, horizon), years in grouped.items():
        n = sum(score.n for score in years)
        total = sum(score.brier_sum for score in years)
        names = [name for name in years[0].references if all(name in score.references for score in years)]
        sums = {name: sum(score.references[name] for score in years) for name in names}
        lines.append(
            HindcastLine(
                target=target,
                horizon=horizon,
                n=n,
                since=min(score.year for score in years),
                until=max(score.year for score in years),
                brier=total / n,
                skill={name: 1.0 - total / value for name, value in sums.items() if value > 0.0},
            )
        )
    return tuple(lines)
