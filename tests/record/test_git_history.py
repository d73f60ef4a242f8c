"""A table's history read from a git repository: the same as its versions brought in one by one."""

import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from test_import_command import Desk, almanac

from foreshock.record.imports.git_copies import checked_out, versions_of
from foreshock.record.store import open_record
from foreshock.terms.clock import FixedClock
from foreshock.terms.errors import InputError

NOW = datetime(2030, 6, 1, tzinfo=UTC)


class Repository:
    """A small repository whose commits have the times they are given."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.git("init", "--quiet", "--initial-branch=main", ".")

    def git(self, *words: str, at: str = "2030-03-01T00:00:00Z") -> None:
        names = {f"GIT_{who}_{what}": "a@b.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        times = {"GIT_AUTHOR_DATE": "2029-01-01T00:00:00Z", "GIT_COMMITTER_DATE": at, "HOME": str(self.folder)}
        subprocess.run(
            ["git", *words],
            cwd=self.folder,
            check=True,
            capture_output=True,
            env={**names, **times, "PATH": "/usr/bin:/bin:/usr/local/bin"},
        )

    def commit(self, name: str, text: str, *, at: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", "x", at=at)


COPIES = (
    ("2030-03-05T08:00:00+00:00", almanac("2030-03-01,Cruise,Dawn,1")),
    ("2030-03-09T09:30:00+00:00", almanac("2030-03-01,Cruise,Dawn,2", "2030-03-04,Rocket,Noon,")),
    ("2030-03-12T23:59:59+00:00", almanac("2030-03-05,Rocket,Noon,")),
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "d").mkdir()
    return Desk(tmp_path / "d")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "repo")
    for at, text in COPIES:
        made.commit("data/table.csv", text, at=at)
        made.commit("README.md", f"as of {at}", at=at)
    return made


def digests(desk: Desk, moments: Sequence[datetime]) -> list[str]:
    with open_record(desk.folder / "r.sqlite3", clock=FixedClock(NOW)) as record:
        rows = [record.imported.rows_of("import:almanac", known_at=moment) for moment in moments]
        return [record.digest(known_at=moment) for moment in moments] + [str(row) for row in rows]


@pytest.mark.parametrize("history", [False, True], ids=["the repository", "a file in it"])
def test_a_history_is_the_series_of_its_versions(
    desk: Desk, repository: Repository, tmp_path: Path, history: bool
) -> None:
    words = [str(repository.folder / "data/table.csv"), "--history"] if history else [str(repository.folder)]
    code, out, err = desk.run("import", *words, "--as", "almanac")
    assert (code, err) == (0, "")
    assert [line.partition(" UTC: ")[2] for line in out.splitlines() if "UTC" in line] == [
        "1 new, 0 changed, 0 vanished, 0 unchanged, 0 refused",
        "1 new, 1 changed, 0 vanished, 0 unchanged, 0 refused",
        "1 new, 0 changed, 2 vanished, 0 unchanged, 0 refused",
    ]
    assert "table.csv@" in out
    (tmp_path / "hand").mkdir()
    by_hand = Desk(tmp_path / "hand")
    for number, (at, text) in enumerate(COPIES):
        path = by_hand.write(f"copy{number}.csv", text)
        assert by_hand.run("import", path, "--as", "almanac", "--seen", at)[0] == 0
    moments = [datetime.fromisoformat(at) for at, _ in COPIES]
    both = [*moments, datetime(2030, 3, 5, 7, 59, tzinfo=UTC), datetime(2030, 3, 9, 9, 29, 59, tzinfo=UTC), NOW]
    assert digests(desk, both) == digests(by_hand, both)
    again = desk.run("import", *words, "--as", "almanac")[1]
    assert again.count("left alone") == 2
    assert "0 new, 0 changed, 0 vanished, 1 unchanged" in again


def test_a_file_keeps_its_history_under_another_name_and_through_merges(tmp_path: Path) -> None:
    made = Repository(tmp_path / "repo")
    made.commit("old name.csv", "a\n" * 20, at="2030-03-01T00:00:00Z")
    made.git("mv", "old name.csv", "tab\tle.csv")
    made.git("commit", "--quiet", "-m", "x", at="2030-03-02T00:00:00Z")
    made.git("checkout", "--quiet", "-b", "side")
    made.commit("tab\tle.csv", "a\n" * 20 + "b\n", at="2030-03-03T00:00:00Z")
    made.git("checkout", "--quiet", "main")
    made.commit("other", "x", at="2030-03-04T00:00:00Z")
    made.git("merge", "--quiet", "--no-ff", "-m", "x", "side", at="2030-03-05T00:00:00Z")
    made.git("rm", "--quiet", "tab\tle.csv")
    made.git("commit", "--quiet", "-m", "x", at="2030-03-06T00:00:00Z")
    made.commit("tab\tle.csv", "c\n", at="2030-03-04T12:00:00Z")
    found = versions_of(made.folder, "tab\tle.csv")
    # the merge brought the side's change in; the last commit is dated before it, and counts as made with it
    assert [version.committed_at.day for version in found] == [1, 2, 5, 5]
    assert [version.path for version in found] == ["old name.csv", *["tab\tle.csv"] * 3]
    with checked_out(made.folder, found[2]) as path:
        assert path.read_text(encoding="utf-8").endswith("b\n")
        folder = path.parent
    assert not folder.exists()


def test_a_repository_with_several_such_tables_or_none_asks_for_one(desk: Desk, repository: Repository) -> None:
    repository.commit("data/raw.csv", COPIES[0][1], at="2030-03-13T00:00:00Z")
    code, _, err = desk.run("import", str(repository.folder), "--as", "almanac")
    assert code == 2
    assert "2 files with this table (data/raw.csv, data/table.csv)" in err
    assert f"--history: {repository.folder}/data/raw.csv" in err
    repository.git("rm", "--quiet", "-r", "data")
    repository.commit("data/others.csv", "x,y\n1,2\n", at="2030-03-14T00:00:00Z")
    repository.commit("data/bad.json", "{", at="2030-03-14T00:00:00Z")
    assert "no file with this table" in desk.run("import", str(repository.folder), "--as", "almanac")[2]


def test_what_has_no_history_says_so(
    desk: Desk, repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = str(repository.folder / "data/table.csv")
    assert "no history to read" in desk.run("import", table, "--as", "gdelt", "--history")[2]
    assert (
        "each version is known from its commit on"
        in desk.run("import", table, "--as", "almanac", "--history", "--seen", "2030-03-01")[2]
    )
    alone = desk.write("alone.csv", COPIES[0][1])
    assert "git cannot read" in desk.run("import", alone, "--as", "almanac", "--history")[2]
    new = repository.folder / "data/new.csv"
    new.write_text(COPIES[0][1], encoding="utf-8")
    assert "is not kept by the repository" in desk.run("import", str(new), "--as", "almanac", "--history")[2]
    empty = Repository(tmp_path / "empty")
    assert "git cannot read" in desk.run("import", str(empty.folder), "--as", "almanac")[2]
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert "git, which is not installed" in desk.run("import", table, "--as", "almanac", "--history")[2]


def test_a_repositorys_own_settings_start_nothing(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = tmp_path / "ran"
    for setting in ("diff.evil.textconv", "diff.evil.command", "core.pager", "core.fsmonitor", "filter.evil.smudge"):
        repository.git("config", setting, f"touch {ran};")
    repository.commit(".gitattributes", "*.csv diff=evil filter=evil\n", at="2030-03-15T00:00:00Z")
    ran.unlink(missing_ok=True)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    versions = versions_of(repository.folder, "data/table.csv")
    with checked_out(repository.folder, versions[-1]) as path:
        assert path.read_text(encoding="utf-8") == COPIES[2][1]
    assert not ran.exists()


def test_a_copy_without_its_history_says_what_to_do(repository: Repository, tmp_path: Path) -> None:
    shallow = tmp_path / "partial"
    repository.git("config", "uploadpack.allowFilter", "true")
    repository.git("clone", "--quiet", "--bare", "--filter=blob:none", f"file://{repository.folder}", str(shallow))
    first = versions_of(shallow, "data/table.csv")[0]
    with pytest.raises(InputError, match="git clone it whole"), checked_out(shallow, first):
        pass
