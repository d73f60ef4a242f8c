"""The API's addresses: each operation answered to GET, HEAD and OPTIONS, each posting to POST and OPTIONS."""

from functools import partial

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from foreshock.web.api.asking import read_body, read_query
from foreshock.web.api.openapi import openapi_document
from foreshock.web.api.operations import OPERATIONS, POSTINGS, ROOT, Operation, Posting
from foreshock.web.api.queries import Query
from foreshock.web.conditional import conditional
from foreshock.web.posted import posted_body
from foreshock.web.site import Site

JSON = "application/json"
LARGEST_BODY = 1_000_000  # bytes


def api_routes(site: Site) -> list[Route]:
    """Return the routes of the whole API."""
    return [
        *(_answered(operation, site) for operation in OPERATIONS),
        *(_posted(posting, site) for posting in POSTINGS),
        _described(site),
    ]


def _answered(operation: Operation, site: Site) -> Route:
    def answer(request: Request) -> Response:
        if request.method == "OPTIONS":
            return _methods("GET, HEAD, OPTIONS")
        query = read_query(request.query_params.multi_items(), request.path_params, operation.query)
        return conditional(request, msgspec.json.encode(operation.find(site, query)), JSON)

    # an id may hold a slash
    path = operation.path.replace("{id}", "{id:path}")
    return Route(path, answer, methods=["GET", "HEAD", "OPTIONS"], name=operation.find.__name__)


def _posted(posting: Posting, site: Site) -> Route:
    async def act(request: Request) -> Response:
        if request.method == "OPTIONS":
            return _methods("POST, OPTIONS")
        read_query(request.query_params.multi_items(), {}, Query)
        body = read_body(await posted_body(request, JSON, LARGEST_BODY), posting.body)
        allow = partial(site.access.check_write, request)
        done, kept_at = await run_in_threadpool(posting.act, site, body, allow)
        headers = {"Cache-Control": "no-store"}
        if kept_at is not None:
            headers["Location"] = kept_at
        return Response(msgspec.json.encode(done), 201 if kept_at else 200, headers, JSON)

    return Route(posting.path, act, methods=["POST", "OPTIONS"], name=posting.act.__name__)


def _described(site: Site) -> Route:
    def describe(request: Request) -> Response:
        if request.method == "OPTIONS":
            return _methods("GET, HEAD, OPTIONS")
        document = openapi_document(reads_need_token=site.access.reads_need_token)
        return conditional(request, msgspec.json.encode(document), JSON)

    return Route(f"{ROOT}/openapi.json", describe, methods=["GET", "HEAD", "OPTIONS"])


def _methods(allowed: str) -> Response:
    return Response(status_code=204, headers={"Allow": allowed, "Cache-Control": "no-store"})
