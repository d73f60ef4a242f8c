"""Make a new record at the current schema.

The migrations would make the same tables, as a test proves; going through them costs a newcomer
the import of Alembic on the first run.
"""

from sqlalchemy import Connection, insert

from foreshock.record.append_only import create_guards
from foreshock.record.search_index import create_index
from foreshock.record.tables import SCHEMA, alembic_version, change, metadata


def create(connection: Connection) -> None:
    """Create every table in an empty database, inside the connection's open transaction."""
    metadata.create_all(connection)
    create_index(connection)
    create_guards(connection)
    connection.execute(insert(change).values(row=1, number=0))
    alembic_version.create(connection)
    connection.execute(insert(alembic_version).values(version_num=SCHEMA))
