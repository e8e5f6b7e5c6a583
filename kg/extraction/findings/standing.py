"""Standing: whether an activity was, is or will be.

Not a stage; the stage of activities reads with it. In: the words that tell of an activity, the act that governs them,
its day and the statement's. Out: a factuality. The pattern that found the activity says it first, then the act that
governs the words, then the words around a noun that leaves it open.
"""

from __future__ import annotations

import re

from kg.extraction.encoding import EncodedSentence
from kg.extraction.findings.occasions import Found, acts_of
from kg.extraction.model import DatedSpan
from kg.record import Act, Factuality

__all__ = ["correct_by_day", "judge_standing"]

_AHEAD = re.compile(r"(?<![^ ])(?:will|would|shall|to) (?:also )?(?:[a-z]+ ){0,2}$")
_TO_COME = re.compile(
    r"(?:(?!(?:which|that|and) )[^ .;:,]+ ){0,4}?(?:will|would|shall|(?:is|are|scheduled|planned|due) to|to be) "
    r"|, [^.;]{1,80}? , (?:will|would|shall) "
    r"|(?:[^ .;:]+ ){0,20}?to be (?:jointly )?(?:held|hosted|conducted|convened|organi[sz]ed) "
)
_FOLLOWS = re.compile(r"(?<![^ ])(?:will|would|shall) be followed by (?:[^ .;:]+ ){0,24}$")
_TOOK_PLACE = re.compile(
    r"(?<![^ ])(?:at|during|following|after|since|concluded|attended) (?:the|their|its|our|a|this) "
    r"(?:[^ .;:,]+ ){0,8}$"
)
_AHEAD_OF = re.compile(r"(?<![^ ])(?:will|would|shall|intend|plan|hope|agreed to|decided to) ")
_LAUNCH = re.compile(r"(?:establishment|launch|start|inauguration) of ")
_THANKED = re.compile(r"(?<![^ ])for (?:[a-z]+ly )?(?:[a-z]+ing [^<>,;]{0,40})?$")
_BESIDES = re.compile(r"(?<![^ ])(?:besides|in addition to|apart from|as well as|while|by) $")
_WILL_BE = re.compile(r"(?<![^ ])(?:will|would|shall) be (?:[a-z-]+ ){1,4}$")
_PROGRESSIVE = re.compile(r"(?<![^ ])(?:(?P<past>was|were|been)|am|is|are) (?:also |currently |already |jointly )?$")
_UNDER_WAY = re.compile(
    r"(?<![^ ])(?:is|are) (?:also |currently |now |jointly )?(?:holding|conducting|hosting|staging) (?:[a-z-]+ ){0,4}$"
)
_GERUND = re.compile(r"[a-z]+ing ")
_NAMES: dict[str, Factuality] = {"ongoing": "ongoing", "intended": "intended", "invited": "invited"}


def judge_standing(found: Found, sentence: EncodedSentence, governing: Act | None) -> Factuality:
    """Return the pattern's factuality unless the governing act, or the future before it, overrides it."""
    if found.factuality == "done":
        return "done"
    if governing is not None and _LAUNCH.match(found.match[0]) and _begins(governing):
        return "intended"
    if not found.factuality and _took_place(found, sentence):
        return "done"
    if going := _goes_on(found, sentence):
        return going
    besides = _GERUND.match(found.match[0]) and _BESIDES.search(sentence.text, 0, found.start)
    if besides and governing is not None and governing.factuality == "done":
        return "done"
    if governing is not None and governing.factuality in {"intended", "hoped", "invited"}:
        return governing.factuality
    if found.factuality == "intended" and governing and _THANKED.search(sentence.text, 0, found.start):
        return "done" if governing.type in acts_of("thank") | acts_of("welcome") else "intended"
    if not found.factuality and (
        _TO_COME.match(sentence.text, found.end)
        or _FOLLOWS.search(sentence.text, 0, found.start)
        or _will_be(found, sentence)
    ):
        return "intended"
    if found.factuality:
        ahead = found.factuality == "ongoing" and _AHEAD.search(sentence.text, 0, found.start)
        return "intended" if ahead else _NAMES[found.factuality]
    return governing.factuality if governing else "done"


def _begins(governing: Act) -> bool:
    """Tell whether who speaks of a launch means to bring it about: "agreed on the launch of", not "welcomed it"."""
    return governing.commits or governing.type in acts_of("announce") | acts_of("agree")


def _goes_on(found: Found, sentence: EncodedSentence) -> Factuality | None:
    """Return the standing that a progressive gives: "are holding talks", "was visiting Lima"."""
    if not found.factuality and _UNDER_WAY.search(sentence.text, 0, found.start):
        return "ongoing"
    going = _GERUND.match(found.match[0]) and _PROGRESSIVE.search(sentence.text, 0, found.start)
    if not going:
        return None
    return "done" if going["past"] else "ongoing"


def _will_be(found: Found, sentence: EncodedSentence) -> bool:
    """Tell whether the words before a noun say that it is still to be: "this will be the first visit"."""
    return _WILL_BE.search(sentence.text, 0, found.noun_mark(sentence) or found.start) is not None


def _took_place(found: Found, sentence: EncodedSentence) -> bool:
    """Tell whether something was done at it: "agreed this at their meeting in Lima"."""
    lead = _TOOK_PLACE.search(sentence.text, 0, found.noun_mark(sentence) or found.start)
    return lead is not None and _AHEAD_OF.search(sentence.text, 0, lead.start()) is None


def correct_by_day(factuality: Factuality, dated: DatedSpan | None, day: str | None) -> Factuality:
    """Let the calendar correct what words leave open: what lies behind is done, what lies ahead is not yet."""
    if dated is None or day is None:
        return factuality
    if factuality == "intended" and dated.time.end < day:
        return "done"
    return "intended" if factuality == "done" and dated.time.begin > day else factuality
