"""What many tests share: the seed statement, its record, and a store built from it once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.graph import KnowledgeGraph
from kg.record import Record

ROOT = Path(__file__).resolve().parent.parent
SEED = next((ROOT / "seeds").glob("*.txt"))
SHARED = ROOT.parent / "shared"
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]

STATEMENT = """Joint Statement of the Ministers of Defence of Norway and Portugal

Oslo, 3 May 2022

1. Minister of Defence of Norway Kari Nordmann and Minister of Defence of Portugal João Pereira met in Oslo on
   3 May 2022.
2. The Ministers welcomed the growing cooperation in maritime security. They
   strongly condemned piracy in the Gulf of Guinea.
3. Minister Pereira thanked Norway for its support. The Ministers decided to explore the possibility of joint exercises.
"""


@pytest.fixture(scope="session")
def seed_record() -> Record:
    return kg.extract(SEED)


@pytest.fixture(scope="session")
def seed_graph(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """The graph of the seed statement; tests must not change it."""
    graph = kg.open(tmp_path_factory.mktemp("seed") / "store")
    report = graph.build(SEED.parent)
    assert not report.failures and not report.violations
    return graph


@pytest.fixture
def statement(tmp_path: Path) -> Path:
    """A small statement of our own, in a file."""
    path = tmp_path / "statement.txt"
    path.write_text(STATEMENT, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One browser a process: its driver cannot be started twice in one."""
    if not CHROMIUM.exists():
        pytest.skip("needs /usr/bin/chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()
