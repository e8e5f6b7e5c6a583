/** Starts the page: reads the data, makes the views and keeps them in step with the reader's choice. */

import { el, fill, plural } from "./dom.js";
import { saveCsv, savePng } from "./download.js";
import { Evidence } from "./evidence.js";
import { filters } from "./filters.js";
import { legend } from "./legend.js";
import { readModel } from "./model.js";
import { Network } from "./network.js";
import { searchBox } from "./search.js";
import { evidenceOf, select } from "./selection.js";
import { createStore, followAddress, fromHash } from "./state.js";
import { Table } from "./table.js";
import { readPalette, themeToggle } from "./theme.js";

const VIEWS = { network: "Network", table: "Table" };

/** Fields of the state that change what is drawn, not only what is chosen. */
const NARROWING = ["hideKinds", "hideRelations", "act", "factuality", "area", "statement", "strength", "from", "to", "top", "strongest"];

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

async function start() {
  const model = await readModel(byId("data").textContent ?? "");
  const state = fromHash(location.hash);
  if (!location.hash && model.focus >= 0) state.node = model.nodes[model.focus].id;
  const store = createStore(state);
  const network = new Network(model, store);
  const table = new Table(model, store);
  const evidence = new Evidence(model, store, byId("evidence"));
  let shown = select(model, store.get());

  const showView = () => {
    const table_ = store.get().view === "table";
    const element = table_ ? table.element : network.element;
    if (!element.isConnected) fill(byId("stage"), element);
    for (const button of byId("views").querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.dataset.view === (table_ ? "table" : "network")));
    }
    if (table_) table.update(shown);
    else {
      network.resize();
      network.draw();
    }
  };
  const update = (/** @type {any} */ now, /** @type {any} */ before) => {
    const chosenAnew = ["node", "link", "finding"].some((field) => now[field] !== before[field]);
    const choice = ["node", "link"].some((field) => now[field] !== before[field]);
    const narrowed = NARROWING.some((field) => String(now[field]) !== String(before[field]));
    if (narrowed || choice) {
      shown = select(model, now);
      network.update(shown, narrowed);
    }
    showView();
    if (chosenAnew || narrowed) evidence.update(shown, choice);
  };
  store.redraw = () => evidence.update(shown, false);
  store.listen(update);
  followAddress(store);

  fill(byId("counts"), [plural(model.statements.length, "statement"), plural(model.nodes.length, "entity", "entities"), plural(model.findings.length, "passage")].join(" · "));
  fill(byId("search"), ...searchBox(model, (node) => {
    store.set({ node: model.nodes[node].id, link: "", finding: "" });
    if (store.get().view === "network") network.reveal(node);
  }));
  fill(byId("views"), el("div", { class: "segmented", role: "group", "aria-label": "View" }, ...Object.entries(VIEWS).map(([view, label]) =>
    el("button", { type: "button", "data-view": view, on: { click: () => store.set({ view }) } }, label))));
  fill(byId("filters"), folding(legend(model, store), filters(model, store)));
  const toggle = themeToggle(store, () => {
    network.palette = readPalette(model);
    network.draw();
  });
  fill(byId("tools"),
    el("button", { type: "button", class: "tool", on: { click: () => savePng(network.canvas) } }, "PNG"),
    el("button", { type: "button", class: "tool", on: { click: () => saveCsv(model, chosenFindings()) } }, "CSV"),
    toggle);
  const chosenFindings = () => {
    const found = evidenceOf(model, store.get(), shown);
    return found.length ? found : [...shown.findings];
  };
  network.update(shown, true);
  showView();
  evidence.update(shown, true);
  const chosen = model.byId.get(store.get().node);
  if (chosen !== undefined) network.reveal(chosen);
  document.documentElement.dataset.ready = "true";
  return { model, store, network, table, shown: () => shown };
}

/** @param {...HTMLElement} parts the filters, folded away where the screen is narrow */
function folding(...parts) {
  const fold = /** @type {HTMLDetailsElement} */ (el("details", { class: "filters-fold" }, el("summary", {}, "Legend and filters"), ...parts));
  const wide = matchMedia("(min-width: 900px)");
  const set = () => { fold.open = wide.matches; };
  wide.addEventListener("change", set);
  set();
  return fold;
}

start().then(
  (page) => { /** @type {any} */ (globalThis).defcoopPage = page; },
  (error) => {
    document.documentElement.dataset.ready = "failed";
    fill(byId("stage"), el("p", { class: "notice", text: `The page's data cannot be read: ${error.message}` }));
    throw error;
  },
);
