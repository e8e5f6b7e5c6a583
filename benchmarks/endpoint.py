"""A server as users start it: ``kg serve`` in a process of its own, on a free port of loopback."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Endpoint", "serving"]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a server listens (without a slash at the end), and its process."""

    address: str
    pid: int

    def megabytes(self) -> float:
        """Return the memory of the server and of the processes that it has started, shared pages in parts."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return sum(_proportional_kilobytes(int(pid)) for pid in [self.pid, *children]) / 1024


def _proportional_kilobytes(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except (FileNotFoundError, ProcessLookupError):  # it has just ended
        return 0
    found = re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)
    return int(found[1]) if found else 0


@contextmanager
def serving(store: Path, *options: str) -> Iterator[Endpoint]:
    """Run ``kg serve`` on a store, and stop it again."""
    command = [sys.executable, "-m", "kg.cli.main", "serve", "--store", str(store), "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            assert server.stdout is not None
            found = re.search(r"http://[^/]+", server.stdout.readline())
            assert found, "the server did not start"
            yield Endpoint(found[0], server.pid)
        finally:
            server.terminate()
