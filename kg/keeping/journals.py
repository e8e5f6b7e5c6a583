"""A journal with holes made whole again, as far as what lies around them tells.

In: the lines that can be read, the entries of the graphs that are there, and the files of earlier versions. Out: a
commit for every revision. When a change was made that only its neighbours tell of, the commit before it lends its time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.errors import StoreError
from kg.store.journal import Commit, GraphChange
from kg.store.manifest import Entry
from kg.store.versions import Versions

__all__ = ["mend_commits"]


def mend_commits(
    commits: Iterable[Commit], present: Mapping[str, Entry], revision: int, versions: Versions
) -> list[Commit]:
    """Return a commit for each revision up to this one; what is known of a lost one comes from its neighbours."""
    known = {commit.revision: _drop_lost(commit, versions) for commit in commits if commit.revision <= revision}
    written = _entries_by_revision(known.values(), present)
    kept = _unnamed_versions(known.values(), versions)
    state: dict[str, Entry] = {}
    mended = []
    recorded, program = "", ""
    for number in range(1, revision + 1):
        commit = known.get(number)
        if commit is None:
            changes = [
                GraphChange(
                    entry.graph, state.get(entry.graph), entry, _find_version(state.get(entry.graph), entry, kept)
                )
                for entry in written.get(number, ())
            ]
            changes += _removals(state, number, known, present, kept) if number not in written else []
            commit = Commit(number, recorded, program, tuple(changes))
        recorded, program = commit.recorded, commit.program
        for changed in commit.graphs:
            if changed.after:
                state[changed.graph] = changed.after
            else:
                state.pop(changed.graph, None)
        mended.append(commit)
    return mended


def _drop_lost(commit: Commit, versions: Versions) -> Commit:
    """Return a commit that names no version whose file is gone or altered."""
    graphs = tuple(
        changed if _is_readable(changed.version, versions) else replace(changed, version="")
        for changed in commit.graphs
    )
    return replace(commit, graphs=graphs)


def _is_readable(version: str, versions: Versions) -> bool:
    if not versions.has_file(version):
        return True
    try:
        versions.subject(version)
    except StoreError:
        return False
    return True


def _entries_by_revision(commits: Iterable[Commit], present: Mapping[str, Entry]) -> dict[int, list[Entry]]:
    """Return the entries that each revision wrote, as later commits and the present tell them."""
    found: dict[tuple[int, str], Entry] = {(entry.revision, entry.graph): entry for entry in present.values()}
    for commit in commits:
        for changed in commit.graphs:
            for entry in filter(None, (changed.before, changed.after)):
                found.setdefault((entry.revision, entry.graph), entry)
    by_revision: dict[int, list[Entry]] = {}
    for (revision, _), entry in sorted(found.items()):
        by_revision.setdefault(revision, []).append(entry)
    return by_revision


def _unnamed_versions(commits: Iterable[Commit], versions: Versions) -> dict[tuple[str, str], str]:
    """Return the versions that no commit names, by their graph and the hash of what it held."""
    named = {changed.version for commit in commits for changed in commit.graphs}
    found = {}
    for name in versions.names():
        if name not in named and _is_readable(name, versions):
            found[versions.subject(name)] = name
    return found


def _find_version(before: Entry | None, after: Entry | None, kept: Mapping[tuple[str, str], str]) -> str:
    if before is None or (after is not None and after.digest == before.digest):
        return ""
    return kept.get((before.graph, before.digest), "")


def _removals(
    state: Mapping[str, Entry],
    number: int,
    known: Mapping[int, Commit],
    present: Mapping[str, Entry],
    kept: Mapping[tuple[str, str], str],
) -> list[GraphChange]:
    """Return the removals of graphs that are there before a lost revision and, as all that follows tells, not after."""
    later = sorted(revision for revision in known if revision > number)
    gone = []
    for graph, entry in sorted(state.items()):
        mentions = (changed for revision in later for changed in known[revision].graphs if changed.graph == graph)
        first = next(mentions, None)
        there = present.get(graph) if first is None else first.before
        if there is None:
            gone.append(GraphChange(graph, entry, None, _find_version(entry, None, kept)))
    return gone
