"""The record for other programs, and as an archive that makes it again."""

import csv
import gzip
import io
import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest
from gdelt_world import ACTORS, CAMEO_ROWS, CODES, JOINED
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_world import issued_after
from msgspec.structs import replace
from record_world import (
    CLOCK,
    DAWN,
    LATE,
    Arriving,
    arrivals,
    day,
    firing,
    fresh_record,
    histories,
    hour,
    pack,
    reading,
    row,
    view,
)

from foreshock.record import tables
from foreshock.record.archive import LEFT_OUT, ORDER
from foreshock.record.exports.codebook import Codebook
from foreshock.record.exports.csv_table import COLUMNS, csv_line, header_line
from foreshock.record.exports.gdelt import gdelt_lines
from foreshock.record.exports.parquet import write_parquet
from foreshock.record.exports.plover import QUADRANTS, plover_line
from foreshock.record.imports import gdelt as gdelt_rows
from foreshock.record.imports import plover as plover_rows
from foreshock.record.imports.mapped import code_rows
from foreshock.record.imports.rows import ImportedRow
from foreshock.record.imports.tables import read_table
from foreshock.record.store import open_record
from foreshock.terms.errors import InputError, RecordError, UsageError
from foreshock.terms.reading import Span, Status
from foreshock.terms.record import RecordedEvent
from foreshock.theaters.cameo import Cameo
from foreshock.theaters.mappings import TableMapping
from foreshock.theaters.plover import CONTEXTS, MODES
from foreshock.theaters.schema import Kind, Pack, Site, Theater

URL = "https://bay.example/1"
BAY = Pack(
    theater=Theater(id="bay", name="The Bay", zone="UTC"),
    actors=ACTORS,
    kinds=(
        Kind(id="launch", label="launch", type="MOBILIZE", mode="weapons", contexts=("military",)),
        Kind(id="launch.cruise", label="cruise missile launch"),
        Kind(id="visit", label="visit", type="CONSULT", mode="visit"),
        Kind(id="exercise.joint", label="drill", type="COOPERATE", contexts=("military",)),
        Kind(id="statement", label="statement", contexts=("diplomatic",)),
        Kind(id="statement.ministry", label="statement of a ministry"),
        Kind(id="anniversary", label="anniversary"),
    ),
    cameo=CAMEO_ROWS,
    sites=(Site(id="spit", name="The Spit", actor="ARV", aliases=("the sand spit",), lat=39.5, lon=125.25),),
)
CODES_OF_BAY = Codebook(BAY)
# The columns that GDELT's codebook says are numbers.
NUMBERS = ("GLOBALEVENTID", "Year", "FractionDate", "GoldsteinScale", "NumMentions", "NumSources", "NumArticles")


def plover(event: RecordedEvent) -> dict[str, Any]:
    line = plover_line(event, CODES_OF_BAY)
    assert line is not None
    found: dict[str, Any] = json.loads(line)
    return found


def gdelt(event: RecordedEvent) -> list[dict[str, str]]:
    return [dict(zip(gdelt_rows.COLUMNS, line.split("\t"), strict=True)) for line in gdelt_lines(event, CODES_OF_BAY)]


def test_plover_lines_have_the_manuals_fields() -> None:
    planned = replace(row("x", on=2), status="scheduled", valid_to=day(4), recipients=("BRE",), place="the bay")
    line = plover(replace(planned, sources=("Bay Almanac", f"Bay Wire, {URL}; page 2"), name="Dawn"))
    assert line == {
        "id": "firings:x",
        "date": day(2).isoformat(),
        "enddate": day(4).isoformat(),
        "actor": [{"code": "ARV", "entity_text": "Arvel"}],
        "recipient": [{"code": "BRE", "entity_text": "Brenn"}],
        "event": ["MOBILIZE"],
        "has_event": True,
        "mode": ["weapons", "future"],
        "context": ["military"],
        "quad_code": 4,
        "event_loc": {"extracted_place": "the bay"},
        "event_text": ["Dawn"],
        "link": URL,
        "cite_info": [{"citation": "Bay Almanac"}, {"citation": f"Bay Wire, {URL}; page 2", "url": URL}],
        "coder": "foreshock",
        "coded_date": planned.recorded_at.date().isoformat(),
        "coded_time": planned.recorded_at.strftime("%H:%M:%S"),
        "comment": "launch.cruise; dated to the day",
    }


