"""A web archive (MHTML, as browsers save a page with all that it shows) as a statement's text.

In: the bytes of the archive. Out: a ``Rendition`` of its page. Pictures, styles and framed pages beside it are not
opened, and nothing that it refers to is fetched. Runs in the confined child.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import Message

from kg.errors import SourceError
from kg.reading.page import read_page
from kg.reading.rendition import Rendition

__all__ = ["read_mhtml"]

_PAGES = ("text/html", "application/xhtml+xml")
_MAX_PARTS = 5_000


def read_mhtml(raw: bytes) -> Rendition:
    """Return the statement in a web archive. Raises ``SourceError`` where there is no page in it."""
    archive = message_from_bytes(raw)
    page = _find_page(archive)
    content = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(content, bytes) or not content.strip():
        raise SourceError("no page in this web archive", remedy="save the statement's page as HTML")
    rendition = read_page(content, page.get_content_charset(""))
    address = str(archive.get("Snapshot-Content-Location") or page.get("Content-Location") or "").strip()
    if rendition.metadata.url is None and address.startswith(("http://", "https://")):
        return replace(rendition, metadata=replace(rendition.metadata, url=address))
    return rendition


def _find_page(archive: Message) -> Message | None:
    """Return the part that the archive names as its start, else its first page."""
    start = archive.get_param("start")
    pages = [part for part in _walk(archive) if part.get_content_type() in _PAGES]
    named = (page for page in pages if start and str(page.get("Content-ID", "")).strip() == start)
    return next(named, pages[0] if pages else None)


def _walk(archive: Message) -> Iterator[Message]:
    waiting = [archive]
    count = 0
    while waiting and count < _MAX_PARTS:
        part = waiting.pop(0)
        count += 1
        payload = part.get_payload()
        if part.is_multipart() and isinstance(payload, list):
            waiting[:0] = [inner for inner in payload if isinstance(inner, Message)]
        else:
            yield part
