"""A process that does jobs on the store one after another, within limits that end it rather than the server.

In: lines of JSON on standard input, each a job (``kg.serve.jobs``) with its arguments. Out: one answer a job, framed as
``kg.serve.output`` says. The parent ends a worker that takes too long; one whose parent is gone ends itself. It has no
network where the system lets a process give that up, sees each new revision of the store, and never writes.
"""

from __future__ import annotations

import ctypes
import json
import resource
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.errors import KgError, QueryError, StoreError
from kg.serve.answers import NotAcceptableError, NotFoundError, tell
from kg.serve.jobs import JOBS
from kg.serve.output import READY, LimitError, Output
from kg.store import GraphStore, read_stamp

__all__ = ["leave_network", "main"]

GRACE = 5.0
_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000  # CLONE_NEWNET, CLONE_NEWUSER of Linux
_STATUSES: tuple[tuple[type[KgError], int], ...] = (
    (NotAcceptableError, 406),
    (NotFoundError, 404),
    (LimitError, 422),
    (QueryError, 400),
    (StoreError, 503),
)


class _Snapshot:
    """The store as it is now: opened anew where its stamp has changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stamp = ""
        self._store: GraphStore | None = None

    def open(self) -> GraphStore:
        stamp = read_stamp(self._folder)
        if self._store is None or stamp != self._stamp:
            if self._store is not None:
                self._store.close()
            self._store, self._stamp = GraphStore.open(self._folder, "read", check=False), stamp
        return self._store


def main(folder: str, seconds: float, megabytes: int, rows: int, size: int) -> None:
    """Do jobs on the store in a folder until standard input ends."""
    leave_network()
    # what it may write to, not addresses: the allocator reserves far more of those, by chance and by cores
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends its workers
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    snapshot = _Snapshot(Path(folder))
    sys.stdout.buffer.write(READY)
    sys.stdout.buffer.flush()
    for line in sys.stdin.buffer:
        signal.setitimer(signal.ITIMER_REAL, seconds + GRACE)
        _do(snapshot, json.loads(line), Output(sys.stdout.buffer, rows=rows, size=size))
        signal.setitimer(signal.ITIMER_REAL, 0)


def leave_network() -> None:
    """Enter an empty network namespace, where the system has them and lets a process have one of its own."""
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    if unshare is not None and unshare(_NEW_NETWORK):
        unshare(_NEW_NETWORK | _NEW_USER)


def _do(snapshot: _Snapshot, job: Mapping[str, Any], output: Output) -> None:
    try:
        JOBS[job["job"]](snapshot.open(), job, output)
    except KgError as error:
        output.fail(next(status for kind, status in _STATUSES if isinstance(error, kind)), tell(error))
    except OSError as error:
        output.fail(503, error.strerror or "the graph cannot be read at the moment")
    except (SyntaxError, ValueError, RuntimeError) as error:
        output.fail(400, " ".join(str(error).split()))
    except MemoryError:
        output.fail(422, "the query needs more memory than one query may have")
    else:
        output.finish()
