"""Tokens: who may read or write through a desk's API. Kept in a small file, each as its hash alone.

A token is 32 random bytes, so its plain SHA-256 cannot be searched for and needs no salt. The file
lies beside the record and not in it: the record is copied, exported and handed on, and who may write
through this desk is nothing its next holder should get. A record on a server has no folder; its
tokens lie in the user's data folder.
"""

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from foreshock.record.location import data_folder, record_location
from foreshock.terms.clock import Clock
from foreshock.terms.errors import NotFoundError, RecordError, UsageError

Scope = Literal["read", "write"]
SCOPES: tuple[Scope, ...] = ("read", "write")
ENVIRONMENT = "FORESHOCK_TOKENS"
PREFIX = "foreshock_"  # so that a token that got out is known for what it is
SECRET_BYTES, ID_BYTES = 32, 4
LONGEST_NAME = 60
OWNER_ONLY = 0o600


class Token(Struct, frozen=True, kw_only=True):
    """A token as kept: `id` names it, `digest` is its SHA-256. `write` includes reading."""

    id: str
    name: str
    scope: Scope
    created_at: datetime
    digest: str
    revoked_at: datetime | None = None


class TokenView(Struct, frozen=True, kw_only=True):
    """A token as shown: nothing of its secret."""

    id: str
    name: str
    scope: Scope
    created_at: datetime
    revoked_at: datetime | None


class NewToken(Struct, frozen=True, kw_only=True):
    """A token just made. `secret` is what to send; it is shown this once and kept nowhere."""

    token: TokenView
    secret: str


class _Kept(Struct, frozen=True, kw_only=True):
    schema: Literal["foreshock.tokens/1"] = "foreshock.tokens/1"
    tokens: tuple[Token, ...] = ()


class TokenFile:
    """The tokens of a desk. Threads and processes may share the file; who only reads sees each change at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()
        self._seen: tuple[tuple[int, int, int], _Kept] | None = None

    def create(self, name: str, scope: Scope, clock: Clock) -> NewToken:
        """Make a token and keep its hash.

        Raises:
            UsageError: the name is empty or too long.
            RecordError: the file cannot be read or written.
        """
        name = name.strip()
        if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
            raise UsageError(
                f"a token cannot be named {name[:LONGEST_NAME]!r}",
                expected=f"1 to {LONGEST_NAME} letters that say who or what holds it",
                next_step="name it after its holder",
            )
        secret = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
        token = Token(
            id=secrets.token_hex(ID_BYTES), name=name, scope=scope, created_at=clock.now(), digest=_digest(secret)
        )
        with self._changing() as tokens:
            tokens.append(token)
        return NewToken(token=_view(token), secret=secret)

    def all(self) -> list[TokenView]:
        """Return every token ever made, the revoked ones too, oldest first.

        Raises:
            RecordError: the file cannot be read.
        """
        return [_view(token) for token in self._read().tokens]

    def revoke(self, name: str, clock: Clock) -> TokenView:
        """Take a token's rights away, from now on and for good; `name` is its id.

        Raises:
            NotFoundError: there is no such token, or it was revoked before.
            RecordError: the file cannot be read or written.
        """
        with self._changing() as tokens:
            for at, token in enumerate(tokens):
                if token.id == name and token.revoked_at is None:
                    tokens[at] = replace(token, revoked_at=clock.now())
                    return _view(tokens[at])
        raise NotFoundError(
            f"there is no token {name[:LONGEST_NAME]!r} to revoke",
            expected="the id of one that is not revoked yet",
            next_step="foreshock token list shows them",
        )

    def scope_of(self, secret: str) -> Scope | None:
        """Return what the holder of a secret may do, None if nothing."""
        digest = _digest(secret)
        for token in self._read().tokens:
            if token.revoked_at is None and secrets.compare_digest(token.digest, digest):
                return token.scope
        return None

    def _read(self) -> _Kept:
        try:
            found = self.path.stat()
            mark = (found.st_mtime_ns, found.st_size, found.st_ino)
            if self._seen is None or self._seen[0] != mark:
                self._seen = (mark, msgspec.json.decode(self.path.read_bytes(), type=_Kept))
        except FileNotFoundError:
            return _Kept()
        except (OSError, msgspec.DecodeError) as error:
            raise RecordError(
                f"the file of tokens {self.path} cannot be read ({error})",
                expected="a file that `foreshock token` wrote",
                next_step="change its permissions, or move it away and make new tokens",
            ) from error
        return self._seen[1]

    @contextmanager
    def _changing(self) -> Iterator[list[Token]]:
        """Give the list of tokens to change; it is written whole, in place of the old one, or not at all."""
        with self._lock, _locked(self.path):
            tokens = list(self._read().tokens)
            yield tokens
            _write(self.path, msgspec.json.format(msgspec.json.encode(_Kept(tokens=tuple(tokens))), indent=1))


def token_file(record: str | None, environment: str | None, path: str | None) -> TokenFile:
    """Return the file of tokens: at `path`, else beside the record, else (a server's) in the user's data folder.

    `record` and `environment` say where the record is, as for the record itself.
    """
    if path:
        return TokenFile(Path(path).expanduser())
    location = record_location(record, environment)
    if isinstance(location, Path):
        return TokenFile(location.with_name(f"{location.name}.tokens.json"))
    return TokenFile(data_folder() / "server.tokens.json")


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _view(token: Token) -> TokenView:
    return TokenView(
        id=token.id, name=token.name, scope=token.scope, created_at=token.created_at, revoked_at=token.revoked_at
    )


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold off other processes that would change the file: a lock file that only one can make."""
    lock = path.with_name(f"{path.name}.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY))
    except FileExistsError as error:
        raise RecordError(
            f"another command is changing {path}",
            expected="one at a time",
            next_step=f"try again; if none is running, delete {lock}",
        ) from error
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        yield
    finally:
        lock.unlink()


def _write(path: Path, data: bytes) -> None:
    fresh = path.with_name(f"{path.name}.new")
    try:
        with open(os.open(fresh, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, OWNER_ONLY), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> RecordError:
    return RecordError(
        f"the file of tokens {path} cannot be written ({error.strerror})",
        expected="a folder you may write to",
        next_step=f"point --tokens or {ENVIRONMENT} at another path",
    )
