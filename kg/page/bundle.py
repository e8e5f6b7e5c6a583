"""Joins the page's ES modules into one classic script, without any tool outside Python.

In: modules that keep to a small part of the language: ``import { a, b } from "./x.js";`` and ``export`` before a
``function``, ``class`` or ``const``. Out: one script without its documentation, equal for equal modules, in which each
module is a function of its own. It refuses everything else (default exports, renamed imports, circular imports), so
nothing is guessed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path

from kg.errors import ExportError

__all__ = ["ASSETS", "bundle_modules", "design_tokens", "page_script", "page_style", "vendored_script"]

ASSETS = Path(__file__).resolve().parent / "assets"

_IMPORT = re.compile(r"^import \{([^}]*)\} from \"\./([a-z0-9-]+\.js)\";\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|class|const) ([A-Za-z_$][\w$]*))", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*/\*\*(?:(?!\*/).)*\*/[ \t]*\n|/\*\* @type (?:(?!\*/).)*\*/ ?", re.MULTILINE | re.DOTALL)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_REFUSED = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


def bundle_modules(entry: str, read: Callable[[str], str]) -> str:
    """Return the modules that ``entry`` reaches as one script, each after those that it imports.

    >>> modules = {"main.js": 'import { a } from "./a.js";\\na();\\n', "a.js": "export function a() {}\\n"}
    >>> "const { a } = a_js;" in bundle_modules("main.js", modules.__getitem__)
    True
    """
    done: dict[str, str] = {}
    _visit(entry, read, done, ())
    return '"use strict";\n' + "".join(done.values())


def _visit(name: str, read: Callable[[str], str], done: dict[str, str], above: tuple[str, ...]) -> None:
    if name in done:
        return
    if name in above:
        raise ExportError("modules import one another in a circle", where=" > ".join((*above, name)))
    source = read(name)
    for match in _IMPORT.finditer(source):
        _visit(match[2], read, done, (*above, name))
    exports = _EXPORT.findall(source)
    body = _IMPORT.sub(lambda m: f"const {{{m[1]}}} = {_variable(m[2])};\n", source)
    body = _INDENT.sub("", _COMMENT.sub("", _EXPORT.sub("", body)))
    if any(line.count("`") % 2 for line in body.split("\n")):
        raise ExportError("a template string runs over lines", where=name, remedy="write it in one line")
    if found := _REFUSED.search(body):
        raise ExportError(f"unsupported module syntax: {found[0]}", where=name, remedy="use named imports and exports")
    done[name] = f"const {_variable(name)} = (() => {{\n{body}return {{ {', '.join(exports)} }};\n}})();\n"


def _variable(name: str) -> str:
    return re.sub(r"\W", "_", name)


def vendored_script() -> str:
    """Return the vendored libraries with their licences; a file that is not the pinned one is refused."""
    folder = ASSETS / "vendor"
    pieces: list[str] = []
    for entry in json.loads((folder / "vendor.json").read_text(encoding="utf-8")):
        body = (folder / entry["file"]).read_bytes()
        if hashlib.sha256(body).hexdigest() != entry["sha256"]:
            raise ExportError("differs from the pinned file", where=folder / entry["file"], remedy="reinstall defcoop")
        licence = (folder / entry["licenceFile"]).read_text(encoding="utf-8").strip()
        if licence not in "".join(pieces):
            pieces.append(f"/*\n{licence}\n*/\n")
        pieces.append(body.decode().strip() + "\n")
    return "".join(pieces)


def page_script() -> str:
    """Return the whole script of the page."""
    modules = ASSETS / "js"
    return vendored_script() + bundle_modules("main.js", lambda name: (modules / name).read_text(encoding="utf-8"))


def design_tokens() -> dict[str, str]:
    """Return the colours of the light theme by their names in the style sheet.

    >>> design_tokens()["kind-state"][0]
    '#'
    """
    light = page_style().partition('[data-theme="dark"]')[0]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light))


def page_style() -> str:
    """Return the page's style sheets as one, that of the frame and its tokens first."""
    sheets = sorted(ASSETS.glob("*.css"), key=lambda path: (path.name != "page.css", path.name))
    return "\n".join(path.read_text(encoding="utf-8") for path in sheets)
