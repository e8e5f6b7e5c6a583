"""A short soak; ``make soak`` runs for minutes, and measures memory."""

from __future__ import annotations

import shutil

import pytest

from benchmarks.soak import soak
from kg.graph import KnowledgeGraph


@pytest.mark.skipif(shutil.which("wrk") is None, reason="wrk is not installed")
def test_cheap_dear_and_hostile_requests_together_get_no_server_error(seed_graph: KnowledgeGraph) -> None:
    outcome = soak(seed_graph.path, 6)
    assert outcome.failed == 0 and outcome.silent == 0
    assert outcome.served > 0
