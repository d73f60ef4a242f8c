"""Words as both full-text indexes know them, and the queries and excerpts made of them. Pure.

A word is an unbroken run of letters and digits, in lower case and without accents: what SQLite's
tokenizer `unicode61 remove_diacritics 2` makes of a text in Latin letters (of other scripts it
keeps some accents, and so does a query there). PostgreSQL gets its words from here and
not from its own parser, so the same query finds the same rows on both, whatever the server's
locale, and "launch.cruise" is two words there too, not the name of a host.
"""

import re
import unicodedata
from collections.abc import Sequence

from msgspec import Struct

from foreshock.terms.errors import UsageError

EXCERPT_WORDS = 24
COMPARED = 500
# PostgreSQL's limits (https://www.postgresql.org/docs/current/textsearch-limitations.html), kept well below.
LONGEST_WORD = 400
LAST_POSITION = 16_383
MOST_POSITIONS = 256
MOST_BYTES = 600_000
_PARTS = re.compile(r'"([^"]*)"?|(\S+)')
_WORD = re.compile(r"[^\W_]+")


class Term(Struct, frozen=True):
    """Words that must stand in this order; the last one is only a start if `prefix`. `text` is as typed."""

    text: str
    words: tuple[str, ...]
    prefix: bool = False


def parse_query(words: str) -> tuple[Term, ...]:
    """Return what a user typed as terms that must all occur: words, "a phrase" in order, start* of a word.

    Raises:
        UsageError: no letter or digit in it.
    """
    terms = []
    for phrase, word in _PARTS.findall(words.replace("\0", " ")):
        text = phrase or word.rstrip("*")
        found = words_in(text)
        if found:
            terms.append(Term(text, tuple(found), prefix=word.endswith("*")))
    if not terms:
        raise UsageError(
            f"{words!r} has no word to search for",
            expected='words that must all occur, "a phrase", or the start* of a word',
            next_step='foreshock record search "joint drill" launch*',
        )
    return tuple(terms)


def words_in(text: str) -> list[str]:
    """Return the words of a text, in order."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(fold(text))]


def fold(text: str) -> str:
    """Return a text in lower case and without accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(char for char in apart if not unicodedata.combining(char))).lower()


def match_expression(terms: Sequence[Term]) -> str:
    """Return terms as a query of SQLite's FTS5, which makes its own words of what was typed.

    All is quoted, so no character has a meaning of its own.
    """
    quoted = ((term.text.replace('"', '""'), term.prefix) for term in terms)
    return " ".join(f'"{text}"' + ("*" if prefix else "") for text, prefix in quoted)


def tsquery(terms: Sequence[Term]) -> str:
    """Return terms as PostgreSQL's tsquery."""
    return " & ".join(
        "(" + " <-> ".join(f"'{word}'" for word in term.words) + (":*" if term.prefix else "") + ")" for term in terms
    )


def tsvector(text: str) -> str:
    """Return a text's words with their places, as PostgreSQL's tsvector is written.

    In a text of more words than a tsvector can hold, the last different ones are not indexed; places
    after the 16,383rd word are not told apart.
    """
    places: dict[str, list[int]] = {}
    size = 0
    for at, word in enumerate(words_in(text), 1):
        known = places.get(word)
        if known is None:
            size += len(word.encode()) + 8
            if size > MOST_BYTES:
                break
            places[word] = [min(at, LAST_POSITION)]
        elif at <= LAST_POSITION and len(known) < MOST_POSITIONS:
            known.append(at)
            size += 2
    return " ".join(f"'{word}':{','.join(map(str, at))}" for word, at in places.items())


def excerpt(text: str, terms: Sequence[Term]) -> str:
    """Return the stretch of a text where most of the terms occur first, the matched words in [ ]."""
    found = list(_WORD.finditer(text))
    words = [fold(match.group()) for match in found]
    marked: dict[int, int] = {}
    for number, term in enumerate(terms):
        for at in range(len(words) - len(term.words) + 1):
            if _stands(term, words, at):
                marked.update(dict.fromkeys(range(at, at + len(term.words)), number))
    best = max(sorted(marked)[:COMPARED], key=lambda at: (len(_near(marked, at)), -at), default=0)
    first, last = max(0, best - 3), min(len(found), max(0, best - 3) + EXCERPT_WORDS)
    if not found:
        return " ".join(text.split())
    start = 0 if first == 0 else found[first].start()
    end = len(text) if last == len(found) else found[last - 1].end()
    parts, done = [], start
    for at in range(first, last):
        if at in marked:
            parts += [text[done : found[at].start()], "[", found[at].group(), "]"]
            done = found[at].end()
    shown = " ".join("".join([*parts, text[done:end]]).split())
    return ("…" if first else "") + shown + ("…" if last < len(found) else "")


def _stands(term: Term, words: Sequence[str], at: int) -> bool:
    *whole, last = term.words
    end = words[at + len(whole)]
    return (end.startswith(last) if term.prefix else end == last) and list(words[at : at + len(whole)]) == whole


def _near(marked: dict[int, int], at: int) -> set[int]:
    return {marked[place] for place in range(at, at + EXCERPT_WORDS - 3) if place in marked}
