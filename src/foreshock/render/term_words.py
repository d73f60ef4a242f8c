"""What the terms of a forecast's sum mean that do not say it themselves."""

NOTES = {
    "long-run rate": "all history that counts",
    "pace of recent months": "discounted counts, Poisson–Gamma",
    "self-excitation over months": "each event raises the odds for months, Hawkes",
    "self-excitation over days": "each event raises the odds for days, Hawkes",
    "recalibration": "learned from past forecasts",
    "uncertainty of the coefficients": "nearer to even odds for what is not known",
    "launch notice": "share of earlier notices that led to a launch by then",
    "coherence": "no higher than a wider target, no lower than a shorter window",
}


CORRECTIONS = ("uncertainty of the coefficients", "coherence")  # terms no row stands behind


def correction_note(name: str) -> str:
    """Return the meaning of a term that no row of the record stands behind, as `term_note`."""
    return term_note(name) if name in CORRECTIONS else ""


def term_note(name: str) -> str:
    """Return a term's meaning in brackets, with a space before; nothing where the name says it."""
    return f" ({NOTES[name]})" if name in NOTES else ""


def window_note(horizon: int, standard: tuple[int, ...]) -> str:
    """Return how a window that is no standard one came by its odds; nothing for a standard one."""
    if horizon in standard:
        return ""
    longest = max(standard)
    if horizon > longest:
        how = f"goes on from the {longest}-day forecast in proportion to the self-exciting hazard ahead"
    else:
        below = max((each for each in standard if each < horizon), default=0)
        above = min(each for each in standard if each > horizon)
        how = f"lies between the forecasts for {below} and {above} days in proportion to the self-exciting hazard"
    return (
        f"{horizon} days is no standard window: its probability {how} and open notices, and is not scored by itself; "
        "its terms are those of its neighbours, and what is left to it stands under coherence"
    )
