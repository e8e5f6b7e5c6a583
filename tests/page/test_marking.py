from __future__ import annotations

from dataclasses import replace

from kg.page import Finding, Mention, PageData, render_page
from kg.page.marking import find_names, name_finder
from tests.page.test_data import finding, unpack
from tests.sample_record import GULF, KOREA, TEXT

NAMES = {"urn:p3c": ("P-3C", "P-3C patrol aircraft"), "urn:us": ("US", "United States"), "urn:missile": ("missile",)}


def found(text: str, *entities: str) -> list[str]:
    spans = find_names(text, [(0, len(text), entities)], name_finder(NAMES))
    return [text[start:end] for start, end, _ in spans]


def test_the_longest_name_is_marked_whole() -> None:
    assert found("a P-3C patrol aircraft and a P-3C.", "urn:p3c") == ["P-3C patrol aircraft", "P-3C"]


def test_a_name_is_found_over_lines_and_in_the_plural() -> None:
    assert found("the united\n  States fired Missiles", "urn:us", "urn:missile") == ["united\n  States", "Missiles"]


def test_a_short_name_is_no_pronoun_and_no_part_of_a_word() -> None:
    assert found("let us discuss AUKUS with the US", "urn:us") == ["US"]


def test_only_sentences_that_mention_an_entity_are_marked() -> None:
    text = "The US spoke. The US left."
    spans = list(find_names(text, [(0, 13, ("urn:us",)), (14, len(text), ())], name_finder(NAMES)))
    assert spans == [(4, 6, "urn:us")]


def test_a_statement_knows_where_it_names_what(data: PageData) -> None:
    mentions = data.statements[0].mentions
    assert {TEXT[m.start : m.end] for m in mentions if m.entity == KOREA} == {"North Korea"}
    assert {TEXT[m.start : m.end] for m in mentions if m.entity == GULF} == {"Gulf of Aden"}
    assert [(m.start, -m.end) for m in mentions] == sorted((m.start, -m.end) for m in mentions)


def test_a_commitment_knows_its_act_its_words_and_its_status(data: PageData) -> None:
    commitment = next(one for one in data.findings if one.words.startswith("sign a Memorandum"))
    assert commitment.trigger is not None
    assert TEXT[slice(*commitment.trigger)] == commitment.words
    act = next(one for one in data.findings if one.id == commitment.act)
    assert (act.kind, act.type) == ("act", "decide")
    assert commitment.status == "announced"


def test_offsets_of_names_count_utf16_units_in_the_page(data: PageData) -> None:
    mention = Mention(1, 4, "urn:nobody", "Somebody", "person")
    moved: Finding = replace(finding(data, "condemned"), start=1, end=6, trigger=None)
    statement = replace(data.statements[0], text="😀" + TEXT, parts=(), mentions=(mention,))
    packed = unpack(render_page(replace(data, statements=(statement,), edges=(), findings=(moved,))))
    assert packed["statements"]["mentions"] == [[[2, 5, -1, "Somebody", "person"]]]  # type: ignore[index]
