/** Starts the page: reads the data, makes the views and keeps them in step with the reader's choice. */

import { Commitments } from "./commitments.js";
import { announce, el, fill, plural } from "./dom.js";
import { saveCsv, savePng, saveSvg, saveTurtle } from "./download.js";
import { Evidence } from "./evidence.js";
import { filters } from "./filters.js";
import { legend } from "./legend.js";
import { readModel } from "./model.js";
import { Network } from "./network.js";
import { preparePaper } from "./paper.js";
import { permalink } from "./permalink.js";
import { Profile } from "./profile.js";
import { Reader } from "./reader.js";
import { Search } from "./search.js";
import { Matrix } from "./matrix.js";
import { Paths } from "./paths.js";
import { evidenceOf, select } from "./selection.js";
import { Start, viewOf } from "./start.js";
import { createStore, followAddress, fromHash } from "./state.js";
import { Table } from "./table.js";
import { readPalette, themeToggle } from "./theme.js";
import { Timeline } from "./timeline.js";
import { WorldMap } from "./world-map.js";

/** @typedef {import("./state.js").State} State */

/** The views that fill the stage, in the order of their buttons: each has an `element` and an `update(shown)`. */
const VIEWS = { start: "Start", network: "Network", statement: "Statements", profile: "Profiles", commitments: "Commitments", timeline: "Timeline", matrix: "Issues", map: "Map", paths: "Paths", table: "Table" };

/** Fields of the state that change what is drawn, not only what is chosen. @type {(keyof State)[]} */
const NARROWING = ["hideKinds", "hideRelations", "act", "factuality", "area", "framework", "statement", "strength", "from", "to", "top", "strongest", "scope"];

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

class Page {
  /** @param {import("./model.js").Model} model */
  constructor(model) {
    this.model = model;
    this.store = createStore(opening(model));
    this.network = new Network(model, this.store);
    /** @type {Record<string, {element: HTMLElement, update: (shown: import("./selection.js").Shown) => void}>} */
    this.views = { timeline: new Timeline(model, this.store), matrix: new Matrix(model, this.store), paths: new Paths(model, this.store), table: new Table(model, this.store) };
    Object.assign(this.views, { start: new Start(model, this.store), statement: new Reader(model, this.store), profile: new Profile(model, this.store), commitments: new Commitments(model, this.store) });
    if (model.world) this.views.map = new WorldMap(model, this.store);
    this.evidence = new Evidence(model, this.store, byId("evidence"));
    this.selected = select(model, this.store.get());
    this.evidence.more = () => this.evidence.update(this.selected, false);
    this.store.listen((now, before) => this.update(now, before));
    followAddress(this.store);
    preparePaper(() => this.paint());
    this.furnish();
    this.keepAddress();
    this.network.update(this.selected, true);
    this.showView();
    this.evidence.update(this.selected, true);
    const chosen = model.byId.get(this.store.get().node);
    if (chosen !== undefined) this.network.reveal(chosen);
  }

  /** What the reader sees of the graph. */
  shown() {
    return this.selected;
  }

  /** Fill the frame around the views. */
  furnish() {
    const { model, store, network } = this;
    fill(byId("counts"), [plural(model.statements.length, "statement"), plural(model.nodes.length, "entity", "entities"), plural(model.findings.length, "passage")].join(" · "));
    const search = new Search(model, (node) => this.choose(node));
    fill(byId("search"), search.box, search.list);
    fill(byId("views"), el("div", { class: "segmented", role: "group", "aria-label": "View" }, ...Object.entries(VIEWS).filter(([view]) => view === "network" || this.views[view]).map(([view, label]) =>
      el("button", { type: "button", "data-view": view, on: { click: () => store.set({ view }) } }, label))));
    fill(byId("filters"), folding(legend(model, store), filters(model, store)));
    const tool = (/** @type {string} */ name, /** @type {() => void} */ act) => el("button", { type: "button", class: "tool", on: { click: act } }, name);
    fill(byId("tools"),
      tool("PNG", () => savePng(network.toCanvas())),
      tool("SVG", () => saveSvg(network.toSvg())),
      tool("CSV", () => saveCsv(model, this.findings())),
      tool("Turtle", () => saveTurtle(model, this.findings())),
      permalink(),
      themeToggle(store, () => this.paint()));
  }

  /** The link past the controls moves the focus and leaves the address, which holds the reader's choice. */
  keepAddress() {
    document.querySelector(".skip")?.addEventListener("click", (event) => {
      event.preventDefault();
      const panel = byId("evidence");
      if (panel.checkVisibility()) panel.focus();
      else /** @type {HTMLElement | null} */ (byId("stage").querySelector("[tabindex='0']"))?.focus();
    });
  }

  paint() {
    this.network.palette = readPalette(this.model);
    this.network.base = null;
    this.network.draw();
  }

  /** The findings behind the reader's choice, or all that pass the filters. */
  findings() {
    const found = evidenceOf(this.model, this.store.get(), this.selected);
    return found.length ? found : [...this.selected.findings];
  }

  /** @param {number} node */
  choose(node) {
    if (viewOf(this.model, this.store.get()) === "start") this.store.set({ view: "profile" });
    this.store.set({ node: this.model.nodes[node].id, link: "", finding: "" });
    if (!this.views[this.store.get().view]) this.network.reveal(node);
  }

  /** @param {State} now @param {State} before */
  update(now, before) {
    const differs = (/** @type {keyof State} */ field) => String(now[field]) !== String(before[field]);
    const narrowed = NARROWING.some(differs);
    const chosen = differs("node") || differs("link");
    if (narrowed || chosen) {
      this.selected = select(this.model, now);
      this.network.update(this.selected, narrowed);
    }
    this.showView();
    if (narrowed || chosen || differs("finding")) this.evidence.update(this.selected, chosen);
    if (chosen) announce(`${plural(evidenceOf(this.model, now, this.selected).length, "passage")} in the evidence`);
  }

  showView() {
    const view = viewOf(this.model, this.store.get());
    document.documentElement.dataset.view = view;
    document.documentElement.dataset.chosen = String(isChosen(this.store.get()));
    const other = this.views[view];
    const { element } = other ?? this.network;
    if (!element.isConnected) fill(byId("stage"), element);
    for (const button of byId("views").querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.dataset.view === (other ? view : "network")));
    }
    if (other) other.update(this.selected);
    else {
      this.network.resize();
      this.network.draw();
    }
  }
}

/** @param {State} state whether there is a choice that the evidence can show */
function isChosen({ node, link, finding }) {
  return Boolean(node || link || finding);
}

/** @param {import("./model.js").Model} model @returns {State} as the address says, else about the page's focus */
function opening(model) {
  const state = fromHash(location.hash);
  if (!location.hash && model.focus >= 0) state.node = model.nodes[model.focus].id;
  return state;
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

readModel(byId("data").textContent ?? "").then((model) => {
  /** @type {any} */ (globalThis).defcoopPage = new Page(model);
  document.documentElement.dataset.ready = "true";
}).catch((error) => {
  document.documentElement.dataset.ready = "failed";
  fill(byId("stage"), el("p", { class: "notice", role: "alert", text: `The page's data cannot be read: ${error.message}` }));
});
