"""Where documents were read and what else they were made from: what an operator knows, and nobody who asks the graph.

In: the public entries of a store, and its folder. Out: the same entries with path and ``given``, and ``sources.jsonl``,
drawn from the journal so that opening need not read all of that. Its first line tells how far into the journal it
goes, and the hash of the rest. It may be lost: the journal tells the same, and where that is damaged, this stands in.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from kg.files import replace_file
from kg.store.files import Folder
from kg.store.journal import Journal
from kg.store.manifest import Entry

__all__ = ["recall", "write_down"]

_Key: TypeAlias = tuple[str, int]
_Known: TypeAlias = dict[_Key, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What the file tells: path and ``given`` by graph and revision, and how many bytes of the journal it goes for."""

    known: _Known
    journal: int


def recall(folder: Folder, entries: Iterable[Entry]) -> list[Entry]:
    """Return public entries as they were written; one that nothing tells of keeps its file's name alone."""
    present = {entry.graph: entry for entry in entries}
    wanted = {(entry.graph, entry.revision) for entry in present.values() if entry.document}
    drawn = _read(folder)
    known = {key: drawn.known[key] for key in wanted & drawn.known.keys()}
    for start in (drawn.journal, 0):
        if missing := wanted - known.keys():
            known |= _draw(Journal(folder.journal), start, missing)
    for graph, revision in known:
        path, given = known[graph, revision]
        present[graph] = replace(present[graph], path=path, given=given)
    return list(present.values())


def write_down(folder: Folder, entries: Iterable[Entry]) -> None:
    """Write where the documents of a store were read that no other program writes to."""
    known = {(entry.graph, entry.revision): (entry.path, entry.given) for entry in entries if entry.document}
    drawn = _read(folder)
    if drawn.known == known and drawn.journal == Journal(folder.journal).size():
        return
    lines = [json.dumps([*key, *known[key]], separators=(",", ":")) for key in sorted(known)]
    body = "".join(f"{line}\n" for line in lines).encode()
    head = {"journal": Journal(folder.journal).size(), "sha256": hashlib.sha256(body).hexdigest()}
    replace_file(folder.sources, json.dumps(head).encode() + b"\n" + body)


def _draw(journal: Journal, start: int, wanted: set[_Key]) -> _Known:
    """Return what the journal tells of these graphs at these revisions, from so many bytes on."""
    if start > journal.size():
        return {}
    changes = (changed.after for commit in journal.read(start=start).commits for changed in commit.graphs)
    found = {(entry.graph, entry.revision): (entry.path, entry.given) for entry in changes if entry}
    return {key: found[key] for key in wanted & found.keys()}


def _read(folder: Folder) -> _Drawn:
    """Return what the file tells; one that is gone or damaged tells nothing."""
    try:
        head, _, body = folder.sources.read_bytes().partition(b"\n")
        told: Mapping[str, str | int] = json.loads(head)
        if told["sha256"] != hashlib.sha256(body).hexdigest():
            return _Drawn({}, 0)
        rows = map(json.loads, body.splitlines())
        return _Drawn({(graph, revision): (path, given) for graph, revision, path, given in rows}, int(told["journal"]))
    except (OSError, ValueError, KeyError, TypeError):
        return _Drawn({}, 0)
