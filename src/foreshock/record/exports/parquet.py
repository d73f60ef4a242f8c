"""Events as a Parquet file with typed columns, written some rows at a time.

Days are dates, moments are timestamps in UTC, lists are lists; `attributes` is a map of texts. What
is not known is null. pyarrow comes with the extra "bulk".
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

from foreshock.terms.errors import UsageError
from foreshock.terms.record import RecordedEvent

if TYPE_CHECKING:
    from pyarrow import Schema

ROWS_AT_A_TIME = 5000


def write_parquet(events: Iterable[RecordedEvent], file: IO[bytes]) -> int:
    """Write events to an open file; return how many.

    Raises:
        UsageError: pyarrow is not installed.
    """
    pa = _pyarrow()
    import pyarrow.parquet as pq

    schema, count = schema_of(), 0
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for batch in _batches(events):
            rows = [_row(event) for event in batch]
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))
            count += len(rows)
    return count


def schema_of() -> "Schema":
    """Return the columns and their types; the names are those of `RecordedEvent`.

    Raises:
        UsageError: pyarrow is not installed.
    """
    pa = _pyarrow()
    texts, moment = pa.list_(pa.string()), pa.timestamp("us", tz="UTC")
    columns: Schema = pa.schema(
        [
            pa.field("id", pa.string(), nullable=False),
            pa.field("kind", pa.string(), nullable=False),
            pa.field("valid_from", pa.date32(), nullable=False),
            pa.field("valid_to", pa.date32(), nullable=False),
            pa.field("precision", pa.string(), nullable=False),
            pa.field("actors", texts, nullable=False),
            pa.field("recipients", texts, nullable=False),
            pa.field("status", pa.string(), nullable=False),
            pa.field("name", pa.string()),
            pa.field("count", pa.int64()),
            pa.field("instruments", texts, nullable=False),
            pa.field("place", pa.string()),
            pa.field("kinetic", pa.bool_(), nullable=False),
            pa.field("announced_at", moment),
            pa.field("recorded_at", moment, nullable=False),
            pa.field("recorded_basis", pa.string(), nullable=False),
            pa.field("sources", texts, nullable=False),
            pa.field("table", pa.string(), nullable=False),
            pa.field("attributes", pa.map_(pa.string(), pa.string()), nullable=False),
        ]
    )
    return columns


def _row(event: RecordedEvent) -> dict[str, Any]:
    return {name: getattr(event, name) for name in event.__struct_fields__} | {
        "attributes": list(event.attributes.items())
    }


def _batches(events: Iterable[RecordedEvent]) -> Iterator[list[RecordedEvent]]:
    source = iter(events)
    while batch := list(islice(source, ROWS_AT_A_TIME)):
        yield batch


def _pyarrow() -> Any:
    try:
        import pyarrow as pa
    except ImportError as error:
        raise UsageError(
            "Parquet needs pyarrow, which is not installed",
            expected="the extra bulk",
            next_step="pip install 'foreshock[bulk]', or export csv",
        ) from error
    return pa
