"""What a store should hold, told from its journal and, where that has holes, from its engine.

In: a store's folder, in whatever state. Out: the entries of its graphs, and a commit for each revision. It only looks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.keeping.doctor import open_as_it_is, read_written
from kg.keeping.journals import mend_commits
from kg.store.files import Folder
from kg.store.journal import Commit, Journal
from kg.store.manifest import Entry
from kg.store.versions import Versions

__all__ = ["Truth", "find_truth"]


@dataclass(frozen=True, slots=True)
class Truth:
    """What a store should hold: the entries of its graphs, at a revision, with a commit for each revision up to it.

    ``complete`` tells whether that is known of every change, or pieced together.
    """

    entries: Mapping[str, Entry]
    revision: int
    commits: list[Commit]
    complete: bool

    def all_entries(self) -> Iterator[Entry]:
        """Yield every entry that is known, of earlier versions too; the present ones last."""
        for commit in self.commits:
            for changed in commit.graphs:
                yield from filter(None, (changed.before, changed.after))
        yield from self.entries.values()


def find_truth(folder: Folder) -> Truth:
    """Return what the store should hold: what its journal says, and where that has holes what its engine says."""
    written, _ = read_written(folder)
    store, _ = open_as_it_is(folder)
    journal = Journal(folder.journal)
    last = max((commit.revision for commit in journal.read().commits), default=0)
    held = store.revision if store else 0
    lost = held < (last - 1 if written is None else written)
    revision = max(held, last if lost and written is None else written or 0)
    if store is None and written is None:
        revision = last
    lines = journal.read(revision)
    complete = len(lines.commits) == revision and revision > 0
    entries = lines.entries()
    if store and not complete:
        entries = store.entries() if not lost else {**entries, **_newer(store.entries(), entries)}
    if store:
        store.close()
    commits = mend_commits(lines.commits, entries, revision, Versions(folder.versions))
    return Truth(entries, revision, commits, complete or (store is not None and not lost))


def _newer(ones: Mapping[str, Entry], others: Mapping[str, Entry]) -> dict[str, Entry]:
    return {name: e for name, e in ones.items() if name not in others or e.revision > others[name].revision}
