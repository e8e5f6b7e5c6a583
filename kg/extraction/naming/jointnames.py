"""Names that stand for participants though they name none: bodies that the parties form, styles of sovereigns.

Not a stage; the stage of participants asks it. In: mentions and participants. Out: group phrases as later sentences say
them. It knows no body by name: the nouns that such names end in are data in ``ontology/lexicon/posts.ttl``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extraction.model import Participant
from kg.knowledge.letters import fold, words_of
from kg.knowledge.naming import Naming
from kg.names import owning_state
from kg.record import Mention, Span

__all__ = ["find_chair", "find_joint_bodies", "find_realms", "find_sovereigns"]

_STYLE = re.compile(r"\b(?:His|Her)\s+((?:Imperial\s+|Royal\s+|Serene\s+)?(?:Majesty|Highness))\b")
_SOVEREIGNS = frozenset(["king", "queen", "emperor", "empress", "shah", "sultan", "amir", "crown prince"])
_REALMS = frozenset(["kingdom", "sultanate", "emirate", "federation", "commonwealth", "hellenic republic"])
_PRESIDED = re.compile(
    r"(?=[cp])\b(?:(?:chairmanship|chairpersonship|presidency)\s+of|(?:chaired|presided\s+over)\s+by)\s+(?:the\s+)?",
    re.I,
)
_PRESIDES = re.compile(
    r",?\s+(?:(?:chaired|presided\s+over|opened\s+and\s+chaired)\s+(?:the|this)\b|in\s+the\s+chair\b)", re.I
)
_INVITED = re.compile(r"(?=[ah])\b(?:at\s+the\s+(?:kind\s+)?invitation\s+of|hosted\s+by)\s+(?:the\s+)?", re.IGNORECASE)
_PRESIDING = frozenset(["chairmanship", "chairpersonship", "presidency", "chaired", "presided", "chair"])
_INVITING = frozenset(["invitation", "hosted"])
_CHAIRS = ("chair", "chairman", "chairperson", "chairwoman", "presiding officer")
_STYLED = re.compile(r"(?:[A-Z][\w.’'-]*,?\s+|of\s+|for\s+|the\s+|and\s+){0,12}$")
_REACH = 120
_WORKING = frozenset(["committee", "subcommittee", "sub-committee", "group", "subgroup"])


def find_joint_bodies(text: str, front: Sequence[Span], mentions: Sequence[Mention], naming: Naming) -> tuple[str, ...]:
    """Return the names of bodies that the parties form: those that the title and the opening name, and no list knows.

    Where there is one, committees and groups named later are of it.
    """
    bodies = [mention for mention in mentions if _is_body(mention, naming)]
    owned = [_bare(mention.text) for mention in bodies if _is_of_one_state(mention, naming)]  # "the Council of Norway"
    formed = [m for m in bodies if not any(name.startswith(_bare(m.text)) for name in owned)]
    first = [m for m in formed if any(m in part for part in front)]
    iris = {mention.iri for mention in first}
    names = [m for m in formed if m.iri in iris or (first and _noun(m.text, naming.body_nouns & _WORKING))]
    return tuple(sorted({_bare(mention.text) for mention in names}))


def _bare(name: str) -> str:
    """Return a name as clauses say it, without a short form in brackets."""
    return " ".join(fold(name).partition("(")[0].split())


def _is_body(mention: Mention, naming: Naming) -> bool:
    if mention.type not in ("ORG", "PROG", "EVENT") or mention.iri is None or mention.iri in naming.knowledge:
        return False
    return owning_state(mention.iri) is None and _noun(mention.text, naming.body_nouns)


def _is_of_one_state(mention: Mention, naming: Naming) -> bool:
    hits = naming.gazetteer.find(mention.text).get("name", [])
    return len({hit.entries[0].iri for hit in hits} & naming.codes.keys()) == 1


def _noun(name: str, nouns: frozenset[str]) -> bool:
    """Tell whether the head of a name is one of these nouns ("Joint Commission", "Committee on Trade")."""
    words = re.split(r"\s+(?:of|on|for|between)\s+", _bare(name))[0].split()
    return bool(words) and words[-1] in nouns


def find_realms(
    participants: Sequence[Participant], parties: Sequence[str], naming: Naming
) -> Iterator[tuple[str, int]]:
    """Yield the words for the form of a state ("kingdom") with the one party that has it in its formal name."""
    formal = {party: fold(naming.knowledge.value(party, "dco:formalName") or "").split() for party in parties}
    for word in sorted(_REALMS):
        owners = [party for party, words in formal.items() if word in words]
        found = [i for i, p in enumerate(participants) if len(owners) == 1 and p.behalf == (owners[0],)]
        if found:
            yield word, found[0]
            yield f"{word} 's side", found[0]


def find_chair(
    text: str, named: Sequence[tuple[Span, str]], participants: Sequence[Participant]
) -> Iterator[tuple[str, int]]:
    """Yield what the one participant is called who chairs: "under the chairmanship of Minister X", "X chaired the".

    Where nobody is said to, it is the one who invited. ``named`` are the places where persons and states are named.
    """
    indices = {participant.iri: index for index, participant in reversed(list(enumerate(participants)))}
    words, placed = words_of(text), [(span, indices[iri]) for span, iri in named if iri in indices]
    for opening, cues in ((_PRESIDED, _PRESIDING), (_INVITED, _INVITING)):
        if cues.isdisjoint(words):
            continue
        led = [match.end() for match in opening.finditer(text)]
        found = set()
        for span, index in placed:
            begun = any(0 <= span.start - end < _REACH and _STYLED.fullmatch(text, end, span.start) for end in led)
            if begun or _PRESIDES.match(text, span.end):
                found.add(index)
        if found:
            yield from ((chair, min(found)) for chair in _CHAIRS if len(found) == 1)
            return


def find_sovereigns(text: str, participants: Sequence[Participant], naming: Naming) -> Iterator[tuple[str, int]]:
    """Yield the styles of a sovereign in a text ("imperial majesty") with the one participant they can mean.

    That is a sovereign who takes part, or else the state for which no person speaks.
    """
    found = [index for index, p in enumerate(participants) if p.role in _SOVEREIGNS]
    if not found:
        seated = {state for p in participants if p.iri not in p.behalf or p.role for state in p.behalf}
        found = [index for index, p in enumerate(participants) if p.iri in naming.codes and p.iri not in seated]
    if len(found) == 1:
        for style in sorted({" ".join(fold(match[1]).split()) for match in _STYLE.finditer(text)}):
            yield style, found[0]
