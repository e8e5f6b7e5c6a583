"""A server as users start it: ``kg serve`` in a process of its own, on a free port of loopback."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Server:
    """Where a server listens (without a slash at the end), and its process."""

    address: str
    process: int

    def worker_ids(self) -> list[int]:
        """The processes that the server has started."""
        return [int(word) for word in Path(f"/proc/{self.process}/task/{self.process}/children").read_text().split()]


@contextmanager
def serving(store: Path, *options: str) -> Iterator[Server]:
    command = [sys.executable, "-m", "kg.cli.main", "serve", "--store", str(store), "--port", "0", *options]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    ) as server:
        try:
            assert server.stdout is not None
            found = re.search(r"http://[^/]+", server.stdout.readline())
            assert found, "the server did not start"
            yield Server(found[0], server.pid)
        finally:
            server.terminate()
