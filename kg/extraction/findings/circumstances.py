"""Circumstances: when and where an activity takes place, and how far the words that tell of it reach.

Not a stage; the stage of activities reads with it. In: an encoded sentence, the words that tell of the activity, the
names and dates of their clause. Out: the slots that tell its time and its places. A day that dates something else ("the
Treaty of 1951"), and a place in what the activity is about ("talks on the war in Y"), are none of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from kg.extraction.encoding import EncodedSentence, Slot
from kg.extraction.findings.occasions import Found
from kg.extraction.model import DatedSpan
from kg.knowledge.naming import load_naming
from kg.names import DCO
from kg.record import Time

__all__ = ["find_bound", "find_places", "find_time", "find_town_of", "find_turn", "find_year_of", "says_whose"]

_WEEKDAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_AROUND = (
    "margins|sidelines|side-lines|occasion|basis|eve|fringes|invitation|board|behalf|part|request|initiative"
    "|island|islands|outskirts|shores|banks|territory|coast|grounds"
)
_NO_NOUN = r"(?:[,.;:)(] |and |in |on |at |from |to |for |with |during |between |by |<|$)"
_OTHER_DEED = (
    r"(?!(?:related|shared|united|combined|joined|organi[sz]ed|hosted|conducted|attended) )"
    r"(?:[a-z]+ed|held|met|took|paid)"
)
_TURN = re.compile(
    r"(?<![^ ])(?:(?:on|upon) "
    rf"(?!(?:the )?(?:<DATE#|<(?:LOC|STATE)#\d+> {_NO_NOUN}|(?:{_AROUND}|{_WEEKDAYS}) )|(?:the )?\d)"
    r"|over (?!(?:the )?(?:<DATE#|past|last|course))"
    r"|(?:about|regarding|concerning|against|amid|despite|because|given|whose|who|relating|related|aimed|aiming) "
    r"|(?:which|that) (?!(?:was|were|is|are|took|takes|will|would|met|has|have|had) )"
    r"|(?:after|following|ahead of|prior to) (?!(?:the )?<DATE#)"
    rf"|and (?:also |later |then |[a-z]+ly )?{_OTHER_DEED} "
    r"(?:the|an?|its|his|her|their|various|several|with|to|that|<)"
    r"|, and (?:the )?<EVENT#|and (?:also )?(?:will|would|shall|is|are|was|were|has|have|agreed|decided) "
    r"|in (?:the )?(?:face|light|view|wake|support|response|order|fields?|areas?) "
    r"|to (?!(?:the |his |her |their )?<|the |attend |participate |visit |pay |be (?:held|hosted|conducted|convened) )"
    r"[a-z])"
)
_IN_RELATIVE = re.compile(r"(?<![^ ])(?:who|which) (?:(?!and )[a-z-]+ ){0,4}$")
_MAIN_VERB = re.compile(r"(?<![^ ])(?:is|are|was|were|will|has|have|had) ")
_PAPER = "treaty|agreement|declaration|communiqu[eé]|memorandum|statement|resolution|accord|pact|protocol"
_DONE = (
    "signed|established|adopted|concluded|issued|created|founded|elevated|launched|agreed|appointed|endorsed"
    "|elevation|establishment|signing|invasion|independence|war|entered into force"
)
_DATES_OTHER = re.compile(
    r"(?<![^ ])(?:(?:since|until|till|within) (?:the )?"
    rf"|(?:<INST#\d+>|{_PAPER}) (?:\( [^ ]+ \) )?(?:of|from|dated|, )+ ?"
    r"|(?:summits?|meetings?|sessions?|conferences?) (?:of |held )?"
    rf"|(?:{_DONE})(?: [^ .;]+){{0,12}}? (?:on|in|of|from) (?:the )?)$"
)
_SITES = "coast|coasts|waters|territory|island|city|town|capital|port|base|headquarters"
_LAST_PLACE = (
    r"(?:in|at|off|near|around|on) (?:the )?(?:(?!(?:in|on|of|at|with|for) )[a-z-]+ ){0,2}?"
    rf"(?:(?:{_SITES}) (?:of |off |, |in |city of )(?:the )?)?<(?:LOC|STATE)#\d+> (?:, <STATE#\d+> )?"
)
_LAST_DATE = r"(?:(?:on|in|from|during|between|over|throughout) )?(?:the )?(?:[a-z]+ )?<DATE#\d+> "
_TAIL = re.compile(rf"(?<![^ ])(?:(?:, )?(?:and )?(?:{_LAST_PLACE}|{_LAST_DATE}))+\. ?$")
_HAPPENS = re.compile(
    r"(?<![^ ])(?:situation|wars?|conflicts?|crisis|developments?|events|attacks?|invasion|violence|elections?"
    r"|ceasefire|fighting|tensions?|unrest|coup|summits?|meetings?|conferences?|sessions?|visits?) "
)
_MAY_HAPPEN = re.compile(
    r"(?<![^ ])(?:missions?|operations?|presence|crimes?|peace|peacekeeping|stability|security|piracy|terrorism) "
)
_DEED = re.compile(r"(?<![^ ])(?!related|shared|united|combined|joined)(?:[a-z]+ed|held|met|took) ")
_REPORTED = re.compile(r"(?<![^ ])(?:said|announced|told|reported|issued|released|according) ")
_NAMED_BY_YEAR = re.compile(r"<DATE#\d+> <(?:PROG|EVENT|INST)#")
_AT_PLACE = re.compile(
    r"(?<![^ ])(?:in|at|off|near|around|on|across) (?:the )?(?:(?:north|south|east|west|central)[a-z-]* )?"
    rf"(?:(?:[a-z-]+ )?(?:{_SITES}) (?:city )?(?:of|off) (?:the )?|(?:[a-z-]+ )?capital (?:, |city )?)?$"
    r"|alternat(?:ing|ely) between (?:the )?$"
)
_TOWN_BEFORE = re.compile(
    r"\b(?:in|at) (?:the |The )?(?:[A-Z][\w.'’-]+ )*[A-Z][\w.'’-]+(?: (?:de|del|la|of)(?: [A-Z][\w.'’-]+)+)*, $"
)
_AT_STATE = re.compile(r"(?<![^ ])at (?:the )?$")
_PART_OF_TOWN = re.compile(r"\b(?:in|at) (?:the )?(?:[A-Z][\w.'’-]+ (?:(?:de|del|la|las|los|el|al) ){0,2}){1,4}$")
_TOWN_REACH = 60
_TOWN_OF = re.compile(r"the <LOC#\d+> (?:(?:<(?:ORG|STATE)#\d+>|ministerial|defence|defense) )?")  # "the Lima summit"
_ARTICLE = 4
_TOWN_SUMMIT = re.compile(
    r"(?P<town>[A-Z]\w+(?: [A-Z]\w+)??) (?:(?!Process|Group)[A-Z][\w-]+ ){0,2}(?:Summit|Conference|Meeting)"
)
_IN_STATE = re.compile(r"<LOC#\d+> (?:, in|,|in) (?:the )?$")
_PLACE_LIST = re.compile(r"<(LOC)#\d+> (?:, )?(?:and )?(?:(?:in|at|off|near) )?(?:the )?(?:coast of )?$")
_OF_POST = re.compile(r"<(?:LOC|STATE)#\d+> (?:[a-z-]+ |\. ){0,4}<PER#")
_OF_BODY = re.compile(r"<STATE#\d+> (?:'s )?<(?:ORG|ROLE)#")
_ANOTHER = re.compile(r" and (?:in )?<DATE#\d+> ")
_WIDE = frozenset(DCO + kind for kind in ("SeaArea", "Region"))
_REACH = 20
_OPENING = 6
_BESIDE = 4
_SEVERAL = 2
_WEEKDAY = 1
_MONTH = 31
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def find_turn(sentence: EncodedSentence, end: int) -> int:
    """Return where the words behind ``end`` turn from the activity to what it is about or what else was done."""
    found = _TURN.search(sentence.text, end)
    return found.start() if found else len(sentence.text)


def find_bound(sentence: EncodedSentence, start: int, end: int) -> int:
    """Return where a relative clause that tells of an activity, up to ``end``, goes back to the main one."""
    relative = _IN_RELATIVE.search(sentence.text, 0, start)
    verb = _MAIN_VERB.search(sentence.text, end) if relative else None
    return verb.start() if verb else len(sentence.text)


def find_time(
    sentence: EncodedSentence, first: int, start: int, end: int, turn: int, inside: Sequence[Slot]
) -> Slot | None:
    """Return the date of an activity told between ``start`` and ``end``: the next behind it, else the last before.

    ``first`` is where its clause begins, ``turn`` where the words turn to something else.
    """
    dated = [(sentence.mark_of(slot), slot) for slot in inside if slot.date]
    own = [(mark, slot) for mark, slot in dated if not _dates_other(sentence.text, end if mark >= start else 0, mark)]
    told = _REPORTED.search(sentence.text, end)
    behind = [pair for pair in own if start <= pair[0] < (min(turn, told.start()) if told else turn)]
    before = [pair for pair in own if pair[0] < start and _leads(sentence, first, pair[0], start)]
    late = [pair for pair in own if pair[0] >= turn and sentence.text.count(" ", end, pair[0]) <= _REACH]
    last = [pair for pair in own if pair[0] >= _find_tail(sentence.text, turn)]
    chosen = [*_full(behind), *reversed(before), *last, *_full(late)]
    return chosen[0][1] if chosen else None


def find_year_of(found: Found, inside: Sequence[Slot]) -> Slot | None:
    """Return the year that the name of an event holds: "Exercise Grey Heron 2021"."""
    for slot in inside:
        year = _YEAR.search(slot.mention.text) if slot.mention and slot.type == "EVENT" else None
        if year and slot.span in found.span:
            time = Time(year[0], f"{year[0]}-01-01", f"{year[0]}-12-31", "year")
            return slot._replace(type="DATE", date=DatedSpan(slot.span, time))
    return None


def find_town_of(found: Found, inside: Sequence[Slot]) -> tuple[str, ...]:
    """Return the town after which an event is named: "the Lima NATO Summit"."""
    for slot in inside:
        named = _TOWN_SUMMIT.fullmatch(slot.mention.text) if slot.mention and slot.type == "EVENT" else None
        hits = load_naming().gazetteer.find(named["town"]).get("name", []) if named and slot.span in found.span else []
        towns = tuple(hit.entries[0].iri for hit in hits if named and hit.end == len(named["town"]))
        if towns and "/place/" in towns[0]:
            return towns[:1]
    return ()


def _leads(sentence: EncodedSentence, first: int, mark: int, start: int) -> bool:
    """Tell whether a date before the activity opens its clause, which begins at ``first``, or stands right before."""
    beside = sentence.text.count(" ", mark, start) <= _BESIDE and "," not in sentence.text[mark:start]
    return beside or sentence.text.count(" ", first, mark) <= _OPENING


def _full(pairs: Sequence[tuple[int, Slot]]) -> list[tuple[int, Slot]]:
    """Return dates in order, behind one that tells more exactly when in the same days: "in July, on 3 July"."""
    if len(pairs) < _SEVERAL:
        return list(pairs)
    told = pairs[0]
    for pair in pairs[1:]:
        if _vagueness(pair[1]) < _vagueness(told[1]) and (_vagueness(told[1]) == _WEEKDAY or _holds(told[1], pair[1])):
            told = pair
    return [told, *(pair for pair in pairs if pair is not told)]


def _holds(wide: Slot, exact: Slot) -> bool:
    """Tell whether a date lies within another."""
    if wide.date is None or exact.date is None:
        return False
    return wide.date.time.begin <= exact.date.time.begin and exact.date.time.end <= wide.date.time.end


def _vagueness(slot: Slot) -> int:
    """Return how little a date says: a day of the calendar the least, then a weekday, months and years."""
    time = slot.date.time if slot.date else None
    if time is None or time.precision not in ("day", "range", "month"):
        return 3
    if time.precision == "month" or _is_long(time):
        return 2
    return 0 if re.search(r"\d", time.text) else _WEEKDAY


def _is_long(time: Time) -> bool:
    """Tell whether a range is one of whole months."""
    return (date.fromisoformat(time.end) - date.fromisoformat(time.begin)).days > _MONTH


def _dates_other(text: str, since: int, mark: int) -> bool:
    return _DATES_OTHER.search(text, min(since, mark), mark) is not None or _NAMED_BY_YEAR.match(text, mark) is not None


def find_places(
    sentence: EncodedSentence, first: int, start: int, turn: int, inside: Sequence[Slot], text: str
) -> tuple[Slot, ...]:
    """Return the places that a preposition joins to an activity told from ``start``, up to ``turn``.

    Where none stands behind the words that tell of it, a place at the beginning of their clause is its own.
    """
    placed = [(sentence.mark_of(slot), slot) for slot in inside if slot.type in ("LOC", "STATE")]
    behind = [
        slot for mark, slot in placed if start <= mark < turn and _is_place(sentence.text, start, mark, slot, text)
    ]
    opening = [
        slot
        for mark, slot in placed
        if mark < start
        and (
            (sentence.text.count(" ", first, mark) <= _OPENING and _is_at(sentence.text, mark, slot))
            or (slot.type == "LOC" and _TOWN_OF.fullmatch(sentence.text, max(0, mark - _ARTICLE), start))
        )
    ]
    if behind or opening:
        return tuple(behind or opening)
    tail = _find_tail(sentence.text, turn)
    dated = "<DATE#" in sentence.text[tail:]
    last = (slot for mark, slot in placed if mark >= tail and not says_whose(sentence.text, mark, slot))
    return tuple(slot for slot in last if dated or _is_town(slot))


def _find_tail(text: str, turn: int) -> int:
    """Return where the places and days begin that close a sentence behind a turn: "..., in Lima on 3 May".

    They are those of another deed, or of what is talked about, where words for one stand before them without a comma.
    """
    tail = _TAIL.search(text, turn)
    if tail is None or _DEED.search(text, turn, tail.start()):
        return len(text)
    elsewhere = _HAPPENS.search(text, turn, tail.start()) is not None
    elsewhere = elsewhere or ("<DATE#" not in tail[0] and _MAY_HAPPEN.search(text, turn, tail.start()) is not None)
    return len(text) if elsewhere and not tail[0].startswith(",") else tail.start()


def _is_town(slot: Slot) -> bool:
    """Tell whether a place is no state, region or sea, where much may happen that is talked about elsewhere."""
    kinds = load_naming().knowledge.values(slot.iri or "", "rdf:type")
    return slot.type == "LOC" and "/place/" in (slot.iri or "") and not _WIDE.intersection(kinds)


def says_whose(encoded: str, mark: int, slot: Slot) -> bool:
    """Tell whether a state only says where the town before it lies: "in Lima, Peru"."""
    return slot.type == "STATE" and _IN_STATE.search(encoded, 0, mark) is not None


def _is_at(encoded: str, mark: int, slot: Slot) -> bool:
    """Tell whether a preposition puts something at a place: "in Peru", but not "at the Peru office"."""
    return bool(_AT_PLACE.search(encoded, 0, mark)) and not (
        slot.type == "STATE" and _AT_STATE.search(encoded, 0, mark)
    )


def _is_place(encoded: str, start: int, mark: int, slot: Slot, text: str) -> bool:
    if _ANOTHER.search(encoded, start, mark):
        return False
    if says_whose(encoded, mark, slot) or _OF_POST.match(encoded, mark) or _OF_BODY.match(encoded, mark):
        return False
    lead = encoded[:mark]
    named = _TOWN_BEFORE.search(text, max(0, slot.span.start - _TOWN_REACH), slot.span.start)
    if slot.type == "LOC":
        named = named or _PART_OF_TOWN.search(text, max(0, slot.span.start - _TOWN_REACH), slot.span.start)
    return bool(_is_at(encoded, mark, slot) or named or (slot.type == "LOC" and _PLACE_LIST.search(lead)))
