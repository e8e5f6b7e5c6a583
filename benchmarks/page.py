"""``make bench-page``: the page on synthetic graphs of 1k, 10k and 100k edges, in Chromium, beside other libraries.

In: libraries that `npm pack` puts into a cache folder, where npm can be had, and pyvis. Out: a table of file size, time
to interactive, time of a filter and frames a second when moving, each peer as a ratio to this page. The times come from
software rendering: read the ratios.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.graphs import synthetic
from kg.page import PageData, render_page
from kg.page.placing import place_data
from kg.page.pyvis_page import render_pyvis

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync"]
SIZES = (1_000, 10_000, 100_000)
PATIENCE = 60
LIBRARIES = {
    "vis-network": ("vis-network@10.1.5", "package/standalone/umd/vis-network.min.js"),
    "cytoscape": ("cytoscape@3.34.4", "package/dist/cytoscape.min.js"),
}
MOST_EDGES = {"pyvis hardened": 10_000, "pyvis default": 1_000}
"""What does not become interactive within the patience above is not tried."""

_FRAMES = """async ({ x, y, steps }) => {
  const target = document.elementFromPoint(x, y);
  const shared = { clientY: y, bubbles: true, cancelable: true, view: window };
  const send = (word, clientX, buttons) => {
    const move = word === "move";
    const pointer = { pointerId: 1, pointerType: "mouse", isPrimary: true, button: move ? -1 : 0 };
    target.dispatchEvent(new PointerEvent(`pointer${word}`, { ...shared, ...pointer, clientX, buttons }));
    target.dispatchEvent(new MouseEvent(`mouse${word}`, { ...shared, clientX, buttons, button: 0 }));
  };
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  send("down", x, 1);
  await frame();
  const begin = performance.now();
  let frames = 0;
  while (performance.now() - begin < 4000 && frames < steps) {
    send("move", x + Math.sin(frames / 6) * 120, 1);
    await frame();
    frames += 1;
  }
  const took = performance.now() - begin;
  send("up", x, 0);
  return frames / took * 1000;
}"""
_FILTER = """async () => {
  const begin = performance.now();
  filterSome();
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - begin;
}"""


@dataclass(frozen=True, slots=True)
class Run:
    """One page in the browser: bytes, seconds, milliseconds and frames a second; a negative number was not reached."""

    name: str
    edges: int
    size: float
    interactive: float = -1
    filtering: float = -1
    moving: float = -1


def without_remote_tags(page: str) -> str:
    """Return a page without the tags that would make it wait for other hosts."""
    return re.sub(r"<link\b[^>]*https?:[^>]*>|<script\b[^>]*\bsrc=\"https?:[^>]*>\s*</script>", "", page)


def pyvis_default(data: PageData) -> str:
    """Return pyvis's own page with its physics, without the tags that load from other hosts; ready once it settles."""
    from pyvis.network import Network

    network: Any = Network(height="900px", width="100%", cdn_resources="in_line")
    for node in data.nodes:
        network.add_node(node.id, label=node.label)
    for edge in data.edges:
        network.add_edge(edge.source, edge.target)
    return without_remote_tags(network.generate_html()) + _PYVIS_HOOK


def pyvis_hardened(data: PageData) -> str:
    """Return the small view that the product offers through pyvis."""
    return render_pyvis(data) + _PYVIS_HOOK


def library_page(name: str, script: str) -> Callable[[PageData], str]:
    """Return a function that writes a page of a library, with positions given as in this page."""

    def write(data: PageData) -> str:
        numbers = {node.id: index for index, node in enumerate(data.nodes)}
        graph = {
            "nodes": [[node.label, x, y] for node, (x, y) in zip(data.nodes, place_data(data).positions, strict=True)],
            "edges": [[numbers[edge.source], numbers[edge.target], edge.relation] for edge in data.edges],
        }
        return _LIBRARY.format(script=script, data=json.dumps(graph), start=_STARTS[name])

    return write


_LIBRARY = """<!doctype html><meta charset="utf-8">
<style>body{{margin:0}}#box{{width:1440px;height:900px}}</style><div id="box"></div>
<script>{script}</script><script>const graph = {data}; const box = document.getElementById("box");
const ready = () => {{ document.documentElement.dataset.ready = "true"; }};
{start}</script>"""
_PYVIS_HOOK = """<script>
network.once("stabilizationIterationsDone", () => { document.documentElement.dataset.ready = "true"; });
const some = edges.getIds().slice(0, edges.length / 5);
globalThis.filterSome = () => edges.update(some.map((id) => ({ id, hidden: true })));
</script>"""
_STARTS = {
    "vis-network": """
const edges = new vis.DataSet(graph.edges.map(([from, to, relation], id) => ({ id, from, to, relation })));
const nodes = graph.nodes.map(([label, x, y], id) => ({ id, label, x, y }));
const network = new vis.Network(box, { nodes, edges }, { physics: false, edges: { smooth: false } });
network.once("afterDrawing", ready);
const some = edges.get({ filter: (edge) => edge.relation === "critical" });
globalThis.filterSome = () => edges.update(some.map(({ id }) => ({ id, hidden: true })));""",
    "cytoscape": """
const nodes = graph.nodes.map(([label, x, y], id) => ({ data: { id: String(id), label }, position: { x, y } }));
const links = graph.edges.map(([a, b, relation], id) =>
  ({ data: { id: `e${id}`, source: String(a), target: String(b), relation } }));
const style = [{ selector: "node", style: { label: "data(label)" } }, { selector: "edge", style: { width: 1 } }];
const cy = cytoscape({ container: box, layout: { name: "preset" }, style, elements: [...nodes, ...links] });
cy.ready(() => cy.once("render", ready));
globalThis.filterSome = () => cy.edges("[relation = 'critical']").hide();""",
}


