"""Company: who takes part in one document, who of them stands for a state, and who is left beside others.

Not a stage; the subjects ask it. In: the registry and parties of an understanding. Out: ``Speakers`` for states, roles
and the rest of those who meet. It knows no words of the text.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kg.extraction.model import Participant, Understanding
from kg.extraction.speech.affiliations import claim_last_party
from kg.extraction.speech.speakers import Speakers, speakers_of

__all__ = ["Company"]


class Company:
    """The participants of one document. ``behalf`` are all parties spoken for, ``voice`` who speaks as "we"."""

    __slots__ = ("behalf", "by_iri", "first", "guests", "participants", "voice")

    def __init__(self, understanding: Understanding) -> None:
        registry, parties = understanding.registry, tuple(understanding.document.parties)
        self.participants = claim_last_party(registry.participants, parties)
        self.by_iri = {participant.iri: participant for participant in self.participants}
        self.behalf = dict.fromkeys([iri for p in self.participants for iri in p.behalf] + list(parties))
        voice = [self.participants[index] for index in registry.voice] or list(self.participants)
        self.voice = speakers_of(voice) if voice else Speakers(parties, parties, len(parties) > 1)
        self.guests = frozenset(registry.guests)
        self.first = speakers_of(voice[:1]) if voice else self.voice

    def at(self, indices: Collection[int]) -> list[Participant]:
        """Return the participants at these places of the registry."""
        return [self.participants[index] for index in indices]

    def speaking(self) -> list[Participant]:
        """Return the participants who speak as "we"."""
        return [p for p in self.participants if p.iri in self.voice.iris]

    def is_party(self, iri: str) -> bool:
        """Tell whether an IRI is a party's, a participant's or a guest's."""
        return iri in self.behalf or iri in self.by_iri or iri in self.guests

    def settle(self, speakers: Speakers) -> Speakers | None:
        """Return for whom speakers speak, of whom persons may have no known state; None where that leaves nobody.

        As many such persons as there are parties speak together for all; others are no party beside the parties.
        """
        unknown = all("/person/" in iri for iri in speakers.behalf)
        if unknown and speakers.iris and len(speakers.iris) == len(self.voice.behalf) > 1:
            return Speakers(speakers.iris, self.voice.behalf, plural=True)
        return None if unknown and speakers.iris != self.voice.iris else speakers

    def only_person(self) -> Speakers | None:
        """Return the one person who takes part, if there is one alone and his party is known."""
        persons = [p for p in self.participants if "/person/" in p.iri]
        return speakers_of(persons) if len(persons) == 1 and persons[0].behalf else None

    def roles(self, speakers: Speakers) -> tuple[str, ...]:
        """Return the roles ("minister", "prime minister") of the speakers that have one, in order."""
        found = (self.by_iri[iri].role for iri in speakers.iris if iri in self.by_iri)
        return tuple(dict.fromkeys(role for role in found if role))

    def others(self, speakers: Speakers) -> Speakers | None:
        """Return the rest of the joint voice: who does to these participants what a passive says of them."""
        left = [p for p in self.speaking() if p.iri not in speakers.iris and set(p.behalf) - set(speakers.behalf)]
        return speakers_of(left) if left else None

    def outside(self, states: Collection[str]) -> list[Participant]:
        """Return who speaks as "we" for none of these states."""
        return [p for p in self.speaking() if set(states).isdisjoint(p.behalf)]

    def for_states(self, states: Sequence[str]) -> Speakers:
        """Return who speaks for these states: their persons, and the states themselves that have none."""
        persons = [p for p in self.participants if set(p.behalf) & set(states) and p.iri in self.voice.iris]
        covered = {iri for p in persons for iri in p.behalf}
        alone = (Speakers((s,), (s,), plural=False) for s in states if s not in covered)
        return Speakers.join([*([speakers_of(persons)] if persons else []), *alone])

    def rest(self, speakers: Speakers | None) -> Speakers | None:
        """Return all parties but the one that speaks: "the other two delegations"; a body that a member thanks."""
        if speakers and len(self.behalf) == 1 and self.behalf.keys().isdisjoint(speakers.behalf):
            return self.voice
        left = [party for party in self.behalf if speakers and party not in speakers.behalf]
        return self.for_states(left) if speakers and 0 < len(left) < len(self.behalf) else None

    def unseated(self) -> str | None:
        """Return the state of two parties for which the opening names no person: who else speaks, speaks for it."""
        seated = {state for p in self.participants if "/person/" in p.iri for state in p.behalf}
        left = [party for party in self.behalf if party not in seated]
        alone = len(left) == 1 and len(self.behalf) == 2 and "/state/" in left[0]
        return left[0] if alone and seated else None

    def named_in(self, name: str) -> str | None:
        """Return the party in whose name a body's own ends: "the Executive Council of the Republic of Norway"."""
        ends = ((p.iri, (f" of {label}", f" of the {label}")) for p in self.participants for label in p.names)
        return next((iri for iri, end in ends if iri in self.behalf and name.endswith(end)), None)
