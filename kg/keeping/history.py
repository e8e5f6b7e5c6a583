"""What a document said earlier: its versions with the time each was recorded, and what changed from one to the next.

In: a store's folder and a document, there or removed. Out: ``Version`` values, oldest first, and the same as PROV. An
act is told by what it says (its type, trigger and quoted sentence), not by its place, which any edit before it moves.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize

from kg.errors import StoreError
from kg.names import DCO, DCR, PREFIXES, compact
from kg.store.files import Folder
from kg.store.graphstore import GraphStore
from kg.store.journal import Commit, GraphChange
from kg.store.manifest import Entry
from kg.store.versions import Versions

__all__ = ["Act", "Version", "changes", "find_graphs", "to_prov", "versions_of"]

_PROV, _OA = PREFIXES["prov"], PREFIXES["oa"]
_DATE_TIME = NamedNode(PREFIXES["xsd"] + "dateTime")
_TYPE = PREFIXES["rdf"] + "type"
_SHOWN = {prefix: PREFIXES[prefix] for prefix in ("dcr", "dco", "prov", "xsd")}


@dataclass(frozen=True, slots=True, order=True)
class Act:
    """A speech act by what it says: its type (an IRI), the words that show it, the sentence."""

    type: str
    trigger: str
    quote: str


@dataclass(frozen=True, slots=True)
class Version:
    """What the store held of a document from one change to the next.

    ``recorded`` and ``ended`` are times (ISO 8601, UTC; ``ended`` is empty for the present version); ``removed`` tells
    that it ended with the document's removal. ``added`` and ``dropped`` are acts, against the version before; None
    where one of the two is lost.
    """

    document: str
    revision: int
    recorded: str
    program: str
    path: str
    sha256: str
    quads: int
    ended: str = ""
    removed: bool = False
    added: tuple[Act, ...] | None = ()
    dropped: tuple[Act, ...] | None = ()


@dataclass(frozen=True, slots=True)
class _Step:
    """A change of one of a document's graphs, and the acts of the graph after it (None where they are lost)."""

    commit: Commit
    changed: GraphChange
    acts: Counter[Act] | None


def changes(store: str | os.PathLike[str]) -> list[dict[str, object]]:
    """Return a row for each change of a store: revision, time, program, and the graphs that came, changed or went."""
    with GraphStore.open(store, "read") as opened:
        commits = opened.journal().commits
    return [
        {
            "revision": commit.revision,
            "recorded": commit.recorded,
            "program": commit.program,
            "change": "; ".join(_describe(changed) for changed in commit.graphs),
        }
        for commit in commits
    ]


def _describe(changed: GraphChange) -> str:
    entry = changed.after or changed.before
    name = Path(entry.path).name if entry and entry.path else compact(changed.graph)
    word = "removed" if changed.after is None else "changed" if changed.before else "added"
    return f"{word} {name}"


def versions_of(store: str | os.PathLike[str], document: str) -> tuple[Version, ...]:
    """Return the versions of a document, given by IRI, slug or the path it was read from, oldest first.

    Raises ``StoreError`` where no document ever answered to that.
    """
    with GraphStore.open(store, "read") as opened:
        commits = opened.journal().commits
        graphs = find_graphs(document, commits)
        if not graphs:
            remedy = "`kg history` lists what was ever there"
            raise StoreError(f"no document {document!r}", where=store, remedy=remedy)
        steps = _steps(opened, commits, graphs, Versions(Folder(Path(store)).versions))
    return _chain(steps)


def find_graphs(document: str, commits: Iterable[Commit]) -> set[str]:
    """Return the graphs of a document, and of what was read from the same file under another title."""
    entries = [e for commit in commits for changed in commit.graphs for e in (changed.before, changed.after) if e]
    names = {document, f"{DCR}document/{document}", str(Path(document).resolve())}
    paths = {e.path for e in entries if e.document and names.intersection((e.document, e.path, compact(e.document)))}
    return {e.graph for e in entries if e.document and e.path in paths}


def _steps(store: GraphStore, commits: Iterable[Commit], graphs: set[str], versions: Versions) -> list[_Step]:
    """Return the changes of these graphs, oldest first, each with the acts that it left."""
    present = store.graphs()
    lines: dict[str, frozenset[str] | None] = {
        graph: frozenset(str(quad.triple) for quad in store.quads(graph)) if graph in present else frozenset()
        for graph in graphs
    }
    found = []
    for commit in reversed(list(commits)):
        for changed in commit.graphs:
            if changed.graph in graphs:
                after = lines[changed.graph]
                found.append(_Step(commit, changed, None if after is None else _acts(after)))
                lines[changed.graph] = _before(changed, after, versions)
    return found[::-1]


def _before(changed: GraphChange, after: frozenset[str] | None, versions: Versions) -> frozenset[str] | None:
    if changed.before is None:
        return frozenset()
    if changed.after and changed.after.digest == changed.before.digest:
        return after
    if not changed.version:
        return None
    try:
        step = versions.read(changed.version)
    except StoreError:
        return None
    if step.whole:
        return step.added
    return None if after is None else (after - step.removed) | step.added


