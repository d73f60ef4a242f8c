"""Tokens: shown once, kept as a hash, refused once revoked."""

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from foreshock.flow.tokens import TokenFile, token_file
from foreshock.terms.clock import FixedClock
from foreshock.terms.errors import NotFoundError, RecordError, UsageError

CLOCK = FixedClock(datetime(2030, 3, 1, tzinfo=UTC))


@pytest.fixture
def tokens(tmp_path: Path) -> TokenFile:
    return TokenFile(tmp_path / "r.sqlite3.tokens.json")


def test_a_token_opens_what_its_scope_says_and_nothing_else_does(tokens: TokenFile) -> None:
    reader, writer = tokens.create("reader", "read", CLOCK), tokens.create("writer", "write", CLOCK)
    assert tokens.scope_of(reader.secret) == "read"
    assert tokens.scope_of(writer.secret) == "write"
    for wrong in ("", "foreshock_", reader.secret[:-1], reader.secret + "x", reader.token.id, "ü\ud800"[:1]):
        assert tokens.scope_of(wrong) is None
    assert reader.secret != writer.secret


def test_no_secret_is_kept_and_only_the_owner_reads_the_file(tokens: TokenFile) -> None:
    made = tokens.create("reader", "read", CLOCK)
    kept = tokens.path.read_text()
    assert made.secret not in kept
    assert made.secret.removeprefix("foreshock_") not in kept
    assert stat.S_IMODE(tokens.path.stat().st_mode) == 0o600


def test_a_revoked_token_opens_nothing_and_stays_listed(tokens: TokenFile) -> None:
    made = tokens.create("reader", "read", CLOCK)
    other = TokenFile(tokens.path)  # another process, which has read the file before
    assert other.scope_of(made.secret) == "read"
    tokens.revoke(made.token.id, CLOCK)
    assert other.scope_of(made.secret) is None
    assert [view.revoked_at for view in tokens.all()] == [CLOCK.now()]
    with pytest.raises(NotFoundError, match="token list"):
        tokens.revoke(made.token.id, CLOCK)


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "two\nlines"])
def test_a_name_says_who_holds_it(tokens: TokenFile, name: str) -> None:
    with pytest.raises(UsageError):
        tokens.create(name, "read", CLOCK)
    assert tokens.all() == []


def test_a_file_of_another_making_is_refused(tokens: TokenFile) -> None:
    tokens.path.write_text('{"tokens": 7}')
    with pytest.raises(RecordError, match="cannot be read"):
        tokens.scope_of("foreshock_x")
    with pytest.raises(RecordError, match="cannot be read"):
        tokens.create("reader", "read", CLOCK)
    assert tokens.path.read_text() == '{"tokens": 7}'


def test_two_commands_do_not_change_the_file_at_once(tokens: TokenFile) -> None:
    tokens.path.with_name(tokens.path.name + ".lock").touch()
    with pytest.raises(RecordError, match="one at a time"):
        tokens.create("reader", "read", CLOCK)


def test_the_file_lies_beside_the_record(tmp_path: Path) -> None:
    beside = tmp_path / "team.sqlite3.tokens.json"
    assert token_file(str(tmp_path / "team.sqlite3"), None, None).path == beside
    assert token_file(None, str(tmp_path / "team.sqlite3"), None).path == beside
    assert token_file(None, None, str(tmp_path / "mine.json")).path == tmp_path / "mine.json"
    assert token_file("postgresql://desk@host/events", None, None).path.name == "server.tokens.json"
