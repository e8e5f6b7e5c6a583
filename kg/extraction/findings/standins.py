"""Stand-ins: whom "he", "the General" and "the delegation" mean where they are all that tells who did something.

Not a stage; the stage of activities reads with it. In: activities in the order of the text, with how each is told. Out:
activities with the persons and bodies that were meant. The module refuses to look ahead.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable
from dataclasses import replace

from kg.extraction.encoding import EncodedSentence
from kg.extraction.findings.doers import is_delegation
from kg.extraction.findings.occasions import VISIT
from kg.extraction.findings.tellings import Telling
from kg.names import DCR
from kg.record import Act, Activity

__all__ = ["StandIns"]

_PERSON = DCR + "person/"


class StandIns:
    """Remembers who acted or travelled alone, and whose the last delegation was."""

    __slots__ = ("_alone", "_delegation")

    def __init__(self, acts: Iterable[Act]) -> None:
        told = (act for act in acts if _is_one_person(act.speakers) and act.factuality != "invited")
        self._alone = sorted((act.start, act.speakers[0]) for act in told)
        self._delegation: tuple[str, ...] = ()

    def resolve(
        self, activity: Activity, telling: Telling, governing: Act | None, sentence: EncodedSentence
    ) -> Activity:
        """Return an activity with those whom its subject stands for, and remember who pays a visit."""
        teller = governing if governing and governing.speakers and governing.start < activity.end else None
        named = any(s.type == "PER" and telling.window.start <= s.span.start < activity.start for s in sentence.slots)
        stands = telling.pronoun or (telling.post and not named)
        if stands and not (teller and activity.start < teller.end):
            who = teller.speakers[:1] if teller else self._last(activity.start)
            activity = replace(activity, participants=tuple(dict.fromkeys((*who, *activity.participants))))
        delegation = is_delegation(telling, sentence)
        if delegation and not activity.participants:
            activity = replace(activity, participants=self._delegation)
        if activity.type == VISIT and delegation:
            self._delegation = activity.participants
        elif activity.type == VISIT and _is_one_person(activity.participants):
            insort(self._alone, (activity.start, activity.participants[0]))
        return activity

    def _last(self, before: int) -> tuple[str, ...]:
        """Return the person who was the last to act alone before a place."""
        return next(((person,) for start, person in reversed(self._alone) if start < before), ())


def _is_one_person(iris: tuple[str, ...]) -> bool:
    return len(iris) == 1 and iris[0].startswith(_PERSON)
