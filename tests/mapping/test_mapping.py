from __future__ import annotations

import dataclasses

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Store, parse, serialize

from kg.errors import ExtractionError
from kg.knowledge.turtle import load_turtle
from kg.mapping import Schema, load_schema, map_record
from kg.mapping.terms import RDF_TYPE
from kg.names import DCO, PREFIXES, document_graph, expand, parse_span, span_iri
from kg.reasoning.shacl import validate
from kg.record import Act, Fact, Record, Span, Time
from kg.store import to_graph
from tests.sample_record import (
    AUSTRALIA,
    BIANCHI,
    DECIDED,
    HOPED,
    ITALY,
    KOREA,
    MEETING,
    NATO,
    ONEILL,
    RESOLUTION,
    SAMPLE_IRI,
    TEXT,
    WELCOMED,
    sample_record,
)

PROLOGUE = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())


@pytest.fixture(scope="module")
def schema() -> Schema:
    return load_schema()


@pytest.fixture(scope="module")
def graph(schema: Schema) -> Store:
    store = Store()
    store.extend(map_record(sample_record(), schema))
    return store


def ask(graph: Store, pattern: str) -> bool:
    return bool(graph.query(f"{PROLOGUE}ASK {{ {pattern} }}", use_default_graph_as_union=True))


def select(graph: Store, query: str) -> list[tuple[str, ...]]:
    rows = graph.query(PROLOGUE + query, use_default_graph_as_union=True)
    assert isinstance(rows, QuerySolutions)
    return [tuple(term.value for term in row) for row in rows]


def changed(**fields: object) -> Record:
    return dataclasses.replace(sample_record(), **fields)  # type: ignore[arg-type]


def act(trigger: str) -> Act:
    return next(act for act in sample_record().acts if act.trigger == trigger)


def test_every_quad_is_in_the_graph_of_the_document(schema: Schema) -> None:
    assert {quad.graph_name for quad in map_record(sample_record(), schema)} == {NamedNode(document_graph(SAMPLE_IRI))}


def test_no_blank_node_is_minted(schema: Schema) -> None:
    quads = map_record(sample_record(), schema)
    assert not [quad for quad in quads if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)]


def test_quads_are_sorted_and_do_not_depend_on_the_order_of_facts(schema: Schema) -> None:
    record = sample_record()
    quads = map_record(record, schema)
    assert quads == sorted(quads, key=str)
    assert quads == map_record(dataclasses.replace(record, facts=record.facts[::-1]), schema)


def test_the_store_rewrites_no_literal_of_the_mapping(schema: Schema) -> None:
    quads = map_record(sample_record(), schema)
    store = Store()
    store.extend(quads)
    assert sorted(store, key=str) == quads


def test_every_evidence_quotes_the_text_at_its_offsets(graph: Store) -> None:
    rows = select(
        graph,
        """SELECT ?start ?end ?exact { ?e a dco:Evidence ; oa:hasSelector ?p , ?q . ?p oa:start ?start ; oa:end ?end .
        ?q oa:exact ?exact }""",
    )
    assert len(rows) > 15
    assert all(TEXT[int(start) : int(end)] == exact for start, end, exact in rows)


def test_evidence_of_one_span_is_one_node(graph: Store) -> None:
    iri = span_iri("evidence", SAMPLE_IRI, DECIDED.start, DECIDED.end)
    users = select(graph, f"SELECT ?x {{ ?x dco:evidence <{iri}> }}")
    assert len(users) >= 4
    assert len(select(graph, f"SELECT ?o {{ <{iri}> oa:hasSelector ?o }}")) == 2


def test_an_act_carries_its_class_speaker_topic_and_strength(graph: Store) -> None:
    condemned = act("condemned")
    iri = span_iri("act", SAMPLE_IRI, condemned.start, condemned.end)
    assert ask(
        graph,
        f"""<{iri}> a dco:SpeechAct , dco:ExpressiveAct ; dco:actType dcc:act\\/condemn ; dco:strength 5 ;
        dco:intensifier "strongly" ; dco:speaker dcr:person\\/anna-bianchi ; dco:onBehalfOf <{ITALY}> , <{AUSTRALIA}> ;
        dco:primaryTopic dcc:issue\\/ballistic-missiles ; dco:topic dcc:issue\\/ballistic-missiles ;
        dco:target dcr:state\\/PRK ; dco:underFramework <{RESOLUTION}> ; dco:factuality "done" ; dco:jointness "joint" ;
        dco:rule "act/condemn" ; dco:inPart ?sentence . ?sentence a dco:Sentence""",
    )


