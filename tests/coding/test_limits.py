"""No text makes reading cost more than its length: generated strings that broke parsers and rules."""

import functools
from datetime import UTC, datetime

import pytest

from foreshock.coding.read import Coder, load_coder, read_article
from foreshock.terms.article import Article
from foreshock.terms.errors import ForeshockError
from foreshock.terms.reading import Reading
from foreshock.theaters.load import load_pack

SIZE = 8_000  # characters; long enough that a rule whose cost grew with the square would not be missed


@functools.cache
def coder() -> Coder:
    return load_coder(load_pack("korea"))


def read(*paragraphs: str) -> Reading:
    published = datetime(2023, 2, 2, tzinfo=UTC)
    article = Article(
        id="sha256:0", headline=None, published_at=published, published_precision="day", paragraphs=paragraphs
    )
    return read_article(article, coder())


@pytest.mark.parametrize(
    "piece",
    ['"', '" ', "\u201c", "\u201ca\u201d ", 'He said "no" and ', ",", "(", "it ", "Kim ", "1 ", "Feb. 8, ", "a.", "'s ",
     "Kim Jong Un said Kim ", "US and Japan and ", "the ministry of the ", "said ", "as long as ", "since last ",
     "North Korea said the ministry fired a missile and it warned Seoul that "],
)  # fmt: skip
def test_a_text_of_one_piece_over_and_over_is_read(piece: str) -> None:
    reading = read(piece * (SIZE // len(piece)))
    spans = [span for statement in reading.statements for span in statement.evidence]
    spans += [span for event in reading.events for span in event.evidence]
    paragraphs = reading.article.paragraphs
    assert all(paragraphs[span.paragraph][span.start : span.end] == span.text for span in spans)


def test_what_would_take_too_long_is_refused_at_once() -> None:
    for paragraphs in (["North Korea said it would respond."] * 150_000, ["word and " * 12_000]):
        with pytest.raises(ForeshockError, match="characters"):
            read(*paragraphs)
