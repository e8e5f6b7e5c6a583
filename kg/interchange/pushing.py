"""Brings a server to hold what a store holds, and a store to hold what a server holds.

In: an open store and an open server. Out: a ``MoveReport``. What an interrupted push left on the server goes first.
"""

from __future__ import annotations

from kg.interchange.moving import Check, MoveReport, Plan, Progress, move, plan
from kg.store import QuadStore, RemoteStore

__all__ = ["plan_push", "pull", "push"]


def plan_push(store: QuadStore, server: RemoteStore, *, keep: bool = False) -> Plan:
    """Return what ``push`` would do; nothing is changed."""
    return plan(store, server, keep=keep)


def push(store: QuadStore, server: RemoteStore, *, keep: bool = False, progress: Progress | None = None) -> MoveReport:
    """Make the server hold the store's graphs; with ``keep``, documents that only the server has stay there.

    Graphs of other names on the server are never touched. Raises ``StoreError``; another push goes on from there.
    """
    server.drop_strays(set(server.strays()) - set(store.graphs()))
    return move(store, server, keep=keep, progress=progress)


def pull(
    server: RemoteStore, store: QuadStore, *, check: Check, keep: bool = True, progress: Progress | None = None
) -> MoveReport:
    """Make the store hold the server's graphs; each must pass ``check`` before it enters.

    With ``keep``, documents that only the store has stay there. Raises ``StoreError``; another pull goes on from there.
    """
    return move(server, store, keep=keep, check=check, progress=progress)
