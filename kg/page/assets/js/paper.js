/** Paper is light: while the page is printed it has the light theme, whatever the reader's is. */

/** @param {() => void} paint what is drawn in the theme's colours */
export function preparePaper(paint) {
  const root = document.documentElement;
  let kept = root.dataset.theme;
  matchMedia("print").addEventListener("change", ({ matches }) => {
    if (matches) kept = root.dataset.theme;
    root.dataset.theme = matches ? "light" : kept;
    paint();
  });
}
