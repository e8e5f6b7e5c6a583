/**
 * What two sides say of the same things: two entities, or the time before a day and from it on. In: the findings that pass
 * the filters. Out: plain values. Knows nothing of elements.
 *
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./model.js").Finding} Finding
 * @typedef {{node: number, left: number[], right: number[], both: number[]}} Row findings of each side; `both` are in both
 */

import { findingsOf, frameworksOf, groupBy, partnersOf } from "./dossier.js";

/** What can be compared, by name. @type {Record<string, {label: string, of: (model: Model, findings: Finding[], but: number[]) => import("./dossier.js").Group[]}>} */
export const FACETS = {
  area: { label: "Areas of cooperation", of: (_, findings) => groupBy(findings, ["cooperationArea"]) },
  issue: { label: "Issues", of: (model, findings) => groupBy(findings, ["topic"], (node) => model.nodes[node].kind === "issue") },
  framework: { label: "Frameworks", of: (model, findings, but) => frameworksOf(model, findings).filter((group) => !but.includes(group.node)) },
  partner: { label: "States", of: (model, findings, but) => partnersOf(model, findings, but) },
};

/** @param {Model} model @param {import("./selection.js").Shown} shown @param {string} day @returns {[Finding[], Finding[]]} said before the day, and from it on; what is undated is in neither */
export function periodsOf(model, shown, day) {
  const dated = [...shown.findings].map((index) => model.findings[index]).filter((finding) => finding.date);
  return [dated.filter(({ date }) => date < day), dated.filter(({ date }) => date >= day)];
}

/** @param {Model} model @param {import("./selection.js").Shown} shown @param {number[]} ends @returns {[Finding[], Finding[]]} */
export function entitiesOf(model, shown, [left, right]) {
  return [findingsOf(model, shown, [left]), findingsOf(model, shown, [right])];
}

/** @param {Model} model @returns {string} the day that halves the dated statements; empty where all are of one day */
export function middleOf(model) {
  const days = [...new Set(model.statements.map(({ date }) => date).filter(Boolean))].sort();
  return days.length > 1 ? days[Math.ceil(days.length / 2)] ?? days[1] : "";
}

/**
 * @param {Model} model @param {string} facet @param {[Finding[], Finding[]]} sides @param {number[]} but entities that are no row
 * @returns {Row[]} the most spoken of first
 */
export function compareSides(model, facet, sides, but) {
  const [left, right] = sides.map((side) => new Map(FACETS[facet].of(model, side, but).map(({ node, findings }) => [node, findings])));
  const rows = [...new Set([...left.keys(), ...right.keys()])].map((node) => {
    const [one, other] = [left.get(node) ?? [], right.get(node) ?? []];
    const known = new Set(one);
    return { node, left: one, right: other, both: other.filter((index) => known.has(index)) };
  });
  const size = (/** @type {Row} */ row) => row.left.length + row.right.length - row.both.length;
  return rows.sort((a, b) => size(b) - size(a) || a.node - b.node);
}
