"""A pattern question's answer in words and cells."""

from foreshock.flow.patterns import SOUGHT_RATIO, PatternLine

SURE = 0.05
COLUMNS = ("days after", "n", "followed", "rate", "base", "ratio [90 %]", "p", "adjusted", "placebos ≥")
LEGEND = (
    "ratio: to the base rate of the same years; p: permutation within years, one-sided; adjusted: for the "
    "windows asked (Holm); placebos: share of shifted calendars with a ratio as high"
)


def in_words(line: PatternLine) -> str:
    """Return the verdict of one window as a sentence."""
    found = line.found
    if found.n == 0:
        return "the record holds no closed occasion"
    if line.adjusted_p is not None and line.adjusted_p <= SURE:
        return "follows more often than its own rate explains"
    if line.needed_n is not None and found.n < line.needed_n:
        return f"cannot tell: to see a ratio of {SOUGHT_RATIO} would need n = {line.needed_n}"
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
        "–" if found.p_value is None else f"{found.p_value:.3f}",
        "–" if line.adjusted_p is None else f"{line.adjusted_p:.3f}",
        "–" if line.placebos.share_at_least is None else f"{line.placebos.share_at_least:.2f}",
    )