def test_plover_knows_places_groups_and_the_stance_of_statements() -> None:
    line = plover(replace(row("x", kind="launch.cruise"), place="the sand spit", actors=("BREMILNAV", "IGOBAY")))
    assert line["event_loc"] == {
        "extracted_place": "the sand spit", "resolved_place": "The Spit", "lat": 39.5, "lon": 125.25,
        "country": "Arvel", "country_code": "ARV",
    }  # fmt: skip
    assert line["actor"] == [
        {"code": "BRE", "sector": "MIL", "entity_text": "Brenn Navy", "identifier_text": "BREMILNAV"},
        {"code": "IGO", "sector": "IGO", "entity_text": "Bay Council", "identifier_text": "IGOBAY"},
    ]
    said = row("y", kind="statement.ministry")
    assert plover_line(said, CODES_OF_BAY) is None
    threat = plover(replace(said, attributes={"stance": "threaten"}))
    assert (threat["event"], threat["context"], threat["quad_code"]) == (["THREATEN"], ["diplomatic"], 3)


def test_a_gdelt_row_has_the_codebooks_columns() -> None:
    event = replace(row("x", on=1), place="the sand spit", sources=("Bay Almanac", f"Bay Wire {URL}"))
    (line,) = gdelt(event)
    assert line["SQLDATE"] == "20300302"
    assert (line["MonthYear"], line["Year"], line["FractionDate"]) == ("203003", "2030", "2030.1699")
    assert (line["Actor1Code"], line["Actor1Name"], line["Actor1CountryCode"]) == ("ARV", "ARVEL", "ARV")
    assert (line["Actor2Code"], line["Actor2CountryCode"]) == ("", "")
    assert (line["EventCode"], line["EventBaseCode"], line["EventRootCode"]) == ("150", "150", "15")
    assert (line["QuadClass"], line["GoldsteinScale"]) == ("4", "-7.2")
    assert (line["ActionGeo_Type"], line["ActionGeo_FullName"]) == ("4", "The Spit, Arvel")
    assert (line["ActionGeo_CountryCode"], line["ActionGeo_Lat"], line["ActionGeo_Long"]) == ("AV", "39.5", "125.25")
    assert (line["DATEADDED"], line["SOURCEURL"]) == (event.recorded_at.strftime("%Y%m%d%H%M%S"), URL)
    assert line["AvgTone"] == ""


def test_gdelt_has_a_row_for_every_pair_of_actors() -> None:
    def pairs(*actors: str, recipients: tuple[str, ...] = ()) -> list[tuple[str, str]]:
        found = gdelt(replace(row("x"), actors=actors, recipients=recipients))
        assert len({line["GLOBALEVENTID"] for line in found}) == len(found)
        return [(line["Actor1Code"], line["Actor2Code"]) for line in found]

    assert pairs("ARV") == [("ARV", "")]
    assert pairs("ARV", recipients=("BRE", "IGOBAY")) == [("ARV", "BRE"), ("ARV", "IGOBAY")]
    assert pairs("ARV", "BRE", "IGOBAY") == [("ARV", "BRE"), ("ARV", "IGOBAY"), ("BRE", "IGOBAY")]


def test_gdelt_leaves_out_what_did_not_happen_and_what_cameo_cannot_say() -> None:
    for status in ("scheduled", "possible", "denied", "cancelled", "threatened", "demanded"):
        assert gdelt(replace(row("x"), status=status)) == []
    assert gdelt(row("x", kind="anniversary")) == []
    assert [
        line["EventCode"] for line in gdelt(replace(row("x", kind="statement"), attributes={"stance": "threaten"}))
    ] == ["130"]
    assert [line["EventCode"] for line in gdelt(row("x", kind="statement.ministry"))] == ["010"]


