"""Reviews on the terminal."""

from collections.abc import Sequence
from datetime import datetime

from foreshock.cli.terminal import Terminal
from foreshock.flow.reviews import Judged
from foreshock.record.reviews.queue import Wanting
from foreshock.record.reviews.seen import ReviewSeen
from foreshock.render import words
from foreshock.terms.review import BEGINNING, Review

CAUSES = {"review": "review", "dispute": "dispute", "confidence": "unsure", "twin": "twin?"}


def review_line(seen: ReviewSeen) -> str:
    """Return a review in a line: its number, when, who, what of what, why, and what became of it."""
    review = seen.review
    moved = f" (now {seen.item_now})" if seen.item_now not in (None, review.item) and review.verdict != "undo" else ""
    state = "" if seen.state == "holds" else f"  [{seen.state}]"
    note = f"\n      {seen.note}" if seen.note else ""
    return (
        f"{review.number:>4}  {_minute(review.made_at)}  {review.reviewer}: {verdict_words(review)}{moved}{state}{note}"
    )


def verdict_words(review: Review) -> str:
    """Return what a review says in words."""
    why = f" — {review.reason}" if review.reason else ""
    fields = ", ".join(f"{name}={'none' if value is None else value}" for name, value in review.fields.items())
    said = {
        "correct": f"correct {review.item}: {fields}",
        "split": f"split {', '.join(review.reports)} off {review.item} as {review.event}",
        "merge": f"merge {review.item} into {review.event}",
        "pin": f"pin {review.item} to {review.event}",
        "undo": f"undo review {review.item}",
    }
    plain = f"{review.verdict} {review.item}" + (f" as of {review.event}" if review.sort == "link" else "")
    return said.get(review.verdict, plain) + why


def since_words(review: Review) -> str:
    """Return since when views show a review, in words."""
    if review.since == BEGINNING:
        return f"made {_minute(review.made_at)}; views of past days show it too"
    return f"known from {_minute(review.since)}"


def print_judged(judged: Judged, terminal: Terminal) -> None:
    """Print a review as kept, and what the record shows now of what it is about."""
    review = judged.review
    terminal.line(f"review {review.number}: {verdict_words(review)}")
    terminal.line(f"  by {review.reviewer}, {since_words(review)}")
    for name in judged.events:
        terminal.line(f"  see: foreshock record show {name}")
    if review.verdict != "undo":
        terminal.line(f"  take it back: foreshock record review undo {review.number} --by NAME --reason TEXT")


def print_wanting(found: Sequence[Wanting], terminal: Terminal) -> None:
    """Print what wants a look, two lines each: what it is and why, then its words and id."""
    if not found:
        terminal.line("nothing wants a look")
    for item in found:
        day = item.day.isoformat() if item.day else "undated"
        other = f" [{item.other}]" if item.other else ""
        terminal.line(f"{CAUSES[item.cause]:<8} {day:<10}  {item.sort}: {item.why}{other}")
        if item.text:
            terminal.line(f"         {words.quoted(item.text, 160)}")
        terminal.line(f"         [{item.item}]")


def _minute(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M} UTC"
