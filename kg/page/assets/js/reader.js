/**
 * The statement view: one whole text with what was understood of it marked in place. Acts, commitments and names differ
 * in weight, line and ground, not in colour alone; where they overlap, the text is cut and each piece shows all.
 */

import { el, fill, plural, visible } from "./dom.js";
import { statementRow, titleOf } from "./entries.js";
import { kindSign } from "./legend.js";
import { placeOf, strengthOf } from "./model.js";
import { pairKey } from "./pairs.js";
import { rove, settle } from "./roving.js";
import { blocksOf, cutAt } from "./spans.js";
import { isStill } from "./theme.js";

/** @typedef {import("./model.js").Model} Model */
/** @typedef {import("./model.js").Statement} Statement */
/** @typedef {import("./selection.js").Shown} Shown */
/** @typedef {{start: number, end: number, kind: "act" | "commitment" | "name", class: string, text: string, finding: number, node: number}} Mark */

const KINDS = { act: "Acts", commitment: "Commitments", name: "Names" };
const TAGS = { Title: "h2", Heading: "h3" };

export class Reader {
  /** @param {Model} model @param {import("./state.js").Store} store */
  constructor(model, store) {
    this.model = model;
    this.store = store;
    this.drawn = "";
    this.kept = "";
    this.finding = "";
    /** @type {Mark[]} */
    this.marks = [];
    /** @type {Map<string, HTMLInputElement>} */
    this.boxes = new Map();
    this.choice = /** @type {HTMLSelectElement} */ (el("select", { id: "doc", on: { change: () => this.open(this.choice.value) } },
      model.statements.length > 1 ? el("option", { value: "", text: "All statements" }) : null,
      ...model.statements.map((s) => el("option", { value: s.id, text: [s.date, s.title].filter(Boolean).join(" · ") }))));
    this.body = el("div", { class: "doc", tabindex: 0, role: "region", "aria-label": "Text of the statement with its marks" });
    this.tip = el("div", { class: "tip doc-tip", role: "tooltip", hidden: true });
    this.steps = this.stepButtons();
    this.count = el("span", { class: "quiet small" });
    this.element = el("div", { class: "doc-view" }, this.tools(), this.body, this.tip);
    this.listen();
  }

  stepButtons() {
    const step = (/** @type {string} */ name, /** @type {number} */ by) => el("button", { type: "button", "data-step": by, on: { click: () => this.step(by) } }, name);
    return [step("Previous", -1), step("Next", 1)];
  }

  tools() {
    const boxes = Object.entries(KINDS).map(([kind, label]) => {
      const box = /** @type {HTMLInputElement} */ (el("input", { type: "checkbox", checked: true, on: { change: () => this.body.classList.toggle(`no-${kind}`, !box.checked) } }));
      this.boxes.set(kind, box);
      return el("label", { class: "entry" }, box, el("span", { class: `said said-${kind}${kind === "act" ? " act-assertive" : ""}` }, label));
    });
    return el("div", { class: "doc-tools" },
      el("div", { class: "doc-choice" }, el("label", { for: "doc" }, plural(this.model.statements.length, "statement")), this.choice, ...(this.model.statements.length > 1 ? this.steps : [])),
      el("div", { class: "doc-marks", role: "group", "aria-label": "Marks" }, ...boxes, this.count));
  }

  listen() {
    rove(this.body, () => this.stops());
    this.body.addEventListener("click", (event) => this.click(event));
    for (const event of ["pointerover", "focusin"]) this.body.addEventListener(event, (e) => this.tell(/** @type {Element} */ (e.target)));
    for (const event of ["pointerleave", "focusout", "scroll"]) this.body.addEventListener(event, () => { this.tip.hidden = true; });
    this.element.addEventListener("keydown", (event) => { if (event.key === "Escape") this.tip.hidden = true; });
  }

  /** @returns {Element[]} one element a mark, in reading order */
  stops() {
    return [...this.body.querySelectorAll("[role='button']")].filter((one) => one.checkVisibility());
  }

  /** @returns {Statement | undefined} the one of the chosen passage, else the one that was opened; several begin with a list */
  current() {
    const { finding, doc, statement } = this.store.get();
    const index = this.model.findingById.get(finding);
    if (index !== undefined) return this.model.statements[this.model.findings[index].statement];
    const { statements } = this.model;
    return statements.find((s) => s.id === doc) ?? statements.find((s) => s.id === statement) ?? (statements.length === 1 ? statements[0] : undefined);
  }

  /** @param {string} doc */
  open(doc) {
    this.store.set({ doc, finding: "", link: "" });
    this.body.scrollTop = 0;
  }

  /** @param {number} by */
  step(by) {
    const next = this.model.statements[(this.current()?.index ?? 0) + by];
    if (next) this.open(next.id);
  }

