"""Instruments: who signed them, and since when they are in force."""

from __future__ import annotations

import kg
from kg.names import compact

TITLE = "Joint Statement of the Ministers of Defence of Norway and Chile\n\n12 May 2021\n\n"


def facts(words: str, predicate: str) -> set[tuple[str, str]]:
    found = kg.extract(TITLE + words).facts
    return {(compact(f.subject), compact(f.object)) for f in found if compact(f.predicate) == predicate}


def test_who_signs_in_the_statement_is_a_signatory() -> None:
    found = facts("The Ministers signed the Memorandum on Cyber Defence.", "dco:signatory")
    memorandum = "dcr:instrument/memorandum-on-cyber-defence"
    assert found == {(memorandum, "dcr:state/NOR"), (memorandum, "dcr:state/CHL")}


def test_what_others_signed_has_no_signatory_of_the_statement() -> None:
    words = "The Ministers welcomed that Peru signed the Memorandum on Cyber Defence."
    assert facts(words, "dco:signatory") == set()


def test_an_instrument_is_in_force_since_the_day_that_the_words_give() -> None:
    words = "The Agreement on Logistics Support entered into force on 1 March 2021."
    assert facts(words, "dco:inForceSince") == {("dcr:instrument/agreement-on-logistics-support", "2021-03-01")}
