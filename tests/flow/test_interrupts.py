"""Ctrl-C ends a command with one line and 130, whatever it was at."""

import ast
import io
from pathlib import Path

import pytest

from foreshock.cli import command_line
from foreshock.cli.main import INTERRUPTED, SAID, main
from foreshock.cli.terminal import Terminal


def run(monkeypatch: pytest.MonkeyPatch, error: BaseException, cause: BaseException | None = None) -> tuple[int, str]:
    def stop(*_: object) -> int:
        raise error from cause

    monkeypatch.setattr(command_line, "build_parser", stop)
    err = io.StringIO()
    code = main(["record", "list"], Terminal(out=io.StringIO(), err=err, stdin=io.BytesIO(), environ={}))
    return code, err.getvalue()


def test_an_interrupt_before_the_command_line_is_read_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, KeyboardInterrupt()) == (INTERRUPTED, SAID)


def test_a_library_that_was_interrupted_while_it_loaded_is_no_fault_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, ImportError("C-extensions failed"), KeyboardInterrupt()) == (INTERRUPTED, SAID)


def test_other_faults_are_shown_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImportError):
        run(monkeypatch, ImportError("no such module"), ValueError())


def test_nothing_is_read_before_an_interrupt_can_be_told() -> None:
    source = Path(main.__code__.co_filename).read_text(encoding="utf-8")
    top = [node for node in ast.parse(source).body if isinstance(node, ast.Import | ast.ImportFrom)]
    assert [ast.unparse(node) for node in top] == ["import sys"]
