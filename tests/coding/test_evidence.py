"""Every span of every item is exactly the characters it names, whatever part of a sample is read."""

import functools
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files

from hypothesis import given, settings
from hypothesis import strategies as st

from foreshock.coding.read import Coder, load_coder, read_article
from foreshock.terms.article import Article
from foreshock.terms.reading import Reading, Span
from foreshock.theaters.load import load_pack

TEXTS = [
    path.read_text(encoding="utf-8")
    for path in sorted(files("foreshock").joinpath("samples").iterdir(), key=lambda p: p.name)
]


@functools.cache
def coder() -> Coder:
    return load_coder(load_pack("korea"))


def spans(reading: Reading) -> Iterator[Span]:
    for statement in reading.statements:
        yield from (*statement.content, *statement.evidence)
        yield from (span for span in (statement.cue, statement.speaker.span) if span is not None)
    for event in reading.events:
        yield from event.evidence
        yield from (ref.span for ref in (*event.actors, *event.recipients) if ref.span is not None)
    for claim in reading.claims:
        yield from claim.evidence


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(TEXTS), st.integers(0, 3000), st.integers(1, 1500), st.booleans())
def test_every_span_is_exactly_its_text(text: str, start: int, length: int, dated: bool) -> None:
    paragraphs = tuple(part.strip() for part in text[start : start + length].split("\n\n") if part.strip())
    published = datetime(2024, 5, 27, 1, 40, tzinfo=UTC) if dated else None
    article = Article(
        id="sha256:0", headline=None, published_at=published, published_precision="minute", paragraphs=paragraphs
    )
    reading = read_article(article, coder())
    for span in spans(reading):
        assert paragraphs[span.paragraph][span.start : span.end] == span.text
        assert span.text
    assert all(statement.evidence for statement in reading.statements)
    assert all(event.evidence for event in reading.events)
    assert all(claim.evidence for claim in reading.claims)
