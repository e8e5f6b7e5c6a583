"""Whether a graph from elsewhere may enter a store.

In: the quads of one graph. Out: nothing, or a ``StoreError`` that names the first fault. The terms must be those that
the program itself writes, and a document must have the shapes of ``ontology/shapes/``.
"""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import StoreError
from kg.names import DCG
from kg.reasoning.shacl import validate
from kg.store import to_graph

__all__ = ["admit"]

_DOCUMENT = DCG + "document/"


def admit(graph: str, quads: Sequence[Quad]) -> None:
    """Raise ``StoreError`` where a graph may not enter."""
    for quad in quads:
        if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, NamedNode | Literal):
            raise StoreError(
                f"{quad.triple} holds a blank node or a quoted triple", where=graph, remedy="name every node"
            )
    if not graph.startswith(_DOCUMENT):
        return
    violations = validate(to_graph(quads))
    if violations:
        more = f" (and {len(violations) - 1} more)" if len(violations) > 1 else ""
        raise StoreError(
            f"does not have the shape of a statement: {violations[0]}{more}", where=graph, remedy="build it anew there"
        )
