"""Visits and invitations: who visits whom, and at whose invitation.

Not a stage; the stage of activities reads with it. In: an activity, the mentions of its clause, the act that governs
it. Out: visitors, and activities with inviter and invitee. The module refuses to guess who was invited.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extraction.encoding import EncodedSentence, Slot
from kg.extraction.findings.doers import is_delegation
from kg.extraction.findings.occasions import VISIT, Found, iris_of, names_holder
from kg.extraction.findings.tellings import Telling
from kg.names import DCR
from kg.record import Act, Activity

__all__ = ["find_inviter", "find_visitors", "invitation", "invited", "visited"]

_INVITATION = re.compile(r"\binvitation (?:of|from|extended by|by) (?:[^<>;]{0,80}?)<(?:PER|ROLE|STATE|ORG)#(\d+)>")
_HOLDER = re.compile(r" (?:'s )?(?:(?!(?:the|a|an|and|to|in|on) )[a-z'’-]+ |\. ){0,8}<PER#(\d+)>")
_COMPANY = re.compile(
    r"(?<![^ ])(?:accompanied|escorted|joined) by (?:(?!, (?:[a-z]+ed|paid|made|met|held|who) )[^;:])*$"
)
_STATE = DCR + "state/"


def find_visitors(
    found: Found, inside: Sequence[Slot], doers: tuple[str, ...], telling: Telling, sentence: EncodedSentence
) -> tuple[str, ...]:
    """Return who pays a visit: the person or post named last before it, and one that "and" joins to it.

    Where its verb goes on with that of another, or its subject is a pronoun or a delegation, it is that alone. He at
    whose invitation it is paid is none of them.
    """
    inviter = find_inviter(sentence)
    if telling.other or telling.pronoun or is_delegation(telling, sentence):
        return doers
    before = [s for s in inside if s.type in ("PER", "ROLE") and sentence.mark_of(s) < found.start]
    named = [s for s in before if s != inviter and not _COMPANY.search(sentence.text, 0, sentence.mark_of(s))]
    persons = [slot for slot in named if slot.type == "PER"] or named
    if not persons:
        return iris_of(s for s in inside if s.type == "PER" and telling.behind and s.span in telling.behind)
    last = named.index(persons[-1])
    between = sentence.text[sentence.mark_of(named[last - 1]) : sentence.mark_of(named[last])]
    joined = last > 0 and re.fullmatch(r"<\w+#\d+> and (?:[a-z.]+ ){0,3}", between)
    return iris_of(named[last - 1 : last + 1] if joined else persons[-1:])


def find_inviter(sentence: EncodedSentence) -> Slot | None:
    """Return at whose invitation something takes place; of a post that is named with its holder, the holder."""
    found = _INVITATION.search(sentence.text)
    if found is None:
        return None
    slot = sentence.slots[int(found[1])]
    holder = _HOLDER.match(sentence.text, found.end()) if slot.type in ("STATE", "ORG") else None
    if holder is not None:
        return sentence.slots[int(holder[1])]
    return next((other for other in sentence.slots if names_holder(slot, other)), slot)


def visited(activity: Activity) -> str | None:
    """Return the state that a visit is paid to."""
    return next((place for place in activity.places if place.startswith(_STATE)), None)


def invited(activity: Activity, sentence: EncodedSentence) -> Activity:
    """Return a visit or meeting with him at whose invitation it takes place."""
    inviter = find_inviter(sentence)
    if inviter is None or inviter.iri is None:
        return activity
    others = (one for one in activity.participants if one != inviter.iri)
    return replace(activity, inviter=inviter.iri, invitee=next(others, None) if activity.type == VISIT else None)


def invitation(activity: Activity, governing: Act | None) -> Activity:
    """Return an activity to which somebody is invited with who invites whom."""
    if governing is None or activity.factuality != "invited":
        return activity
    inviters = governing.speakers or governing.onBehalfOf
    invitees = governing.addressees or governing.targets
    return replace(activity, inviter=inviters[0] if inviters else None, invitee=invitees[0] if invitees else None)
