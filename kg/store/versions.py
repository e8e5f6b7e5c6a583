"""Earlier versions of graphs, compressed: small ones as words for the journal, others in files named by their hash.

In: N-Triples lines of a graph before and after a change. Out: a version's name, and what to do to the later content to
have the earlier one again: start from nothing, or from the later content, then add and remove lines. Where the two are
nearly the same only the difference is kept. The module knows nothing of what any line says.
"""

from __future__ import annotations

import binascii
import hashlib
import json
import zlib
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from kg.errors import StoreError
from kg.files import replace_file

__all__ = ["Step", "Versions"]

_SHARE = 4
_SMALL = 2048
_WORDS = "="
_REMEDY = "kg doctor --repair"


@dataclass(frozen=True, slots=True)
class Step:
    """How to come from a graph's later content to its earlier one, whose hash is ``digest``.

    ``whole`` starts from nothing; else ``removed`` lines go from the later content, and ``added`` ones come.
    """

    digest: str
    added: frozenset[str]
    removed: frozenset[str]
    whole: bool

    @classmethod
    def between(cls, digest: str, earlier: AbstractSet[str], later: AbstractSet[str]) -> Step:
        """Return the shorter way back: the difference where it is under a quarter of the whole."""
        added, removed = frozenset(earlier - later), frozenset(later - earlier)
        if _SHARE * (len(added) + len(removed)) < len(earlier):
            return cls(digest, added, removed, whole=False)
        return cls(digest, frozenset(earlier), frozenset(), whole=True)


class Versions:
    """The files of earlier versions in one folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def place(self, name: str) -> Path:
        """Return where the version with this name is kept."""
        return self.path / name[:2] / name

    def keep(self, graph: str, step: Step, *, apart: bool = True) -> str:
        """Write a version, on the disk when this returns, and return its name; all of a small one, unless ``apart``."""
        head = json.dumps({"graph": graph, "digest": step.digest, "whole": step.whole}, sort_keys=True)
        lines = [head, *(f"+{line}" for line in sorted(step.added)), *(f"-{line}" for line in sorted(step.removed))]
        data = zlib.compress("\n".join(lines).encode(), 6)
        if len(data) <= _SMALL and not apart:
            return _WORDS + binascii.b2a_base64(data, newline=False).decode()
        name = hashlib.sha256(data).hexdigest()
        place = self.place(name)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            replace_file(place, data)
        return name

    def read(self, name: str) -> Step:
        """Return a version; raise ``StoreError`` where its file is gone or altered."""
        head, *lines = zlib.decompress(self._data(name)).decode().split("\n")
        content = json.loads(head)
        added, removed = (frozenset(line[1:] for line in lines if line[0] == sign) for sign in "+-")
        return Step(content["digest"], added, removed, content["whole"])

    def subject(self, name: str) -> tuple[str, str]:
        """Return the graph that a version is of, and the hash of what it held; raise as ``read`` does."""
        content = json.loads(zlib.decompress(self._data(name)).decode().partition("\n")[0])
        return content["graph"], content["digest"]

    def _data(self, name: str) -> bytes:
        if name.startswith(_WORDS):
            return binascii.a2b_base64(name[len(_WORDS) :])
        try:
            data = self.place(name).read_bytes()
        except OSError as error:
            problem = f"cannot be read: {error.strerror or error}"
            raise StoreError(problem, where=self.place(name), remedy=_REMEDY) from error
        if hashlib.sha256(data).hexdigest() != name:
            raise StoreError("is damaged", where=self.place(name), remedy=_REMEDY)
        return data

    def has_file(self, name: str) -> bool:
        """Tell whether a version with this name is kept in a file of its own."""
        return bool(name) and not name.startswith(_WORDS)

    def names(self) -> list[str]:
        """Return the names of all versions that have a file, sorted."""
        return sorted(path.name for path in self.path.glob("??/*") if path.name.startswith(path.parent.name))
