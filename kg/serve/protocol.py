"""A request of the SPARQL 1.1 Protocol as a query operation. Knows parameters and media types, nothing of SPARQL.

In: an HTTP request. Out: a ``QueryOperation``, or ``RefusedError`` with the status and the reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

__all__ = ["BODY_LIMIT", "QueryOperation", "RefusedError", "read_parameters", "read_query"]

BODY_LIMIT = 1_000_000
_FIELDS = 1_000
_CHARSETS = frozenset({"utf-8", "utf8", "us-ascii"})
_FORM, _DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"


class RefusedError(Exception):
    """A request that is not served: an HTTP status and one line."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


@dataclass(frozen=True, slots=True)
class QueryOperation:
    """A query with the dataset that the request names: default and named graphs, or None for the store's own."""

    query: str
    dataset: tuple[tuple[str, ...], tuple[str, ...]] | None


async def read_query(request: Request) -> QueryOperation | None:
    """Return the operation that a request asks for, or None where a GET has no parameters at all."""
    parameters = read_parameters(request)
    if request.method == "POST":
        parameters += await _read_body(request)
    elif not parameters:
        return None
    given: dict[str, list[str]] = {}
    for name, value in parameters:
        given.setdefault(name, []).append(value)
    if any(name in given for name in ("update", "using-graph-uri", "using-named-graph-uri")):
        raise RefusedError(400, "updates are not served: this endpoint only reads")
    queries = given.get("query", [])
    if len(queries) != 1:
        raise RefusedError(400, f"give exactly one query; {len(queries)} were given")
    graphs = tuple(given.get("default-graph-uri", ())), tuple(given.get("named-graph-uri", ()))
    return QueryOperation(queries[0], graphs if any(graphs) else None)


def read_parameters(request: Request) -> list[tuple[str, str]]:
    """Return the parameters in a request's address."""
    return _parse(request.url.query)


def _parse(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except UnicodeDecodeError as error:
        raise RefusedError(400, "the parameters are not UTF-8") from error
    except ValueError as error:
        raise RefusedError(400, f"at most {_FIELDS} parameters") from error


async def _read_body(request: Request) -> list[tuple[str, str]]:
    kind, charset = _content_type(request)
    if kind not in {_FORM, _DIRECT}:
        raise RefusedError(415, f"POST {_FORM} or {_DIRECT}; updates are not served")
    if charset not in _CHARSETS:
        raise RefusedError(415, "the body must be UTF-8")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise RefusedError(415, "the body must not be compressed")
    body = await _receive(request)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError(400, "the body is not UTF-8") from error
    return [("query", text)] if kind == _DIRECT else _parse(text)


async def _receive(request: Request) -> bytes:
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > BODY_LIMIT:
                raise RefusedError(413, f"at most {BODY_LIMIT} bytes")
    except ClientDisconnect as error:
        raise RefusedError(400, "the body stops short") from error
    return bytes(body)


def _content_type(request: Request) -> tuple[str, str]:
    message = Message()
    message["content-type"] = request.headers.get("content-type", "")
    return message.get_content_type(), message.get_content_charset("utf-8")
