/**
 * One stop of the Tab key for many marks: arrow keys, Home and End walk them, Enter and Space choose.
 */

/**
 * @param {Element} box holds the marks
 * @param {() => Element[]} marks in walking order; each has `data-keep`, its name over redraws
 */
export function rove(box, marks) {
  box.addEventListener("keydown", (event) => walk(/** @type {KeyboardEvent} */ (event), marks()));
}

/** @param {KeyboardEvent} event @param {Element[]} all */
function walk(event, all) {
  const at = all.indexOf(/** @type {Element} */ (event.target));
  if (at < 0) return;
  const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (event.key === "Enter" || event.key === " ") all[at].dispatchEvent(new MouseEvent("click", { bubbles: true }));
  else if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  else if (all[to]) setStop(all, all[to], true);
  event.preventDefault();
}

/** @param {Element[]} all @param {Element} one @param {boolean} focus */
function setStop(all, one, focus) {
  for (const mark of all) mark.setAttribute("tabindex", mark === one ? "0" : "-1");
  if (focus) /** @type {SVGElement} */ (one).focus();
}

/**
 * After a redraw: one mark takes the Tab key, and the focus is where it was.
 * @param {Element[]} all @param {string | undefined} kept the name of the mark that had the focus
 */
export function settle(all, kept) {
  if (!all.length) return;
  const same = kept === undefined ? undefined : all.find((mark) => /** @type {SVGElement} */ (mark).dataset.keep === kept);
  setStop(all, same ?? all.find((mark) => mark.getAttribute("aria-pressed") === "true") ?? all[0], same !== undefined);
}

/** @param {Element} box @returns {string | undefined} the name of the mark in it that has the focus */
export function focused(box) {
  const active = /** @type {HTMLElement | null} */ (document.activeElement);
  return active && box.contains(active) ? active.dataset.keep : undefined;
}
