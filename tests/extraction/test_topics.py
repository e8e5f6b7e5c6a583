"""What an act is about: the head of its content first."""

from __future__ import annotations

import pytest

from kg.names import compact
from tests.extraction.test_acts import names, only, read


def topics(text: str) -> list[str]:
    return [compact(iri).removeprefix("dcc:") for iri in only(text).topics]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The Ministers discussed piracy.", "issue/piracy"),
        ("The Ministers discussed piracy, given the rise of terrorism.", "issue/piracy"),
        ("The Ministers decided to deepen cooperation on cyber defence.", "area/cyber-defence"),
        ("The Ministers discussed cyber defence under the treaty on peacekeeping.", "area/cyber-defence"),
        ("The Ministers welcomed dialogue on piracy.", "issue/piracy"),
        ("The Ministers will deepen piracy patrols, building on last year's work in peacekeeping.", "issue/piracy"),
        (
            "The Ministers welcomed the pact on terrorism that will also open the way to cyber defence.",
            "issue/terrorism",
        ),
        ("The Ministers discussed co-operation in defence.", "area/defence-cooperation"),
    ],
)
def test_the_head_of_the_content_is_the_first_topic(text: str, first: str) -> None:
    assert topics(text)[0] == first


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The Ministers stressed that the ties between their peoples are a pillar of freedom of the press.", "ties"),
        ("The Ministers noted that their partnership has helped fishing.", "ties"),
        ("The Ministers agreed that their friendship will serve trade.", "ties"),
        ("The Ministers stressed that trade is a pillar of their friendship.", "trade"),
        ("The Ministers noted that fishing cannot go on unless Peru acts against piracy.", "fisheries"),
    ],
)
def test_what_is_told_is_about_its_subject_before_its_predicate(text: str, first: str) -> None:
    expected = {"ties": "issue/bilateral-relations", "trade": "issue/trade", "fisheries": "area/fisheries"}
    assert topics(text)[0] == expected[first]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The Ministers will deepen cooperation in defence and security as well as boosting trade.", "defence"),
        ("The Ministers discussed defence cooperation, as well as the price of coffee.", "defence"),
        ("The Ministers discussed security challenges that weaken trade.", "environment"),
        ("The Ministers discussed the situation in that area of trade.", "trade"),
    ],
)
def test_what_is_added_or_told_beside_the_head_phrase_comes_after_it(text: str, first: str) -> None:
    expected = {
        "defence": "area/defence-cooperation",
        "environment": "issue/security-environment",
        "trade": "issue/trade",
    }
    assert topics(text)[0] == expected[first]


def test_an_owner_comes_after_what_he_owns() -> None:
    assert topics("The Ministers praised NATO's UNMISS.")[0] == "area/peacekeeping"
    assert topics("The Ministers praised the work of NATO.")[0] != "area/peacekeeping"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The Ministers welcomed cooperation of the Norwegian Navy and the Chilean Navy.", "area/naval-operations"),
        ("The Ministers welcomed cooperation between the Chilean Armed Forces.", "area/defence-cooperation"),
        ("The Ministers welcomed the work of the Chilean Army on peacekeeping.", "area/peacekeeping"),
        ("The Ministers welcomed the sending of two F-16s.", "area/combat-aircraft"),
        ("The Ministers praised Talisman Sabre.", "area/exercise"),
        ("The Ministers praised the Merida Initiative.", "issue/drug-trafficking"),
        ("The Ministers praised talks with the E3.", "area/dialogue"),
    ],
)
def test_who_and_what_is_named_tells_the_field_where_no_word_does(text: str, first: str) -> None:
    assert topics(text)[0] == first


def test_a_visit_or_condolences_give_way_to_what_they_are_for() -> None:
    assert topics("The Ministers discussed the visit of the hospital ship.")[0] == "area/military-medicine"
    assert topics("The Ministers offered condolences to the victims of the floods.")[0] == "issue/natural-disasters"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The Ministers discussed the rehabilitation of the railway.", "area/transport"),
        ("The Ministers discussed the rehabilitation of the province.", "area/development-cooperation"),
        ("The Ministers discussed joint plans for floods.", "issue/natural-disasters"),
        ("The Ministers discussed shared values and piracy.", "issue/piracy"),
        ("The Ministers discussed shared values.", "issue/democracy"),
    ],
)
def test_what_is_named_in_passing_gives_way(text: str, first: str) -> None:
    assert topics(text)[0] == first


