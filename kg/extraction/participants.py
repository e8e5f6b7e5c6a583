"""Who takes part: the parties, the persons who speak for them, and the group names that stand for them.

In: the title's and the opening's mentions, introductions of persons, and what the publisher's page says. Out: the
registry, the parties, and facts on who held which post. The stage reads only the title and the opening; what is
introduced later is no participant. It never guesses a state that several parties could be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kg.extraction.candidates import Introduction, Person
from kg.extraction.model import Participant, Registry
from kg.knowledge.letters import fold
from kg.knowledge.naming import Naming
from kg.names import DCO, DCR, expand, slug
from kg.record import Entity, Fact, Mention, Span

__all__ = ["Cast", "find_participants"]

_COUNTS = ("", "", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_LIST_OPENER = re.compile(
    r"\b(?:of|between|among|amongst|by|from|comprising|comprises|including|as|–|—|-|:|we,?|wE,?|WE,?|and|with)\s*(?:the\s+)?$"
)
_COMPRISING = re.compile(
    r"(?:comprising|comprises|comprised\s+of|namely|made\s+up\s+of|consisting\s+of|nations\s*[–—-])\s*(?:the\s+)?$",
    re.I,
)
_LIST_GAP = re.compile(
    r"(?:\s*\([A-Z.]{2,8}\))?\s*(?:,|[-–]|\sand\b|,\s*and\b|,?\s*as\s+well\s+as\b)\s*(?:and\s+)?(?:the\s+)?$"
)
_POSSESSIVE = re.compile(r"['’]s?\b")
_NO_POST = "counterpart"  # says that someone holds the same post, and not which
_SINGLE_ROLES = ("president", "prime minister", "king", "queen", "emperor", "chancellor")
_ORG_KINDS = ("InternationalOrganization", "SecurityArrangement", "InternationalOrgan", "Community", "Organization")


@dataclass(frozen=True, slots=True)
class Cast:
    """The result: registry, parties (IRIs), persons taking part (IRIs), new individuals and facts."""

    registry: Registry
    parties: tuple[str, ...]
    persons: tuple[str, ...]
    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class _Post:
    """A named post: its label, the body that it leads, its role noun and where the text says it."""

    iri: str
    label: str
    body: str | None
    role: str
    intro: Introduction


@dataclass(slots=True)
class _Seat:
    """A person or post that takes part, while it is being completed."""

    intro: Introduction
    person: Person | None
    state: str | None
    role: str | None
    body: str | None = None
    post: str | None = None
    posts: list[_Post] = field(default_factory=list)
    others: list[Introduction] = field(default_factory=list)


def find_participants(
    text: str,
    title: Sequence[Span],
    opening: Sequence[Span],
    mentions: Sequence[Mention],
    introductions: Sequence[Introduction],
    persons: Mapping[Introduction, Person],
    aliases: Mapping[str, str],
    publisher_state: str | None,
    naming: Naming,
) -> Cast:
    """Return who takes part. ``aliases`` maps the document's short forms to their long forms."""
    seats = _find_seats(text, title, opening, mentions, introductions, persons, naming)
    parties, members = _find_parties(text, title, opening, mentions, seats, naming)
    parties = _complete_states(seats, parties, publisher_state)
    for seat in seats:
        _name_posts(text, seat, naming)
    return _make_cast(text, seats, parties, members, aliases, naming)


def _find_seats(
    text: str,
    title: Sequence[Span],
    opening: Sequence[Span],
    mentions: Sequence[Mention],
    introductions: Sequence[Introduction],
    persons: Mapping[Introduction, Person],
    naming: Naming,
) -> list[_Seat]:
    """Return who is introduced in the title and the opening, each once, with the fullest introduction.

    The opening ends with the sentence that introduces two or more: who is named later is spoken of, not speaking.
    """
    ends = {mention.end for mention in mentions if mention.type == "PER"}
    seats: dict[str, _Seat] = {}
    for number, part in enumerate([*title, *opening]):
        here = [intro for intro in introductions if (intro.name or intro.post or part) in part]
        here = [i for i in here if not _is_possessive(text, i) and (i.name is None or i.name.end in ends)]
        for intro in here:
            _take_seat(seats, intro, persons.get(intro), naming)
        if number >= len(title) and len({persons.get(i, i.state) for i in here}) >= 2:
            break
    return _merge_posts(list(seats.values()))


