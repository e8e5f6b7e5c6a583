"""The worker's side of search: looks words up in the index beside the store.

In: words and filters. Out: hits as JSON or a page. The index is only read here.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kg.errors import StoreError
from kg.searching import Hit, Index, find, index_path
from kg.serve.media import HTML
from kg.serve.output import Output
from kg.serve.pages import link, render
from kg.store import GraphStore

__all__ = ["search"]


def search(store: GraphStore, job: Mapping[str, Any], output: Output) -> None:
    """Give the hits for ``words``, of a ``kind`` and a ``class`` where those are not empty, as ``type``."""
    assert store.path is not None  # noqa: S101 - a worker's store is a folder
    hits = _find(store.path, job)
    output.begin(job["type"])
    if job["type"] != HTML:
        answer = {"words": job["words"], "stale": job["stale"], "hits": [asdict(hit) for hit in hits]}
        output.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
        return
    shown = [_show(hit, job["base"]) for hit in hits]
    output.write(
        render("search.html", base=job["base"], title="Search", words=job["words"], hits=shown, stale=job["stale"])
    )


def _find(folder: Path, job: Mapping[str, Any]) -> list[Hit]:
    path = index_path(folder)
    try:
        with Index(path, write=False) as index:
            return find(index, job["words"], kind=job["kind"], type_=job["class"], limit=job["limit"])
    except sqlite3.Error as error:
        raise StoreError(f"the index for search cannot be read: {error}", where=path) from error


def _show(hit: Hit, base: str) -> dict[str, object]:
    title = ", ".join(part for part in (hit.title, hit.date) if part)
    return {
        "address": link(hit.node, base),
        "quote": hit.kind == "quote",
        "kind": ", ".join(hit.types),
        "pieces": hit.pieces,
        "title": title,
        "source": link(hit.document, base),
    }
