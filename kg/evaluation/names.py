"""What a name in a gold file stands for in one record.

In: a crosswalk, a gold document and the record to be judged. Out: sets of IRIs. Knows nothing of layers or scores.

A name is an ISO 3166 code or a body (``JPN``), a prefixed name (``dcr:org/nato``), a concept (``area/education``), or
``#id``: the entity that the gold's mentions call ``id``, whatever IRI the program coined for it. Several names set
apart by ``|`` are equally right.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.evaluation.crosswalk import Crosswalk
from kg.evaluation.gold import GoldDocument
from kg.names import DCC
from kg.record import Record

__all__ = ["Names"]


class Names:
    """Resolves the names of one gold document against one record."""

    __slots__ = ("_coined", "_crosswalk")

    def __init__(self, gold: GoldDocument, record: Record, crosswalk: Crosswalk) -> None:
        self._crosswalk = crosswalk
        linked = {(mention.start, mention.end): mention.iri for mention in record.mentions if mention.iri}
        self._coined: dict[str, set[str]] = {}
        for entity in gold.entities:
            iri = linked.get((entity.span.start, entity.span.end))
            if iri and not entity.iri:
                self._coined.setdefault(entity.id, set()).add(iri)

    def iris(self, name: str) -> frozenset[str]:
        """Return every IRI that answers to a name; none where the program linked no mention of ``#id``."""
        if "|" in name:
            return frozenset[str]().union(*(self.iris(part) for part in name.split("|")))
        if name.startswith("#"):
            return frozenset(self._coined.get(name[1:], ()))
        if "/" in name and ":" not in name:
            return frozenset({DCC + name})
        return frozenset(self._crosswalk.agents_of(name))

    def same(self, names: Iterable[str], predicted: Sequence[str], allowed: Iterable[str] = ()) -> bool:
        """Tell whether the predicted IRIs are those named, each of them; ``allowed`` names may come on top."""
        wanted = [self.iris(name) for name in names]
        known = frozenset[str]().union(*wanted, *(self.iris(name) for name in allowed))
        return all(iris & set(predicted) for iris in wanted) and known.issuperset(predicted)

    def one_of(self, names: Sequence[str], predicted: str | None) -> bool:
        """Tell whether a single slot is right: empty where nothing is named, else one of those named."""
        if not names:
            return predicted is None
        return any(predicted in self.iris(name) for name in names)
