"""A PostgreSQL server's errors in the user's words: what was wrong, what was expected, what to do next."""

Advice = tuple[str, str, str]
ADDRESS = "check the address given by --record or FORESHOCK_RECORD: postgresql+psycopg://USER@HOST:PORT/DATABASE"
ABSENT: Advice = (
    "cannot be reached: no server answers there",
    "a running PostgreSQL server that accepts connections from here",
    f"start the server, or {ADDRESS}",
)
UNKNOWN_HOST: Advice = ("cannot be reached: its host is unknown", "the name or number of a machine", ADDRESS)
REFUSED_USER: Advice = (
    "cannot be opened: the server does not accept this user or password",
    "a user of the server, with the right password in ~/.pgpass, in PGPASSWORD or in the address",
    "ask the server's administrator, or try `psql` with the same address",
)
NO_DATABASE: Advice = (
    "cannot be opened: the server has no database of this name",
    "a database that exists; foreshock makes its tables, not the database",
    "let the server's administrator run `createdb -O USER -E UTF8 NAME`",
)
NOT_ALLOWED: Advice = (
    "cannot be used: this user lacks a right in the database",
    "the rights to read and write the record's tables, and for the first opening to create them",
    "let the database's owner open it once, or GRANT what the message names",
)
BROKEN_OFF: Advice = (
    "could not be used: the connection to the server broke off",
    "a server that keeps running",
    "run this again; nothing was half-written",
)
FULL: Advice = (
    "cannot grow: the server's disk is full",
    "free space for the new rows",
    "free some space on the server and run this again; nothing was half-written",
)
LOCKED: Advice = (
    "is locked by another process",
    "the other program to finish within the waiting time",
    "let the other program finish, then run this again",
)
READ_ONLY: Advice = (
    "cannot be written: the server takes no changes",
    "a server that is no standby",
    "open the record on the primary server",
)
BUSY: Advice = (
    "cannot be opened: the server has no connection free, or is starting or stopping",
    "a server ready for one more connection",
    "wait a moment and run this again, or raise max_connections on the server",
)
DAMAGED: Advice = ("is damaged", "intact data on the server", "restore the database from a backup")

# By SQLSTATE, the longest start that fits (https://www.postgresql.org/docs/current/errcodes-appendix.html).
BY_STATE: dict[str, Advice] = {
    "28": REFUSED_USER,
    "3D000": NO_DATABASE,
    "42501": NOT_ALLOWED,
    "53100": FULL,
    "53": BUSY,
    "55P03": LOCKED,
    "40P01": LOCKED,
    "25006": READ_ONLY,
    "57P01": BROKEN_OFF,
    "57P02": BROKEN_OFF,
    "57P03": BUSY,
    "08": BROKEN_OFF,
    "XX001": DAMAGED,
    "XX002": DAMAGED,
}
# A connection that failed has no SQLSTATE; the server and libpq say why in words. They may be
# translated: then only the words themselves can be shown.
BY_WORDS: tuple[tuple[str, Advice], ...] = (
    ("password", REFUSED_USER),
    ("authentication failed", REFUSED_USER),
    ("no pg_hba.conf entry", REFUSED_USER),
    ("role ", REFUSED_USER),
    ("database ", NO_DATABASE),
    ("too many ", BUSY),
    ("starting up", BUSY),
    ("shutting down", BUSY),
    ("closed the connection", BROKEN_OFF),
    ("connection is lost", BROKEN_OFF),
    ("resolve host", UNKNOWN_HOST),
    ("translate host", UNKNOWN_HOST),
    ("not known", UNKNOWN_HOST),
    ("Connection refused", ABSENT),
    ("No such file", ABSENT),
    ("timeout", ABSENT),
    ("timed out", ABSENT),
    ("unreachable", ABSENT),
)
OTHER: Advice = (
    "could not be used",
    "a working record on a PostgreSQL server",
    f"{ADDRESS}; if it is right, report the message above",
)


def advise_on_server(error: BaseException | None) -> Advice:
    """Return what to tell the user about psycopg's error; the server's own words are kept."""
    state = getattr(error, "sqlstate", None) or ""
    words = " ".join(str(error).split())
    wrong, expected, next_step = (
        next((BY_STATE[state[:length]] for length in (5, 2) if state[:length] in BY_STATE), None)
        or (None if state else next((advice for sign, advice in BY_WORDS if sign in words), None))
        or OTHER
    )
    return f"{wrong} ({words})", expected, next_step
