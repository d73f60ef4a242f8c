"""An article's paragraphs cut where coded spans begin and end, so that each stretch can be marked."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from foreshock.terms.reading import Reading, Span

SPEAKER, CUE, SAID, HAPPENED, CLAIMED = "speaker", "cue", "said", "happened", "claimed"


@dataclass(frozen=True)
class Stretch:
    """A stretch of text inside the same spans throughout: what they are, and whose items."""

    text: str
    marks: tuple[str, ...]
    items: tuple[str, ...]


@dataclass(frozen=True)
class _Coded:
    span: Span
    mark: str
    item: str


def highlight(reading: Reading) -> list[list[Stretch]]:
    """Return each paragraph as stretches that together are exactly its text."""
    coded: dict[int, list[_Coded]] = {}
    for each in _coded(reading):
        coded.setdefault(each.span.paragraph, []).append(each)
    return [_cut(text, coded.get(number, [])) for number, text in enumerate(reading.article.paragraphs)]


def _coded(reading: Reading) -> Iterable[_Coded]:
    for said in reading.statements:
        if said.speaker.span is not None:
            yield _Coded(said.speaker.span, SPEAKER, said.id)
        if said.cue is not None:
            yield _Coded(said.cue, CUE, said.id)
        yield from (_Coded(span, SAID, said.id) for span in said.content)
    for event in reading.events:
        yield from (_Coded(span, HAPPENED, event.id) for span in event.evidence)
    for claim in reading.claims:
        yield from (_Coded(span, CLAIMED, claim.id) for span in claim.evidence)


def _cut(text: str, coded: list[_Coded]) -> list[Stretch]:
    edges = sorted({0, len(text), *(edge for each in coded for edge in (each.span.start, each.span.end))})
    stretches = []
    for start, end in pairwise(edges):
        over = [each for each in coded if each.span.start <= start and end <= each.span.end]
        marks = tuple(dict.fromkeys(each.mark for each in over))
        stretches.append(Stretch(text[start:end], marks, tuple(dict.fromkeys(each.item for each in over))))
    return stretches
