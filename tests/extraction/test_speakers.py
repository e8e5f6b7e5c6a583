"""Who speaks in statements of older and other hands: rosters, governments, conferees, commissions, sovereigns."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extraction.assembly import extract
from kg.names import compact
from kg.reading import Source
from kg.record import Record


def _read(text: str) -> Record:
    return extract(Source(text, text.encode(), "0" * 64, "statement", Path("statement.txt")))


def _parties(text: str) -> list[str]:
    return sorted(iri[-3:] for iri in _read(text).document.parties)


BOTH = ["CHL", "NOR"]


def _acts(text: str) -> list[tuple[str, list[str]]]:
    return [(act.trigger, sorted(iri[-3:] for iri in act.onBehalfOf)) for act in _read(text).acts]


@pytest.mark.parametrize(
    "opening",
    [
        "Consultations took place between the Government of Norway and the Government of the Republic of Chile.",
        "The Government of Norway and the Chilean Embassy announced the sale of two frigates.",
        "At the invitation of the King of Norway, the President of Chile paid an official visit to Norway.",
        "Mr. Rui Paz, the personal envoy of the President of Chile, had talks with the Foreign Minister of Norway.",
    ],
)
def test_the_pair_of_an_opening_without_title_are_the_parties(opening: str) -> None:
    assert _parties(f"{opening}\n\nThe two Governments agreed to fight piracy.") == ["CHL", "NOR"]


def test_rosters_tell_for_whom_persons_speak() -> None:
    text = (
        "Consultations were held in Oslo. Those who took part were:\n\nFor Norway:\n\nPrime Minister Kari Lund\n\n"
        "Minister of Defence Ola Berg\n\nFor the Republic of Chile:\n\nPresident Rui Paz\n\nThe two Governments agreed "
        "to fight piracy. President Paz condemned terrorism."
    )
    assert _acts(text)[-2:] == [("agreed", ["CHL", "NOR"]), ("condemned", ["CHL"])]


def test_a_post_that_one_state_alone_has_tells_the_state() -> None:
    text = (
        "The United States-Chile Council met in Oslo. Vice President Rui Paz and Secretary of State Ann"
        " Stone exchanged views on piracy. Secretary Stone condemned terrorism. Vice President Paz welcomed the truce."
    )
    assert _acts(text)[-2:] == [("condemned", ["USA"]), ("welcomed", ["CHL"])]


def test_conferees_are_all_participants_and_those_of_a_state_its_own() -> None:
    text = (
        "Mr. Rui Paz, the personal representative of the President of Chile, met Mr. Ola Berg, Minister of Trade of "
        "Norway. The conferees discussed piracy. The Chilean conferees welcomed the ceasefire."
    )
    assert _acts(text)[-2:] == [("discussed", ["CHL", "NOR"]), ("welcomed", ["CHL"])]


def test_a_commission_of_the_parties_and_its_committees_speak_for_them() -> None:
    text = (
        "Joint Communiqué of the 3rd Session of the Norway-Chile Joint Commission (NCJC)\n\nPrime Minister Kari Lund "
        "of Norway and President Rui Paz of Chile opened the 3rd session of the Commission in Oslo.\n\nThe NCJC "
        "welcomed the ceasefire in Sudan. The Fisheries Committee discussed piracy."
    )
    assert ("welcomed", ["CHL", "NOR"]) in _acts(text)
    assert ("discussed", ["CHL", "NOR"]) in _acts(text)


def test_a_sovereign_is_known_by_his_style() -> None:
    text = (
        "At the invitation of His Majesty the King of Jordan, the President of Chile paid an official visit to Jordan."
        "\n\nThe President and His Majesty discussed piracy. His Majesty condemned piracy. Both sides welcomed it."
    )
    assert [act for act in _acts(text) if act[0] not in ("invitation", "paid an official visit")] == [
        ("discussed", ["CHL", "JOR"]),
        ("condemned", ["JOR"]),
        ("welcomed", ["CHL", "JOR"]),
    ]


def test_a_wife_who_comes_along_does_not_speak() -> None:
    text = (
        "The President of Chile and Mrs. Ana Paz visited Norway. The President and Mrs. Paz met the King of Norway in "
        "Oslo. Both sides welcomed the ceasefire."
    )
    assert not any("ana-paz" in iri for act in _read(text).acts for iri in act.speakers)


@pytest.mark.parametrize(
    ("opening", "speakers"),
    [
        # who visits whom, with no state beside the inviter
        (
            "At the invitation of Prime Minister Kari Lund, President Rui Paz of the Republic of Chile paid an "
            "official visit to Norway.",
            ["CHL", "NOR"],
        ),
        # sides alone name the parties
        (
            "Talks took place in Oslo between R. Paz, Chairman of the State Committee, and K. Lund, Director General. "
            "The Chilean side thanked the Norwegian side.",
            ["CHL", "NOR"],
        ),
        # two posts that "and" joins are two persons where each has a name
        (
            "Talks took place between R. I. Paz, Chairman of the State Committee of Chile, and the Prime Minister of "
            "Norway, Kari Lund.",
            ["CHL", "NOR"],
        ),
        # the American spelling of a post
        ("Secretary of Defense Ann Stone spoke by phone with Norwegian Minister of Defense Kari Lund.", ["NOR", "USA"]),
        # a surname that is a place too
        (
            "The President of Chile, Rui Lima, and the Prime Minister of Norway, Kari Bergen, met in Oslo.",
            ["CHL", "NOR"],
        ),
    ],
)
def test_both_sides_are_those_whom_the_opening_shows(opening: str, speakers: list[str]) -> None:
    assert _acts(f"{opening}\n\nBoth sides condemned piracy.")[-1] == ("condemned", speakers)


def test_four_ministers_are_two_of_each_side() -> None:
    text = (
        "Norway and Chile held their 2+2 consultations in Oslo. Ms. Kari Lund, Minister for Foreign Affairs, and Mr. "
        "Ola Berg, Minister of Defence, hosted the Hon. Rui Paz MP, Minister for Foreign Affairs, and Ana Rojas, "
        "Minister for Defence.\n\nThe four Ministers condemned it. Minister Paz welcomed it. Minister Berg thanked him."
    )
    assert _acts(text)[-3:] == [("condemned", ["CHL", "NOR"]), ("welcomed", ["CHL"]), ("thanked", ["NOR"])]


def test_a_forum_of_no_party_speaks_for_itself() -> None:
    text = "The ASEAN Regional Forum was held in Oslo on 2 July 2013.\n\nThe Ministers welcomed the truce."
    assert [act.onBehalfOf for act in _read(text).acts if act.trigger == "welcomed"] == [
        ("https://w3id.org/defcoop/id/forum/asean-regional-forum",)
    ]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Prime Minister of Japan Mori Ken and Prime Minister of Norway Kari Lund met. Mr. Mori spoke.", "ken-mori"),
        ("Prime Minister of Japan Ken Mori and Prime Minister of Norway Kari Lund met. Mr. Mori spoke.", "ken-mori"),
        ("Prime Minister of Japan MORI Ken and Prime Minister of Norway Kari Lund met.", "ken-mori"),
        ("President of China Wei Ming and Prime Minister of Norway Kari Lund met. President Wei spoke.", "wei-ming"),
        ("President of China Ming WEI and Prime Minister of Norway Kari Lund met.", "wei-ming"),
        ("Prime Minister of Norway Lund Kari and President of China Wei Ming met. Mr. Lund spoke.", "lund-kari"),
    ],
)
def test_a_person_has_one_iri_in_either_order_of_names(text: str, person: str) -> None:
    persons = {iri.rpartition("/")[2] for iri in _read(text + "\n\nBoth sides condemned piracy.").document.participants}
    assert person in persons


def test_a_post_inside_another_is_not_held() -> None:
    text = (
        "Talks were held in Oslo.\n\nFor Norway:\n\nPrime Minister Kari Lund\n\nSecretary General to the President "
        "Ola Berg\n\nAmbassador to Chile Ann Dahl\n\nFor Chile:\n\nPresident Rui Paz\n\nThey agreed to meet."
    )
    held = {(f.subject.rpartition("/")[2], f.object.partition("post/")[2]) for f in _read(text).facts}
    assert ("ola-berg", "NOR/president") not in held
    assert any(person == "ann-dahl" and post.startswith("NOR/ambassador") for person, post in held)


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # an organization named inside the name of its summit, and the summit as speaker
        (
            "COMMUNIQUÉ OF THE 38TH SADC SUMMIT OF HEADS OF STATE AND GOVERNMENT\n\nThe 38th Ordinary Summit was held "
            "in Windhoek on 17 August 2018.\n\nSummit condemned piracy.",
            ["adc"],
        ),
        # the organ of an organization
        (
            "The Authority of Heads of State and Government of ECOWAS held its 50th Ordinary Session in Abuja.\n\nThe "
            "Authority condemned piracy.",
            ["was"],
        ),
        # two posts of one, and three who meet
        (
            "The Hon. Rui Paz MP, Deputy Prime Minister and Minister for Defence of Australia, the Rt Hon Ben Wall MP, "
            "Secretary of State for Defence of the United Kingdom, and Minister of Defence Kari Lund of Norway met in "
            "Oslo.\n\nThe Ministers condemned piracy.",
            ["AUS", "GBR", "NOR"],
        ),
        # service chiefs
        (
            "Admiral John Hill, U.S. Chief of Naval Operations, met Admiral Rui Paz, Commander of the Navy of Chile, "
            "in Oslo.\n\nThe Admirals condemned piracy.",
            ["CHL", "USA"],
        ),
        # a government in a list is its state
        (
            "The Government of Norway and the Government of Chile have agreed as follows.\n\nThe Parties condemn it.",
            ["CHL", "NOR"],
        ),
    ],
)
def test_bodies_of_many_kinds_speak(text: str, speakers: list[str]) -> None:
    assert _acts(text)[-1][1] == speakers


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ('"We will fight piracy together," Minister Paz said.', [("will fight", ["CHL"]), ("said", ["CHL"])]),
        ('"A great day," said Minister Berg. "We welcome the truce."', [("said", ["NOR"]), ("welcome", ["NOR"])]),
        ("Minister Berg said: “We welcome the truce.”", [("said", ["NOR"]), ("welcome", ["NOR"])]),
        ("They adopted the “Declaration on Quiet Seas”. We welcome it.", [("adopted", BOTH), ("welcome", BOTH)]),
    ],
)
def test_who_is_quoted_speaks_alone(words: str, expected: list[tuple[str, list[str]]]) -> None:
    opening = "Minister of Defence Ola Berg of Norway and Minister of Defence Rui Paz of Chile met in Oslo."
    assert _acts(f"Joint Statement of Norway and Chile\n\n{opening}\n\n{words}")[1:] == expected


@pytest.mark.parametrize(
    "subject",
    [
        "Paz, for his part,",
        "President Paz, in solidarity with the people of Peru,",
        "The visiting dignitary",
        "The President (Rui Paz)",
        "The President of Chile, the Hon. Rui Paz MP,",
        "The Chilean Ministry of Defence",
    ],
)
def test_a_subject_is_known_by_what_stands_beside_it(subject: str) -> None:
    opening = "President Rui Paz of Chile visited Norway and met Prime Minister Ola Berg of Norway in Oslo."
    assert _acts(f"Readout\n\n{opening}\n\n{subject} welcomed the truce.")[-1] == ("welcomed", ["CHL"])


THREE = (
    "Joint Statement of Norway, Chile and Peru\n\nThe Ministers of Defence of Norway, Chile and Peru met in Oslo.\n\n"
)


def test_a_group_with_some_of_the_states_is_theirs_alone() -> None:
    acts = _acts(f"{THREE}The Ministers of Chile and Peru thanked their host. The Ministers condemned piracy.")
    assert acts[-2:] == [("thanked", ["CHL", "PER"]), ("condemned", ["CHL", "NOR", "PER"])]


def test_a_group_whose_list_goes_on_is_not_narrowed() -> None:
    acts = _acts(f"{THREE}The Ministers of Norway and Chile, as well as the envoy of Peru, condemned piracy.")
    assert acts[-1] == ("condemned", ["CHL", "NOR", "PER"])


def test_a_state_behind_the_short_form_of_a_post_is_whose_post_it_is() -> None:
    text = (
        "General Ola Berg, Chief of Defence Staff (CDS) Norway, who is on an official visit to Chile, called on General"
        " Rui Paz, Chief of Army Staff of Chile, today.\n\nGeneral Berg praised the Chilean Army."
    )
    assert _acts(text) == [("called on", ["NOR"]), ("praised", ["NOR"])]


@pytest.mark.parametrize("headline", ["DEFENCE MINISTERS MEET IN OSLO", "Defence Ministers Meet in Oslo"])
def test_what_ministers_do_in_a_headline_is_no_name(headline: str) -> None:
    opening = "Minister of Defence of Norway Ola Berg received his Chilean counterpart Rui Paz."
    text = f"NORWEGIAN AND CHILEAN {headline}\n\n{opening}"
    assert [iri.rpartition("/")[2] for iri in _read(text).document.participants] == ["ola-berg", "rui-paz"]


PAIR = (
    "Joint Statement of Norway and Chile\n\n"
    "Minister of Defence of Norway Ola Berg met Minister of Defence of Chile Rui Paz.\n\n"
)


@pytest.mark.parametrize(
    ("sentence", "invited"),
    [
        ("At the invitation of Minister Berg, Minister Paz paid an official visit to Norway.", ["rui-paz"]),
        ("Minister Paz visited Norway at the invitation of Minister Berg.", ["rui-paz"]),
        ("Minister Paz extended an invitation to his Norwegian counterpart to visit Chile.", ["ola-berg"]),
        ("Minister Berg invited the Chilean Minister to visit Norway.", ["rui-paz"]),
        ("Minister Berg invited his colleague to attend the exercise.", ["rui-paz"]),
        ("Minister Berg invited experts to Oslo.", []),
        ("The Ministers noted that President Lund would visit Chile at the invitation of Minister Paz.", []),
    ],
)
def test_an_invitation_is_to_who_comes_or_the_other_of_two(sentence: str, invited: list[str]) -> None:
    acts = [act for act in _read(PAIR + sentence).acts if act.type.endswith("/invite")]
    assert [[iri.rpartition("/")[2] for iri in act.addressees] for act in acts] == [invited]


def test_his_colleague_speaks_for_the_other_of_two() -> None:
    assert _acts(f"{PAIR}Minister Berg condemned piracy. His colleague thanked him.")[-1] == ("thanked", ["CHL"])


def test_a_name_with_post_and_relative_clause_keeps_its_verb() -> None:
    sentence = "Minister Paz, Minister of Defence of Chile, who is on a visit to Norway, condemned piracy."
    assert _acts(PAIR + sentence)[-1] == ("condemned", ["CHL"])


def test_who_is_named_behind_with_speaks_in_his_own_participle() -> None:
    acts = _acts(f"{PAIR}The Ministers discussed piracy, with Minister Paz thanking Norway for its support.")
    assert acts[-2:] == [("discussed", ["CHL", "NOR"]), ("thanking", ["CHL"])]


def test_what_a_state_gives_along_with_an_accord_is_no_act() -> None:
    assert _acts(f"{PAIR}The Ministers signed an accord, with Norway providing two ships.")[-1][0] == "signed"


@pytest.mark.parametrize(
    "opening",
    [
        "The Ministers of Defence of Peru, Chile and Norway met in Oslo under the chairmanship of the Minister of "
        "Defence of Norway, Kari Lund.",
        "The Ministers of Defence of Peru, Chile and Norway met in Oslo. Minister of Defence of Norway Kari Lund "
        "chaired the meeting.",
    ],
)
def test_who_chairs_is_the_chair(opening: str) -> None:
    text = f"Joint Statement of Peru, Chile and Norway\n\n{opening}\n\nThe Chair thanked the delegates."
    acts = _read(text).acts
    assert (acts[-1].trigger, [iri[-3:] for iri in acts[-1].onBehalfOf]) == ("thanked", ["NOR"])


def test_who_comes_at_the_invitation_of_the_side_that_receives_him_is_the_guest() -> None:
    text = (
        "Joint Statement of Peru and Norway\n\nThe Minister of Defence of Norway, Kari Lund, received the Minister of "
        "Defence of Peru, Rui Paz, who is on a visit to Norway at the invitation of the Norwegian Ministry of Defence."
    )
    (invitation,) = (act for act in _read(text).acts if act.trigger == "invitation")
    assert [iri.rpartition("/")[2] for iri in invitation.addressees] == ["rui-paz"]


def test_two_offices_of_one_state_share_the_state_behind_the_second() -> None:
    text = (
        "Joint Statement of Peru and Norway\n\nForeign Minister Kari Lund and Minister of Defence Ola Berg of Norway "
        "met Foreign Minister Eva Solis and Minister of Defence Rui Paz of Peru in Oslo."
    )
    found = _read(text).facts
    held = {fact.object.rpartition("/id/")[2] for fact in found if fact.predicate.endswith("heldPost")}
    assert held == {
        f"post/{code}/minister-of-{field}" for code in ("NOR", "PER") for field in ("defence", "foreign-affairs")
    }


VISIT = (
    "Joint Statement of Peru and Norway\n\nMinister of Defence of Norway Kari Lund visited Peru at the invitation of "
    "Minister of Defence of Peru Rui Paz.\n\n"
)


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        ("Minister Lund was received by the Prime Minister of Peru.", ["PER"]),
        ("Minister Lund was received by President Rey.", ["rey"]),
        ("Minister Lund and the members of her party thanked Peru.", ["kari-lund"]),
        ("They convened the second Peru-Norway 2+2.", ["kari-lund", "rui-paz"]),
    ],
)
def test_who_receives_thanks_and_convenes_on_a_visit(sentence: str, speakers: list[str]) -> None:
    (act,) = _read(VISIT + sentence).acts[-1:]
    assert [iri.rpartition("/")[2] for iri in act.speakers] == speakers
    assert act.start > len(VISIT)


def test_a_post_without_a_name_is_that_of_the_one_person_without_a_post_whom_his_rank_names() -> None:
    text = (
        "Statement by NATO and Chile\n\nThe statement was issued by the Secretary General of NATO and the Chief of "
        "Defence of Chile.\n\nNATO Secretary General Kari Lund and Lt. Gen. Rui Paz met in Lima. The General "
        "praised NATO."
    )
    acts = _read(text).acts
    assert [iri.rpartition("/")[2] for iri in acts[-1].speakers] == ["rui-paz"]
    assert set(acts[-2].onBehalfOf) == {"https://w3id.org/defcoop/id/org/nato", "https://w3id.org/defcoop/id/state/CHL"}


def test_the_members_of_a_body_that_two_states_gather_speak_for_it() -> None:
    text = (
        "Joint Statement of Norway and Chile\n\nNorway and Chile co-hosted a meeting of the Polar Rescue Coalition in "
        "Oslo. Members of the Coalition welcomed the truce. Coalition partners condemned piracy. The two hosts thanked "
        "the members of the Coalition for their contributions."
    )
    coalition = ["dcr:org/polar-rescue-coalition"]
    acts = [(act.trigger, sorted(compact(iri) for iri in act.onBehalfOf)) for act in _read(text).acts]
    assert acts[-3:] == [
        ("welcomed", coalition),
        ("condemned", coalition),
        ("thanked", ["dcr:state/CHL", "dcr:state/NOR"]),
    ]


def test_the_members_of_a_commission_that_the_parties_form_are_the_parties() -> None:
    text = (
        "Joint Statement of Norway and Chile\n\nNorway and Chile co-chaired a session of the Joint Rescue Commission "
        "in Oslo. Members of the Commission welcomed the truce."
    )
    assert _acts(text)[-1] == ("welcomed", ["CHL", "NOR"])


def test_a_person_of_no_known_state_is_an_issue_beside_parties_and_no_party() -> None:
    text = (
        "Joint Statement of Norway, Chile and Peru\n\nThe Ministers of Norway, Chile and Peru met in Oslo. "
        "Commissioner Amo briefed them on the truce. Dr. Henry Solberg condemned piracy. He thanked the crews."
    )
    record = _read(text)
    assert [act.trigger for act in record.acts] == ["met"]
    assert "Dr. Henry Solberg" in {issue.text for issue in record.issues if issue.code == "unknown-speaker"}


def test_guests_beside_a_list_of_states_do_not_hide_it_and_who_invited_chairs() -> None:
    text = (
        "Meeting on Training\nChair's Statement\n\nMinisters from Peru, Chile, Norway and Kenya, together with "
        "representatives of the World Bank, gathered in Oslo at the invitation of the Minister of Defence of "
        "Norway, Kari Lund.\n\nParticipants condemned piracy. The Chair praised them."
    )
    acts = _read(text).acts
    assert {"CHL", "KEN", "NOR", "PER"} <= {iri[-3:] for iri in acts[-2].onBehalfOf}
    assert [iri[-3:] for iri in acts[-1].onBehalfOf] == ["NOR"]


def test_a_body_of_several_states_that_no_list_has_speaks_where_its_session_begins_the_text() -> None:
    text = (
        "Polar Rescue Council, Third Session, Communique\n\n"
        "The Council held its third session in Lima. The delegations were led by:\n\n"
        "1. Mr. Rui Paz, Minister of Defence, Chile.\n"
        "2. Ms. Kari Lund, Minister of Defence, Norway.\n"
        "3. Mr. Ola Berg, Minister of Defence, Sweden.\n\n"
        "The Council condemned piracy. Minister Lund welcomed the truce."
    )
    record = _read(text)
    assert [compact(iri) for iri in record.document.parties] == ["dcr:org/polar-rescue-council"]
    assert len(record.document.participants) == 3
    acts = [(act.trigger, [compact(iri) for iri in act.onBehalfOf]) for act in record.acts]
    assert acts[-2:] == [("condemned", ["dcr:org/polar-rescue-council"]), ("welcomed", ["dcr:state/NOR"])]


@pytest.mark.parametrize(
    "told",
    ["The session was inaugurated by the President of Chile.", "The Chilean Minister inaugurated the conference."],
)
def test_who_opens_a_meeting_does_no_act_by_that(told: str) -> None:
    opening = "Joint Statement of Norway and Chile\n\nThe Ministers of Norway and Chile met in Oslo."
    text = f"{opening} {told} They condemned piracy."
    assert [trigger for trigger, _ in _acts(text)] == ["met", "condemned"]


_COMMISSION = (
    "Results of the NATO-Georgia Commission\n\nThe meeting of the NATO-Georgia Commission was held in Oslo.\n\n"
    "The Defence Minister of Georgia Rui Paz made a speech. He thanked the crews. The Minister welcomed the plan.\n\n"
)


@pytest.mark.parametrize(
    ("told", "speakers"),
    [
        ('NATO Secretary General Kari Lund gave opening remarks.\n\n"We condemn the attack."', "nato"),
        ("NATO Secretary General Kari Lund said:\n\nWe condemn the attack.", "nato"),
        ("NATO Ministers condemned the attack.", "nato"),
        ("The sides condemned the attack.", "nato-georgia-commission"),
        ("The Russian Foreign Minister said:\n\nWe condemn the attack.", None),
    ],
)
def test_in_a_commission_an_alliance_and_its_partner_speak_for_themselves(told: str, speakers: str | None) -> None:
    found = [(a.trigger, [iri.rpartition("/")[2] for iri in a.onBehalfOf]) for a in _read(_COMMISSION + told).acts]
    assert found[1:3] == [("thanked", ["GEO"]), ("welcomed", ["GEO"])]
    assert found[3:] == ([(found[-1][0], [speakers])] if speakers else [])


def test_the_head_of_a_body_speaks_for_it_though_a_report_names_him_first_as_its_source() -> None:
    text = (
        "OSCE monitors under fire in eastern Ukraine\n\nMonitors of the Organization for Security and Cooperation in"
        " Europe (OSCE) came under fire, says a statement of the organization's Chairperson-in-Office Kari Lund.\n\n"
        "He urged all sides to stop. Lund condemned the attack."
    )
    assert [compact(iri) for iri in _read(text).document.parties] == ["dcr:org/osce"]
    assert _acts(text) == [("urged", ["sce"]), ("condemned", ["sce"])]


def test_the_ministers_of_a_meeting_are_not_the_one_state_that_tells_of_it() -> None:
    text = (
        "Minister of Defence of Norway Kari Lund was in Oslo.\n\nMinister Lund welcomed the plan. {} decided to talk."
    )
    assert _acts(text.format("She"))[-2:] == [("welcomed", ["NOR"]), ("decided", ["NOR"])]
    assert _acts(text.format("The Defence Ministers"))[-1:] == [("welcomed", ["NOR"])]


def test_delegations_of_some_members_speak_for_these() -> None:
    text = "Communique of the Fjord Cooperation Council\n\nThe Fjord Cooperation Council met in Oslo.\n\n"
    assert _acts(text + "The delegations of Peru and Chile condemned piracy.")[-1] == ("condemned", ["CHL", "PER"])


def test_paragraphs_that_each_begin_with_their_verb_go_on_the_list_of_who_speaks() -> None:
    text = (
        "Joint Communique of Norway and Chile\n\nThe Ministers of Defence of Norway and Chile:\n\nConfirm their"
        " support for the mission. It must go on.\n\nWelcome the truce.\n\nExpress their hope that it"
        " will last.\n\nShips sailed."
    )
    assert _acts(text) == [("Confirm", BOTH), ("Welcome", BOTH), ("Express their hope", BOTH)]


def test_ministers_whom_commas_alone_join_meet_together() -> None:
    text = (
        "Ministers met in Oslo\n\nThe Minister of Defence of Norway, the Minister of Defence of Chile, the Minister of"
        " National Defence of Peru held a meeting in Oslo."
    )
    assert _acts(text) == [("held a meeting", ["CHL", "NOR", "PER"])]


def test_a_press_release_of_a_ministry_is_a_label_and_tells_whose_the_minister_is() -> None:
    text = (
        "Baltic and Polish Ministers talk\n\nPress release from the Ministry of National Defence Republic of Lithuania"
        '\n\n"We will train together," Minister of National Defence Jonas Berg said at a meeting with Ministers of'
        ' Estonia, Latvia and Poland in Tallinn.\n\n"It is ours," J. Berg added. The Ministers condemned the attack.'
    )
    record = _read(text)
    assert record.document.title == "Baltic and Polish Ministers talk"
    assert _acts(text)[-2:] == [("added", ["LTU"]), ("condemned", ["EST", "LTU", "LVA", "POL"])]


@pytest.mark.parametrize(
    "said",
    [
        "- We condemn the attack - said Minister Paz.",
        "– We condemn the attack and its results – Minister Paz emphasised.",
    ],
)
def test_a_paragraph_between_dashes_is_of_who_says_it(said: str) -> None:
    text = (
        "Ministers meet in Oslo\n\nMinister of Defence of Norway Kari Lund met Minister of Defence of Chile Rui Paz in"
        f" Oslo.\n\n{said} He thanked the crews."
    )
    assert [speakers for _, speakers in _acts(text)[1:]] == [["CHL"], ["CHL"], ["CHL"]]


def test_of_two_who_hold_an_office_the_office_alone_means_the_one_named_last() -> None:
    text = (
        "Meeting in Oslo\n\nDeputy Prime Minister and Minister of Defence of Chile Rui Paz met the Minister of Defence"
        " of Norway, Kari Lund, in Oslo.\n\nMinister Paz thanked the crews. The Minister of"
        " Defence praised the plan."
    )
    assert _acts(text)[-1] == ("praised", ["CHL"])


def test_states_speak_in_a_body_whose_members_no_list_has() -> None:
    text = "Communique of the Fjord Cooperation Council\n\nThe Fjord Cooperation Council met in Oslo.\n\n"
    assert _acts(text + "The Defence Minister of Peru, Ana Rojas, welcomed the patrols.")[-1] == ("welcomed", ["PER"])
