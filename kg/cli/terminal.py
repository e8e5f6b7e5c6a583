"""How results look in a terminal: progress, lists, links and measures as text. Control characters never pass."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeAlias

from kg.names import compact
from kg.query import printable

if TYPE_CHECKING:
    from kg.network import Hop, Link
    from kg.searching import Hit

__all__ = ["Advance", "hits_json", "hits_text", "links_json", "links_text", "listing", "measure_rows", "progress"]

Advance: TypeAlias = Callable[[int, int], None]


@contextmanager
def progress(what: str) -> Iterator[Advance | None]:
    """Yield a function that takes (done, total) and draws a bar on standard error, or None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def listing(items: Iterable[tuple[str, str]]) -> str:
    """Return names and one-line summaries in two columns."""
    pairs = list(items)
    width = max((len(name) for name, _ in pairs), default=0)
    return "\n".join(f"{name:<{width}}  {summary}" for name, summary in pairs)


def links_text(links: Sequence[Link]) -> str:
    """Return links as paragraphs: each hop with its relation, its date and the sentence behind it."""
    blocks = []
    for number, link in enumerate(links, start=1):
        route = " — ".join([link.hops[0].source_label, *(hop.target_label for hop in link.hops)])
        lines = [f"{number}. {printable(route)}"]
        for hop in link.hops:
            lines += _hop_lines(hop)
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _hop_lines(hop: Hop) -> list[str]:
    start, end = (hop.source_label, hop.target_label) if hop.forward else (hop.target_label, hop.source_label)
    notes = [note for note in (hop.factuality, hop.date) if note]
    if hop.count > 1:
        notes.append(f"{hop.count} edges")
    head = f"{start} → {hop.label} → {end}" + (f"  ({', '.join(notes)})" if notes else "")
    source = f"“{' '.join(hop.quote.split())}”" if hop.quote else "from the reference data"
    return [f"   {printable(head)}", *(f"      {line}" for line in textwrap.wrap(printable(source), 96))]


def links_json(links: Sequence[Link]) -> str:
    """Return links as JSON."""
    return json.dumps([asdict(link) for link in links], ensure_ascii=False, indent=2)


def hits_text(hits: Sequence[Hit]) -> str:
    """Return hits as paragraphs: the text, what it is and whose, and the statement it stands in."""
    blocks = []
    for hit in hits:
        text = "".join(piece.text for piece in hit.pieces)
        lines = textwrap.wrap(printable(f"“{text}”" if hit.kind == "quote" else text), 96) or [""]
        source = f", {hit.date} {hit.title}" if hit.title else ""
        place = printable(f"{', '.join(hit.types) or hit.kind}{source}")
        blocks.append("\n".join([*lines, *(f"   {line}" for line in (place, compact(hit.node)))]))
    return "\n\n".join(blocks)


def hits_json(hits: Sequence[Hit]) -> str:
    """Return hits as JSON."""
    return json.dumps([asdict(hit) for hit in hits], ensure_ascii=False, indent=2)


def measure_rows(graph: Any, measure: str, limit: int) -> tuple[list[str], list[dict[str, Any]]]:
    """Return columns and rows of a measure of a view, at most ``limit`` rows."""
    from kg.network import centrality, communities, strongest_edges

    labels = {node: data["label"] for node, data in graph.nodes(data=True)}
    if measure == "edges":
        rows = [
            {"source": labels[one], "target": labels[other], "weight": weight, "through": ", ".join(names)}
            for one, other, weight, names in strongest_edges(graph)
        ]
        return ["source", "target", "weight", "through"], rows[:limit]
    if measure == "communities":
        groups = communities(graph)
        rows = [
            {"community": number, "size": len(group), "members": ", ".join(sorted(labels[n] for n in group))}
            for number, group in enumerate(groups, start=1)
        ]
        return ["community", "size", "members"], rows[:limit]
    rows = [{"entity": labels[node], measure: value, "iri": node} for node, value in centrality(graph, measure)]
    return ["entity", measure, "iri"], rows[:limit]
