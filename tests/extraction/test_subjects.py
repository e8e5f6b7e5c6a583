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


# --- two states

PAIRS = (
    {
        "A": "Norway", "a": "NOR", "Ad": "Norwegian", "Af": "the Kingdom of Norway", "Ac": "Oslo", "SA": "Lund",
        "PA": "Kari Lund", "A2": "Ola Berg", "B": "Chile", "b": "CHL", "Bd": "Chilean", "Bf": "the Republic of Chile",
        "Bc": "Santiago", "SB": "Rojas", "PB": "Ana Rojas", "B2": "Rui Paz",
    },
    {
        "A": "Kenya", "a": "KEN", "Ad": "Kenyan", "Af": "the Republic of Kenya", "Ac": "Nairobi", "SA": "Otieno",
        "PA": "Peter Otieno", "A2": "Grace Wanjiku", "B": "Japan", "b": "JPN", "Bd": "Japanese", "Bf": "Japan",
        "Bc": "Tokyo", "SB": "Mori", "PB": "Hana Mori", "B2": "Kenji Ota",
    },
)  # fmt: skip
FRONTS = (
    "Joint Statement by the Minister of Defence of {A} and the Minister of Defence of {B}\n\n{Ac}, 3 May 2021\n\nThe "
    "Minister of Defence of {A}, {PA}, and the Minister of Defence of {B}, {PB}, met in {Ac} on 3 May 2021.",
    "Ministry of Defence of {A}\n\nPress release, 3 May 2021\n\nMinister of Defence receives his {Bd} counterpart\n\n"
    "The Minister of Defence of {A}, {PA}, received the Minister of Defence of {B}, {PB}, in {Ac} today.",
)
TELLING = (  # fronts of which each tells the parties in its own way
    "Call with the Minister of Defence of {B}\n\nDefence Minister {PA} spoke by telephone with the Minister of Defence "
    "of {B}, {PB}, on 3 May 2021, the Ministry of Defence of {A} said.",
    "Summary of Discussions\n\nDelegations from the defence ministries of {A} and {B} met in {Ac} on 3 May 2021. The "
    "{Ad} delegation was led by Minister {PA}, the {Bd} delegation by Minister {PB}.",
    "Visit to {A}\n\nMinister of Defence of {B}, General {PB}, paying an official visit to {A}, met with the "
    "country's Minister of Defence {PA} on 3 May 2021.",
    "Visit to {A}\n\nThe Commander of the {B} Air Force, Lieutenant General {PB}, met the Minister of Defence of {A}, "
    "{PA}, on 3 May 2021.",
)
SUBJECTS = {
    "ab": (
        "The Ministers", "Both sides", "They", "The two countries", "Both delegations", "{A} and {B}", "{Af} and {Bf}",
        "{Ac} and {Bc}", "Ministers {SA} and {SB}", "{SA} and {SB}", "Mr. {SA} and Ms. {SB}", "Each side",
        "The {Ad} and {Bd} Ministers", "The host and his guest", "{Ad} and {Bd} officials", "The two neighbours",
        "Representatives of {A} and {B}", "The {Ad} and {Bd} Governments", "The {Ad} and {Bd} Ministries of Defence",
        "{A}'s {PA} and {B}'s {PB}", "Minister {SA} and his counterpart",
        "The {Ad} Defence Minister, {PA}, and his {Bd} counterpart, {PB},", "Minister {SA}, along with Minister {SB},",
        "Together with Minister {SA}, Minister {SB}", "The Ministers, mindful of the risks,",
        "The Ministers of Defence, {PA} ({A}) and {PB} ({B}),", "Recalling the treaty of 1990, the Ministers",
        "The Chiefs of Defence of the two countries, General {A2} and General {B2},",
        "{Ad} Navy Chief Vice Admiral {A2} and {Bd} Navy Chief Admiral {B2}",
        "The Ministers reviewed the talks, praised the crews, and also",
    ),
    "a": (
        "{A}", "{Ac}", "Minister {SA}", "DG {SA}",
        "The {Ad} Minister", "{A}'s defence chief", "The {Ad} Ministry of Defence",
        "{A}'s Defence Minister {PA}", "The Chief of Defence of {A}, General {A2},", "{Ad} Ambassador {A2}",
        "The Ambassador of {A} to {B}, {A2},", "{A}'s Ambassador to {B}, {A2},", "The {Ad} side, led by Minister {SA},",
        "{A2}, State Secretary at the {Ad} Ministry of Defence,", "The head of the {Ad} delegation, {A2},",
        "Minister {SA}, who arrived in {Bc} on Sunday,", "On behalf of the Government of {A}, Minister {SA}",
        "Minister {SA}, the first {Ad} minister to visit {B} in ten years,", "{A}, as the host of the meeting,",
    ),
    "b": (
        "{B}", "{Bc}", "For her part, Minister {SB}", "The {Bd} delegation", "{B}, whose ships patrol the strait,",
        "Minister {SA} praised the crews, and Minister {SB}", "{B} praised the crews. It also",
        "Minister {SB} praised the crews. He also", "Minister {SA} met with Minister {SB}. The latter",
        "Members of the {Bd} delegation", "{A} praised the plan, whereas {B}",
        "Minister {SB}, speaking after the talks,",
    ),
    "": (
        "Brazil", "General Ivan Petrov of Bulgaria", "The World Bank", "Brazilian officials", "Critics", "Neither side",
    ),
}  # fmt: skip
KINDS = [(kind, who) for who, kinds in SUBJECTS.items() for kind in kinds]


