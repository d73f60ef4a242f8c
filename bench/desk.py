"""Measure the desk: every page, kept answers, readers beside a writer, first paint, memory, growth, kill -9.

    python bench/desk.py --record LOCATION [--only PART ...] [--seconds N] [--readers N] [--think S] [--articles N]
                         [--soak N] [--kill N]

LOCATION is a record made by `python bench/record.py --record LOCATION` (any size; a copy of yours
will do); the articles added here stay in it. `foreshock serve` runs as its own process, as does the
writer, which adds `--articles` a minute through `Record`, as `foreshock add` does. Readers ask for the
outlook page over kept-alive connections, each again `--think` seconds after its answer; with 0 they
never rest, and what is measured is how many answers the processor can give.

Wall times depend on what else the machine does; the processor's time of the server does not.
"""

import argparse
import asyncio
import random
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime

import msgspec
from desk_paint import measure_paint
from desk_server import Connection, Server, serving
from desk_soak import soak
from desk_visits import visit_all
from msgspec import structs

from foreshock.record.location import record_location
from foreshock.record.store import open_record
from foreshock.terms.clock import SystemClock
from foreshock.terms.reading import Claim, Side
from record import make_reading

PAGE, API = "/", "/api/v1/outlook"
PARTS = ("kept", "paint", "readers", "pages")


async def readers(
    server: Server, path: str, many: int, think: float, seconds: float, per_connection: int | None = None
) -> list[float]:
    """Return the seconds each answer took, of `many` readers over a time or a number of requests each."""
    took: list[float] = []
    end = time.monotonic() + seconds

    async def reader(first: float) -> None:
        connection, asked = Connection(server.port), 0
        await asyncio.sleep(first)
        while time.monotonic() < end and (per_connection is None or asked < per_connection):
            start = time.perf_counter()
            status, _ = await connection.get(path)
            took.append(time.perf_counter() - start)
            assert status == 200, status
            asked += 1
            if think:
                await asyncio.sleep(think)

    async def watch() -> None:
        while True:
            server.memory.append(server.megabytes())
            await asyncio.sleep(1)

    watcher = asyncio.create_task(watch())
    await asyncio.gather(*(reader(think * at / many) for at in range(many)))
    watcher.cancel()
    return took


def spread(took: list[float]) -> str:
    """Return the median, the 95th percentile and the longest, in milliseconds."""
    cuts = statistics.quantiles(took, n=20)
    return f"p50 {statistics.median(took) * 1000:7.1f}  p95 {cuts[-1] * 1000:7.1f}  max {max(took) * 1000:7.1f} ms"


def write(record: str, per_minute: int, first: int) -> None:
    """Add made-up articles to a record at a steady pace, for ever; each is its own transaction."""
    chance = random.Random(first)
    clock = SystemClock()
    with open_record(record_location(record), clock=clock) as opened:
        number, start = first, time.monotonic()
        while True:
            opened.add(make_reading(number, 10, chance))
            number += 1
            time.sleep(max(0.0, start + (number - first) * 60 / per_minute - time.monotonic()))


def add_claim(record: str) -> None:
    """Add an article that claims a pattern, so that there is a claim to look at."""
    side = Side(kind="exercise.joint", actors=("A01",)), Side(kind="launch.ballistic", actors=())
    claim = Claim(
        id="c1", kind="precedent", text="drills led to launches", antecedent=side[0], consequent=side[1], rule="bench",
        score=1.0,
    )  # fmt: skip
    with open_record(record_location(record), clock=SystemClock()) as opened:
        opened.add(structs.replace(make_reading(-1, 3, random.Random(1)), claims=(claim,)))


def measure_kept(server: Server) -> None:
    """Print what a kept answer costs: the API's and the page's."""
    for path in (API, PAGE, "/api/v1/events?limit=50"):
        asyncio.run(readers(server, path, 1, 0, 600, per_connection=3))
        before, start = server.cpu(), time.perf_counter()
        took = asyncio.run(readers(server, path, 8, 0, 600, per_connection=250))
        used, wall = server.cpu() - before, time.perf_counter() - start
        print(
            f"kept answer, {path:<26} {len(took) / used:7,.0f} a CPU second   {len(took) / wall:7,.0f} a second by wall"
        )


