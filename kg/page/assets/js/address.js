/**
 * Keeps the address and the state the same, and the browser's way back: each step is an entry of its history, so that "back"
 * undoes it. The address is written a moment after a change, since browsers allow few writes a second; where they allow none,
 * as in a frame without an origin, the page goes on without. In a frame, the history is that of the page around it.
 */

import { fromHash, toHash } from "./state.js";

const A_MOMENT = 120;

/** @param {import("./state.js").Store} store @returns {string} the address of what the reader sees */
export function addressOf(store) {
  const hash = toHash(store.get());
  return location.href.split("#")[0] + (hash ? `#${hash}` : "");
}

/** @param {import("./state.js").Store} store */
export function followAddress(store) {
  let waiting = setTimeout(() => write(), A_MOMENT);
  let known = location.href;
  let steps = store.steps();
  const write = () => {
    clearTimeout(waiting);
    waiting = 0;
    const isStep = store.steps() !== steps && window === top;
    steps = store.steps();
    // An address that the reader has just changed is read first: its event is on the way.
    if (location.href !== known || location.href === addressOf(store)) return;
    try {
      history[isStep ? "pushState" : "replaceState"](null, "", addressOf(store));
      known = location.href;
    } catch {
      // A frame without an origin has no address of its own.
    }
  };
  store.listen(() => { waiting ||= setTimeout(write, A_MOMENT); });
  addEventListener("pagehide", write);
  addEventListener("hashchange", () => {
    known = location.href;
    store.set({ ...fromHash(location.hash), theme: fromHash(location.hash).theme || store.get().theme });
  });
}