def fetch_library(name: str, cache: Path) -> str | None:
    """Return the script of a library out of the cache, which npm fills; None where neither has it."""
    package, inner = LIBRARIES[name]
    place = cache / f"{package.replace('@', '-')}.tgz"
    if not place.exists() and shutil.which("npm"):
        cache.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "pack", package, "--silent"], cwd=cache, capture_output=True, check=False)
    if not place.exists():
        return None
    with tarfile.open(place) as archive:
        member = archive.extractfile(inner)
        return member.read().decode() if member else None


def measure(
    browser: Any, name: str, edges: int, text: str, address: str = "", ready: str = "html[data-ready='true']"
) -> Run:
    """Open the page and measure it."""
    size = len(text.encode()) / 1e6
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_text(text, encoding="utf-8")
        context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        try:
            page.goto(path.as_uri() + address, wait_until="commit")
            page.wait_for_selector(ready, state="attached")
            page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
            interactive = page.evaluate("performance.now()") / 1000
            page.wait_for_timeout(1500)
            if address:
                page.evaluate(
                    "void (globalThis.filterSome = () => defcoopPage.store.set({ hideRelations: ['critical'] }))"
                )
            filtering = page.evaluate(_FILTER)
            page.wait_for_timeout(1500)
            moving = page.evaluate(_FRAMES, {"x": 700, "y": 420, "steps": 240})
            return Run(name, edges, size, interactive, filtering, moving)
        except Exception as error:  # noqa: BLE001 - a peer that hangs or breaks is a result, not a fault
            print(f"  {name} at {edges:,} edges: {str(error).splitlines()[0][:90]}")
            return Run(name, edges, size)
        finally:
            context.close()


def subjects(cache: Path) -> dict[str, tuple[Callable[[PageData], str], str, str]]:
    """Return for each subject how its page is written, the address it opens with and the sign that it is ready."""
    own, canvas = "html[data-ready='true']", "canvas"
    found: dict[str, tuple[Callable[[PageData], str], str, str]] = {
        "defcoop": (render_page, "#view=network", own),
        "defcoop, all drawn": (render_page, "#view=network&top=0&strongest=0", own),
        "pyvis hardened": (pyvis_hardened, "", canvas),
        "pyvis default": (pyvis_default, "", own),
    }
    for name in LIBRARIES:
        script = fetch_library(name, cache)
        if script is None:
            print(f"  {name} is left out: npm cannot fetch it")
        else:
            found[name] = (library_page(name, script), "", own)
    return found


def main() -> None:
    """Measure every subject at every size and print the table."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--cache", type=Path, default=Path.home() / ".cache" / "defcoop-bench", help="where npm's packages are kept"
    )
    parser.add_argument("--sizes", type=int, nargs="*", default=list(SIZES))
    parser.add_argument("--only", nargs="*", default=None, help="names of subjects")
    options = parser.parse_args()
    runs = []
    with sync_playwright() as driver:
        for edges in options.sizes:
            data = synthetic(edges)
            for name, (write, address, ready) in subjects(options.cache).items():
                if edges > MOST_EDGES.get(name, edges) or (options.only and name not in options.only):
                    continue
                browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
                runs.append(measure(browser, name, edges, write(data), address, ready))
                browser.close()
    print_table(runs)


def print_table(runs: list[Run]) -> None:
    """Print each measure with its ratio to this page at the same size."""
    print(f"{'edges':>8}  {'subject':<20}{'MB':>16}{'interactive s':>18}{'filter ms':>18}{'FPS moving':>18}")
    base = {run.edges: run for run in runs if run.name == "defcoop"}
    for run in runs:
        own = base.get(run.edges)
        cells = [
            _cell(getattr(run, field), getattr(own, field) if own and own is not run else 0)
            for field in ("size", "interactive", "filtering", "moving")
        ]
        print(f"{run.edges:>8,}  {run.name:<20}{cells[0]:>16}{cells[1]:>18}{cells[2]:>18}{cells[3]:>18}")


def _cell(value: float, own: float) -> str:
    if value < 0:
        return "-"
    return f"{value:.2f} ({value / own:.1f}x)" if own > 0 else f"{value:.2f}"


if __name__ == "__main__":
    main()