def test_the_settlement_of_something_is_about_that() -> None:
    assert topics("The Ministers welcomed the settlement of border issues.")[0] == "issue/territorial-dispute"
    assert topics("The Ministers welcomed the peaceful settlement of disputes.")[0] == "issue/peaceful-resolution"


def test_a_word_inside_the_name_of_a_place_is_no_topic() -> None:
    assert topics("The Ministers signed an agreement on fishing at Haakonsvern Naval Base.")[0] != "issue/basing"


def test_what_others_say_beside_an_act_is_no_topic_of_it() -> None:
    acts, _ = read("Norway condemned the missile launch, while Chile expressed concern at piracy.")
    assert [names(act.topics) for act in acts] == [["issue/missile-launches"], ["issue/piracy"]]


def test_restraint_that_is_exercised_is_no_exercise() -> None:
    assert "area/exercise" not in topics("The Ministers called on all parties to exercise self-restraint.")


def test_a_plain_word_tells_the_topic_where_nothing_finer_does() -> None:
    assert topics("The Ministers expressed their concern over events in that area.") == ["issue/security-environment"]
    assert topics("The Ministers expressed concern over piracy in that situation.")[0] == "issue/piracy"


def test_all_members_of_a_list_are_topics() -> None:
    found = topics("The Ministers discussed various challenges, such as piracy, terrorism and cyber defence.")
    assert {"issue/piracy", "issue/terrorism", "area/cyber-defence"} <= set(found)


def test_a_topic_of_another_clause_is_no_topic_of_the_act() -> None:
    assert "issue/piracy" not in topics("The Ministers discussed peacekeeping. Piracy has declined.")


def test_cooperation_without_a_field_is_defence_cooperation_or_cooperation() -> None:
    assert topics("The Ministers decided to cooperate more often.")[0] in (
        "area/defence-cooperation",
        "area/cooperation",
    )


def test_two_verbs_with_one_object_share_its_topic() -> None:
    from tests.extraction.test_acts import read

    acts, _ = read("The Ministers praised and thanked the peacekeeping troops.")
    assert acts[0].topics == acts[1].topics != ()


@pytest.mark.parametrize(
    ("text", "first"),
    [
        # a place turns a wide concept into what is at issue there
        ("The Ministers noted the conflict in Vietnam.", "issue/indochina"),
        ("The Ministers discussed the situation in Angola.", "issue/africa-security"),
        ("The Ministers discussed piracy off Angola and peace there.", "issue/piracy"),
        ("The Ministers discussed the fighting in Darfur.", "issue/horn-of-africa"),
        ("The Ministers discussed tension with Angola.", "issue/threat-to-peace"),
        # who does a deed is part of its phrase, and a plain word tells what no name does
        ("The Ministers condemned attacks by drones.", "area/autonomy-and-ai"),
        ("The Ministers discussed the reactor.", "area/nuclear-energy"),
        ("The Ministers discussed several trawlers.", "issue/iuu-fishing"),
        # an adjunct before the head phrase
        ("The Ministers agreed that, in view of the rise of piracy, peacekeeping is vital.", "area/peacekeeping"),
        # a part of a name of a state is no region
        ("The Ministers welcomed South Africa's friendship.", "issue/bilateral-relations"),
    ],
)
def test_the_first_topic_is_what_the_head_phrase_says(text: str, first: str) -> None:
    assert topics(text)[0] == first


def test_an_act_without_a_topic_goes_on_with_that_of_its_paragraph() -> None:
    from tests.extraction.test_acts import read

    acts, _ = read("The Ministers discussed piracy. Norway concurred in this assessment.")
    assert acts[1].topics == acts[0].topics[:1]


@pytest.mark.parametrize(
    ("text", "commits"),
    [
        ("The Ministers agreed that the patrols should be increased.", True),
        ("The Ministers agreed that Peru should end its tests.", False),
        ("It is contemplated that the funds will be used for training.", True),
        ("The Ministers noted that the patrols should be increased.", False),
    ],
)
def test_what_all_agree_should_be_done_binds_them(text: str, commits: bool) -> None:
    assert only(text).commits is commits


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The Ministers reiterated their full support for UNMISS.", "area/peacekeeping"),
        ("The Ministers recalled the CFE Treaty.", "issue/arms-control"),
        ("The Ministers discussed piracy and the European Union.", "issue/piracy"),
        ("The Ministers stressed the importance of efforts to fight piracy.", "issue/piracy"),
    ],
)
def test_an_individual_bears_on_a_topic_where_no_finer_one_is_named(text: str, first: str) -> None:
    assert topics(text)[0] == first


