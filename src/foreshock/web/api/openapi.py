"""The API's OpenAPI 3.1 document, made from its operations and the types they ask and answer with."""

from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import Struct

from foreshock import __version__
from foreshock.web.api.examples import EXAMPLES
from foreshock.web.api.operations import OPERATIONS, POSTINGS, Operation, Posting
from foreshock.web.problems import MEDIA_TYPE, Problem

REFERENCE = "#/components/schemas/{name}"
TEXT = {"type": "string"}
NUMBER = {"type": "integer", "minimum": 0}
TOKEN = {"bearer": {"type": "http", "scheme": "bearer", "description": "A token made by `foreshock token create`."}}
QUOTA = {
    "RateLimit-Policy": {"description": "The quota and its window in seconds, if there is one.", "schema": TEXT},
    "RateLimit": {"description": "What is left of it, and the seconds until all is back.", "schema": TEXT},
}
TAG = {"ETag": {"description": "For If-None-Match.", "schema": TEXT}}
# From where in an answer the id of the thing at another address can be taken.
LINKS = {
    "events": ("event", "id", "$response.body#/events/0/id"),
    "articles": ("article", "id", "$response.body#/articles/0/id"),
    "statements": ("article", "id", "$response.body#/statements/0/article_id"),
    "claims": ("article", "id", "$response.body#/claims/0/article_id"),
    "reports": ("event", "id", "$response.body#/reports/0/event_id"),
    "ledger": ("ledger_row", "number", "$response.body#/forecasts/0/issued/number"),
    "theaters": ("theater", "id", "$response.body#/theaters/0/id"),
    "read_article": ("article", "id", "$response.body#/article/id"),
}
PROBLEMS = {
    "400": "A parameter is unknown, or its value none it may have",
    "401": "The token shown is none of this desk's, or one is needed",
    "404": "There is nothing by that name, or was not at that moment",
    "429": "More was asked in a minute than one address or token may",
    "503": "The desk is issuing odds for others; come back later",
}
POSTING_PROBLEMS = {
    "403": "The token may only read",
    "413": "The body is too large",
    "415": "The body is not JSON",
    "422": "No article can be made of the text",
}


def openapi_document(*, reads_need_token: bool = False) -> dict[str, Any]:
    """Return the document as plain values."""
    types: list[type[Struct]] = [*dict.fromkeys(_types())]
    schemas, components = msgspec.json.schema_components(types, ref_template=REFERENCE)
    shapes = dict(zip(types, schemas, strict=True))
    paths: dict[str, Any] = {}
    for operation in OPERATIONS:
        paths[operation.path] = {"get": _asked(operation, shapes)}
    for posting in POSTINGS:
        paths[posting.path] = {"post": _posted(posting, shapes, reads_need_token=reads_need_token)}
    document: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {
            "title": "foreshock",
            "version": __version__,
            "description": "Events, odds, statements, claims and calendar of one theater, each as known at a moment.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/", "description": "this desk"}],
        "paths": paths,
        "components": {"schemas": components, "securitySchemes": TOKEN},
    }
    if reads_need_token:
        document["security"] = [{"bearer": []}]
    return document


def _types() -> Iterable[type[Struct]]:
    yield from (operation.answer for operation in OPERATIONS)
    for posting in POSTINGS:
        yield from (posting.body, posting.answer)
    yield Problem


def _asked(operation: Operation, shapes: dict[type[Struct], dict[str, Any]]) -> dict[str, Any]:
    return {
        "operationId": operation.find.__name__,
        "summary": operation.summary,
        "parameters": _parameters(operation),
        "responses": {
            "200": {
                "description": operation.summary,
                "headers": TAG | QUOTA,
                "content": {"application/json": _content(operation.answer, shapes)},
                **_links(operation.find.__name__),
            },
            "304": {"description": "If-None-Match named what would have been sent", "headers": TAG | QUOTA},
            **_problems(PROBLEMS, shapes),
        },
    }


def _posted(posting: Posting, shapes: dict[type[Struct], dict[str, Any]], *, reads_need_token: bool) -> dict[str, Any]:
    answer = {"headers": QUOTA, "content": {"application/json": _content(posting.answer, shapes)}}
    responses: dict[str, Any] = {"200": {"description": "Nothing was kept", **answer}}
    if posting.writes != "never":
        place = {"Location": {"description": "Where in this API it is kept.", "schema": TEXT}}
        kept = {**answer, "headers": QUOTA | place, **_links(posting.act.__name__)}
        responses["201"] = {"description": "The article and its reading are in the record", **kept}
    described: dict[str, Any] = {
        "operationId": posting.act.__name__,
        "summary": posting.summary,
        "requestBody": {"required": True, "content": {"application/json": _content(posting.body, shapes)}},
        "responses": {**responses, **_problems(PROBLEMS | POSTING_PROBLEMS, shapes)},
    }
    if posting.writes != "never":
        described["security"] = [{"bearer": []}] if reads_need_token else [{}, {"bearer": []}]
    return described


def _links(name: str) -> dict[str, Any]:
    if name not in LINKS:
        return {}
    operation, parameter, place = LINKS[name]
    return {"links": {operation: {"operationId": operation, "parameters": {parameter: place}}}}


def _content(shape: type[Struct], shapes: dict[type[Struct], dict[str, Any]]) -> dict[str, Any]:
    example = EXAMPLES.get(shape)
    content: dict[str, Any] = {"schema": shapes[shape]}
    if example is not None:
        content["example"] = msgspec.to_builtins(example)
    return content


def _problems(described: dict[str, str], shapes: dict[type[Struct], dict[str, Any]]) -> dict[str, Any]:
    retry = {"Retry-After": {"description": "Seconds after which to ask again.", "schema": NUMBER}}
    found = {}
    for status, meaning in described.items():
        found[status] = {
            "description": meaning,
            "headers": QUOTA | (retry if status in {"429", "503"} else {}),
            "content": {MEDIA_TYPE: _content(Problem, shapes)},
        }
    found["default"] = {"description": "Any other problem", "content": {MEDIA_TYPE: _content(Problem, shapes)}}
    return found


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    shape = msgspec.json.schema(operation.query)
    properties = shape["$defs"][operation.query.__name__]["properties"]
    required = shape["$defs"][operation.query.__name__].get("required", [])
    return [
        _parameter(name, schema, required=name in required, in_path=f"{{{name}}}" in operation.path)
        for name, schema in properties.items()
    ]


def _parameter(name: str, schema: dict[str, Any], *, required: bool, in_path: bool) -> dict[str, Any]:
    schema = _without_null(schema)
    described: dict[str, Any] = {"name": name, "in": "path" if in_path else "query", "required": required or in_path}
    if "description" in schema:
        described["description"] = schema.pop("description")
    examples = schema.pop("examples", None)
    if examples:
        described["example"] = examples[0]
    return {**described, "schema": schema}


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a parameter's schema without null, which no address can hold: what is left out stands for it."""
    kept = dict(schema)
    choices = kept.get("anyOf", [])
    others = [choice for choice in choices if choice != {"type": "null"}]
    if len(others) < len(choices):
        kept.pop("anyOf")
        kept |= others[0] if len(others) == 1 else {"anyOf": others}
    if kept.get("default", ...) in (None, [], ()):
        kept.pop("default")
    return kept
