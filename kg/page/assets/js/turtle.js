/**
 * Writes findings as Turtle in the shape of the graph that the page was made from: the same nodes, the same properties,
 * each with its evidence. What the page does not hold (parts, provenance) is left out; nothing is added but the prefixes.
 */

import { quoteOf } from "./model.js";

/** @typedef {import("./model.js").Model} Model */
/** @typedef {import("./model.js").Finding} Finding */

const PREFIXES = {
  dcterms: "http://purl.org/dc/terms/",
  dco: "https://w3id.org/defcoop/ontology#",
  oa: "http://www.w3.org/ns/oa#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  skos: "http://www.w3.org/2004/02/skos/core#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
};

/** @param {string} text an IRI between its brackets, with no character that would end it */
function iri(text) {
  // eslint-disable-next-line no-control-regex
  return `<${text.replace(/[\u0000-\u0020<>"{}|^\u0060\\]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`)}>`;
}

/** @param {string} text @param {string} [suffix] language or datatype */
function literal(text, suffix = "") {
  const escapes = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };
  const safe = text.toWellFormed().replace(/[\\"\u0000-\u001F\u007F]/g, (c) => escapes[/** @type {keyof typeof escapes} */ (c)] ?? `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`);
  return `"${safe}"${suffix}`;
}

/** @param {string} day */
function date(day) {
  return /^\d{4}-\d\d-\d\d$/.test(day) ? literal(day, "^^xsd:date") : literal(day);
}

/** Statements about nodes, each node once. */
class Sheet {
  constructor() {
    /** @type {Map<string, Set<string>>} */
    this.about = new Map();
  }

  /** @param {string} subject an IRI @param {string} predicate a prefixed name or an IRI in brackets @param {...string} objects terms */
  add(subject, predicate, ...objects) {
    const lines = this.about.get(subject) ?? new Set();
    this.about.set(subject, lines);
    for (const object of objects) lines.add(`${predicate} ${object}`);
  }

  toString() {
    const head = Object.entries(PREFIXES).map(([prefix, space]) => `@prefix ${prefix}: <${space}> .\n`).join("");
    return head + [...this.about].map(([subject, lines]) => `\n${iri(subject)}\n  ${[...lines].join(" ;\n  ")} .\n`).join("");
  }
}

/** @param {Model} model @param {number[]} findings @returns {string} */
export function toTurtle(model, findings) {
  const sheet = new Sheet();
  for (const index of findings) writeFinding(model, sheet, model.findings[index]);
  const named = new Set(findings.flatMap((index) => Object.values(model.findings[index].roles).flat()));
  for (const node of named) {
    const { id, label } = model.nodes[node];
    if (!model.findingById.has(id)) sheet.add(id, "skos:prefLabel", literal(label, "@en"));
  }
  for (const index of new Set(findings.map((each) => model.findings[each].statement))) {
    const { id, title, date: day, source } = model.statements[index];
    sheet.add(id, "a", "dco:JointStatement");
    sheet.add(id, "dcterms:title", literal(title));
    if (day) sheet.add(id, "dcterms:date", date(day));
    if (source) sheet.add(id, "dco:sourceName", literal(source));
  }
  return sheet.toString();
}

/** @param {Model} model @param {Sheet} sheet @param {Finding} finding */
function writeFinding(model, sheet, finding) {
  const { id, kind } = finding;
  sheet.add(id, "a", ...finding.classes.map((term) => iri(model.terms[term])));
  if (finding.label) sheet.add(id, "rdfs:label", literal(finding.label, "@en"));
  sheet.add(id, "dco:statedIn", iri(model.statements[finding.statement].id));
  const words = kind === "act" ? ["trigger", finding.trigger ? model.statements[finding.statement].text.slice(...finding.trigger) : ""] : ["object", kind === "commitment" ? finding.words : ""];
  for (const [name, value] of [words, ["factuality", finding.factuality], ["jointness", finding.jointness], ["firmness", finding.firmness], ["rule", finding.rule]]) {
    if (value) sheet.add(id, `dco:${name}`, literal(value));
  }
  if (finding.strength) sheet.add(id, "dco:strength", String(finding.strength));
  sheet.add(id, "dco:intensifier", ...finding.intensifiers.map((word) => literal(word)));
  sheet.add(id, "dco:hedge", ...finding.hedges.map((word) => literal(word)));
  if (kind === "act" && finding.concept >= 0) sheet.add(id, "dco:actType", iri(model.terms[finding.concept]));
  if (finding.act >= 0) sheet.add(id, "dco:madeBy", iri(model.findings[finding.act].id));
  writeRoles(model, sheet, finding);
  writeTime(sheet, finding);
  writeEvidence(model, sheet, finding);
}

/** @param {Model} model @param {Sheet} sheet @param {Finding} finding */
function writeRoles(model, sheet, finding) {
  const { id, ends, concept } = finding;
  const property = (/** @type {string} */ role) => {
    const end = { subject: ends[0], object: ends[1] }[role];
    return end === undefined ? `dco:${role}` : iri(model.terms[end]);
  };
  for (const [role, nodes] of Object.entries(finding.roles)) sheet.add(id, property(role), ...nodes.map((node) => iri(model.nodes[node].id)));
  if (finding.kind !== "fact") return;
  if (model.terms[ends[0]] === `${PREFIXES.dco}claimSubject` && concept >= 0) sheet.add(id, "dco:claimPredicate", iri(model.terms[concept]));
  const type = model.terms[finding.datatype];
  if (finding.quality >= 0) sheet.add(id, property("object"), iri(model.terms[finding.quality]));
  else if (finding.words) sheet.add(id, property("object"), literal(finding.words, type && type !== `${PREFIXES.xsd}string` ? `^^${iri(type)}` : ""));
}

/** @param {Sheet} sheet @param {Finding} finding */
function writeTime(sheet, { id, kind, time, begin, until, when }) {
  if (!time) return;
  sheet.add(id, kind === "commitment" ? "dco:deadline" : "dco:time", iri(time));
  sheet.add(time, "a", "dco:TimeReference");
  if (when) sheet.add(time, "dco:surfaceText", literal(when));
  if (begin) sheet.add(time, "dco:beginDate", date(begin));
  if (until) sheet.add(time, "dco:endDate", date(until));
}

/** @param {Model} model @param {Sheet} sheet @param {Finding} finding offsets count code points, as in the graph */
function writeEvidence(model, sheet, finding) {
  const statement = model.statements[finding.statement];
  const points = (/** @type {number} */ end) => end - (statement.text.slice(0, end).match(/[\uD800-\uDBFF](?=[\uDC00-\uDFFF])/g)?.length ?? 0);
  const [start, end] = [points(finding.start), points(finding.end)];
  const base = statement.id.includes("/id/document/") ? statement.id.replace("/id/document/", "/id/evidence/") : `${statement.id}/evidence`;
  const evidence = `${base}/${start}-${end}`;
  sheet.add(finding.id, "dco:evidence", iri(evidence));
  sheet.add(evidence, "a", "dco:Evidence", "oa:SpecificResource");
  sheet.add(evidence, "oa:hasSource", iri(statement.id));
  sheet.add(evidence, "oa:hasSelector", iri(`${evidence}/position`), iri(`${evidence}/quote`));
  sheet.add(`${evidence}/position`, "a", "oa:TextPositionSelector");
  sheet.add(`${evidence}/position`, "oa:start", String(start));
  sheet.add(`${evidence}/position`, "oa:end", String(end));
  sheet.add(`${evidence}/quote`, "a", "oa:TextQuoteSelector");
  sheet.add(`${evidence}/quote`, "oa:exact", literal(quoteOf(model, finding)));
}
