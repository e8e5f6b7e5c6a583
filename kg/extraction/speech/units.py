"""Units: for whom one unit of an actor phrase stands in this document.

In: a unit, who takes part and what was said before. Out: ``Speakers``, or None for a third party. The module refuses to
know how the units of a phrase go together: that is for ``subjects``.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.extraction.model import Participant, Understanding
from kg.extraction.speech.affiliations import find_organs, find_owner, is_member, person_states, states_of
from kg.extraction.speech.antecedents import Antecedents
from kg.extraction.speech.company import Company
from kg.extraction.speech.hospitality import HouseOfTheHost
from kg.extraction.speech.postholders import OWN, find_agent, find_holder, heads_body
from kg.extraction.speech.speakers import Speakers, speakers_of
from kg.extraction.syntax.grammar import Lexed
from kg.extraction.syntax.phrases import PAIR, Unit
from kg.knowledge.naming import load_naming
from kg.names import owning_state

__all__ = ["OPPOSITE", "UnitResolver"]

_PARTIES = frozenset(["side", "delegation", "party", "country", "government", "nation", "minister"])
_OFFICES = frozenset(["minister", "secretary", "leader", "president", "chief", "head", "ambassador"])
_BARE_OFFICES = frozenset(
    ["prime minister", "president", "minister", "defence minister", "defense minister", "foreign minister", "secretary",
     "defence secretary", "foreign secretary", "defense secretary", "minister of defence", "minister of defense"]
)  # fmt: skip
_ANYBODY = frozenset(["official", "officer", "dignitary"])
_NO_SPEAKERS = frozenset(["meeting", "visit", "agenda", "statement", "document", "talks", "declaration", "communique"])
_OUTLETS = ("news agency", "press agency", "state media", "press service", "press office", "press centre")
_STYLES = frozenset(["excellency", "highness", "majesty"])
_SOME = frozenset(["member", "delegate", "representative"])
_FORCES = frozenset(["force", "navy", "army", "military", "ministry", "service"])
_RULERS = frozenset(["leader", "authority", "official", "politician"])
OPPOSITE = frozenset(["counterpart", "colleague"])


class UnitResolver:
    """Resolves the units of one document's actor phrases by who takes part and who was named before."""

    __slots__ = (
        "_antecedents", "_company", "_house", "_meant", "_naming", "_organs", "_person_states", "_spokesmen",
         "author", "writing",
    )  # fmt: skip

    def __init__(self, understanding: Understanding, company: Company, antecedents: Antecedents) -> None:
        self._company = company
        self._antecedents = antecedents
        self._person_states = person_states(understanding)
        self._organs = find_organs(understanding)
        self._house = HouseOfTheHost(understanding, company)
        self._meant = understanding.meant
        self._spokesmen = understanding.spokesmen
        self._naming = load_naming()
        self.author = company.first
        """Who says "I"."""
        self.writing: Speakers | None = None
        """Who writes the letter that is being read."""

    def affiliate(self, person: str, state: str) -> bool:
        """Take a person to be of a state; tell whether nothing said before speaks against it."""
        return self._person_states.setdefault(person, state) == state

    def welcome(self, lexed: Lexed, unit: Unit, visitors: Speakers) -> Speakers | None:
        """Return for whom somebody speaks whom others meet and the text has not named before."""
        found = self._house.welcome(lexed, unit, visitors)
        if found:
            self._person_states[found.iris[0]] = found.behalf[0]
        return found

    def resolve(self, unit: Unit, *, alone: bool = False) -> Speakers | None:
        """Return for whom a unit stands, which may be ``alone`` in its phrase, or None for a third party."""
        if unit.states and self._meant:
            unit = unit._replace(states=tuple(self._meant.get(iri, iri) for iri in unit.states))
        if unit.kind == "pronoun":
            quoted = self._antecedents.person if unit.phrase == "quoted" else None
            return quoted or self._resolve_pronoun(unit.norm)
        if unit.kind in ("person", "noun") and self.is_spokesman(unit):
            return None
        if unit.kind == "person":
            return self._resolve_person(unit)
        if unit.kind == "agent":
            return self._resolve_agent(unit, alone=alone)
        if (unit.norm in OPPOSITE and (unit.states or not unit.plural)) or (unit.norm == "latter" and not unit.plural):
            return self._resolve_opposite(unit)
        styles = ("their",) if unit.plural and unit.norm in _STYLES else () if unit.plural else ("his", "her")
        styled = unit.kind == "group" and unit.owner in styles  # "His Majesty", "Their Excellencies"
        own = unit.norm in OWN or unit.kind == "voice" or (unit.owner == "our" and unit.norm in _FORCES)
        if unit.owner and not styled and not (own and unit.owner in ("our", "their")):
            return self._resolve_owned(unit, own=own)
        if unit.kind == "group":
            some = len(unit.states) == 1 and unit.norm in _SOME  # "members of the Chilean delegation"
            return self._resolve_group(unit, narrowed=alone and (some or self._antecedents.plural is not None))
        if unit.kind == "voice":
            return self._resolve_voice_noun(unit)
        return self._resolve_noun(unit)

    def _resolve_agent(self, unit: Unit, *, alone: bool) -> Speakers | None:
        """Return for whom a state or body speaks; a press service tells what others said."""
        if unit.mention and self._naming.is_press_service(unit.mention.iri):
            return None
        found = find_agent(unit, self._company, self._organs, alone=alone)
        self._antecedents.name_organ(unit, found)
        return found

    def _resolve_owned(self, unit: Unit, *, own: bool) -> Speakers | None:
        """Return for whom "my Government" and "the other two delegations" stand; "its allies" are other people.

        Some of a body are told apart by another: "those Ministers whose countries are members of X".
        """
        if unit.owner in ("his", "her") and self._house.knows(unit):
            return self._house.resolve(unit)
        if unit.owner == "whose":
            return Speakers(unit.states, unit.states, plural=True)
        if unit.owner == "other" and unit.norm in _PARTIES and not unit.states:
            return self._company.rest(self._antecedents.alone)
        return self.writing or self.author if own and unit.owner == "my" else None

    def _resolve_group(self, unit: Unit, *, narrowed: bool) -> Speakers | None:
        """Return for whom a group speaks; "the delegations of A and B" for these where they are there as guests."""
        ruling = unit.norm in _RULERS
        if unit.states and not any(self._takes_part(iri, listed=ruling) for iri in unit.states):
            return None
        if unit.states and (self._company.guests.issuperset(unit.states) or self._are_some(unit.states)):
            return self._company.for_states(unit.states)
        if unit.plural and unit.norm in _OFFICES and self._is_one_state():
            return None  # "the Ministers", where one side alone tells of a meeting
        pair = self._antecedents.pair if unit.phrase == PAIR else None
        if pair and len(self._company.behalf) > len(pair.behalf):
            return pair  # "both sides" of one of several meetings
        return speakers_of(self._members(unit, narrowed=narrowed))

    def _is_one_state(self) -> bool:
        """Tell whether one state alone speaks, and for it one person at most."""
        company = self._company
        alone = len(company.behalf) == 1 and "/state/" in next(iter(company.behalf))
        return alone and sum("/person/" in p.iri for p in company.participants) < 2

    def _are_some(self, states: Sequence[str]) -> bool:
        """Tell whether these are some members of the one body that speaks: "delegations of Peru and Chile"."""
        parties = tuple(self._company.behalf)
        return len(parties) == 1 and all("/state/" in iri and is_member(iri, parties) for iri in states)

    def _takes_part(self, iri: str, *, listed: bool) -> bool:
        """Tell whether a state or body speaks here, or may: it is no state, a party, a guest or a member of a party."""
        company = self._company
        return "/state/" not in iri or company.is_party(iri) or is_member(iri, company.behalf, listed=listed)

    def _members(self, unit: Unit, *, narrowed: bool) -> list[Participant]:
        """Return the members of a group, or those of the parties that it names: "the Ministers of Peru and Chile"."""
        members = self._company.at(unit.members)
        if not (narrowed and unit.states and set(unit.states).issubset(self._company.behalf)):
            return members
        return [member for member in members if not set(unit.states).isdisjoint(member.behalf)] or members

    def _resolve_pronoun(self, norm: str) -> Speakers | None:
        if norm == "we":
            return self.writing or self._company.voice
        if norm == "i":
            return self.writing or self.author
        if norm in ("he", "she"):
            return self._antecedents.person or (None if self._antecedents.named else self._company.only_person())
        if norm == "it":
            return self._antecedents.agent
        if norm == "all":
            return self._company.voice  # "All were agreed"
        return self._antecedents.plural or self._company.voice

    def _resolve_person(self, unit: Unit) -> Speakers | None:
        mention = unit.mention
        if mention is None:
            return None
        owners = (owning_state(iri) or iri for iri in unit.states)  # "Norwegian Navy chief X"
        beside = next((iri for iri in owners if self._company.is_party(iri)), None)
        known = self._company.by_iri.get(mention.iri or "")
        told = beside or self._person_states.get(mention.iri or "")
        if known is not None and (known.behalf or told is None):
            return speakers_of([known])
        named = [p for p in self._company.participants if mention.text in p.names and p is not known]
        if len(named) == 1:
            return speakers_of(named)
        state = self._person_states.get(mention.iri or "") or beside
        state = state or owning_state(mention.iri) or self._company.unseated()
        if state not in self._company.behalf and heads_body(unit, self._company):
            state = next(iter(self._company.behalf))  # "the Chairman, Minister X,"
        if mention.iri is None or state is None or not self._belongs(state):
            return None
        return Speakers((mention.iri,), (state,), plural=False)

    def _belongs(self, iri: str) -> bool:
        """Tell whether a state or body is a party, a member of one, or what one is an organ of."""
        parties = self._company.behalf
        return iri in parties or is_member(iri, parties) or find_owner(iri, parties, {}) is not None

    def is_spokesman(self, unit: Unit) -> bool:
        """Tell whether a unit is somebody who only says what others said."""
        named = not self._naming.reporting_posts.isdisjoint((unit.norm, unit.phrase))
        return (
            named
            or unit.phrase.endswith(_OUTLETS)
            or (unit.mention is not None and unit.mention.iri in self._spokesmen)
        )

    def _resolve_voice_noun(self, unit: Unit) -> Speakers | None:
        if unit.last - unit.first < 2 and not unit.plural and unit.norm in _NO_SPEAKERS:
            return None
        if unit.states and not any(self._company.is_party(iri) or iri in self._organs for iri in unit.states):
            return None
        own = [iri for iri in unit.states if iri in self._company.behalf and "/state/" in iri]
        return self._company.for_states(own) if len(own) == 1 else self._company.voice  # "the Norwegian panel"

    def _resolve_opposite(self, unit: Unit) -> Speakers | None:
        """Return for whom "her Peruvian counterpart" stands, and of two parties "her counterpart" and "the latter"."""
        named = [iri for iri in unit.states if self._company.is_party(iri)]
        if unit.states:
            return self._company.for_states(named) if named else None
        person = self._antecedents.person
        opposed = unit.owner or unit.norm == "latter"
        return self._company.others(person) if person and opposed and len(self._company.behalf) == 2 else None

    def _hold_unseated(self, unit: Unit) -> Speakers | None:
        """Return the state whose office a release leaves without a name: "The Prime Minister" beside President X."""
        state = self._company.unseated() if unit.definite and unit.norm in _OFFICES and not unit.states else None
        return Speakers((state,), (state,), plural=False) if state and unit.phrase in _BARE_OFFICES else None

    def _resolve_noun(self, unit: Unit) -> Speakers | None:
        found = self._house.resolve(unit)
        if found is not None or self._house.knows(unit):
            return found
        ruling = unit.plural and unit.norm in _RULERS  # of an unlisted body's members, or of those it speaks about
        behalf = self._company.behalf
        named = [i for i in states_of(unit) if self._company.is_party(i) or is_member(i, behalf, listed=ruling)]
        if not named and any("/state/" in iri for iri in states_of(unit)):
            return None
        if not unit.plural:
            titled = unit.phrase in _ANYBODY or (unit.norm == self._antecedents.title and not unit.states)
            told = self._antecedents.person if unit.definite and titled else None
            told = told or (self._antecedents.organ(unit) if unit.definite else None)
            holder = find_holder(unit, named, self._company, self._antecedents.person)
            return holder or self._house.recall(unit) or told or self._hold_unseated(unit)
        if named:
            return self._company.for_states(named)
        owners = tuple(iri for iri in states_of(unit) if find_owner(iri, self._company.behalf, {}))
        if owners:
            return Speakers(owners, owners, plural=True)  # "NATO Ministers", where a commission of NATO speaks
        same = [p for p in self._company.participants if p.role == unit.norm and p in self._company.speaking()]
        if len(same) > 1:
            return speakers_of(same)
        return self._company.voice
