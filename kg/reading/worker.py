"""The child process that reads one file: bytes on standard input, one JSON object on standard output.

In: the format as its argument. Out: the rendition, or the problem and its remedy. It limits its own memory and time
before it reads, and has no business with files, stores or the graph.
"""

from __future__ import annotations

import json
import logging
import sys
import warnings
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from kg.errors import SourceError
from kg.reading.rendition import Rendition

__all__ = ["main"]

MEMORY = 1_500_000_000
SECONDS = 25
MAX_TEXT = 5_000_000


def main(format_: str) -> None:
    """Read standard input as a file of this format and print what it holds."""
    read = _find_reader(format_)  # imported before the limits, so that its bytecode can be kept
    logging.disable()
    warnings.simplefilter("ignore")
    raw = sys.stdin.buffer.read()
    _limit()
    try:
        answer = _answer(read(raw))
    except SourceError as error:
        answer = {"problem": error.problem, "remedy": error.remedy}
    except (MemoryError, RecursionError):
        answer = {"problem": "reading it takes too much memory", "remedy": "give the statement's text (.txt)"}
    sys.stdout.buffer.write(json.dumps(answer).encode())


def _limit() -> None:
    """Limit memory and processor time where the system knows such limits."""
    if sys.platform == "win32":
        return
    import resource

    # what it may write to, not addresses: the allocator reserves far more of those, by chance and by cores
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _find_reader(format_: str) -> Callable[[bytes], Rendition]:
    if format_ == "pdf":
        from kg.reading.pdf import read_pdf

        return read_pdf
    if format_ == "docx":
        from kg.reading.docx import read_docx

        return read_docx
    if format_ == "mhtml":
        from kg.reading.mhtml import read_mhtml

        return read_mhtml
    if format_ == "markdown":
        from kg.reading.markdown import read_markdown

        return read_markdown
    from kg.reading.page import read_page

    return read_page


def _answer(rendition: Rendition) -> dict[str, Any]:
    if len(rendition.text) > MAX_TEXT:
        raise SourceError("more text than a statement has", remedy="split it into single statements")
    return {
        "text": rendition.text,
        "places": [(place.start, place.end, place.page, place.element) for place in rendition.places],
        "metadata": asdict(rendition.metadata),
        "issues": [(issue.code, issue.start, issue.end) for issue in rendition.issues],
    }
