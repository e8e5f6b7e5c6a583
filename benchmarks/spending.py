"""CPU seconds of this process and of a server together, and calls that are given up once they have spent too many.

Others may use the machine, so the clock says little. The operating system counts a server's seconds in hundredths.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

__all__ = ["TooLongError", "alarm", "meter", "settle"]

_QUICK, _SLOW = 0.5, 30.0  # seconds from one look at the CPU time to the next


class TooLongError(Exception):
    """A call has taken more CPU seconds than anybody waits."""


@contextmanager
def meter(server: int | None) -> Iterator[Callable[[], float]]:
    """Yield a function that returns the CPU seconds of this process and of a server since the beginning."""
    start = _spent(server)
    yield lambda: _spent(server) - start


@contextmanager
def alarm(patience: float, server: int | None) -> Iterator[None]:
    """Raise ``TooLongError`` once more CPU seconds are spent than ``patience``; what runs outside Python ends first."""
    start = _spent(server)

    def look(number: int, frame: FrameType | None) -> None:
        if _spent(server) - start > patience:
            signal.setitimer(signal.ITIMER_REAL, _SLOW, _SLOW)  # not again while the first one is being handled
            raise TooLongError

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, _QUICK, _QUICK)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def settle(server: int | None) -> None:
    """Wait until a server has given up what nobody waits for any more."""
    before, now = -1.0, _spent(server)
    while now - before > 0.2:
        time.sleep(1)
        before, now = now, _spent(server)


def _spent(server: int | None) -> float:
    seconds = time.process_time()
    with suppress(OSError):
        if server is not None:
            fields = Path(f"/proc/{server}/stat").read_text().rpartition(")")[2].split()
            seconds += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return seconds