def _chain(steps: Iterable[_Step]) -> tuple[Version, ...]:
    """Return the versions that a document's changes make; what goes while another comes is replaced, not removed."""
    by_revision: dict[int, list[_Step]] = {}
    for step in steps:
        by_revision.setdefault(step.commit.revision, []).append(step)
    found: list[Version] = []
    acts: Counter[Act] | None = Counter()
    for revision in sorted(by_revision):
        group = by_revision[revision]
        coming = next((step for step in group if step.changed.after), None)
        recorded = group[0].commit.recorded
        if coming is None:
            found[-1:] = [_end(found[-1], recorded, removed=True)] if found else []
            acts = Counter()
        elif _is_new(coming.changed):
            if found and not found[-1].ended:
                found[-1] = _end(found[-1], recorded, removed=False)
            found.append(_version(coming, acts))
            acts = coming.acts
    return tuple(found)


def _is_new(changed: GraphChange) -> bool:
    return not (changed.before and changed.after and changed.before.digest == changed.after.digest)


def _end(version: Version, recorded: str, *, removed: bool) -> Version:
    return replace(version, ended=recorded, removed=removed)


def _version(step: _Step, earlier: Counter[Act] | None) -> Version:
    entry = step.changed.after or Entry(step.changed.graph, 0, 0)
    known = step.acts is not None and earlier is not None
    now, before = step.acts or Counter(), earlier or Counter()
    return Version(
        document=entry.document or "",
        revision=step.commit.revision,
        recorded=step.commit.recorded,
        program=step.commit.program,
        path=entry.path,
        sha256=entry.sha256,
        quads=entry.count,
        added=tuple(sorted((now - before).elements())) if known else None,
        dropped=tuple(sorted((before - now).elements())) if known else None,
    )


def _acts(lines: Iterable[str]) -> Counter[Act]:
    """Return the speech acts of a document's triples."""
    data = "".join(f"{line} .\n" for line in lines).encode()
    values: dict[str, dict[str, list[str]]] = {}
    for quad in parse(data, format=RdfFormat.N_TRIPLES):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            values.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object.value)
    return Counter(
        Act(_first(found, DCO + "actType"), _first(found, DCO + "trigger"), _quote(found, values))
        for found in values.values()
        if DCO + "SpeechAct" in found.get(_TYPE, ())
    )


def _quote(act: Mapping[str, list[str]], values: Mapping[str, Mapping[str, list[str]]]) -> str:
    selectors = (s for e in act.get(DCO + "evidence", ()) for s in values.get(e, {}).get(_OA + "hasSelector", ()))
    return min((words for s in selectors for words in values.get(s, {}).get(_OA + "exact", ())), default="")


def _first(found: Mapping[str, list[str]], predicate: str) -> str:
    return min(found.get(predicate, ()), default="")


def to_prov(versions: Iterable[Version]) -> bytes:
    """Return versions as PROV in Turtle: each a revision of the one before, with its time, program and source."""
    triples: list[Triple] = []
    before: NamedNode | None = None
    for version in versions:
        node = _node("version", version, version.recorded)
        triples += _describe_version(node, version)
        if before:
            triples.append(Triple(node, NamedNode(_PROV + "wasRevisionOf"), before))
        if version.removed:
            removal = _node("removal", version, version.ended)
            triples += [
                Triple(removal, NamedNode(_TYPE), NamedNode(_PROV + "Activity")),
                Triple(removal, NamedNode(_PROV + "endedAtTime"), _time(version.ended)),
                Triple(node, NamedNode(_PROV + "wasInvalidatedBy"), removal),
            ]
        before = node
    return serialize(triples, format=RdfFormat.TURTLE, prefixes=_SHOWN) or b""


def _describe_version(node: NamedNode, version: Version) -> list[Triple]:
    values: list[tuple[str, NamedNode | Literal]] = [
        (_TYPE, NamedNode(_PROV + "Entity")),
        (_PROV + "specializationOf", NamedNode(version.document)),
        (_PROV + "generatedAtTime", _time(version.recorded)),
        (DCO + "extractedBy", Literal(f"defcoop {version.program}")),
        (DCO + "sha256", Literal(version.sha256)),
        (DCO + "sourceName", Literal(Path(version.path).name)),
    ]
    if version.ended:
        values.append((_PROV + "invalidatedAtTime", _time(version.ended)))
    return [Triple(node, NamedNode(predicate), value) for predicate, value in values]


def _node(kind: str, version: Version, moment: str) -> NamedNode:
    """Return the node of a version or removal: a document at a moment."""
    slug = version.document.removeprefix(DCR + "document/")
    return NamedNode(f"{DCR}{kind}/{slug}/{moment.translate(str.maketrans('', '', '-:.'))}")


def _time(moment: str) -> Literal:
    return Literal(moment, datatype=_DATE_TIME)
