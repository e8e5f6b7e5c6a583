"""The workers: a few processes that take turns, each ended and replaced when a job outruns its time or is given up.

In: jobs as JSON values. Out: answers, whole or as a stream. When all workers are busy a limited number of jobs wait;
more are turned away.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.serve.output import FRAME

__all__ = ["Answer", "BrokenAnswerError", "BusyError", "Limits", "Pool", "Reply"]

_BUFFER = 1 << 18
_STARTING = 60.0
_PROGRAM = """import sys
sys.path.append(sys.argv[1])
from kg.serve.worker import main
main(sys.argv[2], float(sys.argv[3]), *map(int, sys.argv[4:]))
"""


class BusyError(KgError):
    """All workers are busy and enough jobs wait."""


class BrokenAnswerError(KgError):
    """An answer that has begun stops short: a limit, or the end of its worker."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may take, how many bytes its answer may have, and how many jobs run and wait at a time."""

    seconds: float = 30.0
    megabytes: int = 2048
    rows: int = 1_000_000
    workers: int = 2
    waiting: int = 64
    answer: int = 1 << 30


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP status, a media type and a body."""

    status: int
    type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """The head of an answer, and its body as it comes; ``length`` is None where the body is not yet known."""

    status: int
    type: str
    length: int | None
    chunks: AsyncIterator[bytes]


class Pool:
    """Workers for the store in a folder, started when they are first needed."""

    def __init__(self, folder: Path, limits: Limits | None = None) -> None:
        self._folder, self._limits = folder, limits or Limits()
        self._turns = asyncio.Semaphore(self._limits.workers)
        self._waiting = 0
        self._closed = False
        self._idle: list[_Worker] = []

    async def start(self) -> None:
        """Start all workers, so that the first jobs need not wait for it."""
        self._idle += [await self._start() for _ in range(self._limits.workers - len(self._idle))]

    async def query(self, query: str, solutions: str | None, graph: str | None) -> Answer:
        """Return the whole answer of a query over the union of all graphs, or the refusal."""
        job = {
            "job": "query",
            "query": query,
            "dataset": None,
            "base": "urn:x-base:",
            "solutions": solutions,
            "graph": graph,
        }
        try:
            async with self.run(job) as reply:
                return Answer(reply.status, reply.type, b"".join([chunk async for chunk in reply.chunks]))
        except BusyError as error:
            return Answer(503, "text/plain", f"{error}\n".encode())
        except BrokenAnswerError as error:
            return Answer(422, "text/plain", f"{error}\n".encode())

    @asynccontextmanager
    async def run(self, job: Mapping[str, Any]) -> AsyncIterator[Reply]:
        """Yield the reply to a job; leaving the block before the reply's end ends the worker.

        Raises ``BusyError`` where too many jobs wait, and ``BrokenAnswerError`` while the body is read.
        """
        await self._wait()
        try:
            worker = self._idle.pop() if self._idle else await self._start()
            conversation = _Conversation(worker, self._limits.seconds)
            try:
                yield await conversation.ask(job)
            finally:
                if conversation.ended:
                    self._idle.append(worker)
                else:
                    await worker.end()
                    if not self._closed:
                        self._idle.append(await self._start())
        finally:
            self._turns.release()

    async def close(self) -> None:
        """End all workers."""
        self._closed = True
        while self._idle:
            await self._idle.pop().end()

    async def _wait(self) -> None:
        if self._turns.locked() and self._waiting >= self._limits.waiting:
            raise BusyError("all workers are busy", remedy="try again in a moment")
        self._waiting += 1
        try:
            await self._turns.acquire()
        finally:
            self._waiting -= 1

    async def _start(self) -> _Worker:
        limits = self._limits
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",  # the folder that the server was started in is nowhere to import from
            "-c",
            _PROGRAM,
            str(Path(__file__).resolve().parents[2]),
            str(self._folder),
            *map(str, (limits.seconds, limits.megabytes, limits.rows, limits.answer)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=_BUFFER,
        )
        return _Worker(process)


class _Worker:
    """A process and its pipes; what it takes to start is no part of a job's time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin is not None and process.stdout is not None  # noqa: S101 - both are pipes
        self._process, self._input, self._output = process, process.stdin, process.stdout
        self._ready = False

    async def get_ready(self) -> None:
        """Wait for the process to say that it is there."""
        if not self._ready:
            async with asyncio.timeout(_STARTING):
                await self.read()
            self._ready = True

    async def write(self, line: bytes) -> None:
        """Send a line."""
        self._input.write(line + b"\n")
        await self._input.drain()

    async def read(self) -> tuple[bytes, bytes]:
        """Return the next frame, as ``kg.serve.output`` writes it."""
        kind, length = FRAME.unpack(await self._output.readexactly(FRAME.size))
        return kind, await self._output.readexactly(length) if length else b""

    async def end(self) -> None:
        """End the process, whatever it does."""
        if self._process.returncode is None:
            self._process.kill()
        await self._process.communicate()  # closes its pipes too


class _Conversation:
    """One job with one worker; ``ended`` tells that the worker has said all and is ready for the next."""

    def __init__(self, worker: _Worker, seconds: float) -> None:
        self._worker, self._seconds = worker, seconds
        self._deadline = 0.0
        self.ended = False

    async def ask(self, job: Mapping[str, Any]) -> Reply:
        """Return the reply to a job; what ends the worker before it has answered is the reply then."""
        try:
            await self._worker.get_ready()
            self._deadline = asyncio.get_running_loop().time() + self._seconds
            async with asyncio.timeout_at(self._deadline):
                await self._worker.write(json.dumps(job).encode())
                _, data = await self._worker.read()
        except TimeoutError:
            return _refusal(f"the query took over {self._seconds:g} seconds")
        except (asyncio.IncompleteReadError, ConnectionError):
            return _refusal("the query needs more memory than one query may have")
        head = json.loads(data)
        return Reply(head["status"], head["type"], head["length"], self._chunks())

    async def _chunks(self) -> AsyncIterator[bytes]:
        while True:
            try:
                async with asyncio.timeout_at(self._deadline):
                    kind, data = await self._worker.read()
            except TimeoutError as error:
                raise BrokenAnswerError(f"the query took over {self._seconds:g} seconds") from error
            except (asyncio.IncompleteReadError, ConnectionError) as error:
                raise BrokenAnswerError("the query needs more memory than one query may have") from error
            self.ended = kind in b"EF"
            if kind == b"F":
                raise BrokenAnswerError(data.decode())
            if kind == b"E":
                return
            yield data


def _refusal(reason: str) -> Reply:
    body = f"{reason}\n".encode()

    async def chunks() -> AsyncIterator[bytes]:
        yield body

    return Reply(422, "text/plain", len(body), chunks())
