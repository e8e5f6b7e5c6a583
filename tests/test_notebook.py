"""Notebooks show rows, the page and statements richly, and run nothing that a document says."""

from __future__ import annotations

from html.parser import HTMLParser

from kg.graph import KnowledgeGraph
from kg.notebook import Frame, Marked, MarkedText, Rows
from tests.conftest import SEED

HOSTILE = '</td><script>alert(1)</script><img src=x onerror="alert(1)">'


class Tags(HTMLParser):
    def __init__(self, markup: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)


def test_rows_are_a_list_and_a_table_with_labels(seed_graph: KnowledgeGraph) -> None:
    rows = seed_graph.query("condemnations")
    assert isinstance(rows, list) and rows[0]["strength"] == 5
    shown = rows._repr_html_()
    assert "Spain" in shown and shown.count("<tr>") == len(rows) + 1
    assert Rows()._repr_html_() == "<p>no rows</p>"


def test_text_from_documents_is_never_markup() -> None:
    shown = [
        Rows([{HOSTILE: HOSTILE}], lambda: {HOSTILE: HOSTILE})._repr_html_(),
        MarkedText(HOSTILE, HOSTILE * 2, [Marked(3, 9, HOSTILE)])._repr_html_(),
        Frame(HOSTILE)._repr_html_(),
    ]
    assert {name for markup in shown for name in Tags(markup).names}.isdisjoint({"script", "img"})


def test_a_statement_is_shown_whole_with_its_acts_marked(seed_graph: KnowledgeGraph) -> None:
    statement = seed_graph.statement(str(SEED))
    assert statement.text == SEED.read_bytes().decode()
    assert len(statement.marks) == 40
    assert ">condemned</mark>" in statement._repr_html_()


def test_the_page_stands_in_a_sandboxed_frame(seed_graph: KnowledgeGraph) -> None:
    frame = seed_graph.show("Spain")._repr_html_()
    assert Tags(frame).names == ["iframe"] and 'sandbox="allow-scripts allow-downloads"' in frame
    assert "<table>" in seed_graph._repr_html_()


def test_a_pyvis_network_stands_in_the_same_frame(seed_graph: KnowledgeGraph) -> None:
    frame = seed_graph.show("Spain", format="pyvis")._repr_html_()
    assert Tags(frame).names == ["iframe"] and "vis-network" in frame
