/**
 * What the reader has chosen, kept in the address so that a copied link opens the same view.
 *
 * @typedef {{view: string, node: string, link: string, finding: string, hideKinds: string[], hideRelations: string[],
 *   act: string, factuality: string, area: string, framework: string, statement: string, strength: number, from: string, to: string,
 *   top: number, strongest: number, find: string, sort: string, page: number, rows: string, theme: string,
 *   scope: string, about: string, order: string, start: string, end: string, doc: string, subject: string, partner: string,
 *   debtor: string, firmness: string[], due: string, board: string, boardPage: number, camera: string}} State
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
  debtor: "",
  firmness: [],
  due: "",
  board: "-firmness",
  boardPage: 1,
  camera: "",
};

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

/**
 * @param {State} initial
 * @returns {{get: () => State, set: (patch: Partial<State>) => void, listen: (f: (now: State, before: State) => void) => void}}
 */
export function createStore(initial) {
  let state = initial;
  /** @type {((now: State, before: State) => void)[]} */
  const listeners = [];
  return {
    get: () => state,
    set(patch) {
      const before = state;
      state = { ...state, ...patch };
      if (toHash(before) !== toHash(state)) for (const listener of listeners) listener(state, before);
    },
    listen: (listener) => listeners.push(listener),
  };
}

/** @param {ReturnType<typeof createStore>} store keep the address and the state the same */
export function followAddress(store) {
  store.listen((state) => {
    const hash = toHash(state);
    if (hash !== location.hash.slice(1)) history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
  });
  addEventListener("hashchange", () => store.set(fromHash(location.hash)));
}
