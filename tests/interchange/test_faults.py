"""Servers on bad days: every fault ends in one clear line or is overcome, none hangs, and none tells a secret."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing

import pytest

from kg.errors import StoreError
from kg.interchange import push
from kg.sparql import Credentials, parse_location
from kg.sparql.endpoint import Endpoint
from kg.sparql.transport import Transport
from kg.store import open_store
from kg.store.remote import RemoteStore
from tests.interchange.sparqlserver import JSON, N_TRIPLES, Fault, Seen, SparqlServer, serving
from tests.interchange.stores import build_small

QUICK = (0.01, 0.01, 0.01)
NOBODY = Credentials()


Connect = Callable[..., Endpoint]


@pytest.fixture
def connect(server: SparqlServer) -> Iterator[Connect]:
    """A function that connects to the server, with pauses too short to wait for."""
    with ExitStack() as stack:

        def make(credentials: Credentials = NOBODY, *, timeout: float = 5.0, limit: int = 1 << 20) -> Endpoint:
            transport = Transport(credentials, timeout=timeout, local=True, limit=limit, pauses=QUICK)
            stack.callback(transport.close)
            return Endpoint.connect(parse_location(server.address), transport=transport)

        yield make


@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        (Fault(503), "answers 503"),
        (Fault(500, body=b"<html><p>java.lang.OutOfMemory &amp; more</p></html>"), "OutOfMemory & more"),
        (Fault(403), "does not allow"),
        (Fault(404), "nothing is there"),
        (Fault(401), "wants to know who you are"),
        (Fault(drop=True), "no connection"),
        (Fault(200, {"Content-Type": "text/html"}, b"<html>Welcome</html>"), "answers text/html where"),
        (Fault(200, {}, b""), "answers no media type"),
        (Fault(200, {"Content-Type": JSON}, b'{"head":{"vars":["x"]},"results"'), "broken results"),
        (Fault(200, {"Content-Type": JSON, "X-SPARQL-MaxRows": "10000"}, b"{}"), "cuts its answers short"),
        (Fault(200, {"Content-Type": JSON}, endless=b" " * 65536), "more than 1,048,576 bytes"),
        (Fault(200, {"Content-Type": JSON}, endless=b" ", pause=0.05), "takes more than 0.5 seconds"),
        (Fault(200, {"Content-Type": JSON, "Content-Encoding": "gzip"}, b"no gzip"), "no HTTP answer"),
        (Fault(200, wait=20.0), "no answer within 0.5 seconds"),
        (
            Fault(302, {"Location": "http://elsewhere.example/sparql"}),
            "another server, http://elsewhere.example/sparql",
        ),
        (Fault(307, {"Location": "/query"}), "redirects in a circle"),
    ],
)
def test_a_fault_is_told_in_one_line(server: SparqlServer, connect: Connect, fault: Fault, problem: str) -> None:
    endpoint = connect(timeout=0.5)
    server.fault = lambda number, request: fault  # type: ignore[assignment]
    with pytest.raises(StoreError) as error:
        endpoint.query("SELECT * { ?s ?p ?o }", union=())
    assert problem in str(error.value)
    assert "\n" not in str(error.value) and len(str(error.value)) < 400


def test_broken_triples_are_named(server: SparqlServer, connect: Connect) -> None:
    endpoint = connect()
    server.fault = lambda number, request: Fault(200, {"Content-Type": N_TRIPLES}, b"<a> <b> .")
    with pytest.raises(StoreError, match="broken triples"):
        list(endpoint.read("http://example.org/g"))


def test_a_server_that_is_not_there_is_named() -> None:
    with serving(SparqlServer()) as gone:
        address = gone.address
    with pytest.raises(StoreError, match="no connection"):
        open_store(address, "read")


def test_a_store_without_graphs_is_no_store_for_reading(server: SparqlServer) -> None:
    with pytest.raises(StoreError, match="no store here"):
        open_store(server.address, "read")


@pytest.mark.parametrize(
    "fault", [Fault(503), Fault(429, {"Retry-After": "0"}), Fault(drop=True), Fault(drop=True, after=True)]
)
def test_a_push_survives_every_third_request_failing(server: SparqlServer, connect: Connect, fault: Fault) -> None:
    remote = RemoteStore(connect())
    server.fault = lambda number, request: fault if number % 3 == 0 else None
    with build_small() as store:
        assert push(store, remote).sent == 4
        assert remote.digests() == store.digests()
        assert remote.find_damage() == []


@pytest.mark.parametrize("last", range(2, 18))
def test_a_push_that_is_cut_off_anywhere_goes_on_where_it_stopped(
    server: SparqlServer, connect: Connect, last: int
) -> None:
    with build_small() as store:
        remote = RemoteStore(connect())
        first = len(server.seen)
        server.fault = lambda number, request: Fault(drop=True) if number > first + last else None
        with pytest.raises(StoreError, match="no connection"):
            while True:  # a push takes fewer requests than the last of these cases lets through
                push(store, remote)
        server.fault = lambda number, request: None
        again = RemoteStore(connect())
        assert {
            graph: digest for graph, digest in store.digests().items() if graph in again.graphs()
        } == again.digests()
        assert again.find_damage() == []
        report = push(store, again)
        assert report.sent + report.unchanged == 4
        assert again.digests() == store.digests() and again.strays() == []


def test_triples_that_get_lost_on_the_way_are_missed(server: SparqlServer, connect: Connect) -> None:
    remote = RemoteStore(connect())
    server.fault = lambda number, request: Fault(204) if b"INSERT DATA" in request.body else None
    with build_small() as store, pytest.raises(StoreError, match=r"0 triples of .* where there should be 3"):
        push(store, remote)
    assert RemoteStore(connect()).graphs() == {}


def test_a_password_is_sent_only_when_asked_for_and_never_shown(server: SparqlServer, connect: Connect) -> None:
    endpoint = connect(Credentials("dba", "hunter2"))
    endpoint.query("ASK {}", union=())
    assert not any("authorization" in request.headers for request in server.seen)
    challenge = {"WWW-Authenticate": 'Basic realm="x"'}
    server.fault = lambda number, request: Fault(401, challenge, b"no such user, password hunter2")
    with pytest.raises(StoreError, match="does not accept these credentials") as error:
        endpoint.query("ASK {}", union=())
    assert server.seen[-1].headers["authorization"].startswith("Basic ")
    server.fault = lambda number, request: Fault(400, {}, b"bad password hunter2 in request")
    with pytest.raises(StoreError, match=r"bad password \*\*\* in request") as told:
        endpoint.query("ASK {}", union=())
    assert "hunter2" not in f"{error.value} {told.value} {endpoint!r}"


def test_digest_answers_a_challenge_without_the_password(server: SparqlServer, connect: Connect) -> None:
    endpoint = connect(Credentials("dba", "hunter2"))
    challenge = {"WWW-Authenticate": 'Digest realm="SPARQL", nonce="abc", qop="auth", algorithm="MD5"'}

    def guard(number: int, request: Seen) -> Fault | None:
        return None if request.headers.get("authorization", "").startswith("Digest ") else Fault(401, challenge)

    server.fault = guard
    assert endpoint.query("ASK {}", union=())
    assert b"hunter2" not in b"".join(request.body for request in server.seen)
    assert "hunter2" not in str([request.headers for request in server.seen])


def test_a_token_goes_with_every_request(server: SparqlServer, connect: Connect) -> None:
    connect(Credentials(token="t0ken")).query("ASK {}", union=())
    assert {request.headers.get("authorization") for request in server.seen} == {"Bearer t0ken"}


def test_credentials_do_not_follow_a_redirection_to_another_server(server: SparqlServer, connect: Connect) -> None:
    with serving(SparqlServer()) as other:
        endpoint = connect(Credentials(token="t0ken"))
        server.fault = lambda number, request: Fault(307, {"Location": f"{other.url}query"})
        with pytest.raises(StoreError, match="another server"):
            endpoint.query("ASK {}", union=())
        assert other.seen == []


def test_a_redirection_on_the_same_server_is_followed(server: SparqlServer, connect: Connect) -> None:
    endpoint = connect()
    server.fault = lambda number, request: (
        Fault(308, {"Location": "/query?moved"})
        if request.path.startswith("/query") and "moved" not in request.path
        else None
    )
    assert endpoint.query("ASK {}", union=())


def test_a_password_does_not_cross_a_network_in_the_clear() -> None:
    transport = Transport(Credentials(token="t0ken"), timeout=1.0, pauses=())
    with closing(transport), pytest.raises(StoreError, match="would get the password unencrypted"):
        transport.send("GET", "http://192.0.2.1/sparql")
