"""Which names are one person's: full names make persons, and a part of a name finds its person.

Not a stage; in: the introductions of a document. Out: the person that each of them means, with an IRI in the order of
names that is usual in English. It knows no person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extraction.naming.candidates import Introduction, Person
from kg.extraction.naming.personal_names import SUFFIX
from kg.knowledge.letters import INVISIBLE, fold
from kg.knowledge.naming import Naming
from kg.names import DCR, slug

__all__ = ["identify_persons"]

_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE))


def identify_persons(text: str, introductions: Sequence[Introduction], naming: Naming) -> dict[Introduction, Person]:
    """Return whom each introduction with a name means: full names make persons, part of a name finds its person.

    A part of a name that fits no one, or several, makes a person of its own; first names are never guessed.
    """
    named = [intro for intro in introductions if intro.name]
    persons: dict[str, Person] = {}
    result: dict[Introduction, Person] = {}
    in_office: set[Person] = set()
    for intro in sorted(named, key=lambda i: -len(_name_tokens(text, i, naming))):
        tokens = _name_tokens(text, intro, naming)
        fitting = [person for person in persons.values() if set(tokens) <= set(person.tokens)]
        if len(fitting) > 1:  # the President's wife has no post
            fitting = [person for person in fitting if (person in in_office) == (intro.post is not None)]
        if len(fitting) == 1:
            result[intro] = fitting[0]
            continue
        label = " ".join(_visible(text[intro.name.start : intro.name.end]).split()) if intro.name else ""
        person = Person(f"{DCR}person/{slug(_given_first(label))}", label, tokens)
        result[intro] = persons.setdefault(person.iri, person)
        if intro.post:
            in_office.add(result[intro])
    return _in_order(text, result, naming)


def _in_order(text: str, persons: dict[Introduction, Person], naming: Naming) -> dict[Introduction, Person]:
    """Return the persons with IRIs in the order that is usual in English for their state.

    "Prime Minister Mori Ken ... Prime Minister Mori" is Ken Mori where family names come first at home. Without a
    second mention or capitals that show the family name, the order of the text stays.
    """
    ordered: dict[Person, Person] = {}
    for person in dict.fromkeys(persons.values()):
        mentioned = [intro for intro in persons if persons[intro] == person]
        states = {intro.state for intro in mentioned if intro.state}
        order = naming.name_orders.get(states.pop()) if len(states) == 1 else None
        words = [word for word in _visible(person.label).split() if len(word.rstrip(".")) > 1]
        family = _family_name(text, words, mentioned)
        if order and family is not None:
            given = words[1:] if family == 0 else words[:-1]
            name = [*given, words[family]] if order == "given-family" else [words[family], *given]
            ordered[person] = replace(person, iri=f"{DCR}person/{slug(' '.join(name))}")
    return {intro: ordered.get(person, person) for intro, person in persons.items()}


def _family_name(text: str, words: list[str], mentioned: Sequence[Introduction]) -> int | None:
    """Return which end of a name is the family name: the one in capitals, or that by which the text goes on."""
    if len(words) < 2:
        return None
    shown = [index for index in (0, -1) if words[index].isupper() and not words[-1 if index == 0 else 0].isupper()]
    spans = [intro.name for intro in mentioned if intro.name]
    alone = {fold(_visible(text[span.start : span.end])) for span in spans}
    shown = shown or [index for index in (0, -1) if fold(words[index]) in alone]
    return shown[0] if len(shown) == 1 else None


def _visible(text: str) -> str:
    return text.translate(_INVISIBLE)


def _name_tokens(text: str, intro: Introduction, naming: Naming) -> tuple[str, ...]:
    """Return the words of a name that tell persons apart: no initials, particles and suffixes."""
    if intro.name is None:
        return ()
    name = fold(_visible(SUFFIX.sub("", text[intro.name.start : intro.name.end])))
    words = [_bare(word, naming) for word in re.findall(r"[^\W\d_][\w'-]*", name)]
    return tuple(word for word in words if len(word) > 1 and word not in naming.particles)


def _bare(word: str, naming: Naming) -> str:
    """Return a word without the article that a hyphen joins to it ("al-Sudani")."""
    first, hyphen, rest = word.partition("-")
    return rest if hyphen and first in naming.particles else word


def _given_first(label: str) -> str:
    """Return the words of a name for its IRI: a surname in capitals that stands first goes last, initials go.

    >>> _given_first("KISHIDA Fumio"), _given_first("Joseph R. Biden, Jr."), _given_first("A.R. Doha")
    ('Fumio KISHIDA', 'Joseph Biden', 'Doha')
    """
    words = [word for word in SUFFIX.sub("", label).split() if not re.fullmatch(r"\w\.?|(?:\w\.){2,}", word)]
    capitals = [word for word in words if word.isupper() and len(word) > 1]
    if capitals and len(capitals) < len(words) and words[: len(capitals)] == capitals:
        words = words[len(capitals) :] + capitals
    return " ".join(words) or label
