"""Who takes part in an activity.

Not a stage; the stage of activities reads with it. In: the words that tell of an activity, the mentions of their
clause, the act that governs them. Out: IRIs. Asked in this order: whom the pattern names, whose the noun is ("Chile's
deployment", "the Peruvian talks"), who does it, whom a preposition brings in; those who speak where nobody is named, or
only one who does it with them. The module refuses to look beyond the sentence, and at what stands far off.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.extraction.encoding import EncodedSentence, Slot
from kg.extraction.findings.doers import (
    adjectives_between,
    find_callers,
    find_doers,
    find_flags,
    holds,
    is_vessel,
    people_of,
)
from kg.extraction.findings.occasions import JOINT, OPERATION, PORT_CALL, TALKS, VISIT, Found, iris_of
from kg.extraction.findings.pairs import find_between
from kg.extraction.findings.tellings import Telling
from kg.extraction.findings.visits import find_inviter
from kg.extraction.model import Understanding
from kg.knowledge.naming import load_naming
from kg.names import DCR, owning_state
from kg.record import Act

__all__ = ["find_participants"]

_ALONE = frozenset([VISIT, PORT_CALL])
_WHO = r"<(?:PER|ROLE|STATE|ORG)#\d+> "
_BY_PREPOSITION = re.compile(
    r"(?:^| )(?<!issued )(?<!signed )(?<!adopted )(?<!published )(?<!released )"
    r"(?P<how>between|among|with|by|involving|involved|alongside|plus) "
    r"(?:(?:the|its|their|both|several|some|senior) )*"
    r"(?:(?!(?:to|in|on|for|at|that|which|of|from) )[a-z'-]+ |, ){0,6}(?:[a-z-]+ (?:of|from) (?:the )?)?"
    r"(?:<ROLE#\d+> )?$"
)
_COMPANY = frozenset(["with", "alongside"])
_RELATION = re.compile(
    r"(?<![^ ])(?:cooperation|co-operation|collaboration|partnerships?|relations|relationships?|ties|links|contacts"
    r"|engagement|dialogue|talks|negotiations|agreements?|treaty|alliance|trade|borders?|interoperability|war|conflict|disputes?"
    r"|exchanges?|solidarity|accordance|compliance|line|connection|deal|dealing) with (?:[^ ]+ ){0,4}$"
)
_IN_LIST = re.compile(r"<(?:STATE|ORG)#\d+> (?:'s <EQP#\d+> )?(?:, )?(?:and )?(?:the )?$")
_NO_TITLE = "to|in|on|at|with|from|by|that|who|which|was|were|is|are|has|have|had|agreed|discussed|held|met|visited"
_PERSON_LIST = re.compile(
    rf"<PER#\d+> (?:, |(?:, )?(?:and|as well as) )(?:(?!(?:{_NO_TITLE}) )[a-z.'-]+ ){{0,6}}"
    rf"(?:<(?:ROLE|STATE|ORG)#\d+> (?:(?:'s|, ) )?(?:(?!(?:{_NO_TITLE}) )[a-z.'-]+ ){{0,4}})?$"
)
_OWNERS = re.compile(
    rf"(?P<who>{_WHO}(?:(?:, and |, |and |& |[-–—/] )(?:the )?{_WHO})*)(?P<own>'s? )?"
    r"(?P<between>(?:[^ <>,.;:()]+ ){0,5})$"
)
_NO_MODIFIER = re.compile(
    r"(?<![^ ])(?:the|a|an|this|that|their|our|its|these|those|of|in|on|at|to|from|with|by|for|and|or|is|are|was|were"
    r"|be|will|would|shall|has|have|had|held|met|took|which|who|hosts?|during|after|before"
    r"|[a-z]+(?<!bin)(?<!join)ed|[a-z]+ing) "
)
_OF = re.compile(
    r"[^ ]+ (?:of|by) (?:(?:the|a|an|its|their|his|her) )?"
    r"(?P<what>(?:(?!(?:to|in|at|on|off|for|from|with|of|by|and|which|that|who|during) )[^ .,;:()]+ ){1,8})"
)
_RELATIVE = re.compile(r"(?<![^ ])(?:who|which|that) (?:[a-z]+ly )?$")
_POST_OF = re.compile(
    r"<(?:STATE|ORG)#\d+> (?:'s )?(?:(?!(?:and|the|to|in|on|at|for|with) )[a-z.-]+ ){1,8}<PER#(?P<who>\d+)> "
)
_STATE, _ORG = DCR + "state/", DCR + "org/"
_POSSESSED = re.compile(r"(?:his|her|its|their|our|my) ")
_BESIDE = re.compile(r"(?P<who><STATE#\d+> )[-–—/] $")
_TO_BE = re.compile(
    r"(?<![^ ])(?:will|would|shall|to|was|were|is|are) (?:be )?(?:[a-z]+ly )?(?:be |held |convened |hosted |conducted )"
)
_FORCES = re.compile(
    r"(?P<who><(?:STATE|ORG)#\d+> )(?:'s )?(?:[a-z-]+ ){0,2}"
    r"(?:forces?|troops|soldiers|ships?|frigates?|vessels?|aircraft|battalions?|personnel|contingent|brigade|team) "
)
_REACH = 20
_MODIFIERS = 6


def find_participants(
    found: Found,
    named: Mapping[str, tuple[Slot, ...]],
    inside: Sequence[Slot],
    telling: Telling,
    sentence: EncodedSentence,
    governing: Act | None,
    understanding: Understanding,
) -> tuple[str, ...]:
    """Return who takes part; ``inside`` are the slots of its clause, with the states that its adjectives point to."""
    if pair := find_between(found, sentence):
        return iris_of(pair)
    forces = _FORCES.search(found.match[0]) if found.frame.type == OPERATION else None
    if forces and "participant" not in named:
        return iris_of(sentence.slots_of(forces["who"]))
    own = governing is not None and found.span.overlaps(governing)
    told = [slot for slot in (*named.get("participant", ()), *named.get("partner", ())) if not holds(slot, inside)]
    owners = _owners(found, sentence, understanding) if not told else ()
    asked = not (owners or own or named.get("participant"))
    doers = find_doers(found, telling, sentence, understanding) if asked else ()
    ships = find_callers(found, sentence, understanding) if found.frame.type == PORT_CALL and not told else ()
    explicit = [*told, *owners, *(ships or doers)]
    if explicit and found.frame.type == OPERATION:
        return iris_of(explicit)
    if (doers or ships) and found.frame.type in _ALONE:
        return iris_of(explicit)
    if not own and not explicit and (bodies := _bodies_in(named.get("event", ()), sentence)):
        return bodies
    listed, partners = _listed(found, inside, sentence)
    met = _met(found, inside, sentence) if own or governing is None else ()
    iris = tuple(dict.fromkeys((*met, *iris_of(explicit), *iris_of(listed))))
    speaking = _speaking(found, governing, own, understanding)
    complete = not (own and telling.verbal) and not set(map(_state_of, iris_of(listed))).isdisjoint(speaking)
    partners = partners and not complete
    if named.keys() & {"participant", "sender"} or (len(iris) > 1 and not met and (explicit or not partners)):
        return iris
    if (owners or doers) and not own:
        return iris
    lone = telling.lone and not _is_theirs(telling, sentence)
    unnamed = asked and not doers and ((lone and found.frame.type not in JOINT) or "partner" in named)
    vessel = asked and not doers and is_vessel(found, telling, sentence)
    if _RELATIVE.search(sentence.text, 0, found.start) or unnamed or vessel:
        return iris
    bodies = _bodies_of(telling, sentence) if own else ()
    return tuple(dict.fromkeys((*speaking, *bodies, *iris)))


def _bodies_of(telling: Telling, sentence: EncodedSentence) -> tuple[str, ...]:
    """Return the services and bodies that a subject without persons names: "the two Coast Guards held talks"."""
    named = [slot for slot in sentence.slots if telling.subject and slot.span in telling.subject]
    return () if any(slot.type == "PER" for slot in named) else iris_of(s for s in named if s.type == "ORG")


def _is_theirs(telling: Telling, sentence: EncodedSentence) -> bool:
    """Tell whether the subject belongs to who speaks: "she pledged that her Government would supply radars"."""
    if telling.subject is None:
        return False
    return _POSSESSED.match(sentence.text, sentence.range_of(telling.subject)[0]) is not None


def _bodies_in(events: Sequence[Slot], sentence: EncodedSentence) -> tuple[str, ...]:
    """Return the bodies whose meeting a name tells of, and the state before them: "the Peru-EU Summit"."""
    naming = load_naming()
    meetings = (slot for slot in events if slot.type == "EVENT" and "/exercise/" not in (slot.iri or ""))
    names = (slot.mention.text for slot in meetings if slot.mention)
    hits = (hit for name in names for hit in naming.gazetteer.find(name).get("name", []))
    iris = tuple(dict.fromkeys(hit.entries[0].iri for hit in hits if hit.entries[0].iri.startswith((_STATE, _ORG))))
    if not any(iri.startswith(_ORG) for iri in iris):
        return ()
    before = _BESIDE.search(sentence.text, 0, sentence.mark_of(events[0]))
    return (*(iris_of(sentence.slots_of(before["who"])) if before else ()), *iris)


def _speaking(found: Found, governing: Act | None, own: bool, understanding: Understanding) -> tuple[str, ...]:
    """Return those who speak, and in whose name: they take part in what they tell of without naming anybody."""
    if governing is None:
        return tuple(understanding.document.parties)
    meets = own and found.frame.type in TALKS | {VISIT} and not _TO_BE.search(found.match[0])
    persons = (*governing.speakers, *governing.addressees) if meets or governing.factuality == "invited" else ()
    return (*persons, *governing.onBehalfOf)


def _listed(found: Found, inside: Sequence[Slot], sentence: EncodedSentence) -> tuple[list[Slot], bool]:
    """Return whom a preposition, a list or their equipment brings in, and whether it is as partners of others.

    Behind what talks are about, only company is theirs: "a seminar on mines with Peru".
    """
    listed: list[Slot] = []
    partners = going_on = False
    for slot in inside:
        lead = sentence.text[: sentence.mark_of(slot)]
        brought = _BY_PREPOSITION.search(lead)
        if brought is not None and brought["how"] == "by" and len(lead) < found.start:
            brought = None  # what somebody else does before
        late = _far(found, sentence, slot) or (found.frame.type in _ALONE and len(lead) < found.start)
        company = brought is not None and brought["how"] in _COMPANY
        joins = company and not listed and len(lead) > found.end and not _RELATION.search(lead)
        if not going_on and late and not (found.frame.type in JOINT and joins):
            continue
        owns = slot.type in {"STATE", "ORG"} and _owns_equipment(sentence, slot)
        joined = going_on and (_IN_LIST.search(lead) or (slot.type == "PER" and _PERSON_LIST.search(lead)))
        if going_on and not (brought or joined) and slot not in sentence.slots:
            continue  # an adjective of who comes next: "and his Chilean counterpart Ana Rojas"
        going_on = slot.type in {"STATE", "ORG", "PER"} and bool(brought or joined or owns)
        if going_on:
            partners = partners or company
            listed += [slot, *_holder(slot, inside, sentence)]
    return listed, partners


def _holder(slot: Slot, inside: Sequence[Slot], sentence: EncodedSentence) -> list[Slot]:
    """Return the person whose post begins with the name of a state or body: "US Secretary of Defense Ana Rojas"."""
    found = _POST_OF.match(sentence.text, sentence.mark_of(slot)) if slot.type in ("STATE", "ORG") else None
    return [sentence.slots[int(found["who"])]] if found and sentence.slots[int(found["who"])] in inside else []


def _state_of(iri: str) -> str:
    """Return the state whose organ or post an IRI names, or the IRI itself."""
    return owning_state(iri) or iri


def _met(found: Found, inside: Sequence[Slot], sentence: EncodedSentence) -> tuple[str, ...]:
    """Return the persons whom the clause of a meeting names, but him at whose invitation they met."""
    if found.factuality not in ("done", "") or found.frame.type not in TALKS:
        return ()
    inviter = find_inviter(sentence)
    return iris_of(slot for slot in inside if slot.type == "PER" and slot != inviter)


def _owners(found: Found, sentence: EncodedSentence, understanding: Understanding) -> tuple[Slot, ...]:
    """Return whose activity a noun tells of: "Chile's deployment", "the Chilean deployment", "the Peru-Chile talks"."""
    mark = found.noun_mark(sentence)
    if mark is None:
        return _complement(found, found.start, sentence, understanding)
    phrase = _OWNERS.search(sentence.text, 0, mark)
    named: tuple[Slot, ...] = ()
    if phrase and not _NO_MODIFIER.search(phrase["between"]) and (phrase["own"] or _is_apposed(found, phrase)):
        named = people_of(sentence.slots_of(phrase["who"]))
    if phrase and named and not phrase["own"]:
        return (*named, *_adjectives(mark, sentence, understanding))  # "the US-Soviet talks"
    return named or _adjectives(mark, sentence, understanding) or _complement(found, mark, sentence, understanding)


def _is_apposed(found: Found, phrase: re.Match[str]) -> bool:
    """Tell whether states stand right before a noun as what qualifies it, and not as who does what a verb says."""
    return found.start >= phrase.end("own") or phrase.start("who") > found.start or phrase.end() >= found.start


def _adjectives(mark: int, sentence: EncodedSentence, understanding: Understanding) -> tuple[Slot, ...]:
    """Return the states that adjectives before a noun point to: "the Syrian-Israeli talks"."""
    words = sentence.text[:mark].split(" ")[:-1]
    first = last = len(words)
    while first > max(0, last - _MODIFIERS) and _modifies(words[first - 1]):
        first -= 1
    return adjectives_between(first, last, sentence, understanding)


def _modifies(word: str) -> bool:
    return not (_NO_MODIFIER.match(word + " ") or word in ",.;:(")


def _complement(found: Found, mark: int, sentence: EncodedSentence, understanding: Understanding) -> tuple[Slot, ...]:
    """Return whose forces or ships an activity is one of: "the deployment of a Norwegian frigate"."""
    if found.frame.type in TALKS:
        return ()
    phrase = _OF.match(sentence.text, mark)
    if phrase is None:
        return ()
    first = sentence.text.count(" ", 0, phrase.start("what"))
    last = sentence.text.count(" ", 0, phrase.end())
    slots = sentence.slots_of(phrase["what"])
    states = tuple(slot for slot in slots if slot.type in ("STATE", "ORG", "PER", "ROLE"))
    states = states or find_flags(slots, understanding)
    return states or adjectives_between(first, last, sentence, understanding)


def _far(found: Found, sentence: EncodedSentence, slot: Slot) -> bool:
    """Tell whether a slot stands too far from the words that tell of the activity to take part in it."""
    mark, start, end = sentence.mark_of(slot), found.start, found.end
    return (
        mark >= found.turn or max(sentence.text.count(" ", mark, start), sentence.text.count(" ", end, mark)) > _REACH
    )


def _owns_equipment(sentence: EncodedSentence, slot: Slot) -> bool:
    return re.match(r"<\w+#\d+> (?:'s )?<EQP#", sentence.text[sentence.mark_of(slot) :]) is not None
