"""Strength: the base of the act's type, moved by the intensifiers and hedges that stand in its clause.

In: a lexed sentence, the tokens of the act and of its content. Out: the degree from 1 to 5, with the words that moved
it. Hedges of the content ("explore the possibility of") are reported and leave the degree of the act as it is where
the lexicon gives them no shift.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.extraction.model import Token
from kg.extraction.syntax.grammar import Lexed
from kg.knowledge.frames import FrameLexicon, Modifier

__all__ = ["Degree", "measure"]


@dataclass(frozen=True, slots=True)
class Degree:
    """How strong an act is, and the phrases that say so, as they are written."""

    strength: int
    intensifiers: tuple[str, ...]
    hedges: tuple[str, ...]


def measure(
    lexed: Lexed, lexicon: FrameLexicon, base: int, near: tuple[int, int], whole: tuple[int, int], head: int
) -> Degree:
    """Return the degree of an act; bare words count ``near`` the trigger, phrases and hedges in the ``whole``.

    The word at ``head`` evokes the act and cannot intensify it too ("remain resolute").
    """
    found = [(modifier, at) for modifier, at in _modifiers(lexed, lexicon, near, whole) if at != head]
    text = lexed.sentence.tokens
    intensifiers = [(m, at) for m, at in found if not m.hedge]
    hedges = [(m, at) for m, at in found if m.hedge]
    shift = max((m.shift for m, _ in intensifiers), default=0) + min((m.shift for m, _ in hedges), default=0)
    return Degree(
        max(1, min(5, base + shift)),
        tuple(dict.fromkeys(_surface(text, m, at) for m, at in intensifiers)),
        tuple(dict.fromkeys(_surface(text, m, at) for m, at in hedges)),
    )


def _surface(tokens: tuple[Token, ...], modifier: Modifier, at: int) -> str:
    return " ".join(token.text for token in tokens[at : at + len(modifier.words)])


def _modifiers(
    lexed: Lexed, lexicon: FrameLexicon, near: tuple[int, int], whole: tuple[int, int]
) -> list[tuple[Modifier, int]]:
    found = []
    place = min(near[0], whole[0])
    while place < whole[1]:
        if lexed.norms[place] not in lexicon.modifiers:
            place += 1
            continue
        modifier = _modifier_at(lexed, lexicon, place)
        inside = near[0] <= place < near[1]
        if modifier and (inside or len(modifier.words) > 1):
            found.append((modifier, place))
            place += len(modifier.words)
        else:
            place += 1
    return found


def _modifier_at(lexed: Lexed, lexicon: FrameLexicon, place: int) -> Modifier | None:
    for modifier in lexicon.modifiers.get(lexed.norms[place], ()):
        if lexed.norms[place : place + len(modifier.words)] == modifier.words:
            return modifier
    return None