def _take_seat(seats: dict[str, _Seat], intro: Introduction, person: Person | None, naming: Naming) -> None:
    key = person.iri if person else f"{intro.role} {intro.state}"
    role = naming.roles[intro.role].head if intro.role else None
    old = seats.get(key)
    if old is None:
        seats[key] = _Seat(intro, person, intro.state, role)
    elif intro.post and intro.sentence == old.intro.sentence and old.intro.post:
        old.others.append(intro)
    elif intro.post and (old.intro.post is None or (old.state is None and intro.state)):
        seats[key] = _Seat(intro, person, intro.state or old.state, role or old.role)


def _merge_posts(seats: list[_Seat]) -> list[_Seat]:
    """Join posts without a name to persons of the same role without a state, in order, where they are as many."""
    merged = [seat for seat in seats if seat.person]
    for role in dict.fromkeys(seat.role for seat in seats if seat.person is None):
        posts = [seat for seat in seats if seat.person is None and seat.role == role]
        named = [seat for seat in merged if seat.role == role]
        waiting = [seat for seat in named if seat.state is None]
        if len(posts) == len(waiting):
            for seat, post in zip(waiting, posts, strict=True):
                seat.state, seat.intro = post.state, replace(seat.intro, post=post.intro.post, state=post.state)
        elif not named:
            merged += posts
    return merged


def _is_possessive(text: str, intro: Introduction) -> bool:
    end = max(span.end for span in (intro.name, intro.post) if span)
    return bool(_POSSESSIVE.match(text, end)) or bool(
        re.compile(r"\s+and\s+(?:President|Prime\s+Minister|Minister|Secretary)\s+(?:[A-Z][\w.-]+\s*){1,4}['’]s").match(
            text, end
        )
    )


def _find_parties(
    text: str,
    title: Sequence[Span],
    opening: Sequence[Span],
    mentions: Sequence[Mention],
    seats: Sequence[_Seat],
    naming: Naming,
) -> tuple[list[str], list[str]]:
    """Return the parties, and the members that an organization is said to comprise."""
    titled = [m for m in mentions if any(Span(m.start, m.end) in part for part in title)]
    opened = [m for m in mentions if any(Span(m.start, m.end) in part for part in opening)]
    states = _unique(_state_of(m, naming) for m in titled)
    bodies = _unique(m.iri for m in titled if m.iri and _is_organization(m.iri, naming))
    known = [iri for iri in bodies if iri in naming.knowledge]
    spoken = _unique(seat.state for seat in seats)
    listed, _ = _listed_states(text, [m for m in opened if m.end <= opening[0].end], opening, naming)
    anywhere, comprised = _listed_states(text, mentions, opening, naming)
    both = [*states, *known] if states else []
    for parties in (states, both, [*states, *spoken], listed, known[:1], bodies[:1]):
        if len(_unique(parties)) >= (1 if parties and parties[0] in bodies else 2):
            return _unique(parties), comprised
    if spoken or states or anywhere:
        return _unique([*states, *(spoken or anywhere)]), comprised
    first = [m for m in opened if m.end <= opening[0].end and m.iri]
    acting = [m.iri for m in first if _is_organization(m.iri or "", naming)] or [_state_of(m, naming) for m in first]
    return _unique(acting)[:1], comprised


def _unique(iris: object) -> list[str]:
    return [iri for iri in dict.fromkeys(iris) if isinstance(iri, str)]  # type: ignore[call-overload]


