"""Seats: the persons and posts that the title and the opening introduce, with the states that stand beside them.

Not a stage; the stage of participants seats them. In: introductions and mentions. Out: mutable seats, which
``kg.extraction.participation.delegations`` completes. A state that several parties could be is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.extraction.naming.candidates import Introduction, Person
from kg.extraction.naming.rosters import Roster
from kg.extraction.participation.holders import Holder
from kg.extraction.participation.placings import before_style, find_state_behind
from kg.knowledge.letters import fold
from kg.knowledge.naming import Naming
from kg.names import DCR, owning_state
from kg.record import Mention, Span

__all__ = [
    "BODY_ROLES",
    "NO_POST",
    "Post",
    "Seat",
    "find_bystanders",
    "find_seats",
    "is_spokesman",
    "state_names",
    "unique",
]

_POSSESSIVE = re.compile(r"['’]s?\b")
_JOINT_POSSESSIVE = re.compile(
    r"\s+and\s+(?:President|Prime\s+Minister|Minister|Secretary)\s+(?:[A-Z][\w.-]+\s*){1,4}['’]s"
)
_WITH_WIFE = re.compile(r"\band\s+(?:Mrs|Madame?|Señora|Begum)\b\.?\s+$")
_THANKED = re.compile(
    r"\b(?:grateful|gratitude|thanks|thanked|thank|appreciation|tribute|condolences|congratulat\w+|sympathy|homage)"
    r"(?:\s+to|\s+of)?(?:\s+(?:the|late|His|Her|H\.E\.|Excellency|Majesty|Mr\.?|Mrs\.?|Dr\.?))*\s+$"
)
_ASIDE = re.compile(
    r"\b(?:sidelines|margins|occasion)\s+of\s+(?:the\s+)?(?:\w+\s+){0,3}visit(?:\s+to\s+(?:[A-Z]\w+\s+){1,4})?\s*(?:of|by)\s+"
    r"(?:the\s+)?(?:[A-Z][\w.]*\s+){0,6}$"
)
_DEPARTMENT = re.compile(r"\b(?:Department|Directorate|Division|Bureau|Section|Branch|Unit|Headquarters)\b")
_CONVENING = re.compile(r"\b(?:convened|called)\s+(?:(?:up)?on|at)\s+the\s+(?:\w+\s+)?(?:invitation|request)\b")
_GUEST = re.compile(r",?\s+(?:as\s+)?(?:a|the)\s+(?:special\s+)?(?:guest|invitee)\b")
_LED_BY = re.compile(
    r"\b(?:led|headed|represented|attended|comprised|participated|participants|delegates|representatives|present)\b",
    re.IGNORECASE,
)
_NEXT_SIDE = re.compile(
    r"\s+(?:The\s+)?(?:[A-Z][\w'’-]*\s+){1,4}(?:(?:side|delegation|team)\s+(?:was|is|were|included|comprised|consisted)"
    r"|(?:was|were)\s+represented\s+by)\b"
)
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_LONGEST_ROW = 200
_HOUSES = frozenset(["school", "academy", "college", "university", "institute", "base", "hospital", "centre", "center"])
_OWN_TITLE = re.compile(r"(?: (?:[A-Z][\w-]*|of|for)\b){1,6}\.? ?")
_OF = re.compile(r"\s+of\s+(?:the\s+)?")
_FOR_NOW = re.compile(r"^(?:acting|interim|caretaker|then|new|outgoing|incoming|former|the)\s+")
BODY_ROLES = frozenset(
    ["secretary general", "chair", "high representative", "commissioner", "director general", "director", "president",
     "representative", "envoy", "commander", "ambassador", "general secretary", "executive secretary", "chairman",
     "chairwoman", "chairperson"]
)  # fmt: skip
NO_POST = "counterpart"  # says that someone holds the same post, and not which


@dataclass(frozen=True, slots=True)
class Post:
    """A named post: its label, the body that it leads, its role noun and where the text says it."""

    iri: str
    label: str
    body: str | None
    role: str
    intro: Introduction


@dataclass(slots=True)
class Seat:
    """A person or post that takes part, while it is being completed."""

    intro: Introduction
    person: Person | None
    state: str | None
    role: str | None
    body: str | None = None
    post: str | None = None
    posts: list[Post] = field(default_factory=list)
    others: list[Introduction] = field(default_factory=list)
    holder: Holder | None = None


def find_seats(
    text: str,
    title: Sequence[Span],
    opening: Sequence[Span],
    rosters: Sequence[Roster],
    mentions: Sequence[Mention],
    introductions: Sequence[Introduction],
    persons: Mapping[Introduction, Person],
    naming: Naming,
) -> list[Seat]:
    """Return who is introduced in the title, the rosters and the opening, each once, with the fullest introduction.

    The opening ends with the sentence that introduces two or more: who is named later is spoken of, not speaking.
    """
    ends = {mention.end for mention in mentions if mention.type == "PER"}
    named = {mention.iri for mention in mentions if mention.type in ("STATE", "ORG")}
    introductions = _outermost(introductions)
    seats: dict[str, Seat] = {}
    signatories: list[tuple[Introduction, Person | None]] = []
    for roster in rosters:
        for intro in introductions:
            if intro.name and intro.name in roster.span and intro.name.end in ends:
                seated, person = replace(intro, state=roster.party), persons.get(intro)
                if intro.post or intro.role or intro.titled:
                    _take_seat(seats, seated, person, naming)
                else:
                    signatories.append((seated, person))
    signed = set(seats)
    for number, part in enumerate([*title, *(_with_rows(text, part, introductions) for part in opening)]):
        here = [intro for intro in introductions if (intro.name or intro.post or part) in part]
        here = [i for i in here if not is_spokesman(i, naming)]
        here = [i for i in here if not _is_possessive(text, i) and (i.name is None or i.name.end in ends)]
        here = [i for i in here if (i.post or not _is_spouse(text, i)) and not _is_thanked(text, i)]
        here = [i for i in here if not _GUEST.match(text, max(s.end for s in (i.name, i.post) if s))]
        here = [i for i in here if i.name or i.post is None or not _CONVENING.search(text[part.start : i.post.start])]
        for intro in here:
            person = persons.get(intro)
            if not signed or number < len(title) or (person and person.iri in signed):
                _take_seat(seats, intro, person, naming)
        headed = text[part.end - 1] not in ".:;!" and not any(i.name for i in here)  # a heading names posts alone
        sided = _NEXT_SIDE.match(text, part.end) is not None  # the other side has a sentence of its own
        if number >= len(title) and not headed and not sided and len({persons.get(i, i.state) for i in here}) >= 2:
            break
    _seat_signatories(seats, signatories, naming)
    beside = {m.end: m.iri for m in mentions if m.type == "STATE" and _OF.search(text, max(0, m.start - 8), m.start)}
    for seat in seats.values():
        name = seat.intro.name
        seat.state = (
            seat.state
            or (beside.get(before_style(text, name)) if name else None)  # "Deputy Minister (...) of Peru | Ana Rojas"
            or _state_of_post(text, seat.intro, named, naming)
            or _body_of_post(text, seat, mentions, naming)
            or find_state_behind(text, name, seat.role or "", mentions)
        )
    return list(seats.values())


def find_bystanders(
    text: str,
    introductions: Sequence[Introduction],
    persons: Mapping[Introduction, Person],
    seats: Sequence[Seat],
    naming: Naming,
) -> list[Seat]:
    """Return who is named with a post of a state and takes no part: what is known of him is his post alone."""
    found: dict[str, Seat] = {}
    seated = {seat.person.iri for seat in seats if seat.person}
    for intro in _outermost(introductions):
        person = persons.get(intro)
        if person and person.iri not in seated and intro.post and intro.state in naming.codes:
            _take_seat(found, intro, person, naming)
    return list(found.values())


def _with_rows(text: str, part: Span, introductions: Sequence[Introduction]) -> Span:
    """Return a sentence such as "The delegations were led by:" with the lines below it that each name a person."""
    end = part.end
    if text[end - 1] == ":" and _LED_BY.search(text, part.start, end):
        names = [intro.name.start for intro in introductions if intro.name]
        for line in _LINE.finditer(text, end):
            long = line.end() - line.start() > _LONGEST_ROW
            if long or not any(line.start() <= name < line.end() for name in names):
                break
            end = line.end()
    return Span(part.start, end)


def is_spokesman(intro: Introduction, naming: Naming) -> bool:
    """Tell whether somebody only says what others said and did."""
    return intro.role is not None and naming.roles[intro.role].head == "spokesperson"


def _outermost(introductions: Sequence[Introduction]) -> list[Introduction]:
    """Leave out posts without a name that stand inside another post ("representative of the President of X")."""
    posts = [intro.post for intro in introductions if intro.post]
    return [
        intro
        for intro in introductions
        if intro.name or not any(post != intro.post and intro.post in post for post in posts if intro.post)
    ]


def _state_of_post(text: str, intro: Introduction, named: Collection[str | None], naming: Naming) -> str | None:
    """Return the one state that has such a post; without the name of the holder the text must name the state too."""
    if intro.post is None:
        return None
    words = _FOR_NOW.sub("", fold(" ".join(text[intro.post.start : intro.post.end].split())))
    begun = ((post, state) for post, state in naming.national_posts if words.startswith(post))
    whole = ((words[len(post) :], state) for post, state in begun)
    state = next((state for rest, state in whole if not rest[:1].isalnum() and not rest.startswith(" for ")), None)
    organs = f"{DCR}org/{naming.codes.get(state or '')}/"
    known = intro.name or any(iri and (iri == state or iri.startswith(organs)) for iri in named)
    return state if known else None


def _body_of_post(text: str, seat: Seat, mentions: Sequence[Mention], naming: Naming) -> str | None:
    """Return the organization that a post is of, where no list knows it: "Secretary-General of the Pacific Forum"."""
    post, name = seat.intro.post, seat.intro.name
    for mention in mentions if post or name else ():
        inside = post is not None and post.start < mention.start <= post.end + len(" of the ")
        before = seat.role in BODY_ROLES and name is not None and mention.end < name.start
        inside = inside or (before and name is not None and bool(_OWN_TITLE.fullmatch(text, mention.end, name.start)))
        body = mention.iri if inside and mention.type == "ORG" and not _DEPARTMENT.search(mention.text) else None
        house = body not in naming.knowledge and mention.text.split()[-1].lower() in _HOUSES if body else True
        if body and not house:
            return owning_state(body) or _state_of_body(mention, mentions, naming) or body
    return None


def _state_of_body(body: Mention, mentions: Sequence[Mention], naming: Naming) -> str | None:
    """Return the state whose organ a body is, where the text says so once: "the Federal Council of Norway"."""
    for mention in mentions:
        whole = _OF.match(mention.text, len(body.text)) if mention.text.startswith(body.text) else None
        for hit in naming.gazetteer.find(mention.text[whole.end() :]).get("name", []) if whole else ():
            if hit.entries[0].iri in naming.codes:
                return hit.entries[0].iri
    return None


def _take_seat(seats: dict[str, Seat], intro: Introduction, person: Person | None, naming: Naming) -> None:
    key = person.iri if person else f"{intro.role} {intro.state}"
    role = naming.roles[intro.role].head if intro.role else None
    old = seats.get(key)
    if old is None:
        seats[key] = Seat(intro, person, intro.state, role)
    elif intro.post and intro.sentence == old.intro.sentence and old.intro.post:
        old.others.append(intro)
    elif intro.post and (old.intro.post is None or (old.state is None and intro.state)):
        seats[key] = Seat(intro, person, intro.state or old.state, role or old.role)


def _seat_signatories(
    seats: dict[str, Seat], signatories: Sequence[tuple[Introduction, Person | None]], naming: Naming
) -> None:
    """Seat those whom signatures name without title, where nobody else is named; else take from them whose side is."""
    alone = not any(seat.person for seat in seats.values())
    for intro, person in signatories:
        if alone:
            _take_seat(seats, intro, person, naming)
        elif person and person.iri in seats:
            seats[person.iri].state = seats[person.iri].state or intro.state


def _is_spouse(text: str, intro: Introduction) -> bool:
    """Tell whether somebody without a post comes along ("the President and Mrs. Lund")."""
    return intro.name is not None and bool(_WITH_WIFE.search(text, max(0, intro.name.start - 20), intro.name.start))


def _is_thanked(text: str, intro: Introduction) -> bool:
    """Tell whether somebody is only spoken to or of: "grateful to President Lund", "during the visit of the King"."""
    start = min(span.start for span in (intro.name, intro.post) if span)
    return bool(_THANKED.search(text, max(0, start - 60), start) or _ASIDE.search(text, max(0, start - 120), start))


def _is_possessive(text: str, intro: Introduction) -> bool:
    end = max(span.end for span in (intro.name, intro.post) if span)
    return bool(_POSSESSIVE.match(text, end) or _JOINT_POSSESSIVE.match(text, end))


def state_names(state: str, naming: Naming) -> list[str]:
    """Return the names and abbreviations of a state or organization, the preferred one first."""
    known = naming.knowledge
    keys = ("skos:prefLabel", "dco:formalName", "skos:altLabel", "dco:abbreviation")
    return unique(name for key in keys for name in known.values(state, key))


def unique(iris: Iterable[str | None]) -> list[str]:
    """Return the IRIs in order, each once, without None."""
    return [iri for iri in dict.fromkeys(iris) if iri]