def measure_beside_writer(server: Server, asked: argparse.Namespace) -> None:
    """Print how long readers of the outlook wait while articles come in."""
    first = int(datetime.now(UTC).timestamp() * 10)
    command = [sys.executable, __file__, "--record", asked.record, "--articles", str(asked.articles)]
    with subprocess.Popen([*command, "--write", str(first)]) as writer:
        try:
            for think in dict.fromkeys((asked.think, 0.0)):
                before, start = server.cpu(), time.perf_counter()
                took = asyncio.run(readers(server, PAGE, asked.readers, think, asked.seconds))
                busy = (server.cpu() - before) / (time.perf_counter() - start)
                rest = f"{think:g} s between" if think else "no rest"
                about = f"n {len(took):,}  server {busy:.0%} of a core"
                print(f"outlook, {asked.readers} readers, {rest:<14} {spread(took)}  {about}")
        finally:
            writer.kill()
    print(f"memory beside the writer           peak {server.peak:.0f} MB")


def measure_soak(server: Server, asked: argparse.Namespace) -> None:
    """Print whether memory grows over a long time of gentle readers beside a writer."""
    first = int(datetime.now(UTC).timestamp() * 10)
    command = [sys.executable, __file__, "--record", asked.record, "--articles", str(asked.articles)]
    with subprocess.Popen([*command, "--write", str(first)]) as writer:
        try:
            asyncio.run(soak(server, asked.soak, asked.rate))
        finally:
            writer.kill()


def measure_kill(asked: argparse.Namespace) -> None:
    """Print whether articles the API acknowledged are there after the server was killed while it wrote."""
    made = subprocess.run(
        [sys.executable, "-m", "foreshock", "token", "create", "bench", "--scope", "write", "--record", asked.record],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    token, kept, lost = made.stdout.strip(), 0, 0
    for round_ in range(asked.kill):
        acknowledged: list[str] = []
        with serving(asked.record) as server:
            asyncio.run(post_until_killed(server, token, round_, acknowledged))
        with serving(asked.record) as server:
            for place in acknowledged:
                status, _ = asyncio.run(Connection(server.port).get(place))
                kept, lost = kept + (status == 200), lost + (status != 200)
    print(f"kill -9, {asked.kill} rounds                 {kept} acknowledged articles there, {lost} lost")


async def post_until_killed(server: Server, token: str, round_: int, acknowledged: list[str]) -> None:
    """Post articles one after the other and kill the server at some moment in between."""
    text = "Norland begins drill off its coast\n\nNorland began naval drill number {} on Monday, its ministry said."
    connection = Connection(server.port)
    seed = time.time_ns()

    async def post() -> None:
        for number in range(10_000):
            body = msgspec.json.encode(
                {"text": text.format(f"{seed}-{number}"), "store": True, "published": "2020-03-02"}
            )
            status, headers = await connection.post("/api/v1/readings", body, token)
            assert status == 201, status
            acknowledged.append(headers[b"location"].decode())

    task = asyncio.create_task(post())
    while len(acknowledged) < 5:
        await asyncio.sleep(0.01)
        if task.done():
            break
    await asyncio.sleep(random.Random(round_).random())
    server.process.kill()
    await asyncio.gather(task, return_exceptions=True)


def main() -> None:
    """Run the measurements asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", required=True)
    parser.add_argument("--only", nargs="*", choices=PARTS, help="these parts; all if left out")
    parser.add_argument("--seconds", type=float, default=30.0, help="of readers beside the writer, each way")
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--think", type=float, default=1.0, help="seconds a reader looks at a page")
    parser.add_argument("--articles", type=int, default=100, help="a minute, by the writer")
    parser.add_argument("--soak", type=int, default=0, help="seconds")
    parser.add_argument("--rate", type=float, default=1.0, help="requests a second of the soak")
    parser.add_argument("--kill", type=int, default=0, help="rounds of kill -9")
    parser.add_argument("--write", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.write is not None:
        write(asked.record, asked.articles, asked.write)
    only = set(PARTS if asked.only is None else asked.only)
    add_claim(asked.record)
    start = time.perf_counter()
    with serving(asked.record) as server:
        print(f"started in {time.perf_counter() - start:.1f} s, {server.megabytes():.0f} MB, {server.cpu():.1f} CPU s")
        start = time.perf_counter()
        asyncio.run(Connection(server.port).get(PAGE))
        print(f"outlook, first time                {(time.perf_counter() - start) * 1000:.0f} ms")
        if "kept" in only:
            measure_kept(server)
        if "paint" in only:
            measure_paint(server.port)
        if "readers" in only:
            measure_beside_writer(server, asked)
        if "pages" in only:
            asyncio.run(visit_all(server))
        if asked.soak:
            measure_soak(server, asked)
    if asked.kill:
        measure_kill(asked)


if __name__ == "__main__":
    main()
