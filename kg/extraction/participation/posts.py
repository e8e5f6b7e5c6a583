"""Posts: what the posts are called that participants and bystanders hold, and which bodies they lead.

In: seats and the text. Out: the seats' posts, with IRIs of the state and the role. The module refuses to name a post
whose state is not known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extraction.naming.candidates import Introduction
from kg.extraction.participation.seats import NO_POST, Post, Seat, state_names
from kg.knowledge.naming import Naming
from kg.knowledge.spelling import british, role_labels
from kg.names import DCR, slug

__all__ = ["name_counterparts", "name_posts"]

_HEADS_OF_STATE = frozenset(["president", "prime minister", "king", "queen", "chancellor", "sultan", "emir"])


def name_posts(text: str, seat: Seat, naming: Naming) -> None:
    """Name the posts of a person; the first that leads a body is the one he takes part in."""
    if seat.holder and seat.holder.post and seat.holder.role and seat.intro.post:
        label = naming.label(seat.holder.post) or ""
        seat.posts.append(Post(seat.holder.post, label, None, seat.holder.role, seat.intro))
        seat.post, seat.body = seat.holder.post, _body_of(seat.holder.post, naming)
        return
    if seat.state not in naming.codes:
        return
    for intro in (seat.intro, *seat.others):
        post = _name_post(text, intro, seat.state or "", naming)
        if post:
            seat.posts.append(post)
    chief = next((post for post in seat.posts if post.body), seat.posts[0] if seat.posts else None)
    if chief:
        seat.post, seat.body, seat.role = chief.iri, chief.body, naming.roles[chief.role].head


def _body_of(post: str, naming: Naming) -> str | None:
    """Return the body that a listed post is in, where that is not the state itself."""
    body = naming.knowledge.value(post, "dco:postIn")
    return body if body and body not in naming.codes else None


def _name_post(text: str, intro: Introduction, state: str, naming: Naming) -> Post | None:
    if intro.role is None or naming.roles[intro.role].head == NO_POST:
        return None
    role = naming.roles[intro.role]
    if intro.post is None:  # one of several in "the Ministers of Peru and Chile, Ana Rojas and Rui Paz"
        held = intro.listed and intro.state == state and (role.body or role.head in _HEADS_OF_STATE)
        return _post_by_role(intro.role, state, intro, naming) if held else None
    words = " ".join(text[intro.post.start : intro.post.end].split())
    bare = _without_state(words, state, naming)
    own = british(bare) in role_labels(intro.role)
    code = naming.codes[state]
    iri = f"{DCR}post/{code}/{role.slug if own else slug(bare)}"
    label = words if words != bare else f"{words} of {naming.label(state)}"
    return Post(iri, label, _body_led(intro.role, state, naming) if own else None, intro.role, intro)


def _post_by_role(role: str, state: str, intro: Introduction, naming: Naming) -> Post:
    """Return the post of a state that a role noun alone names."""
    iri = f"{DCR}post/{naming.codes[state]}/{naming.roles[role].slug}"
    label = f"{naming.label(role)} of {naming.label(state)}"
    return Post(iri, label[:1].upper() + label[1:], _body_led(role, state, naming), role, intro)


def _body_led(role: str, state: str, naming: Naming) -> str | None:
    """Return the body of a state that the holder of a post leads."""
    kind = naming.roles[role].body
    return f"{DCR}org/{naming.codes[state]}/{naming.bodies[kind].slug}" if kind else None


def name_counterparts(seats: Sequence[Seat], naming: Naming) -> None:
    """Give who is called the counterpart of the one other person with a post the same post of his own state."""
    held = [seat.posts[0].role for seat in seats if seat.posts]
    for seat in seats:
        if seat.role == NO_POST and len(held) == 1 and seat.person and seat.state in naming.codes:
            state = seat.state or ""
            seat.posts.append(_post_by_role(held[0], state, seat.intro, naming))


def _without_state(words: str, state: str, naming: Naming) -> str:
    named = (name for name in sorted(state_names(state, naming), key=len, reverse=True) if name in words)
    for name in named:
        words = re.sub(rf"\s+(?:of|at|in)\s+(?:the\s+)?{re.escape(name)}(?!\w).*$", "", words)
    return words
