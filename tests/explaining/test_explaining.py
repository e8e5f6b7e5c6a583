"""Whatever the graph says can be explained: by its sentence and frame, by a proof, or by where it is defined."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg.errors import QueryError
from kg.explaining import Explanation, render_json, render_text
from kg.graph import KnowledgeGraph

ROOT = Path(__file__).resolve().parents[2]
STATEMENT = """Joint Statement of the Ministers of Defence of Norway and Portugal

Oslo, 3 May 2022

1. Minister of Defence of Norway Kari Nordmann and Minister of Defence of Portugal João Pereira met in Oslo on
   3 May 2022.
2. The Ministers welcomed the growing cooperation in maritime security. They
   strongly condemned piracy in the Gulf of Guinea.
3. Minister Pereira thanked Norway for its support. The Ministers decided to explore the possibility of joint exercises.
4. A naval exercise was held off Madeira with the Italian Navy.
"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    folder = tmp_path_factory.mktemp("explaining")
    (folder / "oslo.txt").write_text(STATEMENT, encoding="utf-8")
    graph = kg.open(folder / "store")
    assert graph.build(folder / "oslo.txt").documents == 1
    return graph


def node(graph: KnowledgeGraph, pattern: str) -> str:
    return min(row["node"] for row in graph.query(f"SELECT ?node WHERE {{ {pattern} }}"))


def act(graph: KnowledgeGraph, trigger: str) -> Explanation:
    return graph.explain(node(graph, f'?node dco:trigger "{trigger}"'))


def detail(explanation: Explanation, name: str) -> list[tuple[str, str]]:
    return [(found.value, found.why) for found in explanation.details if found.name == name]


def walk(explanation: Explanation) -> Iterator[Explanation]:
    yield explanation
    for reason in explanation.because:
        yield from walk(reason)


def line_at(place: str) -> str:
    path, _, line = place.rpartition(":")
    return (ROOT / path).read_text(encoding="utf-8").splitlines()[int(line) - 1]


def test_an_act_shows_its_sentence_with_the_trigger_marked(graph: KnowledgeGraph) -> None:
    found = act(graph, "condemned")
    assert found.quote is not None and found.statement is not None
    assert [STATEMENT[a:b] for a, b in found.quote.marked] == ["condemned"]
    assert STATEMENT[found.quote.start : found.quote.end] == found.quote.text
    assert (found.statement.date, Path(found.statement.source).name) == ("2022-05-03", "oslo.txt")
    assert "strongly [[condemned]] piracy" in render_text(found)


def test_an_act_names_the_frame_and_the_line_where_it_stands(graph: KnowledgeGraph) -> None:
    rule = act(graph, "condemned").rule
    assert rule is not None and rule.where is not None
    assert (rule.name, "“condemn”" in rule.says) == ("dcl:verb/condemn", True)
    assert line_at(rule.where).startswith("verb:condemn")


def test_strength_is_shown_as_the_sum_of_base_and_shifts(graph: KnowledgeGraph) -> None:
    (value, why), *_ = detail(act(graph, "condemned"), "strength")
    terms, _, total = why.partition(" = ")
    assert value == "5" and "dcc:act/condemn" in terms and "“strongly” (ontology/lexicon/modifiers.ttl:" in terms
    assert total.endswith(value)


def test_speakers_come_with_the_subject_and_the_introduction(graph: KnowledgeGraph) -> None:
    speakers = detail(act(graph, "condemned"), "speaker")
    assert [name for name, _ in speakers] == ["Kari Nordmann", "João Pereira"]
    assert "subject “They”" in speakers[0][1] and "Minister of Defence of Norway Kari Nordmann" in speakers[0][1]


def test_topics_come_with_the_words_that_name_them(graph: KnowledgeGraph) -> None:
    start = STATEMENT.index("piracy")
    assert detail(act(graph, "condemned"), "topic")[0] == ("piracy", f"“piracy” ({start}–{start + 6})")


def test_a_commitment_leads_to_the_act_that_made_it(graph: KnowledgeGraph) -> None:
    found = graph.explain(node(graph, "?node a dco:Commitment ; dco:hedge ?hedge"))
    assert found.because[0].iri is not None and "/id/act/" in found.because[0].iri
    assert [value for value, _ in detail(found.because[0], "hedge")]


def test_an_activity_shows_the_pattern_that_matched(graph: KnowledgeGraph) -> None:
    found = graph.explain(node(graph, "?node a dco:Exercise ; dco:factuality 'done'"))
    assert found.rule is not None and found.rule.where is not None
    assert "pattern “" in found.rule.says and "exercise" in found.rule.says
    assert line_at(found.rule.where).startswith("<https://w3id.org/defcoop/lexicon/activity/exercise>")


def test_an_inferred_triple_is_proved_down_to_sentences(graph: KnowledgeGraph) -> None:
    found = graph.explain("Norway", "cooperatesWith", "Portugal")
    reasons = list(walk(found))
    rules = {reason.rule.name for reason in reasons if reason.rule and reason.kind == "inferred"}
    assert "cooperates-with" in rules and any(name.startswith("cooperation-tie-from-") for name in rules)
    leaves = [reason for reason in reasons if not reason.because]
    assert {leaf.kind for leaf in leaves} == {"extracted", "reference"}
    assert any(leaf.quote and "maritime security" in leaf.quote.text for leaf in leaves)
    assert all(leaf.rule and leaf.rule.where for leaf in leaves if leaf.kind == "reference")


