from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from kg.store import GraphStore, Source

PREDICATE = NamedNode("http://example.org/p")
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
CHANGES = st.lists(st.tuples(st.integers(0, 3), st.none() | st.frozensets(WORDS, max_size=4)), max_size=12)


def iri(number: int) -> str:
    return f"https://w3id.org/defcoop/id/document/{number}"


@settings(max_examples=60, deadline=None)
@given(CHANGES)
def test_a_store_is_what_its_last_changes_say(changes: list[tuple[int, frozenset[str] | None]]) -> None:
    expected: dict[str, frozenset[str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        with GraphStore.open(Path(folder) / "store") as store:
            for number, words in changes:
                if words is None:
                    store.remove_document(iri(number))
                    expected.pop(iri(number), None)
                else:
                    quads = [Quad(NamedNode(iri(number)), PREDICATE, Literal(word)) for word in words]
                    store.replace_document(iri(number), quads, Source(f"{number}.txt", f"{number:064x}"))
                    expected[iri(number)] = words
        with GraphStore.open(Path(folder) / "store", "read") as store:
            found: dict[str, set[str]] = {document.iri: set() for document in store.documents()}
            for quad in store.quads():
                found[quad.subject.value].add(quad.object.value)  # type: ignore[union-attr]
            assert found == expected
            assert not store.find_damage()
