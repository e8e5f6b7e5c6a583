"""Moves whole stores: from here to a server (push), and from a server here (pull).

In: two open stores. Out: the second one with the graphs of the first, and a report. Each graph is a change of its own
that the manifest tells of, so what is interrupted goes on where it stopped, and doing it twice changes nothing.
"""

from __future__ import annotations

from kg.interchange.moving import MoveReport, Plan
from kg.interchange.servers import plan_pull, plan_push, pull, push

__all__ = ["MoveReport", "Plan", "plan_pull", "plan_push", "pull", "push"]
