"""Which files are meant: paths, folders and globs in, a list of statements out.

It looks at names alone and opens no file; sidecars (``.meta.toml``), hidden files, a folder's README and what a browser
saves beside a page (``<page>_files``) are no statements.
"""

from __future__ import annotations

import glob
from collections.abc import Iterable
from pathlib import Path

from kg.errors import SourceError

__all__ = ["SUFFIXES", "find_sources"]

SUFFIXES = (".txt", ".md", ".html", ".htm", ".mhtml", ".mht", ".pdf", ".docx")


def find_sources(specs: Iterable[str]) -> list[Path]:
    """Return the statements that files, folders (searched through) and globs name: each once, folders sorted.

    A file that is named itself is taken whatever its suffix. Raises ``SourceError`` for what names nothing.
    """
    found: dict[Path, None] = {}
    for spec in specs:
        found.update(dict.fromkeys(_expand_spec(spec)))
    return list(found)


def _expand_spec(spec: str) -> list[Path]:
    path = Path(spec).expanduser()
    if path.is_dir():
        files = _list_folder(path)
        if not files:
            raise SourceError(
                f"no statement ({', '.join(SUFFIXES)}) in this folder", where=path, remedy="name a file or folder"
            )
        return files
    if path.exists():
        return [path]
    if glob.has_magic(spec):
        matches = [Path(name) for name in sorted(glob.glob(str(path), recursive=True))]  # noqa: PTH207 - absolute too
        files = [file for match in matches for file in ([match] if match.is_file() else _list_folder(match))]
        files = [file for file in files if file.suffix.lower() in SUFFIXES]
        if files:
            return files
        raise SourceError("no statement matches", where=spec, remedy="check the pattern")
    raise SourceError("no such file or folder", where=spec, remedy="check the path")


def _list_folder(folder: Path) -> list[Path]:
    return sorted(
        file
        for file in folder.rglob("*")
        if file.suffix.lower() in SUFFIXES
        and file.stem.upper() != "README"
        and file.is_file()
        and not any(part.startswith(".") or part.endswith("_files") for part in file.relative_to(folder).parts)
    )
