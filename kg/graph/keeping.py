"""How a graph's store is looked after: its health, its past, its copies here and on servers.

In: documents, folders, addresses. Out: reports of what was found and done.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kg.graph.opened import OpenedStore
from kg.store import open_remote

if TYPE_CHECKING:
    from kg.interchange import MoveReport, Plan
    from kg.keeping import Diagnosis, ForgetReport, RepairReport, Version
    from kg.store import BackupReport

__all__ = ["Keeping"]


class Keeping(OpenedStore):
    """A graph as far as its store is looked after and moved."""

    def history(self, document: str) -> tuple[Version, ...]:
        """Return the versions of a document, there or removed, oldest first; it is given as ``remove`` takes it.

        Each tells when it was recorded and ended, by which program, and which acts came and went. Raises ``StoreError``
        where no document ever answered to that.
        """
        from kg.keeping import versions_of

        return versions_of(self.path, document)

    def forget(self, *documents: str, before: str | date | None = None) -> ForgetReport:
        """Forget documents for good, given as ``remove`` takes them, or all that was gone by the end of a day.

        Text, versions, originals and what they alone had led to go; nothing brings them back. Raises ``StoreError``.
        """
        from kg.keeping import forget, forget_before

        self._release()
        return forget(self.path, documents) if before is None else forget_before(self.path, before)

    def doctor(self) -> Diagnosis:
        """Examine the store's folder, whether it opens or not, and return what is wrong; nothing is changed."""
        from kg.keeping import diagnose

        return diagnose(self.path)

    def repair(self, progress: Callable[[int, int], None] | None = None) -> RepairReport:
        """Mend the store, from its journal and the kept originals, and return what was done and what is lost."""
        from kg.keeping import repair

        self._release()
        return repair(self.path, progress)

    def back_up(self, target: str | Path, *, replace: bool = False) -> BackupReport:
        """Copy the store of this moment to a new folder, beside readers and a writer, and check the copy."""
        from kg.store import back_up

        return back_up(self.path, target, replace=replace)

    def restore(self, source: str | Path, *, replace: bool = False) -> BackupReport:
        """Make this store from a backup; ``replace`` lets it take the place of what is there."""
        from kg.store import restore

        self._release()
        return restore(source, self.path, replace=replace)

    def push(
        self,
        target: str,
        *,
        keep: bool = False,
        credentials: Path | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> MoveReport:
        """Make a server (``sparql+https://…``) hold this graph, graph by graph; return what was done.

        With ``keep``, documents that only the server has stay there. ``credentials`` is a TOML file; without it, the
        environment counts. Raises ``StoreError``; another push goes on from there.
        """
        from kg.interchange import push

        with open_remote(target, credentials) as server:
            return push(self._read(), server, keep=keep, progress=progress)

    def plan_push(self, target: str, *, keep: bool = False, credentials: Path | None = None) -> Plan:
        """Return what ``push`` would do; nothing is changed."""
        from kg.interchange import plan_push

        with open_remote(target, credentials) as server:
            return plan_push(self._read(), server, keep=keep)

    def pull(
        self,
        source: str,
        *,
        credentials: Path | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> MoveReport:
        """Bring the documents of a server into this graph, each checked before it enters; return what was done.

        Raises ``StoreError``; another pull goes on from there.
        """
        from kg.interchange import pull

        with open_remote(source, credentials) as server, self._filling() as store:
            return pull(server, store, progress=progress)

    def plan_pull(self, source: str, *, credentials: Path | None = None) -> Plan:
        """Return what ``pull`` would do; nothing is changed."""
        from kg.interchange import plan_pull

        with open_remote(source, credentials) as server, self._filling() as store:
            return plan_pull(server, store)
