"""The page on event tables: its examples run in order, as they stand, and print no error."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "event-tables.md"


@pytest.mark.slow
def test_every_example_of_the_page_runs(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="the page's Parquet example needs the extra bulk")
    blocks = re.findall(r"^```sh\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert len(blocks) >= 8
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", "\n".join(blocks)],
        cwd=tmp_path,
        env=os.environ | {"PATH": programs, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "3 new, 0 changed, 0 vanished" in done.stdout
    assert "1 of the new rows are vanished ones under another day" in done.stdout
    assert len({line.split("\t")[26] for line in (tmp_path / "events.tsv").read_text().splitlines()}) > 5
