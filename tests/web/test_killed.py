"""A desk killed while it writes loses nothing it acknowledged."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx2
import pytest

from foreshock.flow.tokens import token_file
from foreshock.record.store import open_record
from foreshock.terms.clock import SystemClock

TEXT = "Brazil begins naval drill off its coast\n\nBrazil began naval drill number {} on Friday, its ministry said."
PATIENCE = 120.0  # seconds; a loaded machine starts slowly


def started(record: Path, port: int) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "foreshock", "serve", "--theater", "world", "--record", str(record)]
    process = subprocess.Popen([*command, "--port", str(port), "--readings-rate", "0"], stderr=subprocess.DEVNULL)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            httpx2.get(f"http://127.0.0.1:{port}/api/v1/theaters", timeout=PATIENCE)
        except httpx2.TransportError:
            time.sleep(0.1)
        else:
            return process
    process.kill()
    pytest.fail("the desk did not start")


@pytest.mark.slow
def test_what_was_acknowledged_is_there_after_a_kill(tmp_path: Path) -> None:
    record = tmp_path / "record.sqlite3"
    with open_record(record, clock=SystemClock()):
        pass  # an empty one
    secret = token_file(str(record), None, None).create("tests", "write", SystemClock()).secret
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    places: list[str] = []
    process = started(record, port)
    with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE) as client:
        for number in range(6):
            body = {"text": TEXT.format(number), "published": "2020-03-06", "store": True}
            answer = client.post("/api/v1/readings", json=body, headers={"Authorization": f"Bearer {secret}"})
            assert answer.status_code == 201
            places.append(answer.headers["location"])
        os.kill(process.pid, signal.SIGKILL)
    process.wait()
    again = started(record, port)
    try:
        with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE) as client:
            assert [client.get(place).status_code for place in places] == [200] * len(places)
            assert len(client.get("/api/v1/articles").json()["articles"]) == len(places)
    finally:
        again.kill()
        again.wait()
