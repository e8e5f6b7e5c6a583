"""Targets: towards whom a stance is taken: who is urged, thanked or welcomed, whose deed is praised or condemned.

Not a stage; the stage of acts reads with it through ``slots``. In: a lexed sentence, the tokens of the content, where
the frame looks for its target and the class of the stance. Out: IRIs of states, bodies and persons. Who merely stands
near the deed ("the attack on X", "the appointment of Y of X") is none. A government, a post or a capital
("called on Moscow") stands for its state.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extraction.syntax.grammar import Lexed
from kg.knowledge.frames import load_demonyms
from kg.knowledge.memberships import load_capitals
from kg.names import DCR, owning_state
from kg.record import Mention

__all__ = ["find_challenged", "find_targets"]

_AGENTS = frozenset(["STATE", "ORG", "PER", "ROLE"])
_OPERATION, _BODY, _PERSON = (DCR + kind for kind in ("operation/", "org/", "person/"))
_GIVEN_TO = frozenset(["thank", "concern", "support", "welcome"])
_MERITS = frozenset([
    "achievements", "action", "actions", "assistance", "bravery", "commitment", "commitments", "contribution",
    "contributions", "cooperation", "courage", "decision", "dedication", "determination", "effort", "efforts",
    "engagement", "generosity", "help", "hospitality", "initiative", "initiatives", "intention", "interest",
    "leadership", "participation", "pledge", "professionalism", "progress", "readiness", "response", "responses",
    "restraint", "resilience", "role", "sacrifice", "sacrifices", "solidarity", "statement", "steps", "support",
    "willingness", "work",
])  # fmt: skip
_STAND_INS = frozenset([
    "army", "authorities", "delegation", "delegations", "families", "family", "forces", "government", "governments",
    "leader", "leaders", "leadership", "members", "nation", "officials", "peacekeepers", "people", "peoples",
    "personnel", "regime", "representative", "representatives", "servicemen", "side", "soldiers", "troops",
])  # fmt: skip
_DEED_REACH = 6
_REASONS = frozenset(["for", "on", "upon"])  # "commended Minister Rojas for"
_CONDITIONS = frozenset(["unless", "until"])
_DENIALS = frozenset(["no", "cannot", "nothing"])
_PASSED = frozenset(["det", "poss"])
_JOINTS = frozenset(["det", "and", "comma", "adv", "quote", "poss"])


def find_targets(
    lexed: Lexed, first: int, last: int, *, slot: str, stance: str, speakers: frozenset[str]
) -> tuple[str, ...]:
    """Return the targets in the tokens ``first`` up to ``last``, in text order.

    ``slot`` is "object" (the direct object) or "possessor" (who owns or does what the object names), ``stance`` the
    class of the act. The ``speakers`` are none.
    """
    named = _named(lexed, first, last)
    found: list[tuple[int, str]] = []
    if slot == "object":
        found = [*_row(lexed, named, first, last), *_adjectives_of_people(lexed, first, last)]
    if slot != "object" or (not found and stance == "urge" and not _asks_to(lexed, first, last)):
        found = [*_owners(lexed, named, first, last, stance)]
    if stance in _GIVEN_TO:
        given = (at for at in range(first, last) if lexed.norm(at) in ("to", "with"))
        given = (at for at in given if at == first or lexed.norm(at - 1) == "and")
        found += [pair for at in given for pair in _row(lexed, named, at + 1, last)]
    return tuple(dict.fromkeys(iri for _, iri in sorted(found) if iri not in speakers))


def find_challenged(lexed: Lexed, first: int, last: int, *, speakers: frozenset[str]) -> tuple[str, ...]:
    """Return from whom the content asks a deed first: "no talks can be expected unless X shows its will"."""
    at = next((at for at in range(first + 1, last) if lexed.norms[at] in _CONDITIONS), None)
    if at is None or not any(
        lexed.tag(before) == "not" or lexed.norms[before] in _DENIALS for before in range(first, at)
    ):
        return ()
    return tuple(iri for _, iri in _row(lexed, _named(lexed, first, last), at + 1, last) if iri not in speakers)


def _asks_to(lexed: Lexed, first: int, last: int) -> bool:
    return any(lexed.tag(at) == "to" and lexed.tag(at + 1) == "word" for at in range(first, last))


def _named(lexed: Lexed, first: int, last: int) -> dict[int, tuple[int, str]]:
    """Return where agents are named: the token behind each, and for whom it stands."""
    found, capitals = {}, load_capitals()
    for place in sorted(lexed.mentions):
        if first <= place < last:
            mention, end = lexed.mentions[place][0]
            if mention.iri in capitals:
                found[place] = (end, capitals[mention.iri])
            elif mention.iri and (mention.type in _AGENTS or mention.iri.startswith(_OPERATION)):
                found[place] = (end, _stands_for(mention, mention.iri))
    return found


def _stands_for(mention: Mention, iri: str) -> str:
    """Return the state of a government or post, and any other individual itself."""
    if iri.startswith(_BODY) and not iri.removeprefix(_BODY).partition("/")[2].startswith("government"):
        return iri
    return owning_state(iri) or iri


def _row(lexed: Lexed, named: dict[int, tuple[int, str]], first: int, last: int) -> Iterator[tuple[int, str]]:
    """Yield the agents that stand in a row from ``first`` on: "the Government of A, B and the people of C"."""
    place = first
    while place < last:
        if place in named:
            end, iri = named[place]
            yield place, iri
            place = end + (lexed.genitive(end) and lexed.norm(end + 1) in _STAND_INS)
        elif lexed.tag(place) in _JOINTS or lexed.covered[place] or _leads_on(lexed, place):
            place += 1
        else:
            return


def _leads_on(lexed: Lexed, place: int) -> bool:
    """Tell whether a word only leads to the name behind it: "the representatives from", "to", "on"."""
    if lexed.norm(place) in ("of", "from"):
        return lexed.norm(place - 1) in _STAND_INS
    return lexed.norm(place) in _STAND_INS or lexed.norm(place) in ("on", "upon", "to", "his", "her", "excellency")


def _adjectives_of_people(lexed: Lexed, first: int, last: int) -> Iterator[tuple[int, str]]:
    """Yield the states by whose adjective their people are named: "the Norwegian authorities"."""
    for place in range(first, min(last, first + _DEED_REACH)):
        state = _adjective(lexed, place)
        if state and any(word in _STAND_INS for word in lexed.norms[place + 1 : place + 4]):
            yield place, state
        elif lexed.tag(place) not in _JOINTS:
            return


def _adjective(lexed: Lexed, place: int) -> str | None:
    state = load_demonyms().get(lexed.norms[place])
    return state if state and lexed.capital(place) and not lexed.covered[place] else None


def _owners(
    lexed: Lexed, named: dict[int, tuple[int, str]], first: int, last: int, stance: str
) -> Iterator[tuple[int, str]]:
    """Yield who owns or does what the object names."""
    if lexed.tag(first) == "that":
        return
    end = _head_end(lexed, first, last, wide=stance == "condemn")
    doer = False
    for place in range(first, end):
        state = _adjective(lexed, place) if place < first + _DEED_REACH and stance != "urge" else None
        if state and (stance != "recognize" or _is_merit(lexed, place + 1)):
            yield place, state
        if place in named:
            after, iri = named[place]
            if iri.startswith(_PERSON):
                if _is_honoured(lexed, first, place, after):
                    yield place, iri
                continue
            doer = (doer and _joined(lexed, place)) or _does(lexed, first, place, after, stance)
            if doer:
                yield place, iri


def _is_honoured(lexed: Lexed, first: int, place: int, after: int) -> bool:
    """Tell whether a person is praised himself: "commended H.E. President Rojas for", "Minister Rojas's efforts"."""
    if any(not lexed.capital(at) and lexed.norms[at] != "." for at in range(first, place)):
        return False
    return lexed.norm(after) in _REASONS or (lexed.genitive(after) and _is_merit(lexed, after + 1))


def _joined(lexed: Lexed, place: int) -> bool:
    before = place - 1
    while lexed.tag(before) in ("det", "comma", "and"):
        before -= 1
    return before < place - 1 and lexed.covered[before]


def _does(lexed: Lexed, first: int, place: int, after: int, stance: str) -> bool:
    """Tell whether the agent owns or does it: "X's attack", "the attack by X", "the efforts of X", "X troops"."""
    if lexed.genitive(after):
        return stance != "support" and (stance != "recognize" or _is_merit(lexed, after + 1))
    before = place - 1
    while before > first and lexed.norm(before) != "by" and (lexed.tag(before) in _PASSED or lexed.covered[before]):
        before -= 1
    norm = lexed.norm(before)
    if norm == "by" or stance == "urge" or _is_doer(lexed, before):
        return stance != "recognize" and (norm == "by" or _is_doer(lexed, before))
    if norm in ("of", "from"):
        merit = any(word in _MERITS or word in _STAND_INS for word in lexed.norms[max(first, before - 3) : before])
        return merit or stance in ("thank", "condemn")
    if norm == "to" and stance == "support":
        return True
    if before <= first and (lexed.tag(first) in ("det", "prep", "adv") or place == first):
        return stance != "recognize" or _is_merit(lexed, after)
    return stance in _GIVEN_TO and lexed.norm(after) in _STAND_INS


def _is_doer(lexed: Lexed, place: int) -> bool:
    """Tell whether a word before a name stands behind "by": "made by the transitional Government of X"."""
    before = place - 1 - (lexed.tag(place - 1) == "det")
    return lexed.tag(place) == "word" and lexed.norm(before) == "by"


def _is_merit(lexed: Lexed, place: int) -> bool:
    return any(word in _MERITS for word in lexed.norms[place : place + 5])


def _head_end(lexed: Lexed, first: int, last: int, *, wide: bool) -> int:
    """Return where the head phrase ends: a target further on is another one's business."""
    place = first
    while place < last and not (
        lexed.tag(place) in ("stop", "rel", "sub") or (lexed.tag(place) == "that" and place > first + 1)
    ):
        listed = place + 1 < last and lexed.covered[place - 1] and _starts_name(lexed, place + 1)
        if lexed.tag(place) == "comma" and place > first + 1 and not listed and not wide:
            break
        place += 1
    return min(place, last)


def _starts_name(lexed: Lexed, place: int) -> bool:
    place += lexed.tag(place) == "and"
    place += lexed.tag(place) == "det"
    return place < len(lexed) and lexed.covered[place]
