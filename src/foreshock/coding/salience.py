"""Who has been spoken of so far in an article, in reading order."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from foreshock.coding.mentions import Mention

ACTORS = ("country", "capital", "demonym", "office", "person", "body", "reference")


@dataclass(slots=True)
class Spoken:
    """One mention as later words may point back to it; `subject` when it was a clause's subject.

    `sentence` counts the article's sentences, so that nearness can be told; `joined` says that it
    follows the mention before it in one list ("the US and South Korea").
    """

    mention: Mention
    sentence: int
    subject: bool
    joined: bool = False


@dataclass(slots=True)
class Salience:
    """The mentions read so far, newest last."""

    spoken: list[Spoken] = field(default_factory=list)

    def add(self, mention: Mention, sentence: int, *, subject: bool, joined: bool = False) -> None:
        """Remember a mention."""
        self.spoken.append(Spoken(mention, sentence, subject, joined))

    def recent(self, sentence: int, within: int) -> Iterator[Spoken]:
        """Yield the mentions of the last sentences, newest first."""
        for one in reversed(self.spoken):
            if sentence - one.sentence > within:
                return
            yield one

    def person(self, surname: str) -> Mention | None:
        """Return the latest person of that surname."""
        for one in reversed(self.spoken):
            if (
                one.mention.name is not None
                and one.mention.id is not None
                and one.mention.kind in ("person", "reference")
            ):
                parts = one.mention.name.split()
                if surname in (parts[0], parts[-1]):
                    return one.mention
        return None

    def office(self, word: str) -> Mention | None:
        """Return the latest office whose name holds a word ("ministry") and whose owner is known."""
        for one in reversed(self.spoken):
            if one.mention.office is not None and word in one.mention.office and one.mention.code is not None:
                return one.mention
        return None

    def speaker(self, sentence: int, within: int) -> Mention | None:
        """Return the latest unnamed or official voice ("a ministry spokesman")."""
        for one in self.recent(sentence, within):
            if one.mention.role is not None and one.mention.anonymous and one.mention.code is not None:
                return one.mention
        return None

    def state(self, sentence: int, within: int, *, but: str | None = None) -> str | None:
        """Return the state last spoken of: the latest subject of the nearest sentence, else the latest named."""
        nearest: dict[int, list[Spoken]] = {}
        for one in self.recent(sentence, within):
            if one.mention.code is not None and one.mention.kind in ACTORS and one.mention.code != but:
                nearest.setdefault(one.sentence, []).append(one)
        for number in sorted(nearest, reverse=True):
            found = nearest[number]
            subject = next((one for one in found if one.subject), None)
            return (subject or found[0]).mention.code
        return None

    def group(self, sentence: int, within: int, *, but: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return the states last named in one list, in the order named; () when there was none."""
        codes: list[str] = []
        for one in self.recent(sentence, within):
            code = one.mention.code
            if code is None or one.mention.kind not in ACTORS or code in but:
                codes = []
                continue
            codes.append(code)
            if not one.joined:
                if len(dict.fromkeys(codes)) > 1:
                    return tuple(reversed(list(dict.fromkeys(codes))))
                codes = []
        return ()

    def pair(self, sentence: int, within: int, *, but: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return the two states last spoken of together, in the order named; () when there are not two."""
        codes: dict[str, None] = {}
        for one in self.recent(sentence, within):
            for code in one.mention.codes or ((one.mention.code,) if one.mention.code else ()):
                if one.mention.kind in ACTORS and code not in but and len(code) == 3:
                    codes[code] = None
            if len(codes) >= 2:
                return tuple(reversed(list(codes)[:2]))
        return ()
