"""Archives of older and newer schemas, and what goes on after one has been read."""

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from record_world import LATE, fresh_record, hour, pack, reading, row, view
from test_schema_steps import make_step

from foreshock.record.tables import SCHEMA
from foreshock.terms.errors import InputError


def as_of_schema(archive: Path, schema: str, folder: Path) -> Path:
    """Rewrite an archive as the version with this schema would have written it."""
    make_step(folder / "step.db", schema)
    with closing(sqlite3.connect(folder / "step.db")) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        columns = {table: {c[1] for c in connection.execute(f"PRAGMA table_info({table})")} for table in tables}
    lines = [msgspec.json.decode(line) for line in gzip.decompress(archive.read_bytes()).splitlines()]
    kept = [
        {"table": line["table"], "row": {k: v for k, v in line["row"].items() if k in columns[line["table"]]}}
        for line in lines[1:-1]
        if line["table"] in tables
    ]
    old = folder / f"{schema}.gz"
    whole = [{**lines[0], "schema": schema}, *kept, {"rows": len(kept)}]
    old.write_bytes(gzip.compress(b"".join(msgspec.json.encode(line) + b"\n" for line in whole)))
    return old


@pytest.mark.parametrize("schema", ["0001", "0002", "0003", "0004", "0005", "0006"])
def test_an_archive_of_an_older_schema_is_brought_up_to_date(tmp_path: Path, schema: str) -> None:
    with fresh_record() as record, fresh_record() as copy:
        record.load_pack(pack(), [row("x"), row("y", on=1)])
        record.add(reading("a", published=hour(2)))
        record.export_archive(tmp_path / "all.gz")
        old = as_of_schema(tmp_path / "all.gz", schema, tmp_path)
        assert copy.import_archive(old) > 10
        for moment in (hour(3), LATE):
            assert view(copy, moment) == view(record, moment)
        assert copy.counts() == record.counts()
        assert [hit.id for hit in copy.search("rocket", known_at=LATE)] == [
            hit.id for hit in record.search("rocket", known_at=LATE)
        ]
        assert copy.faults() == []


def test_an_archive_of_a_newer_schema_is_refused_with_the_way_out(tmp_path: Path) -> None:
    with fresh_record() as record:
        record.export_archive(tmp_path / "all.gz")
        data = gzip.decompress((tmp_path / "all.gz").read_bytes())
        (tmp_path / "new.gz").write_bytes(gzip.compress(data.replace(f'"{SCHEMA}"'.encode(), b'"9999"')))
        with pytest.raises(InputError, match="newer foreshock") as caught:
            record.import_archive(tmp_path / "new.gz")
        assert "upgrade" in caught.value.next_step


def test_a_record_made_from_an_archive_takes_new_articles(tmp_path: Path) -> None:
    with fresh_record() as record, fresh_record() as copy:
        record.load_pack(pack(), [row("x")])
        record.add(reading("a"))
        record.export_archive(tmp_path / "all.gz")
        copy.import_archive(tmp_path / "all.gz")
        for one in (record, copy):
            one.add(reading("b", published=hour(5)))
            one.load_pack(pack("2"), [row("x", count=2), row("z", on=3)])
        assert view(copy, LATE) == view(record, LATE)
        assert copy.faults() == []