def test_a_tie_is_proved_by_what_it_is_derived_from(graph: KnowledgeGraph) -> None:
    tie = node(graph, "?node a dco:CooperationTie")
    sources = {row["source"] for row in graph.query(f"SELECT ?source {{ <{tie}> prov:wasDerivedFrom ?source }}")}
    shown = {reason.iri for reason in walk(graph.explain(tie, limit=50)) if reason.iri}
    assert sources <= shown


def test_a_tally_names_the_rule_that_counts(graph: KnowledgeGraph) -> None:
    (row,) = graph.query(
        "SELECT ?tally ?acts { ?tally dco:talliedParty dco:anyParty ; dco:actCount ?acts } ORDER BY ?tally LIMIT 1"
    )
    told = graph.explain(row["tally"], "dco:actCount", str(row["acts"]))
    assert told.kind == "inferred"
    assert told.rule is not None
    assert told.rule.name == "tally-of-topic"
    assert told.rule.where is not None
    assert told.because == ()


def test_no_proof_rests_on_its_own_conclusion(graph: KnowledgeGraph) -> None:
    rows = graph.query("SELECT ?s ?o WHERE { GRAPH dcg:inferences { ?s dco:withinPlace ?o } } ORDER BY ?s ?o LIMIT 20")
    assert rows
    for row in rows:
        found = graph.explain(row["s"], "dco:withinPlace", row["o"], limit=1)
        claims = [reason.claim for reason in walk(found) if reason.kind == "inferred" and reason.rule]
        assert len(claims) == len(set(claims)) and claims


def test_every_inferred_triple_has_a_proof(graph: KnowledgeGraph) -> None:
    rows = graph.query(
        "SELECT ?s ?p ?o WHERE { GRAPH dcg:inferences { ?s ?p ?o } ?s dco:statedIn ?d FILTER(?p != dco:inferredBy) }"
    )
    assert rows
    for row in rows:
        assert graph.explain(row["s"], row["p"], row["o"]).kind == "inferred"


def test_a_stated_triple_comes_with_its_sentence(graph: KnowledgeGraph) -> None:
    found = graph.explain("Kari Nordmann", "heldPost", "dcr:post/NOR/minister-of-defence")
    quotes = [reason.quote.text for reason in walk(found) if reason.quote]
    assert any("Kari Nordmann" in quote for quote in quotes)


def test_a_reference_individual_tells_where_it_is_defined_and_named(graph: KnowledgeGraph) -> None:
    found = graph.explain("Portugal")
    assert found.kind == "reference" and found.rule is not None and found.rule.where is not None
    assert line_at(found.rule.where.split(", ")[-1]).startswith("<state/PRT>")
    assert ("Portugal", "") in detail(found, "name")
    assert found.because[0].quote is not None and "Portugal" in found.because[0].quote.text


def test_a_person_tells_which_statement_calls_him_so(graph: KnowledgeGraph) -> None:
    found = graph.explain("João Pereira")
    assert found.kind == "individual" and detail(found, "name") == [("João Pereira", "so called in 1 statement")]


def test_explanations_are_the_same_every_time(graph: KnowledgeGraph) -> None:
    command = [sys.executable, "-m", "kg.cli.main", "--store", str(graph.path), "explain", "Norway", "cooperatesWith"]
    runs = {subprocess.run([*command, "Portugal"], capture_output=True, text=True, check=True).stdout for _ in range(2)}
    assert len(runs) == 1 and "maritime security" in runs.pop()


def test_json_holds_the_whole_tree(graph: KnowledgeGraph) -> None:
    found = act(graph, "condemned")
    assert json.loads(render_json(found))["rule"]["name"] == "dcl:verb/condemn"


def test_text_fits_the_terminal(graph: KnowledgeGraph) -> None:
    lines = render_text(act(graph, "condemned"), width=80).splitlines()
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (("Norway", "likes", "Portugal"), "cooperatesWith"),
        (("Norway", "cooperatesWith", "Spain"), "Portugal"),
        (("Norwegia",), "did you mean Norwegian"),
        (("Norway", "cooperatesWith"), "subject, predicate and object"),
    ],
)
def test_what_the_graph_does_not_say_is_an_error_that_tells_what_it_says(
    graph: KnowledgeGraph, words: tuple[str, ...], remedy: str
) -> None:
    with pytest.raises(QueryError, match=remedy):
        graph.explain(*words)


def test_a_mention_shows_the_words_that_name_it(graph: KnowledgeGraph) -> None:
    part = node(graph, "?node a dco:Sentence ; dco:mentions <https://w3id.org/defcoop/concept/issue/piracy>")
    quote = graph.explain(part, "dco:mentions", "dcc:issue/piracy").quote
    assert quote is not None and [STATEMENT[a:b] for a, b in quote.marked] == ["piracy"]


def test_a_pattern_says_what_factuality_it_gives(graph: KnowledgeGraph) -> None:
    rule = graph.explain(node(graph, "?node a dco:Exercise ; dco:factuality 'done'")).rule
    assert rule is not None and "of what is “done”" in rule.says


def test_a_reviewers_file_that_is_named_is_asked(graph: KnowledgeGraph, tmp_path: Path) -> None:
    decided = tmp_path / "decided.toml"
    decided.write_text('[[same]]\niris = ["dcr:state/JPN", "dcr:person/someone-else"]\n', encoding="utf-8")
    merged = [("dcr:person/someone-else", "a reviewer's decision (decisions.toml)")]
    assert detail(graph.explain("dcr:state/JPN", decisions=decided), "the same as") == merged
    assert detail(graph.explain("dcr:state/JPN"), "the same as") == []
