"""An agent over standard input and output: the SDK's own client, a server in its own process."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from kg.graph import KnowledgeGraph

mcp = pytest.importorskip("mcp", reason="needs the extra agents")
TOOLS = {"find_entity", "list_questions", "ask_question", "run_sparql", "get_evidence", "explain_assertion"}
Talk = Callable[[Any], Coroutine[Any, Any, None]]


def converse(graph: KnowledgeGraph, talk: Talk) -> None:
    async def main() -> None:
        command = ["-m", "kg.cli.main", "mcp", "--store", str(graph.path)]
        server = mcp.StdioServerParameters(command=sys.executable, args=command, env=dict(os.environ))
        async with mcp.Client(server, read_timeout_seconds=120) as client:
            await talk(client)

    with ThreadPoolExecutor(1) as thread:  # a browser test in the same process may keep a loop running in this one
        thread.submit(lambda: asyncio.run(main())).result()


async def ask(client: Any, tool: str, **arguments: Any) -> dict[str, Any]:
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content
    return dict(result.structured_content)


async def refused(client: Any, tool: str, **arguments: Any) -> str:
    result = await client.call_tool(tool, arguments)
    assert result.is_error
    text: str = result.content[0].text
    assert "Traceback" not in text
    return text


def test_an_agent_finds_asks_and_cites(seed_graph: KnowledgeGraph) -> None:
    async def talk(client: Any) -> None:
        tools = (await client.list_tools()).tools
        assert {tool.name for tool in tools} == TOOLS
        for tool in tools:
            assert tool.annotations.read_only_hint and tool.output_schema and len(tool.description) > 80
        found = (await ask(client, "find_entity", words="Japan", kind="State"))["found"]
        assert found[0]["iri"].endswith("/id/state/JPN") and found[0]["kind"] == "name"
        questions = (await ask(client, "list_questions", words="positions-towards"))["questions"]
        assert [question["name"] for question in questions] == ["positions-towards"]
        assert questions[0]["parameters"][0]["type"] == "iri"
        rows = await ask(client, "ask_question", name="positions-towards", parameters={"state": "PRK"})
        assert rows["total"] == 6 and "quote" in rows["columns"]
        act = await ask(client, "run_sparql", query="SELECT ?a { ?a dco:trigger 'condemned' }")
        evidence = await ask(client, "get_evidence", iri=act["rows"][0][0])
        passage = evidence["passages"][0]
        text = await ask(client, "run_sparql", query=f"SELECT ?t {{ <{passage['statement']}> dco:text ?t }}")
        assert passage["quote"].startswith("On regional issues") and passage["date"] == "2018-01-15"
        assert passage["end"] - passage["start"] == len(passage["quote"]) and text["rows"][0][0]
        why = await ask(client, "explain_assertion", subject="Japan", predicate="cooperatesWith", object="Spain")
        assert "“" in why["explanation"] or '"' in why["explanation"]

    converse(seed_graph, talk)


def test_answers_are_bounded_and_refusals_are_one_line(seed_graph: KnowledgeGraph) -> None:
    async def talk(client: Any) -> None:
        many = await ask(client, "run_sparql", query="SELECT * { ?s ?p ?o } LIMIT 5000", max_rows=100000)
        assert (len(many["rows"]), many["total"], many["truncated"]) == (200, 5000, True)
        text = await ask(client, "run_sparql", query="SELECT ?t { ?d dco:text ?t }")
        assert len(text["rows"][0][0]) == 2001
        triples = await ask(client, "run_sparql", query="CONSTRUCT { ?s a dco:State } { ?s dco:alpha3 'JPN' }")
        assert triples["columns"] == ["subject", "predicate", "object"] and triples["total"] == 1
        assert (await ask(client, "run_sparql", query="ASK {}"))["rows"] == [["true"]]
        assert "would change the store" in await refused(client, "run_sparql", query="CLEAR ALL")
        assert "SERVICE" in await refused(client, "run_sparql", query="SELECT * { SERVICE <urn:x> { ?s ?p ?o } }")
        assert "did you mean" in await refused(client, "ask_question", name="position-towards")
        assert "no parameter 'stat'" in await refused(
            client, "ask_question", name="positions-towards", parameters={"stat": "PRK"}
        )
        assert "is no IRI" in await refused(client, "get_evidence", iri="dcr:a b> } { <x")
        assert "no evidence for dcr:state/JPN" in await refused(client, "get_evidence", iri="dcr:state/JPN")
        assert "Atlantis" in await refused(client, "explain_assertion", subject="Atlantis")

    converse(seed_graph, talk)


def test_odd_and_hostile_arguments_get_a_clear_answer_and_the_next_call_is_served(seed_graph: KnowledgeGraph) -> None:
    doubled = " ".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(22))

    async def talk(client: Any) -> None:
        assert (await ask(client, "find_entity", words=""))["found"] == []
        assert (await ask(client, "find_entity", words='"*(:^ NEAR \x00 -- ; drop table'))["found"] is not None
        assert len((await ask(client, "find_entity", words="Japan", limit=10**30))["found"]) <= 50
        assert len((await ask(client, "find_entity", words="Japan", limit=-5))["found"]) == 1
        assert (await ask(client, "find_entity", words="zzz", kind="state"))["found"] == []
        assert "did you mean State" in await refused(client, "find_entity", words="Japan", kind="Statte")
        assert "list_questions" in await refused(client, "ask_question", name="../../etc/passwd")
        assert "list_questions" in await refused(client, "ask_question", name="SELECT * { ?s ?p ?o }")
        assert "no state named" in await refused(
            client, "ask_question", name="positions-towards", parameters={"state": "> } INSERT {"}
        )
        assert "at most 32768" in await refused(client, "run_sparql", query="x" * 1_000_000)
        assert "nested more than" in await refused(client, "run_sparql", query="ASK " + "{" * 1000)
        assert "larger than one answer" in await refused(client, "run_sparql", query="SELECT * { ?s ?p ?o }")
        assert "larger than one answer" in await refused(
            client, "run_sparql", query=f"SELECT ?v22 {{ BIND('xxxxxxxxxxxxxxxx' AS ?v0) {doubled} }}"
        )
        assert (await ask(client, "run_sparql", query="SELECT (1/0 AS ?x) {}"))["rows"] == [[None]]
        for tool, name in (("get_evidence", "iri"), ("explain_assertion", "subject")):
            assert len(await refused(client, tool, **{name: "x" * 200_000})) < 1_200
        assert "neither a node nor a triple" in await refused(client, "explain_assertion", subject="Japan", object="x")
        for arguments in ({"words": None}, {"words": "x", "limit": "ten"}, {}):
            assert "validation error" in await refused(client, "find_entity", **arguments)
        with pytest.raises(mcp.MCPError, match="Unknown resource"):
            await client.read_resource("file:///etc/passwd")
        assert (await ask(client, "run_sparql", query="ASK {}"))["rows"] == [["true"]]

    converse(seed_graph, talk)


def test_resources_tell_of_the_ontology_and_the_catalogue(seed_graph: KnowledgeGraph) -> None:
    async def talk(client: Any) -> None:
        uris = {str(resource.uri) for resource in (await client.list_resources()).resources}
        assert uris == {"defcoop://ontology", "defcoop://catalogue"}
        ontology = (await client.read_resource("defcoop://ontology")).contents[0].text
        assert "- `dco:SpeechAct`: " in ontology and "dco:SpeechAct → " in ontology
        assert '"condemnations"' in (await client.read_resource("defcoop://catalogue")).contents[0].text

    converse(seed_graph, talk)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("sys.modules['mcp'] = None", "kg: this needs the MCP SDK; install it with: pip install 'defcoop[agents]'\n"),
        ("pass", "no store here"),
    ],
)
def test_what_is_missing_is_named_in_one_line(tmp_path: Path, code: str, words: str) -> None:
    program = f"import sys; {code}; from kg.cli.main import main; main(['mcp', '--store', 'none'])"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == 1 and words in done.stderr and done.stderr.count("\n") == 1
    assert done.stdout == ""