  /** @param {Shown} shown */
  update(shown) {
    const statement = this.current();
    if (!statement) {
      this.list(shown);
      return;
    }
    const { finding, node } = this.store.get();
    this.choice.value = statement.id;
    this.steps.forEach((button, at) => { /** @type {HTMLButtonElement} */ (button).disabled = !this.model.statements[statement.index + (at ? 1 : -1)]; });
    const kept = this.model.findings.filter((f) => f.statement === statement.index && shown.findings.has(f.index)).map((f) => f.index).join(" ");
    if (this.kept !== kept || this.drawn !== statement.id) this.draw(statement, shown);
    this.kept = kept;
    this.light(finding, this.model.byId.get(node) ?? -1);
    if (finding && finding !== this.finding) this.scrollTo();
    this.finding = finding;
  }

  /** The statements to choose from. @param {Shown} shown */
  list(shown) {
    const { statements, findings } = this.model;
    this.drawn = this.choice.value = this.count.textContent = "";
    for (const button of this.steps) /** @type {HTMLButtonElement} */ (button).disabled = true;
    const counts = new Map();
    for (const index of shown.findings) counts.set(findings[index].statement, (counts.get(findings[index].statement) ?? 0) + 1);
    const rows = statements.map((statement) => el("li", {}, statementRow(statement, counts.get(statement.index) ?? 0, () => this.open(statement.id))));
    fill(this.body, el("div", { class: "doc-page doc-list" }, el("h2", {}, "Statements"), el("ul", { class: "plain sayings" }, ...rows)));
    if (!rows.length) fill(this.body, el("p", { class: "quiet pad-text" }, "There is no statement in this graph."));
  }

  /** @param {Statement} statement @param {Shown} shown */
  draw(statement, shown) {
    const anew = this.drawn !== statement.id;
    const top = anew ? 0 : this.body.scrollTop;
    this.drawn = statement.id;
    this.marks = marksOf(this.model, statement, shown);
    const here = this.model.findings.filter((f) => f.statement === statement.index);
    const cuts = here.flatMap((f) => [f.start, f.end]);
    const told = new Set();
    fill(this.body, el("div", { class: "doc-page", dir: "auto" },
      statement.publisher || statement.date ? el("p", { class: "quiet small doc-source" }, [statement.date, statement.publisher].filter(Boolean).join(" · ")) : null,
      ...blocksOf(statement.text, statement.parts).map((block) => this.block(statement, block, cuts, told))));
    settle(this.stops(), undefined);
    this.count.textContent = Object.keys(KINDS).map((kind) => `${this.marks.filter((mark) => mark.kind === kind).length} ${KINDS[/** @type {keyof typeof KINDS} */ (kind)].toLowerCase()}`).join(" · ");
    this.body.scrollTop = top;
  }

  /**
   * @param {Statement} statement @param {ReturnType<typeof blocksOf>[number]} block @param {number[]} cuts
   * @param {Set<number>} told marks that have an element to reach them by
   */
  block({ text, parts }, { start, end, part }, cuts, told) {
    const kind = part?.kind ?? "Gap";
    const depth = parts.filter((one) => one.kind !== "Sentence" && one.start <= start && end <= one.end).length;
    const lead = part && part.start === start ? leadOf(text.slice(start, end), part) : 0;
    const nodes = cutAt(start, end, this.marks, lead ? [...cuts, start + lead] : cuts).map(({ start: from, end: to, over }) =>
      this.piece(text.slice(from, to), from, to, over, told, from < start + lead));
    return el(TAGS[/** @type {keyof typeof TAGS} */ (kind)] ?? "p", { class: `block block-${kind.toLowerCase()}`, "data-depth": Math.min(3, depth) }, ...nodes);
  }

  /** @param {string} words @param {number} start @param {number} end @param {number[]} over @param {Set<number>} told @param {boolean} lead */
  piece(words, start, end, over, told, lead) {
    const options = { class: `${over.map((at) => this.marks[at].class).join(" ")}${lead ? " lead" : ""}`.trim() || null, "data-from": start, "data-to": end };
    if (!over.length) return el("span", { ...options, text: words });
    const [first] = over;
    const isFirst = !told.has(first);
    told.add(first);
    const more = isFirst ? { role: "button", tabindex: -1, "aria-pressed": "false", "data-keep": `mark-${first}`, "aria-label": visible(`${words.trim() || "mark"}: ${over.map((at) => this.marks[at].text).join("; ")}`) } : {};
    return el("span", { ...options, ...more, "data-over": over.join(" "), text: words });
  }

  /** @param {Element} target @returns {Mark[]} the marks at a piece, the shortest first, without those switched off */
  at(target) {
    const over = /** @type {HTMLElement | null} */ (target.closest("[data-over]"))?.dataset.over;
    return (over?.split(" ") ?? []).map((index) => this.marks[Number(index)]).filter((mark) => this.boxes.get(mark.kind)?.checked);
  }

