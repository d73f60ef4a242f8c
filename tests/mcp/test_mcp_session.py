"""A real client session over standard input and output: every tool answers, with evidence."""

import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import pytest

import foreshock
from foreshock.client.client import Client

mcp = pytest.importorskip("mcp", reason="the package mcp (extra mcp) is not installed")

ARTICLE = (
    "Norland warns of answer to drill\n\n"
    "North Korea on Monday said it would answer a planned military drill between South Korea and the United States "
    "with a missile test. North Korea often fires ballistic missiles after joint drills, analysts said."
)
AS_OF = "2006-07-10"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("mcp") / "record.sqlite3"
    client: Client = foreshock.open(path)
    client.add(ARTICLE, published="2006-07-03T02:00:00Z")
    return path


def in_session(record: Path, act: Callable[[Any], Awaitable[Any]]) -> Any:
    """Run `act` with a client connected to `foreshock mcp` in a process of its own."""
    server = mcp.StdioServerParameters(
        command=sys.executable,
        args=["-m", "foreshock", "mcp", "--record", str(record)],
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )

    async def run() -> Any:
        async with mcp.Client(mcp.stdio_client(server)) as client:
            return await act(client)

    return anyio.run(run)


def test_every_tool_answers_with_evidence(record: Path) -> None:
    async def ask(client: Any) -> dict[str, Any]:
        found = {
            "tools": [tool.name for tool in (await client.list_tools()).tools],
            "read": await client.call_tool("read", {"text": ARTICLE, "published": "2006-07-03"}),
            "outlook": await client.call_tool("outlook", {"as_of": AS_OF, "horizons": [7]}),
            "claims": await client.call_tool("claims", {"text": ARTICLE, "published": "2006-07-03"}),
            "recorded": await client.call_tool("claims", {"as_of": AS_OF}),
            "search": await client.call_tool("search", {"words": "launch*", "as_of": AS_OF}),
        }
        name = found["search"].structured_content["hits"][0]["id"]
        return {**found, "event": await client.call_tool("event", {"id": name, "as_of": AS_OF})}

    found = in_session(record, ask)
    assert found.pop("tools") == ["read", "outlook", "claims", "search", "event"]
    for name, result in found.items():
        assert not result.is_error, (name, result.content)
        assert result.structured_content["evidence"], name
    said = found["read"].structured_content
    assert said["statements"]
    assert all(item["evidence"] for item in (*said["statements"], *said["events"], *said["claims"]))
    assert {fcst["horizon"] for fcst in found["outlook"].structured_content["forecasts"]} == {7}
    assert found["recorded"].structured_content["claims"][0]["verdict"]["verdict"]
    assert found["event"].structured_content["event"]["recorded_at"] <= "2006-07-10T15"


def test_what_cannot_be_answered_is_said_with_what_to_do(record: Path) -> None:
    async def ask(client: Any) -> list[Any]:
        return [
            await client.call_tool("event", {"id": "nobody"}),
            await client.call_tool("outlook", {"as_of": "soon"}),
            await client.call_tool("outlook", {"as_of": "2101-01-01"}),
            await client.call_tool("search", {"words": "—"}),
        ]

    for result in in_session(record, ask):
        assert result.is_error
        assert " — " in result.content[0].text
