"""Words that stand for several participants carry the participants; others do not."""

from __future__ import annotations

import pytest

from kg.extraction.assembly import extract
from kg.reading import read_text

OPENING = (
    "Joint Statement of the Ministry of Defence of Italy and the Department of Defence of Australia\n\n"
    "1. Minister of Defence of Italy Anna Bianchi and Minister for Defence of Australia Tom Neill met in Rome. "
)


def references(sentence: str) -> list[tuple[str, tuple[str, ...]]]:
    record = extract(read_text(OPENING + sentence + "\n"))
    for found in record.references:
        assert record.text[found.start : found.end] == found.text
    return [(found.text, tuple(iri.rpartition("/")[2] for iri in found.iris)) for found in record.references]


@pytest.mark.parametrize(
    ("sentence", "words", "iris"),
    [
        ("The Ministers welcomed the visit.", "The Ministers", ("anna-bianchi", "tom-neill")),
        ("Both countries will train together.", "Both countries", ("ITA", "AUS")),
        ("The Ministers met, and they agreed to train.", "they", ("anna-bianchi", "tom-neill")),
        ("A plan was welcomed by the Ministers.", "the Ministers", ("anna-bianchi", "tom-neill")),
    ],
)
def test_words_for_several_say_who_they_are(sentence: str, words: str, iris: tuple[str, ...]) -> None:
    assert (words, iris) in references(sentence)


@pytest.mark.parametrize("sentence", ["Other countries welcomed it.", "Italy praised it.", "All nations must act."])
def test_words_for_others_or_for_one_are_no_reference(sentence: str) -> None:
    assert references(sentence) == []
