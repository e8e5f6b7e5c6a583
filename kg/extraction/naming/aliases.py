"""What the document's own short forms stand for: abbreviations in brackets, given names, organs by their own names.

In: definitions of abbreviations and the candidates so far. Out: candidates that take in the bracket, the short forms
with what they name, and facts about abbreviations. The stage extends names that were found, and types by its head noun
a defined long form that nobody found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extraction.naming.candidates import Alias, Candidate, Definition
from kg.knowledge.letters import fold
from kg.knowledge.naming import Naming
from kg.names import DCR, expand, owning_state, slug
from kg.record import Fact, Span

__all__ = ["find_given_names", "find_stems", "find_tails", "link_definitions"]

_TAIL = 2  # words of a body's name that are left of it: "Contact Group"
_MATTER = re.compile(r"\s+(?:on|for|against|of)\s+")
_GIVEN = re.compile(
    r"\s?\(\s*(?:(?:hereinafter|hereafter|henceforth|collectively|also|further)\s+)?(?:(?:referred\s+to|known)\s+as\s+)?"
    r"[\"“‘'](?:the\s+)?(?P<name>[A-Z][^\"“”‘’'()]{2,60})[\"”’']\s*\)"
)


def link_definitions(
    text: str, definitions: Sequence[Definition], candidates: Sequence[Candidate], naming: Naming
) -> tuple[list[Candidate], list[Alias], list[Fact]]:
    """Return the candidates that the definitions make, the aliases and the abbreviation facts.

    The span of a mention runs to the closing bracket; a long form that begins before the candidate's is the name.
    """
    by_end: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        by_end.setdefault(candidate.end, []).append(candidate)
    made, aliases, facts = [], [], []
    for definition in definitions:
        found = _defined(text, definition, by_end, naming)
        if found is None or found.iri is None:
            continue
        short = text[definition.short.start : definition.short.end]
        whole = found._replace(end=definition.end, rank=0)
        made.append(whole)
        aliases.append(Alias(short, found))
        evidence = Span(whole.start, whole.end)
        facts.append(
            Fact(found.iri, expand("dco:abbreviation"), short, None, evidence, "acronym.definition", literal=True)
        )
    return made, aliases, facts


def _defined(text: str, definition: Definition, by_end: dict[int, list[Candidate]], naming: Naming) -> Candidate | None:
    long = definition.long
    ending = [c for gap in (0, 1, 2) for c in by_end.get(long.end - gap, ())]
    best = min(ending, key=lambda c: (c.start, c.rank), default=None)
    if best and best.start < long.start and best.type == "ORG":  # "Assembly of the Lake Union (LU)": the union
        best = min((c for c in ending if c.start == long.start), key=lambda c: c.rank, default=best)
    if best and best.start <= long.start:
        return best
    if best and long.start < best.start and best.type in ("STATE", "PER"):
        return best
    return typed_by_head(text, long, naming) or best


def find_given_names(text: str, candidates: Sequence[Candidate], naming: Naming) -> Iterator[Alias]:
    """Yield the names that brackets in quotation marks give to the name before them."""
    by_end = {candidate.end: candidate for candidate in candidates}
    groups = {label for noun in naming.groups for label in noun.labels}
    for match in _GIVEN.finditer(text):
        found = by_end.get(match.start())
        if found and found.iri and fold(match["name"]) not in groups:
            yield Alias(" ".join(match["name"].split()), found)


def find_tails(text: str, candidates: Sequence[Candidate], naming: Naming) -> Iterator[Alias]:
    """Yield the names of organs without the organization before them: "Supreme Council" after "GCC Supreme Council"."""
    found: dict[str, Candidate] = {}
    for candidate in candidates:
        if candidate.type != "ORG":
            continue
        owner, _, tail = " ".join(text[candidate.start : candidate.end].split()).partition(" ")
        iri = candidate.iri or ""
        whole = iri in naming.knowledge and not naming.knowledge.value(iri, "dco:plenaryOf")
        organ = owner.isupper() and not whole and " " in tail and fold(tail.split()[-1]) in naming.body_nouns
        if organ and _is_listed(owner, naming):
            found.setdefault(tail, candidate)
    for tail, candidate in found.items():
        same = {c.iri for c in candidates if c.type == "ORG" and text.endswith(f" {tail}", c.start, c.end)}
        same = {iri for iri in same if iri and iri in naming.knowledge} or same
        if len(same) == 1 and not _is_listed(tail, naming):
            yield Alias(tail, candidate)


def find_stems(text: str, candidates: Sequence[Candidate], naming: Naming) -> Iterator[Alias]:
    """Yield the names of bodies without their matter or region: "Contact Group" after "Contact Group on the Lakes".

    So it is after "Lakes Contact Group", where no other body's name ends in these words.
    """
    found: dict[str, dict[str, Candidate]] = {}
    for candidate in candidates:
        iri = candidate.iri or ""
        if candidate.type != "ORG" or not iri or iri in naming.knowledge or owning_state(iri) is not None:
            continue
        stem, *matter = _MATTER.split(" ".join(text[candidate.start : candidate.end].split()), maxsplit=1)
        if matter and " " in stem:
            found.setdefault(stem, {}).setdefault(iri, candidate)
        words = stem.split()
        longer = len(words) > _TAIL or iri.endswith(f"-{slug(stem)}")  # "the Peru | Contact Group"
        if longer and len(words) >= _TAIL and fold(words[-1]) in naming.body_nouns:
            found.setdefault(" ".join(words[-_TAIL:]), {}).setdefault(iri, candidate)
    for stem, named in found.items():
        if len(named) == 1 and not _is_listed(stem, naming):
            yield Alias(stem, *named.values())


def _is_listed(name: str, naming: Naming) -> bool:
    """Tell whether a list has an organization of this whole name."""
    hits = naming.gazetteer.find(name).get("name", [])
    return any(hit.end - hit.start == len(name) and hit.entries[0].iri.startswith(f"{DCR}org/") for hit in hits)


def typed_by_head(text: str, span: Span, naming: Naming) -> Candidate | None:
    """Return a candidate for a capitalised phrase whose last or governing noun is a head noun, or None."""
    label = " ".join(text[span.start : span.end].split())
    words = fold(label).split()
    if not label[:1].isupper():
        return None
    governing = next((words[i - 1] for i in range(1, len(words)) if words[i] in ("of", "for", "on")), "")
    for word in (words[-1], governing):
        for head in naming.heads.get(word, ()):
            if len(head.words) == 1:
                kind = naming.mention_type(head.kind) or "ORG"
                return Candidate(span.start, span.end, kind, f"{DCR}{head.segment}/{slug(label)}", head.kind, label, 5)
    return None