@pytest.mark.parametrize(("kind", "who"), KINDS, ids=[kind for kind, _ in KINDS])
def test_a_subject_stands_for_the_same_side_with_any_verb_and_any_states(kind: str, who: str) -> None:
    for (at, pair), (number, front) in product(enumerate(PAIRS), enumerate(FRONTS)):
        for verb, rest in VERBS[(at + number) % 2 :: 2]:
            subject = kind.format(**pair)
            said = f"{subject[0].upper()}{subject[1:]} {verb} {rest}."
            wanted = {f"state/{pair[side]}" for side in who} or None
            assert _speakers(front.format(**pair), said, f"{verb} {rest}") == wanted, said


@pytest.mark.parametrize("front", TELLING)
def test_who_speaks_for_whom_is_told_in_many_ways(front: str) -> None:
    for pair, (verb, rest) in product(PAIRS, VERBS[:2]):
        for kind, who in (("The sides", "ab"), ("{PA}", "a"), ("{SA}", "a"), ("{PB}", "b"), ("The {Bd} side", "b")):
            said = f"{kind.format(**pair)} {verb} {rest}."
            wanted = {f"state/{pair[side]}" for side in who}
            assert _speakers(front.format(**pair), said, f"{verb} {rest}") == wanted, said


@pytest.mark.parametrize("other", ["{A}", "Minister {SA}"])
def test_who_joins_another_in_an_act_does_it_with_him(other: str) -> None:
    for pair, front in product(PAIRS, FRONTS):
        for verb, rest in (("condemning", "the attack"), ("calling", "for an end to the violence")):
            said = f"{pair['B']} joined {other.format(**pair)} in {verb} {rest}."
            assert _speakers(front.format(**pair), said, verb) == {f"state/{pair['a']}", f"state/{pair['b']}"}
        alone = f"{pair['B']} joined Brazil in condemning the attack."
        assert _speakers(front.format(**pair), alone, "condemning") == {f"state/{pair['b']}"}


def test_who_heads_an_organ_of_a_body_speaks_for_it_by_the_short_form_of_his_post() -> None:
    front = (
        "The Pacific Islands Forum Secretariat received a gift from Norway.\n\nIt was handed over to the Director "
        "General of the Pacific Islands Forum Secretariat, Mr Rui Paz, by General Kari Lund of the Norwegian Army."
    )
    for verb, rest in VERBS[:4]:
        assert _speakers(front, f"DG Paz {verb} {rest}.", f"{verb} {rest}") == {"org/pacific-islands-forum"}


ATTENDING = (
    "The States participating in the meeting",
    "The Ministers attending the session",
    "The Governments signatory to the Charter",
    "The countries bordering the lake",
    "The Heads of Delegation assembled in Vienna",
    "The delegations that took the floor",
    "The Ministers who had read the report",
    "Ministers from ten countries, including Peru, Chile and Ghana,",
    "Representatives from ten countries and two organizations, including NATO and, as a guest, the African Union",
    "The delegations attending the session, after a long debate,",
)


@pytest.mark.parametrize("kind", ATTENDING)
def test_which_of_a_body_attend_stands_between_them_and_their_verb(kind: str) -> None:
    front = SITTINGS[0].format(name="Lake States Commission", noun="Commission")
    for verb, rest in VERBS:
        assert _speakers(front, f"{kind} {verb} {rest}.", f"{verb} {rest}") == {"org/lake-states-commission"}
