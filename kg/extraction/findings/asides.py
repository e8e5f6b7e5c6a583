"""Asides: what words name and do not tell of: what others refer to, call for, weigh or talk about.

Not a stage; the stage of activities reads with it. In: an encoded sentence and the words that may tell of an activity.
Out: whether they do. The module refuses to know who takes part, where and when.
"""

from __future__ import annotations

import re

from kg.extraction.encoding import EncodedSentence
from kg.extraction.findings.occasions import Found, acts_of
from kg.record import Act, Activity

__all__ = ["is_aside", "is_talked_of"]

_WANTED = re.compile(
    r"(?:[^ .;]+ ){0,8}?(?:is|are|remains?) (?:also |therefore )?"
    r"(?:essential|important|crucial|vital|necessary|needed) "
)
_REFERRED = re.compile(
    r"(?<![^ ])(?:(?:agenda|time|eve|margins|sidelines|decisions?|declaration|communiqu[eé]|preparations?) "
    r"(?:of|for|from)|part of|(?:presented|submitted|report|reported) to|ahead of|prior to|before|pending|until) "
    r"(?:(?:the|its|their|our|next|upcoming|forthcoming) )*(?:<[A-Z]+#\d+> (?:[-–—/] )?)*$"
)
_MIGHT = re.compile(
    r"(?<![^ ])(?:necessity|need|importance|possibilit(?:y|ies)|feasibility|desirability|usefulness|opportunit(?:y|ies)"
    r"|ways|prospects?|value|modalities|proposals?|idea|option|options) (?:(?:of|for|to|on) (?:[a-z-]+ ){0,2})?$"
)
_SINCE = re.compile(r"(?<![^ ])since (?:we|they|(?:the|both|two|their|our) [a-z]+) (?:last )?$")
_OF_TOWN = re.compile(r"the (?:[a-z]+ )?<LOC#")
_AFTER = re.compile(r"(?<![^ ])(?:after|since|from|of|and) $")
_PRESS_REACH = 6
_PRESS = re.compile(r"(?<![^ ])(?:press|news) conferences? ")
_NEXT = re.compile(r"(?<![^ ])(?:next|upcoming|forthcoming|planned|scheduled) ")
_WAS_HELD = re.compile(r"(?<![^ ])(?:held|convened|hosted|conducted) ")


def is_aside(sentence: EncodedSentence, match: re.Match[str], factuality: str) -> bool:
    """Tell whether a noun is only what others refer to ("the agenda of the summit") or call for ("is essential").

    What might be done ("the necessity of conducting exercises") is no plan yet.
    """
    if _PRESS.search(sentence.text, max(0, match.start() - _PRESS_REACH), match.end()):
        return True
    if factuality == "done":
        return _SINCE.search(sentence.text, 0, match.start()) is not None
    if factuality in ("intended", "ongoing"):
        return _MIGHT.search(sentence.text, 0, match.start()) is not None
    if _OF_TOWN.match(match[0]) and _AFTER.search(sentence.text, 0, match.start()):
        return True
    referred = _REFERRED.search(sentence.text, 0, match.start()) and not _WAS_HELD.search(match[0])
    return bool(referred) or _WANTED.match(sentence.text, match.end()) is not None


def is_talked_of(found: Found, activity: Activity, governing: Act | None) -> bool:
    """Tell whether something is only what talks are about: "discussed the holding of joint exercises"."""
    planned = found.factuality == "intended" and not (activity.places or activity.time or _NEXT.search(found.match[0]))
    return (
        planned and governing is not None and governing.type in acts_of("discuss") and governing.end <= activity.start
    )
