"""Rules for times of day, with the day beside them: "10:35 a.m. Friday", "noon", "0735 GMT"."""

import re

from foreshock.coding.dates.rule import Found, Rule, Scene
from foreshock.coding.dates.words import GAP

ZONE = r"(?:[A-Z]{3,4}|ET|PT|local(?: time)?|[A-Z][a-z]{2,9} time)\b"
_AM = r"(?:[ap]\.m\.|[AP]\.M\.|[ap]m\b|[AP]M\b)"
_CLOCK = re.compile(
    rf"(?:(?P<hour>[01]?[0-9]|2[0-4])(?::(?P<minute>[0-5][0-9]))?{GAP}?(?P<half>{_AM})(?:{GAP}{ZONE})?"
    rf"|(?P<h24>[01]?[0-9]|2[0-4])(?::|h)(?P<m24>[0-5][0-9])(?:{GAP}{ZONE})?(?![0-9:])"
    rf"|[0-2][0-9][0-5][0-9]{GAP}(?:GMT|UTC|local{GAP}time|hours)\b)"
    rf"(?:{GAP}\([0-9]{{1,2}}:?[0-9]{{2}}{GAP}(?:a\.m\.{GAP}|p\.m\.{GAP})?[A-Z]{{2,4}}\))?"
)
_NAMED = re.compile(r"(?:noon|midnight|midday)\b", re.IGNORECASE)


def _clock(match: "re.Match[str]", scene: Scene) -> Found | None:
    before = scene.text[max(0, match.start() - 1) : match.start()]
    if before and before in "$€£:.,/-":
        return None
    if (
        match["h24"]
        and scene.word_before(match.start())
        not in ("at", "by", "about", "around", "until", "from", "to", "before", "after", "since", "and")
        and scene.text[match.end() - 1].isdigit()
    ):
        return None  # "won 10:35" is a time run
    precision = "hour" if match["hour"] and not match["minute"] else "minute"
    return _on_day(match, scene, "hour" if precision == "hour" else "minute")


def _on_day(match: "re.Match[str]", scene: Scene, precision: str) -> Found:
    """Return the time on the date before it in its sentence, else the publication day."""
    anchor = scene.anchor(match.start())
    within = anchor is not None and "." not in scene.text[anchor.end : match.start()]
    exact = "hour" if precision == "hour" else "minute"
    if anchor is not None and within and anchor.from_ is not None and anchor.from_ == anchor.to:
        return Found(
            match.end(), (anchor.from_, anchor.from_), "hour" if exact == "hour" else "minute",
            relative=anchor.relative, basis="anchor",
        )  # fmt: skip
    if scene.published is None:
        return Found(match.end(), None, "minute", relative=True, reason="the day is not known")
    return Found(
        match.end(), (scene.published, scene.published), "hour" if exact == "hour" else "minute", relative=True
    )


def _named(match: "re.Match[str]", scene: Scene) -> Found | None:
    if scene.word_before(match.start()) not in (
        "at",
        "by",
        "before",
        "until",
        "around",
        "about",
        "after",
        "since",
        "to",
    ):
        return None
    return _on_day(match, scene, "hour")


RULES = (
    Rule("clock", frozenset("#"), _CLOCK, _clock),
    Rule("named_time", frozenset(("noon", "midnight", "midday")), _NAMED, _named),
)
