"""Output arrives whatever the locale and wherever it goes; a file that cannot be written is named."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from foreshock.flow.whole_files import whole_file, write_text
from foreshock.terms.errors import UsageError

STORY = "Nordland fires a missile\n\nNORDHAVN, June 3, 2024 — “We fired it,” the foreign ministry said – naïvely.\n"


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_pipe_gets_utf_8_where_the_locale_has_not_the_characters(encoding: str, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text(STORY, encoding="utf-8")
    environ = os.environ | {"PYTHONIOENCODING": encoding}
    for extra in ((), ("--json",)):
        command = [sys.executable, "-m", "foreshock", "extract", str(story), *extra]
        done = subprocess.run(command, env=environ, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "“We fired it,”" in done.stdout.decode() or "We fired it" in json.dumps(json.loads(done.stdout))


@pytest.mark.parametrize("path", [".", "here/", "file/page.html", "nowhere/page.html"])
def test_a_page_that_cannot_be_written_is_refused_and_leaves_nothing(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "here").mkdir()
    (tmp_path / "file").write_text("a file", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UsageError, match="--html"):
        write_text("page", path, "--html")
    assert sorted(tmp_path.rglob("*")) == before


def test_a_file_half_written_leaves_the_older_one_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("older")

    def stop_halfway() -> None:
        with whole_file(str(path), "--html") as file:
            file.write(b"half of a newer")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop_halfway()
    assert [each.name for each in tmp_path.iterdir()] == ["page.html"]
    assert path.read_text() == "older"
