"""The lexicon that the peers' matchers are compiled from is this ontology's."""

from __future__ import annotations

from benchmarks.understanding import lexicon
from kg.names import expand


def test_the_peers_get_every_kind_of_word_that_the_extraction_has() -> None:
    words = lexicon()
    assert "welcome" in words["verbs"][expand("dcc:act/welcome")]
    assert words["types"][expand("dcr:state/JPN")] == "STATE"
    assert "Japan" in words["names"][expand("dcr:state/JPN")]
    assert "piracy" in words["concepts"][expand("dcc:issue/piracy")]
