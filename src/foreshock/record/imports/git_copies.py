"""The versions of a file that a git repository keeps, as copies of a table. Reads only; no network, no shell.

Git is asked with argument lists, for objects as they are: nothing that a repository's own settings
could start (text conversion, pagers, fetching of what is missing) is used.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from msgspec import Struct

from foreshock.terms.errors import InputError

SECONDS = 120
SHOWN_DIGITS = 10
HEADER = "commit "


class Version(Struct, frozen=True, kw_only=True):
    """One version of a file: the commit that made it, the file's path in it, and when it was made (UTC).

    A commit dated before the one it follows counts as made with that one.
    """

    commit: str
    path: str
    committed_at: datetime

    @property
    def name(self) -> str:
        """The version in words: "table.csv@0123abcdef"."""
        return f"{PurePosixPath(self.path).name}@{self.commit[:SHOWN_DIGITS]}"


def is_repository(folder: Path) -> bool:
    """True if a folder is the top of a working copy, or a repository without one."""
    return (folder / ".git").exists() or ((folder / "HEAD").is_file() and (folder / "objects").is_dir())


def repository_of(file: Path) -> tuple[Path, str]:
    """Return the repository that keeps a file and the file's path there.

    Raises:
        InputError: it is in none, or not kept by it.
    """
    place = file.resolve().parent
    top = Path(_git(place, "rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").rstrip("\n"))
    kept = _git(place, "ls-files", "-z", "--full-name", "--", file.name).split(b"\0")[0]
    if not kept:
        raise InputError(
            f"{file} is not kept by the repository {top}",
            expected="a file that was committed",
            next_step="git log FILE shows its history",
        )
    return top, os.fsdecode(kept)


def files_at_head(repository: Path) -> list[str]:
    """Return the paths of the files in the last commit, in order.

    Raises:
        InputError: it is no repository, or has no commit.
    """
    names = _git(repository, "ls-tree", "-r", "-z", "--name-only", "HEAD").split(b"\0")
    return [os.fsdecode(name) for name in names if name]


def versions_of(repository: Path, path: str) -> list[Version]:
    """Return a file's versions on the main line of its history, the first first, under earlier names too.

    A commit that removed the file is no version of it.

    Raises:
        InputError: it is no repository, or has no such file.
    """
    form = f"--format={HEADER}%H %ct"
    asked = ("log", "--first-parent", "--follow", "--topo-order", "-z", "--name-status", form, "HEAD", "--", path)
    versions: list[Version] = []
    latest = datetime.min.replace(tzinfo=UTC)
    for commit, seconds, name in reversed(list(_changes(_git(repository, *asked)))):
        latest = max(latest, datetime.fromtimestamp(seconds, UTC))
        versions.append(Version(commit=commit, path=name, committed_at=latest))
    if not versions:
        raise InputError(
            f"the repository {repository} never had a file {path}",
            expected="a file's path in it",
            next_step="git ls-files lists them",
        )
    return versions


def _changes(log: bytes) -> Iterator[tuple[str, int, str]]:
    """Yield commit, time and path of each change in a log, whose parts end with NUL: HEADER, then status and paths."""
    parts = iter(log.split(b"\0"))
    commit, seconds = "", 0
    for part in parts:
        text = os.fsdecode(part).lstrip("\n")
        if text.startswith(HEADER):
            commit, _, time = text.removeprefix(HEADER).partition(" ")
            seconds = int(time)
        elif text:
            path = os.fsdecode(next(parts))
            if text[0] in "RC":
                path = os.fsdecode(next(parts))
            if text[0] != "D":
                yield commit, seconds, path


@contextmanager
def checked_out(repository: Path, version: Version) -> Iterator[Path]:
    """Give a file with the bytes of a version; it is gone afterwards.

    Raises:
        InputError: the repository does not hold it (a shallow or partial copy).
    """
    with tempfile.TemporaryDirectory(prefix="foreshock-") as folder:
        # only the ending matters, which says how it is read
        path = Path(folder, f"copy{''.join(PurePosixPath(version.path).suffixes[-2:])}")
        with path.open("wb") as file:
            _git(repository, "cat-file", "blob", f"{version.commit}:{version.path}", into=file.fileno())
        yield path


def _git(place: Path, *arguments: str, into: int = subprocess.PIPE) -> bytes:
    """Return what git answers in a folder.

    Raises:
        InputError: git is not there, the folder is in no repository, or git cannot do it.
    """
    program = shutil.which("git")
    if program is None:
        raise InputError(
            "a table's history is read with git, which is not installed",
            expected="the program git",
            next_step="install it, or give the copies as files",
        )
    # settings of whoever runs us (a hook's GIT_DIR) would point elsewhere
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1"}
    environment |= {"GIT_LITERAL_PATHSPECS": "1", "LC_ALL": "C"}
    fixed: Sequence[str] = ("--no-pager", "-c", "protocol.allow=never", "-c", "core.fsmonitor=false")
    try:
        done = subprocess.run(  # noqa: S603 - a list of arguments, no shell
            [program, "-C", str(place), *fixed, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=into,
            stderr=subprocess.PIPE,
            env=environment,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise _cannot(place, str(error)) from error
    if done.returncode != 0:
        raise _cannot(place, done.stderr.decode("utf-8", "replace").strip().partition("\n")[0])
    return done.stdout or b""


def _cannot(place: Path, why: str) -> InputError:
    return InputError(
        f"git cannot read {place}: {why[:200]}",
        expected="a local copy of a repository, with its history",
        next_step="git clone it whole (not --depth 1), or give the copies as files",
    )
