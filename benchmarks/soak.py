"""``make soak``: cheap, dear and hostile requests for minutes, and whether the server stays whole and its memory flat.

In: how long. Out: counts of answers by kind and the growth of memory from the first third to the end; exit status 1
where an answer had a status of 500 or more, or memory grew by 5% or more. Needs wrk.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import quote

import httpx2 as httpx

import kg
from benchmarks.endpoint import Endpoint, serving
from benchmarks.texts import ROOT

CONNECTIONS = 8
GROWTH = 1.05
_QUERY_LIMIT = "1"
_CHEAP = (
    "ASK {}",
    "SELECT ?p ?o { <https://w3id.org/defcoop/id/state/JPN> ?p ?o }",
    "SELECT ?act ?trigger { ?act a dco:SpeechAct ; dco:trigger ?trigger } LIMIT 20",
    "CONSTRUCT WHERE { ?s dco:alpha3 ?code } LIMIT 50",
    "DESCRIBE <https://w3id.org/defcoop/id/state/ESP>",
)
_DEAR = (
    "SELECT * { ?s ?p ?o } LIMIT 5000",
    "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY DESC(?n)",
    "SELECT ?s { ?s rdfs:label|skos:prefLabel ?l FILTER(REGEX(?l, '(a+)+b')) }",
    "SELECT (COUNT(*) AS ?n) { ?a skos:broader+ ?b }",
)
_HOSTILE = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "INSERT DATA { <a:b> <a:b> <a:b> }",
    "ASK " + "{" * 2000,
    "ASK { FILTER(" + "!" * 2000 + "true) }",
    "SELECT ' \\ud800",
    "SELECT (CONCAT(?x, ?x) AS ?y) { VALUES ?x { '" + "x" * 3000 + "' } }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
)
_OTHER = (
    "GET /id/state/JPN?as=html",
    "GET /id/state/JPN?as=turtle",
    "GET /concept/issue/piracy",
    "GET /id/nobody/at-all",
    "GET /search?q=piracy",
    "GET /search?q=%22%3B--%00%FE*",
    "GET /search?q=security&kind=quote",
    "GET /rdf-graph-store?graph=urn:none",
    "GET /dataset",
    "GET /sparql",
    "GET /sparql?query=%FF%FE",
    "GET /../../etc/passwd",
    "HEAD /health",
    "DELETE /sparql",
    "GET /openapi.json",
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Answers below 400, from 400 and from 500; requests without one; usual megabytes in the first and last third."""

    served: int
    refused: int
    failed: int
    silent: int
    before: float
    after: float

    @property
    def sound(self) -> bool:
        """Whether nothing failed and memory grew by less than 5%."""
        return self.served > 0 and self.failed == self.silent == 0 and self.after < self.before * GROWTH


def soak(store: Path, seconds: int) -> Outcome:
    """Serve a store under load for this long."""
    with tempfile.TemporaryDirectory() as folder, serving(store, "--timeout", _QUERY_LIMIT) as server:
        requests = Path(folder) / "requests.txt"
        requests.write_text("\n".join(_requests()) + "\n", encoding="utf-8")
        _wait_for_search(server)
        _load(server, requests, 3)  # everything has been done once before memory counts
        memory: list[float] = []
        watch = threading.Thread(target=_watch, args=(server, seconds, memory))
        watch.start()
        served, refused, failed, silent = _load(server, requests, seconds)
        watch.join()
    third = max(1, len(memory) // 3)
    return Outcome(served, refused, failed, silent, median(memory[:third]), median(memory[-third:]))


def _wait_for_search(server: Endpoint) -> None:
    """Wait until the index is there: a server that has just begun may say that it is not."""
    with httpx.Client(timeout=60) as client:
        while client.get(f"{server.address}/search?q=piracy").status_code == 503:
            time.sleep(0.5)


def _requests() -> list[str]:
    """Return the mix: for each hostile query four dear ones, twenty cheap ones and one of each other request."""
    lines = []
    for number, hostile in enumerate(_HOSTILE):
        queries = [_CHEAP[(number + at) % len(_CHEAP)] for at in range(20)] + [*_DEAR, hostile]
        lines += [f"GET /sparql?query={quote(query)}" for query in queries] + list(_OTHER)
    return lines


def _load(server: Endpoint, requests: Path, seconds: int) -> tuple[int, int, int, int]:
    script = str(ROOT / "benchmarks" / "soak.lua")
    command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s", "-s", script, server.address]
    done = subprocess.run([*command, "--", str(requests)], stdout=subprocess.PIPE, text=True, check=True)
    found = re.search(r"counts (\d+) (\d+) (\d+) (\d+)", done.stdout)
    assert found, done.stdout
    return int(found[1]), int(found[2]), int(found[3]), int(found[4])


def _watch(server: Endpoint, seconds: int, memory: list[float]) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        memory.append(server.megabytes())
        time.sleep(0.25)


def main() -> int:
    """Build the graph of the seeds, soak its server, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=300)
    seconds = parser.parse_args().seconds
    if shutil.which("wrk") is None:
        print("left out: wrk is not installed")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        graph = kg.open(Path(folder) / "store")
        graph.build(ROOT / "seeds")
        outcome = soak(graph.path, seconds)
    print(f"{seconds} s: {outcome.served} served, {outcome.refused} refused, {outcome.failed} failed", end="; ")
    print(f"memory {outcome.before:.0f} MB, then {outcome.after:.0f} MB ({outcome.after / outcome.before:.3f} x)")
    return 0 if outcome.sound else 1


if __name__ == "__main__":
    sys.exit(main())
