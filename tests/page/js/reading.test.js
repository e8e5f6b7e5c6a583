import assert from "node:assert/strict";
import { test } from "node:test";

import { citationOf } from "../../../kg/page/assets/js/citation.js";
import { cell, evidenceRows, toCsv } from "../../../kg/page/assets/js/download.js";
import { compare } from "../../../kg/page/assets/js/grouping.js";
import { wrap } from "../../../kg/page/assets/js/labels.js";
import { compareSides, entitiesOf, middleOf, periodsOf } from "../../../kg/page/assets/js/comparison.js";
import { select } from "../../../kg/page/assets/js/selection.js";
import { extentOf, gatherLanes, packLane } from "../../../kg/page/assets/js/lanes.js";
import { routes, costsOf } from "../../../kg/page/assets/js/routes.js";
import { finder } from "../../../kg/page/assets/js/search.js";
import { cutAt } from "../../../kg/page/assets/js/spans.js";
import { defaults } from "../../../kg/page/assets/js/state.js";
import { dayOf, isoOf, ticks } from "../../../kg/page/assets/js/time.js";
import { greatCircle, linePath, project, wrapped } from "../../../kg/page/assets/js/geo.js";
import { sampleModel } from "./samples.js";

test("marks that overlap cut the text, and each piece knows all that cover it", () => {
  const pieces = cutAt(0, 10, [{ start: 2, end: 8 }, { start: 6, end: 9 }]);
  assert.deepEqual(pieces.map(({ start, end, over }) => [start, end, [...over].sort()]), [[0, 2, []], [2, 6, [0]], [6, 8, [0, 1]], [8, 9, [1]], [9, 10, []]]);
});

test("no cell of a spreadsheet is a formula or ends its row", () => {
  assert.deepEqual(["=1", "+1", "@a", "-1", 'a"b', "a,b", "a\nb", "plain"].map(cell), ["'=1", "'+1", "'@a", "'-1", '"a""b"', '"a,b"', '"a\nb"', "plain"]);
  assert.equal(toCsv([["a", "b"], [1, "x,y"]]), 'a,b\r\n1,"x,y"\r\n');
});

test("offsets of saved rows count code points", () => {
  const model = sampleModel();
  const [head, row] = evidenceRows(model, [3]);
  const text = [...model.statements[0].text];
  assert.equal(text.slice(row[head.indexOf("start")], row[head.indexOf("end")]).join(""), "Alpha will train.");
});

test("lanes hold what is dated, and marks that would overlap lie in rows of their own", () => {
  const model = sampleModel();
  const lanes = gatherLanes(model, model.findings, defaults());
  assert.deepEqual(lanes.map(({ items }) => items.length), [1, 1, 1, 0]);
  assert.deepEqual(extentOf(lanes)?.map(isoOf), ["2021-01-15", "2022-06-01"]);
  assert.equal(extentOf([]), null);
  const item = { from: 0, to: 0, label: "Name", keep: "", chosen: false, finding: 0, statement: -1 };
  const lane = { name: "", shape: /** @type {const} */ ("dot"), items: [item, { ...item, finding: 1 }, { ...item, from: 500, to: 500, finding: 2 }], most: 2 };
  const { places, left, rows } = packLane(lane, (day) => day, 900, true);
  assert.deepEqual([places.map(({ row }) => row), left, rows], [[0, 0, 1], 0, 2]);
  assert.equal(packLane({ ...lane, most: 1 }, (day) => day, 900, true).left, 1);
});

test("days are numbers and back, and axes have a fit number of marks", () => {
  assert.equal(isoOf(dayOf("2024-02-29")), "2024-02-29");
  assert.ok(Number.isNaN(dayOf("2024-2-9")));
  for (const [from, to] of [["1941-08-14", "2025-02-14"], ["2020-01-01", "2020-03-01"], ["2020-01-01", "2020-01-02"]]) {
    const marks = ticks(dayOf(from), dayOf(to), 8);
    assert.ok(marks.length >= 2 && marks.length <= 9, `${from} ${marks.length}`);
  }
});

