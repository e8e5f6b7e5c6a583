"""Who takes part: the parties, the persons who speak for them, and the group names that stand for them.

In: the title's and the opening's mentions, introductions of persons, and what the publisher's page says. Out: the
registry, the parties, and facts on who held which post. The stage reads only the title and the opening; what is
introduced later is no participant. It never guesses a state that several parties could be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.extraction.model import Participant, Registry
from kg.extraction.naming.candidates import Introduction, Person
from kg.extraction.naming.jointnames import find_chair, find_joint_bodies, find_realms, find_sovereigns
from kg.extraction.naming.rosters import Roster
from kg.extraction.participation.assemblies import find_assembly
from kg.extraction.participation.delegations import (
    complete_states,
    give_beside,
    give_opposite,
    give_states,
    give_visitor,
)
from kg.extraction.participation.evidence import PartyEvidence
from kg.extraction.participation.gatherings import short_forms, with_gathered
from kg.extraction.participation.holders import Holder
from kg.extraction.participation.homes import give_home
from kg.extraction.participation.members import list_members
from kg.extraction.participation.merging import merge_posts
from kg.extraction.participation.parties import find_parties
from kg.extraction.participation.partylists import list_guests
from kg.extraction.participation.posts import name_counterparts, name_posts
from kg.extraction.participation.seats import (
    Seat,
    find_bystanders,
    find_seats,
    state_names,
    unique,
)
from kg.knowledge.letters import fold
from kg.knowledge.memberships import load_members
from kg.knowledge.naming import Naming
from kg.names import DCO, expand
from kg.record import Entity, Fact, Mention, Span

__all__ = ["Cast", "find_participants"]

_OFFICES = re.compile(r"\s+and\s+(?=(?:\w+\s+){0,3}(?:minister|secretary|chief|commander)\b)", re.IGNORECASE)
_COUNTS = ("", "", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@dataclass(frozen=True, slots=True)
class Cast:
    """The result: registry, parties (IRIs), persons taking part (IRIs), new individuals and facts."""

    registry: Registry
    parties: tuple[str, ...]
    persons: tuple[str, ...]
    entities: tuple[Entity, ...] = ()
    facts: tuple[Fact, ...] = ()


def find_participants(
    text: str,
    title: Sequence[Span],
    opening: Sequence[Span],
    rosters: Sequence[Roster],
    mentions: Sequence[Mention],
    introductions: Sequence[Introduction],
    persons: Mapping[Introduction, Person],
    aliases: Mapping[str, str],
    publisher_state: str | None,
    page_title: str | None,
    holders: Mapping[str, Holder],
    naming: Naming,
) -> Cast:
    """Return who takes part. ``aliases`` maps the document's short forms to their long forms.

    ``holders`` are the persons whose state the text never gives, with the tenure that the reference data lists.
    """
    seats = find_seats(text, title, opening, rosters, mentions, introductions, persons, naming)
    seats = merge_posts(text, seats, naming)
    give_beside(text, seats, mentions, holders, naming)
    parties, members = find_parties(PartyEvidence(text, title, opening, rosters, mentions, seats, page_title, naming))
    if give_states(seats, parties, members, holders):
        parties, members = find_parties(
            PartyEvidence(text, title, opening, rosters, mentions, seats, page_title, naming)
        )
    if assembly := find_assembly(text, title, opening, mentions, parties, naming):
        parties = [assembly.iri]
    give_visitor(text, seats, parties, mentions)
    give_opposite(seats, parties, introductions, persons, naming)
    parties = complete_states(text, seats, parties, publisher_state)
    parties = give_home(text, seats, parties, mentions, introductions, naming)
    beside = find_bystanders(text, introductions, persons, seats, naming)
    for seat in (*seats, *beside):
        name_posts(text, seat, naming)
    name_counterparts(seats, naming)
    cast = _make_cast(text, seats, parties, members, aliases, naming)
    entities, facts = _record_posts([*seats, *beside], naming)
    later = _named_later(cast, parties, persons, holders, naming)
    cast = replace(cast, registry=replace(cast.registry, participants=(*cast.registry.participants, *later)))
    groups = dict(cast.registry.groups)
    bodies = find_joint_bodies(text, [*title, *opening], mentions, naming) if len(cast.registry.voice) > 1 else ()
    shorts = (fold(short) for short, long in aliases.items() if bodies and fold(long).endswith(bodies))
    for name in (*bodies, *shorts):
        groups.setdefault(name, cast.registry.voice)
    if len(parties) == 1 and parties[0] not in naming.codes:  # "the Council": the organization's own organ
        named = [form for m in mentions if m.iri == parties[0] for form in short_forms(m.text)]
        for noun in (*named, *sorted(naming.body_nouns)):
            groups.setdefault(noun, cast.registry.voice)
    groups |= {fold(name): cast.registry.voice for name in (assembly.labels if assembly else ())}
    groups |= {name: (i,) for name, i in find_realms(cast.registry.participants, parties, naming) if name not in groups}
    places = [(Span(m.start, m.end), m.iri) for m in mentions if m.iri and m.type in ("PER", "STATE")]
    for name, index in find_chair(text, places, cast.registry.participants):
        groups.setdefault(name, (index,))
    for name, index in find_sovereigns(text, cast.registry.participants, naming):
        groups.setdefault(name, (index,))
    members = list_members(text, mentions, cast.parties, naming)
    guests = tuple(dict.fromkeys([*list_guests(text, mentions, cast.parties, naming), *members]))
    registry = replace(cast.registry, groups=groups, guests=guests)
    registry = with_gathered(text, [*title, *opening], mentions, registry, parties)
    entities = (*entities, assembly) if assembly and not any(m.iri == assembly.iri for m in mentions) else entities
    return replace(cast, registry=registry, entities=entities, facts=facts)


def _named_later(
    cast: Cast,
    parties: Sequence[str],
    persons: Mapping[Introduction, Person],
    holders: Mapping[str, Holder],
    naming: Naming,
) -> list[Participant]:
    """Return who is named behind the opening and speaks for a party by a listed post; "we" leaves them out."""
    known = {participant.iri for participant in cast.registry.participants}
    labels = {person.iri: person.label for person in persons.values()}
    return [
        Participant(iri, (holder.agent,), (labels[iri],), naming.roles[holder.role].head, holder.post)
        for iri, holder in holders.items()
        if iri not in known and holder.agent in parties and holder.role
    ]


def _make_cast(
    text: str,
    seats: Sequence[Seat],
    parties: list[str],
    members: list[str],
    aliases: Mapping[str, str],
    naming: Naming,
) -> Cast:
    unlisted = len(parties) == 1 and parties[0] not in naming.knowledge  # a body whose members no list knows
    speaking = [seat for seat in seats if seat.state in parties or not parties or seat.state is None or unlisted]
    roles = [seat.role for seat in speaking]
    participants = [_make_person(text, seat, roles, naming) for seat in speaking]
    seated = {seat.state for seat in speaking}
    alone = not parties or (len(parties) == 1 and parties[0] in naming.codes)
    body = len(parties) == 1 and not alone  # a body speaks itself, also where its secretary general is there
    voice = [index for index, seat in enumerate(speaking) if (seat.state or alone) and not body]
    for party in parties:
        if party not in seated or body:
            voice.append(len(participants))
        participants.append(Participant(party, (party,), tuple(_party_names(party, naming))))
    first_member = len(participants)
    participants += [Participant(m, (m,), tuple(_party_names(m, naming))) for m in members if m not in parties]
    groups = _find_groups(participants, voice, aliases, naming)
    groups |= {name: (i,) for name, i in _post_names(text, speaking, aliases, naming).items() if name not in groups}
    if members:
        inside = tuple(i for i, p in enumerate(participants) if p.iri in members or i >= first_member)
        groups.update(dict.fromkeys(("members", "member states", "member nations"), inside))
    registry = Registry(tuple(participants), groups, tuple(voice))
    persons = unique(seat.person.iri for seat in seats if seat.person and (seat in speaking or _sits(seat, parties)))
    return Cast(registry, tuple(parties), tuple(persons))


def _sits(seat: Seat, parties: Sequence[str]) -> bool:
    """Tell whether a person is there for a member of a body that speaks as one."""
    return any(seat.state in load_members().get(party, ()) for party in parties)


def _make_person(text: str, seat: Seat, roles: Sequence[str | None], naming: Naming) -> Participant:
    behalf = (seat.state,) if seat.state else ()
    names: list[str] = []
    title = seat.role.title() if seat.role else None
    if seat.person:
        names.append(seat.person.label)
        for part in _name_parts(seat.person.label, naming):
            names += [part, *([f"{title} {part}"] if title else []), f"Mr. {part}", f"Ms. {part}", f"Dr. {part}"]
        names += _rank_before(text, seat.intro, naming)
    names += [post.label for post in seat.posts]
    if seat.intro.post:
        posts = [intro.post for intro in (seat.intro, *seat.others) if intro.post]
        offices = [office for post in posts for office in _OFFICES.split(text[post.start : post.end])]
        names += [re.split(r"\s+(?:of|for|to|in|at)\b", office)[0] for office in offices]
    if title and seat.role and roles.count(seat.role) == 1:
        names.append(title)
    if seat.state and title:
        names += [f"{demonym} {title}" for demonym in naming.knowledge.values(seat.state, "dco:demonym")]
    iri = seat.person.iri if seat.person else seat.state or ""
    return Participant(iri, behalf, tuple(dict.fromkeys(names)), seat.role, seat.post, seat.body)


_FLAG_RANKS = ("General", "Admiral", "Colonel", "Marshal")  # "the General" is a Lieutenant General, too


def _rank_before(text: str, intro: Introduction, naming: Naming) -> list[str]:
    """Return the rank or style that stands before a name, by which the text may call its bearer: "the Marshal"."""
    name, post = intro.name, intro.post
    least = post.end if post and name and post.end <= name.start else 0  # "Secretary General" is no rank
    before = text[max(least, name.start - 30) : name.start] if name else ""
    words = fold(before).rstrip()
    ranks = [rank for rank in naming.honorifics if words.endswith(" " + rank) or words == rank]
    if not ranks or not before.endswith((" ", "\u00a0")):
        return []
    rank = max(ranks, key=len).title()
    plain = next((word for word in _FLAG_RANKS if rank.split()[-1].rstrip(".") in (word, word[:3])), None)
    return [rank, *([plain] if plain and plain != rank else [])]


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
    names = state_names(party, naming)
    yield from names
    yield from (f"{name} side" for name in [*names, *naming.knowledge.values(party, "dco:demonym")])


def _find_groups(
    participants: Sequence[Participant], voice: Sequence[int], aliases: Mapping[str, str], naming: Naming
) -> dict[str, tuple[int, ...]]:
    """Return the group phrases that this document can use, without article, and whom they cover."""
    everyone, states = tuple(voice), _states(participants, voice)
    groups: dict[str, tuple[int, ...]] = {}
    for noun in naming.groups:
        covered = tuple(i for i in everyone if participants[i].role in noun.roles) if noun.roles else everyone
        left_out = len(noun.roles) > 1 and _states(participants, covered) != states  # a Prime Minister among Ministers
        if len(covered) < 2 or left_out:
            covered = everyone
        for label in noun.labels:
            for form in dict.fromkeys((label, label.replace("defence", "defense"))):
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


def _post_names(text: str, seats: Sequence[Seat], aliases: Mapping[str, str], naming: Naming) -> dict[str, int]:
    """Return the posts of several words, and their short forms, that one participant alone has: "the COAS"."""
    found: dict[str, set[int]] = {}
    for index, seat in enumerate(seats):
        for intro in (seat.intro, *seat.others):
            if intro.post is None or intro.role is None or not seat.person:
                continue
            words = " ".join(fold(text[intro.post.start : intro.post.end]).split())
            shorts = [short for short, long in aliases.items() if fold(long) == words]
            shorts += naming.knowledge.values(intro.role, "dco:abbreviation")
            for name in (words, *_OFFICES.split(words), *map(fold, shorts)):
                found.setdefault(name, set()).add(index)
    return {name: min(held) for name, held in found.items() if len(held) == 1 and (" " in name or len(name) < 8)}


def _states(participants: Sequence[Participant], indices: Sequence[int]) -> set[str]:
    return {iri for index in indices for iri in participants[index].behalf}


def _record_posts(seats: Sequence[Seat], naming: Naming) -> tuple[tuple[Entity, ...], tuple[Fact, ...]]:
    entities: dict[str, Entity] = {}
    facts: list[Fact] = []
    for seat in seats:
        for post in seat.posts:
            spans = [span for span in (post.intro.name, post.intro.post) if span]
            evidence = Span(min(span.start for span in spans), max(span.end for span in spans))
            entities.setdefault(post.iri, Entity(post.iri, DCO + "Post", (post.label,)))
            if seat.person:
                rule = "tenure.on-date" if seat.holder else "registry.held-post"
                facts.append(_fact(seat.person.iri, "heldPost", post.iri, evidence, rule))
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
