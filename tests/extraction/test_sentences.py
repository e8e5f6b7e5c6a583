import pytest

from kg.extraction.layout.blocks import find_blocks
from kg.extraction.layout.sentences import find_sentences, tokenize


def split(text):
    return [text[s.span.start : s.span.end] for s in find_sentences(text, find_blocks(text))]


@pytest.mark.parametrize(
    "sentences",
    [
        ["The U.S. Secretary met Mr. Silva.", "They agreed."],
        ["They met at 9 a.m. in Oslo.", "Dr. J. Berg spoke."],
        ["Resolution No. 4 was cited (see para. 3).", "“It stands.”", "They left."],
        ["Norway thanked the U.S.", "The two sides agreed."],
        ["Norway hosted the 4th Chile-U.S. Integrated Dialogue in Bergen, D.C. from May 1 to 2."],
        ["Who pays?", "The hosts do!", "It is agreed…", "They left."],
        ["Forces of Silva Inc. and Berg Ltd. took part."],
    ],
)
def test_sentences_end_where_they_end(sentences):
    assert split(" ".join(sentences)) == sentences


def test_titles_and_headings_yield_no_sentence():
    text = "Joint Statement\n\nThe Ministers met.\n\nCyber Defence\n\nThey agreed."
    assert split(text) == ["The Ministers met.", "They agreed."]


@pytest.mark.parametrize(
    "text, tokens",
    [
        ("Norway's U.S.-built P-3Cs", ["Norway", "'s", "U.S.", "-", "built", "P-3Cs"]),
        ("ASEAN-U.S. talks", ["ASEAN", "-", "U.S.", "talks"]),
        ("the Ministers’ 2.5 per cent", ["the", "Ministers", "’", "2.5", "per", "cent"]),
        ("Mr. Al-Amin can’t", ["Mr.", "Al-Amin", "can’t"]),
    ],
)
def test_tokens(text, tokens):
    assert [token.text for token in tokenize(text)] == tokens


def test_a_soft_hyphen_stays_in_the_text_and_leaves_the_norm():
    (token,) = tokenize("co\u00adoperation")
    assert (token.text, token.norm, token.end) == ("co\u00adoperation", "cooperation", 12)


def test_offsets_count_code_points_behind_an_astral_letter():
    tokens = tokenize("\U0001d538 Málaga")
    assert [(token.start, token.end) for token in tokens] == [(0, 1), (2, 8)]
