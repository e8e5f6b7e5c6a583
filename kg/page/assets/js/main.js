/** Starts the page: reads the data, makes the views and keeps them in step with the reader's choice. */

import { addressOf, followAddress } from "./address.js";
import { Commitments } from "./commitments.js";
import { Compare } from "./compare.js";
import { copyButton } from "./clipboard.js";
import { announce, el, fill, plural } from "./dom.js";
import { evidenceRows, saveCsv, savePng, saveSvg, saveTurtle } from "./download.js";
import { Evidence } from "./evidence.js";
import { filters } from "./filters.js";
import { keyTools } from "./keys.js";
import { legend } from "./legend.js";
import { readModel } from "./model.js";
import { Network } from "./network.js";
import { preparePaper } from "./paper.js";
import { rasterized, standalone } from "./pictures.js";
import { Profile } from "./profile.js";
import { Reader } from "./reader.js";
import { Search } from "./search.js";
import { Matrix } from "./matrix.js";
import { Paths } from "./paths.js";
import { evidenceOf, select } from "./selection.js";
import { Start, viewOf } from "./start.js";
import { changes, createStore, fromHash } from "./state.js";
import { Table } from "./table.js";
import { readPalette, themeToggle } from "./theme.js";
import { Timeline } from "./timeline.js";
import { WorldMap } from "./world-map.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./selection.js").Shown} Shown */
/**
 * What fills the stage. A view may have a picture, and rows of its own for a spreadsheet.
 * @typedef {{element: HTMLElement, update: (shown: Shown) => void, picture?: () => SVGSVGElement | null, sheet?: () => import("./download.js").Rows}} View
 */

/** The views, in the order of their buttons. @type {Record<string, string>} */
const VIEWS = { start: "Start", network: "Network", statement: "Statements", profile: "Profiles", compare: "Compare", commitments: "Commitments", timeline: "Timeline", matrix: "Issues", map: "Map", paths: "Paths", table: "Table" };

/** Fields of the state that change what is drawn, so that all of it is brought into view. */
const NARROWING = new Set(["hideKinds", "hideRelations", "act", "factuality", "area", "framework", "statement", "strength", "from", "to", "top", "strongest", "scope"]);
/** Fields that change a part of what is drawn, which stays where it is. */
const ALTERING = new Set(["node", "link", "hidden", "expanded", "moved"]);

const LINK = { class: "tool", title: "Copy the address of what is shown", done: "The address is copied.", failed: "The address could not be copied: it is in the address bar.", short: "See bar" };

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

