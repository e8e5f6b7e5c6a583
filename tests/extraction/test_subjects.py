"""Who speaks does not change with the verb, the state or the name: kinds of subjects, each in many variations."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from kg.extraction.assembly import extract
from kg.names import DCR, slug
from kg.reading import Source

VERBS = (
    ("condemned", "the attack on the merchant ship"),
    ("stressed", "the importance of maritime security"),
    ("called", "for an end to the violence"),
    ("expressed", "concern over piracy"),
    ("pledged", "to train more pilots"),
    ("noted", "that piracy remained a threat"),
)


def _speakers(front: str, said: str, trigger: str) -> set[str] | None:
    """Return for whom the act at the last ``trigger`` is made, or None where there is none."""
    text = f"{front}\n\n{said}\n"
    at = text.rindex(trigger)
    record = extract(Source(text, text.encode(), "0" * 64, "statement", Path("statement.txt")))
    found = [act for act in record.acts if act.start <= at < act.end]
    return {iri.removeprefix(DCR) for act in found for iri in act.onBehalfOf} if found else None


# --- a body that no list has

BODIES = {  # with what the text may call it
    "Lake States Commission": "Commission",
    "Northern Coast Guard Forum": "Forum",
    "Inland Waters Security Initiative": "Initiative",
    "Contact Group on Zubrowka": "Contact Group",
    "Mountain Rescue Agency": "Agency",
    "Organization of Highland States": "Organization",
}
SITTINGS = (
    "Communiqué of the 12th session, Vienna, 4 June 1998\n\nThe {name} held its 12th session in Vienna on 4 June 1998.",
    "Final Communiqué\n\nMinisters of Defence of the {name} met in Vienna on 4 June 1998.",
    "Press Statement\n\nVienna, 4 June 1998. The {name} issued the following statement today.",
    "Chair's Summary, Meeting of the {name}, Vienna, 4 June 1998\n\nThe meeting of the {name} was held in Vienna on 4 "
    "June 1998 and chaired by Minister Jan Kowal of Poland. The {noun} thanked him.",
)
OF_BODIES = (
    "The {noun}",
    "The {name}",
    "The {noun}, in this regard,",
    "Recalling its decisions, the {noun}",
    "The members of the {noun}",
    "The {name} today",
)
HEADS = (
    "The Executive Secretary of the {noun}, Ms. Ana Rojas,",
    "The Chairperson of the {noun}",
    "The Secretary General",
)


@pytest.mark.parametrize("sitting", SITTINGS)
@pytest.mark.parametrize("subject", OF_BODIES)
def test_a_body_that_no_list_has_speaks_by_its_name_and_by_its_noun(subject: str, sitting: str) -> None:
    for (name, noun), (verb, rest) in product(BODIES.items(), VERBS[:3]):
        front, said = sitting.format(name=name, noun=noun), subject.format(name=name, noun=noun)
        found = _speakers(front, f"{said} {verb} {rest}.", f"{verb} {rest}")
        assert found and {iri.partition("/")[2] for iri in found} == {slug(name)}, (said, verb)


@pytest.mark.parametrize("subject", HEADS)
def test_who_heads_a_body_speaks_for_it(subject: str) -> None:
    for (name, noun), (verb, rest) in product(BODIES.items(), VERBS[:3]):
        front, said = SITTINGS[0].format(name=name, noun=noun), subject.format(name=name, noun=noun)
        found = _speakers(front, f"{said} {verb} {rest}.", f"{verb} {rest}")
        assert found and {iri.partition("/")[2] for iri in found} == {slug(name)}, (said, verb)
