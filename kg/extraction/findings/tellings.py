"""Tellings: the clause that tells of an activity, how far it reaches, and whose deed its verb is.

Not a stage; the stage of activities reads with it. In: the words that tell of an activity, the clauses of their
sentence, the act that governs them. Out: a ``Telling``. The module knows the shape of clauses, and no name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.extraction.findings.occasions import Found
from kg.extraction.model import Token
from kg.extraction.syntax.phrases import Unit
from kg.extraction.syntax.predication import PredicateClause
from kg.knowledge.naming import load_naming
from kg.record import Act, Span

__all__ = ["Telling", "find_telling"]

_CLAUSES = frozenset({"main", "coordinate", "that", "subordinate", "relative"})
_TAKES_PLACE = frozenset(["hold", "conduct", "host", "convene", "organize", "organise", "carry"])
_COMMA = 2
_GOES_ON = re.compile(r"(?<![^ ])and (?:[a-z]+ly |also |later |then )?$")
_DEED = re.compile(r"(?:[a-z]+ed|held|met|took|made|paid|came|had) ")


@dataclass(frozen=True, slots=True)
class Telling:
    """The clause around the words that tell of an activity.

    ``window`` is how far it reaches, with an adjunct that opens its sentence. ``verbal`` says that its verb tells of
    the activity; then ``subject`` is what stands before the verb, perhaps in the clause that it goes on with, ``lone``
    that this is one alone, ``pronoun`` that it is "he" or "she", ``post`` that it is a bare "the General". ``other`` is
    where another verb tells of something else before it, with the same subject: "met the Minister and visited a base".
    ``opening`` is what stands before that subject, where the clause goes on with another: "In Lima, they met and held".
    ``behind`` is a subject that stands behind the words, which only open its clause: "On a visit to Peru, she".
    """

    window: Span
    verbal: bool = False
    subject: Span | None = None
    lone: bool = False
    pronoun: bool = False
    post: bool = False
    other: Span | None = None
    opening: Span | None = None
    behind: Span | None = None


def find_telling(
    found: Found, sentence: Span, clauses: Sequence[PredicateClause], governing: Act | None, tokens: Sequence[Token]
) -> Telling:
    """Return the smallest finite clause around the words, or else their sentence."""
    around = [clause for clause in clauses if clause.kind in _CLAUSES and found.span in clause.span]
    clause = min(around, key=lambda clause: clause.span.end - clause.span.start, default=None)
    if clause is None:
        return Telling(sentence)
    window = _window(clause, clauses)
    other = _other(found, clause, tokens)
    if other is None and not _tells(clause, found, governing, tokens):
        return Telling(window, behind=_behind(found, clause, tokens))
    subject = _heir_of(clause, clauses).subject
    if subject is None:
        return Telling(window, verbal=True, lone=_is_one(clause, tokens), other=other)
    opening = (
        Span(_heir_of(clause, clauses).span.start, tokens[subject.first].start) if clause.subject is None else None
    )
    unit = subject.units[0]
    return Telling(
        window,
        verbal=True,
        subject=Span(tokens[subject.first].start, tokens[subject.last - 1].end),
        lone=not subject.plural,
        pronoun=len(subject.units) == 1 and unit.norm in ("he", "she"),
        post=len(subject.units) == 1 and _is_bare_post(unit),
        other=other,
        opening=opening,
    )


def _behind(found: Found, clause: PredicateClause, tokens: Sequence[Token]) -> Span | None:
    """Return the subject of a clause that the words open."""
    if clause.subject is None or tokens[clause.subject.first].start < found.span.end:
        return None
    return Span(tokens[clause.subject.first].start, tokens[clause.subject.last - 1].end)


def _is_bare_post(unit: Unit) -> bool:
    """Tell whether a subject stands for a person by a post or title that names nobody: "the General"."""
    bare = unit.kind == "noun" and unit.definite and not (unit.plural or unit.states or unit.mention)
    return bare and unit.norm in _posts()


@lru_cache(maxsize=1)
def _posts() -> frozenset[str]:
    """Return the last words of posts and of titles that stand for who holds them."""
    naming = load_naming()
    return frozenset(
        words.lower().split()[-1] for words in (*(r.head for r in naming.roles.values()), *naming.honorifics)
    )


def _window(around: PredicateClause, clauses: Sequence[PredicateClause]) -> Span:
    """Return the reach of a clause, with an adjunct that opens the sentence before it."""
    opening = clauses[0]
    opens = around.parent == 0 and opening.verb is None and around.span.start - opening.span.end <= _COMMA
    return Span(opening.span.start if opens else around.span.start, _last_end(around, clauses))


def _last_end(around: PredicateClause, clauses: Sequence[PredicateClause]) -> int:
    """Return where a clause ends, with the participle that goes on behind it: "the exercise, held in Lima"."""
    end = around.span.end
    behind = (c for c in clauses if 0 <= c.span.start - end <= _COMMA and c.subject is None and c.verb is not None)
    return next(
        (c.span.end for c in behind if c.verb and c.verb.first == c.first and c.verb.lemma in _TAKES_PLACE), end
    )


def _tells(clause: PredicateClause, found: Found, governing: Act | None, tokens: Sequence[Token]) -> bool:
    """Tell whether it is the verb of the clause, and not a passive of its noun, that tells of the activity.

    A verb before its noun that performs no act tells of it too: "joined the exercise".
    """
    verb = clause.verb
    noun = found.match.string[found.start : found.end].split()[0] in found.frame.nouns
    if verb is None:
        return not noun
    head = Span(tokens[verb.head].start, tokens[verb.head].end)
    if not found.span.overlaps(head):
        performs = governing is not None and governing in clause.span
        return head.end <= found.span.start and verb.shape != "passive" and not performs
    return verb.shape != "passive" or not noun


def _other(found: Found, clause: PredicateClause, tokens: Sequence[Token]) -> Span | None:
    """Return what another verb tells of, which the verb of the activity goes on with behind "and"."""
    goes_on = _DEED.match(found.match[0]) and _GOES_ON.search(found.match.string, 0, found.start)
    if clause.verb is None or not goes_on:
        return None
    first = tokens[clause.verb.head].start
    return Span(first, found.span.start) if first < found.span.start else None


def _heir_of(clause: PredicateClause, clauses: Sequence[PredicateClause]) -> PredicateClause:
    """Return the clause whose subject a clause takes, or itself."""
    while clause.subject is None and clause.heir is not None:
        clause = clauses[clause.heir]
    return clause


def _is_one(clause: PredicateClause, tokens: Sequence[Token]) -> bool:
    """Tell whether words before a verb that the reader of actors does not know are about one: "the corvette"."""
    before = tokens[clause.first : clause.verb.start] if clause.verb else ()
    return bool(before) and not any(token.norm in ("and", "we", "they") or token.norm.endswith("s") for token in before)
