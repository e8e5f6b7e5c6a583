"""Refuses gold that no record could answer, so that a slip of the annotator's is not counted against the extraction.

In: a gold document. Out: nothing, or a ``SourceError`` with the file, the place and what to write. It knows the
ontology, because names must lead somewhere in it, and nothing of JSON, extraction or scores.

What is refused: a span outside the text or with another wording; an unknown type, class, predicate, firmness or
factuality; a prefix or kind of IRI that the graph does not have; a concept that no scheme holds, or one where an agent
is asked for; ``#id`` without a mention; a three-letter code of no state. A body's code and a coarse topic slug pass:
any may be right.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NoReturn, get_args

from kg.errors import SourceError
from kg.evaluation.gold import GoldAct, GoldActivity, GoldDocument
from kg.knowledge.turtle import Knowledge, load_turtle
from kg.names import DCC, DCO, DCR, expand
from kg.record import Factuality, Firmness, MentionType, Span

__all__ = ["check_gold"]

_CODE = re.compile(r"[A-Z]{3}")
_COINED = frozenset({"meeting", "relations"})  # kinds of individuals that reference data does not list

_Named = tuple[Span, str]


def check_gold(document: GoldDocument, codes: Collection[str] | None = None) -> None:
    """Raise ``SourceError`` at the first thing in the gold that cannot be right.

    ``codes`` are the agents' codes that a crosswalk explains; without it, codes are not checked.
    """
    check = _Check(document, codes)
    check.spans()
    check.terms()
    for span, name in _agents(document):
        check.agent(span, name)
    for span, name in _subjects(document):
        check.name(span, name)


@dataclass(frozen=True, slots=True)
class _Check:
    document: GoldDocument
    codes: Collection[str] | None

    def refuse(self, span: Span, problem: str, remedy: str) -> NoReturn:
        raise SourceError(problem, where=f"{self.document.path}: {span.start}-{span.end}", remedy=remedy)

    def spans(self) -> None:
        """Every span lies in the text and reads as quoted."""
        document, text = self.document, self.document.text
        layers = (document.commitments, document.activities, document.facts)
        quotes: list[tuple[Span, str | None]] = [(document.annotated, None)]
        quotes += [(item.span, None) for layer in layers for item in layer or ()]
        quotes += [(act.span, act.trigger) for act in document.acts]
        quotes += [(entity.span, entity.text) for entity in document.entities]
        quotes += [(part.span, part.heading) for part in document.parts or ()]
        for span, quote in quotes:
            if not 0 <= span.start < span.end <= len(text):
                self.refuse(span, f"lies outside the text, which ends at {len(text)}", "correct the offsets")
            if quote is not None and text[span.start : span.end] != quote:
                self.refuse(span, f"the text does not read {quote!r} here", "correct the offsets")

    def terms(self) -> None:
        """Every type, class, predicate, firmness and factuality is one of those that a record can have."""
        for span, kind, term in _terms(self.document):
            if term not in _vocabulary(kind):
                self.refuse(span, f"{term!r} is no {kind}", "see docs/annotation.md for those that there are")

    def agent(self, span: Span, name: str) -> None:
        """A name that stands for an individual leads to one."""
        for part in name.split("|"):
            if "/" in part and ":" not in part:
                self.refuse(span, f"{part!r} can match no individual", f"write dcr:{part}, or the ISO 3166 code")
            known = self.codes is None or part in self.codes or not _CODE.fullmatch(part) or part in _known_codes()
            if not known:
                self.refuse(span, f"{part!r} is the code of no state", "give an ISO 3166 code, or a name with dcr:")
        self.name(span, name)

    def name(self, span: Span, name: str) -> None:
        """A name leads to a concept, an individual or a mention."""
        for part in name.split("|"):
            if not part.strip("#"):
                self.refuse(span, f"{name!r} holds an empty name", "name something, or take it out")
            elif part.startswith("#"):
                if all(entity.id != part[1:] for entity in self.document.entities):
                    self.refuse(span, f"{part!r} names no mention", f"give its mention the id {part[1:]!r}")
            elif ":" in part:
                self._iri(span, part)
            elif "/" in part and DCC + part not in load_turtle("concepts"):
                remedy = f"write dcr:{part}" if _is_individual(DCR + part) else "name a concept of ontology/concepts"
                self.refuse(span, f"{part!r} is no concept", remedy)

    def _iri(self, span: Span, name: str) -> None:
        iri = expand(name)
        if iri.startswith(DCC):
            if iri not in load_turtle("concepts"):
                self.refuse(span, f"{name!r} is no concept", "name a concept of ontology/concepts")
        elif not iri.startswith(DCR):
            self.refuse(span, f"{name!r} has a prefix that names nothing here", "write dcr: or dcc:")
        elif iri.startswith(DCR + "state/") and iri not in load_turtle("reference"):
            self.refuse(span, f"{name!r} is no state", "give dcr:state/ and an ISO 3166 alpha-3 code")
        elif not _is_individual(iri):
            kinds = ", ".join(sorted(_kinds()))
            self.refuse(span, f"{name!r} is of a kind that the graph does not have", f"its kinds are {kinds}")


def _terms(document: GoldDocument) -> Iterator[tuple[Span, str, str]]:
    for act in document.acts:
        yield act.span, "class of an act", act.cls
        if act.type is not None:
            yield act.span, "type of an act", expand(act.type)
        if act.factuality is not None:
            yield act.span, "factuality", act.factuality
    for entity in document.entities:
        yield entity.span, "type of a mention", entity.type
    for commitment in document.commitments or ():
        yield commitment.span, "firmness", commitment.firmness
    for activity in document.activities or ():
        yield from ((activity.span, "class of the ontology", DCO + name) for name in activity.types)
        yield activity.span, "factuality", activity.factuality
    for fact in document.facts or ():
        yield fact.span, "property of the ontology", expand(fact.predicate)
        yield fact.span, "factuality", fact.factuality


def _agents(document: GoldDocument) -> Iterator[_Named]:
    """Yield the names that stand for individuals."""
    for act in document.acts:
        yield from ((act.span, name) for name in _of_act(act))
    for commitment in document.commitments or ():
        yield from ((commitment.span, name) for name in commitment.debtors)
    for activity in document.activities or ():
        yield from ((activity.span, name) for name in _of_activity(activity))
    for fact in document.facts or ():
        yield from ((fact.span, name) for name in (fact.subject, *fact.reported_by))
    yield from ((entity.span, entity.iri) for entity in document.entities if entity.iri)


def _of_act(act: GoldAct) -> Iterable[str]:
    slots = (act.persons, act.addressees, act.frameworks, act.places)
    return (*act.speakers, *act.targets, *(name for slot in slots for name in slot or ()))


def _of_activity(activity: GoldActivity) -> Iterable[str]:
    named = (*activity.participants, *activity.implied, *activity.places, *activity.equipment)
    under = (*activity.programmes, *activity.frameworks)
    return (*named, *under, *(name for _, accepted in activity.roles for name in accepted))


def _subjects(document: GoldDocument) -> Iterator[_Named]:
    """Yield the names of what is spoken of: concepts, individuals, coarse slugs."""
    for act in document.acts:
        yield from ((act.span, name) for name in (*act.topics, *act.all_topics, *(act.areas or ())))
    for part in document.parts or ():
        yield from ((part.span, name) for name in part.areas)
    for fact in document.facts or ():
        if fact.object.startswith(("#", "dcr:", "dcc:")):
            yield fact.span, fact.object


@cache
def _vocabulary(kind: str) -> frozenset[str]:
    concepts = load_turtle("concepts")
    match kind:
        case "class of an act":
            return frozenset(name for iri in concepts.subjects() if (name := concepts.value(iri, "dco:actClass")))
        case "type of an act":
            return frozenset(iri for iri in concepts.subjects() if concepts.value(iri, "dco:actClass"))
        case "type of a mention":
            return frozenset(get_args(MentionType))
        case "firmness":
            return frozenset(get_args(Firmness))
        case "factuality":
            return frozenset(get_args(Factuality))
    return frozenset(load_turtle("modules").subjects())


@cache
def _known_codes() -> frozenset[str]:
    """Return the codes that name a state, and the abbreviations of bodies."""
    reference: Knowledge = load_turtle("reference")
    states = {iri.removeprefix(DCR + "state/") for iri in reference.subjects() if iri.startswith(DCR + "state/")}
    return frozenset(states.union(*(reference.values(iri, "dco:abbreviation") for iri in reference.subjects())))


@cache
def _kinds() -> frozenset[str]:
    individuals = (iri.removeprefix(DCR) for iri in load_turtle("reference").subjects() if iri.startswith(DCR))
    return _COINED | {kind for iri in individuals if (kind := iri.partition("/")[0])}


def _is_individual(iri: str) -> bool:
    """Tell whether an IRI can be one of the graph's individuals, listed or coined: it has one of their kinds."""
    kind, _, name = iri.removeprefix(DCR).partition("/")
    return bool(name) and kind in _kinds()
