"""Activities: exercises, meetings, dialogues, visits, attendances, operations, held or planned, with their slots.

In: encoded sentences, clauses and acts. Out: ``Activity`` values. Which words tell of an activity is the lexicon's
(``dco:ActivityFrame``); who, where, when and with what is read inside the clause that tells of it, never beyond. The
factuality is the pattern's, unless the act that governs the words intends, hopes for or invites to it, or the pattern
leaves it open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extraction.encoding import EncodedSentence, Slot
from kg.extraction.model import Clause, Understanding
from kg.knowledge.naming import load_naming
from kg.knowledge.patterns import ActivityFrame, load_activity_frames
from kg.names import DCC, DCO, DCR
from kg.record import Act, Activity, Factuality, Span

__all__ = ["find_activities"]

_CLAUSES = frozenset({"main", "coordinate", "that", "subordinate", "relative"})
_BY_PREPOSITION = re.compile(
    r"(?:^| )(?:between|among|with|by|involving|alongside) (?:(?:the|its|their|both|several|some|senior|high-level) )*"
    r"(?:[a-z-]+ (?:of|from) (?:the )?)?$"
)
_WITH = re.compile(r" (?:with|alongside) [^<>]*$")
_INVITATION = re.compile(r"\binvitation (?:of|from|extended by|by) (?:[^<>.;]{0,80}?)<(?:PER|ROLE|STATE)#(\d+)>")
_VISIT = DCO + "Visit"
_IN_LIST = re.compile(r"<(?:STATE|ORG)#\d+> (?:'s <EQP#\d+> )?(?:, )?(?:and )?(?:the )?$")
_AT_PLACE = re.compile(
    r"(?:^| )(?:in|at|off|near|around|on|across) (?:the )?(?:(?:coast|coasts|waters|territory|island) of )?$"
)
_PLACE_LIST = re.compile(r"<LOC#\d+> (?:, )?(?:and )?(?:(?:in|at|off|near) )?(?:the )?(?:coast of )?$")
_PROGRAMME = DCR + "programme/"
_AREA = DCC + "area/"


@dataclass(frozen=True, slots=True)
class _Found:
    """A place in a sentence that tells of an activity."""

    frame: ActivityFrame
    factuality: str
    match: re.Match[str]
    span: Span


def find_activities(
    understanding: Understanding,
    sentences: Sequence[EncodedSentence],
    clauses: Sequence[Sequence[Clause]],
    acts: Iterable[Act],
) -> tuple[Activity, ...]:
    """Return the activities in the order of the text."""
    by_sentence: dict[Span, list[Act]] = {}
    for act in acts:
        by_sentence.setdefault(act.evidence, []).append(act)
    activities = []
    for sentence in sentences:
        for found in _found(sentence):
            governing = _governing(found.span, by_sentence.get(sentence.span, []))
            window = _window(found.span, sentence, clauses[sentence.index])
            activities.append(_fill(found, sentence, window, governing, understanding))
    return tuple(sorted(activities, key=lambda activity: (activity.start, activity.end, activity.type)))


def _found(sentence: EncodedSentence) -> Iterator[_Found]:
    """Yield one find per activity: of overlapping finds the frame and pattern that the lexicon lists first."""
    kept: list[Span] = []
    for frame in load_activity_frames():
        for factuality, pattern in frame.patterns:
            for match in pattern.find(sentence.text):
                span = sentence.span_of(match)
                if not any(span.overlaps(other) for other in kept):
                    kept.append(span)
                    yield _Found(frame, factuality, match, span)


def _governing(span: Span, acts: Sequence[Act]) -> Act | None:
    """Return the act that the words are the trigger of, or whose content holds them, the closest one first."""
    holders = [act for act in acts if span.overlaps(act.content or Span(act.start, act.end))]
    own = [act for act in acts if span.overlaps(Span(act.start, act.end))]
    return max(own or holders, key=lambda act: act.start, default=None)


def _window(span: Span, sentence: EncodedSentence, clauses: Sequence[Clause]) -> Span:
    """Return the smallest finite clause around the words, or the sentence."""
    around = [clause.span for clause in clauses if clause.kind in _CLAUSES and span in clause.span]
    return min(around, key=lambda found: found.end - found.start, default=sentence.span)


def _fill(
    found: _Found, sentence: EncodedSentence, window: Span, governing: Act | None, understanding: Understanding
) -> Activity:
    named = {name: sentence.slots_of(text) for name, text in found.match.groupdict().items()}
    window = found.span if "sender" in named else window
    inside = [slot for slot in sentence.slots if slot.span in window]
    before = {slot.span: _before(sentence, slot) for slot in inside}
    participants = _participants(found, named, inside, before, sentence, governing, understanding)
    sender, host = _first(named.get("sender")), _first(named.get("host"))
    if found.frame.type == _VISIT and found.factuality != "invited" and "participant" not in named:
        participants = _visitors(found, inside, sentence) or participants
    participants += tuple(iri for iri in (sender, host) if iri and iri not in participants)
    times = [slot.date.time for slot in named.get("time", ()) or inside if slot.date]
    concepts = [c.iri for c in understanding.concepts if Span(c.start, c.end) in window and c.start >= found.span.start]
    programmes = [slot for slot in inside if slot.type == "PROG" and (slot.iri or "").startswith(_PROGRAMME)]
    forums = [slot for slot in inside if slot.type == "PROG" and slot not in programmes]
    activity = Activity(
        type=found.frame.type,
        participants=participants,
        places=_iris(named.get("place", ()) or _places(inside, before)),
        time=times[0] if times else None,
        equipment=_iris(slot for slot in inside if slot.type == "EQP"),
        evidence=sentence.span,
        rule=found.frame.rule,
        start=found.span.start,
        end=found.span.end,
        factuality=_factuality(found.factuality, governing),
        topics=tuple(dict.fromkeys(concepts)),
        areas=tuple(dict.fromkeys((*found.frame.areas, *(c for c in concepts if c.startswith(_AREA))))),
        frameworks=tuple(dict.fromkeys((*(governing.frameworks if governing else ()), *_iris(forums)))),
        sender=sender,
        host=host,
        programmes=_iris(named.get("programme", ()) or programmes),
    )
    activity = replace(activity, name=_name(found, activity))
    paid = activity.type == _VISIT and activity.factuality != "invited"
    return _invited(activity, sentence) if paid else _invitation(activity, governing)


def _name(found: _Found, activity: Activity) -> str:
    """Return what to call an activity: its noun, what it is about, where and when."""
    words = found.match[0].split()
    noun = next((noun for noun in found.frame.nouns if noun.split()[-1] in words), found.frame.label)
    subjects = (iri for iri in activity.topics if "/region/" not in iri)
    topics = [label for iri in subjects if (label := _label(iri)) and noun not in label]
    about = f": {topics[0]}" if topics else ""
    rest = [*filter(None, map(_label, activity.places)), *([activity.time.text] if activity.time else [])]
    return ", ".join([f"{noun[:1].upper()}{noun[1:]}{about}", *rest])


def _label(iri: str) -> str | None:
    return load_naming().label(iri)


def _visitors(found: _Found, inside: list[Slot], sentence: EncodedSentence) -> tuple[str, ...]:
    """Return who pays a visit: the person or post named last before it, and one that "and" joins to it.

    He at whose invitation it is paid is none of them.
    """
    inviter = _inviter(sentence)
    first = found.match.start()
    named = [s for s in inside if s.type in ("PER", "ROLE") and s != inviter and _mark(sentence, s) < first]
    persons = [slot for slot in named if slot.type == "PER"] or named
    if not persons:
        return ()
    last = named.index(persons[-1])
    between = sentence.text[_mark(sentence, named[last - 1]) : _mark(sentence, named[last])]
    joined = last > 0 and re.fullmatch(r"<\w+#\d+> and (?:[a-z.]+ ){0,3}", between)
    return _iris(named[last - 1 : last + 1] if joined else persons[-1:])


def _mark(sentence: EncodedSentence, slot: Slot) -> int:
    return sentence.marks[sentence.spans.index(slot.span)]


def _inviter(sentence: EncodedSentence) -> Slot | None:
    found = _INVITATION.search(sentence.text)
    return sentence.slots[int(found[1])] if found else None


def _invited(activity: Activity, sentence: EncodedSentence) -> Activity:
    """Return a visit with him at whose invitation it is paid."""
    inviter = _inviter(sentence)
    if inviter is None or inviter.iri is None or inviter.iri in activity.participants:
        return activity
    return replace(activity, inviter=inviter.iri, invitee=next(iter(activity.participants), None))


def _invitation(activity: Activity, governing: Act | None) -> Activity:
    if governing is None or activity.factuality != "invited":
        return activity
    inviters = governing.speakers or governing.onBehalfOf
    invitees = governing.addressees or governing.targets
    return replace(activity, inviter=inviters[0] if inviters else None, invitee=invitees[0] if invitees else None)


def _before(sentence: EncodedSentence, slot: Slot) -> str:
    position = _mark(sentence, slot)
    return sentence.text[:position]


def _participants(
    found: _Found,
    named: dict[str, tuple[Slot, ...]],
    inside: list[Slot],
    before: dict[Span, str],
    sentence: EncodedSentence,
    governing: Act | None,
    understanding: Understanding,
) -> tuple[str, ...]:
    """Return who takes part: those the pattern names, else those a preposition or the equipment brings in.

    Where the words name only a partner ("training with the Italian Navy"), or nobody, the parties that speak take part.
    """
    explicit = [*named.get("participant", ()), *named.get("partner", ())]
    listed = partners = False
    for slot in inside:
        lead = before[slot.span]
        owns = slot.type in {"STATE", "ORG"} and _owns_equipment(sentence, slot)
        listed = slot.type in {"STATE", "ORG", "PER"} and bool(
            _BY_PREPOSITION.search(lead) or (listed and _IN_LIST.search(lead)) or owns
        )
        if listed:
            partners = partners or (not explicit and _WITH.search(lead) is not None)
            explicit.append(slot)
    iris = _iris(explicit)
    if (len(iris) > 1 and not partners) or named.keys() & {"participant", "sender"}:
        return iris
    if governing is None:
        return tuple(dict.fromkeys((*understanding.document.parties, *iris)))
    own = found.span.overlaps(Span(governing.start, governing.end)) or governing.factuality == "invited"
    persons = (*governing.speakers, *governing.addressees) if own else ()
    return tuple(dict.fromkeys((*persons, *governing.onBehalfOf, *iris)))


def _owns_equipment(sentence: EncodedSentence, slot: Slot) -> bool:
    position = _mark(sentence, slot)
    return re.match(r"<\w+#\d+> (?:'s )?<EQP#", sentence.text[position:]) is not None


def _places(inside: list[Slot], before: dict[Span, str]) -> Iterator[Slot]:
    for slot in inside:
        lead = before[slot.span]
        at_place = slot.type in {"LOC", "STATE"} and _AT_PLACE.search(lead)
        if at_place or (slot.type == "LOC" and _PLACE_LIST.search(lead)):
            yield slot


def _iris(slots: Iterable[Slot]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(slot.iri for slot in slots if slot.iri))


def _first(slots: tuple[Slot, ...] | None) -> str | None:
    return next((slot.iri for slot in slots or () if slot.iri), None)


def _factuality(pattern: str, governing: Act | None) -> Factuality:
    """Return the pattern's factuality unless the governing act overrides it.

    >>> _factuality("done", None)
    'done'
    """
    if pattern == "done":
        return "done"
    if governing is not None and governing.factuality in {"intended", "hoped", "invited"}:
        return governing.factuality
    if pattern:
        return _NAMES[pattern]
    return governing.factuality if governing else "done"


_NAMES: dict[str, Factuality] = {"ongoing": "ongoing", "intended": "intended", "invited": "invited"}
