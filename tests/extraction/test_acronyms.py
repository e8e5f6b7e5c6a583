import pytest

from kg.extraction.naming.acronyms import find_definitions


@pytest.mark.parametrize(
    "text, short, long",
    [
        ("the Polar Rescue Officers Course (PROC) began", "PROC", "Polar Rescue Officers Course"),
        ("the Treaty on Rescue of Seafarers (TRS)", "TRS", "Treaty on Rescue of Seafarers"),
        ("on Humanitarian Assistance/Disaster Relief (HA/DR)", "HA/DR", "Humanitarian Assistance/Disaster Relief"),
        ("the three National Security Advisors (NSAs)", "NSAs", "National Security Advisors"),
        ("the United Nations (“UN”)", "UN", "United Nations"),
        ("the UN Convention on the Law of the Sea (UNCLOS)", "UNCLOS", "UN Convention on the Law of the Sea"),
    ],
)
def test_a_definition_gives_both_forms(text, short, long):
    (found,) = find_definitions(text)
    assert text[found.short.start : found.short.end] == short
    assert text[found.long.start : found.long.end] == long
    assert text[found.end - 1] == ")"


@pytest.mark.parametrize(
    "text", ["the Ministers (see below)", "the report (2018)", "a plan (XYZ)", "They left. It (AB) is"]
)
def test_a_bracket_without_its_long_form_defines_nothing(text):
    assert find_definitions(text) == ()