def test_an_act_of_one_party_of_two_is_unilateral(graph: Store) -> None:
    assert select(graph, 'SELECT ?t { ?a dco:jointness "unilateral" ; dco:trigger ?t }') == [("expressed gratitude",)]


def test_two_acts_at_one_trigger_are_two_nodes(schema: Schema) -> None:
    first = act("condemned")
    second = dataclasses.replace(first, targets=(AUSTRALIA,))
    store = Store()
    store.extend(map_record(changed(acts=(first, second)), schema))
    assert len(select(store, "SELECT ?a { ?a a dco:SpeechAct }")) == 2


def test_a_paragraph_of_one_sentence_is_not_part_of_itself(schema: Schema) -> None:
    record = sample_record()
    paragraph = dataclasses.replace(record.parts[13], start=HOPED.start, end=HOPED.end)
    store = Store()
    store.extend(map_record(changed(parts=(*record.parts[:13], paragraph, record.parts[14])), schema))
    assert not select(store, "SELECT ?p { ?p dco:partOf ?p }")
    assert ask(store, "?s a dco:Sentence ; dco:partOf ?p . ?p a dco:Paragraph . FILTER(STRSTARTS(STR(?s), STR(?p)))")


def test_parts_of_one_parent_are_numbered_from_one(graph: Store) -> None:
    rows = select(graph, 'SELECT ?n { ?s a dco:Sentence ; dco:position ?n ; dco:partOf/bibo:number "1" } ORDER BY ?n')
    assert rows == [("1",), ("2",)]


def test_a_fact_with_a_reified_predicate_becomes_its_class(graph: Store) -> None:
    assert ask(
        graph,
        """?t a dco:Tenure ; dco:tenureOf <https://w3id.org/defcoop/id/person/anna-bianchi> ; dco:tenurePost ?post ;
        dco:time/dco:beginDate "2021-03-04"^^xsd:date ; dco:evidence ?e ; dco:rule ?rule .
        <https://w3id.org/defcoop/id/person/anna-bianchi> dco:heldPost ?post""",
    )


def test_any_other_fact_becomes_a_claim_beside_the_plain_triple(graph: Store) -> None:
    assert ask(
        graph,
        f'<{RESOLUTION}> dco:adoptedOn "2017-12-22"^^xsd:date . ?c a dco:Claim ; dco:claimSubject <{RESOLUTION}> ; '
        'dco:claimPredicate dco:adoptedOn ; dco:claimObject "2017-12-22"^^xsd:date',
    )


def test_what_is_only_hoped_is_no_plain_triple(graph: Store) -> None:
    assert ask(graph, f'?p a dco:Partnership ; dco:partnershipWith <{NATO}> ; dco:factuality "hoped"')
    assert not ask(graph, "?s dco:partnerOf ?o")


@pytest.mark.parametrize(
    ("predicate", "value", "datatype"),
    [
        ("signedIn", "2014", "gYear"),
        ("signedOn", "2014-11", "gYearMonth"),
        ("signedOn", "2014-11-04", "date"),
        ("anniversaryYears", "150", "integer"),
        ("resolutionNumber", "2397", "string"),
        ("abbreviation", "2022", "string"),
    ],
)
def test_literals_of_facts_take_the_datatype_of_their_predicate(
    schema: Schema, predicate: str, value: str, datatype: str
) -> None:
    fact = Fact(RESOLUTION, expand(f"dco:{predicate}"), value, None, MEETING, "r", literal=True)
    quads = map_record(changed(facts=(fact,)), schema)
    expected = Literal(value, datatype=NamedNode(PREFIXES["xsd"] + datatype))
    assert [quad.object for quad in quads if quad.predicate.value == fact.predicate] == [expected]


def test_a_relative_date_keeps_its_words_anchor_and_range(graph: Store) -> None:
    assert ask(
        graph,
        f"""?x a dco:Exercise ; dco:time ?t . ?t a dco:TimeReference ; dco:surfaceText "last year" ;
        dco:anchoredBy <{SAMPLE_IRI}> ; dco:beginDate "2020-01-01"^^xsd:date ; dco:precision "year" """,
    )


def test_a_time_is_named_by_where_its_words_stand(graph: Store) -> None:
    start = TEXT.index("last year", WELCOMED.start)
    assert ask(graph, f"<{span_iri('time', SAMPLE_IRI, start, start + 9)}> a dco:TimeReference")