def test_a_state_that_nothing_more_is_said_of_is_the_topic_itself() -> None:
    assert [iri.rpartition("/")[2] for iri in topics("The Ministers thanked Peru for its generosity.")] == ["PER"]


def test_content_that_no_concept_covers_has_no_topic_rather_than_that_of_the_sentence_before() -> None:
    from tests.extraction.test_acts import read

    acts, issues = read("The Ministers condemned piracy. They praised the remarkable paintings of the young artist.")
    assert acts[1].topics == ()
    assert "act-without-topic" in [issue.code for issue in issues]


def test_restraint_is_no_exercise() -> None:
    assert "area/exercise" not in topics("The Ministers urged all parties to exercise restraint.")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        # what is specific comes before what is wide or general
        ("The Ministers discussed peace and stability, piracy and peacekeeping.", "issue/piracy"),
        ("The Ministers discussed dialogue and cooperation on piracy.", "issue/piracy"),
        ("The Ministers decided to work together to stop piracy.", "issue/piracy"),
        # but not before what it is only a circumstance of
        ("The Ministers discussed training assistance, in view of piracy.", "area/training-assistance"),
        # a title names no topic
        ("The Ministers discussed piracy with Foreign Minister Arne Dahl.", "issue/piracy"),
        # a region stands for what is at issue there
        ("The Ministers discussed the prospects of Central Europe.", "issue/european-security"),
    ],
)
def test_the_first_topic_is_that_of_the_whole_phrase(text: str, first: str) -> None:
    assert topics(text)[0] == first


def test_a_congratulation_is_not_about_the_words_of_an_office() -> None:
    assert "area/defence-cooperation" not in topics(
        "Norway congratulated Minister of Defence Arne Dahl on his new task."
    )


def test_what_is_quoted_tells_the_topic_of_the_verb_behind_it() -> None:
    from tests.extraction.test_acts import read

    acts, _ = read('"Piracy concerns both our countries," says Minister Lund.')
    assert [compact(act.topics[0]) for act in acts if act.trigger == "says"] == ["dcc:issue/piracy"]


def test_an_act_that_points_back_is_about_what_was_said_before() -> None:
    from tests.extraction.test_acts import read

    acts, _ = read("The Ministers discussed piracy. They decided to cooperate against those perils.")
    assert acts[1].topics[:1] == acts[0].topics[:1]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The Ministers expressed concern over the crisis in Burundi.", "issue/africa-security"),
        ("The Ministers recalled the SALT II treaty.", "issue/arms-control"),
        ("The Ministers expressed concern over the release of hostages.", "issue/abductions"),
        ("The Ministers discussed the plight of internally displaced persons.", "issue/refugees"),
        ("The Ministers reviewed the handing over of patrol boats.", "area/naval-shipping"),
        ("The Ministers discussed mutual and balanced reductions of forces.", "issue/disarmament"),
        ("The Ministers discussed the search for the missing.", "issue/veterans"),
        ("The Ministers discussed attacks on undersea cables.", "issue/critical-infrastructure"),
        ("The Ministers discussed the attempted coup.", "issue/democracy"),
        ("The Ministers discussed the transmission lines between their capitals.", "area/energy-cooperation"),
        ("The Ministers discussed asset freezes.", "issue/sanctions-implementation"),
        ("The Ministers discussed the forest fires.", "issue/natural-disasters"),
        ("The Ministers discussed combat casualty care.", "area/military-medicine"),
        ("The Ministers discussed scam centres.", "issue/transnational-crime"),
        ("The Ministers discussed lithium.", "issue/critical-minerals"),
        ("The Ministers discussed the conflict between the two states.", "issue/armed-conflict"),
    ],
)
def test_the_vocabulary_of_every_decade_names_its_topic(text: str, first: str) -> None:
    assert topics(text)[0] == first


def test_talks_without_more_are_dialogue() -> None:
    assert topics("The Ministers held bilateral discussions.") == ["area/policy-dialogue"]


def test_what_is_denied_unless_something_else_is_about_that() -> None:
    words = "The Ministers affirmed that dialogue cannot be expected unless Peru takes action against piracy."
    assert topics(words)[0] == "issue/piracy"


def test_a_code_name_says_only_what_kind_of_thing_it_names() -> None:
    assert topics("The Ministers welcomed Exercise OCEAN LION 2020.") == ["area/exercise"]
