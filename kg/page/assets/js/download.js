/** Saves what is shown: the picture as PNG or SVG, the rows as CSV or Turtle. Nothing leaves the machine. */

import { quoteOf } from "./model.js";
import { toTurtle } from "./turtle.js";

/** @param {Blob} blob @param {string} name */
function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/**
 * A cell that no spreadsheet takes for a formula.
 * @param {string | number} value
 */
export function cell(value) {
  const text = String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** @param {import("./model.js").Model} model @param {number[]} findings */
export function toCsv(model, findings) {
  const names = (/** @type {number[] | undefined} */ ids) => (ids ?? []).map((id) => model.nodes[id].label).join("; ");
  const head = ["date", "kind", "type", "strength", "factuality", ...model.order.roles, "quote", "start", "end", "rule", "statement", "finding"];
  const rows = findings.map((index) => {
    const f = model.findings[index];
    const points = (/** @type {number} */ end) => [...model.statements[f.statement].text.slice(0, end)].length;
    return [f.date, f.kind, f.type, f.strength || "", f.factuality, ...model.order.roles.map((role) => names(f.roles[role])), quoteOf(model, f),
      points(f.start), points(f.end), f.rule, model.statements[f.statement].id, f.id];
  });
  return [head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

/** @param {import("./model.js").Model} model @param {number[]} findings */
export function saveCsv(model, findings) {
  save(new Blob([toCsv(model, findings)], { type: "text/csv;charset=utf-8" }), "evidence.csv");
}

/** @param {import("./model.js").Model} model @param {number[]} findings */
export function saveTurtle(model, findings) {
  save(new Blob([toTurtle(model, findings)], { type: "text/turtle;charset=utf-8" }), "evidence.ttl");
}

/** @param {string} drawing */
export function saveSvg(drawing) {
  save(new Blob([drawing], { type: "image/svg+xml" }), "network.svg");
}

/** @param {HTMLCanvasElement} canvas */
export function savePng(canvas) {
  canvas.toBlob((blob) => blob && save(blob, "network.png"), "image/png");
}
