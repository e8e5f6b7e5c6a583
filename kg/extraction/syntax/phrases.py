"""Actor phrases as values: what the reader of actor phrases hands to the stages that ask who speaks.

Nothing but the values: a phrase is a list of coordinated units, each a pronoun, a person, a named agent or a noun.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from kg.record import Mention

__all__ = ["PAIR", "ActorPhrase", "Unit", "UnitKind"]

PAIR = "pair"  # the phrase of a group of two: "both sides", "the two Ministers"
UnitKind: TypeAlias = Literal["pronoun", "person", "agent", "noun", "voice", "group"]


class Unit(NamedTuple):
    """One member of an actor phrase; ``states`` are the states and bodies that qualify a noun ("of Japan").

    ``definite`` tells of an article before it ("the Minister"), ``beside`` that it stands beside those who act anyhow
    ("together with Chile").
    """

    kind: UnitKind
    norm: str
    first: int
    last: int
    mention: Mention | None = None
    members: tuple[int, ...] = ()
    states: tuple[str, ...] = ()
    plural: bool = False
    owner: str = ""
    phrase: str = ""
    definite: bool = False
    beside: bool = False


@dataclass(frozen=True, slots=True)
class ActorPhrase:
    """Tokens ``first`` up to ``last``, and the units in their order."""

    first: int
    last: int
    units: tuple[Unit, ...]

    @property
    def plural(self) -> bool:
        """Tell whether a plural pronoun can stand for the phrase."""
        return len(self.units) > 1 or self.units[0].plural
