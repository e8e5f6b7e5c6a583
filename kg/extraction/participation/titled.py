"""What the title of a statement says of who its parties are.

Not a stage; ``evidence`` goes on with it. In: the title and its mentions. Out: one list for each thing that can tell,
read when it is first asked for. The module refuses to read on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from kg.extraction.participation.issuers import find_issuer, find_joined, is_subject
from kg.extraction.participation.neighbours import find_neighbours
from kg.extraction.participation.partylists import is_listed, is_organization, runs, state_of
from kg.extraction.participation.seats import unique
from kg.knowledge.memberships import load_members
from kg.knowledge.naming import Naming
from kg.names import DCO
from kg.record import Mention, Span

__all__ = ["TitleEvidence", "are_members", "list_forums"]

_AT_FORUM = re.compile(
    r"\b(?:attends?|attending|attended|joins?|addresses|at|for|ahead\s+of|sidelines\s+of|margins\s+of)\s+(?:the\s+)?$",
    re.I,
)
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATED = re.compile(
    rf", [A-Z][\w. ]+,? (?:on )?(?:\d{{1,2}}\b|(?:{_MONTH})\b)", re.IGNORECASE
)  # the place of a meeting
_FORUMS = (DCO + "Forum", DCO + "Dialogue")
_TOUR = re.compile(r"\b(?:visits?|visiting|tours?|touring)\s+(?:to\s+)?(?:the\s+)?$", re.IGNORECASE)


class TitleEvidence:
    """What a title says of the parties: lists of IRIs of states and bodies, in its order.

    ``page_title`` is the title that the publisher's page gives to a text without one.
    """

    def __init__(
        self, text: str, title: Sequence[Span], mentions: Sequence[Mention], page_title: str | None, naming: Naming
    ) -> None:
        self.text, self.naming = text, naming
        self._heading = page_title or (text[title[0].start : title[-1].end] if title else "")
        self.headline, self.titled = text, [m for m in mentions if any(m in part for part in title)]
        if page_title:
            self.headline, self.titled = page_title, _read_title(page_title, naming)
        elif title and not any(_speaks(m, naming) for m in self.titled):
            inside = _read_title(self._heading, naming)  # a party that stands inside the name of an event
            inside = [m for m in inside if not is_subject(self._heading, m, inside)]
            if any(_speaks(m, naming) for m in inside):
                self.headline, self.titled = self._heading, inside

    @cached_property
    def titled_states(self) -> list[str]:
        """The states that the title names one by one, without those that it is about."""
        toured, headline = _toured(self.headline, self.titled), self.headline
        return unique(
            state_of(m, self.naming)
            for m in self.titled
            if not (m in toured or is_subject(headline, m, self.titled) or _DATED.match(headline, max(0, m.start - 2)))
        )

    @cached_property
    def states(self) -> list[str]:
        """The states of the title, also those that a joined name or a word for several stands for."""
        grouped = find_neighbours(self._heading, self.naming)
        grouped = [] if are_members(grouped, self.known) else grouped
        return unique([*self.titled_states, *find_joined(self._heading, self.naming), *grouped])

    @cached_property
    def _acting(self) -> list[Mention]:
        headline = self.headline
        acting = [m for m in self.titled if m.iri and is_organization(m.iri, self.naming)]
        begun = {m.start for m in self.titled if m.type != "LOC"}  # not the first of "the X-Lakes Dialogue"
        whole = (m for m in acting if headline[m.end : m.end + 1] not in ("-", "–") or m.end + 1 in begun)
        return [m for m in whole if not is_subject(headline, m, self.titled)]

    @cached_property
    def bodies(self) -> list[str]:
        """The organizations of the title."""
        return unique(m.iri for m in self._acting)

    @cached_property
    def known(self) -> list[str]:
        """Those of them that the reference data has."""
        return [iri for iri in self.bodies if iri in self.naming.knowledge]

    @cached_property
    def firm(self) -> list[str]:
        """The first of them that is no mere arrangement of states."""
        arrangement = DCO + "SecurityArrangement"
        kinds = self.naming.knowledge.values
        return [iri for iri in self.known if arrangement not in kinds(iri, "rdf:type")][:1]

    @cached_property
    def joined(self) -> list[str]:
        """Those of them that a list names beside another."""
        acting = [m for m in self._acting if m.iri in self.known]
        return unique(m.iri for run in runs(self.headline, acting) for m in run[1:] and run)

    @cached_property
    def both(self) -> list[str]:
        """The states and the organizations of the title together."""
        return [*self.titled_states, *self.known] if self.titled_states else []

    @cached_property
    def forums(self) -> list[str]:
        """The listed forums and dialogues of the title."""
        return list_forums(self.headline, self.titled, self.naming)

    @cached_property
    def convened_by(self) -> list[str]:
        """The two states that the name of the first of them says."""
        return _states_of_forum(self.forums, self.naming)

    @cached_property
    def issuer(self) -> list[str]:
        """Whose statement the title says it is."""
        named = [m for m in self.titled if state_of(m, self.naming) or m in self._acting]
        return find_issuer(self.headline, named, self._acting, self.naming)

    @property
    def titled_body(self) -> list[str]:
        """The first organization of the title."""
        return self.bodies[:1]

    @property
    def titled_forum(self) -> list[str]:
        """The first forum of the title."""
        return self.forums[:1]


def _speaks(mention: Mention, naming: Naming) -> bool:
    """Tell whether a mention of a title is of a state or of a listed organization."""
    return state_of(mention, naming) is not None or is_listed(mention.iri, naming)


def _toured(headline: str, titled: Sequence[Mention]) -> list[Mention]:
    """Return the states of a title that are visited one after another: "Minister Lund to visit Chile and Peru"."""
    named = [run for run in runs(headline, [m for m in titled if m.type == "STATE"]) if len(run) > 1]
    return [m for run in named if _TOUR.search(headline, 0, run[0].start) for m in run]


def _states_of_forum(forums: Sequence[str], naming: Naming) -> list[str]:
    """Return the two states that the names of a forum say: "the Peru-Chile 2+2 Dialogue"."""
    keys = ("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel")
    labels = [label for forum in forums[:1] for key in keys for label in naming.knowledge.values(forum, key)]
    words = [word for label in labels for word in re.split(r"[-–\s]+", label)]
    hits = [hit for word in words for hit in naming.gazetteer.find(word).get("name", [])]
    states = unique(hit.entries[0].iri for hit in hits if hit.entries[0].iri in naming.codes)
    return states if len(states) == 2 else []


def are_members(states: Sequence[str], bodies: Sequence[str]) -> bool:
    """Tell whether one of the bodies that a title names is made of these states."""
    return any(set(states) <= load_members().get(body, frozenset()) for body in bodies if states)


def list_forums(text: str, mentions: Sequence[Mention], naming: Naming) -> list[str]:
    """Return the listed forums and dialogues among mentions, but those that somebody attends."""
    forums = [m for m in mentions if naming.knowledge.value(m.iri or "", "rdf:type") in _FORUMS]
    return unique(m.iri for m in forums if not _AT_FORUM.search(text, max(0, m.start - 30), m.start))


def _read_title(title: str, naming: Naming) -> list[Mention]:
    hits = [hit for hit in naming.gazetteer.find(title).get("name", []) if len(hit.entries) == 1]
    kinds = [(hit, naming.mention_type(hit.entries[0].type)) for hit in hits]
    return [Mention(h.start, h.end, title[h.start : h.end], kind, h.entries[0].iri) for h, kind in kinds if kind]
