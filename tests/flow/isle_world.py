"""A made-up theater on disk whose one table of firings can be edited, and the command line on its record."""

import io
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from foreshock.cli.main import main
from foreshock.cli.terminal import Terminal
from foreshock.record.store import open_record
from foreshock.terms.clock import FixedClock

HEAD = 'id = "isle"\nname = "The Isle"\nzone = "Asia/Tokyo"\ncounted_from = 2028-01-01\nprincipal = ["AAA"]\n'
KINDS = """
[[kinds]]
id = "launch"
label = "launch"
[[kinds]]
id = "launch.cruise"
label = "cruise missile"
"""
TARGETS = """
[[targets]]
id = "any_launch"
label = "Aland launches a missile"
kinds = ["launch"]
actors = ["AAA"]
adjudicators = ["Isle Almanac", "Isle Post"]
tie_rule = "the almanac decides"
"""
COLUMNS = "id,date,kind,actor,date_basis,first_seen,kinetic,source"
FIRST_DAY = date(2028, 2, 1)
LAST_DAY = date(2030, 2, 28)
ISSUED = datetime(2030, 3, 1, 3, tzinfo=UTC)  # noon in the zone; a week's window is 2 to 8 March


class Isle:
    """The theater, its record and the command line at any moment."""

    def __init__(self, folder: Path) -> None:
        self.pack = folder / "isle"
        (self.pack / "history").mkdir(parents=True)
        (self.pack / "theater.toml").write_text(HEAD)
        (self.pack / "actors.csv").write_text("code,kind,names\nAAA,country,Aland\n")
        (self.pack / "kinds.toml").write_text(KINDS)
        (self.pack / "targets.toml").write_text(TARGETS)
        self.record = folder / "record.sqlite3"
        # One firing every eleven days, and two on days next to each other at times
        steps = range(0, (LAST_DAY - FIRST_DAY).days, 11)
        self.days = [FIRST_DAY + timedelta(days=step + step % 3) for step in steps]
        self.fire()
        with open_record(self.record, clock=FixedClock(ISSUED)):
            pass  # an empty one: a command that only reads makes none

    def fire(self, *days: date) -> None:
        """Put firings on more days into the theater's table."""
        self.days.extend(days)
        self._write()

    def withdraw(self, day: date) -> None:
        """Take a day's firing out of the table."""
        self.days.remove(day)
        self._write()

    def run(self, *words: str, at: datetime = ISSUED) -> tuple[int, str, str]:
        """Run a command on the record at a moment; return its exit code and both streams."""
        out, err = io.StringIO(), io.StringIO()
        terminal = Terminal(out=out, err=err, stdin=io.BytesIO(), environ={}, clock=FixedClock(at))
        place = ("--record", str(self.record), "--theater", str(self.pack))
        return main([*words, *place], terminal=terminal), out.getvalue(), err.getvalue()

    def json(self, *words: str, at: datetime = ISSUED) -> Any:
        """Run a command with --json; return its one object."""
        code, out, err = self.run(*words, "--json", at=at)
        assert code == 0, err
        return json.loads(out)

    def _write(self) -> None:
        rows = [f"f{day:%Y%m%d},{day},launch.cruise,AAA,as_published,{day},true,Isle Almanac" for day in self.days]
        (self.pack / "history" / "provocations.csv").write_text("\n".join([COLUMNS, *rows, ""]))
