"""Names of groups: where a sentence says "both sides", "the Ministers" or a post that one participant alone has.

In: a lexed sentence and the group names of the document's registry. Out: how many words the name at a place has, and
which participants it covers. The module refuses to know what stands before the name.
"""

from __future__ import annotations

from collections.abc import Set

from kg.extraction.model import Registry
from kg.extraction.syntax.grammar import Lexed
from kg.extraction.syntax.heads import ends_phrase
from kg.extraction.syntax.titles import names_holder
from kg.knowledge.frames import FrameLexicon

__all__ = ["GroupNames"]

_CHAIRS = frozenset(["chairman", "chair", "chairperson", "chairwoman"])
_COUNCILS = frozenset(("of", "the", body, "of") for body in ("council", "presidium", "board", "committee"))
_STYLES = frozenset(["majesty", "highness"])


class GroupNames:
    """Finds the group names of one document."""

    __slots__ = ("_lexicon", "_named", "_persons")

    def __init__(self, lexicon: FrameLexicon, registry: Registry) -> None:
        self._lexicon = lexicon
        self._persons = frozenset(at for at, p in enumerate(registry.participants) if "/person/" in p.iri)
        named: dict[str, list[tuple[tuple[str, ...], tuple[int, ...]]]] = {}
        for phrase, members in registry.groups.items():
            words = tuple(phrase.split())
            if words:
                named.setdefault(words[0], []).append((words, members))
        self._named = {word: sorted(found, key=lambda g: (-len(g[0]), g[0])) for word, found in named.items()}

    @property
    def first_words(self) -> Set[str]:
        """The words with which a group name begins."""
        return self._named.keys()

    def find(self, lexed: Lexed, at: int) -> tuple[int, tuple[int, ...]] | None:
        """Return the number of words of the longest name that begins at ``at``, and whom it covers."""
        beginning = self._named.get(lexed.norms[at])
        if beginning is None:
            return None
        post, name, held = False, 0, lexed.mentions.get(at)
        if held:
            post = any(mention.type == "ROLE" for mention, _ in held)
            name = max((last for mention, last in held if mention.type in ("STATE", "ORG")), default=0)
        for words, members in beginning:
            end = at + len(words)
            if lexed.norms[at:end] != words or end < name:
                continue  # "the Kingdom", but "the Kingdom of Norway" by its name
            alone = len(members) == 1 and self._persons.issuperset(members)
            named = lexed.tag(end) in ("and", "comma") or names_holder(lexed, end)
            if alone and (post or (words[-1] not in _STYLES and named)):
                continue  # a post with its state is whose the state says, and with a name his
            if words[-1] in _CHAIRS and lexed.norms[end : end + 4] in _COUNCILS:
                continue  # "the Chairman of the Council of Ministers" heads a government
            if ends_phrase(lexed, self._lexicon, end) or lexed.norm(end) == "of":
                return len(words), members
        return None
