"""Thirty-one checks of what a SPARQL endpoint owes its clients, put to any server over HTTP.

In: a client, the address of an endpoint with some triples in its default graph, and of its graph store. Out: for each
check whether it holds. Sources: SPARQL 1.1 Protocol, Results (JSON, XML, CSV and TSV), Service Description, Graph Store
Protocol; RFC 9110 for the rest; VoID 6.2 for where a dataset's description lies.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from xml.etree import ElementTree

import httpx2 as httpx
from pyoxigraph import RdfFormat, parse

__all__ = ["CHECKS", "Subject", "judge", "table"]

_SELECT = "SELECT ('Grüße' AS ?words) (1 AS ?number) { ?s ?p ?o } LIMIT 1"
_CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3"
_JSON, _XML = "application/sparql-results+json", "application/sparql-results+xml"
_CSV, _TSV = "text/csv", "text/tab-separated-values"
_RESULTS = "{http://www.w3.org/2005/sparql-results#}"
_GRAPHS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
}
_NOWHERE = "urn:x-nowhere"


@dataclass(frozen=True, slots=True)
class Subject:
    """Who is examined: a client, the endpoint's address, and the graph store's."""

    client: httpx.Client
    endpoint: str
    store: str

    def ask(self, query: str, accept: str = "*/*", **parameters: str) -> httpx.Response:
        """Ask by GET."""
        return self.client.get(self.endpoint, params={"query": query, **parameters}, headers={"Accept": accept})

    def post(self, body: str, kind: str, accept: str = "*/*") -> httpx.Response:
        """Ask by POST, the body as it is."""
        headers = {"Content-Type": kind, "Accept": accept}
        return self.client.post(self.endpoint, content=body.encode(), headers=headers)


Check = Callable[[Subject], bool]


def judge(subject: Subject) -> dict[str, bool]:
    """Return for each check whether the subject passes; an answer that cannot be read is none."""
    return {name: _holds(check, subject) for name, (_, check) in CHECKS.items()}


def table(verdicts: dict[str, dict[str, bool]]) -> str:
    """Return a Markdown table: a line a kind of check, a column a server, in each how many hold.

    >>> print(table({"a": {name: True for name in CHECKS}}).splitlines()[-1])
    | all | 31 | 31 |
    """
    sizes = Counter(kind for kind, _ in CHECKS.values())
    lines = [("what", "checks", *verdicts), ("---", *("---:" for _ in range(len(verdicts) + 1)))]
    for kind, size in sizes.items():
        passed = [sum(holds and CHECKS[name][0] == kind for name, holds in one.items()) for one in verdicts.values()]
        lines.append((kind, str(size), *map(str, passed)))
    lines.append(("all", str(len(CHECKS)), *(str(sum(one.values())) for one in verdicts.values())))
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _holds(check: Check, subject: Subject) -> bool:
    try:
        return check(subject)
    except (ValueError, KeyError, IndexError, SyntaxError, AttributeError, httpx.HTTPError):
        return False


def _is(answer: httpx.Response, type_: str) -> bool:
    return answer.status_code == 200 and answer.headers["content-type"].partition(";")[0].strip().lower() == type_


def _says_greetings(answer: httpx.Response) -> bool:
    """Tell whether the answer to the query for words and a number is what it should be, in any of the four formats."""
    kind = answer.headers["content-type"].partition(";")[0]
    if kind == _JSON:
        row = json.loads(answer.content)["results"]["bindings"][0]
        return (row["words"]["value"], row["number"]["value"]) == ("Grüße", "1")
    if kind == _XML:
        return [one.text for one in ElementTree.fromstring(answer.content).iter(f"{_RESULTS}literal")] == ["Grüße", "1"]
    text = answer.content.decode("utf-8")
    rows = list(csv.reader(io.StringIO(text), delimiter="\t" if kind == _TSV else ",", quoting=csv.QUOTE_NONE))
    names, values = (["?words", "?number"], ['"Grüße"', "1"]) if kind == _TSV else (["words", "number"], ["Grüße", "1"])
    return rows == [names, values]


def _gets(subject: Subject) -> bool:
    return _says_greetings(subject.ask(_SELECT, _JSON))


def _posts_a_form(subject: Subject) -> bool:
    headers = {"Accept": _JSON}
    return _says_greetings(subject.client.post(subject.endpoint, data={"query": _SELECT}, headers=headers))


def _posts_directly(kind: str, subject: Subject) -> bool:
    return _says_greetings(subject.post(_SELECT, kind, _JSON))


def _gives_solutions(type_: str, subject: Subject) -> bool:
    answer = subject.ask(_SELECT, type_)
    return _is(answer, type_) and _says_greetings(answer)


def _gives_a_boolean(type_: str, subject: Subject) -> bool:
    answer = subject.ask("ASK { ?s ?p ?o }", type_)
    if type_ == _JSON:
        return _is(answer, type_) and json.loads(answer.content)["boolean"] is True
    return _is(answer, type_) and ElementTree.fromstring(answer.content).findtext(f"{_RESULTS}boolean") == "true"


def _gives_triples(type_: str, subject: Subject) -> bool:
    answer = subject.ask(_CONSTRUCT, type_)
    return _is(answer, type_) and len(list(parse(answer.content, format=_GRAPHS[type_]))) == 3


def _weighs_preferences(subject: Subject) -> bool:
    answer = subject.ask(_SELECT, f"image/png, {_CSV};q=0.2, {_XML};q=0.8, {_JSON};q=0.5, */*;q=0.1")
    return _is(answer, _XML)


def _offers_no_images(subject: Subject) -> bool:
    return subject.ask(_SELECT, "image/png").status_code == 406


def _refuses_malformed(subject: Subject) -> bool:
    return subject.ask("SELECT nonsense").status_code == 400


def _wants_one_query(subject: Subject) -> bool:
    none = subject.client.post(subject.endpoint, data={"default-graph-uri": _NOWHERE})
    two = subject.client.get(subject.endpoint, params=[("query", "ASK {}"), ("query", "ASK { ?s ?p ?o }")])
    return none.status_code == two.status_code == 400


def _refuses_other_bodies(subject: Subject) -> bool:
    return subject.post("{}", "application/json").status_code == 415


def _takes_default_graphs(subject: Subject) -> bool:
    answer = subject.ask("ASK { ?s ?p ?o }", _JSON, **{"default-graph-uri": _NOWHERE})
    return json.loads(answer.content)["boolean"] is False


def _takes_named_graphs(subject: Subject) -> bool:
    answer = subject.ask("ASK { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }", _JSON, **{"named-graph-uri": _NOWHERE})
    return json.loads(answer.content)["boolean"] is False


def _gives_heads(subject: Subject) -> bool:
    answer = subject.client.head(subject.endpoint, params={"query": _SELECT}, headers={"Accept": _JSON})
    return _is(answer, _JSON) and not answer.content


def _lists_methods(subject: Subject) -> bool:
    answer = subject.client.options(subject.endpoint)
    return answer.is_success and {"GET", "POST"} <= set(answer.headers["allow"].replace(" ", "").split(","))


def _tells_other_sites(subject: Subject) -> bool:
    """Tell whether a page elsewhere is either let in by name or turned away, and not left to guess."""
    asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"}
    answer = subject.client.options(subject.endpoint, headers=asked)
    return answer.status_code == 403 or "access-control-allow-origin" in answer.headers


def _sends_nothing_twice(subject: Subject) -> bool:
    tag = subject.ask(_SELECT, _JSON).headers["etag"]
    again = subject.client.get(
        subject.endpoint, params={"query": _SELECT}, headers={"Accept": _JSON, "If-None-Match": tag}
    )
    return again.status_code == 304 and not again.content


def _compresses(subject: Subject) -> bool:
    query = f"SELECT * {{ VALUES ?n {{ {' '.join(map(str, range(2000)))} }} }}"
    return subject.ask(query, _JSON).headers.get("content-encoding") == "gzip"


def _describes_itself(subject: Subject) -> bool:
    answer = subject.client.get(subject.endpoint, headers={"Accept": "application/n-triples"})
    return _is(answer, "application/n-triples") and "sparql-service-description#Service>" in answer.text


def _describes_its_data(subject: Subject) -> bool:
    address = httpx.URL(subject.endpoint).copy_with(raw_path=b"/.well-known/void")
    answer = subject.client.get(address, headers={"Accept": "application/n-triples"}, follow_redirects=True)
    words = ("void#Dataset>", "void#sparqlEndpoint>", "dcat#Dataset>", "dcat#distribution>")
    return _is(answer, "application/n-triples") and all(word in answer.text for word in words)


def _gives_graphs(subject: Subject) -> bool:
    headers = {"Accept": "application/n-triples"}
    whole = subject.client.get(f"{subject.store}?default", headers=headers)
    none = subject.client.get(f"{subject.store}?graph={_NOWHERE}", headers=headers)
    return _is(whole, "application/n-triples") and len(whole.content) > 100 and none.status_code == 404


CHECKS: dict[str, tuple[str, Check]] = {
    "a query by GET": ("queries", _gets),
    "a query in a form": ("queries", _posts_a_form),
    "a query as the body": ("queries", partial(_posts_directly, "application/sparql-query")),
    "a body that names its charset": ("queries", partial(_posts_directly, "application/sparql-query; charset=UTF-8")),
    **{f"solutions as {type_}": ("solutions", partial(_gives_solutions, type_)) for type_ in (_JSON, _XML, _CSV, _TSV)},
    **{f"a boolean as {type_}": ("solutions", partial(_gives_a_boolean, type_)) for type_ in (_JSON, _XML)},
    **{f"triples as {type_}": ("triples", partial(_gives_triples, type_)) for type_ in _GRAPHS},
    "quality values": ("negotiation and refusals", _weighs_preferences),
    "406": ("negotiation and refusals", _offers_no_images),
    "400 for what is no query": ("negotiation and refusals", _refuses_malformed),
    "400 for no query, or two": ("negotiation and refusals", _wants_one_query),
    "415": ("negotiation and refusals", _refuses_other_bodies),
    "default-graph-uri": ("datasets", _takes_default_graphs),
    "named-graph-uri": ("datasets", _takes_named_graphs),
    "HEAD": ("HTTP", _gives_heads),
    "OPTIONS": ("HTTP", _lists_methods),
    "CORS": ("HTTP", _tells_other_sites),
    "ETag and 304": ("HTTP", _sends_nothing_twice),
    "compression": ("HTTP", _compresses),
    "Service Description": ("descriptions and graphs", _describes_itself),
    "VoID and DCAT": ("descriptions and graphs", _describes_its_data),
    "graphs by the Graph Store Protocol": ("descriptions and graphs", _gives_graphs),
}
