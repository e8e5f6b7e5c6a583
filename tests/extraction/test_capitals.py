"""Texts in capitals are read as if they were written in the ordinary way, and quoted as they stand."""

from __future__ import annotations

from pathlib import Path

from kg.extraction.assembly import extract
from kg.extraction.capitals import in_ordinary_writing
from kg.reading import Source

_TELEGRAM = (
    "PRESIDENT ANWAR OSMAN OF EGYPT AND THE PRIME MINISTER OF NORWAY, MRS. KARI LUND, MET IN OSLO ON JUNE 3, 1974. "
    "THE PRESIDENT AND THE PRIME MINISTER WELCOMED THE CEASEFIRE IN SUDAN. BOTH SIDES CONDEMNED PIRACY AND EXPRESSED "
    "THEIR SUPPORT FOR THE UNITED NATIONS. THE PRIME MINISTER TOLD THE PRESIDENT THAT NORWAY PLANS A VISIT."
)


def _source(text: str) -> Source:
    return Source(text, text.encode(), "0" * 64, "telegram", Path("telegram.txt"))


def test_a_telegram_is_read_with_the_capitals_that_names_have() -> None:
    read = in_ordinary_writing(_source(_TELEGRAM)).text
    assert len(read) == len(_TELEGRAM)
    assert read.startswith(
        "President Anwar Osman of Egypt and the Prime Minister of Norway, Mrs. Kari Lund, met in Oslo"
    )
    assert "condemned piracy" in read
    assert "The Prime Minister told the President that Norway plans a visit." in read


def test_a_record_of_a_telegram_quotes_its_capitals() -> None:
    record = extract(_source(_TELEGRAM))
    assert record.text == _TELEGRAM
    assert {act.trigger for act in record.acts} >= {"WELCOMED", "CONDEMNED"}
    assert all(mention.text == _TELEGRAM[mention.start : mention.end] for mention in record.mentions)
    assert "ANWAR OSMAN" in {mention.text for mention in record.mentions}


def test_an_ordinary_text_is_left_as_it_is() -> None:
    source = _source("The Ministers of Norway and EGYPT met in OSLO. " * 12)
    assert in_ordinary_writing(source) is source


def test_only_quotations_return_to_capitals() -> None:
    invitation = " THE PRIME MINISTER INVITED THE PRESIDENT TO VISIT NORWAY."
    acts = extract(_source(_TELEGRAM + invitation)).acts
    assert "INVITED" in {act.trigger for act in acts}
    assert all(act.factuality == act.factuality.lower() for act in acts)
