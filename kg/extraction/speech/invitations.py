"""Invitations: whom an invitation is to that the words beside it do not name.

In: the clauses of a sentence and whom their subjects stand for. Out: IRIs of participants, or none. Who came "at the
invitation of" somebody is the sentence's own subject; "his counterpart" is the other of two. The module refuses to
guess where the sentence has no such subject.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.extraction.speech.speakers import Speakers
from kg.extraction.speech.subjects import SubjectResolver
from kg.extraction.syntax.actors import ActorReader
from kg.extraction.syntax.grammar import Lexed
from kg.extraction.syntax.phrases import Unit
from kg.extraction.syntax.predication import PredicateClause
from kg.knowledge.frames import FrameLexicon

__all__ = ["InvitationReader"]


class InvitationReader:
    """Finds the guests of one document."""

    __slots__ = ("_actors", "_lexicon", "_resolver")

    def __init__(self, lexicon: FrameLexicon, actors: ActorReader, resolver: SubjectResolver) -> None:
        self._lexicon, self._actors, self._resolver = lexicon, actors, resolver

    def find_guests(
        self,
        clauses: Sequence[PredicateClause],
        subjects: Mapping[int, Speakers | None],
        first: int,
        inviting: Speakers,
    ) -> tuple[str, ...]:
        """Return who came "at the invitation of" somebody: the next subject, or the one who met or visited so.

        ``first`` is the token of the invitation, ``subjects`` are the speakers by place of their clause.
        """
        for place, clause in enumerate(clauses):
            if clause.kind not in ("main", "coordinate") or clause.subject is None or clause.last <= first:
                continue
            found = subjects.get(place)
            if found and set(found.behalf) <= set(inviting.behalf):  # "X received Y, who came at X's invitation"
                company = self._resolver.company
                found = company.others(found) if len(company.behalf) == 2 else None
            if found and (clause.subject.first > first or self._meets(clause)):
                return tuple(iri for iri in found.iris if iri not in inviting.iris)
            return ()
        return ()

    def find_invited(self, lexed: Lexed, content: int, inviting: Speakers) -> tuple[str, ...]:
        """Return whom the content of an invitation names as "his counterpart" or by a post: "to the Minister of X"."""
        phrase = self._actors.read(lexed, content + (lexed.norm(content) == "to"))
        if phrase is None or not all(_is_definite(unit) for unit in phrase.units):
            return ()
        found = self._resolver.peek(phrase)
        return tuple(iri for iri in found.iris if iri not in inviting.iris) if found else ()

    def _meets(self, clause: PredicateClause) -> bool:
        """Tell whether the verb of a clause can be of a meeting or visit."""
        lemma = clause.verb.lemma if clause.verb else None
        return any(frame.act_class == "meet" for frame in self._lexicon.verb_frames(lemma or ""))


def _is_definite(unit: Unit) -> bool:
    """Tell whether a phrase means somebody in particular, as a person or post does and "experts" do not."""
    return unit.kind == "person" or (unit.kind == "noun" and (not unit.plural or unit.definite or bool(unit.states)))
