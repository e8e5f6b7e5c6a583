"""Qualifiers of an actor: "Norwegian" before its head, "(NSAs)" and "of Japan and Spain" behind it.

In: a lexed sentence and places around a noun. Out: where a qualifier ends, and the states and bodies that it names.
The module refuses to know who takes part.
"""

from __future__ import annotations

from kg.extraction.syntax.grammar import Lexed
from kg.extraction.syntax.phrases import Unit
from kg.knowledge.frames import FrameLexicon, load_demonyms
from kg.knowledge.naming import load_naming
from kg.names import owning_state
from kg.record import Mention

__all__ = [
    "demonym_of",
    "end_of_fields",
    "in_speech",
    "is_demonym",
    "named_between_commas",
    "named_states",
    "read_membership",
    "read_owners",
    "read_states",
    "skip_bracket",
    "states_before",
]


_REACH = 9
_LASTING = frozenset(["country", "nation", "state", "government"])
_OWNING = frozenset(["of", "from", "representing", "to", "for"])


def is_demonym(lexed: Lexed, at: int) -> bool:
    """Tell whether the token is the adjective of a state ("Norwegian")."""
    return demonym_of(lexed, at) is not None


def demonym_of(lexed: Lexed, at: int) -> str | None:
    """Return the state whose adjective ends with the token: "Norwegian", "South African"."""
    if not lexed.capital(at) or lexed.covered[at]:
        return None
    known = load_demonyms()
    return known.get(f"{lexed.norm(at - 1)} {lexed.norm(at)}") or known.get(lexed.norm(at))


def named_states(lexed: Lexed, first: int, last: int) -> tuple[str, ...]:
    """Return the states and bodies that stand before a head: "the ROK and U.S. delegations"."""
    found: dict[str, None] = {}
    for at in range(first, last):
        for mention, _ in lexed.mentions.get(at, ()):
            if mention.type in ("STATE", "ORG") and mention.iri:
                found[mention.iri] = None
        if lexed.capital(at):
            if state := demonym_of(lexed, at):
                found[state] = None
            word, groups = lexed.sentence.tokens[at].text, load_naming().state_groups
            two = f"{lexed.sentence.tokens[at - 1].text} {word}" if at else word  # "Central Asian"
            found |= dict.fromkeys(groups.get(word) or groups.get(two, ()))
    return tuple(found)


def skip_bracket(lexed: Lexed, place: int) -> int:
    """Return the place behind the bracket that opens at ``place``, or ``place``."""
    if lexed.tag(place) != "open":
        return place
    for end in range(place + 1, min(place + 14, len(lexed))):
        if lexed.tag(end) == "close":
            return end + 1
    return place


def read_states(lexed: Lexed, lexicon: FrameLexicon, place: int, *, person: bool) -> tuple[int, tuple[str, ...]]:
    """Read the noun phrases after "of": states and bodies with their articles and conjunctions."""
    found: list[str] = []
    end = place
    while place < len(lexed):
        if lexed.tag(place) in ("and", "comma") and not _continues(lexed, lexicon, place, person):
            fields = place if found or person else end_of_fields(lexed, lexicon, place)
            if fields == place:
                break
            end = place = fields
            continue
        if lexed.tag(place) in ("det", "num", "poss", "and", "comma") or lexed.norm(place) in ("of", "for"):
            place += 1
            continue
        mentions = [m for m in lexed.mentions.get(place, ()) if m[0].type not in ("PER", "DATE", "EVENT")]
        if mentions:
            mention, place = mentions[0]
            if mention.iri and mention.type in ("STATE", "ORG"):
                found.append(mention.iri)
        elif state := demonym_of(lexed, place):
            found.append(state)
            place += 1
        elif lexed.tag(place) == "word" and not _verbal(lexed, lexicon, place):
            place += 1
        elif (skipped := skip_bracket(lexed, place)) > place:
            place = skipped
        else:
            break
        end = place
    return end, tuple(dict.fromkeys(found))


def read_owners(lexed: Lexed, lexicon: FrameLexicon, unit: Unit, last: int) -> tuple[int, tuple[str, ...]]:
    """Return where "of A and B" behind a unit ends, and whose it is; "the Ambassador of A to B" is A's.

    ``last`` is the place behind the unit and what belongs to its head.
    """
    states, link = unit.states, lexed.norm(last)
    owned = states or (owning_state(unit.mention.iri) if unit.kind == "noun" and unit.mention else None)
    timed = link == "for" and unit.norm in _LASTING  # "a free nation for seventy years, the Peruvian"
    if link in _OWNING and not timed:
        end, found = read_states(lexed, lexicon, last + 1, person=unit.kind == "person")
        if end > last + 1 and (found or link == "of" or lexed.capital(last + 1)):
            sent = (link == "to" and owned) or (unit.kind == "agent" and link != "of")  # "the Delegation of A to B"
            last, states = end, states if sent else tuple(dict.fromkeys(states + found))
    if link == "of" and lexed.norm(last) == "from" and unit.kind in ("noun", "group"):
        end, found = read_states(lexed, lexicon, last + 1, person=False)
        last, states = (end, found) if found else (last, states)  # "of the Lake Triangle from Peru and Chile"
    if lexed.norm(last) == "to" and states:
        end, found = read_states(lexed, lexicon, last + 1, person=True)
        last = end if found else last
    return last, states


