"""Commitments of lists: what each item of "have decided to:" adds."""

from __future__ import annotations

from pathlib import Path

from kg.extraction.assembly import extract
from kg.reading import Source

LIST = (
    "Joint Statement of Norway and Chile\n\nThe Ministers have decided to:\n\n- establish a rescue centre by 2010;\n\n"
    "- strengthen cyber defence; and\n\n- fight piracy.\n\nThey condemned terrorism."
)


def test_each_item_of_a_list_is_a_commitment_of_the_act_that_opens_it() -> None:
    record = extract(Source(LIST, LIST.encode(), "0" * 64, "statement", Path("statement.txt")))
    assert [act.trigger for act in record.acts] == ["decided", "condemned"]
    assert [item.object for item in record.commitments] == [
        "establish a rescue centre by 2010",
        "strengthen cyber defence",
        "fight piracy",
    ]
    assert [item.deadline.text if item.deadline else None for item in record.commitments] == ["2010", None, None]
    assert [item.topics[0].rsplit("/", 1)[-1] for item in record.commitments[1:]] == ["cyber-defence", "piracy"]
    assert {(item.act.start, item.act.end) for item in record.commitments} == {
        (record.acts[0].start, record.acts[0].end)
    }
