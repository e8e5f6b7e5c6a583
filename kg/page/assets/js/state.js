/**
 * What the reader has chosen, kept in the address so that a copied link opens the same view. Each choice is a step that can
 * be taken back; a movement of the view, a page of a table or words typed are none.
 *
 * @typedef {{view: string, node: string, link: string, finding: string, hideKinds: string[], hideRelations: string[],
 *   act: string, factuality: string, area: string, framework: string, statement: string, strength: number, from: string, to: string,
 *   top: number, strongest: number, find: string, sort: string, page: number, rows: string, theme: string,
 *   scope: string, about: string, order: string, start: string, end: string, doc: string, subject: string, partner: string,
 *   sides: string, left: string, right: string, split: string, facet: string,
 *   debtor: string, firmness: string[], due: string, board: string, boardPage: number, camera: string,
 *   hidden: string[], expanded: string[], moved: string[]}} State
 * @typedef {(now: State, before: State) => void} Listener
 * @typedef {{get: () => State, set: (patch: Partial<State>) => void, listen: (listener: Listener) => void,
 *   steps: () => number, undo: () => void, redo: () => void, canUndo: () => boolean, canRedo: () => boolean}} Store
 */

/** What the page opens with; -1 leaves a number to the size of the graph. @type {State} */
const DEFAULTS = {
  view: "",
  node: "",
  link: "",
  finding: "",
  hideKinds: [],
  hideRelations: [],
  act: "",
  factuality: "",
  area: "",
  framework: "",
  statement: "",
  strength: 0,
  from: "",
  to: "",
  top: -1,
  strongest: -1,
  find: "",
  sort: "date",
  page: 1,
  rows: "findings",
  theme: "",
  scope: "",
  about: "issue",
  order: "count",
  start: "",
  end: "",
  doc: "",
  subject: "",
  partner: "",
  sides: "entities",
  left: "",
  right: "",
  split: "",
  facet: "area",
  debtor: "",
  firmness: [],
  due: "",
  board: "-firmness",
  boardPage: 1,
  camera: "",
  hidden: [],
  expanded: [],
  moved: [],
};

/** Changes of these alone are no step. @type {Set<string>} */
const PASSING = new Set(["camera", "find", "sort", "page", "board", "boardPage", "theme"]);
const MOST_STEPS = 200;
/** Changes of the period that follow one another as quickly are one step, in milliseconds. */
const ONE_DRAG = 600;

/** @returns {State} */
export function defaults() {
  return structuredClone(DEFAULTS);
}

/** @param {State} state @returns {string} the hash, without what has its default */
export function toHash(state) {
  const parameters = new URLSearchParams();
  for (const name of /** @type {(keyof State)[]} */ (Object.keys(DEFAULTS))) {
    const value = String(state[name]);
    if (value !== String(DEFAULTS[name])) parameters.set(name, value);
  }
  return parameters.toString();
}

/** @param {string} hash @returns {State} unknown names and ill-formed numbers are left out */
export function fromHash(hash) {
  /** @type {any} */
  const state = defaults();
  for (const [name, value] of new URLSearchParams(hash.replace(/^#/, ""))) {
    if (!Object.hasOwn(DEFAULTS, name)) continue;
    const sample = /** @type {any} */ (DEFAULTS)[name];
    if (Array.isArray(sample)) state[name] = value.split(",").filter(Boolean);
    else if (typeof sample !== "number") state[name] = value;
    else if (/^\d{1,7}$/.test(value)) state[name] = Number(value);
  }
  return state;
}

/** @param {State} a @param {State} b @returns {string[]} the fields in which the two differ */
export function changes(a, b) {
  return /** @type {(keyof State)[]} */ (Object.keys(DEFAULTS)).filter((name) => String(a[name]) !== String(b[name]));
}

/** @param {State} initial @param {() => number} [clock] milliseconds @returns {Store} */
export function createStore(initial, clock = () => performance.now()) {
  let state = initial;
  /** @type {Listener[]} */
  const listeners = [];
  /** @type {State[]} */
  let past = [];
  /** @type {State[]} */
  let future = [];
  let dragged = -Infinity;
  let steps = 0;

  /** @param {State} next */
  function go(next) {
    const before = state;
    state = next;
    for (const listener of listeners) listener(state, before);
  }

  /** @param {string[]} changed */
  function remember(changed) {
    if (changed.every((name) => PASSING.has(name))) return;
    const isDrag = changed.every((name) => name === "from" || name === "to" || PASSING.has(name));
    const goesOn = isDrag && clock() - dragged < ONE_DRAG;
    dragged = isDrag ? clock() : -Infinity;
    future = [];
    if (goesOn) return;
    past = [...past.slice(1 - MOST_STEPS), state];
    steps += 1;
  }

  return {
    get: () => state,
    set(patch) {
      const next = { ...state, ...patch };
      const changed = changes(state, next);
      if (!changed.length) return;
      remember(changed);
      go(next);
    },
    listen: (listener) => { listeners.push(listener); },
    steps: () => steps,
    undo() {
      const before = past.pop();
      if (!before) return;
      future.push(state);
      steps += 1;
      go({ ...before, theme: state.theme });
    },
    redo() {
      const after = future.pop();
      if (!after) return;
      past.push(state);
      steps += 1;
      go({ ...after, theme: state.theme });
    },
    canUndo: () => past.length > 0,
    canRedo: () => future.length > 0,
  };
}
