"""Posts that stand without a name, and the persons who hold them.

Not a stage; the stage of participants merges with it what ``kg.extraction.participation.seats`` found. In: seats, of
which some are posts alone. Out: seats in which who holds such a post has it; a post of somebody who was only met stays
by itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extraction.naming.candidates import Introduction
from kg.extraction.participation.seats import NO_POST, Seat
from kg.knowledge.naming import Naming

__all__ = ["merge_posts"]

_WITH = re.compile(
    r"[^.;\n]{0,100}\b(?:with|and|met|meets?|hosts?|hosted|receive[sd]|welcome[sd]|thank(?:s|ed)|visit(?:s|ed)|calls?|called\s+on)\b"
    r"[^.;,\n]{0,40}"
)


def merge_posts(text: str, seats: Sequence[Seat], naming: Naming) -> list[Seat]:
    """Join posts without a name to persons of the same role without a state, in order, where they are as many.

    A counterpart of a state that somebody is named for is he.
    """
    merged = [seat for seat in seats if seat.person]
    present = {seat.state for seat in merged}
    seats = [seat for seat in seats if seat.person or seat.role != NO_POST or seat.state not in present]
    for role in dict.fromkeys(seat.role for seat in seats if seat.person is None):
        named = [seat for seat in merged if seat.role == role]
        held = {seat.state for seat in merged if seat.state and role in _roles(seat, naming)}
        posts = [seat for seat in seats if seat.person is None and seat.role == role and seat.state not in held]
        waiting = [seat for seat in named if seat.state is None]
        if len(posts) == len(waiting):
            for seat, post in zip(waiting, posts, strict=True):
                if len(posts) == 1 and _is_beside(text, seat.intro, post.intro):
                    merged.append(post)
                    continue
                seat.state, seat.intro = post.state, replace(seat.intro, post=post.intro.post, state=post.state)
        elif not named:
            merged += posts
    return _name_last_post(merged)


def _is_beside(text: str, person: Introduction, post: Introduction) -> bool:
    """Tell whether a post is of somebody whom a person met: "Minister Lund's talks with the Minister of Peru"."""
    name, other = person.name, post.post
    return bool(name and other and name.end < other.start and _WITH.fullmatch(text, name.end, other.start))


def _roles(seat: Seat, naming: Naming) -> set[str | None]:
    """Return the roles of all offices that a person is introduced with."""
    return {seat.role, *(naming.roles[intro.role].head for intro in seat.others if intro.role)}


def _name_last_post(seats: list[Seat]) -> list[Seat]:
    """Join the one post of a state that nobody is named with to the one person of whom the text says no post."""
    posts = [seat for seat in seats if seat.person is None and seat.state]
    persons = [seat for seat in seats if seat.person and seat.role is None and seat.state is None]
    if len(posts) != 1 or len(persons) != 1:
        return seats
    post, seat = posts[0], persons[0]
    seat.state, seat.role = post.state, post.role
    seat.intro = replace(seat.intro, post=post.intro.post, role=post.intro.role, state=post.state)
    return [other for other in seats if other is not post]
