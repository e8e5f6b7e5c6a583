"""The endpoint against rdflib-endpoint and Fuseki in one run: checks passed, requests a second and p99.

A look-up gives the quote of one act with its offsets; a detail query gives all acts of a statement with what they may
or may not have. wrk asks each server in turn over the same number of connections, in several rounds;
each request has a comment of its own, so that no answer is a repetition, but for the query that is asked "again".
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2 as httpx

import kg
from benchmarks.endpoint import serving
from benchmarks.protocol import Subject, judge, table
from benchmarks.servers import find_fuseki, free_port, run_fuseki
from benchmarks.texts import ROOT, statements, write_variants
from kg.graph import KnowledgeGraph
from kg.names import PREFIXES

CONNECTIONS, SECONDS, ROUNDS = 4, 4, 3
_LOOKUP = """SELECT ?quote ?start ?end {
  <ACT> dco:evidence ?e . ?e oa:hasSelector ?q , ?p . ?q oa:exact ?quote . ?p oa:start ?start ; oa:end ?end
}"""
_DETAIL = """SELECT ?act ?trigger ?strength ?topic ?target ?who ?quote {
  ?act dco:statedIn <DOCUMENT> ; a dco:SpeechAct ; dco:trigger ?trigger ; dco:strength ?strength ;
       dco:evidence/oa:hasSelector/oa:exact ?quote .
  OPTIONAL { ?act dco:primaryTopic/skos:prefLabel ?topic }
  OPTIONAL { ?act dco:target/skos:prefLabel ?target }
  OPTIONAL { ?act dco:onBehalfOf ?who }
}"""


_ANEW = """local asked = 0
function request()
  asked = asked + 1
  return wrk.format("GET", wrk.path .. "%20%23" .. asked)
end
"""


@dataclass(frozen=True, slots=True)
class Load:
    """What a server did under load: requests a second, and the 99th percentile of their milliseconds."""

    rate: float
    p99: float


def measure(documents: int) -> None:
    """Print each server's rate and p99 for both queries, and the ratios."""
    if shutil.which("wrk") is None:
        print("Serving left out: wrk is not installed")
        return
    count = max(1, documents // 100)
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        graph = _build(folder, count)
        data = folder / "graph.nt"
        graph.export(data, format="ntriples")
        own = stack.enter_context(serving(graph.path)).address
        peers = _start_peers(stack, folder, data)
        _examine(own, peers)
        servers = {"defcoop": f"{own}/sparql"} | peers
        print(
            f"Serving, {count} documents of the {statements(1)[0]}; {CONNECTIONS} connections, best of {ROUNDS} rounds"
        )
        anew = folder / "anew.lua"
        anew.write_text(_ANEW, encoding="utf-8")
        queries = _queries(graph)
        for kind, query in queries.items():
            _compare(kind, query, servers, ("-s", str(anew)))
        _compare("again", queries["detail"], servers)


def _examine(own: str, peers: dict[str, str]) -> None:
    """Print how many checks of ``benchmarks.protocol`` each server passes."""
    subjects = {"kg serve": (f"{own}/sparql", f"{own}/rdf-graph-store")}
    subjects |= {name: (address, f"{address.removesuffix('/query')}/data") for name, address in peers.items()}
    verdicts = {}
    for name, (endpoint, store) in subjects.items():
        with httpx.Client(timeout=60) as client:
            verdicts[name] = judge(Subject(client, endpoint, store))
    print(table(verdicts))


def _build(folder: Path, count: int) -> KnowledgeGraph:
    texts = folder / "texts"
    texts.mkdir()
    write_variants(texts, count)
    graph = kg.open(folder / "store")
    graph.build(texts)
    return graph


def _queries(graph: KnowledgeGraph) -> dict[str, str]:
    act = graph.query("SELECT ?act ?d { ?act a dco:SpeechAct ; dco:statedIn ?d } ORDER BY ?act LIMIT 1")[0]
    declared = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in ("dco", "oa", "skos"))
    lookup, detail = _LOOKUP.replace("ACT", act["act"]), _DETAIL.replace("DOCUMENT", act["d"])
    return {"look-up": declared + lookup, "detail": declared + detail}


def _start_peers(stack: ExitStack, folder: Path, data: Path) -> dict[str, str]:
    found = {}
    if (ROOT / ".venv-peers" / "bin" / "python").exists():
        found["rdflib-endpoint"] = stack.enter_context(_rdflib_endpoint(data))
    else:
        print("  rdflib-endpoint left out: .venv-peers is not there (`make peers` makes it)")
    if find_fuseki():
        (folder / "fuseki").mkdir()
        place = stack.enter_context(run_fuseki(folder / "fuseki")).address.removeprefix("sparql+")
        request = urllib.request.Request(
            f"{place}?default", data.read_bytes(), {"Content-Type": "application/n-triples"}, method="PUT"
        )
        urllib.request.urlopen(request, timeout=600).close()
        found["Fuseki"] = f"{place}/query"
    else:
        print("  Fuseki left out: its jar is not there (`make servers` gets it), or Java is not")
    return found


@contextmanager
def _rdflib_endpoint(data: Path) -> Iterator[str]:
    port = free_port()
    command = [str(ROOT / ".venv-peers" / "bin" / "python"), str(ROOT / "benchmarks" / "peer_endpoint.py")]
    with subprocess.Popen([*command, str(data), str(port)], stderr=subprocess.DEVNULL) as process:
        try:
            _wait(f"http://127.0.0.1:{port}/?query=ASK%20%7B%7D")
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.kill()


def _wait(address: str) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise SystemExit(f"{address} does not answer")


def _compare(kind: str, query: str, servers: dict[str, str], options: tuple[str, ...] = ()) -> None:
    rows = {name: _count_rows(address, query) for name, address in servers.items()}
    loads: dict[str, Load] = {}
    for _ in range(ROUNDS):
        for name, address in servers.items():
            load = _load(f"{address}?query={urllib.parse.quote(query)}", options)
            loads[name] = max(loads.get(name, load), load, key=lambda one: one.rate)
    ours = loads["defcoop"]
    for name, load in loads.items():
        ratio = f"{ours.rate / load.rate:7.1f} x" if name != "defcoop" else ""
        print(f"  {kind:8} {name:16} {load.rate:9.1f} requests/s   p99 {load.p99:8.1f} ms   {rows[name]} rows {ratio}")


def _count_rows(address: str, query: str) -> int:
    request = urllib.request.Request(f"{address}?query={urllib.parse.quote(query)}", headers={"Accept": "text/csv"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return len(answer.read().splitlines()) - 1


def _load(address: str, options: tuple[str, ...]) -> Load:
    accept = "Accept: application/sparql-results+json"
    command = [
        "wrk",
        "-t1",
        f"-c{CONNECTIONS}",
        f"-d{SECONDS}s",
        "--latency",
        "--timeout",
        "30s",
        "-H",
        accept,
        *options,
        address,
    ]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in text:
        raise SystemExit(f"{address} refused requests:\n{text}")
    rate, p99 = re.search(r"Requests/sec:\s+([\d.]+)", text), re.search(r"99%\s+([\d.]+)(us|ms|s|m)", text)
    assert rate and p99
    return Load(float(rate[1]), float(p99[1]) * {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}[p99[2]])
