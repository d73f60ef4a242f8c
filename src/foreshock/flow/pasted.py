"""Read articles that somebody pastes: the coder is built once, at the first, and reads one at a time."""

from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from threading import Lock

from msgspec.structs import replace

from foreshock.coding.read import Coder, load_coder, read_article
from foreshock.flow.articles import Inputs, extract_articles
from foreshock.flow.failed import FailedInput
from foreshock.terms.clock import Clock
from foreshock.terms.errors import InputError
from foreshock.terms.reading import Reading
from foreshock.theaters.schema import Pack

STANDARD_INPUT = "-"


@dataclass
class PastedReader:
    """Codes texts with one pack; threads may share it and wait for each other."""

    pack: Pack
    clock: Clock
    _coder: Coder | None = None
    _lock: Lock = field(default_factory=Lock)

    def read(self, text: str, published: datetime | date | None = None) -> Reading:
        """Return the reading of one article, text or HTML.

        `published` says when it came out, if the text does not say itself.

        Raises:
            InputError: the text is none an article can be made of.
            ForeshockError: it could not be coded.
        """
        inputs = Inputs(
            arguments=(STANDARD_INPUT,),
            stdin=BytesIO(text.encode()),
            published=published,
            timeout=0.0,
            clock=self.clock,
        )
        found = next(extract_articles(inputs), None)
        if found is None:
            raise InputError("the text is empty", expected="an article", next_step="paste its headline and body")
        if isinstance(found, FailedInput):
            raise found.error
        with self._lock:
            if self._coder is None:
                self._coder = load_coder(self.pack)
            reading = read_article(found.article, self._coder)
        return replace(reading, problems=(*found.problems, *reading.problems))