test("paths are found cheapest first and without a loop", () => {
  const model = sampleModel();
  const all = routes(costsOf(model, new Set([0, 1, 2, 3])), 0, 2, 3);
  assert.deepEqual(all[0].nodes, [0, 1, 4, 2]);
  for (const { nodes } of all) assert.equal(new Set(nodes).size, nodes.length);
});

test("search puts the beginnings of names before aliases and insides, and folds accents", () => {
  const model = sampleModel();
  model.nodes[0].label = "Türkiye";
  const find = finder(model);
  assert.equal(find("turk")[0], 0);
  assert.deepEqual(find("b").slice(0, 1), [1]);
  assert.deepEqual(find("  "), []);
});

test("long labels break at spaces and are cut at the end", () => {
  assert.deepEqual(wrap("one two three four five", 9, 2), ["one two", "three…"]);
});

test("great circles go the short way, and lines are cut at the map's edge", () => {
  const [tokyo, washington] = [[139.7, 35.7], [-77, 38.9]];
  const circle = greatCircle(tokyo, washington);
  assert.ok(circle.some(([, latitude]) => latitude > 60));
  assert.equal((linePath(circle, 152).match(/M/g) ?? []).length, 1);
  assert.equal((linePath(circle, 10).match(/M/g) ?? []).length, 2);
  assert.equal(wrapped(190), -170);
  assert.deepEqual(project([10, 0], 10), [0, -0]);
});

test("search forgives a wrong letter, knows letters without a plain form, and takes words in any order", () => {
  const model = sampleModel();
  model.nodes[0].label = "Philippines";
  model.nodes[1].label = "Østfold-Værnes";
  model.nodes[2].aliases = ["U.S."];
  const find = finder(model);
  assert.deepEqual(["phillipines", "Philipinnes", "phlip"].map((query) => find(query)[0]), [0, 0, 0]);
  assert.deepEqual(["ostfold vaernes", "vaernes ost", "Østfold"].map((query) => find(query)[0]), [1, 1, 1]);
  assert.deepEqual([find("us")[0], find("u.s.")[0]], [2, 2]);
  assert.deepEqual(["hilippines", "xyzzy", "phixxx"].map((query) => find(query).includes(0)), [true, false, false]);
});

test("what is empty stands last, whichever way one sorts", () => {
  const sorted = (values, sign) => [...values].sort((a, b) => compare(a, b, sign));
  assert.deepEqual(sorted(["b", "", "a"], 1), ["a", "b", ""]);
  assert.deepEqual(sorted(["b", "", "a"], -1), ["b", "a", ""]);
  assert.deepEqual(sorted([1, 3, 2], -1), [3, 2, 1]);
});

test("a citation is one line with the sentence and where it stands", () => {
  const model = sampleModel();
  const line = citationOf(model, model.findings[3]);
  assert.ok(line.startsWith("“Alpha will train.” ("));
  assert.ok(!line.includes("\n"));
  const [, start, end] = line.match(/characters (\d+) to (\d+)/) ?? [];
  assert.equal([...model.statements[0].text].slice(Number(start), Number(end)).join(""), "Alpha will train.");
});

test("two sides are compared by what their passages name, those in both apart", () => {
  const model = sampleModel();
  const shown = select(model, defaults());
  const rows = compareSides(model, "issue", entitiesOf(model, shown, [0, 1]), [0, 1]);
  assert.deepEqual(rows, [{ node: 3, left: [0], right: [1], both: [] }]);
  const met = compareSides(model, "partner", entitiesOf(model, shown, [1, 2]), []);
  assert.deepEqual(met.find(({ node }) => node === 1), { node: 1, left: [1, 2], right: [2], both: [2] });
});

test("periods part at a day, which belongs to the later one, and leave out what is undated", () => {
  const model = sampleModel();
  model.findings[0].date = "2020-12-31";
  model.findings[1].date = "";
  assert.deepEqual(periodsOf(model, select(model, defaults()), "2021-01-15").map((side) => side.map(({ index }) => index)), [[0], [2, 3]]);
  assert.equal(middleOf(model), "");
  model.statements = ["2020-01-01", "2022-01-01", "", "2021-01-01"].map((date) => ({ ...model.statements[0], date }));
  assert.equal(middleOf(model), "2022-01-01");
});
