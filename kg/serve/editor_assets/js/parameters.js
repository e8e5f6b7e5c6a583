/** A question's parameters as fields; a name is looked up in the graph, and its IRI goes into the query's VALUES. */

import { select } from "./asking.js";
import { el } from "./dom.js";

const PROPERTIES = "skos:prefLabel skos:altLabel rdfs:label dco:alpha2 dco:alpha3 dco:abbreviation dco:demonym";

/** @param {{name: string, type: string, kind: string | null, help: string}} parameter */
export function fieldFor(parameter) {
  const list = `list-${parameter.name}`;
  const type = parameter.type === "date" ? "date" : "text";
  const input = /** @type {HTMLInputElement} */ (el("input", { type, name: parameter.name, autocomplete: "off", list: parameter.type === "iri" ? list : null, inputmode: parameter.type === "integer" ? "numeric" : null }));
  const options = el("datalist", { id: list });
  if (parameter.type === "iri") input.addEventListener("focus", () => suggest(parameter.kind, options), { once: true });
  return {
    name: parameter.name,
    element: el("label", {}, parameter.help, input, options),
    term: (/** @type {AbortSignal} */ signal) => readTerm(parameter, input.value.trim(), signal),
  };
}

async function suggest(kind, options) {
  const of = kind && kind !== "Concept" ? `dco:${kind}` : "skos:Concept";
  const rows = await select(`SELECT DISTINCT ?label WHERE { ?kind rdfs:subClassOf* ${of} . ?n a ?kind ; skos:prefLabel ?label } ORDER BY ?label LIMIT 2000`);
  options.replaceChildren(...rows.map((row) => el("option", { value: row.label.value })));
}

/** @returns {Promise<string>} the term as SPARQL, nothing where the field is empty */
async function readTerm(parameter, text, signal) {
  if (!text) return "";
  if (parameter.type === "string") return JSON.stringify(text);
  if (parameter.type === "date") return `"${text}"^^<http://www.w3.org/2001/XMLSchema#date>`;
  if (parameter.type === "integer") {
    if (!/^[+-]?\d+$/.test(text)) throw new Error(`${parameter.name}: “${text}” is not a whole number.`);
    return text;
  }
  if (/^<?https?:\/\/[^<>"{}|^\x60\\\s]+>?$/.test(text)) return `<${text.replace(/^<|>$/g, "")}>`;
  return find(parameter, text, signal);
}

async function find(parameter, text, signal) {
  const wanted = JSON.stringify(text.toLowerCase());
  const among = parameter.kind && parameter.kind !== "Concept" ? `?kind rdfs:subClassOf* dco:${parameter.kind} . ?n a ?kind .` : "";
  const rows = await select(`SELECT DISTINCT ?n WHERE { VALUES ?p { ${PROPERTIES} } ?n ?p ?name . FILTER(LCASE(STR(?name)) = ${wanted}) ${among} FILTER(STRSTARTS(STR(?n), STR(dcr:)) || STRSTARTS(STR(?n), STR(dcc:))) } ORDER BY ?n LIMIT 6`, signal);
  if (rows.length === 1) return `<${rows[0].n.value}>`;
  throw new Error(rows.length ? `${parameter.name}: “${text}” names several; give an IRI: ${rows.map((row) => row.n.value).join(", ")}` : `${parameter.name}: the graph has nothing named “${text}”.`);
}

/** The query with a term as the value of a parameter. */
export function place(query, name, term) {
  return query.replace(new RegExp(`(VALUES\\s+[?$]${name}\\s*\\{)[^}]*\\}`, "gi"), (_, head) => `${head} ${term} }`);
}
