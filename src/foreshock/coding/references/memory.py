"""What an article has named so far: the antecedents a reference can have."""

from collections import deque
from collections.abc import Callable, Iterator
from typing import NamedTuple

from foreshock.coding.mentions import Mention

STATES = ("country", "demonym", "capital")
_SPAN = 300  # antecedents further back than this many mentions are forgotten: cost stays linear


class Seen(NamedTuple):
    """A mention with its place: paragraph and sentence numbers, counted through the article.

    `subject` says whether it is the subject of a clause, `main` of the sentence itself.
    """

    mention: Mention
    paragraph: int
    sentence: int
    subject: bool
    main: bool = False


class Memory:
    """The mentions of one article in reading order, most recent last."""

    def __init__(self) -> None:
        self._seen: deque[Seen] = deque(maxlen=_SPAN)
        self.surnames: set[str] = set()

    def note(self, seen: Seen) -> None:
        """Add the next mention of the article."""
        self._seen.append(seen)

    def back(self) -> Iterator[Seen]:
        """Yield what was seen, most recent first."""
        return reversed(self._seen)

    def latest(self, fits: Callable[[Mention], bool]) -> Mention | None:
        """Return the most recent mention that fits, None when there is none."""
        return next((seen.mention for seen in self.back() if fits(seen.mention)), None)

    def latest_subject(self, fits: Callable[[Mention], bool], sentence: int) -> Mention | None:
        """Return the last subject since `sentence` that fits, else the most recent mention that does."""
        for seen in self.back():
            if seen.sentence < sentence:
                break
            if seen.subject and fits(seen.mention):
                return seen.mention
        return self.latest(fits)

    def states(self, back_to: int = -2) -> list[str]:
        """Return the codes of states and actors named since sentence `back_to`, most recent first."""
        found: dict[str, None] = {}
        for seen in self.back():
            if seen.sentence < back_to:
                break
            if seen.mention.kind in (*STATES, "office", "person", "role", "reference", "body"):
                for code in seen.mention.codes or ((seen.mention.code,) if seen.mention.code else ()):
                    found[code] = None
        return list(found)


def is_actor(mention: Mention) -> bool:
    """Return whether a mention can act: a state, office, body, person, role or resolved reference."""
    return mention.kind in (*STATES, "office", "body", "person", "role", "reference", "outlet")


def is_person(mention: Mention) -> bool:
    """Return whether a mention is one human being."""
    return mention.kind == "person" or (
        mention.kind in ("role", "reference") and (mention.role or mention.name) is not None and not is_plural(mention)
    )


def is_plural(mention: Mention) -> bool:
    """Return whether a role word means several people ("officials", "police")."""
    if mention.kind != "role":
        return False
    word = mention.text.lower()
    return bool(mention.codes) or (word.endswith("s") and not word.endswith("ss")) or word.endswith(_MANY)


_MANY = (
    "people",
    "police",
    "personnel",
    "men",
    "women",
    "children",
    "media",
    "crowd",
    "opposition",
    "mob",
    "delegation",
)
