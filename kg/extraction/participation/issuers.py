"""Issuers: what in a title or opening speaks as one: a body that issues, that sits or that acts.

Not a stage; the search for parties asks it. In: titles, and the mentions in them. Out: organizations and states, or
nothing. It knows the words around a name, and no name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kg.extraction.naming.offices import names_organ
from kg.extraction.participation.gatherings import short_forms
from kg.extraction.participation.seats import unique
from kg.knowledge.frames import load_demonyms, load_frames
from kg.knowledge.letters import fold
from kg.knowledge.naming import Naming
from kg.names import DCR, owning_state
from kg.record import Mention, Span

__all__ = [
    "count_acts",
    "find_acting_body",
    "find_issuer",
    "find_joined",
    "find_paired",
    "find_sitting_body",
    "is_forum",
    "is_subject",
]

_ABOUT = re.compile(
    r"\b(?:on|to|against|regarding|concerning|about|(?<!participating )in|towards?"
    r"|(?:support|aid|assistance|backing|help|solidarity|sympathy|funding|peace)\s+(?:for|with))\s+"
    r"(?:\w+(?:ing|ern)\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_ISSUED = re.compile(
    r"(?:\s*\([A-Z.]{2,8}\))?\s+(?:(?:Extraordinary|Ordinary|Final|Press|Summit|Ministerial|Leaders['’]?|Council)\s+){0,3}"
    r"(?:Communiqu[eé]|Statement|Declaration|Press\s+Release)\b(?!\s+(?:with|by|and)\b)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?:[.!?:]\s+|\n\s*(?:\d+\.\s+)?)(?:The\s+)?$")
_SITS = r"(?:(?:was|were)\s+)?(?:held|met|convened|concluded|opened|took\s+place)\b"
_MEETING_OF = (
    r"(?:The\s+)?(?:(?:[\w-]+\s+){0,3}(?:[Mm]eeting|[Ss]ession|[Ss]ummit|[Pp]lenary|[Cc]onference)\s+of\s+(?:the\s+)?)?"
)
_CHAIRED = r"(?:,\s+(?:co-)?(?:chaired|hosted|led|organi[sz]ed)\s+by\s+[^.;]{2,120}?,)?"
_AGENTS = (f"{DCR}state/", f"{DCR}org/")
_JOINT = re.compile(r"\b(?:Joint|Mixed|Bilateral)\b")
_DASHES = ("-", "–", "‑", "/", " - ", " – ", " — ")
_PAIR = 2  # states whose persons are there: what they form together is no party
_ADJECTIVES = re.compile(r"\b([A-Z][a-z]+)[-–]([A-Z][a-z]+)\b")
_JOINT_MEETING = re.compile(
    r"\b(?P<pair>[A-Z][A-Za-z.]+(?: [A-Z][a-z]+)?(?:-|–| – )[A-Z][A-Za-z.]+(?: [A-Z][a-z]+)?)\s+(?:[\w-]+\s+){0,5}?"
    r"(?P<noun>[Cc]ommission|[Cc]ommittee|[Cc]ouncil|[Dd]ialogue|[Gg]roup|[Bb]oard|[Ff]orum|[Ss]ummit|[Tt]alks|[Mm]eeting"
    r"|[Cc]onsultations|[Nn]egotiations|[Cc]onference|[Ss]ession|[Dd]iscussions)\b"
)
_NEAR = 12  # "The first" and the like
_STANCES = frozenset(["support", "condemn", "oppose", "urge", "thank", "concern"])
_VERB = re.compile(r"\s+(?:also\s+|further\s+)?(?:[a-z]+(?:s|ed)|held|met|took)\b")


def _is_judged(title: str, mention: Mention) -> bool:
    """Tell whether a title says what somebody thinks of a state: "Ministers stand by Peru", "condemn attack on"."""
    words = [fold(word) for word in title[: mention.start].split()[-3:]]
    words = words[:-1] if words[-1:] == ["the"] else words
    lexicon = load_frames()
    for length in (1, 2):
        verb, particles = words[-length : len(words) - length + 1], tuple(words[len(words) - length + 1 :])
        frames = (f for lemma, _ in lexicon.verbs.get(verb[0], ()) for f in lexicon.verb_frames(lemma)) if verb else ()
        if any(f.act_class in _STANCES and particles in (f.particles or ((),)) for f in frames):
            return True
    return False


def is_subject(text: str, mention: Mention, titled: Sequence[Mention]) -> bool:
    """Tell whether a title speaks of a state ("statement on Ukraine", "visit to Latvia") and not for it."""
    joined = any(
        text[mention.end : other.start].strip() in ("-", "–") for other in titled if other.start >= mention.end
    )
    about = _ABOUT.search(text, max(0, mention.start - 30), mention.start) is not None
    return not joined and (about or _is_judged(text, mention))


def find_issuer(title: str, named: Sequence[Mention], acting: Sequence[Mention], naming: Naming) -> list[str]:
    """Return the organization that issues: the first name of a title, right before the kind of document or meeting."""
    iri = named[0].iri if len(named) > 1 and named[0] in acting else None
    return [iri] if iri and iri in naming.knowledge and _ISSUED.match(title, named[0].end) else []


def find_acting_body(text: str, bodies: Sequence[str], mentions: Sequence[Mention], naming: Naming) -> list[str]:
    """Return the body of the title that the text makes the subject of sentences: "The ICG welcomes", "The Council met".

    By its noun alone ("the Council") it is known where a list has it.
    """
    for body in bodies:
        named = [m for m in mentions if m.iri == body]
        acts = [m for m in named if _SENTENCE.search(text[max(0, m.start - 12) : m.start]) and _VERB.match(text, m.end)]
        noun = next((m.text.split()[-1] for m in named if fold(m.text.split()[-1]) in naming.body_nouns), None)
        by_noun = count_acts(text, noun) if noun and body in naming.knowledge else 0
        if len(acts) > 1 or by_noun > 1:
            return [body]
    return []


def find_sitting_body(
    text: str, opening: Sequence[Span], mentions: Sequence[Mention], spoken: Sequence[str], naming: Naming
) -> list[str]:
    """Return the body that no list has, where the text begins with its session and goes on with it.

    "The Council of Ministers of the Northern Assembly held its third session": then "the Council" speaks, and not the
    states whose ministers are there, nor the one whose minister is in the chair. A joint commission of two states is
    the two.
    """
    near = [m for m in mentions if opening and m.end <= opening[0].end and (m.type == "ORG" or is_forum(m.iri))]
    for body in near if len(spoken) != _PAIR else ():
        noun = short_forms(body.text)[-1]
        named = (hit.entries[0].iri for hit in naming.gazetteer.find(body.text).get("name", []))
        shared = _JOINT.search(body.text) or any(iri.startswith(_AGENTS) for iri in named)
        listed = body.iri in naming.knowledge and not is_forum(body.iri) if body.iri else True
        if body.iri is None or listed or owning_state(body.iri) or shared:
            continue
        subject = re.compile(
            rf"{_MEETING_OF}(?:{re.escape(body.text)}|(?i:{re.escape(noun)}))(?:\s+\([A-Z]{{2,8}}\))?{_CHAIRED}\s+{_SITS}"
        )
        if subject.match(text, opening[0].start) and count_acts(text, noun):
            return [body.iri]
    return []


def is_forum(iri: str | None) -> bool:
    """Tell whether an IRI is that of a forum or an initiative, which may speak as a body does."""
    return iri is not None and iri.startswith((f"{DCR}forum/", f"{DCR}programme/"))


def count_acts(text: str, noun: str) -> int:
    """Count the sentences that begin with a noun and a verb: "The Council agreed"."""
    subject = re.compile(rf"(?:^|[.!?:]\s+|\n\s*(?:\d+\.\s+)?)(?i:The\s+{re.escape(noun)})(?=\s)", re.MULTILINE)
    return sum(bool(_VERB.match(text, match.end())) for match in subject.finditer(text))


def find_joined(title: str, naming: Naming) -> list[str]:
    """Return the states that a dash joins, by name or adjective: "the Joint Soviet-United States Statement"."""
    named = [hit for hit in naming.gazetteer.find(title).get("name", []) if hit.entries[0].iri in naming.codes]
    pairs = [(a, b) for a, b in pairwise(named) if title[a.end : b.start] in _DASHES]
    if pairs:
        return unique(hit.entries[0].iri for pair in pairs for hit in pair)
    known = load_demonyms()
    adjectives = ([known.get(word.lower()) for word in match.groups()] for match in _ADJECTIVES.finditer(title))
    return unique(state for states in adjectives if all(states) for state in states)


def find_paired(text: str, sentence: Span, naming: Naming) -> list[str]:
    """Return the two states whose joint body or talks a sentence begins with: "The Peruvian-Chilean Committee met"."""
    for match in _JOINT_MEETING.finditer(text, sentence.start, sentence.end):
        states = find_joined(match["pair"], naming)
        words = text[sentence.start : match.start()]
        begins = len(words) < _NEAR or names_organ(words) or match["noun"][0].isupper()
        if len(states) == _PAIR and begins:
            return states
    return []
