from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.store import GraphStore
from tests.query.expectations import build_across, build_sample, build_seed


@pytest.fixture(scope="session")
def store() -> Iterator[GraphStore]:
    """The sample statement with ontology, reference data and inferences."""
    with build_sample() as store:
        yield store


@pytest.fixture(scope="session")
def seed_store() -> Iterator[GraphStore]:
    """The seed statement, built as the program builds it."""
    with build_seed() as store:
        yield store


@pytest.fixture(scope="session")
def across_store() -> Iterator[GraphStore]:
    """Invented statements of several parties and years, with ontology, reference data and inferences."""
    with build_across() as store:
        yield store
