"""Where answers are to be written is looked at before any work is done."""

import argparse
import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from foreshock.cli.command_line import build_parser
from foreshock.cli.main import main
from foreshock.cli.output_path import FILES, FOLDERS
from foreshock.cli.terminal import WRONG_USAGE, Terminal


def run(arguments: Sequence[str], folder: Path) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    environ = {"FORESHOCK_RECORD": str(folder / "record.sqlite3")}
    code = main(arguments, Terminal(out=out, err=err, stdin=io.BytesIO(), environ=environ))
    return code, out.getvalue(), err.getvalue()


@pytest.mark.parametrize(
    "arguments",
    [
        ["brief", "--html"],
        ["backtest", "--html"],
        ["backtest", "--timing", "--html"],
        ["backtest", "--forecasts"],
        ["backtest", "--hindcasts"],
        ["patterns", "no.such.kind", "nothing", "--chart"],
        ["lead-times", "no.such.kind", "nothing", "--chart"],
        ["studies", "--chart"],
        ["doors", "--dyad", "no-dyad", "--chart"],
        ["outlook", "--history", "7", "--chart"],
    ],
)
@pytest.mark.parametrize("place", ["nowhere/a.svg", "", "."])
def test_a_file_that_cannot_be_is_refused_first(arguments: list[str], place: str, tmp_path: Path) -> None:
    named = place if place == "" else str(tmp_path / place)
    code, out, err = run([*arguments, named], tmp_path)
    assert (code, out) == (WRONG_USAGE, "")
    assert f"{arguments[-1]} {named}: " in err
    assert not list(tmp_path.iterdir())  # no record was made: nothing was begun


def test_a_folder_that_cannot_be_is_refused_first(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "file", tmp_path / "file" / "below"):
        code, out, err = run(["claims", "no-article.txt", "--charts", str(place)], tmp_path)
        assert (code, out) == (WRONG_USAGE, "")
        assert "is no folder" in err


def test_every_option_that_names_something_to_write_is_looked_at() -> None:
    subcommands = next(
        action for action in build_parser()._actions if isinstance(action, argparse._SubParsersAction)
    ).choices
    named = {
        action.dest
        for command in subcommands.values()
        for action in command._actions
        if (action.option_strings and action.metavar in {"FILE", "FOLDER"} and "write" in (action.help or ""))
        or action.dest in {"chart", "charts", "html"}
    }
    assert named
    assert named <= {*FILES, *FOLDERS}
