"""A part of the W3C's suites, through a running endpoint; ``make w3c`` runs them whole."""

from __future__ import annotations

import pytest

from tests.conftest import SHARED
from tests.serve.conformance.manifests import read_cases
from tests.serve.conformance.report import find_surprises
from tests.serve.conformance.running import run

SUITES = SHARED / "rdf-tests" / "sparql"
WHOLE = {"protocol", "service-description", "graph-store-protocol", "json-res", "csv-tsv-res"}
EVERY = 12

pytestmark = pytest.mark.skipif(not SUITES.is_dir(), reason="the W3C's test suites are not beside this checkout")


def test_protocols_and_formats_and_a_sample_of_queries_pass_or_have_a_known_reason() -> None:
    cases = [case for at, case in enumerate(read_cases(SUITES)) if case.group in WHOLE or at % EVERY == 0]
    outcomes = list(run(cases, SUITES))
    assert not find_surprises(outcomes)
    assert sum(outcome.verdict == "passed" for outcome in outcomes) > 100
