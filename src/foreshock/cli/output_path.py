"""Where answers are to be written, looked at before the work that they take."""

import argparse
import os
from pathlib import Path

from foreshock.terms.errors import UsageError

FILES = ("html", "chart", "forecasts", "hindcasts")  # options that name a file to write, wherever a command has them
FOLDERS = ("charts",)
CHART_FORMS = (".svg", ".png", ".csv")


def check_outputs(args: argparse.Namespace) -> None:
    """Refuse what could not be written in the end.

    Raises:
        UsageError: an option names a folder where a file is wanted or the other way round, something in
            a folder that is not there or cannot be written to, or a chart in no known form.
    """
    for option in FILES:
        if getattr(args, option, None) is not None:
            _check_file(getattr(args, option), f"--{option}")
    for option in FOLDERS:
        if getattr(args, option, None) is not None:
            _check_folder(getattr(args, option), f"--{option}")
    if getattr(args, "chart", None) is not None:
        check_form(args.chart)


def check_form(name: str) -> None:
    """Refuse a chart in no known form.

    Raises:
        UsageError: its name ends in none of `CHART_FORMS`.
    """
    if Path(name).suffix.lower() not in CHART_FORMS:
        raise UsageError(
            f"--chart {name}: no form of chart ends like that",
            expected="a file that ends in " + ", ".join(CHART_FORMS),
            next_step="name it waits.svg, for instance",
        )


def _check_file(name: str, option: str) -> None:
    path = Path(name)
    if not name or path.is_dir():
        raise _refusal(option, name, "is a folder" if name else "is no name", "the name of a file")
    folder = path.parent
    if not folder.is_dir():
        raise _refusal(option, name, f"there is no folder {folder}", "a file in a folder that is there")
    if not os.access(folder, os.W_OK | os.X_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise _refusal(option, name, "may not be written", "a file that you may write, in such a folder")


def _check_folder(name: str, option: str) -> None:
    path = Path(name)
    there = next((each for each in (path, *path.parents) if each.exists()), Path())
    if not name or not there.is_dir():
        raise _refusal(option, name, f"{there} is no folder" if name else "is no name", "the name of a folder")
    if not os.access(there, os.W_OK | os.X_OK):
        raise _refusal(option, name, f"{there} may not be written to", "a folder that you may write to")


def _refusal(option: str, name: str, why: str, expected: str) -> UsageError:
    return UsageError(f"{option} {name}: {why}", expected=expected, next_step="name another place")
