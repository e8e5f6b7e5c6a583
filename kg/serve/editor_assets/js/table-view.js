/** The answer as a table that sorts by a column. */

import { el, fill } from "./dom.js";
import { address, fetchLabels, irisOf, words } from "./terms.js";

const SHOWN = 1000;
const LONG = 60;
const NUMBER = /(integer|decimal|double|float|int|long|short|byte)$/i;

export async function drawTable(answer) {
  await fetchLabels(irisOf(answer.rows.slice(0, SHOWN)));
  const body = el("tbody");
  let order = { column: -1, up: true };
  const heads = answer.names.map((name, column) => el("th", { scope: "col" }, el("button", { type: "button", on: { click: () => sort(column) } }, name)));
  const draw = (rows) => fill(body, ...rows.slice(0, SHOWN).map((row) => el("tr", {}, ...row.map(cell))));
  const sort = (column) => {
    order = { column, up: order.column === column ? !order.up : true };
    const sign = order.up ? 1 : -1;
    draw([...answer.rows].sort((a, b) => sign * compare(a[column], b[column])));
    heads.forEach((head, at) => (at === column ? head.setAttribute("aria-sort", order.up ? "ascending" : "descending") : head.removeAttribute("aria-sort")));
  };
  draw(answer.rows);
  const table = el("table", {}, el("thead", {}, el("tr", {}, ...heads)), body);
  const more = answer.rows.length > SHOWN ? [el("p", { class: "note" }, `The first ${SHOWN.toLocaleString("en")} are shown; the files hold all.`)] : [];
  return [el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Answer as a table" }, table), ...more];
}

function compare(a, b) {
  if (!a || !b) return Number(!a) - Number(!b);
  if (NUMBER.test(a.datatype ?? "") && NUMBER.test(b.datatype ?? "")) return Number(a.value) - Number(b.value);
  return words(a).localeCompare(words(b), "en");
}

function cell(term) {
  if (!term) return el("td");
  const to = term.type === "uri" ? address(term.value) : null;
  const content = to ? el("a", { href: to, title: term.value, rel: "noreferrer" }, words(term)) : el("bdi", {}, words(term));
  return el("td", { class: look(term) }, content);
}

function look(term) {
  if (NUMBER.test(term.datatype ?? "")) return "number";
  if (/(date|dateTime)$/.test(term.datatype ?? "")) return "date";
  return term.type !== "uri" && words(term).length > LONG ? "long" : null;
}
