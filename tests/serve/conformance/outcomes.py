"""What became of a test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Outcome:
    """``passed``, ``failed`` or ``out of scope``, and what was seen."""

    id: str
    verdict: Literal["passed", "failed", "out of scope"]
    note: str = ""
