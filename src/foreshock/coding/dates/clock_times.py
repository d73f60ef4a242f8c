"""Rules for times of day: "9:20 a.m.", "4 in the morning", "noon", "0620 GMT"."""

import re

from foreshock.coding.dates.rule import Found, Rule, Scene
from foreshock.coding.dates.words import GAP
from foreshock.terms.reading import Precision

_ZONE = rf"(?:[A-Z]{{2,4}}|local{GAP}time|[A-Z][a-z]{{2,9}}{GAP}time)\b"
_HALF = rf"(?:[ap]\.m\.|[AP]\.M\.|[ap]m\b|[AP]M\b|(?:o['’]clock{GAP})?in{GAP}the{GAP}(?:morning|afternoon|evening)\b)"
_CLOCK = re.compile(
    rf"(?:(?P<hour>[01]?[0-9]|2[0-4])(?::(?P<minute>[0-5][0-9]))?{GAP}?{_HALF}(?:{GAP}{_ZONE})?"
    rf"|(?P<hour24>[01]?[0-9]|2[0-4]):(?P<minute24>[0-5][0-9])(?P<zone>{GAP}{_ZONE})?(?![0-9:])"
    rf"|(?P<four>[0-2][0-9][0-5][0-9]){GAP}(?:GMT|UTC|local{GAP}time|hours)\b)"
    rf"(?:{GAP}\([0-9]{{1,2}}:?[0-9]{{2}}{GAP}(?:[ap]\.m\.{GAP})?[A-Z]{{2,4}}\))?"
)
_NAMED = re.compile(r"(?:noon|midnight|midday)\b", re.IGNORECASE)
_LEADS = frozenset([
    "at", "by", "about", "around", "until", "from", "to", "before", "after", "since", "and", "between",
])  # fmt: skip
NO_DAY = "a time of day whose day the text does not give"


def _clock(match: "re.Match[str]", scene: Scene) -> Found | None:
    before = scene.text[max(0, match.start() - 1) : match.start()]
    if before and before in "$€£:.,/-–":
        return None
    if match["hour24"] and not match["zone"] and scene.word_before(match.start()) not in _LEADS:
        return None  # a running time or a score: "won in 9:20"
    return _on_day(match, scene, "hour" if match["hour"] and not match["minute"] else "minute")


def _named(match: "re.Match[str]", scene: Scene) -> Found | None:
    return _on_day(match, scene, "hour") if scene.word_before(match.start()) in _LEADS else None


def _on_day(match: "re.Match[str]", scene: Scene, precision: Precision) -> Found:
    """Return the time on the last day its paragraph names; a day named after it is lent once all are found."""
    anchor = scene.anchor(match.start())
    if anchor is not None and anchor.from_ is not None and anchor.from_ == anchor.to:
        days = (anchor.from_, anchor.from_)
        return Found(match.end(), days, precision, relative=anchor.relative, basis="anchor")
    return Found(match.end(), None, precision, relative=True, reason=NO_DAY)


RULES = (
    Rule("clock", frozenset("#"), _CLOCK, _clock),
    Rule("named_time", frozenset(("noon", "midnight", "midday")), _NAMED, _named),
)