def _state_of(mention: Mention, naming: Naming) -> str | None:
    """Return the state that a mention names, or whose body it names."""
    if mention.iri is None:
        return None
    if mention.iri in naming.codes:
        return mention.iri
    match = re.match(re.escape(DCR) + r"(?:org|post)/([A-Z]{3})/", mention.iri)
    return f"{DCR}state/{match[1]}" if match else naming.knowledge.value(mention.iri, "dco:organOf")


def _is_organization(iri: str, naming: Naming) -> bool:
    kinds = naming.knowledge.values(iri, "rdf:type")
    if kinds:
        return any(kind == DCO + name for kind in kinds for name in _ORG_KINDS)
    return iri.startswith(DCR + "org/") and not re.match(re.escape(DCR) + r"org/[A-Z]{3}/", iri)


def _listed_states(
    text: str, mentions: Sequence[Mention], opening: Sequence[Span], naming: Naming
) -> tuple[list[str], list[str]]:
    """Return the states of the first list ("the leaders of A, B and C"), and those of a list after "comprising"."""
    named = [m for m in mentions if m.iri and _can_be_listed(m, naming)]
    starts = {span.start for span in opening}
    listed: list[str] = []
    comprised: list[str] = []
    for run in _runs(text, named):
        before = text[max(0, run[0].start - 40) : run[0].start]
        first = run[0].start in starts or (run[0].start - 4 in starts and before.lower().endswith("the "))
        iris = _unique(m.iri for m in run)
        if len(iris) >= 2 and _COMPRISING.search(before):
            comprised = comprised or iris
        elif len(iris) >= 2 and (first or _is_joined(text, run) or _LIST_OPENER.search(before)):
            listed = listed or iris
    return listed, comprised


def _is_joined(text: str, run: Sequence[Mention]) -> bool:
    """Tell whether dashes join the names, as in "the Japan-Spain talks"."""
    return all(text[one.end : other.start].strip() in ("-", "–", "‑") for one, other in pairwise(run))


def _can_be_listed(mention: Mention, naming: Naming) -> bool:
    if mention.iri in naming.codes:
        return mention.text not in naming.knowledge.values(mention.iri or "", "dco:demonym")
    return mention.iri is not None and mention.iri in naming.knowledge and _is_organization(mention.iri, naming)


