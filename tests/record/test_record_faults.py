"""What goes wrong around a record: said clearly, with the record intact."""

import os
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from record_world import CLOCK, LATE, pack, reading, row

from foreshock.record.store import open_record
from foreshock.terms.errors import RecordError


def run(code: str, *arguments: object) -> "subprocess.CompletedProcess[str]":
    """Run code in another process that can import the made-up world."""
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},
    )


HOLDER = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(0.6)
connection.execute("COMMIT")
"""


def whole(path: Path) -> bool:
    with sqlite3.connect(path) as connection:
        return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a record at all, only some notes " * 100)
    before = path.read_bytes()
    with pytest.raises(RecordError, match="is not a SQLite database"), open_record(path, clock=CLOCK):
        pass
    assert path.read_bytes() == before


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE songs (name)")
    with pytest.raises(RecordError, match="another program"), open_record(path, clock=CLOCK):
        pass


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="cannot be opened"), open_record(tmp_path, clock=CLOCK):
        pass


def test_a_place_that_cannot_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(RecordError, match="cannot be made"),
        open_record(tmp_path / "file" / "deeper" / "r.db", clock=CLOCK),
    ):
        pass


def test_a_record_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with open_record(path, clock=CLOCK):
        pass
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(RecordError, match="newer foreshock"), open_record(path, clock=CLOCK):
        pass


def test_a_damaged_record_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with open_record(path, clock=CLOCK) as record:
        record.load_pack(pack(), [row(str(number), on=number) for number in range(200)])
    data = bytearray(path.read_bytes())
    data[8192:] = b"\xa5" * (len(data) - 8192)
    path.write_bytes(data)
    with pytest.raises(RecordError, match="damaged"), open_record(path, clock=CLOCK) as record:
        record.events(known_at=LATE)


def test_a_second_writer_waits_for_the_first(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with open_record(path, clock=CLOCK) as record:
        blocker = subprocess.Popen(
            [
                sys.executable,
                "-c",
                HOLDER,
                str(path),
            ],
            stdout=subprocess.PIPE,
        )
        assert blocker.stdout is not None
        assert blocker.stdout.readline() == b"held\n"
        assert record.add(reading("a")).state == "new"
        blocker.stdout.close()
        assert blocker.wait(timeout=10) == 0


def test_a_writer_that_waited_too_long_says_why_while_readers_go_on(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with open_record(path, clock=CLOCK, wait_seconds=0.1) as record:
        record.add(reading("a"))
        holder = sqlite3.connect(path, isolation_level=None)
        try:
            holder.execute("BEGIN IMMEDIATE")
            with pytest.raises(RecordError, match="locked by another process"):
                record.add(reading("b"))
            assert record.reading("sha256:a") is not None
        finally:
            holder.close()
        assert record.add(reading("b")).state == "new"


@pytest.mark.skipif(os.name != "posix", reason="file permissions are tested on POSIX systems")
def test_a_read_only_record_can_be_read_and_says_so_when_written() -> None:
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        _read_without_writing(Path(folder) / "r.db")


def _read_without_writing(path: Path) -> None:
    with open_record(path, clock=CLOCK) as record:
        record.load_pack(pack(), [row("x")])
    path.chmod(0o444)
    path.parent.chmod(0o555)
    done = run(
        """
        import os, sys
        from pathlib import Path
        from foreshock.record.store import open_record
        from foreshock.terms.errors import RecordError
        from record_world import CLOCK, LATE, pack, reading
        if os.geteuid() == 0:  # root may write anywhere, so become nobody
            os.setuid(65534)
        with open_record(Path(sys.argv[1]), clock=CLOCK) as record:
            assert record.holds_pack(pack())
            assert len(record.events(known_at=LATE)) == 1
            record.cache("key", b"not kept")
            assert record.cached("key") is None
            try:
                record.add(reading("a"))
            except RecordError as error:
                print(error)
        """,
        path,
    )
    path.parent.chmod(0o755)
    assert done.returncode == 0, done.stderr
    assert "cannot be written" in done.stdout


LEFT_OPEN = """
import os, sys
from pathlib import Path
from foreshock.record.store import open_record
from record_world import CLOCK, reading
with open_record(Path(sys.argv[1]), clock=CLOCK) as record:
    record.add(reading("in the log"))
    os._exit(9)  # as a crash does: the log stays unmerged
