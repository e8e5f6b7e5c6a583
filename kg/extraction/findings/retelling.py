"""Retelling: which activities only tell again of an occasion that was told before.

Not a stage; the stage of activities reads with it. In: the activities of a document in text order, and its acts. Out:
one activity for each occasion, not for each verb. The module refuses to merge occasions that differ in place or day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.extraction.findings.occasions import EXERCISE, MEETING, TALKS, VISIT
from kg.extraction.model import Understanding, placed_in
from kg.names import DCR
from kg.record import Act, Activity, Span

__all__ = ["once_each"]

_TAKEN_UP = re.compile(
    r"(?:(?<=\s)|(?<=[“\"])|^)(?:(?:this|these) (?:[a-z-]+ ){0,2}|(?:the|this|our|these|their) )"
    r"(?:(?:bilateral|trilateral|official|formal|present|said|same|joint|two-day|annual|inaugural|plenary) )?"
    r"(?:meetings? and )?(?:meetings?|talks|dialogue|discussions|consultations|conversations|negotiations|deliberations"
    r"|visit|exercise|drills?|manoeuvres|training|summit|conference|session|seminar|workshop|symposium|gathering)\b",
    re.IGNORECASE,
)
_TAKEN_REACH = 30
_THEIRS = re.compile(r"\b(?:at|during|in the course of) (?:their|our) (?:[\w-]+ ){0,4}$", re.IGNORECASE)
_THEIRS_REACH = 6  # "their " may be among the words that tell of it
_COUNTED = re.compile(
    r"\b(?:(?:this|it|which|what) (?:was|is|marks|marked|has been|were)"
    r"|(?:visit|meeting|talks|trip) (?:marks|marked|constitutes|constituted|was|is)) (?:also )?"
    r"(?:the|their|its|his|her|an?)(?: [\w’'-]+){0,4}$",
    re.IGNORECASE,
)
_APART = re.compile(r"\b(?:margins?|sidelines?|fringes|later|separately|further)\b", re.IGNORECASE)
_MEETS = re.compile(r"\b(?:called on|called upon|received by|also met|also held (?:[\w-]+ ){0,3}meetings?) ")
_ALSO = 5
_HOLDS = re.compile(
    r"(?:held|had) (?:(?!meetings)[\w-]+ ){0,4}(?:talks|discussions?|consultations|conversations?|exchange)\b"
)
_VISITS = re.compile(r"(?:(?:will|would|scheduled to|to) (?:also )?(?:visit|tour)|(?:visit|tour)ed) ")
_APPOSED = re.compile(r"[\s,(“\"‘']*(?:(?:code-?named|named|called|dubbed|known as)\s)?[\s“\"‘']*", re.IGNORECASE)
_TITLE = re.compile(r"[A-Z][\w’'-]+(?: (?:on |of |for |and )?[A-Z][\w’'-]+)+")
_COUNT_REACH = 60
_PERSON = DCR + "person/"
_PURPOSE = re.compile(r"\b(?:to|for (?:the|a|an|their|its))(?: [\w’'-]+){0,4} ?$")


def once_each(
    activities: Sequence[Activity], acts: Mapping[Span, Sequence[Act]], understanding: Understanding
) -> tuple[Activity, ...]:
    """Leave out what only tells again of an occasion that was told before: one activity for each, not for each verb."""
    kept: list[Activity] = []
    parties = (*understanding.document.parties, *understanding.document.participants)
    for activity in activities:
        span = Span(activity.start, activity.end)
        own = any(span.overlaps(act) for act in acts.get(activity.evidence, ()))
        own = own or _HOLDS.match(understanding.text, activity.start) is not None
        again = _takes_up(activity, understanding.text) or _counts(activity, understanding.text)
        wider = next((at for at, other in enumerate(kept) if _is_within(activity, other, understanding)), None)
        if wider is not None:
            kept[wider] = replace(kept[wider], places=activity.places, time=kept[wider].time or activity.time)
            continue
        at = next((at for at, other in enumerate(kept) if _is_done_at(activity, other, understanding.text)), None)
        if at is not None:
            kept[at] = replace(activity, places=kept[at].places, time=kept[at].time)
            continue
        told = (
            _retells(activity, other)
            or _coincides(activity, other)
            or _has_name_of(activity, other, understanding.text)
            for other in kept
        )
        apart = _APART.search(understanding.text, activity.evidence.start, activity.start) is not None
        apart = apart or _MEETS.search(understanding.text, max(0, activity.start - _ALSO), activity.end) is not None
        ours = (_belongs(activity, other, parties) for other in kept if (own or again) and not apart)
        if kept and _names(activity, kept[-1], understanding.text):
            kept[-1] = _joined(kept[-1], activity)
            continue
        if any(_is_same_exercise(activity, other) for other in kept):
            continue
        sentence_acts = acts.get(activity.evidence, ())
        if any(_serves(activity, other, sentence_acts, understanding.text) for other in kept):
            continue
        if not any(told) and not any(ours) and not (again and any(_is_like(activity, other) for other in kept)):
            kept.append(activity)
    text = understanding.text
    return tuple(activity for activity in kept if not any(_mentions(activity, other, text) for other in kept))


def _mentions(activity: Activity, other: Activity, text: str) -> bool:
    """Tell whether a visit is only named, with no place and day, that is told of elsewhere with its place."""
    if _VISITS.match(text, activity.start):
        return False
    visits = activity.type == other.type == VISIT and not (activity.places or activity.time)
    visits = visits and activity.factuality == other.factuality
    return visits and bool(other.places) and not set(activity.participants).isdisjoint(other.participants)


def _takes_up(activity: Activity, text: str) -> bool:
    """Tell whether the words take up what was told of before: "the meeting", "these talks"."""
    found = _TAKEN_UP.search(text, max(0, activity.start - _TAKEN_REACH), activity.end)
    return found is not None and found.end() > activity.start


def _counts(activity: Activity, text: str) -> bool:
    """Tell whether the words only count what was told of: "This was the tenth meeting"."""
    return _COUNTED.search(text, max(0, activity.start - _COUNT_REACH), activity.start) is not None or (
        _COUNTED.search(text, max(0, activity.start - _COUNT_REACH), text.find(" ", activity.start)) is not None
    )


def _has_name_of(activity: Activity, other: Activity, text: str) -> bool:
    """Tell whether a meeting without place and day has the name of one that was told: "the Annual Defence Dialogue"."""
    talks = TALKS.issuperset((activity.type, other.type))
    if not talks or activity.places or activity.time or activity.factuality != other.factuality:
        return False
    name = _TITLE.search(text, activity.start, activity.end)
    return name is not None and name[0] in text[other.start : other.end]


def _serves(activity: Activity, other: Activity, acts: Sequence[Act], text: str) -> bool:
    """Tell whether talks are what the parties of the same sentence met for: "met to continue their consultations"."""
    talks = TALKS.issuperset((activity.type, other.type))
    same = activity.evidence == other.evidence and set(activity.places) <= set(other.places)
    same = same and (activity.time is None or activity.time == other.time)
    if not (talks and same and other.factuality == "done"):
        return False
    between = any(other.end <= act.start < activity.start for act in acts)
    meant = _PURPOSE.search(text, other.end, activity.start) or text.startswith("to ", activity.start)
    return not between and bool(meant)


def _is_done_at(activity: Activity, other: Activity, text: str) -> bool:
    """Tell whether talks were held at what the same sentence calls theirs: "at their retreat, they held talks"."""
    alike = activity.evidence == other.evidence and activity.factuality == other.factuality == "done"
    talks = TALKS.issuperset((activity.type, other.type)) and other.end <= activity.start
    same = set(activity.places) <= set(other.places) and activity.time in (None, other.time)
    return (
        alike and talks and same and _THEIRS.search(text, other.evidence.start, other.start + _THEIRS_REACH) is not None
    )


def _is_like(activity: Activity, other: Activity) -> bool:
    """Tell whether a definite noun without place and day can stand for an activity that was told of."""
    talks = TALKS.issuperset((activity.type, other.type))
    within = activity.time is None or _includes(activity, other)
    others = _persons(activity) - _persons(other) if _persons(other) else frozenset[str]()
    within = within and not (others and len(_persons(activity)) > 1)
    bare = not activity.places and within and activity.factuality == "done" and other.factuality in ("done", "ongoing")
    return bare and (talks or activity.type == other.type)


def _includes(activity: Activity, other: Activity) -> bool:
    """Tell whether the time of an activity holds that of another: "this year", and a week of it."""
    when, before = activity.time, other.time
    return when is not None and before is not None and when.begin <= before.begin and before.end <= when.end


def _names(activity: Activity, other: Activity, text: str) -> bool:
    """Tell whether a name right behind the noun of an exercise is its own: "the exercise, code-named Grey Heron"."""
    together = activity.evidence == other.evidence and activity.type == other.type == EXERCISE
    return together and _APPOSED.fullmatch(text, other.end, activity.start) is not None


def _is_same_exercise(activity: Activity, other: Activity) -> bool:
    """Tell whether an exercise is named again, with the same standing and no other time."""
    named = activity.type == other.type == EXERCISE and (activity.name or "").lower() == (other.name or "").lower()
    apart = (
        activity.time and other.time and (activity.time.end < other.time.begin or other.time.end < activity.time.begin)
    )
    return named and activity.factuality == other.factuality and not apart


def _joined(activity: Activity, name: Activity) -> Activity:
    """Return an exercise with the name, and with the time and places, that stand behind its noun."""
    return replace(activity, name=name.name, time=activity.time or name.time, places=activity.places or name.places)


def _belongs(activity: Activity, meeting: Activity, parties: Sequence[str]) -> bool:
    """Tell whether talks are those of a meeting: the same participants, and no place, time or name of their own."""
    bare = not (activity.places or activity.time or activity.programmes or activity.frameworks)
    talks = TALKS.issuperset((activity.type, meeting.type))
    persons = _persons(activity), _persons(meeting)
    if persons[0] - persons[1] and persons[1] - persons[0]:
        return False
    done = activity.factuality == meeting.factuality == "done"
    return bare and talks and done and set(activity.participants) <= {*meeting.participants, *parties}


def _persons(activity: Activity) -> set[str]:
    return {one for one in activity.participants if one.startswith(_PERSON)}


def _coincides(activity: Activity, other: Activity) -> bool:
    """Tell whether two sentences tell of talks of the same participants on the same day and at the same place."""
    talks = activity.type == other.type and activity.type in TALKS and activity.evidence != other.evidence
    when, before = activity.time, other.time
    same_day = when is not None and before is not None and (when.begin, when.end) == (before.begin, before.end)
    together = set(activity.participants) <= set(other.participants) or set(other.participants) <= set(
        activity.participants
    )
    same = same_day and bool(activity.places) and activity.places == other.places and together
    return talks and same and activity.factuality == other.factuality


def _is_within(activity: Activity, other: Activity, understanding: Understanding) -> bool:
    """Tell whether a meeting without day says where in a state another met: "in Chile", and "in Arica, Chile"."""
    alike = (activity.type, activity.factuality) == (other.type, other.factuality) and activity.type == MEETING
    if not alike or other.time or not activity.places or len(other.places) != 1:
        return False
    named = {m.iri for m in placed_in(understanding.mentions, Span(activity.start, activity.end))}
    return set(activity.participants) == set(other.participants) and other.places[0] in named


def _retells(activity: Activity, other: Activity) -> bool:
    """Tell whether a sentence names by a second verb or noun the occasion that it has told of."""
    alike = (activity.type, activity.factuality, activity.evidence) == (other.type, other.factuality, other.evidence)
    same_time = activity.time in (None, other.time)
    same = (
        same_time
        and set(activity.places) <= set(other.places)
        and set(activity.participants) <= set(other.participants)
    )
    return alike and activity.factuality == "done" and same
