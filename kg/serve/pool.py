"""The workers: a few processes that take turns, each ended and replaced when a query outruns its time."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Answer", "Pool"]

TIMEOUT = 30.0


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP status, a media type and a body."""

    status: int
    type: str
    body: bytes


class Pool:
    """Runs queries on at most ``size`` workers at a time; a query that takes over ``timeout`` seconds is ended."""

    def __init__(self, folder: Path, *, size: int = 2, timeout: float = TIMEOUT) -> None:
        self._folder, self._timeout = folder, timeout
        self._turns = asyncio.Semaphore(size)
        self._idle: list[asyncio.subprocess.Process] = []

    async def query(self, query: str, solutions: str | None, graph: str | None) -> Answer:
        """Return the answer of one query; a cancelled call ends its worker."""
        request = json.dumps({"query": query, "solutions": solutions, "graph": graph}).encode() + b"\n"
        async with self._turns:
            worker = self._idle.pop() if self._idle else await self._start()
            try:
                answer = await asyncio.wait_for(_ask(worker, request), self._timeout)
            except TimeoutError:
                await _end(worker)
                return Answer(503, "text/plain", f"the query took over {self._timeout:g} seconds\n".encode())
            except (asyncio.IncompleteReadError, ConnectionError, json.JSONDecodeError):
                await _end(worker)
                return Answer(503, "text/plain", b"the query needs more than one query may have\n")
            except asyncio.CancelledError:
                await _end(worker)
                raise
            self._idle.append(worker)
            return answer

    async def close(self) -> None:
        """End all workers."""
        while self._idle:
            await _end(self._idle.pop())

    async def _start(self) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "kg.serve.worker",
            str(self._folder),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )


async def _ask(worker: asyncio.subprocess.Process, request: bytes) -> Answer:
    assert worker.stdin is not None and worker.stdout is not None  # noqa: S101 - both are pipes
    worker.stdin.write(request)
    await worker.stdin.drain()
    head = json.loads(await worker.stdout.readline())
    return Answer(head["status"], head["type"], await worker.stdout.readexactly(head["length"]))


async def _end(worker: asyncio.subprocess.Process) -> None:
    if worker.returncode is None:
        worker.kill()
    await worker.communicate()  # closes its pipes too
