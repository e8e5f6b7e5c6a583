"""A small invented statement, its gold, and a record that says the same."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.evaluation import Crosswalk, GoldDocument, load_gold
from kg.names import DCC, DCO, DCR
from kg.record import Act, Activity, Commitment, Document, Fact, Mention, Part, Record, Span, Time

TEXT = """Norway-Chile Joint Statement

1. Minister Berg and Minister Rojas met in Oslo on 3 March 2021. They strongly condemned piracy.
Education: The Ministers decided to hold a course for cadets at the Fjord Academy (FA).
Minister Rojas welcomed the exercise that the Norwegian Navy held last year.
"""

NOR, CHL = f"{DCR}state/NOR", f"{DCR}state/CHL"
BERG, ROJAS = f"{DCR}person/berg", f"{DCR}person/rojas"
OSLO, NAVY, ACADEMY = f"{DCR}place/oslo", f"{DCR}org/NOR/navy", f"{DCR}org/fjord-academy"


def span(quote: str) -> dict[str, int]:
    start = TEXT.index(quote)
    return {"start": start, "end": start + len(quote)}


def gold_act(trigger: str, cls: str, speakers: list[str], topics: list[str], **more: Any) -> dict[str, Any]:
    act = {**span(trigger), "trigger": trigger, "cls": cls, "type": f"dcc:act/{cls}", "speakers": speakers}
    act |= {"topics": topics, "flags": [], "addressees": [], "frameworks": [], "areas": [], "places": []}
    return act | {"strength": 3, "intensifiers": [], "hedges": [], "factuality": "done"} | more


def gold_entity(quote: str, kind: str, name: str, iri: str | None = None) -> dict[str, Any]:
    entity = {**span(quote), "text": quote, "type": kind, "id": name}
    return entity | ({"iri": iri} if iri else {})


GOLD: dict[str, Any] = {
    "file": "statement.txt",
    "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
    "annotated": {"from": 0, "to": len(TEXT)},
    "acts": [
        gold_act("met", "meet", ["CHL", "NOR"], ["area/ministerial-dialogue"]),
        gold_act("condemned", "condemn", ["CHL", "NOR"], ["issue/piracy"], strength=5, intensifiers=["strongly"]),
        gold_act(
            "decided", "agree", ["CHL", "NOR"], ["area/education"], flags=["commit"], allTopics=["area/education"]
        ),
        gold_act("welcomed", "welcome", ["CHL"], ["exercises"], persons=[ROJAS], flags=["target=NOR"]),
    ],
    "entities": [
        gold_entity("Norway", "STATE", "NOR"),
        gold_entity("Oslo", "LOC", "oslo", OSLO),
        gold_entity("Fjord Academy (FA)", "ORG", "academy"),
    ],
    "commitments": [{**span("decided"), "debtors": ["CHL", "NOR"], "firmness": "firm"}],
    "activities": [
        {
            **span("Minister Berg and Minister Rojas met in Oslo on 3 March 2021"),
            "type": ["Meeting"],
            "participants": ["dcr:person/berg", "dcr:person/rojas"],
            "implied": ["NOR", "CHL"],
            "places": ["dcr:place/oslo"],
            "time": {"begin": "2021-03-03", "end": "2021-03-03"},
            "equipment": [],
            "factuality": "done",
        },
        {
            **span("a course for cadets at the Fjord Academy (FA)"),
            "type": "TrainingAttendance",
            "participants": [],
            "implied": ["NOR", "CHL"],
            "places": [],
            "time": None,
            "equipment": [],
            "factuality": "intended",
            "host": "#academy",
        },
    ],
    "facts": [
        {
            **span("Fjord Academy (FA)"),
            "subject": "#academy",
            "predicate": "dco:abbreviation",
            "object": "FA",
            "factuality": "done",
        }
    ],
    "parts": [{**span("Education"), "heading": "Education", "areas": ["area/education"]}],
}


def act(trigger: str, kind: str, behalf: tuple[str, ...], topic: str, **more: Any) -> Act:
    start, end = span(trigger).values()
    values: dict[str, Any] = {
        "strength": 3,
        "intensifiers": (),
        "hedges": (),
        "speakers": (BERG, ROJAS) if len(behalf) > 1 else (ROJAS,),
        "targets": (),
        "addressees": (),
        "frameworks": (),
        "areas": (),
        "factuality": "done",
    }
    names = {"trigger": trigger, "type": f"{DCC}act/{kind}", "onBehalfOf": behalf, "topics": (DCC + topic,)}
    return Act(start=start, end=end, evidence=Span(start, end), rule="test", **names, **(values | more))


def mention(quote: str, kind: Any, iri: str | None) -> Mention:
    return Mention(*span(quote).values(), quote, kind, iri)


def activity(quote: str, kind: str, **more: Any) -> Activity:
    evidence = Span(*span(quote).values())
    values: dict[str, Any] = {"participants": (), "places": (), "time": None, "equipment": ()}
    return Activity(type=DCO + kind, evidence=evidence, rule="test", **(values | more))


def perfect_record() -> Record:
    decided = Span(*span("decided").values())
    return Record(
        document=Document(f"{DCR}document/x", "Joint Statement", "2021-03-03", OSLO, "", "statement.txt"),
        text=TEXT,
        parts=(Part(*span("Education: The Ministers").values(), "item", None, "Education", (f"{DCC}area/education",)),),
        mentions=(
            mention("Norway", "STATE", NOR),
            mention("Oslo", "LOC", OSLO),
            mention("Fjord Academy (FA)", "ORG", ACADEMY),
        ),
        acts=(
            act("met", "meet", (CHL, NOR), "area/ministerial-dialogue"),
            act("condemned", "condemn", (NOR, CHL), "issue/piracy", strength=5, intensifiers=("strongly",)),
            act("decided", "agree", (CHL, NOR), "area/education"),
            act("welcomed", "welcome", (CHL,), "area/naval-exercise", targets=(NOR,)),
        ),
        activities=(
            activity(
                "Minister Berg and Minister Rojas met in Oslo",
                "Meeting",
                participants=(BERG, ROJAS, NOR),
                places=(OSLO,),
                time=Time("3 March 2021", "2021-03-03", "2021-03-03", "day"),
            ),
            activity("hold a course", "TrainingAttendance", host=ACADEMY, factuality="intended"),
        ),
        commitments=(
            Commitment(
                debtors=(NOR, CHL),
                creditors=(),
                object="to hold a course",
                topics=(),
                areas=(),
                deadline=None,
                firmness="firm",
                evidence=decided,
                rule="test",
                act=decided,
                content=decided,
            ),
        ),
        facts=(
            Fact(ACADEMY, f"{DCO}abbreviation", "FA", None, Span(*span("Academy (FA)").values()), "test", literal=True),
        ),
    )


@pytest.fixture
def crosswalk() -> Crosswalk:
    kinds = ("meet", "condemn", "agree", "welcome", "thank")
    return Crosswalk(
        topics={"exercises": ("dcc:area/exercise",)},
        broader={f"{DCC}area/naval-exercise": (f"{DCC}area/exercise", f"{DCC}area/defence-cooperation")},
        classes={f"{DCC}act/{kind}": kind for kind in kinds},
    )


@pytest.fixture
def record() -> Record:
    return perfect_record()


@pytest.fixture
def gold_path(tmp_path: Path) -> Path:
    (tmp_path / "statement.txt").write_text(TEXT, encoding="utf-8", newline="")
    (tmp_path / "gold").mkdir()
    path = tmp_path / "gold" / "statement.json"
    path.write_text(json.dumps(GOLD), encoding="utf-8")
    return path


@pytest.fixture
def gold(gold_path: Path) -> GoldDocument:
    return load_gold([gold_path])[0]


@pytest.fixture
def change_act(record: Record) -> Any:
    """Return the record with the act of this trigger changed."""

    def change(trigger: str, **values: Any) -> Record:
        acts = tuple(replace(item, **values) if item.trigger == trigger else item for item in record.acts)
        return replace(record, acts=acts)

    return change
