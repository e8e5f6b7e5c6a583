/** Terms for people: short names, labels from the graph, and the server's own pages on what it describes. */

import { select } from "./asking.js";

const BASE = "https://w3id.org/defcoop/";
const PREFIXES = { "id/": "dcr:", "concept/": "dcc:", "lexicon/": "dcl:", "graph/": "dcg:", "ontology#": "dco:" };
const LABELS = new Map();
const ENOUGH = 300;

/** @param {string} iri */
export function short(iri) {
  if (iri.startsWith(BASE)) {
    const rest = iri.slice(BASE.length);
    for (const [place, prefix] of Object.entries(PREFIXES)) if (rest.startsWith(place)) return prefix + rest.slice(place.length);
  }
  return iri.replace(/^.*[/#](?=[^/#]+$)/, "");
}

/** @param {string} iri @returns {string | null} where the server, or the web, tells of it */
export function address(iri) {
  if (iri.startsWith(BASE)) return iri.slice(BASE.length).replaceAll("?", "%3F").replace(/(?<!^ontology)#/g, "%23");
  return /^https?:/.test(iri) ? iri : null;
}

/** Fetch a label of each IRI that has none yet. @param {string[]} iris */
export async function fetchLabels(iris) {
  const unknown = [...new Set(iris)].filter((iri) => !LABELS.has(iri) && /^[^<>"{}|^\x60\\\s]+$/.test(iri)).slice(0, ENOUGH);
  if (!unknown.length) return;
  const values = unknown.map((iri) => `<${iri}>`).join(" ");
  const rows = await select(`SELECT ?n (MIN(STR(?l)) AS ?label) WHERE { VALUES ?n { ${values} } { ?n skos:prefLabel ?l } UNION { ?n rdfs:label ?l FILTER NOT EXISTS { ?n skos:prefLabel ?p } } } GROUP BY ?n`);
  for (const iri of unknown) LABELS.set(iri, "");
  for (const row of rows) LABELS.set(row.n.value, row.label.value);
}

/** @param {{type: string, value: string}} term */
export function words(term) {
  return term.type === "uri" ? LABELS.get(term.value) || short(term.value) : term.type === "triple" ? "<<…>>" : String(term.value);
}

/** @param {any[][]} rows @returns {string[]} the IRIs of an answer */
export function irisOf(rows) {
  return [...new Set(rows.flat().filter((term) => term?.type === "uri").map((term) => term.value))];
}

/** What a picture colours a node by. @param {string} iri */
export function kindOf(iri) {
  const name = short(iri);
  if (name.startsWith("dcr:state/")) return "state";
  return name.startsWith("dcc:") ? "concept" : name.startsWith("dcr:act/") ? "act" : "other";
}
