"""Speech acts: who does what by saying it, with topic, slots, strength and factuality.

In: an ``Understanding`` and its clauses. Out: ``Act`` values in text order, the references that the same resolution of
subjects gives, and issues for what was seen and not understood. A clause makes an act if its verb fills a frame of the
lexicon and its subject takes part; what a third party does is none. An act inside the content of another is none
either, save a noun with its own owner ("Japan's intention to").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.extraction.layout.lists import item_sentences, opens_list
from kg.extraction.model import Block, Understanding
from kg.extraction.speech.aboutness import TopicChooser
from kg.extraction.speech.encounters import Encounters
from kg.extraction.speech.factuality import judge_factuality
from kg.extraction.speech.invitations import InvitationReader
from kg.extraction.speech.letters import find_letters
from kg.extraction.speech.promises import PromiseReader, is_scheduled
from kg.extraction.speech.quotations import find_quotations
from kg.extraction.speech.references import ReferenceReader
from kg.extraction.speech.sites import Site, delimit_content, find_root, near_tokens
from kg.extraction.speech.slots import Slots, find_slots
from kg.extraction.speech.speakers import Speakers
from kg.extraction.speech.strength import measure
from kg.extraction.speech.subjects import SubjectResolver
from kg.extraction.speech.utterances import can_resolve, can_speak, goes_on, is_acceptance
from kg.extraction.speech.voices import VoiceFinder
from kg.extraction.syntax.actors import ActorReader
from kg.extraction.syntax.constructions import ClauseFramer
from kg.extraction.syntax.framing import Framing
from kg.extraction.syntax.grammar import Lexed, Lexer
from kg.extraction.syntax.phrases import ActorPhrase
from kg.extraction.syntax.predicates import VerbGroup
from kg.extraction.syntax.predication import PredicateClause
from kg.knowledge.frames import FrameLexicon, load_frames
from kg.names import DCC
from kg.record import Act, Issue, Reference

__all__ = ["find_acts"]

_VALUING = frozenset(["welcome", "thank", "recognize", "support", "concern", "condemn", "oppose"])
_JUDGING = frozenset(["thank", "concern", "condemn"])
_SAYING = frozenset(["say", "tell", "state", "remark", "speak", "disclose", "make"])
_OFFER = DCC + "act/offer"


def find_acts(
    understanding: Understanding,
    clauses: Sequence[Sequence[PredicateClause]],
    lexer: Lexer | None = None,
    actors: ActorReader | None = None,
) -> tuple[tuple[Act, ...], tuple[Reference, ...], tuple[Issue, ...]]:
    """Return the acts of the document and its references in text order, and the issues met on the way."""
    actors = actors or ActorReader(load_frames(), understanding.registry)
    finder = _ActFinder(understanding, lexer or Lexer(understanding), actors)
    finder.bind(clause.subject for members in clauses for clause in members if clause.subject)
    for index, members in enumerate(clauses):
        finder.read(index, members)
    acts = _outermost(sorted(finder.acts, key=lambda act: (act.start, -act.end)))
    return tuple(acts), tuple(finder.references), tuple(finder.issues)


def _tells(lexed: Lexed, place: int) -> bool:
    """Tell whether what somebody says follows: "that", or an opening mark behind a comma or colon."""
    place += lexed.tag(place) == "comma" or lexed.norm(place) == ":"
    return lexed.tag(place) in ("that", "quote")


def _outermost(acts: Iterable[Act]) -> Iterator[Act]:
    """Yield the acts in text order without those whose trigger lies inside another's ("share the resolve to")."""
    end = -1
    for act in acts:
        if act.end > end:
            end = act.end
            yield act


