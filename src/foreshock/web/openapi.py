"""The API's OpenAPI 3.1 document, made from its operations and the types they answer with."""

from typing import Any

import msgspec

from foreshock import __version__
from foreshock.web.api import OPERATIONS, Operation, Parameter
from foreshock.web.problems import MEDIA_TYPE, Problem

REFERENCE = "#/components/schemas/{name}"


def openapi_document() -> dict[str, Any]:
    """Return the document as plain values."""
    types = [*(operation.answer for operation in OPERATIONS), Problem]
    schemas, components = msgspec.json.schema_components(types, ref_template=REFERENCE)
    answers = dict(zip([operation.path for operation in OPERATIONS], schemas, strict=False))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "foreshock",
            "version": __version__,
            "description": "Events, odds and calendar of one theater, each as known at a moment.",
        },
        "paths": {
            operation.path: {"get": _described(operation, answers[operation.path], schemas[-1])}
            for operation in OPERATIONS
        },
        "components": {"schemas": components},
    }


def _described(operation: Operation, answer: dict[str, Any], problem: dict[str, Any]) -> dict[str, Any]:
    failed = {"content": {MEDIA_TYPE: {"schema": problem}}}
    responses: dict[str, Any] = {
        "200": {
            "description": operation.summary,
            "headers": {"ETag": {"description": "for If-None-Match", "schema": {"type": "string"}}},
            "content": {"application/json": {"schema": answer}},
        },
        "304": {"description": "Not modified: If-None-Match named what would have been sent"},
        "default": {"description": "A problem as RFC 9457 shapes it", **failed},
    }
    return {
        "operationId": operation.find.__name__.strip("_"),
        "summary": operation.summary,
        "parameters": [_parameter(each) for each in operation.parameters],
        "responses": responses,
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": parameter.place,
        "required": parameter.place == "path",
        "description": parameter.meaning,
        "schema": parameter.schema,
    }