texts = st.text(st.characters(codec="utf-8"), max_size=12)
names = st.none() | texts.filter(bool)
held: st.SearchStrategy[Status] = st.sampled_from(["happened", "ongoing"])
any_status: st.SearchStrategy[Status] = st.sampled_from(["happened", "scheduled", "possible", "denied"])
states = st.lists(st.sampled_from(["ARV", "BRE"]), min_size=1, max_size=2, unique=True).map(tuple)
moments = st.integers(0, 10**9).map(lambda seconds: DAWN + timedelta(seconds=seconds, microseconds=seconds % 10**6))


def events(statuses: st.SearchStrategy[Status] = any_status) -> st.SearchStrategy[RecordedEvent]:
    return st.builds(
        lambda first, days, **fields: RecordedEvent(valid_from=day(first), valid_to=day(first + days), **fields),
        st.integers(-2000, 2000),
        st.integers(0, 40),
        id=st.integers(0, 10**6).map(lambda number: f"firings:{number}"),
        kind=st.sampled_from(["launch", "launch.cruise", "visit", "exercise.joint"]),
        precision=st.sampled_from(["day", "month", "year"]),
        actors=states,
        recipients=st.lists(st.sampled_from(["ARV", "BRE"]), max_size=1).map(tuple),
        status=statuses,
        name=names,
        count=st.none() | st.integers(0, 999),
        instruments=st.lists(texts, max_size=2).map(tuple),
        place=names,
        kinetic=st.booleans(),
        announced_at=st.none() | moments,
        recorded_at=moments,
        recorded_basis=st.sampled_from(["first_seen", "observed"]),
        sources=st.lists(texts, max_size=2).map(tuple),
        table=texts,
        attributes=st.dictionaries(st.sampled_from(["note", "severity"]), texts, max_size=2),
    )


@settings(max_examples=60)
@given(events())
def test_plover_comes_back_as_it_went_out(event: RecordedEvent) -> None:
    line = plover(event)
    (event_type,) = line["event"]
    mode = next((name for name in line.get("mode", ()) if name in MODES[event_type]), None)
    assert set(line.get("context", ())) <= CONTEXTS
    assert line["quad_code"] == QUADRANTS[event_type]
    coded = plover_rows.code_events(
        plover_rows.read_fields([(1, json.dumps(line).encode())]),
        origin="import:plover",
        source="plover",
        codes=CODES,
        cameo=Cameo(CAMEO_ROWS),
        kinds=frozenset(kind.id for kind in BAY.kinds),
        joined=JOINED,
        about=(),
        seen_at=datetime(2100, 1, 1, tzinfo=UTC),
    )
    (item,) = coded
    assert isinstance(item, ImportedRow)
    back, when = item.event, item.event.when
    assert when is not None
    assert (back.id, back.kind, back.mode) == (event.id, event.kind, mode)
    assert (when.start, when.end, when.precision) == (event.valid_from, event.valid_to, event.precision)
    assert tuple(actor.code for actor in back.actors) == event.actors
    assert tuple(actor.code for actor in back.recipients) == event.recipients
    assert back.status == event.status
    assert item.known_at is not None
    assert item.known_at.date() == event.recorded_at.date()


@settings(max_examples=60)
@given(events(held).map(lambda event: replace(event, recorded_at=max(event.recorded_at, hour(24 * 2100)))))
def test_gdelt_comes_back_as_it_went_out(event: RecordedEvent) -> None:
    lines = gdelt_lines(event, CODES_OF_BAY)
    for line in lines:
        cells = dict(zip(gdelt_rows.COLUMNS, line.split("\t"), strict=True))
        assert all(float(cells[name]) is not None for name in NUMBERS)
    coded = gdelt_rows.code_lines(
        enumerate((line.encode() for line in lines), start=1),
        codes=CODES,
        cameo=Cameo(CAMEO_ROWS),
        joined=JOINED,
        about=(),
        seen_at=datetime(2100, 1, 1, tzinfo=UTC),
    )
    pairs = set()
    for item in coded:
        assert isinstance(item, ImportedRow), item
        when = item.event.when
        assert when is not None
        assert when.start == (event.valid_from if event.precision == "day" else when.start)
        assert when.start is not None
        assert when.start <= event.valid_from
        assert when.precision == event.precision
        assert item.known_at == event.recorded_at.replace(microsecond=0)
        assert item.event.type == CODES_OF_BAY.coding(event.kind).type  # type: ignore[union-attr]
        pairs |= {actor.code for actor in (*item.event.actors, *item.event.recipients)}
    assert pairs == {*event.actors, *event.recipients}


