"""Files a user named: whole or not at all, and pipes and links as what they are."""

import os
import sys
from pathlib import Path
from threading import Thread

import pytest

from foreshock.flow.whole_files import whole_file, write_text
from foreshock.terms.errors import UsageError


def test_a_file_that_could_not_be_finished_leaves_the_older_one(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    write_text("older", str(page), "--html")

    def stop_half_way() -> None:
        with whole_file(str(page), "--html") as file:
            file.write(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stop_half_way()
    assert page.read_text() == "older"
    assert list(tmp_path.iterdir()) == [page]


def test_a_link_goes_on_leading_to_what_is_written(tmp_path: Path) -> None:
    kept, link = tmp_path / "kept.html", tmp_path / "link.html"
    kept.write_text("older")
    link.symlink_to(kept)
    write_text("newer", str(link), "--html")
    assert link.is_symlink()
    assert kept.read_text() == "newer"


@pytest.mark.skipif(sys.platform == "win32", reason="pipes have no names there")
def test_a_pipe_takes_what_is_written(tmp_path: Path) -> None:
    pipe, told = tmp_path / "pipe", list[str]()
    os.mkfifo(pipe)
    reader = Thread(target=lambda: told.append(pipe.read_text()), daemon=True)
    reader.start()
    write_text("a page", str(pipe), "--html")
    reader.join(10)
    assert told == ["a page"]
    assert pipe.is_fifo()


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--html"):
        write_text("a page", str(tmp_path), "--html")
