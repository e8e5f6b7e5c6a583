"""Brings a server to hold what a store holds, and a store to hold what a server holds.

In: an open store and an open server. Out: a ``MoveReport``. What an interrupted push left on the server goes first;
what comes from a server is looked at before it enters.
"""

from __future__ import annotations

from kg.interchange.admission import admit
from kg.interchange.moving import MoveReport, Plan, Progress, move, plan
from kg.names import GRAPH_INFERENCES
from kg.reasoning.rules import infer
from kg.store import QuadStore
from kg.store.remote import RemoteStore

__all__ = ["plan_pull", "plan_push", "pull", "push"]


def plan_push(store: QuadStore, server: RemoteStore, *, keep: bool = False) -> Plan:
    """Return what ``push`` would do; nothing is changed."""
    return plan(store, server, keep=keep)


def push(store: QuadStore, server: RemoteStore, *, keep: bool = False, progress: Progress | None = None) -> MoveReport:
    """Make the server hold the store's graphs; with ``keep``, documents that only the server has stay there.

    Graphs of other names on the server are never touched. Raises ``StoreError``; another push goes on from there.
    """
    server.drop_strays(set(server.strays()) - set(store.graphs()))
    return move(store, server, keep=keep, progress=progress)


def plan_pull(server: RemoteStore, store: QuadStore) -> Plan:
    """Return what ``pull`` would do; nothing is changed."""
    if not server.graphs():
        server.adopt_strays()
    return plan(server, store, keep=True, documents_only=bool(store.documents()))


def pull(server: RemoteStore, store: QuadStore, *, progress: Progress | None = None) -> MoveReport:
    """Bring the server's documents into the store; those that only the store has stay.

    An empty store gets all graphs. One with documents keeps its own ontology and reference data, and infers anew.
    A server that nobody pushed to gives the graphs that are named as ours. Raises ``StoreError`` where a graph is not
    what the server's manifest says, or may not enter; another pull goes on from there.
    """
    if not server.graphs():
        server.adopt_strays()
    among = bool(store.documents())
    report = move(server, store, keep=True, documents_only=among, check=admit, progress=progress)
    if report.sent and among:
        store.set_graph(GRAPH_INFERENCES, infer(store.quads_with))
    return report
