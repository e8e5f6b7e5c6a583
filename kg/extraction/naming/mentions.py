"""Mentions and concepts: what the naming stages found, made one list without overlaps.

In: candidates, definitions of abbreviations and the gazetteer's hits. Out: mentions, concepts and the individuals that
the document introduces. What was named and could not be classed or told apart becomes an issue. The stage knows nothing
of acts.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from kg.extraction.model import Block, DatedSpan
from kg.extraction.naming.candidates import Alias, Candidate, Introduction, SpanIndex, choose
from kg.knowledge.gazetteer import Hit
from kg.knowledge.letters import fold
from kg.knowledge.naming import Naming
from kg.knowledge.spelling import british, role_labels
from kg.names import DCC, DCO, DCR, slug
from kg.record import Concept, Entity, Issue, Mention, Span

__all__ = [
    "back_references",
    "coordinated_places",
    "find_adjectives",
    "inside_blocks",
    "listed_candidates",
    "make_concepts",
    "make_entities",
    "make_mentions",
    "role_candidates",
    "short_candidates",
    "without_adjectives",
    "without_halves",
    "without_words",
]

# The patterns that begin with a class of letters look behind only then: the search can leap to those letters.
_BACK = re.compile(
    r"[TtSs](?<!\w.)(?:(?<=[Tt])(?:he|his|hat)|(?<=[Ss])aid)\s+(?P<noun>[A-Z][a-zé]+)\b(?!['’\w-]|\s+[A-Z(])"
)
_TWO_PLACES = re.compile(
    r"(?P<left>[A-Z](?<!\w.)[\w-]+)\s+and\s+(?:the\s+)?(?P<right>[A-Z][\w-]+(?:\s+[A-Z][\w-]+)?)\s+(?P<head>[A-Z][a-z]+)s\b"
)
_WIDE = re.compile(
    r"(?:\s+(?:region|area|waters|and beyond))?$", re.IGNORECASE
)  # "the Indo-Pacific region" names the Indo-Pacific
_OF_STATE = re.compile(r" of (?:the )?$")
_OF_REGION = re.compile(
    r"(?:\s(?:countries|nations|partners|allies|neighbours)|\b(?:Asian|African|American|European|Arab))$"
)
_LEADING = re.compile("-[a-z]")
_SHORTEST_WORD = 3
_CODED = (f"{DCR}exercise/", f"{DCR}operation/")  # "Ocean Lion" is about neither oceans nor lions
_BEFORE_SHORT, _BEHIND_SHORT = re.compile(r"[\w&/-]"), re.compile(r"[\w&]|/[A-Z]")
_BACK_SEGMENTS = ("instrument", "strategy", "programme", "forum", "place")


_Placed = TypeVar("_Placed", Hit, Candidate)


def inside_blocks(found: Iterable[_Placed], blocks: Sequence[Block]) -> list[_Placed]:
    """Return the hits or candidates that do not run from one block into the next."""
    starts = [block.span.start for block in blocks]
    return [one for one in found if bisect_right(starts, one.start) == bisect_right(starts, one.end - 1)]


def without_words(text: str, hits: Sequence[Hit], blocks: Sequence[Block]) -> list[Hit]:
    """Return hits without the words that a headline in capitals writes like an abbreviation ("SIGN PLAN").

    It is a word where the text has it in small letters too; "US" is none.
    """
    shouted = [b.span for b in blocks if b.kind in ("title", "heading") and text[b.span.start : b.span.end].isupper()]

    def is_word(hit: Hit) -> bool:
        written = text[hit.start : hit.end]
        if len(written) < _SHORTEST_WORD or not written.isalpha() or hit.entries[0].writing != "abbreviation":
            return False
        inside = any(span.start <= hit.start < span.end for span in shouted)
        return inside and re.search(rf"\b(?:{written.lower()}|{written.capitalize()})\b", text) is not None

    return [hit for hit in hits if not is_word(hit)] if shouted else list(hits)


def without_halves(text: str, names: Sequence[Hit], posts: SpanIndex, naming: Naming) -> list[Hit]:
    """Return hits with the adjective of a state alone where a post takes the rest: "Danish | Defence Minister"."""
    return [half for hit in names for half in (_adjective_before_post(text, hit, posts, naming) or [hit])]


def _adjective_before_post(text: str, hit: Hit, posts: SpanIndex, naming: Naming) -> list[Hit]:
    post = posts.covering(hit.end - 1)
    if post is None or not hit.start < post.start < hit.end < post.end:
        return []
    found = naming.gazetteer.find(text[hit.start : post.start]).get("name", [])
    whole = [one for one in found if one.start == 0 and one.entries[0].writing == "demonym"]
    return [Hit(hit.start, hit.start + one.end, one.entries) for one in whole]


def listed_candidates(text: str, names: Sequence[Hit], concepts: Sequence[Hit], naming: Naming) -> Iterator[Candidate]:
    """Yield the listed names as candidates, and regions, which are places too."""
    for hit in names:
        entry = hit.entries[0]
        kind = naming.mention_type(entry.type)
        if kind is not None and entry.writing != "demonym":
            end = hit.end - (len(_WIDE.search(text[hit.start : hit.end])[0]) if kind == "LOC" else 0)  # type: ignore[index]
            same = len({e.type for e in hit.entries}) == len(hit.entries)
            yield Candidate(hit.start, end, kind, entry.iri if same else None, rank=3)
    for hit in concepts:
        region = next((e.iri for e in hit.entries if e.iri.startswith(DCC + "region/")), None)
        if region:
            place = naming.knowledge.value(region, "dco:denotesPlace")
            end = hit.end - len(_WIDE.search(text[hit.start : hit.end])[0])  # type: ignore[index]
            yield Candidate(hit.start, end, "LOC", place or region, rank=7)


def without_adjectives(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the mentions without the words that only say where something is: "Pacific-led", "the Nordic countries"."""

    def is_adjective(mention: Mention) -> bool:
        if mention.type != "LOC":
            return False
        joined = text.endswith("rans-", 0, mention.start) or _LEADING.match(text, mention.end)
        return bool(joined or _OF_REGION.search(mention.text))

    return tuple(mention for mention in mentions if not is_adjective(mention))


