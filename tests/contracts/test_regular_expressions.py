"""No regular expression of ours may backtrack without end: each is fed what breaks careless ones.

Every pattern that a module of ours compiles is found, at import or as a literal inside a function, and
searched in strings made of its own pieces over and over, which then do not end as it wants.
"""

import ast
import importlib
import re
import signal
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

import pytest

import foreshock

SRC = Path(foreshock.__file__).parent
LENGTH = 700  # characters of a hostile string: exponential cost would never end, cubic cost take too long
SECONDS = 3.0  # of processor time for one search: thousands of times what a linear one takes
COMMON = (" ", "a", "A", "1", "-", ",", '"', "\n", "a ", "A ", "A-", "a, ")
parser: Any = importlib.import_module("re._parser")


def sources() -> list[Path]:
    """Return the files that use regular expressions."""
    every = sorted(SRC.rglob("*.py"))
    return [path for path in every if re.search(r"^import re$", path.read_text("utf-8"), re.MULTILINE)]


def modules() -> Iterator[ModuleType]:
    for path in sources():
        yield importlib.import_module(".".join(("foreshock", *path.relative_to(SRC).with_suffix("").parts)))


def compiled(value: object, depth: int = 4) -> Iterator["re.Pattern[Any]"]:
    """Yield the patterns a module's constant holds, however nested."""
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        for inner in (*value, *value.values()):
            yield from compiled(inner, depth - 1)
    elif depth and isinstance(value, (tuple, list, set, frozenset)):
        for inner in value:
            yield from compiled(inner, depth - 1)
    elif depth and type(value).__module__.startswith("foreshock") and not isinstance(value, type):
        names = getattr(type(value), "__slots__", None) or getattr(type(value), "__struct_fields__", ()) or ()
        for inner in (*vars(value).values(),) if hasattr(value, "__dict__") else ():
            yield from compiled(inner, depth - 1)
        for name in (names,) if isinstance(names, str) else names:
            yield from compiled(getattr(value, name, None), depth - 1)


def literals(path: Path) -> Iterator["re.Pattern[Any]"]:
    """Yield the patterns that stand as literals in calls of `re` anywhere in a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        if not (isinstance(node.func.value, ast.Name) and node.func.value.id == "re"):
            continue
        first = node.args[0]
        if isinstance(first, ast.Constant) and isinstance(first.value, (str, bytes)) and node.func.attr != "escape":
            yield re.compile(first.value)


@cache
def patterns() -> dict[str, "re.Pattern[Any]"]:
    """Return every pattern of ours by the name of a place that holds it."""
    found: dict[tuple[Any, int], tuple[str, re.Pattern[Any]]] = {}
    for module in modules():
        for name, value in vars(module).items():
            for number, one in enumerate(compiled(value)):
                found.setdefault((one.pattern, one.flags), (f"{module.__name__}.{name}.{number}", one))
    for path in sources():
        for number, one in enumerate(literals(path)):
            found.setdefault((one.pattern, one.flags), (f"{path.relative_to(SRC).as_posix()}.{number}", one))
    return dict(found.values())


def samples(parsed: Any) -> Iterator[str]:
    """Yield short strings that parts of a parsed pattern match: what it repeats, what it chooses from."""
    for op, argument in parsed:
        kind = str(op)
        if kind == "LITERAL":
            yield chr(argument)
        elif kind == "NOT_LITERAL":
            yield "b" if argument == ord("a") else "a"
        elif kind == "ANY":
            yield "a"
        elif kind == "IN":
            yield from {member(one) for one in argument if member(one)}
        elif kind.endswith("REPEAT"):
            yield "".join(first(argument[2]))
            yield from samples(argument[2])
        elif kind == "SUBPATTERN":
            yield "".join(first(argument[3]))
            yield from samples(argument[3])
        elif kind == "BRANCH":
            for branch in argument[1]:
                yield "".join(first(branch))
                yield from samples(branch)
        elif kind in ("ASSERT", "ASSERT_NOT"):
            yield from samples(argument[1])


def member(one: Any) -> str:
    """Return a character of a part of a character class."""
    kind, argument = str(one[0]), one[1]
    if kind == "LITERAL":
        return chr(argument)
    if kind == "RANGE":
        return chr(argument[0])
    by_category = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a", "CATEGORY_NOT_SPACE": "a"}
    return by_category.get(str(argument), "-") if kind == "CATEGORY" else ""


def first(parsed: Any) -> Iterator[str]:
    """Yield the characters of one string that a parsed pattern matches, as far as can be told simply."""
    for op, argument in parsed:
        kind = str(op)
        if kind == "LITERAL":
            yield chr(argument)
        elif kind in ("NOT_LITERAL", "ANY"):
            yield "a"
        elif kind == "IN":
            yield next((char for one in argument if (char := member(one))), "~")
        elif kind.endswith("REPEAT"):
            yield from (char for _ in range(max(1, min(argument[0], 3))) for char in first(argument[2]))
        elif kind == "SUBPATTERN":
            yield from first(argument[3])
        elif kind == "BRANCH":
            yield from first(argument[1][0])


def hostile(pattern: "re.Pattern[Any]") -> Iterator[str]:
    """Yield long strings of a pattern's own pieces, each with and without an end that fits nothing."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    parsed = parser.parse(text, pattern.flags & ~(re.LOCALE | re.DEBUG) if isinstance(pattern.pattern, str) else 0)
    whole = "".join(first(parsed))
    pieces = dict.fromkeys(piece for piece in (whole, *islice(samples(parsed), 30), *COMMON) if piece)
    for piece in pieces:
        run = piece * (LENGTH // len(piece) + 1)
        yield run + "\x00"
        if whole != piece:
            yield whole + run + "\x00"


class EndlessError(Exception):
    """A search took longer than any linear one."""


def stop(number: int, frame: FrameType | None) -> None:
    raise EndlessError


def breaking(pattern: "re.Pattern[Any]", seconds: float) -> str | None:
    """Return the first hostile string on which a pattern does not end in time, None when there is none."""
    texts = list(hostile(pattern))
    before = signal.signal(signal.SIGVTALRM, stop)
    text = ""
    try:
        for text in texts:
            signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
            pattern.search(text if isinstance(pattern.pattern, str) else text.encode("utf-8", "replace"))
    except EndlessError:
        return text
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return None


@pytest.mark.parametrize("careless", [r"(a+)+$", r"(\w+\s?)*:", r"(?:a|a)*b", r"(?:the )?(?:\w+ ?)+,{2}"])
def test_a_careless_pattern_is_noticed(careless: str) -> None:
    assert breaking(re.compile(careless), 0.3) is not None


def test_a_careful_pattern_is_not() -> None:
    assert breaking(re.compile(r"(?:the )?(?:\w{1,20} ){1,6},"), 0.3) is None


def test_the_patterns_are_found() -> None:
    assert len(patterns()) > 150


def test_no_pattern_backtracks_without_end() -> None:
    found = {name: (pattern, breaking(pattern, SECONDS)) for name, pattern in patterns().items()}
    endless = [f"{name}: {pattern.pattern!r} on {text[:60]!r}…" for name, (pattern, text) in found.items() if text]
    assert not endless, "\n".join(endless)