def _runs(text: str, mentions: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Yield the mentions in lists: those that only commas, dashes and "and" stand between."""
    run: list[Mention] = []
    for mention in mentions:
        if run and not _LIST_GAP.fullmatch(text[run[-1].end : mention.start]):
            yield run
            run = []
        run.append(mention)
    if run:
        yield run


def _complete_states(seats: Sequence[_Seat], parties: list[str], publisher_state: str | None) -> list[str]:
    """Give persons without a state the one party that has no person yet, or the publisher's state."""
    open_seats = [seat for seat in seats if seat.state is None and seat.person]
    taken = {seat.state for seat in seats}
    free = [party for party in parties if party not in taken]
    distinct = len({seat.role for seat in open_seats}) == len(open_seats)
    if len(free) == 1 and (distinct or len(seats) > len(open_seats) > 0) and not _are_heads(open_seats):
        for seat in open_seats:
            seat.state = free[0]
    elif len(open_seats) == len(free) == len(parties) == 2:
        for seat, party in zip(open_seats, free, strict=True):
            seat.state = party
    elif open_seats and publisher_state and publisher_state not in taken and (not free or publisher_state in free):
        for seat in open_seats:
            seat.state = publisher_state
        return parties if publisher_state in parties else [*parties, publisher_state]
    return parties


def _are_heads(seats: Sequence[_Seat]) -> bool:
    """Tell whether two seats have one role that a state gives to one person only."""
    return len(seats) > 1 and len({seat.role for seat in seats}) == 1 and seats[0].role in _SINGLE_ROLES


def _name_posts(text: str, seat: _Seat, naming: Naming) -> None:
    """Name the posts of a person; the first that leads a body is the one he takes part in."""
    if seat.state not in naming.codes:
        return
    for intro in (seat.intro, *seat.others):
        post = _name_post(text, intro, seat.state or "", naming)
        if post:
            seat.posts.append(post)
    chief = next((post for post in seat.posts if post.body), seat.posts[0] if seat.posts else None)
    if chief:
        seat.post, seat.body, seat.role = chief.iri, chief.body, naming.roles[chief.role].head


def _name_post(text: str, intro: Introduction, state: str, naming: Naming) -> _Post | None:
    if intro.post is None or intro.role is None or naming.roles[intro.role].head == _NO_POST:
        return None
    role = naming.roles[intro.role]
    words = " ".join(text[intro.post.start : intro.post.end].split())
    bare = _without_state(words, state, naming)
    known = {_british(label) for label in _labels(intro.role, naming)}
    own = _british(bare) in known
    code = naming.codes[state]
    iri = f"{DCR}post/{code}/{role.slug if own else slug(bare)}"
    label = words if words != bare else f"{words} of {naming.label(state)}"
    body = f"{DCR}org/{code}/{naming.bodies[role.body].slug}" if role.body and own else None
    return _Post(iri, label, body, intro.role, intro)


def _british(words: str) -> str:
    return fold(words).replace("defense", "defence")


def _labels(iri: str, naming: Naming) -> tuple[str, ...]:
    return (*naming.knowledge.values(iri, "skos:prefLabel"), *naming.knowledge.values(iri, "skos:altLabel"))


def _state_names(state: str, naming: Naming) -> list[str]:
    known = naming.knowledge
    keys = ("skos:prefLabel", "dco:formalName", "skos:altLabel", "dco:abbreviation")
    return _unique(name for key in keys for name in known.values(state, key))


def _without_state(words: str, state: str, naming: Naming) -> str:
    for name in sorted(_state_names(state, naming), key=len, reverse=True):
        words = re.sub(rf"\s+(?:of|at|in)\s+(?:the\s+)?{re.escape(name)}(?!\w).*$", "", words)
    return words


def _make_cast(
    text: str,
    seats: Sequence[_Seat],
    parties: list[str],
    members: list[str],
    aliases: Mapping[str, str],
    naming: Naming,
) -> Cast:
    speaking = [seat for seat in seats if seat.state in parties or not parties or seat.state is None]
    roles = [seat.role for seat in speaking]
    participants = [_make_person(text, seat, roles, naming) for seat in speaking]
    seated = {seat.state for seat in speaking}
    voice = [index for index, seat in enumerate(speaking) if seat.state or len(parties) < 2]
    for party in parties:
        if party not in seated:
            voice.append(len(participants))
        participants.append(Participant(party, (party,), tuple(_party_names(party, naming))))
    first_member = len(participants)
    participants += [Participant(m, (m,), tuple(_party_names(m, naming))) for m in members if m not in parties]
    groups = _find_groups(participants, voice, aliases, naming)
    if members:
        inside = tuple(i for i, p in enumerate(participants) if p.iri in members or i >= first_member)
        groups.update(dict.fromkeys(("members", "member states", "member nations"), inside))
    registry = Registry(tuple(participants), groups, tuple(voice))
    entities, facts = _record_posts(seats, naming)
    persons = _unique(seat.person.iri for seat in speaking if seat.person)
    return Cast(registry, tuple(parties), tuple(persons), entities, facts)


def _make_person(text: str, seat: _Seat, roles: Sequence[str | None], naming: Naming) -> Participant:
    behalf = (seat.state,) if seat.state else ()
    names: list[str] = []
    title = seat.role.title() if seat.role else None
    if seat.person:
        names.append(seat.person.label)
        for part in _name_parts(seat.person.label, naming):
            names += [part, *([f"{title} {part}"] if title else []), f"Mr. {part}", f"Ms. {part}", f"Dr. {part}"]
    names += [post.label for post in seat.posts]
    if title and seat.role and roles.count(seat.role) == 1:
        names.append(title)
    if seat.state and title:
        names += [f"{demonym} {title}" for demonym in naming.knowledge.values(seat.state, "dco:demonym")]
    iri = seat.person.iri if seat.person else seat.state or ""
    return Participant(iri, behalf, tuple(dict.fromkeys(names)), seat.role, seat.post, seat.body)


def _name_parts(label: str, naming: Naming) -> list[str]:
    """Return the parts by which a person may be called: the first word, the last, and the last with its particles.

    The first word counts too, because many languages write the surname first.
    """
    words = re.sub(r",?\s+(?:Jr|Sr|II|III|IV)\b\.?$", "", label).split()
    start = len(words) - 1
    while start > 0 and words[start - 1].lower() in naming.particles:
        start -= 1
    return list(dict.fromkeys([words[-1], " ".join(words[start:]), words[0]])) if len(words) > 1 else words


def _party_names(party: str, naming: Naming) -> Iterator[str]:
    names = _state_names(party, naming)
    yield from names
    yield from (f"{name} side" for name in [*names, *naming.knowledge.values(party, "dco:demonym")])


def _find_groups(
    participants: Sequence[Participant], voice: Sequence[int], aliases: Mapping[str, str], naming: Naming
) -> dict[str, tuple[int, ...]]:
    """Return the group phrases that this document can use, without article, and whom they cover."""
    everyone = tuple(voice)
    groups: dict[str, tuple[int, ...]] = {}
    for noun in naming.groups:
        covered = tuple(i for i in everyone if participants[i].role in noun.roles) if noun.roles else everyone
        if len(covered) < 2:
            covered = everyone
        for label in noun.labels:
            for form in {label, label.replace("defence", "defense")}:
                groups.setdefault(form, covered)
                groups.setdefault(f"both {form}", covered)
                if len(covered) < len(_COUNTS) and _COUNTS[len(covered)]:
                    groups.setdefault(f"{_COUNTS[len(covered)]} {form}", covered)
    for short, long in aliases.items():
        phrase = re.sub(r"^(?:the|both|two|three|four|five)\s+", "", fold(long))
        if phrase in groups:
            groups[fold(short)] = groups[phrase]
            for count in _COUNTS[2:]:
                groups.setdefault(f"{count} {fold(short)}", groups[phrase])
    return groups


def _record_posts(seats: Sequence[_Seat], naming: Naming) -> tuple[tuple[Entity, ...], tuple[Fact, ...]]:
    entities: dict[str, Entity] = {}
    facts: list[Fact] = []
    for seat in seats:
        for post in seat.posts:
            spans = [span for span in (post.intro.name, post.intro.post) if span]
            evidence = Span(min(span.start for span in spans), max(span.end for span in spans))
            entities.setdefault(post.iri, Entity(post.iri, DCO + "Post", (post.label,)))
            if seat.person:
                facts.append(_fact(seat.person.iri, "heldPost", post.iri, evidence, "registry.held-post"))
            if post.body and seat.state:
                kind = naming.roles[post.role].body or ""
                label = f"{naming.label(kind) or ''} of {naming.label(seat.state)}"
                label = label[:1].upper() + label[1:]
                entities.setdefault(post.body, Entity(post.body, naming.bodies[kind].kind, (label,)))
                facts.append(_fact(post.iri, "postIn", post.body, evidence, "registry.post-in"))
                facts.append(_fact(post.body, "organOf", seat.state, evidence, "registry.organ-of"))
    return tuple(entities[iri] for iri in sorted(entities)), tuple(dict.fromkeys(facts))


def _fact(subject: str, predicate: str, value: str, evidence: Span, rule: str) -> Fact:
    return Fact(subject, expand(f"dco:{predicate}"), value, None, evidence, rule)
