"""Every view, both themes, three widths: axe finds nothing, a narrow screen scrolls one way, targets are large enough.

One page a width is opened, and the address leads it through the views, as a reader's does.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from kg.page import PageData
from tests.page.conftest import Visitor, painted
from tests.sample_record import AUSTRALIA, ITALY, KOREA

pytestmark = pytest.mark.browser

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
THEMES = ("light", "dark")
VIEWS = {
    "start": "view=start",
    "network": "view=network",
    "states": "view=network&scope=states",
    "entity": f"view=network&node={quote(KOREA)}&expanded={quote(KOREA)}&hidden={quote(AUSTRALIA)}",
    "statement": "view=statement",
    "passage": "view=statement&finding={condemned}",
    "profile": f"view=profile&subject={quote(ITALY)}",
    "pair": f"view=profile&subject={quote(AUSTRALIA)}&partner={quote(ITALY)}",
    "comparison": f"view=compare&left={quote(ITALY)}&right={quote(AUSTRALIA)}",
    "periods": "view=compare&sides=periods&split=2021-03-04&facet=issue",
    "commitments": "view=commitments",
    "timeline": "view=timeline",
    "issues": "view=matrix",
    "map": "view=map",
    "paths": f"view=paths&start={quote(ITALY)}&end={quote(KOREA)}",
    "table": "view=table",
    "links": "view=table&rows=links",
    "evidence": "view=table&finding={condemned}",
}
SMALL = """[...document.querySelectorAll('button, select, input:not([type=checkbox]), label.entry, summary')]
  .filter((one) => one.checkVisibility())
  .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24).map(([name]) => name)"""


def faults(page: Any, width: int) -> list[str]:
    """Return what axe finds, whether the page scrolls sideways, and targets that are too small."""
    painted(page)
    found = page.evaluate("(rules) => axe.run(document, { runOnly: rules, resultTypes: ['violations'] })", RULES)
    assert found["passes"]
    named = [f"{item['id']} {[node['target'] for node in item['nodes']]}" for item in found["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [*named, *([f"{wide} pixels wide"] if wide > width else []), *page.evaluate(SMALL)]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_axe_finds_no_violation_in_any_view(
    visitor: Visitor, page_file: Path, data: PageData, width: int, theme: str
) -> None:
    condemned = quote(next(found.id for found in data.findings if found.label.startswith("condemned")))
    page = visitor.open(page_file, "#view=start", width=width, color_scheme=theme, bypass_csp=True)
    page.add_script_tag(path=str(AXE))
    found = {}
    for name, address in VIEWS.items():
        page.evaluate("(hash) => { location.hash = hash }", address.format(condemned=condemned))
        page.wait_for_selector(f"html[data-view='{address.split('&')[0].removeprefix('view=')}']")
        found[name] = faults(page, width)
    assert page.evaluate("document.documentElement.dataset.theme") == theme
    assert {name: what for name, what in found.items() if what} == {}


def test_the_box_of_keys_is_accessible_too(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, bypass_csp=True)
    page.add_script_tag(path=str(AXE))
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Keys").wait_for()
    assert faults(page, 1440) == []
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog").is_visible()
