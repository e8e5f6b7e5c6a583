"""What the pages of patterns, rules, questions and quality show, ready to print.

In: ``docs/patterns``, ``ontology/rules``, the query catalogue and the quality reports. Out: plain values for templates,
with code highlighted as HTML. It knows no page and no link.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers.rdf import SparqlLexer, TurtleLexer

from kg.documenting.diagrams import draw_example
from kg.documenting.patterns import load_patterns
from kg.documenting.reports import load_reports, run_report
from kg.documenting.sources import load_store, ontology_files
from kg.knowledge.turtle import parse_turtle
from kg.names import DCO
from kg.query.catalogue import CatalogueQuery, catalogue
from kg.resources import ontology_dir

__all__ = ["rule_files", "show_patterns", "show_quality", "show_questions", "show_rules"]


def _code(text: str, lexer: SparqlLexer | TurtleLexer) -> Markup:
    shown = highlight(text, lexer, HtmlFormatter(wrapcode=True)).replace("<pre>", '<pre tabindex="0">', 1)
    return Markup(shown)  # noqa: S704 - Pygments escapes


def show_patterns(folder: Path, name: Callable[[str], str | None]) -> dict[str, Any]:
    """Return the patterns with their diagrams, and the lines of the statement that they show."""
    shown = [
        {
            "name": pattern.name,
            "title": pattern.title,
            "problem": pattern.problem,
            "solution": pattern.solution,
            "diagram": Markup(draw_example(pattern.boxes, pattern.edges, title=pattern.title)),  # noqa: S704 - escaped
            "code": _code(pattern.turtle, TurtleLexer()),
        }
        for pattern in load_patterns(folder, name)
    ]
    text = next(
        (value for _, predicate, value in parse_turtle(folder / "statement.ttl") if predicate == DCO + "text"), ""
    )
    return {"patterns": shown, "statement": [line for line in text.split("\n") if line]}


def rule_files() -> list[Path]:
    """Return the files of the rules, in order."""
    return sorted((ontology_dir() / "rules").glob("*.rq"))


def show_rules() -> dict[str, Any]:
    """Return the rules and the axioms, highlighted."""
    rules = []
    for path in rule_files():
        text = path.read_text(encoding="utf-8")
        summary = re.search(r"^#\+ summary:[ \t]*(.*)$", text, re.MULTILINE)
        rules.append(_query(path.stem, summary[1] if summary else path.stem, text, f"ontology/rules/{path.name}"))
    axioms = (ontology_dir() / "axioms.owl").read_text(encoding="utf-8")
    rules.append(
        {
            **_query("axioms", "Axioms that need lists, for reasoners", "", "ontology/axioms.owl"),
            "language": "OWL in Turtle",
            "code": _code(axioms, TurtleLexer()),
        }
    )
    lead = (
        "What is inferred, one rule a file. Rules run when a document enters a store; what they add has its own graph."
    )
    return {"queries": rules, "lead": lead}


def _query(name: str, summary: str, text: str, command: str, number: int | None = None) -> dict[str, Any]:
    return {
        "name": name,
        "summary": summary,
        "command": command,
        "number": number,
        "notes": [],
        "language": "The query in SPARQL",
        "code": _code(re.sub(r"^#\+.*\n", "", text, flags=re.MULTILINE).strip(), SparqlLexer()),
    }


def show_questions() -> dict[str, Any]:
    """Return the competency questions with the queries that answer them."""
    asked = sorted(
        (query for query in catalogue().values() if query.question is not None),
        key=lambda query: (query.question or 0, query.name),
    )
    lead = "What the ontology must be able to answer: each a query of the catalogue, tested with its expected rows."
    return {"queries": [_question(query) for query in asked], "lead": lead}


def _question(query: CatalogueQuery) -> dict[str, Any]:
    shown = _query(query.name, query.summary, query.sparql, f"kg query {query.name}", query.question)
    notes = [(f"-p {parameter.name}=…", parameter.help) for parameter in query.parameters]
    return {**shown, "notes": notes}


def show_quality() -> list[dict[str, Any]]:
    """Return the quality reports with what each finds and excuses."""
    store = load_store(ontology_files())
    shown = []
    for report in load_reports().values():
        findings = run_report(report, store)
        shown.append(
            {
                "title": report.title,
                "severity": report.severity,
                "reference": report.reference,
                "found": sum(finding.excuse is None for finding in findings),
                "excused": sorted(report.exceptions.items()),
            }
        )
    return shown
