"""An explanation on the terminal: plain text, never wider than 80 columns."""

from collections.abc import Iterator
from textwrap import wrap

from foreshock.cli.terminal import Terminal
from foreshock.render import words
from foreshock.terms.explanation import Branch, Dated, Explanation, Named, Part, Reason, Sentence
from foreshock.terms.reading import Claim, Event, Statement

WIDTH = 80
DEEPEST = 24  # steps of indent shown; deeper words say their depth
LONGEST_WORDS = 160  # characters of an item's words shown


def print_explanation(explanation: Explanation, terminal: Terminal) -> None:
    """Print each sentence with its parse, what was found in it, the items it gave and what was left."""
    for line in _wrapped(explanation.headline or "(no headline)", 0):
        terminal.line(line)
    for line in _lines(explanation):
        terminal.line(line)
    for problem in explanation.problems:
        for line in _wrapped(f"problem: {problem}", 0):
            terminal.line(line)


def _lines(explanation: Explanation) -> Iterator[str]:
    reasons = {reason.id: reason for reason in explanation.reasons}
    told: set[str] = set()
    for sentence in explanation.sentences:
        yield ""
        yield from _sentence(sentence)
        for name in sentence.items:
            if name not in reasons:
                continue
            if name in told:
                yield f"  {name}  (told above)"
            else:
                told.add(name)
                yield from _item(reasons[name])


def _sentence(sentence: Sentence) -> Iterator[str]:
    place = f"paragraph {sentence.span.paragraph + 1}: "
    yield from _wrapped(place + " ".join(sentence.span.text.split()), 0)
    yield "  parse"
    for branch in sentence.tree:
        yield _branch(branch)
    if sentence.mentions:
        yield "  names"
        for mention in sentence.mentions:
            yield from _wrapped(_named(mention), 4)
    if sentence.dates:
        yield "  dates"
        for date in sentence.dates:
            yield from _wrapped(_dated(date), 4)
    if sentence.rejected:
        yield "  considered and left"
        for one in sentence.rejected:
            yield from _wrapped(f"{one.rule} on “{one.word.text}”: {one.reason}", 4)


def _branch(branch: Branch) -> str:
    depth = min(branch.depth, DEEPEST)
    deeper = f"({branch.depth}) " if branch.depth > DEEPEST else ""
    line = f"    {'  ' * depth}{deeper}{branch.word.text}  {branch.arc} {branch.tag}"
    return line if len(line) <= WIDTH else line[: WIDTH - 1] + "…"


def _named(mention: Named) -> str:
    parts = [
        mention.kind,
        "/".join(mention.codes),
        mention.row,
        mention.name,
        mention.office,
        mention.role,
        "from earlier text" if mention.reference else None,
    ]
    return f"“{mention.span.text}”: {', '.join(dict.fromkeys(part for part in parts if part))}"


def _dated(date: Dated) -> str:
    if date.start is None and date.end is None:
        counted = f", {date.lag.min_days} to {date.lag.max_days} days" if date.lag is not None else ""
        why = f" ({date.reason})" if date.reason else ""
        return f"“{date.span.text}”: {date.kind}, not resolved{counted}{why}, rule {date.rule}"
    how = "counted from publication" if date.relative else f"basis {date.basis}"
    days = f"{words.days(date.start, date.end)} ({date.precision})"
    return f"“{date.span.text}”: {date.kind}, {days}, {how}, rule {date.rule}"


def _item(reason: Reason) -> Iterator[str]:
    item = reason.item
    yield from _wrapped(f"{reason.id}  {_item_words(item)}", 2, hang=6)
    yield from _wrapped(f"rule {item.rule}, score {item.score:.2f}: {reason.meaning}", 6)
    for part in reason.parts:
        yield from _wrapped(_part(part), 6, hang=8)
    for other in reason.joined:
        yield from _wrapped(f"joined: {other.rule} on “{other.word.text}” tells the same", 6)


def _part(part: Part) -> str:
    shown = f" {words.quoted(part.span.text, LONGEST_WORDS)}" if part.span is not None else ""
    return f"{part.part}:{shown}{f' ({part.note})' if part.span is not None and part.note else f' {part.note}'}"


def _item_words(item: Statement | Event | Claim) -> str:
    if isinstance(item, Statement):
        return f"statement: {words.speaker_words(item)}{words.via_words(item)}"
    if isinstance(item, Event):
        return (
            f"event: {item.status or 'status not settled'} {words.event_words(item)}, "
            f"{words.actors_words(item.actors, item.recipients)}"
        )
    return f"claim: {item.kind}"


def _wrapped(text: str, indent: int, *, hang: int | None = None) -> list[str]:
    later = " " * (indent + 2 if hang is None else hang)
    return wrap(" ".join(text.split()), WIDTH, initial_indent=" " * indent, subsequent_indent=later) or [""]
