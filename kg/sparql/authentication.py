"""Answers a server's challenge: digest or basic for a user with a password, bearer for a token.

In: credentials and a challenge. Out: requests that carry them. A password is only sent once a server has asked for
it, a bare one only where nobody on the way can read it, and nothing is ever sent to another server.
"""

from __future__ import annotations

from collections.abc import Generator

import httpx2

from kg.errors import StoreError
from kg.sparql.credentials import Credentials

__all__ = ["Authentication", "is_loopback"]

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost.example.org")
    (True, False)
    """
    return host in _LOOPBACK


class Authentication(httpx2.Auth):
    """One user at one server. ``plain`` allows a bare password over unencrypted HTTP."""

    def __init__(self, credentials: Credentials, *, plain: bool) -> None:
        self._credentials = credentials
        self._plain = plain
        self._scheme: httpx2.Auth | None = None

    def auth_flow(self, request: httpx2.Request) -> Generator[httpx2.Request, httpx2.Response, None]:
        """Send a request as the server wants it, and again where it asks who that is."""
        if self._credentials.token:
            self._refuse_listeners(request.url)
            request.headers["Authorization"] = f"Bearer {self._credentials.token}"
            yield request
            return
        if self._scheme is None:
            response = yield request
            if response.status_code != 401 or not self._credentials:
                return
            self._scheme = self._choose(request.url, response.headers.get_list("www-authenticate"))
            if self._scheme is None:
                return
        yield from self._scheme.auth_flow(request)

    def _choose(self, url: httpx2.URL, challenges: list[str]) -> httpx2.Auth | None:
        schemes = {challenge.partition(" ")[0].lower() for challenge in challenges}
        if "digest" in schemes:
            return httpx2.DigestAuth(self._credentials.user, self._credentials.password)
        if "basic" in schemes:
            self._refuse_listeners(url)
            return httpx2.BasicAuth(self._credentials.user, self._credentials.password)
        return None

    def _refuse_listeners(self, url: httpx2.URL) -> None:
        if url.scheme == "http" and not is_loopback(url.host) and not self._plain:
            raise StoreError(
                "would get the password unencrypted",
                where=url.host,
                remedy="use sparql+https://, or add plain=yes to the address if the network is safe",
            )
