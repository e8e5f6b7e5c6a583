"""A graph that an earlier ontology wrote says the same in the present one's terms after the migration."""

from __future__ import annotations

from pyoxigraph import RdfFormat, Store, parse

from kg.names import PREFIXES
from kg.resources import ontology_dir

MIGRATIONS = ontology_dir() / "migrations"
PROLOGUE = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())


def migrate(version: str, turtle: str) -> set[str]:
    store = Store()
    store.load((PROLOGUE + turtle).encode(), format=RdfFormat.TRIG)
    store.update((MIGRATIONS / f"{version}.ru").read_text(encoding="utf-8"))
    return {str(quad) for quad in store}


def quads(turtle: str) -> set[str]:
    return {str(quad) for quad in parse((PROLOGUE + turtle).encode(), format=RdfFormat.TRIG)}


def test_standing_in_the_united_nations_becomes_a_membership() -> None:
    before = """dcg:reference {
        <urn:chile> dco:alpha3 "CHL" ; dco:unStatus "member" .
        <urn:holy-see> dco:alpha3 "VAT" ; dco:unStatus "observer" .
        <urn:niue> dco:alpha3 "NIU" ; dco:unStatus "none" .
    }"""
    after = """dcg:reference {
        <urn:chile> dco:alpha3 "CHL" .
        <urn:holy-see> dco:alpha3 "VAT" .
        <urn:niue> dco:alpha3 "NIU" .
        <https://w3id.org/defcoop/id/membership/un/CHL> a dco:Membership ;
            dco:membershipOf <urn:chile> ; dco:membershipIn <https://w3id.org/defcoop/id/org/un> .
        <https://w3id.org/defcoop/id/membership/un/VAT> a dco:Membership ; dco:membershipKind "observer" ;
            dco:membershipOf <urn:holy-see> ; dco:membershipIn <https://w3id.org/defcoop/id/org/un> .
    }"""
    assert migrate("0.2.0", before) == quads(after)