"""
READ = """
import os, sys
from pathlib import Path
from foreshock.record.store import open_record
from foreshock.terms.errors import RecordError
from record_world import CLOCK
if os.geteuid() == 0:  # root may write anywhere, so become nobody
    os.setuid(65534)
try:
    with open_record(Path(sys.argv[1]), clock=CLOCK) as record:
        print(record.readonly, record.reading("sha256:in the log") is not None)
except RecordError as error:
    print(error, "|", error.next_step)
"""


@pytest.mark.skipif(os.name != "posix", reason="file permissions are tested on POSIX systems")
@pytest.mark.parametrize("lost", [None, "-shm", "-wal"])
def test_a_reader_without_rights_sees_the_log_of_a_crashed_writer_or_is_told_why_not(lost: str | None) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "r.db"
        with open_record(path, clock=CLOCK):
            pass
        assert run(LEFT_OPEN, path).returncode == 9
        log = path.with_name(path.name + "-wal")
        assert log.stat().st_size > 0
        if lost:
            path.with_name(path.name + lost).unlink()
        for file in path.parent.iterdir():
            file.chmod(0o444)
        path.parent.chmod(0o555)
        said = run(READ, path)
        path.parent.chmod(0o755)
    assert said.returncode == 0, said.stderr
    if lost is None:
        assert said.stdout == "True True\n"
    elif lost == "-shm":
        assert "latest changes are still in its log" in said.stdout
        assert "foreshock record check" in said.stdout
    else:  # what was in the log only is gone; the file itself is whole
        assert said.stdout == "True False\n"


@pytest.mark.skipif(sys.platform != "linux", reason="a limit on file size stands in for a full disk, on Linux")
def test_a_full_disk_is_said_and_nothing_is_half_written(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with open_record(path, clock=CLOCK) as record:
        record.add(reading("kept"))
    done = run(
        """
        import resource, signal, sys
        from pathlib import Path
        from foreshock.record.store import open_record
        from foreshock.terms.errors import RecordError
        from record_world import CLOCK, reading
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        path = Path(sys.argv[1])
        with open_record(path, clock=CLOCK) as record:
            limit = path.stat().st_size + 100_000
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            try:
                record.add(reading("large", text="x" * 5_000_000))
            except RecordError as error:
                print(error)
            resource.setrlimit(resource.RLIMIT_FSIZE, (100, limit))
            archive = path.with_name("all.gz")
            try:
                record.export_archive(archive)
            except RecordError as error:
                print(error, archive.exists())
        """,
        path,
    )
    assert done.returncode == 0, done.stderr
    assert "all.gz cannot be written" in done.stdout
    assert done.stdout.endswith("False\n")
    assert "disk" in done.stdout
    assert "nothing was half-written" in done.stdout
    assert whole(path)
    with open_record(path, clock=CLOCK) as record:
        assert record.reading("sha256:large") is None
        assert record.reading("sha256:kept") is not None
        assert record.add(reading("after")).state == "new"


WRITER = """
import sys
from pathlib import Path
from foreshock.record.store import open_record
from record_world import CLOCK, reading
with open_record(Path(sys.argv[1]), clock=CLOCK) as record:
    for number in range(int(sys.argv[2]), 1_000_000):
        record.add(reading(str(number), url=f"https://bay.example/{number % 7}"))
        print(number, flush=True)
"""


def test_two_processes_may_create_a_record_at_once(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    code = WRITER.replace("1_000_000", "int(sys.argv[2]) + 5")
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(path), str(start)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},
        )
        for start in (0, 100)
    ]
    outcomes = [(writer.communicate(timeout=60)[1], writer.returncode) for writer in writers]
    assert outcomes == [("", 0), ("", 0)]
    with open_record(path, clock=CLOCK) as record:
        assert all(record.reading(f"sha256:{number}") for number in (0, 4, 100, 104))
