"""A command in a child process that is ended when it takes too long: the engine cannot be stopped from inside.

In: the words of a command line and seconds. Out: the child's exit status; its output is its own.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

from kg.errors import QueryError

__all__ = ["run_limited"]


def run_limited(words: Sequence[str], seconds: float, stdin: str) -> int:
    """Run ``kg`` with these words; raise ``QueryError`` where it takes over so many seconds."""
    command = [sys.executable, "-m", "kg.cli.main", *words]
    try:
        return subprocess.run(command, input=stdin, text=True, timeout=seconds, check=False).returncode  # noqa: S603
    except subprocess.TimeoutExpired:
        remedy = "narrow the query, or give a longer --timeout"
        raise QueryError(f"the query took over {seconds:g} seconds", remedy=remedy) from None
