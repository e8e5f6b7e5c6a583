"""Speech acts: who does what by saying it, with topic, slots, strength and factuality.

In: an ``Understanding`` and its clauses. Out: ``Act`` values in text order, and issues for what was seen and not
understood. A clause makes an act if its verb fills a frame of the lexicon and its subject takes part; what a third
party does is none. An act inside the content of another is none either, save a noun with its own
owner ("Japan's intention to"). Factuality says how what is spoken of stands: ``intended`` for what the speakers bind
themselves to, ``hoped`` for a hope, ``invited`` for an invitation, ``ongoing`` for what is said to be under way, else
``done``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extraction.actors import ActorPhrase, ActorReader
from kg.extraction.predication import PredicateClause
from kg.extraction.framing import Framing, complement_at, frame_verb
from kg.extraction.grammar import Lexed, Lexer
from kg.extraction.model import Understanding
from kg.extraction.predicates import VerbGroup, read_infinitive, read_verb_group, skip_adverbs
from kg.extraction.slots import Slots, find_slots
from kg.extraction.strength import measure
from kg.extraction.subjects import Speakers, SubjectResolver
from kg.extraction.topics import load_tree, rank_topics
from kg.knowledge.frames import Frame, FrameLexicon, load_frames
from kg.names import DCC
from kg.record import Act, Factuality, Issue, Span

__all__ = ["find_acts"]

_SPEAKING_SUBORDINATES = frozenset(["while", "whereas", "although", "though"])
_OWNED_IN = frozenset(["welcome", "thank", "recognize", "support", "concern", "condemn", "oppose"])
_FACTUALITY: dict[str, Factuality] = {"hope": "hoped", "invite": "invited", "commit": "intended"}
_ONGOING = frozenset(["ongoing", "on-going"])
_PROGRESSIVE = frozenset(["is", "are", "was", "were", "been"])
_FUTURE = frozenset(["will", "would", "shall"])
_COOPERATION = DCC + "area/defence-cooperation"


def find_acts(
    understanding: Understanding, clauses: Sequence[Sequence[PredicateClause]]
) -> tuple[tuple[Act, ...], tuple[Issue, ...]]:
    """Return the acts of the document in text order, and the issues met on the way."""
    finder = _ActFinder(understanding)
    finder.bind(clause.subject for members in clauses for clause in members if clause.subject)
    for index, members in enumerate(clauses):
        if any(clause.verb for clause in members):
            finder.read(index, members)
    return tuple(sorted(finder.acts, key=lambda a: (a.start, a.end))), tuple(finder.issues)


@dataclass(frozen=True, slots=True)
class _Site:
    """A framed clause: where its act stands and who performs it."""

    lexed: Lexed
    framing: Framing
    speakers: Speakers
    last: int
    first: int


class _ActFinder:
    __slots__ = ("_actors", "_heading_areas", "_lexer", "_lexicon", "_resolver", "_tree", "_u", "acts", "issues")

    def __init__(self, understanding: Understanding) -> None:
        self._u = understanding
        self._lexicon: FrameLexicon = load_frames()
        self._lexer = Lexer(understanding)
        self._actors = ActorReader(self._lexicon, understanding.registry)
        self._resolver = SubjectResolver(understanding)
        self._tree = load_tree()
        self._heading_areas = _heading_areas(understanding)
        self.acts: list[Act] = []
        self.issues: list[Issue] = []

    def bind(self, subjects: Iterable[ActorPhrase]) -> None:
        """Learn from all subjects of the document who speaks for whom."""
        self._resolver.bind(subjects)

    def read(self, index: int, clauses: Sequence[PredicateClause]) -> None:
        """Add the acts of one sentence."""
        lexed = self._lexer.lex(index)
        speakers = self._resolve_subjects(clauses)
        for place, clause in enumerate(clauses):
            if clause.verb is None or not self._speaks(clause, clauses):
                continue
            self._read_clause(lexed, place, clauses, self._speakers_of(lexed, place, clauses, speakers))

    # -- subjects ----------------------------------------------------------------------------------------------

    def _resolve_subjects(self, clauses: Sequence[PredicateClause]) -> dict[int, Speakers | None]:
        order = sorted((c.subject.first, i) for i, c in enumerate(clauses) if c.subject)
        return {i: self._resolver.resolve(subject) for _, i in order if (subject := clauses[i].subject)}

    @staticmethod
    def _speaks(clause: PredicateClause, clauses: Sequence[PredicateClause]) -> bool:
        """Tell whether a clause can hold an act: not inside what somebody else says or does."""
        if clause.kind in ("main", "coordinate"):
            return True
        if clause.kind == "subordinate" and clause.opener not in _SPEAKING_SUBORDINATES:
            return False
        if clause.kind not in ("participial", "subordinate"):
            return False
        parent = clauses[clause.parent] if clause.parent is not None else None
        return parent is None or parent.kind in ("main", "coordinate") or parent.kind == "participial"

    def _speakers_of(
        self,
        lexed: Lexed,
        place: int,
        clauses: Sequence[PredicateClause],
        speakers: dict[int, Speakers | None],
    ) -> Speakers | None:
        clause = clauses[place]
        verb = clause.verb
        if verb is not None and verb.shape == "passive":
            return self._passive_speakers(lexed, clause, verb)
        participial = clause.kind == "participial"
        while clause.subject is None:
            following = clause.heir if clause.heir is not None else clause.parent
            if following is None:
                return self._resolver.voice if participial and not clause.verb else None
            place, clause = following, clauses[following]
        return speakers.get(place) or self._unowned_meeting(clause)

    def _unowned_meeting(self, clause: PredicateClause) -> Speakers | None:
        """A meeting of a body that is no party ("the second council convened") is one of the participants."""
        verb, subject = clause.verb, clause.subject
        if verb is None or subject is None or subject.units[0].kind != "agent":
            return None
        mention = subject.units[0].mention
        frames = self._lexicon.verb_frames(verb.lemma or "")
        meets = bool(frames) and all(frame.act_class == "meet" for frame in frames)
        return self._resolver.voice if meets and mention and mention.type == "ORG" else None

    def _passive_speakers(self, lexed: Lexed, clause: PredicateClause, verb: VerbGroup) -> Speakers | None:
        for place in range(verb.last, min(verb.last + 4, clause.last)):
            if lexed.norm(place) == "by":
                agent = self._actors.read(lexed, place + 1)
                return self._resolver.resolve(agent) if agent else None
        frames = self._lexicon.verb_frames(verb.lemma or "")
        speaking = any((frame.act and not frame.content_verb) or frame.light for frame in frames)
        return self._resolver.voice if speaking and clause.kind in ("main", "coordinate") else None

    # -- acts --------------------------------------------------------------------------------------------------

    def _read_clause(
        self, lexed: Lexed, place: int, clauses: Sequence[PredicateClause], speakers: Speakers | None
    ) -> None:
        clause = clauses[place]
        verb = clause.verb
        if speakers is None or verb is None:
            return
        if verb.negated and verb.shape != "modal":
            return
        if verb.lemma is None and verb.shape == "finite":
            if lexed.tag(verb.last) == "that" and not verb.perfect:
                self._unknown(lexed, verb)
            return
        framing = self._frame(lexed, clause, verb)
        if framing is None or framing.frame.act is None:
            return
        if clause.kind == "participial" and framing.frame.content_verb:
            return
        if framing.complement == "that" and self._promises(clauses, place, framing):
            framing = replace(framing, commits=True)
        framing, last = _share_content(framing, clauses, place)
        site = _Site(lexed, framing, speakers, last, verb.first)
        self.acts.append(self._build(site))
        if framing.frame.act_class in _OWNED_IN:
            self._read_owned_nouns(site)

    def _promises(self, clauses: Sequence[PredicateClause], place: int, framing: Framing) -> bool:
        """Tell whether the clause after "that" says what the participants themselves will do."""
        if framing.frame.act_class not in ("affirm", "agree", "commit", "announce", "state"):
            return False
        for inner in clauses:
            if inner.parent == place and inner.kind == "that" and inner.verb and inner.verb.modal in _FUTURE:
                if inner.subject and inner.verb.shape == "modal" and self._resolver.peek(inner.subject):
                    return True
        return False

    def _unknown(self, lexed: Lexed, verb: VerbGroup) -> None:
        span = lexed.span(verb.head, verb.last)
        self.issues.append(Issue("unknown-verb", span.start, span.end, self._u.text[span.start : span.end]))

    def _clause_at(self, lexed: Lexed, place: int) -> bool:
        subject = self._actors.read(lexed, place)
        return subject is not None and read_verb_group(lexed, self._lexicon, subject.last) is not None

    def _frame(self, lexed: Lexed, clause: PredicateClause, verb: VerbGroup) -> Framing | None:
        if verb.shape == "passive":
            return self._frame_passive(lexed, clause, verb)
        framing = frame_verb(lexed, self._lexicon, verb, lambda place: self._clause_at(lexed, place))
        if framing is None or not framing.frame.raising:
            return framing
        inner = read_infinitive(lexed, self._lexicon, framing.content)
        if inner is None:
            return framing
        raised = frame_verb(lexed, self._lexicon, inner, lambda place: self._clause_at(lexed, place))
        if raised is None or raised.frame.act is None or (raised.frame.content_verb and framing.frame.act):
            return framing
        first = framing.first
        return Framing(
            raised.frame, first, raised.last, raised.content, raised.complement, raised.noun, raised.np, raised.commits
        )

    def _frame_passive(self, lexed: Lexed, clause: PredicateClause, verb: VerbGroup) -> Framing | None:
        frames = self._lexicon.verb_frames(verb.lemma or "")
        light = next((frame for frame in frames if frame.light and not frame.particles), None)
        if light is not None and (noun := self._noun_in(lexed, clause.first, verb.start, light.lemma)):
            return Framing(noun, verb.head, verb.last, clause.first, "np", noun, (clause.first, verb.start))
        framing = frame_verb(lexed, self._lexicon, verb, lambda place: self._clause_at(lexed, place))
        if framing is None or framing.frame.act is None or framing.frame.light:
            return None
        if framing.complement in ("that", "to"):
            return framing
        return Framing(framing.frame, verb.head, verb.last, clause.first, "np", None, (clause.first, verb.last))

    def _noun_in(self, lexed: Lexed, first: int, last: int, lemma: str) -> Frame | None:
        for place in range(first, last):
            noun = self._lexicon.nouns.get(lexed.norms[place])
            if noun and not lexed.covered[place]:
                frame = self._lexicon.frames["noun", noun][0]
                if not frame.only_with or lemma in frame.only_with:
                    return frame
        return None

    def _build(self, site: _Site) -> Act:
        lexed, framing, frame = site.lexed, site.framing, site.framing.frame
        trigger = lexed.span(framing.first, framing.last)
        degree = measure(lexed, self._lexicon, frame.strength, _near(site), (site.first, site.last))
        slots = self._slots(site)
        topics, areas = self._topics(site)
        content = lexed.span(framing.content, site.last) if framing.content < site.last else None
        return Act(
            start=trigger.start,
            end=trigger.end,
            trigger=self._u.text[trigger.start : trigger.end],
            type=frame.act or "",
            strength=degree.strength,
            intensifiers=degree.intensifiers,
            hedges=degree.hedges,
            speakers=site.speakers.iris,
            onBehalfOf=site.speakers.behalf,
            topics=topics,
            targets=slots.targets,
            addressees=slots.addressees,
            frameworks=slots.frameworks,
            areas=areas,
            factuality=_factuality(lexed, site),
            evidence=lexed.sentence.span,
            rule=frame.name,
            places=slots.places,
            content=content,
            commits=framing.commits,
        )

    def _slots(self, site: _Site) -> Slots:
        frame = site.framing.frame
        target = frame.target or (
            "possessor"
            if frame.act_class in ("welcome", "thank", "recognize", "support", "concern", "condemn", "oppose")
            else None
        )
        speakers = frozenset(site.speakers.behalf) | frozenset(site.speakers.iris)
        return find_slots(
            site.lexed, site.framing.content, site.last, target=target, addressee=frame.addressee, speakers=speakers
        )

    def _topics(self, site: _Site) -> tuple[tuple[str, ...], tuple[str, ...]]:
        lexed, framing = site.lexed, site.framing
        directive = framing.frame.act_class in ("urge", "instruct", "invite")
        topics = rank_topics(lexed, self._tree, framing.content, site.last, directive=directive)
        heading = self._heading_areas.get(lexed.sentence.block, ())
        if not topics:
            topics = heading or self._back_off(lexed, framing, site)
        areas = tuple(dict.fromkeys([t for t in topics if t.startswith(DCC + "area/")] + list(heading)))
        return topics, areas

    def _back_off(self, lexed: Lexed, framing: Framing, site: _Site) -> tuple[str, ...]:
        if framing.frame.topic:
            return (framing.frame.topic,)
        words = lexed.norms[framing.content : site.last]
        if any(word in ("cooperation", "co-operation", "cooperate", "collaboration", "collaborate") for word in words):
            return (_COOPERATION,)
        span = lexed.span(framing.first, framing.last)
        self.issues.append(Issue("act-without-topic", span.start, span.end, self._u.text[span.start : span.end]))
        return ()

    # -- nouns with an owner of their own ------------------------------------------------------------------------

    def _read_owned_nouns(self, site: _Site) -> None:
        for place in range(site.framing.content, site.last):
            if site.lexed.tag(place) in ("that", "rel", "sub", "stop"):
                return
            noun = self._lexicon.nouns.get(site.lexed.norms[place])
            if noun is None or site.lexed.covered[place]:
                continue
            owner = self._owner(site.lexed, place, site.framing.content)
            if owner is None or set(owner.behalf) == set(site.speakers.behalf):
                continue
            frame = self._lexicon.frames["noun", noun][0]
            content = place + 1
            complement = complement_at(site.lexed, content, lambda at: False)
            if frame.only_with or complement in ("np", "none", "wh"):
                continue
            framing = Framing(frame, place, place + 1, content, complement, frame, (place - 2, place))
            self.acts.append(self._build(_Site(site.lexed, framing, owner, site.last, place)))

    def _owner(self, lexed: Lexed, place: int, least: int) -> Speakers | None:
        """Return the participant that owns the noun: "Japan's firm intention", "the decision by Japan"."""
        mark = place - 1
        while mark > least and lexed.tag(mark) in ("word", "adv") and not lexed.genitive(mark) and place - mark < 4:
            mark -= 1
        if not lexed.genitive(mark):
            return None
        for first in range(max(least, mark - 6), mark):
            unit = self._actors.read_owner(lexed, first, mark)
            if unit is not None:
                return self._resolver.peek(unit)
        return None


def _share_content(framing: Framing, clauses: Sequence[PredicateClause], place: int) -> tuple[Framing, int]:
    """Let an act with no content of its own take that of the verb it is coordinated with: "hailed and praised X"."""
    clause = clauses[place]
    following = clauses[place + 1] if place + 1 < len(clauses) else None
    empty = framing.content >= clause.last
    if empty and following and following.heir is not None and following.verb:
        return replace(framing, content=following.verb.last), following.last
    return framing, clause.last


def _near(site: _Site) -> tuple[int, int]:
    """The tokens in which a bare adverb or adjective intensifies the act: around the verb, before its noun."""
    framing = site.framing
    last = framing.content
    if framing.noun is not None:
        last = max(last, framing.last)
        while (
            site.framing.frame is not framing.noun
            and last < site.last
            and site.lexed.tag(last) in ("word", "poss", "det", "adv")
        ):
            last += 1
    return min(site.first, framing.first), max(last, framing.last)


def _factuality(lexed: Lexed, site: _Site) -> Factuality:
    frame = site.framing.frame
    known = _FACTUALITY.get(frame.act_class)
    if known is not None:
        return known
    if site.framing.commits:
        return "intended"
    return "ongoing" if _under_way(lexed, site.framing.content, site.last) else "done"


def _under_way(lexed: Lexed, first: int, last: int) -> bool:
    """Tell whether the content is said to go on: "are being held", "had been advancing", "the ongoing talks"."""
    if any(word in _ONGOING for word in lexed.norms[first : first + 4]):
        return True
    for place in range(first, last - 1):
        if lexed.tag(place) in ("rel", "sub") or lexed.tag(place) == "comma":
            return False
        if lexed.norm(place) in _PROGRESSIVE:
            after = skip_adverbs(lexed, place + 1)
            if lexed.norm(after) == "being" or (lexed.norm(after).endswith("ing") and lexed.tag(after) == "word"):
                return True
    return False


def _heading_areas(understanding: Understanding) -> dict[int, tuple[str, ...]]:
    """Return the cooperation areas that a block's heading names."""
    found: dict[int, tuple[str, ...]] = {}
    for index, block in enumerate(understanding.blocks):
        if block.heading is None:
            continue
        areas = _concepts_in(understanding, block.heading)
        if areas:
            found[index] = areas
    return found


def _concepts_in(understanding: Understanding, span: Span) -> tuple[str, ...]:
    inside: Iterator[str] = (
        c.iri
        for c in understanding.concepts
        if c.start >= span.start and c.end <= span.end and c.iri.startswith(DCC + "area/")
    )
    return tuple(dict.fromkeys(inside))
