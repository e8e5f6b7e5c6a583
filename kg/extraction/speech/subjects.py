"""Subjects: for whom an actor phrase stands in this document.

In: actor phrases in text order and the registry of participants. Out: ``Speakers``, or None for a third party, whose
deeds are no acts of the statement. Pronouns take the nearest fitting subject before them. The module refuses to guess:
a phrase that names nobody who takes part stands for nobody.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.extraction.model import Understanding
from kg.extraction.speech.antecedents import Antecedents
from kg.extraction.speech.company import Company
from kg.extraction.speech.coordination import distinct_units, renames_group
from kg.extraction.speech.speakers import Speakers, speakers_of
from kg.extraction.speech.units import OPPOSITE, UnitResolver
from kg.extraction.syntax.grammar import Lexed
from kg.extraction.syntax.phrases import ActorPhrase, Unit

__all__ = ["SubjectResolver"]

_WIVES = frozenset(["mrs", "madam", "madame", "begum", "señora"])


def _comes_along(unit: Unit) -> bool:
    """Tell whether the others of a phrase speak without a unit that takes no part."""
    return unit.kind == "person" or unit.owner == "other" or unit.beside


class SubjectResolver:
    """Resolves the actor phrases of one document; remembers the last plural and the last singular subject."""

    __slots__ = ("_antecedents", "_company", "_groups", "_units")

    def __init__(self, understanding: Understanding) -> None:
        self._company = Company(understanding)
        self._groups = understanding.registry.groups
        self._antecedents = Antecedents()
        self._units = UnitResolver(understanding, self._company, self._antecedents)

    @property
    def writing(self) -> Speakers | None:
        """Who writes the letter that is being read."""
        return self._units.writing

    @writing.setter
    def writing(self, speakers: Speakers | None) -> None:
        self._units.writing = speakers

    @property
    def company(self) -> Company:
        """Who takes part."""
        return self._company

    @property
    def voice(self) -> Speakers:
        """The joint voice of the statement: all participants who speak as "we"."""
        return self._company.voice

    def group(self, words: str) -> Speakers | None:
        """Return the participants that a group name of the document stands for, as in "The Ministers:"."""
        name = words.strip(" :").lower().removeprefix("the ")
        members = self._groups.get(name)
        return speakers_of(self._company.at(members)) if members else None

    def bind(self, phrases: Iterable[ActorPhrase]) -> None:
        """Learn from joint subjects for whom a person speaks whom the text names with no state."""
        for phrase in phrases:
            if sum(unit.kind == "person" for unit in phrase.units) > 1:
                self._parts(phrase)
            if len(phrase.units) > 1 and any(unit.norm == "i" for unit in phrase.units):
                self._learn_author(phrase)

    def _learn_author(self, phrase: ActorPhrase) -> None:
        """In "Minister X and I", the author is one who is not named beside the pronoun."""
        others = [self._units.resolve(unit) for unit in phrase.units if unit.norm != "i"]
        taken = {state for other in others if other for state in other.behalf}
        authors = self._company.outside(taken)
        if authors:
            self._units.author = speakers_of(authors[:1])

    def resolve(self, phrase: ActorPhrase) -> Speakers | None:
        """Return the speakers that a phrase stands for, or None where one of its units is a third party."""
        parts = self._parts(phrase)
        known = [part for part in parts if part is not None]
        speakers = self._company.settle(Speakers.join(known)) if len(known) == len(parts) else None
        if speakers is None:
            self._antecedents.pass_over(phrase)
            return None
        self._antecedents.remember(phrase, speakers)
        return speakers

    def _parts(self, phrase: ActorPhrase) -> list[Speakers | None]:
        units = distinct_units(phrase)
        parts = [self._units.resolve(unit, alone=len(units) == 1) for unit in units]
        if parts.count(None) == 1 and len(parts) > 1:
            missing = parts.index(None)
            parts[missing] = self._remaining(units[missing], parts)
        known = [part for unit, part in zip(units, parts, strict=True) if part or not _comes_along(unit)]
        if any(known):
            return known
        return [self._units.resolve(phrase.units[0])] if renames_group(phrase) else parts

    def _remaining(self, unit: Unit, others: Iterable[Speakers | None]) -> Speakers | None:
        """One person of no known state beside the others, with one party left, speaks for it; so does a counterpart."""
        if unit.norm in OPPOSITE and not unit.plural and not unit.states and len(self._company.behalf) == 2:
            first = next((other for other in others if other), None)
            return self._company.others(first) if first else None
        taken = {state for other in others if other for state in other.behalf}
        left = [state for state in self._company.behalf if state not in taken]
        if unit.kind != "person" or unit.mention is None or unit.mention.iri is None or len(left) != 1:
            return None
        if not _WIVES.isdisjoint(unit.phrase.replace(".", "").split()):
            return None  # "the President and Mrs. Lund"
        return self._units.resolve(unit) if self._units.affiliate(unit.mention.iri, left[0]) else None

    def is_spokesman(self, unit: Unit) -> bool:
        """Tell whether a unit is somebody who only says what others said."""
        return self._units.is_spokesman(unit)

    def note_company(self, speakers: Speakers) -> None:
        """Let "they" mean those who met: "The Minister met with X. They discussed"."""
        if len(speakers.behalf) > 1:
            self._antecedents.plural = speakers

    def end_sentence(self, subject: ActorPhrase | None) -> None:
        """Remember whether the subject of a main clause only says what others said; "he" goes on with whoever did."""
        unit = subject.units[0] if subject else None
        if unit is not None and not (unit.kind == "pronoun" and unit.norm in ("he", "she")):
            self._antecedents.end_sentence(reported=self._units.is_spokesman(unit))
        else:
            self._antecedents.end_sentence(reported=None)

    def note_counterpart(self, lexed: Lexed, subject: ActorPhrase | None) -> None:
        """Let "he" go on with the one whom the author speaks to: "I informed my counterpart. He thanked me"."""
        if subject is None or subject.units[0].norm != "i" or OPPOSITE.isdisjoint(lexed.norms[subject.last :]):
            return
        other = self._company.others(self._units.author)
        if other and len(other.iris) == 1 and len(self._company.behalf) == 2:
            self._antecedents.person = other

    def meet(self, lexed: Lexed, phrase: ActorPhrase, visitors: Speakers) -> Speakers | None:
        """Return for whom somebody speaks whom others meet and the text has not named before."""
        return self._units.welcome(lexed, phrase.units[0], visitors) if len(phrase.units) == 1 else None

    def peek(self, phrase: ActorPhrase) -> Speakers | None:
        """Return the speakers that a phrase stands for, without making them what a pronoun refers to."""
        units = distinct_units(phrase)
        parts = [(unit, self._units.resolve(unit, alone=len(units) == 1)) for unit in units]
        known = [part for _, part in parts if part is not None]
        unknown = any(part is None and unit.owner != "other" and not unit.beside for unit, part in parts)
        return self._company.settle(Speakers.join(known)) if known and not unknown else None
