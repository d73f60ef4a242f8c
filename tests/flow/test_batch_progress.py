"""Progress of many inputs on a terminal: never in the way of what is printed there."""

import io

from msgspec import Struct

from foreshock.cli.batch import Batch
from foreshock.cli.terminal import Terminal
from foreshock.flow.failed import FailedInput
from foreshock.terms.errors import InputError

CLEAR = "\r\x1b[K"


class Watched(io.StringIO):
    def isatty(self) -> bool:
        return True


class Named(Struct, frozen=True):
    source: str


def test_results_and_errors_begin_at_a_clean_line_and_nothing_is_left_at_the_end() -> None:
    screen = Watched()  # both streams, as on a real terminal
    bad = FailedInput(source="b.txt", error=InputError("empty", expected="an article", next_step="give one"))
    outcomes: list[Named | FailedInput] = [Named("a.txt"), bad, Named("c.txt")]
    for item in Batch(outcomes, Terminal(out=screen, err=screen)):
        screen.write(f"result of {item.source}\n")
    shown = screen.getvalue()
    for line in ("result of a.txt", "foreshock: b.txt: empty", "result of c.txt"):
        before = shown[: shown.index(line)]
        assert before.endswith(("\n", CLEAR)) or not before
    assert shown.endswith(CLEAR)
    assert "2 done: c.txt" in shown


def test_nobody_watching_means_no_progress() -> None:
    err = io.StringIO()
    assert len(list(Batch([Named("a.txt")], Terminal(out=io.StringIO(), err=err)))) == 1
    assert err.getvalue() == ""
