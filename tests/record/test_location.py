"""Where the record is, as a user says it."""

from pathlib import Path

import pytest

from foreshock.record.location import ServerAddress, record_location, record_may_exist
from foreshock.terms.errors import RecordError


def test_the_argument_goes_before_the_environment_and_both_before_the_users_folder() -> None:
    assert record_location("a.db", "b.db") == Path("a.db")
    assert record_location(None, "b.db") == Path("b.db")
    assert record_location(None, "").name == "record.sqlite3"  # type: ignore[union-attr]


@pytest.mark.parametrize("scheme", ["postgresql+psycopg", "postgresql", "postgres", "PostgreSQL"])
def test_a_servers_address_may_be_written_in_the_usual_ways(scheme: str) -> None:
    assert record_location(f"{scheme}://ann@db.example:5432/watch") == ServerAddress(
        "postgresql+psycopg://ann@db.example:5432/watch"
    )


def test_a_password_is_never_shown() -> None:
    location = record_location("postgresql://ann:hidden@db.example/watch?password=hidden2")
    assert str(location) == "postgresql://ann:…@db.example/watch?…"
    assert "hidden" not in repr(location)


@pytest.mark.parametrize(
    "address", ["mysql://host/name", "postgresql://host", "postgresql://host:port/name", "postgresql://host:99999/name"]
)
def test_an_address_that_cannot_be_used_is_refused(address: str) -> None:
    with pytest.raises(RecordError, match="address"):
        record_location(address)


def test_whether_a_record_is_there_is_known_of_files_only(tmp_path: Path) -> None:
    assert not record_may_exist(tmp_path / "none.db")
    assert record_may_exist(ServerAddress("postgresql+psycopg://h/n"))
