"""The README's transcript is what the command prints."""

import io
import re
from pathlib import Path

from foreshock.cli.main import main
from foreshock.cli.terminal import Terminal

README = Path(__file__).parents[2] / "README.md"


def test_the_transcript_is_what_the_command_prints(tmp_path: Path) -> None:
    found = re.search(r"```text\n\$ foreshock brief\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    out = io.StringIO()
    environ = {"FORESHOCK_RECORD": str(tmp_path / "record.sqlite3")}
    assert main(["brief"], Terminal(out=out, err=io.StringIO(), stdin=io.BytesIO(), environ=environ)) == 0
    printed = [line.rstrip() for line in out.getvalue().splitlines()]
    shown = [line for line in found[1].splitlines() if line and line != "…"]
    assert len(shown) > 40
    missing = [line for line in shown if line not in printed]
    assert not missing
