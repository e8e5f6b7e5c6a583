import assert from "node:assert/strict";
import { test } from "node:test";

import { pairIndex } from "../../../kg/page/assets/js/bundles.js";
import { statePairs } from "../../../kg/page/assets/js/pairs.js";
import { placeNodes, withMoved } from "../../../kg/page/assets/js/places.js";
import { evidenceOf, select } from "../../../kg/page/assets/js/selection.js";
import { defaults } from "../../../kg/page/assets/js/state.js";
import { sampleModel } from "./samples.js";

const shown = (model, patch) => select(model, { ...defaults(), ...patch });
const keys = ({ bundles }) => bundles.map(({ key }) => key).sort();

test("parallel links of one kind are one bundle, whichever way they point", () => {
  const { bundles } = shown(sampleModel(), {});
  assert.deepEqual(bundles.filter(({ relation }) => relation === "tie").map(({ edges }) => edges), [[4, 5]]);
});

test("a filter that leaves a part of a bundle leaves that part", () => {
  const model = sampleModel();
  const before = shown(model, {});
  const narrowed = shown(model, { act: "deplore" });
  assert.deepEqual([...narrowed.findings], [1]);
  assert.deepEqual(narrowed.bundles.find(({ relation }) => relation === "tie")?.edges, [5]);
  assert.deepEqual(keys(shown(model, {})), keys(before));
});

test("hidden entities and kinds take their links along", () => {
  const model = sampleModel();
  assert.deepEqual(keys(shown(model, { hidden: ["pact", "meeting"] })), ["tie a b"]);
  assert.deepEqual(keys(shown(model, { hideKinds: ["issue"], hideRelations: ["tie"] })), ["participation b meeting", "participation c meeting"]);
});

test("the network of states joins those of one activity, by stance", () => {
  const model = sampleModel();
  assert.deepEqual(statePairs(model, model.edges).map(({ source, target, edges }) => [source, target, edges.length]), [[0, 1, 2], [1, 2, 2]]);
  assert.deepEqual(keys(shown(model, { scope: "states" })), ["tie a b", "tie b c"]);
  assert.ok(keys(shown(model, { scope: "states", expanded: ["a"] })).includes("supportive a pact"));
});

test("a pair has one number in both directions", () => {
  const model = sampleModel();
  assert.equal(pairIndex(model, 0, 1), pairIndex(model, 1, 0));
  assert.notEqual(pairIndex(model, 0, 1), pairIndex(model, 0, 2));
});

test("evidence is that of the choice among what passes", () => {
  const model = sampleModel();
  const state = { ...defaults(), node: "b" };
  assert.deepEqual(evidenceOf(model, state, select(model, state)), [0, 1, 2]);
  const pair = { ...defaults(), link: "any b c" };
  assert.deepEqual(evidenceOf(model, pair, select(model, pair)), [2]);
});

test("nodes stand where the layout, the scope or the reader puts them", () => {
  const model = sampleModel();
  const place = (patch) => {
    const state = { ...defaults(), ...patch };
    placeNodes(model, state, select(model, state));
    return [model.nodes[0].x, model.nodes[0].y, model.spread];
  };
  assert.deepEqual(place({}), [0, 0, 2]);
  assert.deepEqual(place({ scope: "states" }), [5, 5, 0.6]);
  assert.deepEqual(place({ moved: ["a 7 -8", "gone 1 1"] }), [7, -8, 2]);
  assert.deepEqual(place({ moved: ["a x y"] }), [0, 0, 2]);
  assert.deepEqual(withMoved(["a 1 1", "b 2 2"], "a", 3.4, 4.6), ["b 2 2", "a 3 5"]);
});
