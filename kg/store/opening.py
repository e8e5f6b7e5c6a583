"""Opens the store that a user names: a folder, or a server's address.

In: the words of ``--store``. Out: a ``QuadStore``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from typing import Literal as Choice

from kg.errors import StoreError
from kg.sparql import is_remote, load_credentials, parse_location
from kg.store.graphstore import GraphStore
from kg.store.interface import QuadStore

if TYPE_CHECKING:
    from kg.store.remote import RemoteStore

__all__ = ["open_remote", "open_store"]


def open_store(location: str | Path, mode: Choice["write", "read"] = "write") -> QuadStore:
    """Open the store at a location. Raises ``StoreError`` as the two kinds of store do.

    A server's store that was never written to is not there for reading, as a folder is not.
    """
    if not is_remote(location):
        return GraphStore.open(location, mode)
    store = open_remote(str(location))
    if mode == "read" and not store.graphs():
        store.close()
        raise StoreError("no store here", where=location, remedy="make one with: kg build, or fill it with: kg push")
    return store


def open_remote(address: str, credentials: Path | None = None) -> RemoteStore:
    """Open a server's store, which may be empty, with the credentials of a file, else of the environment."""
    from kg.store.remote import RemoteStore  # with an HTTP client, which a store on disk has no use for

    return RemoteStore.open(parse_location(address), load_credentials(credentials))