class Page {
  /** @param {import("./model.js").Model} model */
  constructor(model) {
    this.model = model;
    this.store = createStore(opening(model));
    this.selected = select(model, this.store.get());
    this.network = new Network(model, this.store, this.selected);
    this.views = makeViews(model, this.store);
    this.evidence = new Evidence(model, this.store, byId("evidence"));
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

  /** The address of what the reader sees, which the browser's own follows a moment later. */
  address() {
    return addressOf(this.store);
  }

  /** Fill the frame around the views. */
  furnish() {
    const { model, store } = this;
    fill(byId("counts"), [plural(model.statements.length, "statement"), plural(model.nodes.length, "entity", "entities"), plural(model.findings.length, "passage")].join(" · "));
    const search = new Search(model, (node) => this.choose(node), (find) => store.set({ view: "table", rows: "findings", find, page: 1, node: "", link: "", finding: "" }));
    fill(byId("search"), search.box, search.list);
    fill(byId("views"), el("div", { class: "segmented", role: "group", "aria-label": "View" }, ...Object.entries(VIEWS).filter(([view]) => view === "network" || this.views[view]).map(([view, label]) =>
      el("button", { type: "button", "data-view": view, on: { click: () => store.set({ view }) } }, label))), keyTools(store));
    fill(byId("filters"), folding(legend(model, store), filters(model, store)));
    const tool = (/** @type {string} */ name, /** @type {string} */ title, /** @type {() => void} */ act) => el("button", { type: "button", class: "tool", title, on: { click: act } }, name);
    fill(byId("tools"),
      tool("PNG", "Save the picture as PNG", () => this.savePicture(true)),
      tool("SVG", "Save the picture as SVG", () => this.savePicture(false)),
      tool("CSV", "Save the rows for a spreadsheet", () => this.saveRows()),
      tool("Turtle", "Save the passages as RDF", () => saveTurtle(model, this.findings())),
      copyButton("Link", LINK, () => this.address()),
      themeToggle(store, () => this.paint()));
  }

  /** @param {boolean} asPixels the picture of the view, where it has one, else of the network */
  savePicture(asPixels) {
    const name = viewOf(this.model, this.store.get());
    const drawing = this.views[name]?.picture?.();
    const paper = this.network.palette.surface;
    if (drawing && asPixels) savePng(rasterized(drawing, paper), name);
    else if (drawing) saveSvg(standalone(drawing, paper), name);
    else if (asPixels) savePng(this.network.toCanvas(), "network");
    else saveSvg(this.network.toSvg(), "network");
  }

  /** The rows of the view, where it has its own, else the passages. */
  saveRows() {
    const name = viewOf(this.model, this.store.get());
    const rows = this.views[name]?.sheet?.();
    if (rows) saveCsv(rows, name);
    else saveCsv(evidenceRows(this.model, this.findings()), "evidence");
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
    this.network.redraw();
  }

  /** The findings behind the reader's choice, or all that pass the filters. */
  findings() {
    const found = evidenceOf(this.model, this.store.get(), this.selected);
    return found.length ? found : [...this.selected.findings];
  }

  /** @param {number} node */
  choose(node) {
    const { id } = this.model.nodes[node];
    const isStart = viewOf(this.model, this.store.get()) === "start";
    this.store.set({ node: id, link: "", finding: "", hidden: this.store.get().hidden.filter((each) => each !== id), ...(isStart ? { view: "profile" } : {}) });
    if (!this.views[this.store.get().view]) this.network.reveal(node);
  }

  /** @param {State} now @param {State} before */
  update(now, before) {
    const changed = changes(now, before);
    const narrowed = changed.some((field) => NARROWING.has(field));
    const altered = changed.some((field) => ALTERING.has(field));
    const chosen = changed.includes("node") || changed.includes("link");
    if (narrowed || altered) {
      this.selected = select(this.model, now);
      this.network.update(this.selected, narrowed);
    }
    this.showView();
    if (narrowed || altered || changed.includes("finding")) this.evidence.update(this.selected, chosen);
    if (chosen) announce(`${plural(evidenceOf(this.model, now, this.selected).length, "passage")} in the evidence`);
  }

  showView() {
    const view = viewOf(this.model, this.store.get());
    document.documentElement.dataset.view = view;
    document.documentElement.dataset.chosen = String(isChosen(this.store.get()));
    const other = this.views[view];
    const { element } = other ?? this.network;
    if (!element.isConnected) fill(byId("stage"), element);
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (byId("views").querySelectorAll("[data-view]"))) {
      const isOn = button.dataset.view === (other ? view : "network");
      if (isOn && button.getAttribute("aria-pressed") !== "true") button.scrollIntoView({ block: "nearest", inline: "nearest" });
      button.setAttribute("aria-pressed", String(isOn));
    }
    if (other) other.update(this.selected);
    else {
      this.network.resize();
      this.network.draw();
    }
  }
}

/** @param {import("./model.js").Model} model @param {import("./state.js").Store} store @returns {Record<string, View>} all but the network */
function makeViews(model, store) {
  return {
    start: new Start(model, store), statement: new Reader(model, store), profile: new Profile(model, store), compare: new Compare(model, store), commitments: new Commitments(model, store),
    timeline: new Timeline(model, store), matrix: new Matrix(model, store), paths: new Paths(model, store), table: new Table(model, store),
    ...(model.world ? { map: new WorldMap(model, store, model.world) } : {}),
  };
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
