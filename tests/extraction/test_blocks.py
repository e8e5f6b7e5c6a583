import pytest

from kg.extraction.layout.blocks import find_blocks

STATEMENT = """Joint Statement of Norway and Portugal

3 May 2022
Ministry of Defence

  1. The Ministers met in Oslo.
  2. The Ministers decided as follows:
    Working Level Talks: The Ministers welcomed the talks between their staffs.
    - They agreed to meet again.
  They thanked the hosts.
Cyber Defence
The Ministers will share lessons.
"""


def read(text):
    return [(b.kind, b.number, b.parent, text[b.body.start : b.body.end]) for b in find_blocks(text)]


def test_a_statement_is_cut_into_its_parts():
    assert read(STATEMENT) == [
        ("title", None, None, "Joint Statement of Norway and Portugal"),
        ("dateline", None, None, "3 May 2022"),
        ("heading", None, None, "Ministry of Defence"),
        ("paragraph", "1", None, "The Ministers met in Oslo."),
        ("paragraph", "2", None, "The Ministers decided as follows:"),
        ("item", None, 4, "The Ministers welcomed the talks between their staffs."),
        ("bullet", None, 4, "They agreed to meet again."),
        ("paragraph", None, None, "They thanked the hosts."),
        ("heading", None, None, "Cyber Defence"),
        ("paragraph", None, None, "The Ministers will share lessons."),
    ]


def test_an_item_keeps_its_heading_and_a_section_lends_its_own():
    headings = [b.heading and STATEMENT[b.heading.start : b.heading.end] for b in find_blocks(STATEMENT)]
    assert headings[5] == "Working Level Talks"
    assert headings[9] == "Cyber Defence"
    assert headings[3] is None, "an office below the title is no section"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u2028"])
def test_every_line_end_gives_the_same_parts(line_end):
    text = STATEMENT.replace("\n", line_end)
    assert [block[:3] for block in read(text)] == [block[:3] for block in read(STATEMENT)]
    assert [block[3] for block in read(text)] == [block[3] for block in read(STATEMENT)]


@pytest.mark.parametrize(
    "line, number",
    [("(1) They met.", "1"), ("1.2 They met.", "1.2"), ("IV. They met.", "IV"), ("a) They met.", "a")],
)
def test_numbers_of_paragraphs_are_set_apart(line, number):
    assert read(line) == [("paragraph", number, None, "They met.")]


@pytest.mark.parametrize("line", ["1982 was a good year.", "3.5 million people fled.", "U.S. forces stayed."])
def test_a_number_in_a_sentence_is_no_paragraph_number(line):
    assert read(line) == [("paragraph", None, None, line)]


def test_lines_wrapped_by_hand_make_one_paragraph():
    text = (
        "The Ministers welcomed the progress that their countries have made since\n"
        "the last meeting, and they decided to continue the staff talks which have\n"
        "proved their worth. They also agreed that the next exercise takes place in\n"
        "the north and that observers from other countries are welcome to it.\n"
        "1. They will meet again."
    )
    assert [block[:2] for block in read(text)] == [("paragraph", None), ("paragraph", "1")]


def test_a_preface_in_another_language_is_set_aside():
    text = (
        "Uttalande från ministrarna den 3 maj 2022\n\nUttalandet på engelska finns här nedan i sin helhet.\n\n"
        "Ministers' Statement\n\nThe Ministers met in Oslo today."
    )
    assert [block[0] for block in read(text)] == ["preface", "preface", "title", "paragraph"]


@pytest.mark.parametrize(
    "text",
    [
        "The Ministers decided on the following two steps: more exercises, and a new staff course in the spring.",
        "The Minister of Defence, Kari Lund, said: “We condemn the attack on the port in the strongest terms.”",
    ],
)
def test_a_colon_in_a_sentence_makes_no_heading(text):
    assert read(text) == [("paragraph", None, None, text)]


def test_a_colon_in_brackets_makes_no_heading():
    assert (
        read("Today in Oslo I (Kari Dahl: Minister of Defence) met the Minister of Defence of Chile.")[0][0]
        == "paragraph"
    )


def test_a_single_line_without_a_full_stop_is_a_paragraph():
    assert read("Norway and Portugal welcome the talks") == [
        ("paragraph", None, None, "Norway and Portugal welcome the talks")
    ]


def test_a_sentence_with_the_mark_of_a_note_is_no_heading() -> None:
    text = "1. The Ministers met.\n\n2. They agreed on patrols.[1]\n\n3. They welcomed the plan.²"
    assert [block.kind for block in find_blocks(text)] == ["paragraph"] * 3
