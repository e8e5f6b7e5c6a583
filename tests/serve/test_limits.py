"""What one client asks for never takes the server from the others."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote, urlsplit

import httpx2 as httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route
from starlette.testclient import TestClient

import kg
from benchmarks.endpoint import Endpoint, serving
from kg.graph import KnowledgeGraph
from kg.serve.delivery import Delivery
from kg.serve.pool import BrokenAnswerError, BusyError, Limits, Pool, Reply

T = TypeVar("T")
JSON = "application/sparql-results+json"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?act a dco:SpeechAct }"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ALL = "SELECT * { ?s ?p ?o }"


def in_a_loop(main: Callable[[], Awaitable[T]]) -> T:
    """Run in a thread, since a browser test in the same process may keep a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(main())).result()  # type: ignore[arg-type]


def with_pool(graph: KnowledgeGraph, limits: Limits, main: Callable[[Pool], Awaitable[T]]) -> T:
    async def run() -> T:
        pool = Pool(graph.path, limits)
        try:
            return await main(pool)
        finally:
            await pool.close()

    return in_a_loop(run)


def job(query: str, type_: str = JSON) -> dict[str, object]:
    return {"job": "query", "query": query, "dataset": None, "base": "http://x/", "solutions": type_, "graph": None}


def test_a_query_that_takes_too_long_is_ended_and_the_next_answered(seed_graph: KnowledgeGraph) -> None:
    async def ask(pool: Pool) -> tuple[int, bytes, int]:
        slow = await pool.query(ENDLESS, JSON, None)
        quick = await pool.query(COUNT, JSON, None)
        return slow.status, slow.body, quick.status

    status, reason, next_status = with_pool(seed_graph, Limits(seconds=5, workers=1), ask)
    assert (status, next_status) == (422, 200) and reason == b"the query took over 5 seconds\n"


def test_a_query_that_takes_too_much_memory_is_ended(seed_graph: KnowledgeGraph) -> None:
    hungry = "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f"

    async def ask(pool: Pool) -> tuple[int, bytes, bytes]:
        large = await pool.query(hungry, JSON, None)
        return large.status, large.body, (await pool.query(COUNT, JSON, None)).body

    status, reason, next_answer = with_pool(seed_graph, Limits(seconds=60, megabytes=512, workers=1), ask)
    assert status == 422 and b"more memory than one query may" in reason
    assert json.loads(next_answer)["results"]["bindings"]


@pytest.mark.parametrize("kind", [JSON, "application/sparql-results+xml", "text/csv", "text/tab-separated-values"])
def test_an_answer_has_as_many_rows_as_are_allowed_and_no_more(seed_graph: KnowledgeGraph, kind: str) -> None:
    values = " ".join(map(str, range(12)))

    async def ask(pool: Pool) -> list[int]:
        queries = [f"SELECT * {{ VALUES ?x {{ {values} }} }} LIMIT {count}" for count in (10, 11)]
        return [(await pool.query(query, kind, None)).status for query in queries]

    assert with_pool(seed_graph, Limits(rows=10, workers=1), ask) == [200, 422]


def test_triples_are_rows_too(seed_graph: KnowledgeGraph) -> None:
    async def ask(pool: Pool) -> list[int]:
        queries = [f"CONSTRUCT WHERE {{ ?s ?p ?o }} LIMIT {count}" for count in (10, 11)]
        return [(await pool.query(query, None, "text/turtle")).status for query in queries]

    assert with_pool(seed_graph, Limits(rows=10, workers=1), ask) == [200, 422]


def test_a_large_answer_that_meets_a_limit_breaks_off_and_is_not_taken_for_whole(seed_graph: KnowledgeGraph) -> None:
    async def ask(pool: Pool) -> tuple[int, bool, int]:
        pieces = 0
        try:
            async with pool.run(job(ALL)) as reply:
                async for _ in reply.chunks:
                    pieces += 1
        except BrokenAnswerError:
            return pieces, True, (await pool.query(COUNT, JSON, None)).status
        return pieces, False, 0

    pieces, broken, next_status = with_pool(seed_graph, Limits(rows=5000, workers=1), ask)
    assert pieces > 0 and broken and next_status == 200


class Breaking(Pool):
    """A pool whose worker ends after it has told how long its answer is, and before the answer."""

    @asynccontextmanager
    async def run(self, job: Mapping[str, object]) -> AsyncIterator[Reply]:
        async def chunks() -> AsyncIterator[bytes]:
            raise BrokenAnswerError("the query took over 5 seconds")
            yield b""

        yield Reply(200, JSON, 10, chunks())


def test_an_answer_that_breaks_before_it_has_begun_is_a_refusal(seed_graph: KnowledgeGraph) -> None:
    async def respond(_: Request) -> Delivery:
        return Delivery(Breaking(seed_graph.path), job(COUNT), {})

    with TestClient(Starlette(routes=[Route("/", respond)])) as client:
        answer = client.get("/")
    assert (answer.status_code, answer.text) == (422, "the query took over 5 seconds\n")


