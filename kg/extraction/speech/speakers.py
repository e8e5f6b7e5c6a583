"""Speakers: who performs an act, and for whom. Nothing but the value and how participants become it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.extraction.model import Participant

__all__ = ["Speakers", "speakers_of"]


@dataclass(frozen=True, slots=True)
class Speakers:
    """Who speaks (persons, or bodies and states for themselves) and for which states or organizations."""

    iris: tuple[str, ...]
    behalf: tuple[str, ...]
    plural: bool

    @staticmethod
    def join(parts: Iterable[Speakers]) -> Speakers:
        """Return several speakers as one, each named once."""
        parts = tuple(parts)
        if len(parts) == 1:
            return parts[0]
        iris = tuple(dict.fromkeys(iri for part in parts for iri in part.iris))
        behalf = tuple(dict.fromkeys(iri for part in parts for iri in part.behalf))
        return Speakers(iris, behalf, len(parts) > 1 or any(part.plural for part in parts))


def speakers_of(participants: Iterable[Participant]) -> Speakers:
    """Return the participants as speakers, each for those whom he represents, or for himself."""
    participants = tuple(participants)
    iris = tuple(dict.fromkeys(p.iri for p in participants))
    behalf = tuple(dict.fromkeys(iri for p in participants for iri in (p.behalf or (p.iri,))))
    return Speakers(iris, behalf, len(iris) > 1 or len(behalf) > 1)
