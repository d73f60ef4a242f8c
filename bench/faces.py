"""Times of the commands a user waits for, each as a ratio to starting Python in the same run.

Run: python bench/faces.py [ARTICLE]
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 3


def seconds(arguments: list[str], environ: dict[str, str]) -> float:
    """Return the wall time of one run."""
    start = time.perf_counter()
    subprocess.run(arguments, env=environ, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Measure and print a table."""
    article = sys.argv[1:2]
    python = [sys.executable]
    foreshock = [*python, "-m", "foreshock"]
    with tempfile.TemporaryDirectory() as folder:
        environ = dict(os.environ)

        def fresh(round_: int) -> dict[str, str]:
            return environ | {"FORESHOCK_RECORD": str(Path(folder) / f"{round_}.sqlite3")}

        rows = {
            "python -c pass": [seconds([*python, "-c", "pass"], environ) for _ in range(ROUNDS)],
            "foreshock --help": [seconds([*foreshock, "--help"], environ) for _ in range(ROUNDS)],
            "brief, no record yet": [seconds([*foreshock, "brief", *article], fresh(i)) for i in range(ROUNDS)],
            "brief, warm record": [seconds([*foreshock, "brief", *article], fresh(i)) for i in range(ROUNDS)],
            "outlook, first at a moment": [
                seconds([*foreshock, "outlook", "--as-of", f"2023-02-0{i + 3}"], fresh(0)) for i in range(ROUNDS)
            ],
            "outlook, warm": [
                seconds([*foreshock, "outlook", "--as-of", "2023-02-03"], fresh(0)) for _ in range(ROUNDS)
            ],
        }
    base = statistics.median(rows["python -c pass"])
    print(f"{'command':<28} {'median s':>9} {'x python':>9}")
    for name, times in rows.items():
        median = statistics.median(times)
        print(f"{name:<28} {median:>9.3f} {median / base:>9.1f}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"largest memory of any of them: {peak:.0f} MiB")


if __name__ == "__main__":
    main()