class _ActFinder:
    __slots__ = (
        "_decided",
        "_encounters",
        "_framer",
        "_invitations",
        "_letters",
        "_lexer",
        "_lexicon",
        "_listed",
        "_promises",
        "_references",
        "_resolver",
        "_sentence",
        "_topics",
        "_u",
        "_voices",
        "acts",
        "issues",
        "references",
    )

    def __init__(self, understanding: Understanding, lexer: Lexer, actors: ActorReader) -> None:
        self._u = understanding
        self._lexicon: FrameLexicon = load_frames()
        self._lexer = lexer
        self._resolver = SubjectResolver(understanding)
        quotations = find_quotations(understanding, self._lexer, actors)
        self._voices = VoiceFinder(self._lexicon, actors, self._resolver, quotations)
        self._encounters = Encounters(actors, self._resolver)
        self._invitations = InvitationReader(self._lexicon, actors, self._resolver)
        self._framer = ClauseFramer(self._lexicon, actors)
        self._promises = PromiseReader(self._lexicon, self._framer, self._resolver)
        self._topics = TopicChooser(understanding, lexer, self._resolver)
        self._letters = find_letters(understanding)
        self._sentence = 0
        self._listed = -1
        self._decided: set[int] = set()  # the items of lists of what is to be done
        self.acts: list[Act] = []
        self.issues: list[Issue] = []
        self._references = ReferenceReader(understanding.text, actors, self._resolver)
        self.references: list[Reference] = []

    def bind(self, subjects: Iterable[ActorPhrase]) -> None:
        """Learn from all subjects of the document who speaks for whom."""
        self._resolver.bind(subjects)

    def read(self, index: int, clauses: Sequence[PredicateClause]) -> None:
        """Add the acts and references of one sentence."""
        lexed = self._lexer.lex(index)
        self._sentence = index
        block = self._u.blocks[lexed.sentence.block]
        self._resolver.writing = self._writer(lexed.sentence.span.start)
        listed = self._is_listed(lexed)
        self._encounters.forget()
        self._voices.enter(lexed, clauses, lead=self._lead(block), listed=listed, opens=opens_list(self._u, index))
        self.references += self._references.read(lexed, clauses, self._voices.subjects)
        if listed and (declaring := self._voices.declaring) and (item := self._framer.owned_item(lexed)):
            if self.acts and self._lexicon.rules[self.acts[-1].rule].light:
                self.acts.pop()  # "They express:" does nothing but what its items name
            self.acts.append(self._build(Site(lexed, item, declaring, 0, clauses[0].last if clauses else len(lexed))))
        for place, clause in enumerate(clauses):
            if clause.verb and (
                can_speak(clause, clauses)
                or goes_on(lexed, clause, clauses)
                or self._voices.is_reported(lexed, place, clauses)
                or self._tells_meeting(lexed, place, clauses)
            ):
                speakers = self._voices.find(lexed, place, clauses)
                if speakers is not None:
                    self._read_clause(lexed, place, clauses, clause.verb, speakers)
                else:
                    self._note_speaker(lexed, clause, clause.verb)
        for framing, host in self._framer.invitations(lexed):
            if (inviting := self._voices.find_inviter(lexed, clauses, host)) is not None:
                act = self._build(Site(lexed, framing, inviting, framing.first, framing.content))
                guests = self._invitations.find_guests(clauses, self._voices.subjects, framing.first, inviting)
                self.acts.append(replace(act, addressees=guests or act.addressees))

    def _tells_meeting(self, lexed: Lexed, place: int, clauses: Sequence[PredicateClause]) -> bool:
        """Tell whether a clause says when something came up or was said.

        "Piracy was a theme when the Ministers met", "She said this when a delegation called on her".
        """
        clause = clauses[place]
        above = clause.parent if clause.kind == "subordinate" and clause.opener in ("when", "as") else None
        if above is None or clauses[above].kind != "main":
            return False
        verb = clauses[above].verb
        if self._voices.subjects.get(above) and (verb is None or verb.lemma not in _SAYING):
            return False
        earlier = lexed.norm(clause.first - 1)[:1].isdigit()  # "in 2015, when"
        if clause.verb is None or clause.verb.tense != "past" or earlier:
            return False
        return any(frame.act_class == "meet" for frame in self._lexicon.verb_frames(clause.verb.lemma or ""))

    def _writer(self, place: int) -> Speakers | None:
        """Return who writes the letter in which a place stands."""
        party = next((party for start, party in reversed(self._letters) if start <= place), None)
        return Speakers((party,), (party,), plural=False) if party else None

    def _is_listed(self, lexed: Lexed) -> bool:
        """Tell whether a sentence belongs to a list, also to one whose paragraphs each begin with their verb."""
        at = lexed.sentence.block
        begins = any(form == "base" for _, form in self._lexicon.verbs.get(lexed.norm(0), ()))
        goes_on = at - self._listed == 1 and begins and 0 not in lexed.mentions
        listed = goes_on or at == self._listed or self._is_member(at)
        self._listed = at if listed else -1
        return listed

    def _is_member(self, at: int) -> bool:
        """Tell whether a block is a member of a list: a bullet, an item, or what goes on behind ":" or ";"."""
        block = self._u.blocks[at]
        if block.kind in ("bullet", "item") or block.number is not None or not at:
            return block.kind in ("bullet", "item") or block.number is not None
        before = self._u.blocks[at - 1]
        return self._u.text[before.body.start : before.body.end].rstrip().endswith((":", ";", "; and"))

    def _lead(self, block: Block) -> Speakers | None:
        """Return whom a heading such as "The Ministers:" makes the subject of what stands below it."""
        parent = self._u.blocks[block.parent] if block.parent is not None else None
        for heading in (block.heading, parent.heading if parent else None):
            if heading is not None and (named := self._resolver.group(self._u.text[heading.start : heading.end])):
                return named
        return None

    def _read_clause(
        self, lexed: Lexed, place: int, clauses: Sequence[PredicateClause], verb: VerbGroup, speakers: Speakers
    ) -> None:
        if verb.lemma is None and verb.shape == "finite":
            self._note_unknown(lexed, verb)
            return
        root = find_root(clauses, place)
        clause = clauses[place]
        framing = None if is_scheduled(lexed, clause, verb) else self._framer.frame(lexed, clause, verb, root)
        if framing is None or framing.frame.act is None:
            return
        if not can_resolve(lexed, verb, framing.frame, decided=self._sentence in self._decided):
            return
        dependent = clauses[place].kind in ("participial", "relative")
        if dependent and framing.frame.content_verb and not self._speaks_apart(lexed, clauses[place], verb, framing):
            return
        framing = framing._replace(commits=self._promises_made(lexed, clauses, place, framing, speakers))
        talks = framing.frame.act_class == "discuss" and (framing.frame.objects or framing.frame.kind == "noun")
        if framing.frame.act_class == "discuss" and (met := self._encounters.above(place, clauses)):
            speakers = met
        elif framing.frame.act_class == "meet" or talks:
            speakers = self._encounters.gather(lexed, place, clauses, framing, speakers)
        else:
            speakers = self._encounters.share(lexed, clauses[place], framing, speakers)
        framing, last = delimit_content(lexed, framing, clauses, place)
        site = Site(lexed, framing, speakers, verb.first, last)
        act = self._build(site)
        if framing.frame.act_class == "invite" and not act.addressees:
            act = replace(act, addressees=self._invitations.find_invited(lexed, framing.content, speakers))
        self.acts.append(act)
        if framing.frame.act_class == "invite" or framing.frame.act == _OFFER:
            self._voices.note_invitation(speakers)
        if framing.frame.act_class in _VALUING:
            self._read_owned_nouns(site)

    def _promises_made(
        self, lexed: Lexed, clauses: Sequence[PredicateClause], place: int, framing: Framing, speakers: Speakers
    ) -> bool:
        """Tell whether an act binds its speakers, and keep in mind the items of a list that says to what."""
        if self._promises.listed(self._u, self._sentence, framing):
            self._decided.update(item_sentences(self._u, self._sentence))
            return True
        return self._promises.made(lexed, clauses, place, framing, speakers.behalf)

    @staticmethod
    def _speaks_apart(lexed: Lexed, clause: PredicateClause, verb: VerbGroup, framing: Framing) -> bool:
        """Tell whether a participle that is mostly content speaks: "SUPPORTING", "Fully supporting", "meeting in"."""
        if clause.opener == "where" and framing.frame.act_class == "meet":
            return True  # "was received in Oslo, where talks were held"
        if is_acceptance(clause) or (clause.subject is not None and clause.kind == "participial"):
            return True  # "with Minister X adding that"
        if verb.perfect or (verb.lemma == "meet" and lexed.tag(verb.last) in ("prep", "adv")):
            return framing.frame.act_class == "meet"
        if lexed.tag(clause.first - 1) == "comma" and _tells(lexed, verb.last):
            return True  # ", adding that"
        begins = clause.first == 0 or (lexed.norm(clause.first - 1) == "and" and lexed.norms[0].endswith("ing"))
        if verb.shape == "adjective" or framing.frame.act_class == "discuss":
            return False  # "Mindful of the risks", "CONSIDERING the request": grounds of an act
        return lexed.shouted(verb.head) or (begins and framing.frame.act_class in _VALUING)

    def _note_unknown(self, lexed: Lexed, verb: VerbGroup) -> None:
        if lexed.tag(verb.last) == "that" and not verb.perfect:
            self._note("unknown-verb", lexed, verb.head, verb.last)

    def _note_speaker(self, lexed: Lexed, clause: PredicateClause, verb: VerbGroup) -> None:
        """Note a person who performs what would be an act, and of whom no party is known."""
        subject = clause.subject
        if subject is None or subject.units[0].kind != "person" or verb.shape == "passive":
            return
        if self._resolver.is_spokesman(subject.units[0]):
            return
        framing = self._framer.frame(lexed, clause, verb)
        if framing is not None and framing.frame.act and not framing.frame.content_verb:
            self._note("unknown-speaker", lexed, subject.first, subject.last)

    def _note(self, code: str, lexed: Lexed, first: int, last: int) -> None:
        span = lexed.span(first, last)
        self.issues.append(Issue(code, span.start, span.end, self._u.text[span.start : span.end]))

    def _read_owned_nouns(self, site: Site) -> None:
        for framing, owner in self._framer.owned_nouns(site.lexed, site.framing.content, site.last):
            speakers = self._resolver.peek(owner)
            if speakers is not None and set(speakers.behalf) != set(site.speakers.behalf):
                self.acts.append(self._build(Site(site.lexed, framing, speakers, framing.first, site.last)))

    def _build(self, site: Site) -> Act:
        lexed, framing, frame = site.lexed, site.framing, site.framing.frame
        trigger = lexed.span(framing.first, framing.last)
        near = near_tokens(site)
        degree = measure(
            lexed, self._lexicon, frame.strength, near, (min(near[0], site.first), site.last), framing.last - 1
        )
        slots = self._slots(site)
        about = self._topics.choose(site, self._sentence, self.acts[-1] if self.acts else None)
        if not about.understood:
            self._note("act-without-topic", lexed, framing.first, framing.last)
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
            topics=about.topics,
            targets=slots.targets,
            addressees=slots.addressees,
            frameworks=slots.frameworks,
            areas=about.areas,
            factuality=judge_factuality(lexed, framing, site.last),
            evidence=lexed.sentence.span,
            rule=frame.name,
            places=slots.places,
            content=content,
            commits=framing.commits,
        )

    def _slots(self, site: Site) -> Slots:
        frame, noun = site.framing.frame, site.framing.noun
        stance = frame.act_class
        if stance == "affirm" and noun is not None and noun.act_class in _JUDGING:
            stance = noun.act_class  # "reiterated their condemnation of"
        return find_slots(
            site.lexed,
            site.framing.content,
            site.last,
            target=frame.target or ("possessor" if stance in _VALUING else None),
            stance=stance or "",
            addressee=frame.addressee,
            speakers=frozenset(site.speakers.behalf + site.speakers.iris),
        )
