"""The MCP server: read, outlook, claims, search and event, over standard input and output."""

from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, Literal, ParamSpec

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import Field

from foreshock import __version__
from foreshock.client.client import Client
from foreshock.mcp import answers
from foreshock.terms.errors import ForeshockError

Asked = ParamSpec("Asked")
Answer = dict[str, Any]

INSTRUCTIONS = (
    "What a record of events between rival states holds, as known at any moment, and odds of what comes next. Every "
    "answer has `evidence`: sentences of articles, or rows of the record with their sources. Quote it beside what you "
    "say. A null is unknown, not no. Probabilities are forecasts with an interval; give their words and their scale "
    "beside the number, and say what `problems` says."
)
AsOf = Annotated[
    str | None,
    Field(description="Speak of what was public on this day or at this instant (2023-02-02, 2023-02-02T00:45:39Z)."),
]
Text = Annotated[str, Field(description="The article: headline and body, or a page's HTML.", min_length=1)]
Published = Annotated[str | None, Field(description="When it came out, if the text does not say.")]


def create_server(client: Client) -> "MCPServer[Any]":
    """Return the server of one record and theater. No tool writes anything."""
    server: MCPServer[Any] = MCPServer("foreshock", version=__version__, instructions=INSTRUCTIONS, log_level="WARNING")
    looks = ToolAnnotations(read_only_hint=True, open_world_hint=False)

    def tool(function: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
        server.add_tool(_explained(function), annotations=looks)
        return function

    @tool
    def read(text: Text, published: Published = None) -> Answer:
        """Code an article: who said what to whom, what happened or is scheduled, what patterns it claims."""
        return answers.reading(client.read(text, published=published))

    @tool
    def outlook(
        as_of: AsOf = None,
        targets: Annotated[list[str] | None, Field(description="Only these targets, such as any_missile.")] = None,
        horizons: Annotated[list[int] | None, Field(description="Only these horizons, in days.")] = None,
        until: Annotated[str | None, Field(description="The window that ends on this day.")] = None,
    ) -> Answer:
        """Give the odds of each target and horizon, the terms behind them and the rows those rest on."""
        odds = client.odds(as_of=as_of, targets=targets or (), horizons=horizons or (), until=until)
        return answers.outlook(odds, lambda name: client.event(name, as_of=odds.outlook.as_of).event)

    @tool
    def claims(
        text: Annotated[str | None, Field(description="An article whose claims to check.")] = None,
        published: Published = None,
        article: Annotated[str | None, Field(description="Only the claims of this article of the record.")] = None,
        as_of: AsOf = None,
        limit: Annotated[int, Field(description="How many at most.", ge=1, le=100)] = 10,
    ) -> Answer:
        """Check pattern claims ("it usually tests missiles after drills") of a text, or of recorded articles."""
        if text is not None:
            brief = client.brief(text, as_of=as_of, published=published)
            return answers.claims_of_brief(brief)
        moment = client.moment(as_of)
        lines = client.claims(as_of=moment, article=article, limit=limit)
        return answers.claims_of_record(lines, moment, lambda name: client.event(name, as_of=moment).event)

    @tool
    def search(
        words: Annotated[str, Field(description='Words that must all occur, "a phrase", or the start* of a word.')],
        as_of: AsOf = None,
        within: Annotated[
            list[Literal["event", "statement", "article"]] | None, Field(description="Only among these.")
        ] = None,
        limit: Annotated[int, Field(description="How many of each at most.", ge=1, le=100)] = 10,
    ) -> Answer:
        """Find events, statements and articles of the record by their words; the excerpts are the evidence."""
        moment = client.moment(as_of)
        found = client.search(words, as_of=moment, within=within or ("event", "statement", "article"), limit=limit)
        return answers.hits(found, moment)

    @tool
    def event(
        id: Annotated[str, Field(description="The event's id, as search, outlook and claims give it.")],  # noqa: A002
        as_of: AsOf = None,
    ) -> Answer:
        """Tell all that is known of one event: who reports it in which words, graded sources, disputes, versions."""
        return answers.event(client.event(id, as_of=as_of))

    return server


def serve(client: Client) -> None:
    """Serve over standard input and output until the other side closes them."""
    create_server(client).run("stdio")


def _explained(function: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Return a tool whose expected errors reach the caller as what was wrong, what is right, what to do."""

    @wraps(function)
    def explained(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        try:
            return function(*args, **kwargs)
        except ForeshockError as error:
            raise ToolError(str(error)) from error

    return explained
