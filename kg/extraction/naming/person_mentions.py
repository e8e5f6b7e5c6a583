"""Where persons are mentioned: with the title or post that introduces them, and by their names alone later on.

In: introductions with the persons that they mean. Out: candidates for mentions. A surname alone counts only behind the
full name, and where no other person of the document has it. The module knows nothing of who takes part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extraction.naming.candidates import Candidate, Introduction, Person
from kg.knowledge.letters import fold
from kg.knowledge.naming import Naming
from kg.names import DCO

__all__ = ["person_candidates"]

_BLANK, _JOINED = re.compile(r"\s+"), re.compile(r"[\w-]")
_SHORT_BEFORE = re.compile(r"(?<![\w.-])([A-Z]{2,5})\s$")
_CAPITAL_BEFORE = re.compile(r"(?<!\w)[A-Z](?:[\w’'-]*|\.)[^\S\n]+$")
_INITIAL_BEFORE = re.compile(r"(?<!\w)([A-Z])\.[^\S\n]*$")
_ALONE = re.compile(r"[A-Z](?<![\w'’.-].)[\w-]+(?!\w)(?!['’-]\w{2})(?!\s+[A-Z])")
_CAPITAL_BEHIND = re.compile(r"\s+[A-Z]|['’-]\w")
_PLURAL_TITLE = re.compile(
    r"(?=[PMSAL])\b(?:Presidents|Ministers|Secretaries|Advis[eo]rs|Messrs\.|Leaders)\s+(?P<names>[A-Z][\w’'-]+(?:,?\s+(?:and\s+)?[A-Z][\w’'-]+)+)"
)


def person_candidates(text: str, persons: dict[Introduction, Person], naming: Naming) -> Iterator[Candidate]:
    """Yield the mentions of persons: a full name alone, a part of a name with the title before it."""
    for intro, person in persons.items():
        if intro.name is None:
            continue
        start, end = intro.name.start, intro.name.end
        words = fold(text[start:end]).split()
        surnames = len(words) < len(person.tokens) and tuple(words) == person.tokens[-len(words) :]  # "Dr. Babo Soares"
        partial = len(words) == 1 or words[0] in naming.particles or surnames
        if partial and intro.post and intro.roled and intro.post.end <= start:
            start = intro.post.start
        elif partial and intro.titled:
            start = text.rfind(" ", 0, len(text[:start].rstrip())) + 1
            start = end - len(text[start:end].lstrip("“‘\"'(["))
            start = max(start, text.rfind("\n", 0, intro.name.start) + 1)
        yield Candidate(start, end, "PER", person.iri, DCO + "Person", person.label, 2)
    yield from _listed_surnames(text, persons)
    yield from _repeated_names(text, persons, naming)
    yield from _bare_surnames(text, persons, naming)


def _repeated_names(text: str, persons: dict[Introduction, Person], naming: Naming) -> Iterator[Candidate]:
    """Yield full names where they come again without a title or post."""
    for person in dict.fromkeys(persons.values()):
        if len(person.label.split()) > 1:
            for start, end in _places_of(text, person.label.split()):
                yield Candidate(start, end, "PER", person.iri, DCO + "Person", person.label, 3)
    for words, person in _given_names(persons, naming).items():
        for start, end in _places_of(text, words):
            if not _CAPITAL_BEHIND.match(text, end):
                yield Candidate(start, end, "PER", person.iri, DCO + "Person", person.label, 3)


def _given_names(persons: dict[Introduction, Person], naming: Naming) -> dict[tuple[str, ...], Person]:
    """Return by which two of three names persons may be called: "Omar Ali" or "Al Nouri" of Omar Ali Al Nouri."""
    owners: dict[tuple[str, ...], set[Person]] = {}
    for person in persons.values():
        words = person.label.split()
        if len(words) > 2 and all(len(word) > 2 and fold(word) not in naming.particles for word in words[:2]):
            owners.setdefault((words[0], words[1]), set()).add(person)
        if len(words) > 2 and fold(words[-2]) in naming.particles and words[-2][0].isupper():
            owners.setdefault((words[-2], words[-1]), set()).add(person)
    return {words: next(iter(found)) for words, found in owners.items() if len(found) == 1}


def _places_of(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where words stand with blanks between them, and no letter or hyphen around them."""
    start = text.find(words[0])
    while start >= 0:
        end = start + len(words[0])
        for word in words[1:]:
            blank = _BLANK.match(text, end)
            end = blank.end() + len(word) if blank and text.startswith(word, blank.end()) else -1
            if end < 0:
                break
        if end > 0 and not _JOINED.fullmatch(text, start - 1, start) and not _JOINED.match(text, end):
            yield start, end
        else:
            end = start + 1
        start = text.find(words[0], end)


def _bare_surnames(text: str, persons: dict[Introduction, Person], naming: Naming) -> Iterator[Candidate]:
    """Yield the surnames alone, or with an initial or a post's short form, behind the full name: "A. Rojas", "PM Paz".

    Of two surnames the first will do.
    """
    shorts = {short for role in naming.roles for short in naming.knowledge.values(role, "dco:abbreviation")}
    owners: dict[str, set[Person]] = {}
    for person in persons.values():
        first_of_two = person.tokens[-2:-1] if len(person.tokens) > 2 else person.tokens[:0]
        for token in (person.tokens[:1] + first_of_two + person.tokens[-1:]) if len(person.tokens) > 1 else ():
            owners.setdefault(token, set()).add(person)
    introduced: dict[Person, int] = {}
    for intro, person in persons.items():
        if intro.name and len(text[intro.name.start : intro.name.end].split()) > 1:
            introduced[person] = min(intro.name.end, introduced.get(person, intro.name.end))
    surnames = {token: next(iter(found)) for token, found in owners.items() if len(found) == 1 and len(token) > 2}
    for match in _ALONE.finditer(text) if surnames else ():
        found = surnames.get(fold(match[0]))
        if found is None or match.start() <= introduced.get(found, len(text)):
            continue
        initial = _INITIAL_BEFORE.search(text, max(0, match.start() - 4), match.start())
        if initial and fold(initial[1]) == found.tokens[0][0]:
            yield Candidate(initial.start(), match.end(), "PER", found.iri, DCO + "Person", found.label, 9)
        elif (short := _SHORT_BEFORE.search(text, max(0, match.start() - 7), match.start())) and short[1] in shorts:
            yield Candidate(short.start(1), match.end(), "PER", found.iri, DCO + "Person", found.label, 9)
        elif not _CAPITAL_BEFORE.search(text, max(0, match.start() - 20), match.start()):
            yield Candidate(match.start(), match.end(), "PER", found.iri, DCO + "Person", found.label, 9)


def _listed_surnames(text: str, persons: dict[Introduction, Person]) -> Iterator[Candidate]:
    """Yield the surnames behind a plural title: "Ministers Silva, Tan and Berg"."""
    owners: dict[str, set[Person]] = {}
    for person in persons.values():
        for token in person.tokens:
            owners.setdefault(token, set()).add(person)
    for match in _PLURAL_TITLE.finditer(text):
        for name in re.finditer(r"[^\W\d_a-z][\w'’-]+", match["names"]):
            found = owners.get(fold(name[0]), set())
            if len(found) == 1:
                start = match.start("names") + name.start()
                person = next(iter(found))
                yield Candidate(start, start + len(name[0]), "PER", person.iri, DCO + "Person", person.label, 2)
