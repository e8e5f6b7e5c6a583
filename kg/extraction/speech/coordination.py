"""Coordination: which members of an actor phrase are actors of their own.

In: an actor phrase with all that "and" and commas join in it. Out: the units that act, without those who only come
along, the group that is named once more by its members, and the offices that stand before the name of their holder. The
module refuses to know who takes part.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.extraction.syntax.phrases import ActorPhrase, Unit

__all__ = ["distinct_units", "renames_group"]

_TRAIN = frozenset(["party", "delegation", "colleague", "adviser", "advisor"])
_SPOUSES = frozenset(["mrs", "madame", "mme"])


def distinct_units(phrase: ActorPhrase) -> list[Unit]:
    """Return the units of a phrase that act, in order; at least one."""
    units = [unit for at, unit in enumerate(phrase.units) if not _in_train(unit, after=at > 0)] or list(phrase.units)
    return _join_offices(_without_group(units))


def _without_group(units: list[Unit]) -> list[Unit]:
    """Leave out a group whose members follow it by name: "the Ministers, Kari Lund and Ana Rojas"."""
    return units[1:] if _names_group(units) else units


def renames_group(phrase: ActorPhrase) -> bool:
    """Tell whether persons name once more the group that begins a phrase."""
    return _names_group(phrase.units)


def _names_group(units: Sequence[Unit]) -> bool:
    renamed = len(units) > 2 and units[0].plural and units[0].kind in ("group", "noun")
    return renamed and all(unit.kind == "person" for unit in units[1:])


def _join_offices(units: list[Unit]) -> list[Unit]:
    """Join the offices of one person: "Peru's Vice-President, Chief of Staff and Deputy Minister Pio Vega"."""
    holder = units[-1]
    offices = units[:-1]
    if not offices or holder.kind != "person" or any(unit.kind != "noun" or unit.plural for unit in offices):
        return units
    if any(unit.definite or unit.owner for unit in units[1:]):
        return units  # an article begins the next person
    states = tuple(dict.fromkeys(iri for unit in units for iri in unit.states))
    return [holder._replace(first=units[0].first, states=states)]


def _in_train(unit: Unit, *, after: bool) -> bool:
    """Tell whether a unit only comes along with the one before it: "his party", "Mrs. Rojas", "senior officials"."""
    if unit.kind == "person" and unit.mention is not None:
        titles = (unit.phrase, unit.mention.text.split()[0].lower())
        return any(title.rstrip(".") in _SPOUSES for title in titles)
    if unit.kind not in ("noun", "group"):
        return False
    if after and unit.plural and unit.norm == "official" and (unit.owner or not unit.states):
        return True
    along = unit.norm == "member" or unit.phrase.startswith("accompanying ")
    if after and along and not unit.states:
        return True  # "General X and the members of his party", "and an accompanying delegation"
    return (unit.owner in ("his", "her") and unit.norm in _TRAIN) or (unit.owner in ("its", "their") and unit.plural)
