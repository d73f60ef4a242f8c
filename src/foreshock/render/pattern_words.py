"""A pattern question's answer in words and cells."""

from foreshock.flow.patterns import SOUGHT_RATIO, PatternAnswer, PatternLine
from foreshock.render.counted import counted

SURE = 0.05
COLUMNS = ("days after", "n", "followed", "rate", "base", "ratio [90 %]", "p", "adjusted", "placebos ≥")
RATE_COLUMNS = ("days after", "inside", "of days", "outside", "of days", "rate ratio [90 %]", "p", "adjusted")
LEGEND = (
    "ratio: to the base rate of the same years, with a block-bootstrap interval; p: permutation within years, "
    "one-sided; adjusted: for all tests run (Holm); placebos: share of shifted calendars with a ratio as high; "
    "rate ratio: event days a day inside the windows against outside, by year (Mantel–Haenszel)"
)


def about_lines(answer: PatternAnswer) -> tuple[str, ...]:
    """Return what was looked at: days of either side, how many they share, for how many tests p is adjusted."""
    before = f"{counted(answer.antecedent_days, 'day')} on which {answer.antecedent} began"
    after = f"{answer.consequent} began on {answer.consequent_days:,}"
    shared = counted(answer.same_day, "day")
    return (
        f"{before}, {answer.first} to {answer.last}; {after}",
        f"{shared} with both, in an order nobody knows; p-values adjusted for {counted(answer.tests, 'test')}",
    )


def in_words(line: PatternLine, *, during: bool = False) -> str:
    """Return the verdict of one window as a sentence; with `during`, by the rate comparison alone."""
    found = line.found
    if found.n == 0:
        return "the record holds no closed occasion"
    if during:
        higher = line.adjusted_rate_p is not None and line.adjusted_rate_p <= SURE
        return "comes at a higher rate while it lasts" if higher else "no higher rate while it lasts is shown"
    shown = [p for p in (line.adjusted_p, line.adjusted_rate_p) if p is not None and p <= SURE]
    if len(shown) == 2:
        return "follows more often than its own rate explains"
    if shown:
        return "follows more often by one of the two tests: a hint, no more"
    if line.needed_n is not None and found.n < line.needed_n:
        seen = "" if line.detectable is None else f"; these {found.n} could show {line.detectable:.1f} or more"
        return f"cannot tell: to see a ratio of {SOUGHT_RATIO} would need n = {line.needed_n}{seen}"
    return "no sign of it"


def cells(line: PatternLine) -> tuple[str, ...]:
    """Return one window's cells, in the order of `COLUMNS`; – where there is no number."""
    found = line.found
    band = "" if found.interval is None else f" [{found.interval[0]:.2f}, {found.interval[1]:.2f}]"
    return (
        f"{line.lag.min_days}–{line.lag.max_days}",
        str(found.n),
        str(found.k),
        "–" if found.rate is None else f"{found.rate:.2f}",
        "–" if found.base_rate is None else f"{found.base_rate:.2f}",
        ("–" if found.ratio is None else f"{found.ratio:.2f}") + band,
        p_cell(found.p_value),
        p_cell(line.adjusted_p),
        "–" if line.placebos.share_at_least is None else f"{line.placebos.share_at_least:.2f}",
    )


def rate_cells(line: PatternLine) -> tuple[str, ...]:
    """Return one window's cells of the rate comparison, in the order of `RATE_COLUMNS`."""
    rates = line.rates
    band = "" if rates.interval is None else f" [{rates.interval[0]:.2f}, {rates.interval[1]:.2f}]"
    return (
        f"{line.lag.min_days}–{line.lag.max_days}",
        str(rates.inside),
        str(rates.exposed),
        str(rates.outside),
        str(rates.unexposed),
        ("–" if rates.ratio is None else f"{rates.ratio:.2f}") + band,
        p_cell(rates.p_value),
        p_cell(line.adjusted_rate_p),
    )


def p_cell(p: float | None) -> str:
    """Return a p-value to three places, never as zero; – where there is none."""
    if p is None:
        return "–"
    return "<.001" if p < 0.001 else f"{p:.3f}"
