"""Readers of untrusted formats, each run in a child process with little memory and time.

In: the bytes of a file and its format. Out: a ``Rendition``. Whatever a hostile file does to its reader - loop,
swell, crash - becomes one ``SourceError``; the program goes on.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from kg.errors import SourceError
from kg.reading.metadata import Metadata
from kg.reading.rendition import Place, Rendition
from kg.record import Issue

__all__ = ["read_confined"]

SECONDS = 30
_GIVE_TEXT = "give the statement's text (.txt)"
_PROGRAM = "import sys; sys.path.append(sys.argv[1]); from kg.reading.worker import main; main(sys.argv[2])"


def read_confined(raw: bytes, format_: str, where: object) -> Rendition:
    """Return what the reader of this format (``html``, ``mhtml``, ``pdf``, ``docx``, ``markdown``) makes of a file."""
    folder = str(Path(__file__).resolve().parents[2])
    command = [sys.executable, "-P", "-c", _PROGRAM, folder, format_]
    try:
        child = subprocess.run(command, input=raw, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise SourceError(f"reading it takes over {SECONDS} seconds", where=where, remedy=_GIVE_TEXT) from error
    try:
        answer = json.loads(child.stdout)
    except ValueError as error:
        raise SourceError(_describe_end(child), where=where, remedy=_GIVE_TEXT) from error
    if "problem" in answer:
        raise SourceError(answer["problem"], where=where, remedy=answer["remedy"])
    return _read_answer(answer)


def _describe_end(child: subprocess.CompletedProcess[bytes]) -> str:
    """Return why a child gave no answer: a limit ended it, or it broke down over what it met."""
    words = child.stderr.decode("utf-8", "replace").strip().splitlines()
    if child.returncode < 0 or not words or "MemoryError" in words[-1]:
        return "reading it takes too much memory or time"
    return f"its reader failed ({words[-1][:160]})"


def _read_answer(answer: dict[str, Any]) -> Rendition:
    text: str = answer["text"]
    return Rendition(
        text,
        tuple(Place(*place) for place in answer["places"]),
        Metadata(**answer["metadata"]),
        tuple(Issue(code, start, end, text[start:end]) for code, start, end in answer["issues"]),
    )
