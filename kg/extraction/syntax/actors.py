"""Actor phrases: "the Ministers", "both sides", "President A of X and Minister B", "they", read from left to right.

In: a lexed sentence and a place in it. Out: an ``ActorPhrase``, the list of units that it coordinates, or None. Whom
a unit stands for is not decided here; the module refuses to know who takes part, beyond the document's group names.
"""

from __future__ import annotations

from kg.extraction.model import Registry
from kg.extraction.syntax.companions import are_listed, end_of_company, is_finite, skip_joiner
from kg.extraction.syntax.grammar import Lexed
from kg.extraction.syntax.groupnames import GroupNames
from kg.extraction.syntax.heads import MOST_OPENERS, OPENERS, POSTPOSED, ends_phrase, modifies, read_head, skip_openers
from kg.extraction.syntax.phrases import PAIR, ActorPhrase, Unit, UnitKind
from kg.extraction.syntax.predicates import read_verb_group
from kg.extraction.syntax.qualifiers import (
    end_of_fields,
    in_speech,
    named_states,
    read_membership,
    read_owners,
    skip_bracket,
)
from kg.extraction.syntax.renamings import RenamingReader
from kg.extraction.syntax.titles import (
    end_of_letters,
    end_of_occasion,
    named_in_bracket,
)
from kg.knowledge.frames import FrameLexicon
from kg.names import DCR

__all__ = ["ActorReader"]

_TWO = frozenset(["both", "two"])
_SUBJECT_PRONOUNS = frozenset(["we", "they", "he", "she", "it", "i", "both", "each", "all"])
_ATTENDING = frozenset(["gathered", "present", "attending", "assembled"])  # "those gathered"
_LED = frozenset(["delegation", "team", "mission"])
_LEADING = frozenset(["led", "headed", "chaired"])
_ALL = frozenset(["the", "all"])  # before a number: "the two", "all three"
_LIMIT = 9
_CONVENING = tuple(f"{DCR}{kind}/" for kind in ("forum", "programme", "meeting"))  # they speak where they are parties


