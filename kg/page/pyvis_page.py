"""Writes the network with pyvis, for notebooks and small views; the page proper is ``kg.page.writing``.

In: ``PageData`` or a query function. Out: one HTML file that works offline. pyvis's own template loads from other
hosts, and takes titles for markup as soon as one holds ``href``; here its tags are taken out, titles stay text, the
positions are given and nothing moves by itself. No node is drawn with an image. Only this module imports pyvis.
"""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

from kg.errors import ExportError, QueryError
from kg.files import write_atomically
from kg.page.assembly import page_data
from kg.page.bundle import design_tokens
from kg.page.data import Node, PageData, PagePart
from kg.page.gathering import Query
from kg.page.placing import place_data
from kg.page.vocabulary import KINDS, RELATIONS
from kg.page.writing import plain_title

__all__ = ["render_pyvis", "write_pyvis"]

_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"
_REMOTE = re.compile(
    r"<link\b[^>]*\bhref=\"https?:[^>]*>|<script\b[^>]*\bsrc=\"https?:[^>]*>\s*</script>", re.IGNORECASE
)
_EMPTY = re.compile(r"<center>\s*<h1></h1>\s*</center>")
_SHAPES = {"circle": "dot", "ring": "dot", "bar": "square", "drop": "triangleDown", "cross": "square"}


def write_pyvis(
    source: Query | PageData,
    path: str | Path,
    *,
    focus: str | None = None,
    title: str | None = None,
    part: PagePart | None = None,
) -> None:
    """Write the pyvis network of ``source``, with ``focus`` of that node's neighbourhood alone."""
    data = source if isinstance(source, PageData) else page_data(source, focus=focus, part=part)
    if focus and not data.nodes:
        raise QueryError("no entity of this IRI in the graph", where=focus, remedy="give the full IRI of a node")
    write_atomically(path, render_pyvis(data, title=title).encode())


def render_pyvis(data: PageData, *, title: str | None = None) -> str:
    """Return the pyvis network as HTML."""
    from pyvis.network import Network

    network = Network(height="95vh", width="100%", directed=True, cdn_resources="in_line", bgcolor="#f9fafb")
    _add_nodes(network, data)
    _add_edges(network, data)
    network.toggle_physics(False)
    return _harden(_render(network), html.escape(plain_title(title or "Defence cooperation")))


def _add_nodes(network: Any, data: PageData) -> None:
    tokens = design_tokens()
    for node, (x, y) in zip(data.nodes, place_data(data).positions, strict=True):
        kind = KINDS[node.kind]
        network.add_node(
            node.id,
            label=plain_title(node.short or node.label),
            title=_tooltip(node, data),
            shape=_SHAPES.get(kind.shape, kind.shape),
            color=tokens[f"kind-{node.kind}"],
            size=kind.size,
            x=x,
            y=y,
            physics=False,
            widthConstraint={"maximum": 130},
        )


def _tooltip(node: Node, data: PageData) -> str:
    texts = {statement.id: statement.text for statement in data.statements}
    named = (finding for finding in data.findings if any(node.id in ids for ids in finding.roles.values()))
    quotes = [plain_title(texts[finding.statement][finding.start : finding.end]) for finding in named]
    lines = [plain_title(node.label), KINDS[node.kind].label, *(f"“{quote}”" for quote in dict.fromkeys(quotes))]
    return "\n".join(lines[:5])


def _add_edges(network: Any, data: PageData) -> None:
    tokens = design_tokens()
    bundles: dict[tuple[str, str, str], int] = {}
    for edge in data.edges:
        key = (edge.source, edge.target, edge.relation)
        bundles[key] = bundles.get(key, 0) + 1
    lanes: dict[tuple[str, ...], int] = {}
    for (source, target, relation), count in bundles.items():
        meaning = RELATIONS[relation]
        pair = tuple(sorted((source, target)))
        lanes[pair] = lanes.get(pair, -1) + 1
        network.add_edge(
            source,
            target,
            title=f"{meaning.label}: {count}",
            color=tokens[f"relation-{relation}"],
            width=min(6, 1 + count / 2),
            dashes=list(meaning.dash) or False,
            smooth={"type": "curvedCW", "roundness": 0.12 * lanes[pair]},
        )


def _render(network: Any) -> str:
    """Return pyvis's page without its choice of tooltips, which depends on the words of the titles."""
    nodes, edges, _, height, width, options = network.get_network_data()
    template = network.templateEnv.get_template(network.path)
    page: str = template.render(
        nodes=nodes, edges=edges, heading="", height=height, width=width, options=options,
        physics_enabled=False, use_DOT=False, dot_lang="", widget=False, bgcolor=network.bgcolor, conf=False,
        tooltip_link=False, neighborhood_highlight=False, select_menu=False, filter_menu=False, notebook=False,
        cdn_resources="in_line",
    )  # fmt: skip
    return page


def _harden(page: str, heading: str) -> str:
    """Return the page without what it would load, under a policy that allows no request."""
    head, tag, rest = page.partition("<head>")
    if not tag:
        raise ExportError("pyvis's template has changed", where="pyvis", remedy="install the pinned pyvis")
    meta = f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n<title>{heading}</title>'
    return head + tag + meta + _EMPTY.sub("", _REMOTE.sub("", rest))
