"""Undertakings in words and cells, the same on the terminal and the page."""

from foreshock.flow.threats import Followed, FollowThrough, ThreatAnswer
from foreshock.render.pattern_words import p_cell
from foreshock.render.words import quoted

STATES = {
    "open": "open",
    "armed": "armed",
    "kept": "kept",
    "not_kept": "not kept",
    "never_met": "never met",
    "unsettled": "cannot be settled",
}
RATE_COLUMNS = ("closed", "kept", "rate", "90 %", "chance", "p", "unmet", "waiting", "unsettled")
RATE_LEGEND = (
    "closed: armed, and its time is over; chance: share the calendar of the same years would have kept anyway; "
    "p: chance of as many kept by that alone; unmet: the condition did not come in its time; unsettled: the record has "
    "no kind for condition or deed. The theater's list was chosen by hand from statements known to name a deed, "
    "which flatters."
)


def undertaking_words(followed: Followed) -> str:
    """Return what was undertaken, with its condition."""
    one = followed.undertaking
    deed = quoted(one.deed, 110) if one.row.startswith("sha256") else one.deed
    return f"{one.form}: {deed}" + (f", {one.condition}" if one.condition else "")


def speaker_words(followed: Followed) -> str:
    """Return who undertook it: actor, speaker and rank, what is said already left out."""
    one = followed.undertaking
    speaker, level = one.speaker or "", (one.level or "").replace("_", " ")
    # a rank may be one person's, or a part of the office's name
    more = level if level.casefold() not in speaker.casefold() else ""
    return ", ".join(part for part in (one.actor, speaker, more) if part)


def group_words(answer: ThreatAnswer, name: str) -> str:
    """Return what to call a group of undertakings."""
    return answer.labels.get(name, name.replace("_", " "))


def rule_words(followed: Followed) -> str:
    """Return by what rule the undertaking is settled, in one sentence."""
    one = followed.undertaking
    if one.condition is None:
        start = "It stands from the day it was said"
    elif one.arms is None:
        start = "The record has no kind for its condition"
    else:
        kinds = " or ".join(one.arms.kinds)
        who = f" with {' and '.join(one.arms.actors)}" if one.arms.actors else ""
        named = f" named {' or '.join(one.arms.words)}" if one.arms.words else ""
        until = f" by {one.arm_by}" if one.arm_by else " within a year"
        verb = "unless there is" if one.unless else "when there is"
        start = f"It is armed {verb} {kinds}{who}{named}{until}"
    if one.keeps is None:
        return f"{start}; the record has no kind for the deed."
    named = f" named {' or '.join(one.keeps.words)}" if one.keeps.words else ""
    end = f"by {one.due}" if one.due else f"within {one.horizon_days} days"
    return f"{start}; it is kept by {' or '.join(one.keeps.kinds)}{named} {end}."


def rate_cells(rate: FollowThrough) -> tuple[str, ...]:
    """Return one group's cells, in the order of `RATE_COLUMNS`; – where there is no number."""
    return (
        str(rate.n),
        str(rate.kept),
        "–" if rate.rate is None else f"{rate.rate:.2f}",
        "–" if rate.interval is None else f"{rate.interval[0]:.2f}–{rate.interval[1]:.2f}",
        "–" if rate.chance is None else f"{rate.chance:.2f}",
        p_cell(rate.p_value),
        str(rate.never_met),
        str(rate.waiting),
        str(rate.unsettled),
    )
