/** The query editor: a catalogue of questions, their parameters as fields, SPARQL, and its answer in several views. */

import { ask, parseAnswer } from "./asking.js";
import { el, fill } from "./dom.js";
import { drawGraph } from "./graph-view.js";
import { drawMap } from "./map-view.js";
import { fieldFor, place } from "./parameters.js";
import { drawTable } from "./table-view.js";

/* global Yasqe */

const $ = (id) => document.getElementById(id);
const FIRST = "SELECT ?date ?who ?trigger ?quote WHERE {\n  ?act a dco:SpeechAct ; dco:trigger ?trigger ; dco:onBehalfOf ?who ; dco:statedIn ?statement ;\n    dco:evidence/oa:hasSelector/oa:exact ?quote .\n  OPTIONAL { ?statement dcterms:date ?date }\n}\nORDER BY ?date\nLIMIT 50";
const VIEWS = { Table: drawTable, Graph: drawGraph, Map: drawMap, Text: drawText };

async function start() {
  themed();
  const data = await (await fetch("editor/data.json")).json();
  const editor = makeEditor(data);
  const desk = new Desk(data, editor);
  desk.list("");
  $("find").addEventListener("input", () => desk.list($("find").value));
  $("run").addEventListener("click", () => desk.run());
  $("stop").addEventListener("click", () => desk.stop());
  $("share").addEventListener("click", () => desk.share());
  $("parameters").addEventListener("submit", (event) => { event.preventDefault(); desk.run(); });
  addEventListener("hashchange", () => desk.open());
  desk.open();
  document.documentElement.dataset.ready = "true";
}

function themed() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let chosen = "";
  const button = el("button", { type: "button", on: { click: () => { chosen = shown() === "dark" ? "light" : "dark"; apply(); } } });
  const shown = () => chosen || (dark.matches ? "dark" : "light");
  const apply = () => {
    document.documentElement.dataset.theme = shown();
    fill(button, shown() === "dark" ? "Light theme" : "Dark theme");
  };
  dark.addEventListener("change", apply);
  $("theme").append(button);
  apply();
}

function makeEditor(data) {
  complete("prefixes", Object.entries(data.prefixes).map(([name, iri]) => `${name}: <${iri}>`));
  complete("class", data.classes);
  complete("property", data.properties);
  const editor = new Yasqe($("editor"), {
    value: withPrefixes(FIRST, data.prefixes),
    persistenceId: null,
    consumeShareLink: null,
    showQueryButton: false,
    resizeable: false,
    collapsePrefixesOnLoad: true,
    prefixCcApi: null,
    autocompleters: ["local-prefixes", "local-class", "local-property", "variables"],
    requestConfig: { endpoint: new URL("sparql", location.href).href, method: "POST" },
    screenReaderLabel: "SPARQL query",
  });
  const keys = { ...editor.getOption("extraKeys"), Tab: false, "Shift-Tab": false, "Ctrl-Enter": () => $("run").click(), "Cmd-Enter": () => $("run").click() };
  editor.setOption("extraKeys", keys);
  knowPrefixes(editor.getMode(), data.prefixes);
  return editor;
}

/** The server declares the graph's own prefixes for every query, so the editor takes none of them for a fault. */
function knowPrefixes(mode, prefixes) {
  const begin = mode.startState;
  mode.startState = (...given) => {
    const state = begin(...given);
    state.prefixes = { ...prefixes, ...state.prefixes };
    return state;
  };
}

function complete(kind, names) {
  Yasqe.forkAutocompleter(kind, { name: `local-${kind}`, bulk: true, persistenceId: null, get: () => names }, false);
}

/** The query with a declaration for each prefix that it uses and does not declare. */
function withPrefixes(text, prefixes) {
  const declared = new Set([...text.matchAll(/PREFIX\s+([\w-]*):/gi)].map((match) => match[1]));
  const used = Object.keys(prefixes).filter((name) => !declared.has(name) && new RegExp(`(^|[^\\w?$<])${name}:[\\w]`).test(text));
  return used.map((name) => `PREFIX ${name}: <${prefixes[name]}>\n`).join("") + text;
}

class Desk {
  constructor(data, editor) {
    this.data = data;
    this.editor = editor;
    this.chosen = null;
    this.fields = [];
    this.answer = null;
    this.view = "Table";
    this.running = null;
  }

  list(words) {
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (query) => wanted.every((word) => `${query.name} ${query.summary}`.toLowerCase().includes(word));
    const found = this.data.queries.filter(fits);
    const entry = (query) => el("li", {}, el("button", { type: "button", "aria-pressed": String(this.chosen === query), on: { click: () => this.choose(query) } }, el("b", {}, query.name), el("span", {}, query.summary)));
    fill($("queries"), ...(found.length ? found.map(entry) : [el("li", { class: "quiet" }, "No question has these words.")]));
  }

