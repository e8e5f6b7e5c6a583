"""Evidence: what the title, the opening and the lists of a statement say of who its parties are.

Not a stage; the search for parties ranks it. In: the title and the opening with their mentions, seats and rosters. Out:
one list for each thing that can tell, read when it is first asked for. The module refuses to choose between them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from kg.extraction.naming.rosters import Roster
from kg.extraction.participation.issuers import find_acting_body, find_paired, find_sitting_body
from kg.extraction.participation.leads import find_lead, find_resolving, skip_cover
from kg.extraction.participation.neighbours import find_neighbours
from kg.extraction.participation.partylists import (
    is_listed,
    list_attending,
    list_observers,
    list_represented,
    list_states,
    tells_members,
)
from kg.extraction.participation.receptions import find_reception
from kg.extraction.participation.seats import Seat, unique
from kg.extraction.participation.titled import TitleEvidence, are_members
from kg.knowledge.naming import Naming
from kg.record import Mention, Span

__all__ = ["FEW", "PartyEvidence"]

FEW = 2
_WE = re.compile(r"[Ww][Ee],\s+(?:the\b|[A-Z])")


class PartyEvidence(TitleEvidence):
    """What a statement's front says of its parties: lists of IRIs of states and bodies, in text order.

    ``page_title`` is the title that the publisher's page gives to a text without one.
    """

    def __init__(
        self,
        text: str,
        title: Sequence[Span],
        opening: Sequence[Span],
        rosters: Sequence[Roster],
        mentions: Sequence[Mention],
        seats: Sequence[Seat],
        page_title: str | None,
        naming: Naming,
    ) -> None:
        super().__init__(text, title, mentions, page_title, naming)
        self.mentions, self.seats = mentions, seats
        self.opening = skip_cover(text, opening, mentions)
        self.limit = max((span.end for span in (*title, *self.opening)), default=0)
        self.opened = [m for m in mentions if m.end <= self.limit and any(m in part for part in self.opening)]
        self._rosters = rosters

    @cached_property
    def first(self) -> list[Mention]:
        """The mentions of the first sentence, and what of the opening stands before it."""
        return [m for m in self.opened if m.end <= self.opening[0].end]

    @cached_property
    def spoken(self) -> list[str]:
        """The states of the persons who are introduced, without observers."""
        observers = list_observers(self.text, self.opened, self.naming)
        return unique(seat.state for seat in self.seats if seat.state not in observers)

    @cached_property
    def _lists_of_first(self) -> tuple[list[str], list[str], list[str]]:
        return list_states(self.text, self.first, self.opening, self.naming)

    @cached_property
    def _lists_anywhere(self) -> tuple[list[str], list[str], list[str]]:
        return list_states(self.text, self.mentions, self.opening, self.naming)

    @property
    def listed(self) -> list[str]:
        """The first list of states of the first sentence."""
        return self._lists_of_first[0]

    @cached_property
    def leading(self) -> list[str]:
        """The list that begins the opening, unless the title names a body that it leaves out."""
        leading, known = self._lists_of_first[1], self.known
        return leading if not known or known[0] in leading or len(leading) > len(self.joined) else []

    @property
    def anywhere(self) -> list[str]:
        """The first list of states of the whole text."""
        return self._lists_anywhere[0]

    @cached_property
    def comprised(self) -> list[str]:
        """The members that an organization is said to comprise."""
        return self._lists_anywhere[2] if tells_members(self.text) else []

    @cached_property
    def ours(self) -> list[str]:
        """The list that "we" begins."""
        ours = list_states(self.text, self.opened, self.opening, self.naming)[1]
        return ours if len(ours) > FEW and _says_we(self.text, self.opening, ours, self.mentions) else []

    @cached_property
    def wider(self) -> list[str]:
        """A list that holds the states of the title and more."""
        states = set(self.states)
        if states and states < set(self.leading):
            return self.leading
        return self.listed if len(states) > FEW and states < set(self.listed) else []

    @cached_property
    def neighbours(self) -> list[str]:
        """The states that a word for several stands for in the first sentence: "the Nordic Ministers"."""
        return (
            find_neighbours(self.text[self.opening[0].start : self.opening[0].end], self.naming) if self.opening else []
        )

    @cached_property
    def presiding(self) -> list[str]:
        """The organization before whose members that word stands."""
        until = self.opening[0].end if self.opening else -1
        near = (m.iri for m in self.mentions if m.end <= until and m.iri and is_listed(m.iri, self.naming))
        return [body for body in near if are_members(self.neighbours, [body])][:1]

    @cached_property
    def covering(self) -> list[str]:
        """A list of the opening that holds the states of all who are introduced, and more."""
        rest = self.listed if self.bodies or len(self.listed) > len(self.comprised) else self.comprised
        if self.spoken and len(rest) > len(self.spoken) and set(self.spoken) <= set(rest):
            return rest
        attending = [] if self.bodies else list_attending(self.text, self.opened, self.opening, self.naming)
        return attending if set(self.spoken) <= set(attending) else []

    @cached_property
    def paired(self) -> list[str]:
        """The pair between which the first sentence says that something took place."""
        paired = find_paired(self.text, self.opening[0], self.naming) if self.opening else []
        return paired if {*self.states, *self.spoken} <= set(paired) else []

    @cached_property
    def received(self) -> list[str]:
        """The host and the guests of a reception."""
        received = find_reception(self.text, self.opening, self.mentions, self.seats, self.naming)
        return received if set(self.states) <= set(received) else []

    @property
    def introduced(self) -> list[str]:
        """The states of the title and those of the persons who are introduced."""
        return [*self.states, *self.spoken]

    @property
    def signed(self) -> list[str]:
        """The parties that have rosters."""
        return unique(roster.party for roster in self._rosters)

    @cached_property
    def represented(self) -> list[str]:
        """Whom the opening says that the introduced persons represent."""
        return list_represented(self.text, self.opened, self.spoken, self.naming)

    @cached_property
    def sitting(self) -> list[str]:
        """The body that the opening says to sit."""
        return find_sitting_body(self.text, self.opening, self.mentions, self.spoken, self.naming)

    @cached_property
    def acting_body(self) -> list[str]:
        """The body that acts in the text."""
        return find_acting_body(self.text, self.bodies, self.mentions, self.naming)

    @cached_property
    def lead(self) -> list[str]:
        """The body with which the opening leads to its first verb."""
        lead = find_lead(self.text, self.opening, self.mentions, self.spoken, self.naming)
        return [] if set(lead) < set(self.leading) else lead  # "the heads of X and the Nordic states met"

    @cached_property
    def resolving(self) -> list[str]:
        """The body that resolves."""
        return find_resolving(self.text, self.mentions, self.naming)

    def speaks_alone(self, iri: str) -> bool:
        """Tell whether a party needs no other beside it: a body that sits, leads or resolves, or whose title it is."""
        if iri in self.naming.codes:
            return False
        alone = (self.sitting, self.bodies, self.forums, self.presiding, self.lead, self.resolving)
        return any(iri in bodies for bodies in alone)


def _says_we(text: str, opening: Sequence[Span], parties: Sequence[str], mentions: Sequence[Mention]) -> bool:
    """Tell whether a list begins a sentence with "we": "We, the Ministers of A, B and C, have convened"."""
    start = min((m.start for m in mentions if m.iri == parties[0]), default=0)
    return any(_WE.match(text, span.start) for span in opening if span.start <= start < span.end)
