"""Gatherings: a body that the parties only gather, whose members are more than they are.

Not a stage; the stage of participants asks it. In: the text, its front and mentions, the parties. Out: the registry
with the body and the group phrases that stand for it. It wants two signs, a meeting of the body in the front and a word
of its members: a commission that the parties form between them is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extraction.model import Participant, Registry
from kg.knowledge.letters import fold
from kg.names import owning_state
from kg.record import Mention, Span

__all__ = ["short_forms", "with_gathered"]

_MEETING_OF = re.compile(
    r"\b(?:hosted|co-hosted|convened|co-convened|chaired|co-chaired|gathered)\b[^.;]{0,80}\b"
    r"(?:meeting|conference|summit|ministerial|session|plenary|gathering|ministers|members|partners)\s+of\s+"
    r"(?:[\w-]+\s+of\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_MEMBERS = "(?:members?|member states|member countries|partners|partner nations|participants)"
_HEAD = re.compile(r"\s+(?:of|on|for|to|against|between)\s+")
_BETWEEN = re.compile(r"\bJoint\b|\bBilateral\b|[-–]")
_REACH = 160


def with_gathered(
    text: str, front: Sequence[Span], mentions: Sequence[Mention], registry: Registry, parties: Sequence[str]
) -> Registry:
    """Add the body whose meeting several parties host: it speaks by "the members", and "we" leaves it out."""
    body = _find_gathered(text, front, mentions, parties) if len(parties) > 1 else None
    names = tuple(dict.fromkeys(m.text for m in mentions if m.iri == body)) if body else ()
    if body is None:
        return registry
    phrases = (phrase for name in names for phrase in (fold(name), *_phrases_of(name)))
    groups = registry.groups | dict.fromkeys(phrases, (len(registry.participants),))
    gathered = Participant(body, (body,), names)
    return replace(registry, participants=(*registry.participants, gathered), groups=groups)


def _find_gathered(text: str, front: Sequence[Span], mentions: Sequence[Mention], parties: Sequence[str]) -> str | None:
    """Return the body whose meeting the parties host or chair, where the text speaks of its members."""
    for mention in mentions:
        iri = mention.iri if mention.type == "ORG" else None
        if iri is None or iri in parties or not any(mention in part for part in front):
            continue
        if owning_state(iri) or _BETWEEN.search(mention.text):
            continue
        before = text[max(0, mention.start - _REACH) : mention.start]
        noun = re.escape(_noun(mention.text))
        spoken = rf"\b{_MEMBERS}\s+of\s+the\s+{noun}\b|\b{noun}\s+{_MEMBERS}\b"
        if _MEETING_OF.search(before) and re.search(spoken, text[mention.end :], re.IGNORECASE):
            return iri
    return None


def _phrases_of(name: str) -> tuple[str, ...]:
    """Return what a text calls a body and its members once it is named: "network", "network members"."""
    noun = _noun(name)
    words = ("members", "member states", "member countries", "partners", "partner nations")
    return (noun, *(form for word in words for form in (word, f"{word} of the {noun}", f"{noun} {word}")))


def short_forms(name: str) -> tuple[str, ...]:
    """Return what a text may call a body by the words that its head ends: longest first, folded.

    >>> short_forms("Northern Contact Group on Rivers (NCGR)")
    ('northern contact group', 'contact group', 'group')
    """
    head, *complement = _HEAD.split(" ".join(fold(name).partition("(")[0].split()), maxsplit=1)
    words = head.split()
    first = max(0 if complement or len(words) == 1 else 1, len(words) - 3)
    return tuple(" ".join(words[at:]) for at in range(first, len(words)))


def _noun(name: str) -> str:
    """Return the head of a name: "coalition" of "Coalition against Piracy (CAP)"."""
    return short_forms(name)[-1]
