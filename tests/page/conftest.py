"""A store with the sample statement, its page on disk, and a Chromium that reports all that a page must not do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from kg.mapping import map_record
from kg.names import DCC, DCO
from kg.page import PageData, page_data, render_page
from kg.page.gathering import Query
from kg.resources import ontology_dir
from tests.page.samples import hostile_data
from tests.sample_record import sample_record

READY = "html[data-ready='true']"


@pytest.fixture(scope="session")
def query() -> Query:
    store = Store()
    store.extend(map_record(sample_record()))
    for folder in ("modules", "concepts", "reference"):
        for path in sorted((ontology_dir() / folder).glob("*.ttl")):
            store.load(path=path, format=RdfFormat.TURTLE)
    store.add(Quad(NamedNode(f"{DCC}act/condemn"), NamedNode(f"{DCO}stance"), Literal("critical")))
    return lambda text: store.query(text, use_default_graph_as_union=True)  # type: ignore[return-value]


@pytest.fixture(scope="session")
def data(query: Query) -> PageData:
    return page_data(query)


@pytest.fixture(scope="session")
def page_file(data: PageData, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(render_page(data), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def hostile_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "page.html"
    path.write_text(render_page(hostile_data(), title="</title><script>alert(1)</script>"), encoding="utf-8")
    return path


def painted(page: Any) -> None:
    """Wait until the browser has drawn what was asked of it so far."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))")


def address_of(page: Any) -> str:
    """Return the hash of the page's address once it tells of what the page shows."""
    hash_: str = page.evaluate(
        """async () => {
          for (let turn = 0; turn < 500 && location.href !== defcoopPage.address(); turn += 1)
            await new Promise((done) => setTimeout(done, 10));
          return location.hash;
        }"""
    )
    return hash_


class Visitor:
    """Opens a page and keeps what went wrong: requests, errors, violations of the policy, dialogs."""

    def __init__(self, chromium: Any) -> None:
        self.chromium = chromium
        self.faults: list[str] = []
        self.contexts: list[Any] = []

    def open(self, path: Path, address: str = "", *, width: int = 1440, ready: str = READY, **options: Any) -> Any:
        context = self.chromium.new_context(viewport={"width": width, "height": 900}, **options)
        self.contexts.append(context)
        page = context.new_page()
        uri = path.as_uri()
        page.on(
            "request", lambda r: None if r.url.startswith((uri, "blob:")) else self.faults.append(f"request {r.url}")
        )
        page.on("pageerror", lambda error: self.faults.append(f"error {error}"))
        page.on(
            "console", lambda m: self.faults.append(f"console {m.text}") if m.type in {"error", "warning"} else None
        )
        page.on("dialog", lambda dialog: (self.faults.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.goto(uri + address)
        page.wait_for_selector(ready)
        return page

    def close(self) -> None:
        for context in self.contexts:
            context.close()


@pytest.fixture
def visitor(chromium: Any) -> Iterator[Visitor]:
    visit = Visitor(chromium)
    yield visit
    visit.close()
    assert visit.faults == []