@settings(max_examples=40, deadline=None)
@given(st.lists(events(), max_size=5))
def test_parquet_comes_back_as_it_went_out(wanted: list[RecordedEvent]) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow comes with the extra bulk")
    file = io.BytesIO()
    assert write_parquet(wanted, file) == len(wanted)
    file.seek(0)
    table = parquet.read_table(file)
    assert str(table.schema.field("valid_from").type) == "date32[day]"
    assert str(table.schema.field("recorded_at").type) == "timestamp[us, tz=UTC]"
    back = [
        msgspec.convert(line | {"attributes": dict(line["attributes"])}, RecordedEvent) for line in table.to_pylist()
    ]
    assert back == wanted


def test_parquet_without_pyarrow_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"foreshock\[bulk\]"):
        write_parquet([row("x")], io.BytesIO())


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_csv_cells_never_start_a_formula(text: str) -> None:
    event = replace(row("x"), name=text, place=text, sources=(text, "b"))
    (cells,) = csv.reader(io.StringIO(csv_line(event), newline=""))
    assert not [cell for cell in cells if cell[:1] in set("=+-@\t\r")]


@settings(max_examples=50)
@given(texts)
def test_csv_survives_any_text(text: str) -> None:
    rows = list(
        csv.reader(io.StringIO("\r\n".join([header_line(), csv_line(replace(row("x"), name=text))]), newline=""))
    )
    assert len(rows) == 2
    assert rows[1][rows[0].index("name")].lstrip("'") == text.lstrip("'")


CSV_MAPPING = TableMapping(
    name="back",
    source="s",
    columns={
        "id": "id", "date": "valid_from", "end": "valid_to", "kind": "kind", "actors": "actors", "status": "status",
        "recipients": "recipients", "count": "count", "known": "recorded_at",
    },
    kinds={kind.id: kind.id for kind in BAY.kinds},
)  # fmt: skip


@settings(max_examples=40)
@given(st.lists(events(), max_size=4, unique_by=lambda event: event.id))
def test_csv_comes_back_by_a_mapping_as_it_went_out(wanted: list[RecordedEvent]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "t.csv")
        path.write_bytes("".join(f"{line}\r\n" for line in [header_line(), *map(csv_line, wanted)]).encode())
        back = list(code_rows(read_table(path), CSV_MAPPING, zone="UTC"))
    assert len(back) == len(wanted)
    assert len(COLUMNS) == len(set(COLUMNS))
    for item, event in zip(back, wanted, strict=True):
        assert isinstance(item, ImportedRow), item
        assert item.event.when is not None
        assert (item.event.when.start, item.event.when.end) == (event.valid_from, event.valid_to)
        assert (item.event.kind, item.event.status) == (event.kind, event.status)
        assert (item.event.count.value if item.event.count else None) == event.count
        assert tuple(actor.code for actor in item.event.actors) == event.actors
        assert item.known_at == event.recorded_at


def test_an_archive_holds_every_table_but_what_can_be_made_again() -> None:
    kept, left_out = ({str(table.name) for table in group} for group in (ORDER, LEFT_OUT))
    assert kept | left_out == {*tables.metadata.tables}
    assert not kept & left_out


