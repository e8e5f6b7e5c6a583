"""CPU time of a call, and time and peak memory of a child process."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


def cpu_seconds(call: Callable[[], T]) -> tuple[float, T]:
    """Return the CPU seconds of this process that the call took, and its result."""
    start = time.process_time()
    result = call()
    return time.process_time() - start, result


@dataclass(frozen=True, slots=True)
class Run:
    """What a child process used."""

    cpu_seconds: float
    peak_megabytes: float
    output: str


def run(*arguments: str) -> Run:
    """Run ``python arguments`` to its end, as the operating system accounts for it. Raises where it fails."""
    with subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments)} exited with {process.returncode}")
    return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output)
