"""Posts that the text names with the state or body they are of: "Foreign Minister of Peru", "NATO Secretary General".

In: where posts stand, and the document's mentions. Out: one ``NamedPost`` for each, with an IRI from its owner and its
name. Who holds the post, and whether he takes part, the module refuses to know; so it comes last of the naming stages,
and the stages that read sentences still see the state or body inside the name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.knowledge.gazetteer import Hit
from kg.knowledge.letters import fold
from kg.knowledge.naming import Naming, load_naming
from kg.knowledge.spelling import british, role_labels
from kg.names import DCO, DCR, slug
from kg.record import Entity, Fact, Mention, Span

__all__ = ["NamedPost", "describe_posts", "find_named_posts", "with_posts"]

_LINK = re.compile(r"(?:,?\s+of|\s+(?:for|in|to))\s+(?:the\s+)?|\s+", re.IGNORECASE)
_FURTHER = re.compile(r"\s+of\s+(?:the\s+)?", re.IGNORECASE)
_SENT = re.compile(
    r"\b(?:ambassador|representative|envoy|delegate|adviser|advisor|secretary|assistant)$", re.IGNORECASE
)
_SENT_TO = re.compile(r"\sto\s")
_INDEFINITE = re.compile(r"\ban?\s+$", re.IGNORECASE)
_FIELDS = re.compile(
    r"(?:(?:\s+(?:of|for|on)(?:\s+the)?|,?\s+and|,)?\s+(?!of\b|for\b|on\b|and\b)[A-Z][\w’'-]+){1,8}?(?=\s+(?:of|to)\s)"
)
_OWN_FIELDS = re.compile(r"\s+(?:of|for|on)\s+(?:the\s+)?[A-Z][\w’'-]+(?:(?:,?\s+and|,)?\s+[A-Z][\w’'-]+)*")
_LAST_LINK = re.compile(r"(?:,?\s+and|,)?(?:\s+the)?\s*$")
_BRACKET = re.compile(r"\s?(?:\([A-Z][\w&-]{1,11}\)|\[[A-Z][\w&-]{1,11}\])")
_MODIFIER = re.compile(r"(?<![\w’'-])([A-Za-z]+)[\s-]+$")
_OWNER_GAP = re.compile(r"(?:['’]s?)?(?:[^\S\n]+\n?|\n)[^\S\n]*\Z")  # no paragraph ends between
_BLANK_LINE = re.compile(r"\n\s*\n")
_MODIFIERS = frozenset([
    "principal", "deputy", "assistant", "vice", "acting", "senior", "first", "second", "under", "parliamentary",
    "federal", "special", "associate", "chief", "additional", "permanent", "executive", "managing", "incoming",
    "outgoing", "interim", "supreme", "personal", "national",
])  # fmt: skip
_NO_OFFICES = frozenset(["counterpart", "head of delegation"])
_OWNERS = frozenset(["STATE", "ORG", "LOC"])
_LONGEST_LEFT = 24
_PLURAL_TAILS = ("ss", "affairs", "affaires", "forces", "relations", "services")


@dataclass(frozen=True, slots=True)
class NamedPost:
    """A post and its owner, a state or body, where both are known; ``role`` is the IRI of its role noun."""

    mention: Mention
    role: str
    owner: str | None


def find_named_posts(
    text: str, posts: Sequence[Hit], mentions: Sequence[Mention], adjectives: Sequence[Mention], naming: Naming
) -> tuple[NamedPost, ...]:
    """Return the posts in text order; a post that a mention holds already is left to it."""
    reader = _Reader(text, posts, mentions, adjectives, naming)
    found = [post for hit in posts if (post := reader.read(hit)) is not None]
    kept: list[NamedPost] = []
    for post in found:
        if not kept or kept[-1].mention.end <= post.mention.start:
            kept.append(post)
    return tuple(kept)


def with_posts(mentions: Sequence[Mention], posts: Sequence[NamedPost]) -> tuple[Mention, ...]:
    """Return the mentions with those of named posts in place of what lies inside them."""
    starts = [post.mention.start for post in posts]

    def is_inside(mention: Mention) -> bool:
        before = bisect_left(starts, mention.end) - 1
        return before >= 0 and posts[before].mention.end > mention.start

    kept = [mention for mention in mentions if not is_inside(mention)]
    return tuple(sorted((*kept, *(post.mention for post in posts)), key=lambda m: (m.start, m.end)))


def describe_posts(posts: Sequence[NamedPost], naming: Naming) -> tuple[tuple[Entity, ...], tuple[Fact, ...]]:
    """Return the individuals that the posts are, and what they are in."""
    entities: dict[str, Entity] = {}
    facts: list[Fact] = []
    for post in posts:
        iri = post.mention.iri
        if iri is None or iri in naming.knowledge or iri in entities:
            continue
        entities[iri] = Entity(iri, DCO + "Post", (" ".join(post.mention.text.split()),))
        if post.owner and post.owner not in naming.codes:
            evidence = Span(post.mention.start, post.mention.end)
            facts.append(Fact(iri, DCO + "postIn", post.owner, None, evidence, "name/post-in"))
    return tuple(entities[iri] for iri in sorted(entities)), tuple(facts)


class _Reader:
    """Reads the post phrases of one text."""

    __slots__ = ("_by_end", "_by_start", "_mentions", "_naming", "_posts", "_starts", "_text")

    def __init__(
        self,
        text: str,
        posts: Sequence[Hit],
        mentions: Sequence[Mention],
        adjectives: Sequence[Mention],
        naming: Naming,
    ) -> None:
        self._text, self._mentions, self._naming = text, mentions, naming
        owners = [m for m in mentions if m.type in _OWNERS]
        self._by_start = {m.start: m for m in owners}
        self._by_end = {m.end: m for m in (*owners, *adjectives)}
        self._starts = [m.start for m in mentions]
        self._posts = [hit.start for hit in posts]

    def read(self, hit: Hit) -> NamedPost | None:
        """Return the post at a hit with its owner, or None where no owner stands beside it."""
        role = hit.entries[0].iri
        if self._naming.roles[role].head in _NO_OFFICES or self._is_plural(hit) or self._is_taken(hit):
            return None
        start = self._start_of(hit)
        left = self._owner_before(start)
        if left is not None:
            return self._make(left.start, self._end_of_fields(hit), hit, left)
        inside = next(self._within(hit.start, hit.end), None)  # "President of the European Council"
        end, owner = (max(hit.end, inside.end), inside) if inside else self._owner_behind(hit)
        return None if owner is None else self._make(start, end, hit, owner)

    def _make(self, start: int, end: int, hit: Hit, owner: Mention) -> NamedPost | None:
        words = self._text[start:end]
        if _BLANK_LINE.search(words):
            return None
        role = hit.entries[0].iri
        iri = self._iri(" ".join(words.split()), role, owner)
        return NamedPost(Mention(start, end, words, "ROLE", iri), role, owner.iri)

    def _iri(self, words: str, role: str, owner: Mention) -> str | None:
        """Return the post's IRI: the listed one of its name, or one from its owner and its name without him."""
        listed = _listed_posts().get(british(words))
        if listed or owner.iri is None or owner.type == "LOC" or _SENT_TO.search(words):
            return listed  # whose an "Ambassador to Peru" is, his post does not say
        name = re.escape(british(owner.text))
        bare = re.sub(rf"^{name}(?:'s?)?\s|,?\s+(?:(?:of|for|in)\s+(?:the\s+)?)?{name}(?!\w)", " ", british(words))
        bare = " ".join(_BRACKET.sub("", bare).split())
        known = self._naming.roles[role].slug if bare in role_labels(role) else slug(bare)
        return f"{DCR}post/{self._naming.codes.get(owner.iri) or owner.iri.removeprefix(DCR + 'org/')}/{known}"

    def _is_plural(self, hit: Hit) -> bool:
        words = fold(self._text[hit.start : hit.end])
        if any(words == fold(entry.label) for entry in hit.entries):
            return False  # "Chairman Joint Chiefs of Staff"
        head = re.split(r"\s+(?:of|for|to|at|in)\s+", words, maxsplit=1)[0]
        return any(word.endswith("s") and not word.endswith(_PLURAL_TAILS) for word in head.split())

    def _is_taken(self, hit: Hit) -> bool:
        """Tell whether a mention that is no owner, or a name that goes on behind it, holds the post."""
        return any(
            (m.start <= hit.start and hit.end <= m.end) or m.type not in _OWNERS
            for m in self._within(hit.start, hit.end)
        )

    def _within(self, start: int, end: int) -> Iterator[Mention]:
        """Yield the mentions that share a character with a range."""
        index = max(0, bisect_left(self._starts, start) - 1)
        while index < len(self._mentions) and self._mentions[index].start < end:
            if self._mentions[index].end > start:
                yield self._mentions[index]
            index += 1

    def _start_of(self, hit: Hit) -> int:
        """Return where the post begins with the words before it that belong to it: "Acting | Deputy Minister"."""
        start, capital = hit.start, self._text[hit.start].isupper()
        while word := _MODIFIER.search(self._text, max(0, start - _LONGEST_LEFT), start):
            if word[1].lower() not in _MODIFIERS or word[1][0].isupper() != capital:
                break
            start = word.start()
        return start

    def _owner_before(self, start: int) -> Mention | None:
        """Return the state or body that stands before a post: no state in the possessive, which names itself."""
        gap = _OWNER_GAP.search(self._text, max(0, start - 4), start)
        owner = self._by_end.get(gap.start()) if gap else None
        if gap is None or owner is None or _INDEFINITE.search(self._text, max(0, owner.start - 4), owner.start):
            return None  # "the first visit of a Chilean minister" is of no one's in particular
        return owner if gap[0].isspace() or owner.type == "ORG" else None

    def _end_of_fields(self, hit: Hit) -> int:
        """Return where a post ends behind its owner: "UN Commissioner for Peace and Security", up to the next name."""
        end = self._behind_fields(hit.end)
        listed = next(self._within(hit.end, end), None)
        if listed is None:
            return end
        link = _LINK.match(self._text, hit.end)
        if link and link.end() == listed.start:
            return listed.end if listed.type in _OWNERS else hit.end
        before = self._text[hit.end : listed.start]  # "for Defence and | Peru's Vice Minister"
        return hit.end + len(_LAST_LINK.sub("", before)) if _LAST_LINK.search(before) else hit.end

    def _behind_fields(self, end: int) -> int:
        """Return the end of "for Peace and Security", before another post that "and" joins."""
        fields = _OWN_FIELDS.match(self._text, end)
        if fields is None:
            return end
        index = bisect_left(self._posts, end)
        if index == len(self._posts) or self._posts[index] >= fields.end():
            return fields.end()
        return end + len(_LAST_LINK.sub("", self._text[end : self._posts[index]]))

    def _owner_behind(self, hit: Hit) -> tuple[int, Mention | None]:
        """Return where a post ends with the state or body behind it, and that owner."""
        end = hit.end
        owner = self._linked(end)
        fields = _FIELDS.match(self._text, end) if owner is None else None
        if fields and next(self._within(end, fields.end()), None) is None:
            owner = self._linked(fields.end())
        while owner is not None:
            end = owner.end
            further = _FURTHER.match(self._text, end)
            nested = self._by_start.get(further.end()) if further else None
            if nested is None:
                break
            owner = nested
        if owner is None or owner.type != "ORG":
            return end, owner
        if bracket := _BRACKET.match(self._text, end):
            return bracket.end(), owner
        behind = self._behind_fields(end)
        return (end if next(self._within(end, behind), None) else behind), owner

    def _linked(self, end: int) -> Mention | None:
        link = _LINK.match(self._text, end)
        owner = self._by_start.get(link.end()) if link else None
        if owner is None or link is None:
            return None
        if "to" in link[0].lower().split():
            return owner if self._sent(end) else None
        return owner if owner.type == "ORG" or not link[0].isspace() else None

    def _sent(self, end: int) -> bool:
        """Tell whether a post is with whom it is sent to: "Ambassador to Peru"."""
        return _SENT.search(self._text, max(0, end - _LONGEST_LEFT), end) is not None


@lru_cache(maxsize=1)
def _listed_posts() -> dict[str, str]:
    """Return the IRIs of the posts of the reference data, by name."""
    known = load_naming().knowledge
    return {british(label): iri for iri in known.instances("dco:Post") for label in known.values(iri, "skos:prefLabel")}
