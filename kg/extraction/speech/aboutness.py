"""What an act is about: topics and areas of its content, of the list below it, its heading or the act before it.

Not a stage; the stage of acts asks it. In: the site of an act. Out: topics, best first, and areas. The module ranks no
words itself; it decides where to look, and says where nothing tells what an act is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extraction.layout.lists import item_sentences, opens_list
from kg.extraction.model import Understanding, placed_in
from kg.extraction.speech.concepttree import load_tree
from kg.extraction.speech.sites import Site
from kg.extraction.speech.subjects import SubjectResolver
from kg.extraction.speech.topics import rank_plain_words, rank_topics
from kg.extraction.syntax.grammar import Lexer
from kg.knowledge.frames import load_frames
from kg.names import DCC
from kg.record import Act, Concept, Span

__all__ = ["Aboutness", "TopicChooser", "heading_areas"]

_MEETING = DCC + "area/policy-dialogue"
_POINTING = frozenset(["this", "these", "those", "such", "same", "it", "its", "them", "both", "so"])
_RELATIONS = DCC + "issue/bilateral-relations"
_CONCEPTS = (DCC + "issue/", DCC + "area/")
_FEW = 3


@dataclass(frozen=True, slots=True)
class Aboutness:
    """Topics and areas of an act; it is not ``understood`` where nothing tells what the act is about."""

    topics: tuple[str, ...]
    areas: tuple[str, ...]
    understood: bool


class TopicChooser:
    """Chooses the topics of the acts of one document."""

    __slots__ = ("_headings", "_lexer", "_lexicon", "_resolver", "_tree", "_u")

    def __init__(self, understanding: Understanding, lexer: Lexer, resolver: SubjectResolver) -> None:
        self._u = understanding
        self._lexer = lexer
        self._lexicon = load_frames()
        self._resolver = resolver
        self._tree = load_tree()
        self._headings = heading_areas(understanding)

    def choose(self, site: Site, sentence: int, before: Act | None) -> Aboutness:
        """Return what an act of this sentence is about; ``before`` is the act before it."""
        lexed, framing = site.lexed, site.framing
        own = frozenset(site.speakers.behalf + site.speakers.iris)
        topics = rank_topics(lexed, self._tree, framing.content, site.last, speakers=own)
        heading = self._headings[lexed.sentence.block]
        topics = topics or self._said_before(site)
        if framing.frame.act_class == "meet":
            topics = self._meeting_topics(site, topics)
        if topics and all(topic in self._u.document.parties for topic in topics):
            topics = (_RELATIONS,)  # who takes part is no topic, what he has with the others is
        if topics and not any(topic.startswith(_CONCEPTS) for topic in topics):
            topics = (*self._told_plainly(site), *topics)
        topics = topics or self._listed_topics(site, sentence) or heading
        known = topics or self._back_off(site, before)
        topics = known or ()
        areas = [topic for topic in topics if topic.startswith(DCC + "area/") and self._tree.breadth(topic) < 2]
        return Aboutness(topics, tuple(dict.fromkeys([*areas, *heading])), known is not None)

    def _said_before(self, site: Site) -> tuple[str, ...]:
        """Return the topics of what stands before the verb that tells who said it: '"The patrols go on," said X.'"""
        lexed, first = site.lexed, site.framing.first
        inverted = lexed.tag(first - 1) == "comma" or "quote" in lexed.tags[:first]
        if site.framing.frame.act_class != "state" or not inverted:
            return ()
        return rank_topics(lexed, self._tree, 0, first)

    def _listed_topics(self, site: Site, sentence: int) -> tuple[str, ...]:
        """Return the topics of the list that an act opens ("agreed to:"), the first of each item first."""
        if site.last < len(site.lexed) - 1 or not opens_list(self._u, sentence):
            return ()
        items = [self._lexer.lex(index) for index in item_sentences(self._u, sentence)]
        ranked = [rank_topics(lexed, self._tree, 0, len(lexed)) for lexed in items]
        firsts = [topics[0] for topics in ranked if topics]
        return tuple(dict.fromkeys([*firsts, *(topic for topics in ranked for topic in topics)]))

    def _meeting_topics(self, site: Site, topics: tuple[str, ...]) -> tuple[str, ...]:
        """Put the kind of meeting first, unless the text names it itself."""
        default = site.framing.frame.topic or _MEETING
        if any(default in self._tree.ancestors(topic) for topic in topics):
            return topics
        called = rank_topics(site.lexed, self._tree, site.framing.first, site.framing.content)
        named = [topic for topic in called if _MEETING in self._tree.ancestors(topic)]
        if named:
            return tuple(dict.fromkeys([*named[:1], *topics]))
        words = [self._lexicon.actors.get(role) for role in self._resolver.company.roles(site.speakers)]
        kinds = {word.meeting_area if word else None for word in words}
        kind = kinds.pop() if len(kinds) == 1 else None
        first = kind or default if default == _MEETING else default
        return tuple(dict.fromkeys([first, *topics]))

    def _back_off(self, site: Site, before: Act | None) -> tuple[str, ...] | None:
        """Return what an act is about whose content names nothing; None where nothing tells it."""
        framing = site.framing
        if framing.frame.topic:
            return (framing.frame.topic,)
        if before and self._goes_on(site, before):
            return before.topics[:1]
        return self._told_plainly(site) or None

    def _told_plainly(self, site: Site) -> tuple[str, ...]:
        """Return the topic that plain words tell where no issue or area is named: "the situation in that area"."""
        return rank_plain_words(site.lexed, self._tree, site.framing.content, site.last)[:1]

    def _goes_on(self, site: Site, before: Act) -> bool:
        """Tell whether an act goes on with what the paragraph spoke of before: it points back, or has hardly a word.

        A content of its own that no concept covers is better left without a topic than given that of another.
        """
        if not _POINTING.isdisjoint(site.lexed.norms[site.framing.content : site.last]):
            return True
        said = range(site.framing.first, site.framing.last)
        words = [at for at in range(site.framing.content, site.last) if site.lexed.tag(at) == "word" and at not in said]
        span = self._u.blocks[site.lexed.sentence.block].span
        return len(words) < _FEW and span.start <= before.start < span.end


def heading_areas(understanding: Understanding) -> tuple[tuple[str, ...], ...]:
    """Return for each block the cooperation areas that its heading names."""
    return tuple(areas_in(understanding.concepts, block.heading) for block in understanding.blocks)


def areas_in(concepts: Sequence[Concept], heading: Span | None) -> tuple[str, ...]:
    """Return the cooperation areas that a heading names, of the concepts of the text in their order."""
    found = placed_in(concepts, heading) if heading else ()
    return tuple(dict.fromkeys(concept.iri for concept in found if concept.iri.startswith(DCC + "area/")))
