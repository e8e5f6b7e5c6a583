"""Children that are killed at random moments, and what they said before.

The parent never opens a store: the engine's threads do not survive a fork, so each child opens its own.
"""

from __future__ import annotations

import os
import pickle
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any, TypeVar

from kg.errors import KgError

_Value = TypeVar("_Value")


def in_child(work: Callable[[], _Value]) -> _Value:
    """Do some work in a child and return what it returns; what it raises is raised here."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 0
        try:
            answer: tuple[str, Any] = ("value", work())
        except KgError as error:
            answer = ("error", (type(error), error.problem, error.where and str(error.where), error.remedy))
        except BaseException:  # noqa: BLE001 - the parent must hear of it, whatever it is
            answer, status = ("failure", traceback.format_exc()), 1
        with os.fdopen(writing, "wb") as stream:
            pickle.dump(answer, stream)
        sys.stdout.flush()
        os._exit(status)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        data = stream.read()
    os.waitpid(child, 0)
    kind, value = pickle.loads(data) if data else ("failure", "the child died")
    if kind == "error":
        make, problem, where, remedy = value
        raise make(problem, where=where, remedy=remedy)
    assert kind == "value", value
    result: _Value = value
    return result


def killed(
    work: Callable[[Callable[[str], None]], None], chance: random.Random, longest: float, *, warmed: bool = False
) -> list[str]:
    """Start work that tells what it has done, kill it at a random moment, and return what it told.

    With ``warmed`` the moment is one after the work has told something for the first time.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            work(lambda words: void(os.write(writing, words.encode() + b"\n")))
        finally:
            traceback.print_exc()
            os._exit(3)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        first = stream.readline() if warmed else b""
        time.sleep(chance.uniform(0, longest))
        os.kill(child, signal.SIGKILL)
        told = (first + stream.read()).decode().splitlines()
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), f"the work ended by itself with status {status}"
    return told


def void(_: object) -> None:
    """Forget a value."""
