"""Quality reports on the ontology, in the manner of ROBOT: one SPARQL query a file, a row for each fault.

In: ``ontology/reports/*.rq`` and a store with the ontology. Out: findings. A query selects ``?node`` and ``?detail``;
its header says what a row means, how grave it is, whose criterion it is, and which nodes are excused and why.

    #+ title: A class stands below itself
    #+ severity: error
    #+ reference: OOPS! P06
    #+ except: dco:Framework It is a role, disjoint with nothing on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, cast, get_args

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.names import compact, expand
from kg.resources import ontology_dir

__all__ = ["Finding", "Report", "Severity", "load_reports", "read_report", "run_report", "unused_exceptions"]

Severity = Literal["error", "warning", "info"]
_HEADER = re.compile(r"^#\+ (\w+):[ \t]*(.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Report:
    """One query. ``exceptions`` gives, by full IRI, why a node that the query finds is right as it is."""

    name: str
    title: str
    severity: Severity
    reference: str
    sparql: str
    exceptions: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A node at fault. ``excuse`` is the reason of the exception that covers it, if one does."""

    report: str
    node: str
    detail: str
    excuse: str | None = None

    def __str__(self) -> str:
        """Return the finding as one line."""
        return f"{compact(self.node)}: {self.detail}"


def load_reports(folder: Path | None = None) -> dict[str, Report]:
    """Return the reports of the package, or of another folder, by name."""
    place = folder or ontology_dir() / "reports"
    return {path.stem: read_report(path.read_text(encoding="utf-8"), path.stem) for path in sorted(place.glob("*.rq"))}


def read_report(text: str, name: str) -> Report:
    """Return a report from its file's text; raise OntologyError where the header lacks something.

    >>> read_report("#+ title: T\\n#+ severity: error\\n#+ reference: R\\nSELECT ?node ?detail WHERE {}", "t").title
    'T'
    """
    header: dict[str, list[str]] = {}
    for key, value in _HEADER.findall(text):
        header.setdefault(key, []).append(value.strip())
    for key in ("title", "severity", "reference"):
        if not header.get(key, [""])[0]:
            raise OntologyError(f"no '#+ {key}:' in the header", where=f"{name}.rq", remedy="add that line")
    if header["severity"][0] not in get_args(Severity):
        raise OntologyError(
            f"unknown severity {header['severity'][0]!r}", where=f"{name}.rq", remedy="say error, warning or info"
        )
    severity = cast(Severity, header["severity"][0])
    exceptions = dict(_read_exception(line, name) for line in header.get("except", ()))
    return Report(name, header["title"][0], severity, header["reference"][0], text, exceptions)


def _read_exception(line: str, name: str) -> tuple[str, str]:
    node, _, reason = line.partition(" ")
    if not reason.strip():
        raise OntologyError(f"exception {node!r} gives no reason", where=f"{name}.rq", remedy="say why it is right")
    return expand(node.strip("<>")), reason.strip()


def run_report(report: Report, store: ox.Store) -> list[Finding]:
    """Return what a report finds in the union of the store's graphs, sorted, excused findings included."""
    try:
        rows = store.query(report.sparql, use_default_graph_as_union=True)
    except SyntaxError as error:
        raise OntologyError(f"not valid SPARQL: {error}", where=f"{report.name}.rq", remedy="correct it") from error
    if not isinstance(rows, ox.QuerySolutions):
        raise OntologyError("no SELECT query", where=f"{report.name}.rq", remedy="select ?node and ?detail")
    found = {_finding(report, row) for row in rows}
    return sorted(found, key=lambda finding: (finding.node, finding.detail))


def _finding(report: Report, row: ox.QuerySolution) -> Finding:
    node, detail = (str(getattr(row[name], "value", row[name])) for name in ("node", "detail"))
    return Finding(report.name, node, detail, report.exceptions.get(node))


def unused_exceptions(report: Report, findings: Iterable[Finding]) -> list[str]:
    """Return the nodes that a report excuses and no longer finds."""
    return sorted(set(report.exceptions) - {finding.node for finding in findings})
