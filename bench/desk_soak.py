"""A long time of gentle readers beside a writer: whether memory grows, and what the processor has to do."""

import asyncio
import itertools
import statistics
import time

import msgspec
from desk_server import Connection, Server, posting_of, request_of
from desk_visits import ARTICLE, addresses

LIGHT = ("/", "/api/v1/events?limit=50", "/search?q=word1", "/api/v1/statements?limit=50", "/theater")
BETWEEN = 4  # light requests from one address of the whole round to the next
MINUTE = 60.0


async def soak(server: Server, seconds: float, rate: float) -> None:
    """Ask `rate` times a second, all addresses in turn and light ones between; print memory and work each minute."""
    connection, asked, failed = Connection(server.port), 0, 0
    everything = [path async for path in addresses(connection)]
    posts = [msgspec.json.encode({"text": ARTICLE.format(number), "published": "2020-03-02"}) for number in range(9)]
    rounds = itertools.cycle([*everything, *range(len(posts))])
    light = itertools.cycle(LIGHT)
    start = shown = time.monotonic()
    used, took, memory = server.cpu(), [], []
    begun = used
    while time.monotonic() - start < seconds:
        path = next(light) if asked % (BETWEEN + 1) else next(rounds)
        request = posting_of("/api/v1/briefs", posts[path]) if isinstance(path, int) else request_of(path)
        before = time.perf_counter()
        status, _ = await connection.ask(request)
        took.append(time.perf_counter() - before)
        asked, failed = asked + 1, failed + (status >= 500)
        if time.monotonic() - shown >= MINUTE:
            now, cpu = time.monotonic(), server.cpu()
            memory.append(server.megabytes())
            print(
                f"minute {len(memory):>3}  memory {memory[-1]:4.0f} MB  highest {server.highest():4.0f} MB  "
                f"processor {(cpu - used) / (now - shown):4.0%}  {asked:,} asked, {failed} failed  "
                f"p50 {statistics.median(took) * 1000:5.1f} ms  longest {max(took) * 1000:6.0f} ms",
                flush=True,
            )
            shown, used, took = now, cpu, []
        await asyncio.sleep(max(0.0, start + asked / rate - time.monotonic()))
    quarter = max(1, len(memory) // 4)
    parts = (
        [statistics.mean(memory[at * quarter : (at + 1) * quarter]) for at in range(4)] if len(memory) > 3 else memory
    )
    print(
        f"soak, {seconds:g} s   memory by quarter {', '.join(f'{part:.0f}' for part in parts)} MB, highest "
        f"{server.peak:.0f} MB   {asked:,} asked, {failed} failed   "
        f"processor {(server.cpu() - begun) / (time.monotonic() - start):.0%} of a core"
    )
