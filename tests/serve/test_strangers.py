"""What strangers send over the wire has a clear answer, and takes the server from nobody."""

from __future__ import annotations

import gzip
import itertools
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

import kg
from kg.graph import KnowledgeGraph
from kg.serve import make_server
from kg.serve.app import Settings, make_app
from kg.serve.pool import Limits
from kg.store import GraphStore

HEAD = b"GET /health HTTP/1.1\r\nHost: localhost\r\n"
POST = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
ENDLESS_ANSWER = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LONG = 120.0  # seconds: how long a test waits at most for what the server does in one or two


@contextmanager
def listening(graph: KnowledgeGraph, settings: Settings, connections: int = 64) -> Iterator[tuple[str, int]]:
    """Serve in a thread, with these settings and so many connections at a time."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = make_server(graph, settings)
    server.config.limit_concurrency = connections
    thread = threading.Thread(target=lambda: server.run(sockets=[listener]))
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield listener.getsockname()[:2]
    server.should_exit = True
    thread.join()
    listener.close()


@pytest.fixture(scope="module")
def place(seed_graph: KnowledgeGraph) -> Iterator[tuple[str, int]]:
    settings = Settings(limits=Limits(seconds=600, workers=1, waiting=0), patience=1.0)
    with listening(seed_graph, settings) as found:
        yield found


def connect(place: tuple[str, int]) -> socket.socket:
    client = socket.create_connection(place)
    client.settimeout(LONG)
    return client


def read_all(client: socket.socket) -> bytes:
    pieces = []
    try:
        while piece := client.recv(65_536):
            pieces.append(piece)
    except ConnectionError:
        pass  # hung up on while something was under way
    return b"".join(pieces)


def status(answer: bytes) -> int:
    found = re.match(rb"HTTP/1\.1 (\d+) ", answer)
    return int(found[1]) if found else 0


def ask(place: tuple[str, int], request: bytes) -> bytes:
    with connect(place) as client:
        client.sendall(request)
        return read_all(client)


def is_well(place: tuple[str, int]) -> bool:
    return status(ask(place, HEAD + b"Connection: close\r\n\r\n")) == 200


def test_honest_clients_may_send_in_pieces_in_a_row_and_after_asking(place: tuple[str, int]) -> None:
    body = b"ASK {}" + b" " * 30_000
    post = POST + b"Content-Length: %d\r\n" % len(body)
    with connect(place) as client:
        client.sendall(HEAD + b"\r\n" + HEAD + b"\r\n")
        for piece in (post[:50], post[50:] + b"\r\n" + body[:3], body[3:20_000], body[20_000:]):
            client.sendall(piece)
        client.sendall(b"\r\n" + post + b"Expect: 100-continue\r\nConnection: close\r\n\r\n")
        answer = b""
        while b" 100 Continue" not in answer:
            answer += client.recv(65_536)
        client.sendall(body)
        answer += read_all(client)
    assert re.findall(rb"HTTP/1\.1 (\d+) ", answer) == [b"200", b"200", b"200", b"100", b"200"]
    assert answer.count(b'"boolean":true') == 2


@pytest.mark.parametrize(
    ("begin", "drip"),
    [
        (b"", b""),
        (b"GET /hea", b""),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\n", b"X: y\r\n"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ", b"y"),
        (POST + b"Content-Length: 100000\r\n\r\n", b"x"),
        (POST + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    ],
    ids=["silence", "half a line", "headers", "one header", "body", "chunks"],
)
def test_who_does_not_come_to_the_point_is_told_so_and_hung_up_on(
    place: tuple[str, int], begin: bytes, drip: bytes
) -> None:
    with connect(place) as client:
        client.sendall(begin)
        client.settimeout(0.1)
        answer, until = b"", time.monotonic() + LONG
        while not answer and time.monotonic() < until:
            try:
                client.sendall(drip)
                answer = client.recv(1000)
            except TimeoutError:
                continue
    assert status(answer) == 408 and answer.endswith(b"the request took too long to come\n")
    assert is_well(place)


def test_blank_lines_keep_no_connection_open(place: tuple[str, int]) -> None:
    with connect(place) as client:
        client.settimeout(0.1)
        until = time.monotonic() + LONG
        while time.monotonic() < until:
            try:
                client.sendall(b"\r\n")
                if not client.recv(1000):
                    break
            except TimeoutError:
                continue
            except ConnectionError:
                break
        else:
            pytest.fail("the server waits for ever")


def test_who_does_not_read_an_answer_frees_its_worker(place: tuple[str, int]) -> None:
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect(place)
        client.sendall(b"GET /sparql?query=%b HTTP/1.1\r\nHost: localhost\r\n\r\n" % quote(ENDLESS_ANSWER).encode())
        assert client.recv(8) == b"HTTP/1.1"
        until = time.monotonic() + LONG
        while not (free := is_well(place)) and time.monotonic() < until:
            time.sleep(0.1)
        assert free
        client.settimeout(LONG)
        assert not read_all(client).endswith(b"0\r\n\r\n")


def test_silent_connections_take_no_place_from_others(seed_graph: KnowledgeGraph) -> None:
    with listening(seed_graph, Settings(patience=LONG), connections=8) as place:
        silent = [connect(place) for _ in range(20)]
        assert is_well(place)
        assert status(ask(place, HEAD + b"Connection: close\r\n\r\n")) == 200
        for client in silent:
            client.close()


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (HEAD + b"X: " + b"x" * 400_000 + b"\r\n\r\n", 431),
        (HEAD + b"X: y\r\n" * 100_000 + b"\r\n", 431),
        (HEAD + b"Accept: " + b"a/b;q=1," * 100_000 + b"\r\n\r\n", 431),
        (b"GET /sparql?query=" + b"x" * 200_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", 414),
        (b"GET /" + b"x" * 2_000_000, 414),
        (POST + b"Content-Length: 2000000\r\nConnection: close\r\n\r\n" + b"x" * 2_000_000, 413),
        (POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HEAD + b"\r\n", 400),
        (b"GET /health HTTP/1.1\r\nConnection: close\r\n\r\n", 400),
        (HEAD + b"Host: localhost\r\nConnection: close\r\n\r\n", 400),
        (HEAD + b"X : y\r\n\r\n", 400),
        (b"GET /id/\xc3\xa9 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
        (b"CONNECT example.org:80 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        (b"TRACE /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 405),
        (HEAD + b"Connection: close, Upgrade\r\nUpgrade: websocket\r\n\r\n", 200),
    ],
    ids=[
        "one long header",
        "many headers",
        "a long Accept",
        "a long address",
        "an address without end",
        "a long body",
        "two lengths",
        "no host",
        "two hosts",
        "a space before the colon",
        "letters in the address",
        "TLS",
        "CONNECT",
        "TRACE",
        "a websocket",
    ],
)
def test_what_is_too_much_or_no_http_has_its_status(place: tuple[str, int], request_: bytes, expected: int) -> None:
    answer = ask(place, request_)
    assert status(answer) == expected
    assert answer.count(b"HTTP/1.1 ") == 1
    assert is_well(place)


def test_a_body_without_end_is_not_read_for_ever(place: tuple[str, int]) -> None:
    chunk = b"10000\r\n" + b"x" * 65_536 + b"\r\n"
    with connect(place) as client, pytest.raises(ConnectionError):
        client.sendall(POST + b"Transfer-Encoding: chunked\r\n\r\n")
        for _ in itertools.repeat(None, 4096):  # 256 MB
            client.sendall(chunk)
    assert is_well(place)


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Encoding": "gzip"},
        {"Content-Encoding": "deflate, gzip"},
        {"Content-Type": "application/sparql-query; charset=iso-8859-1"},
        {"Content-Type": "application/sparql-query; charset*=utf-16''x"},
        {"Content-Type": "application/sparql-update"},
        {"Content-Type": "multipart/form-data; boundary=x"},
        {"Content-Type": ""},
    ],
)
def test_bodies_of_another_kind_are_not_unpacked(client: TestClient, headers: dict[str, str]) -> None:
    bomb = gzip.compress(b"ASK {}" + b" " * 10_000_000)
    answer = client.post("/sparql", content=bomb, headers={"Content-Type": "application/sparql-query", **headers})
    assert answer.status_code == 415 and answer.text.count("\n") == 1


def test_a_text_body_says_in_which_letters_it_is_written(client: TestClient) -> None:
    query = "SELECT ('Grüße' AS ?words) {}".encode()
    for charset in ("", "; charset=utf-8", '; CHARSET="UTF-8"'):
        headers = {"Content-Type": f"application/sparql-query{charset}", "Accept": "text/csv"}
        assert "Grüße" in client.post("/sparql", content=query, headers=headers).text
    broken = client.post(
        "/sparql", content=b"ASK { <a:b> <a:b> '\xfc' }", headers={"Content-Type": headers["Content-Type"]}
    )
    assert broken.status_code == 400 and broken.text == "the body is not UTF-8\n"


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "localhost@evil.example",
        "localhost:80@evil.example",
        "localhost:80/evil",
        'localhost:80"><script>',
        "[::1]evil.example",
        "localhost:999999",
        "localhost:80:80",
        "[::1",
        "",
    ],
)
def test_no_name_but_its_own_reaches_the_server(client: TestClient, host: str) -> None:
    answer = client.get("/id/state/JPN?as=html", headers={"Host": host})
    assert answer.status_code == 400 and "script" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Origin": "http://testserver:81"},
        {"Origin": "http://testserver@evil.example"},
        {"Origin": "testserver"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors"},
    ],
)
def test_pages_of_other_sites_reach_nothing(client: TestClient, headers: dict[str, str]) -> None:
    assert client.get("/sparql?query=ASK%7B%7D", headers=headers).status_code == 403


def test_links_from_other_sites_and_own_pages_reach_the_server(client: TestClient) -> None:
    for headers in (
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
        {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"},
        {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"},
    ):
        assert client.get("/health", headers=headers).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/id/../../../../etc/passwd",
        "/id/..%2f..%2f..%2fetc%2fpasswd",
        "/editor/..%2f..%2fapp.py",
        "/editor/%2e%2e/app.py",
        "/graph/../../etc/passwd",
        "/graph/%00",
        "/id/%00",
        "/id/%ff%fe",
        "/id/%E2%82%AC",
        "/id/x%0d%0aX-Evil:%20yes",
        "/id/%3Cscript%3Ealert(1)%3C/script%3E",
        "/concept/" + "x" * 30_000,
        "/rdf-graph-store?graph=file:///etc/passwd",
        "/rdf-graph-store?graph=x%0d%0aX-Evil:%20yes",
        "//etc/passwd",
    ],
)
def test_no_address_leads_to_files_or_into_headers_or_pages(client: TestClient, address: str) -> None:
    answer = client.get(address, headers={"Accept": "text/html, text/turtle;q=0.9"}, follow_redirects=False)
    assert answer.status_code == 404 and "x-evil" not in answer.headers and "root:" not in answer.text
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_every_answer_tells_browsers_to_keep_it_here(client: TestClient) -> None:
    for address in ("/", "/page", "/sparql", "/id/state/JPN", "/nothing", "/search", "/editor/data.json", "/dataset"):
        headers = client.get(address, headers={"Accept": "*/*"}).headers
        assert headers["x-content-type-options"] == "nosniff", address
        assert headers["cross-origin-resource-policy"] == headers["referrer-policy"] == "same-origin", address


def test_errors_do_not_tell_where_the_store_is(tmp_path: Path, statement: Path) -> None:
    graph = kg.open(tmp_path / "hidden-place" / "store")
    graph.build(statement)
    addresses = ("/health", "/sparql?query=ASK%7B%7D", "/id/state/JPN", "/search?q=x", "/page", "/dataset")
    with TestClient(make_app(graph, Settings(hosts=("testserver",))), raise_server_exceptions=False) as client:
        assert client.get("/health").status_code == 200
        for path in sorted(graph.path.rglob("*"), reverse=True):
            if path.is_file():
                path.write_bytes(b"damaged")
        answers = [client.get(address) for address in addresses]
    assert {answer.status_code for answer in answers} == {503}
    assert all("hidden-place" not in answer.text and answer.text.count("\n") == 1 for answer in answers)


def test_damage_that_shows_while_an_answer_is_made_is_not_put_down_to_the_question(tmp_path: Path) -> None:
    path = tmp_path / "hidden-place" / "store"
    names = (ox.NamedNode(f"urn:place:{number}") for number in range(3_000))
    with GraphStore.open(path) as store:
        store.set_graph("urn:graph", [ox.Triple(name, ox.NamedNode("urn:p"), ox.Literal(name.value)) for name in names])
        store.optimize()
    for table in (path / "quads").glob("*.sst"):
        data = bytearray(table.read_bytes())
        data[len(data) // 4] ^= 4
        table.write_bytes(data)
    with TestClient(make_app(kg.open(path), Settings(hosts=("testserver",)))) as client:
        answer = client.get("/sparql", params={"query": "SELECT (MAX(STR(?o)) AS ?last) { ?s ?p ?o }"})
    assert answer.status_code == 503
    assert "kg doctor" in answer.text and "hidden-place" not in answer.text
