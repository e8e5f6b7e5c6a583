"""Speaks to SPARQL 1.1 servers: query, update and graph store protocol, as a client that can be trusted.

In: the address of a store and credentials. Out: answers as pyoxigraph's terms, and graphs put, read and dropped. It
knows what each kind of server needs, and nothing of what the graphs mean. ``kg.sparql.endpoint`` has the client; it
is not imported before it is needed.
"""

from __future__ import annotations

from kg.sparql.credentials import Credentials, load_credentials
from kg.sparql.location import Location, is_remote, parse_location

__all__ = ["Credentials", "Location", "is_remote", "load_credentials", "parse_location"]