def coordinated_places(text: str, naming: Naming) -> Iterator[tuple[Candidate, str]]:
    """Yield "East and South China Seas", where each word with the common noun is a listed place: a candidate for the
    last of the two, and the IRI of the first.
    """
    for match in _TWO_PLACES.finditer(text):
        if not any(head.segment == "place" for head in naming.heads.get(fold(match["head"]), ())):
            continue
        right = match["right"].split()
        tails = [[match["left"], *right[n:], match["head"]] for n in range(1, len(right) + 1)]
        first = next((iri for words in tails if (iri := _place(words, naming))), None)
        other = _place([*right, match["head"]], naming)
        if first and other:
            yield Candidate(*match.span(), "LOC", other, rank=2), first


def _place(words: Sequence[str], naming: Naming) -> str | None:
    label = " ".join(words)
    for hit in naming.gazetteer.find(label).get("name", []):
        if (hit.start, hit.end) == (0, len(label)) and naming.mention_type(hit.entries[0].type) == "LOC":
            return hit.entries[0].iri
    return None


def find_adjectives(text: str, names: Sequence[Hit], mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the adjectives of states ("Spanish") that stand in no mention."""
    starts = [mention.start for mention in mentions]
    found = []
    for hit in names:
        before = bisect_right(starts, hit.start) - 1
        adjective = hit.entries[0].writing == "demonym" and "/state/" in hit.entries[0].iri  # not "Central American"
        if adjective and (before < 0 or mentions[before].end <= hit.start):
            iri = hit.entries[0].iri if len(hit.entries) == 1 else None
            found.append(Mention(hit.start, hit.end, text[hit.start : hit.end], "STATE", iri))
    return tuple(found)


def role_candidates(text: str, introductions: Sequence[Introduction], naming: Naming) -> Iterator[Candidate]:
    """Yield the posts that are named together with their state: "Minister of Defense of Japan"."""
    for intro in introductions:
        if intro.post is None or intro.role is None or intro.state not in naming.codes:
            continue
        words = " ".join(text[intro.post.start : intro.post.end].split())
        posts = (words.removesuffix(name) for name in _state_names(intro.state, naming) if words.endswith(name))
        post = next((found for found in map(_OF_STATE.search, posts) if found), None)
        if post:
            phrase = words[: post.start()]
            known = british(phrase) in role_labels(intro.role)
            last = naming.roles[intro.role].slug if known else slug(phrase)
            iri = f"{DCR}post/{naming.codes[intro.state]}/{last}"
            yield Candidate(intro.post.start, intro.post.end, "ROLE", iri, DCO + "Post", words, 1)


def _state_names(state: str, naming: Naming) -> list[str]:
    keys = ("skos:prefLabel", "dco:formalName", "skos:altLabel", "dco:abbreviation")
    return sorted({name for key in keys for name in naming.knowledge.values(state, key)}, key=lambda n: (-len(n), n))


def short_candidates(text: str, aliases: Sequence[Alias]) -> Iterator[Candidate]:
    """Yield the places where defined short forms come again."""
    table = {entry.short: entry.candidate for entry in aliases}
    if not table:
        return
    reached = 0
    for start, end in sorted(_places_of(text, table), key=lambda place: (place[0], -place[1])):
        if start >= reached:
            yield table[text[start:end]]._replace(start=start, end=end, rank=1)
            reached = end


def _places_of(text: str, shorts: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield where short forms stand as words of their own, each of them found at one go through the text."""
    for short in shorts:
        start = text.find(short)
        while start >= 0:
            end = start + len(short)
            if not _BEFORE_SHORT.match(text, start - 1, start) and not _BEHIND_SHORT.match(text, end):
                yield start, end
            start = text.find(short, start + 1)


def back_references(text: str, chosen: Sequence[Candidate], naming: Naming) -> Iterator[Candidate]:
    """Yield "the Memorandum", "this Strategy": a head noun alone that points to the last thing with this head."""
    starts = [candidate.start for candidate in chosen]
    for match in _BACK.finditer(text):
        heads = naming.heads.get(fold(match["noun"]), ())
        head = next((head for head in heads if len(head.words) == 1 and head.segment in _BACK_SEGMENTS), None)
        if head is None:
            continue
        for candidate in reversed(chosen[: bisect_right(starts, match.start())]):
            words = fold(text[candidate.start : candidate.end])
            kinds = ("LOC",) if head.segment == "place" else ("INST", "PROG")
            if candidate.iri and candidate.type in kinds and re.search(rf"\b{head.words[0]}\b", words):
                yield candidate._replace(start=match.start("noun"), end=match.end(), rank=8)
                break


def make_mentions(
    text: str, candidates: Iterable[Candidate], dates: Sequence[DatedSpan], unanchored: Sequence[Issue] = ()
) -> tuple[tuple[Mention, ...], tuple[DatedSpan, ...], tuple[Issue, ...]]:
    """Return the mentions in order, the dates that lie in no other name, and issues for names that are ambiguous."""
    dated = [Candidate(d.span.start, d.span.end, "DATE", None, rank=4) for d in dates]
    dated += [Candidate(issue.start, issue.end, "DATE", None, rank=4) for issue in unanchored]
    chosen = choose([*candidates, *dated])
    mentions = tuple(Mention(c.start, c.end, text[c.start : c.end], c.type, c.iri) for c in chosen)
    kept = {Span(c.start, c.end) for c in chosen if c.type == "DATE"}
    inside = tuple(d for d in dates if d.span in kept)
    unlinked = [m for m in mentions if m.iri is None and m.type != "DATE"]
    return mentions, inside, tuple(Issue("unlinked-name", m.start, m.end, m.text) for m in unlinked)


def make_concepts(
    text: str, hits: Sequence[Hit], mentions: Sequence[Mention], second: Mapping[Span, str], naming: Naming
) -> tuple[Concept, ...]:
    """Return the concepts in order: those of the gazetteer, and the regions that mentioned places are.

    ``second`` holds a further place for a span that names two.
    """
    opaque = [m for m in mentions if _says_nothing(m, naming)]
    starts = [m.start for m in opaque]
    places = [m for m in mentions if m.type == "LOC"]
    place_starts = [m.start for m in places]
    found: dict[tuple[int, int, str], Concept] = {}
    for hit in hits:
        before = bisect_right(starts, hit.start) - 1
        if before >= 0 and opaque[before].end > hit.start and not _is_kind(text[hit.start : hit.end], opaque[before]):
            continue
        last = bisect_left(place_starts, hit.end) - 1
        if last >= 0 and places[last].start > hit.start and places[last].end > hit.end:
            continue  # "the situation in the Gulf" | of Aden
        for entry in hit.entries:
            found[hit.start, hit.end, entry.iri] = Concept(hit.start, hit.end, text[hit.start : hit.end], entry.iri)
    for mention in mentions:
        for place in (mention.iri, second.get(Span(mention.start, mention.end))):
            region = naming.regions.get(place or "")
            if region:
                found[mention.start, mention.end, region] = Concept(mention.start, mention.end, mention.text, region)
    return tuple(found[key] for key in sorted(found))


def _is_kind(words: str, mention: Mention) -> bool:
    """Tell whether words of a name only say what it names: the first of "Exercise Ocean Lion"."""
    return (mention.iri or "").startswith(f"{DCR}{words.lower()}/")


def _says_nothing(mention: Mention, naming: Naming) -> bool:
    """Tell whether the words of a name say nothing of what is at issue: of a person, a post, an armed service, a code
    name.
    """
    if mention.type in ("PER", "ROLE") or mention.iri is None:
        return mention.type in ("PER", "ROLE")
    service = DCO + "ArmedService" in naming.knowledge.values(mention.iri, "rdf:type")
    return service or mention.iri.startswith(_CODED)


def make_entities(chosen: Iterable[Candidate], mentioned: set[str], naming: Naming) -> tuple[Entity, ...]:
    """Return the individuals that are mentioned and on no list, each once, with the names the text gives them."""
    labels: dict[str, list[str]] = {}
    kinds: dict[str, str] = {}
    for candidate in chosen:
        if candidate.iri in mentioned and candidate.kind and candidate.iri not in naming.knowledge:
            kinds.setdefault(candidate.iri, candidate.kind)
            names = labels.setdefault(candidate.iri, [])
            if candidate.label and candidate.label not in names:
                names.append(candidate.label)
    return tuple(Entity(iri, kinds[iri], tuple(sorted(labels[iri], key=lambda n: -len(n)))) for iri in sorted(kinds))
