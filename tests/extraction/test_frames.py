"""The frame lexicon: inflection, the data's own checks, and a verb that is added as data alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.knowledge.frames import load_frames

ACTS = """
@prefix dco: <https://w3id.org/defcoop/ontology#> .
@prefix act: <https://w3id.org/defcoop/concept/act/> .
act:welcome dco:baseStrength 3 ; dco:actClass "welcome" .
"""
VERB = """
@prefix dco: <https://w3id.org/defcoop/ontology#> .
@prefix act: <https://w3id.org/defcoop/concept/act/> .
@prefix verb: <https://w3id.org/defcoop/lexicon/verb/> .
verb:acclaim a dco:VerbFrame ; dco:lemma "acclaim" ; dco:evokes act:%s .
"""


def ontology(root: Path, verb: str) -> Path:
    for folder, text in (("concepts", ACTS), ("lexicon", verb)):
        (root / folder).mkdir()
        (root / folder / "data.ttl").write_text(text, encoding="utf-8")
    return root


def test_a_verb_added_to_the_turtle_is_known_in_all_its_forms(tmp_path: Path) -> None:
    lexicon = load_frames(ontology(tmp_path, VERB % "welcome"))
    assert {word for word in lexicon.verbs if word.startswith("acclaim")} == {
        "acclaim",
        "acclaims",
        "acclaimed",
        "acclaiming",
    }
    (frame,) = lexicon.verb_frames("acclaim")
    assert (frame.name, frame.strength, frame.act_class) == ("verb/acclaim", 3, "welcome")


def test_a_frame_of_an_unknown_act_type_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"verb/acclaim.*concept/act/cheer"):
        load_frames(ontology(tmp_path, VERB % "cheer"))


def test_a_frame_without_lemma_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="dco:lemma"):
        load_frames(ontology(tmp_path, VERB.replace('dco:lemma "acclaim" ; ', "") % "welcome"))


@pytest.mark.parametrize(
    ("word", "lemma", "form"),
    [
        ("underscored", "underscore", "past"),
        ("reiterates", "reiterate", "s"),
        ("undertook", "undertake", "past"),
        ("committing", "commit", "gerund"),
        ("recognised", "recognise", "past"),
        ("met", "meet", "participle"),
    ],
)
def test_inflected_forms_lead_to_their_lemma(word: str, lemma: str, form: str) -> None:
    assert (lemma, form) in load_frames().verbs[word]


def test_every_frame_that_evokes_an_act_has_a_strength() -> None:
    assert all(1 <= frame.strength <= 5 for frame in load_frames().rules.values() if frame.act)


def test_the_most_demanding_frame_comes_first() -> None:
    names = [frame.name for frame in load_frames().verb_frames("call")]
    assert names.index("verb/call.attention-to") < names.index("verb/call.for")
