#+ summary: Memberships of the United Nations replace dco:unStatus
# Run on a graph written with ontology 0.1.0. "none" says what a missing membership says. The years of admission are in
# reference/universal-memberships.ttl.

PREFIX dco: <https://w3id.org/defcoop/ontology#>
PREFIX dcr: <https://w3id.org/defcoop/id/>

DELETE { GRAPH ?g { ?state dco:unStatus ?status } }
INSERT {
  GRAPH ?g {
    ?membership a dco:Membership ; dco:membershipOf ?state ; dco:membershipIn <https://w3id.org/defcoop/id/org/un> .
    ?membership dco:membershipKind ?kind .
  }
}
WHERE {
  GRAPH ?g { ?state dco:unStatus ?status ; dco:alpha3 ?code }
  BIND (IF(?status IN ("member", "observer"), IRI(CONCAT(STR(dcr:), "membership/un/", ?code)), ?none) AS ?membership)
  BIND (IF(?status = "observer", ?status, ?none) AS ?kind)
}