def test_an_archive_makes_the_identical_record(tmp_path: Path) -> None:
    archive = tmp_path / "all.jsonl.gz"
    moments = [hour(number) for number in (0, 3, 24, 50)] + [LATE]
    with fresh_record() as record:
        record.load_pack(pack("1"), [row("x"), row("y", on=1)])
        record.load_pack(pack("2"), [row("x", count=2)])
        record.add(reading("old", url=URL, published=hour(2), text="nul \0 and '; quotes"))
        record.add(reading("new", url=URL, published=hour(9)))
        written = record.export_archive(archive)
        with open_record(tmp_path / "copy.db", clock=CLOCK) as copy:
            assert copy.import_archive(archive) == written
            for moment in moments:
                assert view(copy, moment) == view(record, moment)
                assert copy.digest(known_at=moment) == record.digest(known_at=moment)
            assert copy.versions("firings:x") == record.versions("firings:x")
            assert copy.counts() == record.counts()
            assert copy.search("quotes", known_at=hour(3)) == record.search("quotes", known_at=hour(3))
            assert copy.faults() == []
            again = tmp_path / "again.jsonl.gz"
            copy.export_archive(again)
            assert again.read_bytes() == archive.read_bytes()


def imported(name: str, on: int, text: str) -> ImportedRow:
    event = replace(firing(on=on), evidence=(Span(0, 0, len(text), text),))
    return ImportedRow(number=1, id=f"import:almanac:{name}", source="Bay Almanac", event=event)


copies = st.lists(
    st.lists(
        st.builds(imported, st.sampled_from("abc"), st.integers(0, 2), texts),
        max_size=3,
        unique_by=lambda item: item.id,
    ),
    max_size=3,
)


@settings(max_examples=10, deadline=None)
@given(arrivals(), histories(), copies, st.booleans())
def test_any_record_comes_back_from_its_archive(
    articles: list[Arriving], history: list[RecordedEvent], tables_of_rows: list[list[ImportedRow]], reviewed: bool
) -> None:
    with TemporaryDirectory() as folder, fresh_record() as record, fresh_record() as copy:
        record.load_pack(pack(), history)
        for arriving in articles:
            record.add(arriving.reading, received_at=arriving.received_at)
        for number, rows in enumerate(tables_of_rows):
            record.imported.keep_copy("import:almanac", rows, seen_at=hour(150 + number))
        if reviewed:
            name = f"{articles[0].reading.article.id}:e1"
            record.review(name, "reject", reviewer="Ann", reason="a drill", made_at=hour(400))
        record.append_issued(lambda rows: issued_after(rows.issued, 2))
        archive, again = Path(folder, "one.gz"), Path(folder, "two.gz")
        written = record.export_archive(archive)
        assert copy.import_archive(archive) == written
        copy.export_archive(again)
        assert again.read_bytes() == archive.read_bytes()
        for moment in (hour(0), hour(60), hour(151), LATE):
            assert view(copy, moment) == view(record, moment)
        assert copy.ledger_rows() == record.ledger_rows()
        assert copy.faults() == []


def test_a_damaged_archive_is_refused_and_fills_nothing(tmp_path: Path) -> None:
    archive = tmp_path / "all.jsonl.gz"
    with fresh_record() as record:
        record.load_pack(pack(), [row(str(number), on=number) for number in range(20)])
        record.export_archive(archive)
    lines = gzip.decompress(archive.read_bytes()).splitlines(keepends=True)
    broken = {
        "cut": archive.read_bytes()[:-40],
        "short": gzip.compress(b"".join(lines[:-5])),
        "other": gzip.compress(b'{"format": "something else"}\n'),
        "unknown": gzip.compress(lines[0] + b'{"table": "songs", "row": {}}\n'),
        "plain": b"not gzip at all",
        "missing": gzip.compress(lines[0] + b'{"table": "event", "row": {"row": 1}}\n'),
    }
    for name, data in broken.items():
        path = tmp_path / name
        path.write_bytes(data)
        with fresh_record() as record:
            with pytest.raises(InputError, match="not a whole archive"):
                record.import_archive(path)
            assert record.events(known_at=LATE) == []


def test_an_archive_fills_only_an_empty_record_and_overwrites_no_file(tmp_path: Path) -> None:
    archive = tmp_path / "all.jsonl.gz"
    with fresh_record() as record:
        record.load_pack(pack(), [row("x")])
        record.export_archive(archive)
        with pytest.raises(RecordError, match="already holds rows"):
            record.import_archive(archive)
        with pytest.raises(RecordError, match="cannot be written"):
            record.export_archive(archive)
