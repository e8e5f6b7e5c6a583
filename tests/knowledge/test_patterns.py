"""Sentence patterns: which of them a sentence's words let match at all."""

from __future__ import annotations

import pytest

from kg.errors import OntologyError
from kg.knowledge.patterns import PatternIndex, compile_pattern
from kg.knowledge.wordings import load_activity_frames, load_fact_patterns

SENTENCE = "the <STATE#0> navy will host a port call in <LOC#1> . "


@pytest.mark.parametrize(
    ("pattern", "tried", "matches"),
    [
        ("host|hold a", True, True),
        ("hosted a", False, False),
        ("host* a", True, True),
        ("hosts* a", False, False),
        ("port_call", True, True),
        ("port_calls", True, False),
        ("ort_call", False, False),
        ("{place:LOC}", True, True),
        ("{holder:PER}", False, False),
        ("host missing", False, False),
        ("host [missing] a", True, True),
    ],
)
def test_a_pattern_is_tried_where_the_sentence_holds_its_words(pattern: str, tried: bool, matches: bool) -> None:
    compiled = compile_pattern(pattern)
    assert (list(PatternIndex([(compiled, pattern)]).candidates(SENTENCE)) == [pattern]) == tried
    assert any(compiled.find(SENTENCE)) == matches


@pytest.mark.parametrize("pattern", ["{a:STATE} met {a:ORG}", "held the #1st summit", "{1:STATE} met", "met {STATE}"])
def test_a_pattern_with_slots_that_cannot_be_told_apart_is_refused(pattern: str) -> None:
    with pytest.raises(OntologyError, match="broken pattern"):
        compile_pattern(pattern)


def test_candidates_come_in_the_order_of_the_lexicon() -> None:
    patterns = ["port_call", "{place:LOC}", "host", "missing", "will"]
    index = PatternIndex((compile_pattern(pattern), pattern) for pattern in patterns)
    assert list(index.candidates(SENTENCE)) == ["port_call", "{place:LOC}", "host", "will"]


def test_no_pattern_of_the_lexicon_is_left_out_that_matches() -> None:
    patterns = [(fact.expression, fact.expression) for fact in load_fact_patterns()]
    patterns += [(found, found) for frame in load_activity_frames() for _, found in (*frame.patterns, *frame.shared)]
    index = PatternIndex(patterns)
    for sentence in (SENTENCE, "<PER#0> visited <STATE#1> and signed the <INST#2> on <DATE#3> . "):
        matching = [pattern for pattern, _ in patterns if any(pattern.find(sentence))]
        tried = list(index.candidates(sentence))
        assert [pattern for pattern in tried if any(pattern.find(sentence))] == matching
        assert len(tried) < len(patterns) / 2
