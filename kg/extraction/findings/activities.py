"""Activities: exercises, meetings, dialogues, visits, attendances, operations, held or planned, with their slots.

In: encoded sentences, clauses and acts. Out: ``Activity`` values. Which words tell of an activity is the lexicon's
(``dco:ActivityFrame``); who, where, when and with what is read inside the clause that tells of it, never beyond. The
factuality is the pattern's, unless the act that governs the words intends, hopes for or invites to it, or the pattern
leaves it open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from kg.extraction.encoding import EncodedSentence, Slot
from kg.extraction.findings.asides import is_aside, is_talked_of
from kg.extraction.findings.attendance import find_participants
from kg.extraction.findings.circumstances import (
    find_bound,
    find_places,
    find_time,
    find_town_of,
    find_turn,
    find_year_of,
    says_whose,
)
from kg.extraction.findings.doers import find_adjectives, find_doers
from kg.extraction.findings.labels import label_activity
from kg.extraction.findings.occasions import ATTENDANCE, EXERCISE, MEETING, VISIT, Found, acts_of, iris_of
from kg.extraction.findings.pairs import posts_of, without_posts
from kg.extraction.findings.retelling import once_each
from kg.extraction.findings.standing import correct_by_day, judge_standing
from kg.extraction.findings.standins import StandIns
from kg.extraction.findings.tellings import Telling, find_telling
from kg.extraction.findings.visits import find_visitors, invitation, invited, visited
from kg.extraction.model import Understanding, placed_in
from kg.extraction.syntax.predication import PredicateClause
from kg.knowledge.naming import load_naming
from kg.knowledge.wordings import ActivityFrame, index_activity_patterns, load_activity_frames
from kg.names import DCC, DCR
from kg.record import Act, Activity, Span

__all__ = ["find_activities"]

_HOSTS_IT = re.compile(r"(?P<host><(?:STATE|ORG)#\d+> )(?:[a-z']+ ){0,4}?host(?:ed|s|ing)? (?:(?!and )[a-z-]+ ){0,5}$")
_PASSIVE = re.compile(r"(?:[^.;]*? )?(?:was|were|be|been|being) (?:[a-z]+ly )?")
_HOSTING = re.compile(r"(?:to |will |would |has |had |have )?host(?:ed|s|ing)?\b")
_HOSTED_BY = re.compile(
    r"hosted (?:[a-z]+ly )?by (?:(?:the|his|her|its) )?(?:(?:government|people) of (?:the )?)?"
    r"(?P<host><(?:STATE|ORG|PER|ROLE)#\d+> )"
)
_CALLS = ("called on", "called upon", "call on", "calls on")
_TALKING = re.compile(r"(?<![^ ])to (?:discuss|exchange|brief|talk|pay|say|bid) ")
_UNDER = re.compile(
    r"(?<![^ ])(?:under|pursuant to|in accordance with|within the framework of|in the framework of) "
    r"(?:(?:the|article|terms|provisions|of|[ivx\d]+) )*$"
)
_SITS = re.compile(
    r"\b(?:Meetings?|Ministerial|Conference|Summit|Dialogue|Forum|Council|Commission|Committee|Assembly)\b"
)
_FORUM = "/forum/"
_PROGRAMME = DCR + "programme/"
_AREA = DCC + "area/"
_STATE = DCR + "state/"


def find_activities(
    understanding: Understanding,
    sentences: Sequence[EncodedSentence],
    clauses: Sequence[Sequence[PredicateClause]],
    acts: Iterable[Act],
) -> tuple[Activity, ...]:
    """Return the activities in the order of the text."""
    by_sentence: dict[Span, list[Act]] = {}
    for act in acts:
        by_sentence.setdefault(act.evidence, []).append(act)
    activities: list[Activity] = []
    held, titles = posts_of(understanding), dict[str, str | None]()
    standins = StandIns(act for made in by_sentence.values() for act in made)
    for sentence in sentences:
        made = by_sentence.get(sentence.span, [])
        for found in _found(sentence, made):
            governing = _governing(found.span, made)
            tokens = understanding.sentences[sentence.index].tokens
            telling = find_telling(found, sentence.span, clauses[sentence.index], governing, tokens)
            activity = _fill(found, sentence, telling, governing, understanding)
            if is_talked_of(found, activity, governing):
                continue
            event = next(iter(sentence.slots_of(found.match.groupdict().get("event"))), None)
            if event is not None and event.iri:  # by its short name too
                activity = replace(activity, name=titles.setdefault(event.iri, activity.name))
            activity = replace(activity, participants=without_posts(activity.participants, held))
            activities.append(standins.resolve(activity, telling, governing, sentence))
    in_order = sorted(activities, key=lambda activity: (activity.start, activity.end, activity.type))
    return once_each(in_order, by_sentence, understanding)


def _found(sentence: EncodedSentence, acts: Sequence[Act]) -> Iterator[Found]:
    """Yield one find per activity: of overlapping finds the frame and pattern that the lexicon lists first.

    Of two that end alike the one that begins first: "a seminar on training was held". An act of meeting that no pattern
    tells of is a meeting too.
    """
    kept: list[Found] = []
    demands = [Span(act.start, act.end) for act in acts if act.type in acts_of("urge") and not _is_call(sentence, act)]
    for frame, factuality, pattern in index_activity_patterns().candidates(sentence.text):
        for match in pattern.find(sentence.text):
            span = sentence.span_of(match)
            if is_aside(sentence, match, factuality):
                continue
            if not _is_kind(frame, sentence.slots_of(match.groupdict().get("event"))):
                continue
            taken = [other for other in kept if span.overlaps(other.span)]
            if any(span.overlaps(demand) for demand in demands) or not all(_begins(span, o) for o in taken):
                continue
            kept = [other for other in kept if other not in taken]
            turn = find_turn(sentence, match.end())
            kept.append(Found(frame, factuality, match, span, match.start(), match.end(), turn))
    yield from kept
    spans = [found.span for found in kept]
    for act in acts:
        span = Span(act.start, act.end)
        if act.type in acts_of("meet") and not any(span.overlaps(o) or _is_verb_of(sentence, o, span) for o in spans):
            spans.append(span)
            start, end = sentence.range_of(span)
            yield Found(_meeting(), "done", _whole(sentence), span, start, end, find_turn(sentence, end))


def _is_call(sentence: EncodedSentence, act: Act) -> bool:
    """Tell whether who calls on somebody pays a visit: "called on the Commander, General X, to discuss training"."""
    return (
        act.trigger.startswith(_CALLS)
        and _TALKING.search(sentence.text, sentence.range_of(Span(act.start, act.end))[1]) is not None
    )


def _begins(span: Span, other: Found) -> bool:
    """Tell whether a find that ends like another, and begins before it, tells of the same with its head noun."""
    nouns = other.match[0].split()[0] in other.frame.nouns
    return nouns and span.end == other.span.end and span.start < other.span.start


@lru_cache(maxsize=1)
def _meeting() -> ActivityFrame:
    return next(frame for frame in load_activity_frames() if frame.type == MEETING)


def _whole(sentence: EncodedSentence) -> re.Match[str]:
    """Return a match of the whole sentence, which holds no slot."""
    return re.fullmatch(r".*", sentence.text, re.DOTALL)  # type: ignore[return-value]


def _governing(span: Span, acts: Sequence[Act]) -> Act | None:
    """Return the act that the words are the trigger of, or whose content holds them, the closest one first."""
    holders = [act for act in acts if span.overlaps(act.content or Span(act.start, act.end))]
    own = [act for act in acts if span.overlaps(act)]
    return max(own or holders, key=lambda act: act.start, default=None)


def _fill(
    found: Found,
    sentence: EncodedSentence,
    telling: Telling,
    governing: Act | None,
    understanding: Understanding,
) -> Activity:
    named = {name: sentence.slots_of(text) for name, text in found.match.groupdict().items()}
    window = found.span if "sender" in named else telling.window
    telling = replace(telling, window=window)
    other, bound = telling.other, find_bound(sentence, found.start, found.end)
    opening = telling.opening or window
    reach = (slot for slot in sentence.slots if slot.span in window or slot.span in opening)
    within = [slot for slot in reach if sentence.mark_of(slot) < bound]
    inside = [slot for slot in within if not (other and slot.span in other)]
    first = sentence.range_of(window)[0]
    doers = iris_of(find_doers(found, telling, sentence, understanding))
    peoples = sorted((*inside, *find_adjectives(window, understanding)), key=lambda slot: slot.span)
    participants = find_participants(found, named, peoples, telling, sentence, governing, understanding)
    sender, host = _first(named.get("sender")), _first(named.get("host"))
    if found.frame.type == VISIT and found.factuality != "invited" and "participant" not in named:
        participants = find_visitors(found, inside, doers, telling, sentence) or participants
    if found.frame.type == ATTENDANCE and sender is None:
        sender = next((iri for iri in participants if iri.startswith(_STATE)), None)
    participants += tuple(iri for iri in (sender, host) if iri and iri not in participants)
    told = next((slot for slot in named.get("time", ()) if _is_exact(slot)), None)
    dated = (
        told or find_time(sentence, first, found.start, found.end, found.turn, inside) or find_year_of(found, inside)
    )
    since = max(window.start, found.span.start)
    concepts = [concept.iri for concept in placed_in(understanding.concepts, Span(since, window.end))]
    named_by = [slot for slot in inside if slot.type == "PROG" and sentence.mark_of(slot) < found.turn]
    programmes = [slot for slot in named_by if (slot.iri or "").startswith(_PROGRAMME)]
    forums = [slot for slot in named_by if slot not in programmes]
    activity = Activity(
        type=found.frame.type,
        participants=participants,
        places=iris_of(s for s in named.get("place", ()) if not says_whose(sentence.text, sentence.mark_of(s), s))
        or iris_of(find_places(sentence, first, found.start, found.turn, inside, understanding.text))
        or find_town_of(found, inside),
        time=dated.date.time if dated and dated.date else None,
        equipment=iris_of(slot for slot in inside if slot.type == "EQP"),
        evidence=sentence.span,
        rule=found.frame.rule,
        start=found.span.start,
        end=found.span.end,
        factuality=correct_by_day(
            judge_standing(found, sentence, governing), dated.date if dated else None, understanding.document.date
        ),
        topics=tuple(dict.fromkeys(concepts)),
        areas=tuple(dict.fromkeys((*found.frame.areas, *(c for c in concepts if c.startswith(_AREA))))),
        frameworks=tuple(dict.fromkeys((*_under(governing, sentence, inside), *iris_of(forums)))),
        sender=sender,
        host=host,
        programmes=iris_of(named.get("programme", ()) or programmes),
    )
    activity = replace(activity, type=_kind(found, named), host=host or _host(found, doers, sentence, governing))
    activity = replace(activity, name=_name(found, activity, next(iter(named.get("event", ())), None)))
    paid = activity.type == VISIT and activity.factuality != "invited"
    if paid and activity.host is None:
        activity = replace(activity, host=visited(activity))
    held = paid or (activity.type == MEETING and activity.factuality == "done")
    return invited(activity, sentence) if held else invitation(activity, governing)


def _is_verb_of(sentence: EncodedSentence, noun: Span, verb: Span) -> bool:
    """Tell whether a passive tells of what a noun before it names: "talks between Norway and Chile were held"."""
    if noun.end > verb.start:
        return False
    between = sentence.text[sentence.range_of(noun)[1] : sentence.range_of(verb)[0]]
    return _PASSIVE.fullmatch(between) is not None


def _is_kind(frame: ActivityFrame, events: Sequence[Slot]) -> bool:
    """Tell whether named events, if there are any, can be of the kind that a frame finds."""
    if frame.type == EXERCISE:
        return _is_exercise(events)
    if frame.type == MEETING and not all(_is_meeting(slot) for slot in events):
        return False
    return not any("/operation/" in (slot.iri or "") for slot in events)


def _is_meeting(slot: Slot) -> bool:
    """Tell whether a name is that of a meeting, or of a forum or body that is one: "the Defence Dialogue"."""
    if slot.type != "ORG":
        return slot.type == "EVENT" or _FORUM in (slot.iri or "")
    names = (slot.mention.text if slot.mention else "", load_naming().label(slot.iri or "") or "")
    return any(_SITS.search(name) for name in names)


def _under(governing: Act | None, sentence: EncodedSentence, inside: Sequence[Slot]) -> tuple[str, ...]:
    """Return under which instruments something is done: those of the governing act, else of its own clause."""
    if governing is not None and governing.frameworks:
        return governing.frameworks
    return iris_of(s for s in inside if s.type == "INST" and _UNDER.search(sentence.text, 0, sentence.mark_of(s)))


def _is_exact(slot: Slot) -> bool:
    """Tell whether a date names a day or year, and no weekday that another date may tell more of."""
    return slot.date is not None and any(letter.isdigit() for letter in slot.date.time.text)


def _kind(found: Found, named: Mapping[str, tuple[Slot, ...]]) -> str:
    """Return the class of an activity: that of the named event, where it is an exercise."""
    events = named.get("event", ())
    return EXERCISE if events and _is_exercise(events) else found.frame.type


def _is_exercise(events: Sequence[Slot]) -> bool:
    """Tell whether named events, if there are any, are exercises."""
    return all("/exercise/" in (slot.iri or "") for slot in events)


def _host(found: Found, doers: tuple[str, ...], sentence: EncodedSentence, governing: Act | None) -> str | None:
    """Return who hosts, where the words say so: "Norway hosted a meeting", "a meeting hosted by Norway"."""
    by = _HOSTED_BY.search(sentence.text, found.start, max(found.turn, found.end))
    if by is not None:
        return _first(sentence.slots_of(by["host"]))
    if not _HOSTING.match(found.match[0].strip()):
        before = _HOSTS_IT.search(sentence.text, 0, found.noun_mark(sentence) or found.start)
        return _first(sentence.slots_of(before["host"])) if before else None
    alone = governing is not None and len(governing.onBehalfOf) == 1 and not doers
    return governing.onBehalfOf[0] if governing and alone else next(iter(doers), None)


def _name(found: Found, activity: Activity, event: Slot | None) -> str:
    """Return what to call an activity: the event's own name, or its noun, what it is about, where and when."""
    words = found.match[0].split()
    if event is not None and event.mention is not None:
        return event.mention.text
    noun = next((noun for noun in found.frame.nouns if noun.split()[-1] in words), found.frame.label)
    return label_activity(noun, activity)


def _first(slots: tuple[Slot, ...] | None) -> str | None:
    return next((slot.iri for slot in slots or () if slot.iri), None)
