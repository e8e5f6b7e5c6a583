"""Brings a store of the format before this one up to date, when it is next written to.

In: a store's folder. Out: the same store in today's format. Format 2 kept where documents were read among the quads;
now that stands beside them. What a crash cuts short is done again: the new file is there before the quads let go.
"""

from __future__ import annotations

from kg.store.engine import change, open_engine, translate_errors
from kg.store.files import EARLIER_FORMAT, Folder
from kg.store.manifest import MANIFEST, entry_quad, read_entry
from kg.store.sources import recall, write_down

__all__ = ["bring_up_to_date"]


def bring_up_to_date(folder: Folder) -> None:
    """Rewrite the manifest of a store of the earlier format; leave any other as it is."""
    if not folder.has_earlier_format():
        return
    revision = folder.read_revision(EARLIER_FORMAT)
    with translate_errors(folder.path):
        engine = open_engine(folder.quads, write=True)
        quads = list(engine.quads_for_pattern(None, None, None, MANIFEST))
        entries = recall(folder, map(read_entry, quads))
        write_down(folder, entries)
        change(engine, [], [], [entry_quad(entry) for entry in entries], quads)
        engine.flush()
    folder.write_revision(revision, durable=True)
