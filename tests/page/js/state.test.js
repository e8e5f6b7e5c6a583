import assert from "node:assert/strict";
import { test } from "node:test";

import { changes, createStore, defaults, fromHash, toHash } from "../../../kg/page/assets/js/state.js";

test("the address holds what differs from the defaults, and reads back", () => {
  const state = { ...defaults(), node: "urn:x y&z", hideKinds: ["issue", "area"], strength: 4, moved: ["urn:x 1 -2"] };
  assert.equal(toHash(defaults()), "");
  assert.deepEqual(fromHash(`#${toHash(state)}`), state);
});

test("unknown names and ill-formed numbers of an address are left out", () => {
  assert.deepEqual(fromHash("#nothing=1&__proto__=2&strength=-1&top=x"), defaults());
});

test("a choice can be taken back and made again", () => {
  const store = createStore(defaults());
  store.set({ view: "table" });
  store.set({ view: "map", node: "a" });
  store.undo();
  assert.equal(store.get().view, "table");
  assert.ok(store.canRedo());
  store.redo();
  assert.deepEqual([store.get().view, store.get().node, store.canRedo()], ["map", "a", false]);
});

test("a new choice ends what could be made again, and a movement of the view is no step", () => {
  const store = createStore(defaults());
  store.set({ view: "table" });
  store.undo();
  store.set({ camera: "1,2,3.000", page: 2 });
  assert.deepEqual([store.canUndo(), store.canRedo()], [false, true]);
  store.set({ view: "map" });
  assert.equal(store.canRedo(), false);
});

test("dragging the period is one step", () => {
  let now = 0;
  const store = createStore(defaults(), () => now);
  for (const day of ["2020-01-01", "2020-02-01", "2020-03-01"]) {
    store.set({ from: day });
    now += 100;
  }
  now += 5000;
  store.set({ to: "2021-01-01" });
  store.undo();
  assert.equal(store.get().from, "2020-03-01");
  store.undo();
  assert.equal(store.get().from, "");
});

test("listeners hear of changes alone", () => {
  const store = createStore(defaults());
  const heard = [];
  store.listen((now, before) => heard.push(changes(now, before)));
  store.set({ view: "" });
  store.set({ view: "map", firmness: ["firm"] });
  assert.deepEqual(heard, [["view", "firmness"]]);
});
