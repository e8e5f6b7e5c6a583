"""A clause with its predicate: what the clause stage hands to the stages that ask who does what.

Nothing but the value; a ``PredicateClause`` is a ``Clause`` whose tokens, subject and verb group are known.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.extraction.model import Clause
from kg.extraction.syntax.phrases import ActorPhrase
from kg.extraction.syntax.predicates import VerbGroup

__all__ = ["PredicateClause"]


@dataclass(frozen=True, slots=True)
class PredicateClause(Clause):
    """A clause with its subject and verb group, in token places of its sentence.

    ``subject`` is None where the verb has none of its own; then ``heir`` is the clause whose subject it takes.
    ``opener`` is the word that introduced the clause; ``first`` and ``last`` are its tokens.
    """

    first: int = 0
    last: int = 0
    subject: ActorPhrase | None = None
    verb: VerbGroup | None = None
    heir: int | None = None
    opener: str = ""
