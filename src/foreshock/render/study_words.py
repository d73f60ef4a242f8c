"""Reruns of published studies in words and cells, the same on the terminal and the page."""

from foreshock.flow.studies import Relations, Rerun, StudyAnswer, StudyRow
from foreshock.render.pattern_words import p_cell

SURE = 0.05
COLUMNS = ("counts", "years", "inside", "of days", "expected", "rate ratio [90 %]", "p")
LEGEND = (
    "inside: days with a response while an occasion counts; expected: how many at the rate of the other days; rate "
    "ratio: by year (Mantel–Haenszel), block-bootstrap interval; p: permutation within years, one-sided; *: own years"
)
FINDINGS = {"effect": "finds an effect", "no_effect": "finds no effect"}
CAUTION = (
    "A list of statements is denser where somebody looked, and people look at drills: ratios of words are upper bounds."
)


def head_words(study: StudyRow) -> str:
    """Return who found what, in one sentence."""
    return f"{study.label} {FINDINGS[study.finding]}: {study.published}."


def years_words(study: StudyRow) -> str:
    """Return the years a study covers, and whether they were read in it."""
    doubt = "" if study.years_checked else " (years not checked in the text)"
    return f"{study.start.year}–{study.end.year}{doubt}"


def rerun_cells(rerun: Rerun) -> tuple[str, ...]:
    """Return one rerun's cells, in the order of `COLUMNS`; – where there is no number."""
    found = rerun.found
    band = "" if found.interval is None else f" [{found.interval[0]:.2f}, {found.interval[1]:.2f}]"
    return (
        rerun.response,
        rerun.era + (" *" if rerun.own else ""),
        str(found.inside),
        str(found.exposed),
        "–" if rerun.expected is None else f"{rerun.expected:.1f}",
        ("–" if found.ratio is None else f"{found.ratio:.2f}") + band,
        p_cell(found.p_value),
    )


def why_they_differ(answer: StudyAnswer) -> list[str]:
    """Return what the reruns say about why the studies disagree, a sentence a line."""
    labels = {study.id: study for study in answer.studies}
    lines = [_own_words(labels[r.study], r) for r in answer.reruns if r.own]
    lines += [_relation_words(labels[each.study], each) for each in answer.relations]
    spread = answer.spread
    if spread.across_eras is not None and spread.across_definitions is not None:
        years, definitions = spread.across_eras, spread.across_definitions
        more = "the years they cover" if years > definitions else "what they count"
        lines.append(
            f"Keep a definition and change the years: ratios differ by a factor of {years:.1f} in the median. "
            f"Keep the years and change the definition: {definitions:.1f}. They differ most in {more}."
        )
    if any(rerun.response == "words" for rerun in answer.reruns):
        lines.append(CAUTION)
    return lines


def _relation_words(study: StudyRow, parted: Relations) -> str:
    chance = "" if parted.p_value is None else f" (Fisher p = {p_cell(parted.p_value)})"
    pair = " and ".join(study.relations)
    return (
        f"{study.label} points to relations: where the door between {pair} stood open, resumed or on offer four weeks "
        f"before, {parted.k_good} of {parted.n_good} drills were answered; where it was shut or on terms, "
        f"{parted.k_bad} of {parted.n_bad}{chance}."
    )


def _own_words(study: StudyRow, rerun: Rerun) -> str:
    found = rerun.found
    if found.ratio is None or found.p_value is None:
        return f"{study.label}, {rerun.response}: the record holds too little in {rerun.era} to rerun it."
    shown = found.p_value <= SURE
    agrees = shown == (study.finding == "effect")
    ratio = f"{found.ratio:.2f}" + (
        "" if found.interval is None else f" [{found.interval[0]:.2f}, {found.interval[1]:.2f}]"
    )
    return (
        f"{study.label}, {rerun.response}, in its own years on this record: {ratio}, "
        f"{'an effect' if shown else 'no effect shown'}, {'as' if agrees else 'unlike what'} it found."
    )
