/** Saves what is shown: the picture as PNG or SVG, the rows as CSV or Turtle. Nothing leaves the machine. */

import { pointsOf, quoteOf } from "./model.js";
import { toTurtle } from "./turtle.js";

/** @typedef {import("./model.js").Model} Model */
/** @typedef {(string | number)[][]} Rows the first of them the names of the columns */

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

/** @param {Rows} rows @returns {string} as CSV (RFC 4180) */
export function toCsv(rows) {
  return rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

/** @param {Model} model @param {number[]} findings @returns {Rows} with offsets in code points, as in the graph */
export function evidenceRows(model, findings) {
  const names = (/** @type {number[] | undefined} */ ids) => (ids ?? []).map((id) => model.nodes[id].label).join("; ");
  const head = ["date", "kind", "type", "strength", "factuality", ...model.order.roles, "quote", "start", "end", "rule", "statement", "finding"];
  const rows = findings.map((index) => {
    const f = model.findings[index];
    return [f.date, f.kind, f.type, f.strength || "", f.factuality, ...model.order.roles.map((role) => names(f.roles[role])), quoteOf(model, f),
      ...pointsOf(model, f), f.rule, model.statements[f.statement].id, f.id];
  });
  return [head, ...rows];
}

/** @param {Rows} rows @param {string} name */
export function saveCsv(rows, name) {
  save(new Blob([toCsv(rows)], { type: "text/csv;charset=utf-8" }), `${name}.csv`);
}

/** @param {Model} model @param {number[]} findings */
export function saveTurtle(model, findings) {
  save(new Blob([toTurtle(model, findings)], { type: "text/turtle;charset=utf-8" }), "evidence.ttl");
}

/** @param {Element} drawing @param {string} name */
export function saveSvg(drawing, name) {
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(drawing)}\n`;
  save(new Blob([text], { type: "image/svg+xml" }), `${name}.svg`);
}

/** @param {HTMLCanvasElement} canvas @param {string} name */
export function savePng(canvas, name) {
  canvas.toBlob((blob) => blob && save(blob, `${name}.png`), "image/png");
}