  /** @param {Event} event */
  click(event) {
    const marks = this.at(/** @type {Element} */ (event.target));
    const [mark, other] = marks;
    this.tip.hidden = true;
    if (!mark || String(getSelection())) return;
    const doc = this.drawn;
    const both = mark.node >= 0 && other?.node >= 0 && mark.node !== other.node && mark.start === other.start && mark.end === other.end;
    if (both) {
      this.store.set({ doc, node: "", finding: "", link: pairKey(this.model, mark.node, other.node) });
      return;
    }
    if (mark.finding >= 0) this.store.set({ doc, finding: this.model.findings[mark.finding].id, node: "", link: "" });
    else if (mark.node >= 0) this.store.set({ doc, node: this.model.nodes[mark.node].id, finding: "", link: "" });
  }

  /** Say what is marked here. @param {Element} target */
  tell(target) {
    const marks = this.at(target);
    this.tip.hidden = !marks.length;
    if (!marks.length) return;
    fill(this.tip, ...marks.slice(0, 5).map((mark) => el("p", {}, mark.node >= 0 ? kindSign(this.model, this.model.nodes[mark.node].kind) : null, el("bdi", { text: mark.text }))));
    const [box, frame] = [target.getBoundingClientRect(), this.element.getBoundingClientRect()];
    const width = Math.min(340, frame.width - 16);
    this.tip.style.maxWidth = `${width}px`;
    const below = box.bottom - frame.top + 6;
    const y = below + this.tip.offsetHeight > frame.height ? box.top - frame.top - this.tip.offsetHeight - 6 : below;
    this.tip.style.translate = `${Math.max(8, Math.min(box.left - frame.left, frame.width - this.tip.offsetWidth - 8))}px ${Math.max(0, y)}px`;
  }

  /** Mark the sentence of the choice and the names of the chosen entity. @param {string} finding @param {number} node */
  light(finding, node) {
    const chosen = this.model.findings[this.model.findingById.get(finding) ?? -1];
    for (const piece of /** @type {NodeListOf<HTMLElement>} */ (this.body.querySelectorAll("[data-from]"))) {
      const [from, to] = [Number(piece.dataset.from), Number(piece.dataset.to)];
      const marks = (piece.dataset.over?.split(" ") ?? []).map((index) => this.marks[Number(index)]);
      const isHere = chosen !== undefined && chosen.start <= from && to <= chosen.end;
      const isChosen = marks.some((mark) => (mark.finding >= 0 ? mark.finding === chosen?.index : mark.node >= 0 && mark.node === node));
      piece.classList.toggle("quoted", isHere);
      piece.classList.toggle("chosen", isChosen);
      if (piece.hasAttribute("aria-pressed")) piece.setAttribute("aria-pressed", String(isChosen));
    }
  }

  scrollTo() {
    const first = this.body.querySelector(".chosen") ?? this.body.querySelector(".quoted");
    if (!first) return;
    const [box, frame] = [first.getBoundingClientRect(), this.body.getBoundingClientRect()];
    if (box.top >= frame.top && box.bottom <= frame.bottom) return;
    this.body.scrollTo({ top: this.body.scrollTop + box.top - frame.top - frame.height / 4, behavior: isStill() ? "instant" : "smooth" });
  }
}

/** @param {string} text @param {import("./model.js").Part} part the length of its number or heading at its beginning */
function leadOf(text, { number, heading }) {
  for (const words of [heading, number]) {
    if (words && text.startsWith(words)) return words.length;
  }
  return 0;
}

/** @param {Model} model @param {Statement} statement @param {Shown} shown @returns {Mark[]} */
function marksOf(model, statement, shown) {
  /** @type {Mark[]} */
  const marks = [];
  for (const finding of model.findings) {
    if (finding.statement !== statement.index || !shown.findings.has(finding.index)) continue;
    if (finding.kind !== "act" && finding.kind !== "commitment") continue;
    const [start, end] = placeOf(finding);
    const isAct = finding.kind === "act";
    if (isAct && !finding.trigger) continue;
    const strength = strengthOf(model, finding);
    const told = isAct ? [`${finding.type}, ${model.relations[finding.relation]?.label ?? "act"}`, strength ? `strength ${strength} of 5` : "", finding.factuality] : [`${finding.firmness} commitment`, finding.when ? `deadline ${finding.when}` : "", titleOf(model, finding)];
    marks.push({ start, end, kind: finding.kind, class: `said said-${finding.kind} ${isAct ? `act-${finding.relation}` : `firm-${finding.firmness}`}`, text: told.filter(Boolean).join(", "), finding: finding.index, node: -1 });
  }
  for (const { start, end, node, label, kind } of statement.mentions) {
    marks.push({ start, end, kind: "name", class: `said said-name name-${kind}`, text: `${label}, ${model.kinds[kind].label.toLowerCase()}`, finding: -1, node });
  }
  return marks;
}
