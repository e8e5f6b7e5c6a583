"""Lists of names that can be parties: "the leaders of A, B and C", "an arrangement comprising D and E".

Not a stage; the search for parties asks it. In: the text and the mentions in it. Out: runs of names that stand in one
list, what they name, and which list begins the opening. It ranks nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from kg.extraction.naming.offices import ends_in_offices, joins_offices, names_offices
from kg.extraction.participation.neighbours import mention_adjectives, mention_neighbours
from kg.extraction.participation.seats import unique
from kg.knowledge.letters import words_of
from kg.knowledge.memberships import load_members
from kg.knowledge.naming import Naming
from kg.names import DCO, DCR, owning_state
from kg.record import Mention, Span

__all__ = [
    "can_be_listed",
    "is_listed",
    "is_organization",
    "list_attending",
    "list_guests",
    "list_observers",
    "list_represented",
    "list_states",
    "names_inviters",
    "runs",
    "speaker_of",
    "state_of",
    "tells_members",
]

_LIST_OPENER = re.compile(
    r"(?:\(|\b(?:of|between|among|amongst|by|from|comprising|comprises|including|as|–|—|-|:|we,?|wE,?|WE,?|and|with))\s*(?:the\s+)?$"
)
_COMPRISING = r"(?:comprising|comprises|comprised\s+of|namely|made\s+up\s+of|consisting\s+of|nations\s*[–—-])"
_COMPRISING_ANY = re.compile(_COMPRISING, re.IGNORECASE)
_COMPRISING_THESE = re.compile(rf"{_COMPRISING}\s*(?:the\s+)?$", re.IGNORECASE)
_LIST_GAP = re.compile(
    r"(?:\s*\([^()]{2,40}\))?(?:\s+(?:members|countries|states|nations))?\s*"
    r"(?:,|;|[-–/]|\sand\b|[,;]\s*and\b|[,;]?\s*(?:as\s+well\s+as|together\s+with|along\s+with)\b)\s*(?:and\s+)?(?:of\s+)?(?:(?:the|his|her|their)\s+)?(?:(?:two|three|four|five|six)\s+)?$",
    re.IGNORECASE,
)
_SENDING = re.compile(r"\b(?:delegations|delegates|representatives)\s+(?:of|from)\s+(?:the\s+)?$", re.I)
_CONVENED = re.compile(
    r"\b(?:convened|called|convoked|assembled|summoned|sponsored)\s+(?:(?:up)?on|at|by)\s+(?:the\s+)?(?:\w+\s+)?"
    r"(?:(?:invitation|initiative|request|call)\s+of\s+)?"
)
_BESIDES = re.compile(
    r"\bin\s+addition\s+to\s+the\s+(?:sponsor\w*|inviting|conven\w+|host)\s+(?:countries|states|powers|governments)\b",
    re.IGNORECASE,
)
_ON_BEHALF = re.compile(r"\bon\s+behalf\s+of\s+(?:the\s+)?(?:[\w-]+\s+){0,5}?(?:of\s+)?(?:the\s+)?$", re.IGNORECASE)
_OWN_BEHALF = re.compile(r",?\s+(?:and|as\s+well\s+as)\s+(?:on\s+)?(?:his|her|its|their)\s+own(?:\s+behalf)?\b")
_CONVENING = re.compile(_CONVENED.pattern + r"[^.;,]{0,60}$")
_ATTENDED = re.compile(r"\b(?:attended\s+by|participation\s+of|presence\s+of|present\s+were)\b[^.;]*$", re.I)
_ATTENDING = re.compile(
    r"\s+(?:also\s+)?(?:took\s+part|attended|participated|(?:were|was)\s+(?:present|represented))\b"
)
_THERE = frozenset(["observer", "observers", "took", "attended", "participated", "present"])
_OBSERVING = re.compile(r",?\s+(?:(?:who|which)\s+)?(?:[a-z]+\s+){0,3}as\s+(?:an\s+)?[Oo]bservers?\b")
_OBSERVERS = re.compile(
    r"\b(?:observers?|as\s+observers?,?\s+(?:were|was)\s+(?:[\w-]+\s+){1,4})\s*(?:of|from)\s+(?:the\s+)?$", re.I
)
_NEAR = 40
_DASHES = ("-", "–", "‑", "/")
_ADJUNCT = re.compile(r"[\"“]?(?:At|On|In|During|Following|After|Upon|Under|Meeting|Gathered|Today)\b")
_COMMA = re.compile(r",\s+")
_ORG_KINDS = ("InternationalOrganization", "SecurityArrangement", "InternationalOrgan", "Community", "Organization")


def state_of(mention: Mention, naming: Naming) -> str | None:
    """Return the state that a mention names, or whose body it names; a press service only tells what others did."""
    if mention.iri is None or naming.is_press_service(mention.iri):
        return None
    if mention.iri in naming.codes:
        return mention.iri
    owner = owning_state(mention.iri) or naming.knowledge.value(mention.iri, "dco:organOf")
    return owner if owner in naming.codes else None


def is_organization(iri: str, naming: Naming) -> bool:
    """Tell whether an IRI is that of an organization that can speak, and not of a body of one state."""
    kinds = naming.knowledge.values(iri, "rdf:type")
    if kinds:
        return any(kind == DCO + name for kind in kinds for name in _ORG_KINDS)
    return iri.startswith(DCR + "org/") and owning_state(iri) is None and not _is_of_a_state(iri, naming)


def _is_of_a_state(iri: str, naming: Naming) -> bool:
    """Tell whether a body that no list has is of a kind that states have: "Ministry of Defence and Justice"."""
    name = iri.rpartition("/")[2] + "-"
    return name.startswith(("ministry-of-", *(f"{kind.slug}-" for kind in naming.bodies.values())))


def is_listed(iri: str | None, naming: Naming) -> bool:
    """Tell whether a mention is of an organization that the reference data knows."""
    return iri is not None and iri in naming.knowledge and is_organization(iri, naming)


def list_states(
    text: str, mentions: Sequence[Mention], opening: Sequence[Span], naming: Naming
) -> tuple[list[str], list[str], list[str]]:
    """Return the states of the first list ("the leaders of A, B and C"), those of the list that begins the opening, and
    those of a list after "comprising".
    """
    several = dict(mention_neighbours(text, opening[0], naming)) if opening else {}
    adjectives = dict(mention_adjectives(text, opening[0], naming)) if opening else {}
    several |= adjectives
    named = [m for m in mentions if m.iri and can_be_listed(m, naming)]
    named = sorted([*named, *several], key=lambda m: m.start) if several else named
    places = [m for m in mentions if m.type in ("LOC", "PER") and opening and m.end <= opening[0].end]
    listed: list[str] = []
    leading: list[str] = []
    comprised: list[str] = []
    sponsors: list[str] = []
    for run in runs(text, named, places):
        speakers = (several.get(m) or (speaker_of(m, naming),) for m in run)
        iris = _without_wholes(unique(iri for each in speakers for iri in each))
        iris = iris if len(run) > 1 or run[0] in adjectives else []
        if len(iris) < 2:
            continue
        before = text[max(0, run[0].start - 40) : run[0].start]
        first = any(_begins(text, span, run[0].start) for span in opening if span.start <= run[0].start < span.end)
        if _observe(text, run) or (_came(text, run) and _SENDING.search(before)):
            continue  # "Delegations from A and B took part": parties or guests
        if _CONVENING.search(text, max(0, run[0].start - 120), run[0].start):
            sponsors = sponsors or iris
            continue  # "The Conference, convened at the invitation of A and B,": others met as well
        if _COMPRISING_THESE.search(before):
            comprised = comprised or iris
        elif not first and not any(m in several or state_of(m, naming) for m in run):
            continue  # "in support of the UN and the OSCE": bodies that are spoken of
        elif first or _is_joined(text, run) or _LIST_OPENER.search(before):
            listed, leading = listed or iris, leading or (iris if first else [])
    if sponsors and listed and _BESIDES.search(text):
        listed = unique([*sponsors, *listed])
    return listed, leading, comprised


def tells_members(text: str) -> bool:
    """Tell whether a text says of whom something is made up: "comprising A and B"."""
    return _COMPRISING_ANY.search(text) is not None


def names_inviters(text: str, sentence: Span) -> bool:
    """Tell whether a sentence says at whose invitation a meeting was convened."""
    return _CONVENED.search(text, sentence.start, sentence.end) is not None


def list_attending(text: str, mentions: Sequence[Mention], opening: Sequence[Span], naming: Naming) -> list[str]:
    """Return the states whose delegations the opening says to have come: "the delegations of A, B and C took part".

    Where it names a body or post of another state, it tells of that state's guests, and there are none.
    """
    hosts = {state_of(m, naming) for m in mentions if m.type in ("ORG", "ROLE")} - {None}
    for span in opening:
        named = [m for m in mentions if m in span and m.iri and can_be_listed(m, naming)]
        for run in runs(text, named):
            came = _ATTENDING.match(text, run[-1].end) or _ATTENDED.search(text, span.start, run[0].start)
            states = unique(state_of(m, naming) for m in run)
            sent = _SENDING.search(text, span.start, run[0].start) or ends_in_offices(text[span.start : run[0].start])
            if len(states) > 1 and hosts <= set(states) and came and sent:
                return states
    return []


def list_represented(text: str, mentions: Sequence[Mention], spoken: Sequence[str], naming: Naming) -> list[str]:
    """Return the states in whose name somebody speaks: "on behalf of the Presidents of A and B and on his own"."""
    for run in runs(text, [m for m in mentions if m.iri and can_be_listed(m, naming)]):
        states = unique(state_of(m, naming) for m in run)
        if len(states) > 1 and _ON_BEHALF.search(text, max(0, run[0].start - 80), run[0].start):
            return unique([*(spoken[:1] if _OWN_BEHALF.match(text, run[-1].end) else ()), *states])
    return []


def list_guests(text: str, mentions: Sequence[Mention], parties: Collection[str], naming: Naming) -> list[str]:
    """Return the states that are there and are no parties: "Delegations from A and B attended", "C, as an observer"."""
    if _THERE.isdisjoint(words_of(text)):
        return []
    named = [m for m in mentions if m.iri and can_be_listed(m, naming)]
    found = [
        state_of(m, naming)
        for run in runs(text, named)
        if _observe(text, run)
        or (_came(text, run) and _SENDING.search(text, max(0, run[0].start - _NEAR), run[0].start))
        for m in run
    ]
    return [state for state in unique(found) if state not in parties]


def list_observers(text: str, mentions: Sequence[Mention], naming: Naming) -> list[str]:
    """Return the states that only observe: "Delegations from A and B participated as observers"."""
    named = [m for m in mentions if m.iri and can_be_listed(m, naming)] if "bserver" in text else []
    return unique(state_of(m, naming) for run in runs(text, named) if _observe(text, run) for m in run)


def _observe(text: str, run: Sequence[Mention]) -> bool:
    behind = _OBSERVING.match(text, run[-1].end) is not None
    return behind or _OBSERVERS.search(text, max(0, run[0].start - _NEAR), run[0].start) is not None


def _came(text: str, run: Sequence[Mention]) -> bool:
    """Tell whether delegations from these states are said to have taken part."""
    return _ATTENDING.match(text, run[-1].end) is not None


def _begins(text: str, sentence: Span, place: int) -> bool:
    """Tell whether nothing but offices stands before a place: at the start, or behind "At the invitation of X,"."""
    if names_offices(text[sentence.start : place]):
        return True
    commas = _COMMA.finditer(text, sentence.start, place) if _ADJUNCT.match(text, sentence.start) else ()
    return any(comma.end() < place and names_offices(text[comma.end() : place]) for comma in commas)


def _without_wholes(iris: list[str]) -> list[str]:
    """Leave out organizations of which a list names two members after them: "A, and the GCC members, B and C"."""
    members = load_members()
    return [iri for at, iri in enumerate(iris) if len(members.get(iri, frozenset()) & set(iris[at:])) < 2]


def _is_joined(text: str, run: Sequence[Mention]) -> bool:
    """Tell whether dashes join the names, as in "the Japan-Spain talks"."""
    return all(text[one.end : other.start].strip() in _DASHES for one, other in pairwise(run))


def can_be_listed(mention: Mention, naming: Naming) -> bool:
    """Tell whether a mention can be one of several parties: a state, a body or post of it, a listed organization."""
    if mention.type == "ROLE":
        return state_of(mention, naming) is not None
    if mention.iri in naming.codes:
        return mention.text not in naming.knowledge.values(mention.iri or "", "dco:demonym")
    if mention.iri is None or mention.type != "ORG":
        return False
    national = owning_state(mention.iri) in naming.codes
    return national or (mention.iri in naming.knowledge and is_organization(mention.iri, naming))


def speaker_of(mention: Mention, naming: Naming) -> str | None:
    """Return the state whose body a mention names, or the state or organization that it names."""
    national = mention.type == "ROLE" or owning_state(mention.iri) in naming.codes
    return state_of(mention, naming) if national else mention.iri


def _without_places(text: str, start: int, end: int, places: Sequence[Mention]) -> str:
    """Return the words between two names without the places among them: ", a delegate from Guam,"."""
    words, at = "", start
    for place in places[bisect_left(places, start, key=lambda place: place.start) :]:
        if place.end > end:
            break
        words, at = words + text[at : place.start].rstrip(" ,"), place.end
    return words + text[at:end]


def runs(text: str, mentions: Sequence[Mention], places: Sequence[Mention] = ()) -> Iterator[list[Mention]]:
    """Yield the mentions in lists: those that only commas, dashes, "and" and further offices stand between."""
    run: list[Mention] = []
    for mention in mentions:
        between = _without_places(text, run[-1].end, mention.start, places) if run else ""
        if run and not (_LIST_GAP.fullmatch(between) or joins_offices(between)):
            yield run
            run = []
        run.append(mention)
    if run:
        yield run
