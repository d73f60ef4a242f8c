"""Every page, chart and answer of the desk asked for once: how long each takes and what memory it leaves."""

import time
from collections.abc import AsyncIterator
from urllib.parse import quote

import msgspec
from desk_server import Connection, Server, posting_of, request_of

ARTICLE = "Norland begins drill off its coast\n\nNorland began a naval drill on Monday, its ministry said. {}"
SIDES = "antecedent=exercise.joint&consequent=any_missile"
PAGES = (
    "/", "/timeline", "/timeline?since=2010&until=2012", "/timeline?lane=drills&page=200", "/timeline?severity=3",
    "/timeline?actor=A01", "/timeline?kind=launch", "/calendar", "/calendar?days=366", "/track-record", "/ledger",
    "/ledger?state=pending", "/ledger/1", "/claims", "/patterns", f"/patterns?{SIDES}",
    "/patterns?antecedent=talks&consequent=launch.cruise", "/threats", "/doors", "/studies", "/history", "/changes",
    "/changes?days=366", "/articles", "/reviews", "/read", "/search?q=word1", "/search?q=drill", "/sources", "/theater",
    "/theater/people", "/numbers", "/?as_of=2015-03-01", "/timeline?as_of=2015-03-01", "/sources?as_of=2015-03-01",
)  # fmt: skip
CHARTS = (
    "odds.svg?target=any_missile", "ahead.svg", "timeline.svg", "timeline.csv", f"pattern.svg?{SIDES}", "doors.svg",
    "studies.svg", f"lead-times.svg?{SIDES}", "history.svg", "reliability.svg", "skill.png",
)  # fmt: skip
ANSWERS = (
    "outlook", "forecasts", "ledger", "ledger/1", "ledger?state=pending&limit=5", "events?limit=1000",
    "events?kind=exercise&actor=A01", "reports", "reports?kind=talks", "statements?limit=1000",
    "statements?speaker=A01", "articles?limit=1000", "claims?limit=200", "calendar?days=366", f"patterns?{SIDES}",
    "search?q=word1", "theaters", "openapi.json",
)  # fmt: skip


async def addresses(connection: Connection) -> AsyncIterator[str]:
    """Yield every address to ask for; ids are taken from the lists."""
    for path in PAGES:
        yield path
    for listed in ("events", "articles", "claims"):
        rows = msgspec.json.decode(await connection.read(f"/api/v1/{listed}?limit=1"))[listed]
        if not rows:
            continue
        name = quote(rows[0]["id"], safe=":")
        yield f"/{listed}/{name}"
        yield f"/charts/claim.svg?claim={name}" if listed == "claims" else f"/api/v1/{listed}/{name}"
    for name in CHARTS:
        yield f"/charts/{name}"
    for name in ANSWERS:
        yield f"/api/v1/{name}"


async def visit_all(server: Server) -> None:
    """Print, for every address, the time of a first visit and of one after, and the most memory held meanwhile."""
    print(f"{'address':<58} {'first':>9} {'again':>9} {'size':>9} {'most held':>9}   now", flush=True)
    connection = Connection(server.port)
    async for path in addresses(connection):
        await visit(server, connection, path, request_of(path))
    for path in ("readings", "briefs"):
        body = msgspec.json.encode({"text": ARTICLE.format(path), "published": "2020-03-02"})
        await visit(server, connection, f"POST /api/v1/{path}", posting_of(f"/api/v1/{path}", body))
    print(f"most memory held over all of them          {server.peak:.0f} MB")


async def visit(server: Server, connection: Connection, label: str, request: bytes) -> None:
    """Ask twice and print a line."""
    server.forget_highest()
    times, status = [], 0
    for _ in range(2):
        start = time.perf_counter()
        status, _headers = await connection.ask(request)
        times.append((time.perf_counter() - start) * 1000)
    note = "" if status == 200 else f"  status {status}"
    print(
        f"{label[:58]:<58} {times[0]:>6,.0f} ms {times[1]:>6,.1f} ms {len(connection.body) / 1000:>6,.1f} KB "
        f"{server.highest():>6.0f} MB {server.megabytes():>5.0f}{note}",
        flush=True,
    )
