"""Where a remote store is: ``sparql+https://host/dataset?update=/update&graph-store=/data``.

In: the words of a user. Out: a ``Location``. It opens no connection, and refuses secrets in an address, because
addresses are shown in listings of processes, in histories and in messages.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urljoin, urlsplit, urlunsplit

from kg.errors import StoreError

__all__ = ["Location", "is_remote", "parse_location"]

_SCHEMES = ("sparql+https://", "sparql+http://")
_OPTIONS = ("update", "graph-store", "default-graph", "timeout", "plain")
_TIMEOUT = 600.0


@dataclass(frozen=True, slots=True)
class Location:
    """The address of a remote store. What is None is found out from the server.

    ``timeout`` is the longest that one request may take, in seconds. ``plain`` allows a password to go over
    unencrypted HTTP to another machine.
    """

    query: str
    update: str | None = None
    graph_store: str | None = None
    default_graph: str | None = None
    timeout: float = _TIMEOUT
    plain: bool = False

    def __str__(self) -> str:
        return self.query


def is_remote(location: object) -> bool:
    """Tell whether the words of ``--store`` name a store on a server.

    >>> is_remote("sparql+http://localhost:3030/ds"), is_remote(".kg/store")
    (True, False)
    """
    return not isinstance(location, Path) and str(location).startswith(_SCHEMES)


def parse_location(words: str) -> Location:
    """Return what an address says; ``http://…`` means the same as ``sparql+http://…``. Raises ``StoreError``.

    >>> parse_location("sparql+http://localhost:3030/ds?update=/ds/update&timeout=60").update
    'http://localhost:3030/ds/update'
    """
    parts = urlsplit(words.strip().removeprefix("sparql+"))
    if parts.username is not None or parts.password is not None:
        raise StoreError(
            "an address may not hold a user or password",
            where=parts.hostname,
            remedy="put them into KG_SPARQL_USER and KG_SPARQL_PASSWORD, or a file that KG_SPARQL_CREDENTIALS names",
        )
    if parts.scheme not in {"http", "https"} or not _has_host(parts.netloc) or parts.fragment:
        raise StoreError("is no address of a SPARQL server", where=words, remedy="write sparql+https://HOST/DATASET")
    address = urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    for name in options:
        if name not in _OPTIONS:
            raise StoreError(f"unknown option {name!r}", where=address, remedy=f"known are {', '.join(_OPTIONS)}")
    return Location(
        query=address,
        update=_join(address, options.get("update")),
        graph_store=_join(address, options.get("graph-store")),
        default_graph=options.get("default-graph"),
        timeout=_seconds(options.get("timeout"), address),
        plain=options.get("plain", "no") == "yes",
    )


def _has_host(place: str) -> bool:
    try:
        return bool(urlsplit(f"//{place}").hostname) and urlsplit(f"//{place}").port != 0
    except ValueError:
        return False


def _join(address: str, reference: str | None) -> str | None:
    """Return the full address of another service of the same server; one on another host is refused."""
    if reference is None:
        return None
    joined = urljoin(address, reference)
    if urlsplit(joined)[:2] != urlsplit(address)[:2]:
        raise StoreError(f"{reference!r} is on another server", where=address, remedy="give a path of the same server")
    return joined


def _seconds(words: str | None, address: str) -> float:
    if words is None:
        return _TIMEOUT
    try:
        seconds = float(words)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise StoreError(f"timeout={words} is no number of seconds", where=address, remedy="write timeout=600")
    return seconds
