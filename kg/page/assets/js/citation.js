/** How a passage is cited: its sentence, and where it stands. Knows nothing of elements. */

import { pointsOf, quoteOf } from "./model.js";

/** @param {import("./model.js").Statement} statement @param {import("./model.js").Finding} finding the paragraph or item that the passage is in */
export function placeIn(statement, finding) {
  const around = statement.parts.filter((part) => part.start <= finding.start && finding.end <= part.end);
  const number = around.find((part) => part.number)?.number;
  const heading = around.find((part) => part.heading)?.heading;
  return [number ? `paragraph ${number}` : "", heading ?? ""].filter(Boolean).join(", ");
}

/** @param {import("./model.js").Model} model @param {import("./model.js").Finding} finding @returns {string} one line, with offsets in code points of the stored text */
export function citationOf(model, finding) {
  const statement = model.statements[finding.statement];
  const { title, publisher, date, source } = statement;
  const [start, end] = pointsOf(model, finding);
  const where = [title, publisher, date || "undated", placeIn(statement, finding), [source, `characters ${start} to ${end}`].filter(Boolean).join(", ")];
  return `“${quoteOf(model, finding)}” (${where.filter(Boolean).join("; ")})`.replace(/\s+/g, " ");
}
