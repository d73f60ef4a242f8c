"""Rerun published studies of one pattern on one record: each definition in each study's years.

Studies of one question differ in whom they count as exposed, in what counts as a response and in
the years they cover. Holding two of the three still shows which of them makes the difference.
"""

import math
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from foreshock.verify.fisher import fisher_exact
from foreshock.verify.rate_ratio import RateRatio, Span, measure_rate_ratio


class Era(Struct, frozen=True, kw_only=True):
    """A stretch of years, first and last day included; `study` is whose years they are, if anybody's."""

    name: str
    start: date
    end: date
    study: str | None = None


class Definition(Struct, frozen=True, kw_only=True):
    """What one study counts: exposed stretches, and days of a response in words or in deeds."""

    study: str
    response: str
    spans: tuple[Span, ...]
    days: tuple[date, ...]


class Rerun(Struct, frozen=True, kw_only=True):
    """One definition in one era. `expected` is how many days of a response would fall inside at the outside rate.

    `own` says that the era is the study's own.
    """

    study: str
    response: str
    era: str
    own: bool
    found: RateRatio
    expected: float | None


class Spread(Struct, frozen=True, kw_only=True):
    """How far ratios lie apart, as the factor between the largest and the smallest.

    `across_eras` is the median over definitions, `across_definitions` the median over eras; None
    where fewer than two ratios could be had.
    """

    across_eras: float | None
    across_definitions: float | None


class Relations(Struct, frozen=True, kw_only=True):
    """Occasions of a study's own years, parted by how the door stood four weeks before each.

    Of `n_good` with it open, resumed or on offer `k_good` saw a response, of `n_bad` with it shut or on
    terms `k_bad`; `p_value` is Fisher's exact test, two-sided.
    """

    study: str
    n_good: int
    k_good: int
    n_bad: int
    k_bad: int
    p_value: float | None


def part_by_relations(study: str, good: Sequence[Span], bad: Sequence[Span], days: Sequence[date]) -> Relations:
    """Count exposed stretches with at least one response, by the state of relations before them."""
    k_good, k_bad = (sum(any(a <= day <= b for day in days) for a, b in spans) for spans in (good, bad))
    p = fisher_exact(k_good, len(good), k_bad, len(bad)) if good and bad else None
    return Relations(study=study, n_good=len(good), k_good=k_good, n_bad=len(bad), k_bad=k_bad, p_value=p)


def rerun_studies(definitions: Sequence[Definition], eras: Sequence[Era], *, seed: int) -> tuple[Rerun, ...]:
    """Return every definition in every era, definitions first."""
    return tuple(_rerun(definition, era, seed) for definition in definitions for era in eras)


def spread_of(reruns: Sequence[Rerun]) -> Spread:
    """Return whether the years or the definitions make the ratios differ; by deeds and words apart.

    Ratios of zero are left out: a factor to them is not finite. So are eras of nobody's, which
    overlap the others.
    """
    kept = [r for r in reruns if r.found.ratio]
    by_definition = [[r for r in kept if (r.study, r.response) == key] for key in _keys(kept)]
    by_era = [[r for r in kept if (r.era, r.response) == key] for key in sorted({(r.era, r.response) for r in kept})]
    return Spread(across_eras=_median_factor(by_definition), across_definitions=_median_factor(by_era))


def _rerun(definition: Definition, era: Era, seed: int) -> Rerun:
    found = measure_rate_ratio(definition.spans, definition.days, first_day=era.start, last_day=era.end, seed=seed)
    return Rerun(
        study=definition.study,
        response=definition.response,
        era=era.name,
        own=era.study == definition.study,
        found=found,
        expected=None if found.base_rate is None else found.base_rate * found.exposed,
    )


def _keys(reruns: Sequence[Rerun]) -> list[tuple[str, str]]:
    return sorted({(r.study, r.response) for r in reruns})


def _median_factor(groups: Sequence[Sequence[Rerun]]) -> float | None:
    factors = []
    for group in groups:
        ratios = [r.found.ratio for r in group if r.found.ratio]
        if len(ratios) > 1:
            factors.append(math.log(max(ratios) / min(ratios)))
    if not factors:
        return None
    factors.sort()
    middle = len(factors) // 2
    median = factors[middle] if len(factors) % 2 else (factors[middle - 1] + factors[middle]) / 2
    return math.exp(median)
