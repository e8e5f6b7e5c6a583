"""Brings a server to hold what a store holds, and a store to hold what a server holds.

In: an open store and an open server. Out: a ``MoveReport``. What an interrupted push left on the server goes first;
what comes from a server is looked at before it enters.
"""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import Quad

from kg.building import catch_up, load_base
from kg.importing.checking import find_faults
from kg.importing.screening import ImportRefusedError
from kg.interchange.moving import MoveReport, Plan, Progress, move, plan
from kg.names import DCG, DCR
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
    return plan(server, store, keep=True, documents_only=True)


def pull(server: RemoteStore, store: QuadStore, *, progress: Progress | None = None) -> MoveReport:
    """Bring the server's documents into the store, and infer what follows; those that only the store has stay.

    The ontology and the reference data are this program's own. A server that nobody pushed to gives the graphs that
    are named as ours. Raises ``StoreError`` where a document is not what the server's manifest says, and
    ``ImportRefusedError`` where it may not enter; another pull goes on from there.
    """
    if not server.graphs():
        server.adopt_strays()
    load_base(store)
    try:
        origin = server.address
        return move(server, store, keep=True, documents_only=True, origin=origin, check=_admit, progress=progress)
    finally:
        catch_up(store)


def _admit(graph: str, quads: Sequence[Quad]) -> None:
    """Raise where a document may not enter, as ``kg import`` does."""
    faults = find_faults(DCR + graph.removeprefix(DCG), quads)
    if faults:
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        raise ImportRefusedError(faults[0] + more, where=graph, remedy="correct it there; it was not pulled")
