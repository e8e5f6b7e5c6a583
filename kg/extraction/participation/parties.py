"""Parties: the states and organizations in whose name a statement is made.

Not a stage; the stage of participants asks it. In: the mentions of the title and the opening. Out: the parties, and
the members that an organization is said to comprise. It reads lists and titles, and no verbs.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from kg.extraction.naming.offices import names_organ
from kg.extraction.naming.rosters import Roster
from kg.extraction.participation.issuers import (
    find_acting_body,
    find_issuer,
    find_joined,
    find_paired,
    find_sitting_body,
    is_subject,
)
from kg.extraction.participation.leads import (
    find_bare_organ,
    find_forum,
    find_lead,
    find_resolving,
    may_lead,
    skip_cover,
)
from kg.extraction.participation.neighbours import find_neighbours
from kg.extraction.participation.partylists import (
    is_listed,
    is_organization,
    list_attending,
    list_guests,
    list_observers,
    list_represented,
    list_states,
    names_inviters,
    runs,
    state_of,
)
from kg.extraction.participation.receptions import find_reception
from kg.extraction.participation.seats import Seat, unique
from kg.extraction.participation.sides import find_pair, find_sides, find_visited
from kg.knowledge.memberships import load_members
from kg.knowledge.naming import Naming
from kg.names import DCO, DCR
from kg.record import Mention, Span

__all__ = ["find_parties"]

_AT_FORUM = re.compile(
    r"\b(?:attends?|attending|attended|joins?|addresses|at|for|ahead\s+of|sidelines\s+of|margins\s+of)\s+(?:the\s+)?$",
    re.I,
)
_WE = re.compile(r"[Ww][Ee],\s+(?:the\b|[A-Z])")
_FEW = 2
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATED = re.compile(
    rf", [A-Z][\w. ]+,? (?:on )?(?:\d{{1,2}}\b|(?:{_MONTH})\b)", re.IGNORECASE
)  # the place of a meeting
_CONVENED = (DCR + "forum/", DCR + "meeting/")
_JOINT_BODY = re.compile(r"\b(?:joint|mixed|bilateral)\b|o-[A-Z]", re.IGNORECASE)
_FORUMS = (DCO + "Forum", DCO + "Dialogue")
_TOUR = re.compile(r"\b(?:visits?|visiting|tours?|touring)\s+(?:to\s+)?(?:the\s+)?$", re.IGNORECASE)


def find_parties(
    text: str,
    title: Sequence[Span],
    opening: Sequence[Span],
    rosters: Sequence[Roster],
    mentions: Sequence[Mention],
    seats: Sequence[Seat],
    page_title: str | None,
    naming: Naming,
) -> tuple[list[str], list[str]]:
    """Return the parties, and the members that an organization is said to comprise.

    ``page_title`` is the title that the publisher's page gives to a text without one.
    """
    opening = skip_cover(text, opening, mentions)
    limit = max((span.end for span in (*title, *opening)), default=0)
    front = [m for m in mentions if m.end <= limit]
    titled = [m for m in front if any(m in part for part in title)]
    opened = [m for m in front if any(m in part for part in opening)]
    headline = text
    if page_title:
        headline, titled = page_title, _read_title(page_title, naming)
    elif title and not any(_speaks(m, naming) for m in titled):
        whole = text[title[0].start : title[-1].end]
        inside = _read_title(whole, naming)  # a party that stands inside the name of an event
        inside = [m for m in inside if not is_subject(whole, m, inside)]
        headline, titled = (whole, inside) if any(_speaks(m, naming) for m in inside) else (text, titled)
    toured = _toured(headline, titled)
    states = unique(
        state_of(m, naming)
        for m in titled
        if not (m in toured or is_subject(headline, m, titled) or _DATED.match(headline, max(0, m.start - 2)))
    )
    acting = [m for m in titled if m.iri and is_organization(m.iri, naming) and not is_subject(headline, m, titled)]
    begun = {m.start for m in titled if m.type != "LOC"}
    acting = [m for m in acting if headline[m.end : m.end + 1] not in ("-", "–") or m.end + 1 in begun]
    bodies = unique(m.iri for m in acting)  # not the first of "the X-Lakes Dialogue"
    known = [iri for iri in bodies if iri in naming.knowledge]
    firm = [iri for iri in known if DCO + "SecurityArrangement" not in naming.knowledge.values(iri, "rdf:type")]
    forums = _forums(headline, titled, naming)
    convened_by = _states_of_forum(forums, naming)
    joined = unique(m.iri for run in runs(headline, [m for m in acting if m.iri in known]) for m in run[1:] and run)
    observers = list_observers(text, opened, naming)
    spoken = unique(seat.state for seat in seats if seat.state not in observers)
    first = [m for m in opened if m.end <= opening[0].end]
    listed, leading, _ = list_states(text, first, opening, naming)
    anywhere, ours, comprised = list_states(text, mentions, opening, naming)
    leading = leading if not known or known[0] in leading or len(leading) > len(joined) else []
    both = [*states, *known] if states else []
    ours = ours if len(ours) > _FEW and _says_we(text, opening, ours, mentions) else []
    neighbours = find_neighbours(text[opening[0].start : opening[0].end], naming) if opening else []
    near = [m.iri for m in mentions if opening and m.end <= opening[0].end and m.iri and is_listed(m.iri, naming)]
    presiding = [body for body in near if _are_members(neighbours, [body])][:1]
    rest = listed if bodies or len(listed) > len(comprised) else comprised
    covering = rest if spoken and len(rest) > len(spoken) and set(spoken) <= set(rest) else []
    attending = [] if covering or bodies else list_attending(text, opened, opening, naming)
    covering = attending if attending and set(spoken) <= set(attending) else covering
    signed = unique(roster.party for roster in rosters)
    acting_body = find_acting_body(text, bodies, mentions, naming)
    sitting = find_sitting_body(text, opening, mentions, spoken, naming)
    heading = page_title or (text[title[0].start : title[-1].end] if title else "")
    grouped = find_neighbours(heading, naming)
    states = unique([*states, *find_joined(heading, naming), *([] if _are_members(grouped, known) else grouped)])
    named = [m for m in titled if state_of(m, naming) or m in acting]
    issuer = find_issuer(headline, named, acting, naming)
    wider = leading if states and set(states) < set(leading) else []
    wider = wider or (listed if len(states) > _FEW and set(states) < set(listed) else [])
    paired = find_paired(text, opening[0], naming) if opening else []
    paired = paired if {*states, *spoken} <= set(paired) else []
    received = find_reception(text, opening, mentions, seats, naming)
    received = received if set(states) <= set(received) else []
    lead = find_lead(text, opening, mentions, spoken, naming)
    lead = [] if set(lead) < set(leading) else lead  # "the heads of X and the Nordic states met"
    resolving = find_resolving(text, mentions, naming)
    represented = list_represented(text, opened, spoken, naming)
    ranked = (
        represented, sitting, resolving, issuer, received, wider, states, lead, both, ours, presiding, leading,
        acting_body, covering, paired, [*states, *spoken], convened_by, joined, firm[:1], listed, signed, bodies[:1],
        forums[:1],
    )  # fmt: skip
    speaks_alone = {*sitting, *bodies, *forums, *presiding, *lead, *resolving} - set(naming.codes)
    parties = _first_enough(ranked, speaks_alone)
    if not parties:  # what only the whole text tells
        pair, sides = find_pair(text, opened, mentions, opening, seats, naming), find_sides(text, naming)
        visited = find_visited(text, spoken, mentions, limit)
        parties = _first_enough((visited, pair, sides, neighbours), speaks_alone)
    if parties:
        return _without_organs(text, parties, mentions, naming), comprised
    convened = forums or _conferences(titled, naming)
    if convened and len({*spoken, *states}) == 1 and not anywhere:
        return convened[:1], comprised  # a conference with its host alone named
    if opening and names_inviters(text, opening[0]) and not {*spoken, *states, *anywhere}:
        return unique([*convened, *_conferences(first, naming)])[:1], comprised  # or with its inviters alone
    anywhere = anywhere and [iri for iri in anywhere if iri not in list_guests(text, mentions, (), naming)]
    bare = [] if spoken or states else find_bare_organ(text, opening, mentions, naming)
    if spoken or states or (anywhere and not bare):
        return unique([*states, *(spoken or anywhere)]), comprised
    subjects = [m for m in first if m.iri and is_organization(m.iri, naming) and may_lead(text, opening[0], m, naming)]
    speaking = bare or [m.iri for m in subjects if m.iri] or find_forum(text, opening, mentions, naming)
    if len(comprised) > 1 and not speaking:
        return comprised, []  # "Six countries, namely A, B and C, agreed"
    speaking = speaking or unique(state_of(m, naming) for m in first)
    speaking = unique(speaking or _forums(headline, [*titled, *first], naming))[:1]
    return _without_organs(text, speaking, mentions, naming), comprised


def _first_enough(ranked: Iterable[Sequence[str]], speaks_alone: Collection[str]) -> list[str]:
    """Return the first of the lists that names two parties, or one that speaks alone."""
    found = (unique(parties) for parties in ranked)
    return next((iris for iris in found if len(iris) >= (1 if iris and iris[0] in speaks_alone else 2)), [])


def _speaks(mention: Mention, naming: Naming) -> bool:
    """Tell whether a mention of a title is of a state or of a listed organization."""
    return state_of(mention, naming) is not None or is_listed(mention.iri, naming)


def _toured(headline: str, titled: Sequence[Mention]) -> list[Mention]:
    """Return the states of a title that are visited one after another: "Minister Lund to visit Chile and Peru"."""
    named = [run for run in runs(headline, [m for m in titled if m.type == "STATE"]) if len(run) > 1]
    return [m for run in named if _TOUR.search(headline, 0, run[0].start) for m in run]


def _states_of_forum(forums: Sequence[str], naming: Naming) -> list[str]:
    """Return the two states that the names of a forum say: "the Peru-Chile 2+2 Dialogue"."""
    keys = ("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel")
    labels = [label for forum in forums[:1] for key in keys for label in naming.knowledge.values(forum, key)]
    words = [word for label in labels for word in re.split(r"[-–\s]+", label)]
    hits = [hit for word in words for hit in naming.gazetteer.find(word).get("name", [])]
    states = unique(hit.entries[0].iri for hit in hits if hit.entries[0].iri in naming.codes)
    return states if len(states) == 2 else []


def _are_members(states: Sequence[str], bodies: Sequence[str]) -> bool:
    """Tell whether one of the bodies that a title names is made of these states."""
    return any(set(states) <= load_members().get(body, frozenset()) for body in bodies if states)


def _without_organs(text: str, parties: list[str], mentions: Sequence[Mention], naming: Naming) -> list[str]:
    """Name the organization for a plenary organ of it, and leave out the other organs of one that is a party itself.

    A body that two states formed and that no list has is these two: "the Peru-Chile Border Committee".
    """
    wholes = (_founders(text, party, mentions, naming) or [_whole(party, mentions, naming)] for party in parties)
    named = unique(one for whole in wholes for one in whole)
    return [party for party in named if naming.knowledge.value(party, "dco:organOf") not in named]


def _founders(text: str, party: str, mentions: Sequence[Mention], naming: Naming) -> list[str]:
    """Return the two states that a dash joins in the name of an unlisted body, or whose sides make a joint one."""
    if party in naming.knowledge or party in naming.codes:
        return []
    name = next((m.text for m in mentions if m.iri == party), "")
    founders = find_joined(name, naming)
    return founders if len(founders) == _FEW else find_sides(text, naming) if _JOINT_BODY.search(name) else []


def _whole(party: str, mentions: Sequence[Mention], naming: Naming) -> str:
    """Return the organization whose plenary organ a party is, by a list or by its name: "X Council of Ministers"."""
    if party in naming.knowledge or party in naming.codes:
        return naming.knowledge.value(party, "dco:plenaryOf") or party
    name = next((m.text for m in mentions if m.iri == party), "")
    for hit in naming.gazetteer.find(name).get("name", []):
        if hit.start == 0 and is_listed(hit.entries[0].iri, naming) and names_organ(f"{name[hit.end :]} of"):
            return hit.entries[0].iri
    return party


def _says_we(text: str, opening: Sequence[Span], parties: Sequence[str], mentions: Sequence[Mention]) -> bool:
    """Tell whether a list begins a sentence with "we": "We, the Ministers of A, B and C, have convened"."""
    start = min((m.start for m in mentions if m.iri == parties[0]), default=0)
    return any(_WE.match(text, span.start) for span in opening if span.start <= start < span.end)


def _conferences(mentions: Sequence[Mention], naming: Naming) -> list[str]:
    """Return the conferences and the like among mentions that no list knows."""
    return [m.iri for m in mentions if m.iri and m.iri.startswith(_CONVENED) and m.iri not in naming.knowledge]


def _forums(text: str, mentions: Sequence[Mention], naming: Naming) -> list[str]:
    forums = [m for m in mentions if naming.knowledge.value(m.iri or "", "rdf:type") in _FORUMS]
    return unique(m.iri for m in forums if not _AT_FORUM.search(text, max(0, m.start - 30), m.start))


def _read_title(title: str, naming: Naming) -> list[Mention]:
    hits = [hit for hit in naming.gazetteer.find(title).get("name", []) if len(hit.entries) == 1]
    kinds = [(hit, naming.mention_type(hit.entries[0].type)) for hit in hits]
    return [Mention(h.start, h.end, title[h.start : h.end], kind, h.entries[0].iri) for h, kind in kinds if kind]