def _verbal(lexed: Lexed, lexicon: FrameLexicon, place: int) -> bool:
    norm = lexed.norm(place)
    if lexed.tag(place - 1) in ("det", "num") and norm.endswith("ing") and lexed.tag(place + 1) == "word":
        return False  # "the participating countries of"
    return not lexed.capital(place) and (norm in lexicon.verbs or norm.endswith("ed"))


def _continues(lexed: Lexed, lexicon: FrameLexicon, place: int, person: bool) -> bool:
    """Tell whether the list after "of" goes on behind a comma or "and" with a state or body."""
    if person:
        return False
    after = place + 1 + (lexed.norm(place + 1) == "of")
    while lexed.tag(after) in ("and", "det", "poss") or (after > place + 1 and lexed.norm(after) == "of"):
        after += 1
    while lexed.norm(after) in lexicon.actors and lexed.norm(after + 1) in lexicon.actors:
        after += 1  # "Deputy | Minister of Defence"
    if any(m.type in ("STATE", "ORG") for m, _ in lexed.mentions.get(after, ())):
        return True
    if "of" in lexed.norms[place + 1 : after]:
        return _is_owned(lexed, lexicon, after)
    return lexed.norm(after) in lexicon.actors and lexed.norm(after + 1) != "of" and lexed.tag(place) == "and"


def _is_owned(lexed: Lexed, lexicon: FrameLexicon, place: int) -> bool:
    """Tell whether a part of a state or body stands here: "and of | the coast guard of Ecuador"."""
    for at in range(place, min(place + _REACH, len(lexed))):
        if any(m.type in ("STATE", "ORG") for m, _ in lexed.mentions.get(at, ())):
            return lexed.norm(at - 1) in ("of", "the")
        if lexed.tag(at) not in ("word", "det") and lexed.norm(at) != "of":
            return False
        if lexed.tag(at) == "word" and _verbal(lexed, lexicon, at):
            return False
    return False


def end_of_fields(lexed: Lexed, lexicon: FrameLexicon, place: int) -> int:
    """Return where a post ends that goes on: "Ministers of Foreign Affairs | and of Defence", "of Trade and"."""
    end = place
    while lexed.tag(end) in ("and", "comma") and _is_field(lexed, end - 1):
        after = end + 1 + (lexed.tag(end) == "comma" and lexed.tag(end + 1) == "and")
        after += lexed.norm(after) == "of" and lexed.norm(after - 1) == "and"
        last = after
        while _is_field(lexed, last):
            last += 1
        if last == after or after in lexed.mentions or lexed.norm(last) in lexicon.actors:
            break
        end = last
    return end if "and" in lexed.tags[place:end] else place


def _is_field(lexed: Lexed, at: int) -> bool:
    """Tell whether a word is of the field of a post: "Defence", "Affairs"."""
    return lexed.norm(at).replace("defense", "defence") in load_naming().portfolios


def states_before(lexed: Lexed, place: int, at: int) -> tuple[str, ...]:
    """Return the states before a head; of "the Canadian and Nordic ministers" none, since the second is no state."""
    states = named_states(lexed, place, at)
    return () if len(states) == 1 and "and" in lexed.norms[place:at] else states


def named_between_commas(lexed: Lexed, comma: int) -> tuple[Mention, int] | None:
    """Return the person between two commas behind a post: ", the Hon. Kim Park MP,"."""
    for at in range(comma + 1, min(comma + 6, len(lexed))):
        for mention, end in lexed.mentions.get(at, ()):
            closing = end + (lexed.tag(end) == "word" and lexed.tag(end + 1) == "comma")
            named = mention.type == "PER" and lexed.tag(closing) == "comma"
            return (mention, closing + 1) if named else None
        if lexed.tag(at) not in ("det", "word", "poss"):
            return None
    return None


def in_speech(lexed: Lexed, index: int) -> bool:
    """Tell whether the sentence quotes somebody before ``index``: "The Minister said, "I ..."."""
    marks = (at for at in range(index) if lexed.tag(at) == "quote" and not lexed.genitive(at))
    return any(lexed.tag(at - 1) in ("comma", "stop") for at in marks if at)


def read_membership(lexed: Lexed, unit: Unit) -> Unit | None:
    """Read the body that tells some of them apart: "those Ministers whose countries are members of the X"."""
    if lexed.norm(unit.last) != "whose" or not unit.plural:
        return None
    for at in range(unit.last + 1, min(unit.last + _REACH, len(lexed))):
        for mention, end in lexed.mentions.get(at, ()):
            if mention.type == "ORG" and mention.iri and "of" in lexed.norms[unit.last : at]:
                return unit._replace(last=end, states=(mention.iri,), owner="whose")
    return None
