from __future__ import annotations

from dataclasses import replace

from kg.page import Finding, Mention, PageData, render_page
from tests.page.test_data import finding, unpack
from tests.sample_record import BIANCHI, GULF, KOREA, ONEILL, TEXT


def test_a_statement_knows_where_it_names_what(data: PageData) -> None:
    mentions = data.statements[0].mentions
    assert {TEXT[m.start : m.end] for m in mentions if m.entity == KOREA} == {"North Korea"}
    assert {TEXT[m.start : m.end] for m in mentions if m.entity == GULF} == {"Gulf of Aden"}
    assert [(m.start, -m.end) for m in mentions] == sorted((m.start, -m.end) for m in mentions)


def test_words_for_several_name_each_of_them(data: PageData) -> None:
    named = {(TEXT[m.start : m.end], m.entity) for m in data.statements[0].mentions}
    assert {("The Ministers", BIANCHI), ("The Ministers", ONEILL)} <= named


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