  choose(query) {
    this.chosen = query;
    fill($("about"), query.summary);
    this.fields = query.parameters.map((parameter) => fieldFor(parameter));
    $("parameters").hidden = !this.fields.length;
    fill($("parameters"), ...this.fields.map((field) => field.element), el("button", { class: "unseen", tabindex: "-1" }, "Run"));
    this.write(this.textOf(query));
    this.list($("find").value);
    for (const button of $("queries").querySelectorAll("[aria-pressed='true']")) button.focus();
  }

  /** The text of a question without its header, which the page shows beside it. */
  textOf(query) {
    return withPrefixes(query.sparql.replace(/^#\+.*\n/gm, ""), this.data.prefixes);
  }

  write(text) {
    this.editor.setValue(text);
    this.editor.collapsePrefixes(true);
  }

  /** Open what the address names: a question of the catalogue, or a query's text. */
  open() {
    const given = new URLSearchParams(location.hash.slice(1));
    const query = this.data.queries.find((one) => one.name === given.get("q"));
    if (query) this.choose(query);
    else if (given.has("query")) {
      this.chosen = null;
      fill($("about"));
      $("parameters").hidden = true;
      this.fields = [];
      this.write(given.get("query"));
    }
  }

  async share() {
    const plain = this.chosen && this.editor.getValue() === this.textOf(this.chosen);
    const hash = new URLSearchParams(plain ? { q: this.chosen.name } : { query: this.editor.getValue() });
    history.replaceState(null, "", `#${hash}`);
    try {
      await navigator.clipboard.writeText(location.href);
      this.say("The link is in the clipboard.");
    } catch {
      this.say("The address bar has the link.");
    }
  }

  say(words, failed = false) {
    fill($("message"), words);
    $("message").classList.toggle("failed", failed);
  }

  stop() {
    this.running?.abort();
  }

  async run() {
    this.stop();
    const running = new AbortController();
    this.running = running;
    this.busy(true);
    this.say("Running …");
    try {
      for (const field of this.fields) {
        const term = await field.term(running.signal);
        if (term) this.write(place(this.editor.getValue(), field.name, term));
      }
      const began = performance.now();
      this.answer = parseAnswer(await ask(this.editor.getValue(), "any", running.signal));
      this.say(`${this.answer.summary} in ${Math.round(performance.now() - began)} ms`);
      this.offer();
      await this.show(this.view);
    } catch (error) {
      if (this.running === running) this.fail(error);
    } finally {
      if (this.running === running) this.busy(false);
    }
  }

  fail(error) {
    this.answer = null;
    $("views").hidden = $("saves").hidden = true;
    fill($("view"));
    this.say(error.name === "AbortError" ? "Stopped." : error.message.trim(), error.name !== "AbortError");
  }

  busy(yes) {
    $("stop").disabled = !yes;
    $("results").setAttribute("aria-busy", String(yes));
  }

  offer() {
    const tables = this.answer.rows !== null;
    $("views").hidden = !tables;
    const button = (name) => el("button", { type: "button", "aria-pressed": "false", "data-view": name, on: { click: () => this.show(name) } }, name);
    fill($("views"), ...Object.keys(VIEWS).map(button));
    const save = (label, type, suffix) => el("button", { type: "button", on: { click: () => this.save(type, suffix) } }, label);
    $("saves").hidden = !tables;
    fill($("saves"), ...(this.answer.triples ? [save("Turtle", "text/turtle", "ttl")] : [save("CSV", "text/csv", "csv"), save("JSON", "application/sparql-results+json", "json")]));
    if (!tables) fill($("view"));
  }

  async show(name) {
    if (this.answer.rows === null) return;
    this.view = name;
    for (const button of $("views").children) button.setAttribute("aria-pressed", String(button.dataset.view === name));
    const answer = this.answer;
    const drawn = await VIEWS[name](answer);
    if (this.answer === answer && this.view === name) fill($("view"), ...drawn);
  }

  async save(type, suffix) {
    try {
      const body = await ask(this.editor.getValue(), type);
      const link = el("a", { href: URL.createObjectURL(new Blob([body.text], { type })), download: `${this.chosen?.name ?? "answer"}.${suffix}` });
      link.click();
      URL.revokeObjectURL(link.href);
    } catch (error) {
      this.say(error.message.trim(), true);
    }
  }
}

function drawText(answer) {
  return [el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Answer as text" }, el("pre", { class: "raw" }, answer.text.slice(0, 200000)))];
}

start();
