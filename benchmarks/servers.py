"""Triple stores of others, started in a folder of their own on a free port of this machine, and stopped again.

In: a folder. Out: the address of a running server, or None where the machine does not have it. Nothing is installed:
``make servers`` gets Fuseki, Debian has Virtuoso, and Oxigraph's own server is one of the development requirements.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

__all__ = [
    "Server",
    "find_fuseki",
    "find_oxigraph",
    "find_virtuoso",
    "free_port",
    "run_fuseki",
    "run_oxigraph",
    "run_virtuoso",
]

_ROOT = Path(__file__).resolve().parent.parent
_JARS = (_ROOT / ".servers", Path("/opt/jena"), Path("/usr/share/java"))
_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
[SPARQL]
{sparql}
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its address as ``kg --store`` takes it, the environment with its password, its process.

    ``tasks`` is where one that keeps what was overwritten takes orders to give that room back.
    """

    address: str
    environment: dict[str, str]
    pid: int
    tasks: str | None = None

    def compact(self) -> None:
        """Give back the room of what was overwritten, where the server keeps it until it is told."""
        if self.tasks is None:
            return
        order = urllib.request.Request(f"{self.tasks}/compact/ds?deleteOld=true", method="POST")
        with urllib.request.urlopen(order) as answer:
            number = json.load(answer)["taskId"]
        done: dict[str, object] = {}
        while "finished" not in done:
            time.sleep(0.5)
            with urllib.request.urlopen(f"{self.tasks}/tasks/{number}") as answer:
                done = json.load(answer)
        if not done["success"]:
            raise RuntimeError(f"{self.tasks} could not compact its data")
        if collector := shutil.which("jcmd"):  # files that were deleted stay mapped, and on disk, until Java collects
            subprocess.run([collector, str(self.pid), "GC.run"], check=True, stdout=subprocess.DEVNULL)


def find_virtuoso() -> str | None:
    """Return Virtuoso's program, where it is installed."""
    return shutil.which("virtuoso-t")


def find_fuseki() -> Path | None:
    """Return Fuseki's jar: ``FUSEKI_JAR``, or where ``make servers`` puts it; None without it or without Java."""
    named = os.environ.get("FUSEKI_JAR")
    found = [Path(named)] if named else [p for place in _JARS for p in sorted(place.glob("jena-fuseki-server-*.jar"))]
    return found[-1] if found and shutil.which("java") else None


def find_oxigraph() -> str | None:
    """Return the program of Oxigraph's own server, beside this Python or wherever programs are found."""
    return shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")


@contextmanager
def run_virtuoso(folder: Path, *, megabytes: int = 160, sparql: str = "") -> Iterator[Server]:
    """Run Virtuoso with its database in a folder; ``sparql`` are lines of that section of its configuration."""
    program = find_virtuoso()
    assert program is not None
    port = free_port()
    buffers = megabytes * 125 // 2  # 8 kB pages, half of the memory
    text = _INI.format(sql=free_port(), http=port, buffers=buffers, dirty=buffers * 3 // 4, sparql=sparql)
    (folder / "virtuoso.ini").write_text(text)
    command = [program, "+foreground", "+configfile", "virtuoso.ini"]
    with _running(command, folder, f"http://127.0.0.1:{port}/sparql") as pid:
        secrets = {"KG_SPARQL_USER": "dba", "KG_SPARQL_PASSWORD": "dba"}
        yield Server(f"sparql+http://127.0.0.1:{port}/sparql", secrets, pid)


@contextmanager
def run_fuseki(
    folder: Path, *, megabytes: int = 768, on_disk: bool = False, seconds: int | None = None
) -> Iterator[Server]:
    """Run Fuseki with one dataset, in memory or on disk (TDB2); ``seconds`` is how long a query may take there."""
    jar, port = find_fuseki(), free_port()
    assert jar is not None
    dataset = ["--compact", "--tdb2", "--loc", str(folder)] if on_disk else ["--mem"]
    command = ["java", f"-Xmx{megabytes}m", "-jar", str(jar), "--localhost", "--port", str(port), "--update"]
    command += [] if seconds is None else [f"--timeout={seconds * 1000}"]
    with _running([*command, *dataset, "/ds"], folder, f"http://127.0.0.1:{port}/ds/query") as pid:
        yield Server(f"sparql+http://127.0.0.1:{port}/ds", {}, pid, f"http://127.0.0.1:{port}/$" if on_disk else None)


@contextmanager
def run_oxigraph(folder: Path) -> Iterator[Server]:
    """Run Oxigraph's own server with its data in a folder."""
    program, port = find_oxigraph(), free_port()
    assert program is not None
    command = [program, "serve", "--location", str(folder / "data"), "--bind", f"127.0.0.1:{port}"]
    with _running(command, folder, f"http://127.0.0.1:{port}/query") as pid:
        yield Server(f"sparql+http://127.0.0.1:{port}", {}, pid)


@contextmanager
def _running(command: list[str], folder: Path, url: str) -> Iterator[int]:
    log = folder / "server.log"
    with log.open("wb") as output, subprocess.Popen(command, cwd=folder, stdout=output, stderr=output) as process:
        try:
            _wait(process, f"{url}?query=ASK%20%7B%7D", log)
            yield process.pid
        finally:
            process.kill()


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"{url} does not answer: {log.read_text(errors='replace')[-2000:]}")


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