def test_a_commitment_is_announced_on_the_day_of_the_statement(graph: Store) -> None:
    assert ask(
        graph,
        f"""?c a dco:Commitment ; dco:firmness "firm" ; dco:debtor <{ITALY}> ; dco:madeBy/dco:trigger "decided" ;
        dco:deadline/dco:endDate "2022-12-31"^^xsd:date ; dco:status ?s .
        ?s dco:statusValue <https://w3id.org/defcoop/concept/status/announced> ; dco:asOf "2021-03-04"^^xsd:date""",
    )


def test_reference_individuals_are_described_by_the_reference_data_alone(graph: Store, schema: Schema) -> None:
    assert ITALY in schema.named
    assert not select(graph, f"SELECT ?p ?o {{ <{ITALY}> ?p ?o }}")
    assert ask(graph, '?p skos:prefLabel "Anna Bianchi"@en ; skos:altLabel "Minister Bianchi"@en')


def test_a_sentence_knows_whom_it_names(graph: Store) -> None:
    assert select(graph, "SELECT ?n { ?s a dco:Sentence ; bibo:number?/dco:mentions/dco:resolutionNumber ?n }") == [
        ("2397",)
    ]


def test_a_mention_knows_its_characters_and_its_sentence(graph: Store) -> None:
    rows = select(
        graph,
        f"SELECT ?m ?exact {{ ?m dco:refersTo <{KOREA}> ; dco:inPart/dco:evidence/oa:hasSelector/oa:exact ?exact }}",
    )
    ((mention, exact),) = rows
    assert TEXT[slice(*parse_span(mention))] == "North Korea"
    assert "North Korea" in exact


def test_words_for_several_refer_to_each_of_them(graph: Store) -> None:
    rows = select(graph, "SELECT ?m ?who { ?m dco:refersTo ?who , ?other FILTER(?other != ?who) }")
    assert {who for _, who in rows} == {BIANCHI, ONEILL}
    assert {TEXT[slice(*parse_span(mention))] for mention, _ in rows} == {"The Ministers"}


def test_a_passage_not_understood_is_an_issue_with_its_words(graph: Store) -> None:
    rows = select(
        graph,
        """SELECT ?exact { ?i a dco:ExtractionIssue ; dco:issueCode "unknown-verb" ;
        dco:evidence/oa:hasSelector/oa:exact ?exact }""",
    )
    assert rows == [("The weather was mild 😀.",)]


@pytest.mark.parametrize("place", [Span(5, 5), Span(-1, 4), Span(9, 3), Span(0, len(TEXT) + 1)])
def test_a_span_outside_of_the_text_is_refused(schema: Schema, place: Span) -> None:
    with pytest.raises(ExtractionError, match="is not in the text"):
        map_record(changed(acts=(dataclasses.replace(act("condemned"), evidence=place),)), schema)


def test_a_malformed_iri_is_refused(schema: Schema) -> None:
    with pytest.raises(ExtractionError, match="not an IRI"):
        map_record(changed(acts=(dataclasses.replace(act("condemned"), targets=("dcr:a b> <c",)),)), schema)


def test_an_impossible_day_is_refused(schema: Schema) -> None:
    meeting = dataclasses.replace(sample_record().activities[0], time=Time("soon", "2021-02-30", "2021-03-01", "day"))
    with pytest.raises(ExtractionError, match="not a date"):
        map_record(changed(activities=(meeting,)), schema)


def test_every_term_of_ours_that_the_mapping_writes_is_declared(schema: Schema) -> None:
    declared = set(load_turtle("modules").subjects())
    quads = map_record(sample_record(), schema)
    written = {quad.predicate.value for quad in quads} | {
        term.value for quad in quads if quad.predicate == RDF_TYPE and isinstance(term := quad.object, NamedNode)
    }
    assert {term for term in written if term.startswith(DCO)} <= declared


def test_what_the_mapping_writes_conforms_to_the_shapes(schema: Schema) -> None:
    assert list(validate(to_graph(map_record(sample_record(), schema)))) == []


def test_a_fact_is_labelled_in_words(graph: Store) -> None:
    assert ask(graph, '?t a dco:Tenure ; rdfs:label "anna bianchi held post minister of defence"@en')


def test_quads_survive_n_quads(schema: Schema) -> None:
    quads: list[Quad] = map_record(sample_record(), schema)
    data = serialize(quads, format=RdfFormat.N_QUADS)
    assert data is not None
    assert sorted(parse(data, format=RdfFormat.N_QUADS), key=str) == quads
