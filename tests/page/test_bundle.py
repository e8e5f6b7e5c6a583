from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from kg.errors import ExportError
from kg.page.bundle import ASSETS, bundle_modules, page_script, page_style
from kg.page.vocabulary import KINDS, RELATIONS


def test_a_module_comes_after_those_that_it_imports() -> None:
    modules = {
        "main.js": 'import { a } from "./a.js";\nimport { b } from "./b.js";\na(b);\n',
        "a.js": 'import { b } from "./b.js";\nexport const a = () => b;\n',
        "b.js": "export const b = 1;\n",
    }
    script = bundle_modules("main.js", modules.__getitem__)
    assert script.index("const b_js") < script.index("const a_js") < script.index("const main_js")
    assert script.count("const b_js") == 1


def test_circular_imports_are_refused() -> None:
    modules = {
        "main.js": 'import { a } from "./a.js";\nexport const m = 1;\n',
        "a.js": 'import { m } from "./main.js";\nexport const a = m;\n',
    }
    with pytest.raises(ExportError, match=r"main.js > a.js > main.js"):
        bundle_modules("main.js", modules.__getitem__)


@pytest.mark.parametrize(
    "line", ["export default 1;", 'import * as a from "./a.js";', 'import "./a.js";', "export let a;"]
)
def test_other_module_syntax_is_refused(line: str) -> None:
    with pytest.raises(ExportError, match="unsupported module syntax"):
        bundle_modules("main.js", {"main.js": line + "\n", "a.js": ""}.__getitem__)


@pytest.mark.parametrize("folder", [ASSETS / "vendor", Path(__file__).parent / "vendor"], ids=["page", "tests"])
def test_vendored_files_are_the_pinned_ones(folder: Path) -> None:
    entries = json.loads((folder / "vendor.json").read_text(encoding="utf-8"))
    for entry in entries:
        assert hashlib.sha256((folder / entry["file"]).read_bytes()).hexdigest() == entry["sha256"], entry["file"]
        assert (folder / entry["licenceFile"]).read_text(encoding="utf-8").strip()
        assert entry["version"] in (folder / entry["file"]).read_text(encoding="utf-8")[:200]
    assert {entry["file"] for entry in entries} == {path.name for path in folder.glob("*.js")}


def test_the_script_parses_no_markup_and_evaluates_nothing() -> None:
    own = "".join(path.read_text(encoding="utf-8") for path in sorted((ASSETS / "js").glob("*.js")))
    for banned in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "fetch("):
        assert banned not in own
    assert "Permission to use, copy, modify" in page_script()


def test_every_kind_and_relation_has_its_colour_in_both_themes() -> None:
    style = page_style()
    for token in [f"--kind-{key}: " for key in KINDS] + [f"--relation-{key}: " for key in RELATIONS]:
        assert style.count(token) == 2, token
    for name in [f".kind-{key}" for key in KINDS] + [f".relation-{key}" for key in RELATIONS]:
        assert name in style