def test_more_than_a_queue_full_is_turned_away(seed_graph: KnowledgeGraph) -> None:
    async def ask(pool: Pool) -> tuple[int, int]:
        slow = [asyncio.ensure_future(pool.query(ENDLESS, JSON, None)) for _ in range(2)]
        await asyncio.sleep(0.5)
        with pytest.raises(BusyError):
            async with pool.run(job(COUNT)):
                pass
        refused = (await pool.query(COUNT, JSON, None)).status
        for task in slow:
            task.cancel()
        await asyncio.gather(*slow, return_exceptions=True)
        return refused, (await pool.query(COUNT, JSON, None)).status

    assert with_pool(seed_graph, Limits(workers=1, waiting=1), ask) == (503, 200)


def test_a_worker_has_no_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        code = (
            "import socket, sys\nfrom kg.serve.worker import leave_network\nleave_network()\n"
            f"try: socket.create_connection(('127.0.0.1', {port}), 2)\nexcept OSError: sys.exit(0)\nsys.exit(1)"
        )
        left = subprocess.run([sys.executable, "-c", code], check=False).returncode
    if left:
        pytest.skip("this system lets no process leave the network")


@pytest.fixture(scope="module")
def server(seed_graph: KnowledgeGraph) -> Iterator[Endpoint]:
    with serving(seed_graph.path, "--workers", "1", "--waiting", "0", "--timeout", "60") as found:
        yield found


def wait_for(address: str, status: int) -> httpx.Response:
    for _ in range(150):
        answer = httpx.get(address, timeout=60)
        if answer.status_code == status:
            return answer
        time.sleep(0.2)
    pytest.fail(f"{address} never has the status {status}")


def test_what_was_asked_before_is_answered_also_where_all_workers_are_busy(server: Endpoint) -> None:
    address, asked = urlsplit(server.address), f"{server.address}/sparql?query={quote(COUNT)}"
    first = httpx.get(asked, timeout=60)
    with socket.create_connection((address.hostname, address.port)) as client:
        client.sendall(f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: {address.netloc}\r\n\r\n".encode())
        wait_for(f"{server.address}/health", 503)
        again, other = httpx.get(asked, timeout=60), httpx.get(f"{asked}%20LIMIT%207", timeout=60)
        in_csv = httpx.get(asked, headers={"Accept": "text/csv"}, timeout=60)
    wait_for(f"{server.address}/health", 200)
    assert (first.status_code, again.status_code, other.status_code, in_csv.status_code) == (200, 200, 503, 503)
    assert again.content == first.content
    same = [{name: value for name, value in one.headers.items() if name != "date"} for one in (first, again)]
    assert same[0] == same[1]


def test_a_client_that_leaves_frees_its_worker(server: Endpoint) -> None:
    address = urlsplit(server.address)
    assert httpx.get(f"{server.address}/health", timeout=60).status_code == 200
    with socket.create_connection((address.hostname, address.port)) as client:
        client.sendall(f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: {address.netloc}\r\n\r\n".encode())
        busy = wait_for(f"{server.address}/health", 503)
        assert busy.headers["retry-after"]
    wait_for(f"{server.address}/health", 200)


def test_a_client_that_leaves_in_the_middle_of_an_answer_frees_its_worker(server: Endpoint) -> None:
    with httpx.stream("GET", f"{server.address}/sparql", params={"query": ALL}, timeout=60) as response:
        assert response.status_code == 200
        next(response.iter_raw())
    wait_for(f"{server.address}/health", 200)


def test_a_client_is_told_that_a_large_answer_is_not_whole(seed_graph: KnowledgeGraph) -> None:
    with serving(seed_graph.path, "--max-rows", "5000") as server, httpx.Client(timeout=60) as client:
        for accept in ("identity", "gzip"):
            with pytest.raises(httpx.RemoteProtocolError):
                client.get(f"{server.address}/sparql", params={"query": ALL}, headers={"Accept-Encoding": accept})
        assert client.get(f"{server.address}/sparql", params={"query": COUNT}).status_code == 200


def test_a_new_revision_is_seen_by_the_next_query(tmp_path: Path, statement: Path) -> None:
    graph = kg.open(tmp_path / "store")
    graph.build(statement)
    with serving(graph.path) as server:
        first = httpx.get(f"{server.address}/sparql", params={"query": COUNT}, timeout=60)
        tag = first.headers["etag"]
        same = httpx.get(
            f"{server.address}/sparql", params={"query": COUNT}, headers={"If-None-Match": tag}, timeout=60
        )
        graph.remove(str(statement))
        after = httpx.get(
            f"{server.address}/sparql", params={"query": COUNT}, headers={"If-None-Match": tag}, timeout=60
        )
    assert (first.status_code, same.status_code, after.status_code) == (200, 304, 200)
    counts = [int(json.loads(one.content)["results"]["bindings"][0]["n"]["value"]) for one in (first, after)]
    assert counts[0] > 0 and counts[1] == 0
