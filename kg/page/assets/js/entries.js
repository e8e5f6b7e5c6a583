/** Rows that stand for a passage and open it: the same in the start, the profiles and the list of commitments. */

import { el, plural } from "./dom.js";
import { strengthDots } from "./evidence.js";
import { relationSign } from "./legend.js";
import { aboutOf, actorsOf, FIRMNESS, quoteOf, strengthOf } from "./model.js";

/** @typedef {import("./model.js").Model} Model */
/** @typedef {import("./model.js").Finding} Finding */

const MANY = 200;
const LONG = 160;

/** @param {Model} model @param {number[]} nodes @param {number} [most] names, the short ones where there are any */
export function namesOf(model, nodes, most = 4) {
  const names = nodes.slice(0, most).map((node) => model.nodes[node].short || model.nodes[node].label);
  return names.join(", ") + (nodes.length > most ? ` and ${nodes.length - most} more` : "");
}

/** @param {Model} model @param {Finding} finding its sentence, in one line */
export function lineOf(model, finding) {
  return shorten(quoteOf(model, finding));
}

/** @param {Model} model @param {Finding} finding what a passage says, in one line */
export function titleOf(model, finding) {
  if (finding.kind === "commitment") return finding.words || finding.label;
  if (finding.kind === "activity") return /[:,]/.test(finding.label) ? finding.label : `${finding.label}: ${lineOf(model, finding)}`;
  const object = finding.roles.object ? namesOf(model, finding.roles.object) : finding.words;
  if (finding.kind === "fact") return [namesOf(model, actorsOf(finding)), finding.type, object].filter(Boolean).join(" ");
  const about = aboutOf(finding).filter((node) => !actorsOf(finding).includes(node));
  return about.length ? namesOf(model, about) : lineOf(model, finding);
}

/** @param {string} text */
function shorten(text) {
  const line = text.replace(/\s+/g, " ");
  return line.length > LONG ? `${line.slice(0, LONG).replace(/\s\S*$/, "")} …` : line;
}

/** @param {string} firmness @returns {HTMLElement | null} filled squares and the word */
export function firmnessSign(firmness) {
  const step = FIRMNESS.indexOf(firmness);
  if (step < 0) return null;
  const filled = FIRMNESS.length - step;
  return el("span", { class: `firm firm-${firmness}` }, el("span", { class: "squares", "aria-hidden": "true", text: "■".repeat(filled) + "□".repeat(step) }), firmness);
}

/** @param {Model} model @param {Finding} finding when it happens or is due, else the day it was said */
export function whenOf(model, finding) {
  const { begin, until, when, date } = finding;
  if (finding.kind === "commitment") return date;
  if (begin && until && begin !== until) return when || `${begin} to ${until}`;
  return begin || until || date;
}

/**
 * @param {Model} model @param {number} index @param {boolean} chosen @param {(finding: Finding) => void} open
 * @param {string} keep a name for the focus @param {(model: Model, finding: Finding) => string} words
 */
function passage(model, index, chosen, open, keep, words) {
  const finding = model.findings[index];
  const kind = finding.kind === "commitment" ? null : el("strong", { text: finding.type || model.findingKinds[finding.kind] });
  const voice = finding.kind === "act" || finding.kind === "commitment" ? namesOf(model, actorsOf(finding)) : "";
  return el("li", {}, el("button", { type: "button", class: "passage", "aria-pressed": String(chosen), "data-keep": keep, on: { click: () => open(finding) } },
    el("span", { class: "passage-head" }, finding.relation ? relationSign(model, finding.relation) : null, kind, firmnessSign(finding.firmness),
      strengthDots({ ...finding, strength: strengthOf(model, finding) }),
      finding.factuality && finding.kind !== "act" ? el("span", { class: "tag", text: finding.factuality }) : null),
    el("span", { class: "passage-text" }, el("bdi", { text: shorten(words(model, finding)) })),
    el("span", { class: "quiet small" }, el("bdi", { text: [whenOf(model, finding), voice].filter(Boolean).join(" · ") }))));
}

/**
 * @param {Model} model @param {number[]} findings @param {string} chosen @param {(finding: Finding) => void} open
 * @param {string} keep @param {(model: Model, finding: Finding) => string} [words]
 */
export function passages(model, findings, chosen, open, keep, words = titleOf) {
  const rows = findings.slice(0, MANY).map((index) => passage(model, index, model.findings[index].id === chosen, open, `${keep}-${index}`, words));
  const rest = findings.length - rows.length;
  return el("ul", { class: "plain passages" }, ...rows, rest > 0 ? el("li", { class: "quiet small" }, `${rest.toLocaleString("en")} more are in the table.`) : null);
}

/** @param {import("./model.js").Statement} statement @param {number} count of its passages @param {() => void} open */
export function statementRow({ index, date, title }, count, open) {
  return el("button", { type: "button", class: "door", "data-keep": `statement-${index}`, on: { click: open } },
    el("span", { class: "number quiet", text: date || "undated" }), el("bdi", { text: title }), el("span", { class: "number quiet", text: plural(count, "passage") }));
}
