"""Triggers that let a table only grow; those of the ledger's chains each row after the last.

They hold for whoever writes to the database, another program included. Somebody who may alter its
schema can drop them; then the rows' digests still show what was changed.
"""

from sqlalchemy import Connection

from foreshock.record.transactions import on_postgres

CHAINS = ("ledger", "resolution")
GROWING = (*CHAINS, "review")
CHANGES = ("UPDATE", "DELETE")


def create_guards(connection: Connection) -> None:
    """Make the triggers in a database that has the tables and no triggers yet."""
    for table in GROWING:
        for statement in _on_postgres(table) if on_postgres(connection) else _on_sqlite(table):
            connection.exec_driver_sql(statement)


def _unlinked(table: str) -> str:
    """Return the condition under which a new row does not follow the last one."""
    return (
        f"new.number <> (SELECT coalesce(max(number), 0) + 1 FROM {table}) OR new.previous <> "  # noqa: S608
        f"coalesce((SELECT digest FROM {table} ORDER BY number DESC LIMIT 1), '')"
    )


def _on_sqlite(table: str) -> list[str]:
    keep = f"BEGIN SELECT RAISE(ABORT, '{table} rows are never changed or taken away'); END"
    statements = [f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} {keep}" for action in CHANGES]
    if table in CHAINS:
        statements.append(
            f"CREATE TRIGGER {table}_follows BEFORE INSERT ON {table} WHEN {_unlinked(table)} "
            f"BEGIN SELECT RAISE(ABORT, 'a {table} row must follow the last one'); END"
        )
    return statements


def _on_postgres(table: str) -> list[str]:
    def refuse(name: str, condition: str, message: str) -> str:
        raised = f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'"
        return (
            f"CREATE FUNCTION {table}_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN IF {condition} THEN {raised}; END IF; RETURN new; END $$"
        )

    statements = [
        refuse("keep", "true", f"{table} rows are never changed or taken away"),
        *(
            f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_keep()"
            for action in (*CHANGES, "TRUNCATE")
        ),
    ]
    if table in CHAINS:
        statements += [
            refuse("follow", _unlinked(table), f"a {table} row must follow the last one"),
            f"CREATE TRIGGER {table}_follows BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_follow()",
        ]
    return statements
