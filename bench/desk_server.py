"""A desk in a process of its own, and connections to it that cost next to nothing."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")


@dataclass
class Server:
    """A desk in a process of its own."""

    process: subprocess.Popen[bytes]
    port: int
    peak: float = 0.0
    memory: list[float] = field(default_factory=list)

    def cpu(self) -> float:
        """Return the processor's seconds it has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def megabytes(self) -> float:
        """Return its resident memory."""
        resident = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]) * PAGE_SIZE / 1e6
        self.peak = max(self.peak, resident)
        return resident

    def highest(self) -> float:
        """Return the most memory it held since `forget_highest`, as the kernel saw it."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        held = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024 / 1e6
        self.peak = max(self.peak, held)
        return held

    def forget_highest(self) -> None:
        """Begin anew with what it holds now."""
        Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")


@contextmanager
def serving(record: str) -> Iterator[Server]:
    """Serve a record on a free port until the end of `with`."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    command = [sys.executable, "-m", "foreshock", "serve", "--record", record, "--port", str(port)]
    process = subprocess.Popen([*command, "--rate", "0", "--readings-rate", "0"], stderr=subprocess.DEVNULL)
    server = Server(process, port)
    try:
        asyncio.run(answered(server))
        yield server
    finally:
        process.kill()
        process.wait()


async def answered(server: Server, seconds: float = 900.0) -> None:
    """Wait until a server answers."""
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        try:
            status, _ = await Connection(server.port).get("/api/v1/theaters")
        except OSError:
            await asyncio.sleep(0.2)
            continue
        assert status == 200, status
        return
    raise TimeoutError("the desk did not start")


def request_of(path: str, *more: str) -> bytes:
    """Return a GET request as a browser would send it, with further header lines."""
    lines = [f"GET {path} HTTP/1.1", "Host: localhost", "Accept-Encoding: gzip", *more, "", ""]
    return "\r\n".join(lines).encode()


def posting_of(path: str, body: bytes, token: str | None = None) -> bytes:
    """Return a request that sends JSON, with a token if one is given."""
    lines = [f"POST {path} HTTP/1.1", "Host: localhost", "Content-Type: application/json"]
    lines += [f"Authorization: Bearer {token}"] if token else []
    return "\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""]).encode() + body


class Connection:
    """One kept-alive connection, as little of HTTP as answers with a length need."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self.body = b""

    async def get(self, path: str) -> tuple[int, dict[bytes, bytes]]:
        """Ask for a path; return the status and the headers of the answer, its body read."""
        return await self.ask(request_of(path))

    async def read(self, path: str) -> bytes:
        """Ask for a path uncompressed; return the body of the answer."""
        status, _ = await self.ask(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert status == 200, (path, status, self.body[:500])
        return self.body

    async def post(self, path: str, body: bytes, token: str | None = None) -> tuple[int, dict[bytes, bytes]]:
        """Send JSON, with a token if one is given."""
        return await self.ask(posting_of(path, body, token))

    async def ask(self, request: bytes) -> tuple[int, dict[bytes, bytes]]:
        """Send a request as it is."""
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        lines = head.split(b"\r\n")
        headers = dict(line.lower().split(b": ", 1) for line in lines[1:] if line)
        self.body = await reader.readexactly(int(headers.get(b"content-length", b"0")))
        return int(lines[0].split()[1]), headers
