"""Sends one HTTP request and brings the whole answer back, or says in one line why not.

In: a method, an address, a body. Out: an ``Answer``. Lost connections and servers that are busy are tried again after
growing pauses; every request has a time limit, every answer a size limit; a redirection to another server is refused.
It knows nothing of SPARQL.
"""

from __future__ import annotations

import html
import re
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO

import httpx2

from kg.errors import StoreError
from kg.sparql.authentication import Authentication, is_loopback
from kg.sparql.credentials import Credentials

__all__ = ["MAX_ANSWER", "Answer", "Transport"]

MAX_ANSWER = 4 << 30
_IN_MEMORY = 32 << 20
_PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0)
_LONGEST_PAUSE = 60.0
_BUSY = frozenset({429, 502, 503, 504})
_REDIRECTIONS = 5
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer: the body as a file at its beginning, decompressed."""

    status: int
    headers: Mapping[str, str]
    body: IO[bytes]

    @property
    def media_type(self) -> str:
        """The media type without its parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Transport:
    """A connection to one server. ``timeout`` is what one request may take, in seconds, all pauses apart."""

    def __init__(
        self,
        credentials: Credentials,
        *,
        timeout: float,
        plain: bool = False,
        local: bool = False,
        limit: int = MAX_ANSWER,
        pauses: tuple[float, ...] = _PAUSES,
    ) -> None:
        self._credentials = credentials
        self._timeout = timeout
        self._limit = limit
        self._pauses = pauses
        self._reached = False
        self._client = httpx2.Client(
            auth=Authentication(credentials, plain=plain),
            timeout=httpx2.Timeout(timeout, connect=min(10.0, timeout)),
            follow_redirects=False,
            trust_env=not local,  # a proxy has no business with this machine's own servers
            headers={"User-Agent": "defcoop"},
        )

    @classmethod
    def to(cls, url: str, credentials: Credentials, *, timeout: float, plain: bool = False) -> Transport:
        """Return a connection to the server of this address."""
        return cls(credentials, timeout=timeout, plain=plain, local=is_loopback(httpx2.URL(url).host))

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def send(
        self,
        method: str,
        url: str,
        *,
        parameters: tuple[tuple[str, str], ...] = (),
        content: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a request that may be repeated without harm; return the answer, whatever its status.

        Raises ``StoreError`` where no answer comes, and for what is no fit answer: too slow, too large, elsewhere.
        """
        request = self._client.build_request(
            method, url, params=httpx2.QueryParams(parameters), content=content, headers=dict(headers or {})
        )
        pauses = iter(self._pauses if self._reached else self._pauses[:2])
        while True:
            answer, problem = self._attempt(request)
            self._reached = self._reached or answer is not None
            if answer is not None and answer.status not in _BUSY:
                return answer
            pause = next(pauses, None)
            if pause is None:
                if answer is not None:
                    return answer
                raise StoreError(problem, where=_place(url), remedy="see that the server runs, and try again")
            if answer is not None:
                answer.body.close()
            time.sleep(max(pause, _asked_pause(answer)))

    def _attempt(self, request: httpx2.Request) -> tuple[Answer | None, str]:
        """Return an answer, or None and why there is none although another attempt may bring one."""
        place = _place(str(request.url))
        try:
            return self._follow(request), ""
        except httpx2.ConnectTimeout:
            return None, "no connection: it does not answer"
        except httpx2.TimeoutException:
            raise StoreError(
                f"no answer within {self._timeout:g} seconds",
                where=place,
                remedy="ask for less, or add timeout=SECONDS to the address",
            ) from None
        except httpx2.TransportError as error:
            words = str(error) or type(error).__name__
            if "CERTIFICATE_VERIFY_FAILED" in words:
                raise StoreError(
                    "its certificate is not trusted",
                    where=place,
                    remedy="let SSL_CERT_FILE name the certificate of your authority",
                ) from None
            return None, f"no connection: {words}"
        except (httpx2.DecodingError, httpx2.TooManyRedirects, httpx2.InvalidURL) as error:
            raise StoreError(f"sends what is no HTTP answer: {error}", where=place) from None

    def _follow(self, request: httpx2.Request) -> Answer:
        """Send a request, and again where the same server says that it belongs elsewhere on it."""
        for _ in range(_REDIRECTIONS):
            response = self._client.send(request, stream=True)
            try:
                target = response.headers.get("location")
                if not response.is_redirect or target is None:
                    return Answer(response.status_code, response.headers, self._read(response))
            finally:
                response.close()
            request = _redirected(request, target)
        raise StoreError("redirects in a circle", where=_place(str(request.url)), remedy="give the final address")

    def _read(self, response: httpx2.Response) -> IO[bytes]:
        body = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the answer's owner closes it
        try:
            self._copy(response, body)
        except BaseException:
            body.close()
            raise
        body.seek(0)
        return body

    def _copy(self, response: httpx2.Response, body: IO[bytes]) -> None:
        place, size = _place(str(response.url)), 0
        deadline = time.monotonic() + self._timeout
        for part in response.iter_bytes():
            size += len(part)
            if size > self._limit:
                raise StoreError(f"answers with more than {self._limit:,} bytes", where=place, remedy="ask for less")
            if time.monotonic() > deadline:
                raise StoreError(
                    f"its answer takes more than {self._timeout:g} seconds",
                    where=place,
                    remedy="add timeout=SECONDS to the address",
                )
            body.write(part)

    def explain(self, answer: Answer, url: str, doing: str) -> StoreError:
        """Return what a status above 299 means, in one line and without secrets."""
        place, status = _place(url), answer.status
        if status == 401 and self._credentials:
            return StoreError("does not accept these credentials", where=place, remedy="check user, password or token")
        if status == 401:
            return StoreError(
                "wants to know who you are",
                where=place,
                remedy="set KG_SPARQL_USER and KG_SPARQL_PASSWORD, or KG_SPARQL_TOKEN",
            )
        if status == 403:
            return StoreError(f"does not allow {doing}", where=place, remedy="give credentials that may do this")
        if status == 404:
            return StoreError("nothing is there", where=place, remedy="check the address")
        words = self._credentials.redact(_first_words(answer.body))
        return StoreError(f"answers {status} to {doing}" + (f": {words}" if words else ""), where=place)


def _redirected(request: httpx2.Request, target: str) -> httpx2.Request:
    url = request.url.join(target)
    if (url.scheme, url.host, url.port) != (request.url.scheme, request.url.host, request.url.port):
        raise StoreError(
            f"sends us on to another server, {_place(str(url))}",
            where=_place(str(request.url)),
            remedy="give that address yourself if you trust it",
        )
    kept = {k: v for k, v in request.headers.items() if k.lower() not in {"authorization", "host", "content-length"}}
    return httpx2.Request(request.method, url, headers=kept, content=request.read(), extensions=request.extensions)


def _asked_pause(answer: Answer | None) -> float:
    """Return the seconds that a busy server asks for, at most a minute."""
    words = answer.headers.get("retry-after", "") if answer else ""
    return min(float(words), _LONGEST_PAUSE) if words.isdecimal() else 0.0


def _place(url: str) -> str:
    return url.partition("?")[0]


def _first_words(body: IO[bytes], length: int = 200) -> str:
    """Return the beginning of an error page as plain words."""
    text = _TAG.sub(" ", body.read(4096).decode("utf-8", "replace"))
    words = " ".join("".join(c if c.isprintable() else " " for c in html.unescape(text)).split())
    return words if len(words) <= length else words[:length].rpartition(" ")[0] + " …"