class ActorReader:
    """Reads actor phrases in the sentences of one document."""

    __slots__ = ("_everyone", "_forums", "_groups", "_lexicon", "_nouns", "_renamings")

    def __init__(self, lexicon: FrameLexicon, registry: Registry) -> None:
        self._lexicon = lexicon
        self._everyone = registry.voice
        self._forums = frozenset(p.iri for p in registry.participants if p.iri.startswith(_CONVENING))
        self._groups = GroupNames(lexicon, registry)
        self._nouns = lexicon.actors.keys() | self._groups.first_words
        behalf = {p.iri: p.behalf[0] for p in registry.participants if "/person/" in p.iri and len(p.behalf) == 1}
        self._renamings = RenamingReader(lexicon, self._read_unit, behalf)

    def can_begin(self, lexed: Lexed, index: int) -> bool:
        """Tell cheaply whether an actor phrase may begin at ``index``."""
        tag = lexed.tag(index)
        if tag == "word" and (lexed.norms[index] in self._nouns or lexed.sentence.tokens[index].text[0].isupper()):
            return True
        return tag in OPENERS or tag == "pron" or index in lexed.mentions

    def find_group_places(self, lexed: Lexed) -> set[int]:
        """Return where a phrase may be the name of a group ("both sides", "the two")."""
        norms, first_words = lexed.norms, self._groups.first_words
        places = {at - 1 for at, tag in enumerate(lexed.tags) if tag == "num" and at and norms[at - 1] in _ALL}
        for at, norm in enumerate(norms):
            if norm in first_words and self._groups.find(lexed, at):
                places.update(range(max(0, at - _LIMIT - MOST_OPENERS + 1), at + 1))
        return places

    def read(self, lexed: Lexed, index: int) -> ActorPhrase | None:
        """Return the longest actor phrase that begins at ``index``."""
        if index not in lexed.phrases:
            lexed.phrases[index] = self._read(lexed, index) if self.can_begin(lexed, index) else None
        return lexed.phrases[index]

    def _read(self, lexed: Lexed, index: int) -> ActorPhrase | None:
        unit = self._read_unit(lexed, index)
        if unit is None:
            return None
        if unit.norm == "we" and lexed.tag(index + 1) == "comma":
            return ActorPhrase(index, self._end_of_list(lexed, unit.last), (unit,))
        units, pending = [unit], list[Unit]()
        if unit.kind == "voice" and index and lexed.tag(index - 1) in ("sub", "prep"):
            return ActorPhrase(index, unit.last, (unit,))  # "After the meeting, the Ministers ..."
        if unit.kind == "agent" and (beside := self._read_clipped(lexed, unit)):
            return ActorPhrase(index, beside.last, (unit, beside))
        opens = index == 0 and unit.kind == "person"
        while following := self._read_next(lexed, (pending or units)[-1].last, parted=opens):
            unit, final = following
            anew = final and not pending and lexed.tag(units[-1].last) == "comma"
            if index and (anew or unit.norm == "we"):
                break  # "thanked A, and B", "support the Alliance and we" begin a new clause
            before = (pending or units)[-1]
            if before.beside and before.owner and unit.kind == "noun" and not (unit.owner or unit.states):
                unit = unit._replace(owner=before.owner, beside=True)  # "with their military and diplomatic advisers"
            pending.append(unit)
            if final:
                units += pending
                pending = []
        if are_listed(lexed, self._lexicon, units, pending):
            units, pending = [*units, *pending], []
        last = units[-1].last if pending else end_of_company(lexed, self._lexicon, units[-1].last)
        return ActorPhrase(index, last, tuple(units))

    def _read_clipped(self, lexed: Lexed, unit: Unit) -> Unit | None:
        """Return the second of two states that only a comma joins, as telegrams do: "Peru, Chile agreed to"."""
        begins = unit.first == 0 or lexed.tag(unit.first - 1) == "stop"
        if not begins or lexed.tag(unit.last) != "comma":
            return None
        beside = self._read_unit(lexed, unit.last + 1)
        states = beside and all(u.mention is not None and u.mention.type == "STATE" for u in (unit, beside))
        return beside if beside and states and read_verb_group(lexed, self._lexicon, beside.last) else None

    def _end_of_list(self, lexed: Lexed, last: int) -> int:
        """Return where the list ends that renames "we": "we, the Ministers of A, and the High Representative of B,"."""
        while (following := self._read_next(lexed, last)) and following[0].kind != "pronoun":
            last = following[0].last
        if lexed.tag(last) == "comma" and lexed.norm(last + 1) in ("namely", "comprising", "being"):
            members = self.read(lexed, last + 2)
            last = members.last if members else last
        return last + (lexed.tag(last) == "comma" and lexed.tag(last + 1) != "and")

    def read_owner(self, lexed: Lexed, index: int, mark: int) -> ActorPhrase | None:
        """Return the actor that the possessive mark at ``mark`` closes ("Japan" of "Japan's")."""
        for mention, last in lexed.mentions.get(index, ()):
            if last == mark and mention.type in ("STATE", "ORG", "PER"):
                kind: UnitKind = "person" if mention.type == "PER" else "agent"
                return ActorPhrase(index, mark, (Unit(kind, lexed.norms[index], index, mark, mention),))
        return None

    def _read_next(self, lexed: Lexed, place: int, *, parted: bool = False) -> tuple[Unit, bool] | None:
        """Return the next of a list and whether it is the last; semicolons part persons who begin a sentence."""
        comma = lexed.tag(place) == "comma" or (parted and lexed.norm(place) == ";")
        place += comma
        comma = comma or lexed.tag(place - 1) == "comma"  # the one that closes a renaming
        final = lexed.norm(place) in ("and", "&")
        place += final
        beside = False
        if not final and not (comma and lexed.norm(place) == "accompanied"):
            place, beside = skip_joiner(lexed, place)
        if not (comma or final or beside):
            return None
        final = final or beside
        again = lexed.norm(place) == "of"  # "the Ministers of Peru, Ana Rojas, and | of Chile, Rui Paz,"
        unit = self._read_unit(lexed, place + again)
        if unit is None or (unit.kind == "pronoun" and unit.norm not in ("i", "we")):
            return None
        if again and not (unit.kind == "person" and unit.states):
            return None
        unit = unit._replace(beside=True) if beside else unit
        return (unit, final) if lexed.tag(unit.last) != "gen" and not lexed.genitive(unit.last) else None

    def _read_unit(self, lexed: Lexed, index: int) -> Unit | None:
        norm = lexed.norm(index)
        if is_finite(lexed, self._lexicon, index) and not lexed.capital(index):
            return None  # "A, and B, | met C"
        if norm in _SUBJECT_PRONOUNS and (unit := self._read_pronoun(lexed, index)):
            return unit
        if everyone := self._end_of_everyone(lexed, index):
            word = lexed.norm(index + 1) if norm == "the" else norm
            return Unit("group", word, index, everyone, members=self._everyone, plural=True)
        place, owner = skip_openers(lexed, index)
        for at in range(place, min(place + _LIMIT, len(lexed))):
            if group := self._groups.find(lexed, at):
                length, members = group
                named = (self._lexicon.actors.get(word) for word in reversed(lexed.norms[at : at + length]))
                head = next((word for word in named if word), None)
                states = named_states(lexed, place, at)
                kind: UnitKind = "noun" if states else "group"
                plural = len(members) > 1 or (head is not None and head.plural)
                lemma = head.lemma if head else norm
                phrase = PAIR if plural and kind == "group" and not _TWO.isdisjoint(lexed.norms[index:at]) else ""
                unit = Unit(kind, lemma, index, at + length, None, members, states, plural, owner, phrase)
                return self._close(lexed, unit)
            forum = self._read_forum(lexed, index, at) if self._forums else None
            unit = forum or read_head(lexed, self._lexicon, index, at, place, owner)
            if unit is not None:
                return self._close(lexed, unit)
            if not modifies(lexed, at):
                return None
        return None

    def _end_of_everyone(self, lexed: Lexed, index: int) -> int:
        """Return where "the two", "all three" or "those present" ends, 0 where nothing of the kind begins."""
        norm, end = lexed.norm(index), index + 2
        if norm == "those":
            return end * (lexed.norm(index + 1) in _ATTENDING)
        if norm not in _ALL or lexed.tag(index + 1) != "num":
            return 0
        if norm == "the":
            return end * (lexed.tag(end) in ("comma", "be", "have", "adv"))
        acts = lexed.tag(end) in ("be", "have", "adv", "modal") or read_verb_group(lexed, self._lexicon, end)
        return end * bool(acts and not lexed.covered[index + 1])

    def _read_forum(self, lexed: Lexed, index: int, at: int) -> Unit | None:
        """Return the forum that takes part by its name, which is no body's elsewhere."""
        for mention, last in lexed.mentions.get(at, ()):
            if mention.iri in self._forums and ends_phrase(lexed, self._lexicon, last):
                return Unit("agent", lexed.norms[at], index, last, mention)
        return None

    def _read_pronoun(self, lexed: Lexed, index: int) -> Unit | None:
        norm = lexed.norm(index)
        if norm in ("both", "each", "all") and (
            not ends_phrase(lexed, self._lexicon, index + 1)
            or lexed.norm(index + 1) in self._lexicon.actors
            or lexed.tag(index + 1) in OPENERS
            or lexed.norm(index + 1) == "of"
            or (index + 1 < len(lexed) and self._groups.find(lexed, index + 1))  # "Both air forces"
        ):
            return None
        last = index + 1
        if lexed.norm(last) in ("both", "all", "each"):
            last += 1
        if norm == "we" and lexed.tag(last) == "comma":
            last = self._skip_renaming(lexed, last)
        if norm in ("i", "we"):
            last = skip_bracket(lexed, last)
        quoted = "quoted" if norm == "i" and in_speech(lexed, index) else ""
        return Unit("pronoun", norm, index, last, phrase=quoted, plural=norm not in ("he", "she", "it", "i"))

    def _skip_renaming(self, lexed: Lexed, comma: int) -> int:
        """Skip "we, the Ministers of X and Y[,]" and "we, as members of X," up to the verb."""
        inner = self.read(lexed, comma + 1 + (lexed.norm(comma + 1) == "as"))
        if inner is None:
            return comma
        return inner.last + (lexed.tag(inner.last) == "comma")

    def _close(self, lexed: Lexed, unit: Unit) -> Unit | None:
        """Add what follows the head: "(NSAs)", "of Japan and Spain"; refuse a possessive."""
        last = end_of_letters(lexed, self._lexicon, unit.last) if unit.kind == "person" else unit.last
        last = skip_bracket(lexed, last)
        unit = named_in_bracket(lexed, unit, last)
        while lexed.norm(last) in POSTPOSED:
            last += 1  # "the Governments signatory hereto"
        if lexed.norms[last : last + 3] == ("in", "charge", "of"):
            last += 2  # "the Ministers in charge of Defence of A and B"
        if unit.kind in ("noun", "group"):
            last = end_of_fields(lexed, self._lexicon, last)
        last, states = read_owners(lexed, self._lexicon, unit, last)
        last = end_of_occasion(lexed, unit, skip_bracket(lexed, last))
        if lexed.genitive(last):
            return None
        if unit.kind == "group" and lexed.tag(last) == "comma" and skip_joiner(lexed, last + 1)[1]:
            states = ()  # "the Ministers of Peru and Chile, as well as the envoy of Bolivia": the list goes on
        definite = lexed.norm(unit.first) == "the"
        if (last, states, definite) != (unit.last, unit.states, unit.definite):
            unit = unit._replace(last=last, states=states, definite=definite)
        return read_membership(lexed, unit) or self._read_leader(lexed, unit) or self._renamings.absorb(lexed, unit)

    def _read_leader(self, lexed: Lexed, unit: Unit) -> Unit | None:
        """Return whom a delegation of no state follows: "a seven-member delegation | led by Admiral X"."""
        place = unit.last + (lexed.tag(unit.last) == "comma")
        if (
            unit.norm not in _LED
            or unit.plural
            or unit.states
            or unit.owner
            or lexed.norms[place + 1 : place + 2] != ("by",)
        ):
            return None
        leader = self._read_unit(lexed, place + 2) if lexed.norms[place] in _LEADING else None
        if leader is None or leader.kind != "person":
            return None
        return unit._replace(kind="person", mention=leader.mention, states=leader.states)
