"""The frame lexicon: which words evoke which act, read from ``ontology/lexicon`` and ``ontology/concepts``.

In: the Turtle of verb, adjective and noun frames, modifiers and actor nouns. Out: one frozen ``FrameLexicon`` with
every inflected form as a key. Forms follow the spelling rules of English; what is irregular stands in the data.
The module refuses to know sentences: it says what a word can evoke, never what it evokes here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeAlias

from kg.errors import OntologyError
from kg.knowledge.turtle import Knowledge, load_turtle
from kg.names import DCL

__all__ = [
    "ActorWord",
    "Form",
    "Frame",
    "FrameKind",
    "FrameLexicon",
    "Modifier",
    "inflect",
    "load_demonyms",
    "load_frames",
]

FrameKind: TypeAlias = Literal["verb", "adjective", "noun", "modal"]
Form: TypeAlias = Literal["base", "s", "past", "participle", "gerund"]

_VOWELS = frozenset("aeiou")
_CLASSES: dict[FrameKind, str] = {
    "verb": "dco:VerbFrame",
    "adjective": "dco:AdjectiveFrame",
    "noun": "dco:NounFrame",
    "modal": "dco:ModalFrame",
}
_IRREGULAR: dict[Form, str] = {
    "past": "dco:pastForm",
    "participle": "dco:participleForm",
    "gerund": "dco:gerundForm",
}


@dataclass(frozen=True, slots=True)
class Frame:
    """One way in which a word evokes an act; ``name`` is the rule that the act cites.

    ``particles`` are words that must follow, ``complements`` the constructions that must follow (``that``, ``to``,
    ``ing``, ``np``, ``wh``, ``as`` or a preposition), ``objects`` the nouns one of which the object must hold,
    ``adverb`` a word that must stand before the verb. An
    empty tuple asks for nothing. ``act`` is None where the word is known and makes no act of itself.
    """

    name: str
    kind: FrameKind
    lemma: str
    act: str | None
    strength: int
    act_class: str
    particles: tuple[tuple[str, ...], ...] = ()
    complements: tuple[str, ...] = ()
    objects: frozenset[str] = frozenset()
    commits_with: frozenset[str] = frozenset()
    target: str | None = None
    addressee: str | None = None
    topic: str | None = None
    negated_act: str | None = None
    only_with: frozenset[str] = frozenset()
    light: bool = False
    raising: bool = False
    homograph: bool = False
    content_verb: bool = False
    intransitive: bool = False
    nominal_only: bool = False
    of_talks: bool = False
    active_only: bool = False
    joint_passive: bool = False
    gathers: bool = False
    adverb: str | None = None


@dataclass(frozen=True, slots=True)
class Modifier:
    """A word or phrase that makes an act stronger or weaker by ``shift`` degrees."""

    words: tuple[str, ...]
    shift: int
    hedge: bool


@dataclass(frozen=True, slots=True)
class ActorWord:
    """A noun for the participants; ``voice`` marks nouns such as "meeting" that stand for all of them."""

    lemma: str
    plural: bool
    voice: bool
    meeting_area: str | None = None


@dataclass(frozen=True, slots=True)
class FrameLexicon:
    """All frames by inflected form. ``verbs`` maps a form to its readings, ``frames`` a lemma to its frames."""

    verbs: dict[str, tuple[tuple[str, Form], ...]]
    frames: dict[tuple[FrameKind, str], tuple[Frame, ...]]
    nouns: dict[str, str]
    adjectives: frozenset[str]
    modifiers: dict[str, tuple[Modifier, ...]]
    actors: dict[str, ActorWord]
    strengths: dict[str, int]
    classes: dict[str, str]
    rules: dict[str, Frame]
    executions: frozenset[str] = frozenset()
    """Participles with which a passive future says what the participants will do ("will be held")."""

    def verb_frames(self, lemma: str) -> tuple[Frame, ...]:
        """Return the frames of a verb, the most demanding first."""
        return self.frames.get(("verb", lemma), ())


def inflect(lemma: str) -> dict[Form, str]:
    """Return the regular forms of a verb.

    >>> inflect("deny")["past"], inflect("urge")["gerund"], inflect("stress")["s"]
    ('denied', 'urging', 'stresses')
    """
    consonant_y = lemma.endswith("y") and lemma[-2] not in _VOWELS
    if lemma.endswith("e"):
        past, gerund = lemma + "d", (lemma if lemma.endswith("ee") else lemma[:-1]) + "ing"
    else:
        past, gerund = (lemma[:-1] + "ied" if consonant_y else lemma + "ed"), lemma + "ing"
    return {"base": lemma, "s": _plural(lemma), "past": past, "participle": past, "gerund": gerund}


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")


@lru_cache(maxsize=1)
def load_demonyms() -> dict[str, str]:
    """Return the adjectives of states ("norwegian") with the states they stand for, where only one claims them."""
    states = load_turtle("reference/states.ttl")
    found: dict[str, set[str]] = {}
    for state in states.instances("dco:State"):
        for word in states.values(state, "dco:demonym"):
            found.setdefault(word.lower(), set()).add(state)
    return {word: min(claims) for word, claims in found.items() if len(claims) == 1}


@lru_cache(maxsize=4)
def load_frames(root: Path | None = None) -> FrameLexicon:
    """Return the lexicon below ``root`` (the package's ontology where it is None), read once a process."""
    source = load_turtle("lexicon", root=root)
    concepts = load_turtle("concepts", root=root)
    strengths = {name: int(value) for name, value in _values(concepts, "dco:baseStrength")}
    classes = dict(_values(concepts, "dco:actClass"))
    frames = [frame for kind in _CLASSES for frame in _frames(source, kind, strengths, classes)]
    return FrameLexicon(
        verbs=_verb_forms(source),
        frames=_by_lemma(frames),
        nouns=_noun_forms(source),
        adjectives=frozenset(frame.lemma for frame in frames if frame.kind == "adjective"),
        modifiers=_modifiers(source),
        actors=_actors(source),
        strengths=strengths,
        classes=classes,
        rules={frame.name: frame for frame in frames},
        executions=frozenset(
            word for iri in source.instances("dco:ExecutionWord") for word in source.values(iri, "dco:surfaceForm")
        ),
    )


def _values(concepts: Knowledge, predicate: str) -> Iterator[tuple[str, str]]:
    for name in concepts.subjects():
        if value := concepts.value(name, predicate):
            yield name, value


def _frames(source: Knowledge, kind: FrameKind, strengths: dict[str, int], classes: dict[str, str]) -> Iterator[Frame]:
    for iri in source.instances(_CLASSES[kind]):
        act = source.value(iri, "dco:evokes")
        if act is not None and act not in strengths:
            raise OntologyError(f"evokes {act}, which is no act type", where=iri, remedy="name it in concepts/")
        yield Frame(
            name=iri.removeprefix(DCL),
            kind=kind,
            lemma=_lemma(source, iri),
            act=act,
            strength=strengths.get(act or "", 0),
            act_class=classes.get(act or "", ""),
            particles=tuple(tuple(p.split()) for p in source.values(iri, "dco:particle")),
            complements=source.values(iri, "dco:complement"),
            objects=frozenset(source.values(iri, "dco:objectNoun")),
            commits_with=frozenset(source.values(iri, "dco:commitsWith")),
            target=source.value(iri, "dco:targetSlot"),
            addressee=source.value(iri, "dco:addresseeSlot"),
            negated_act=source.value(iri, "dco:evokesNegated"),
            topic=source.value(iri, "dco:defaultTopic"),
            only_with=frozenset(source.values(iri, "dco:onlyWithLight")),
            light=source.value(iri, "dco:lightVerb") == "true",
            raising=source.value(iri, "dco:raising") == "true",
            homograph=source.value(iri, "dco:nounHomograph") == "true",
            content_verb=source.value(iri, "dco:contentVerb") == "true",
            intransitive=source.value(iri, "dco:intransitive") == "true",
            of_talks=source.value(iri, "dco:ofTalks") == "true",
            gathers=source.value(iri, "dco:gathers") == "true",
            adverb=source.value(iri, "dco:adverb"),
            active_only=source.value(iri, "dco:activeOnly") == "true",
            joint_passive=source.value(iri, "dco:jointPassive") == "true",
            nominal_only=source.value(iri, "dco:nominalOnly") == "true",
        )


def _lemma(source: Knowledge, iri: str) -> str:
    lemma = source.value(iri, "dco:lemma")
    if lemma is None:
        raise OntologyError("a frame without dco:lemma", where=iri, remedy="give its lemma")
    return lemma


def _by_lemma(frames: Iterable[Frame]) -> dict[tuple[FrameKind, str], tuple[Frame, ...]]:
    grouped: dict[tuple[FrameKind, str], list[Frame]] = {}
    for frame in frames:
        grouped.setdefault((frame.kind, frame.lemma), []).append(frame)
    return {key: tuple(sorted(found, key=_demand)) for key, found in grouped.items()}


def _demand(frame: Frame) -> tuple[bool, int, int, int, bool, str]:
    longest = max((len(particle) for particle in frame.particles), default=0)
    complement = 2 * bool(frame.complements) - (frame.complements == ("np",))  # a plain object asks for less
    return (not frame.adverb, -longest, -bool(frame.objects), -complement, not frame.light, frame.name)


def _verb_forms(source: Knowledge) -> dict[str, tuple[tuple[str, Form], ...]]:
    irregular: dict[str, dict[Form, tuple[str, ...]]] = {}
    for iri in source.instances("dco:VerbFrame"):
        spelled = irregular.setdefault(_lemma(source, iri), {})
        for form, predicate in _IRREGULAR.items():
            if values := source.values(iri, predicate):
                spelled[form] = values
    forms: dict[str, dict[tuple[str, Form], None]] = {}
    for lemma, spelled in irregular.items():
        for form, regular in inflect(lemma).items():
            for word in spelled.get(form, (regular,)):
                forms.setdefault(word, {})[lemma, form] = None
    return {word: tuple(readings) for word, readings in forms.items()}


def _noun_forms(source: Knowledge) -> dict[str, str]:
    forms: dict[str, str] = {}
    for iri in source.instances("dco:NounFrame"):
        lemma = _lemma(source, iri)
        forms[lemma] = lemma
        forms[source.value(iri, "dco:pluralForm") or _plural(lemma)] = lemma
    return forms


def _modifiers(source: Knowledge) -> dict[str, tuple[Modifier, ...]]:
    found: dict[str, list[Modifier]] = {}
    for kind, hedge in (("dco:Intensifier", False), ("dco:Hedge", True)):
        for iri in source.instances(kind):
            shift = int(source.value(iri, "dco:strengthShift") or 0)
            for surface in source.values(iri, "dco:surfaceForm"):
                words = tuple(surface.split())
                found.setdefault(words[0], []).append(Modifier(words, shift, hedge))
    return {word: tuple(sorted(group, key=lambda m: (-len(m.words), m.words))) for word, group in found.items()}


def _actors(source: Knowledge) -> dict[str, ActorWord]:
    found: dict[str, ActorWord] = {}
    for kind, voice in (("dco:ActorNoun", False), ("dco:VoiceNoun", True)):
        for iri in source.instances(kind):
            lemma = _lemma(source, iri)
            area = source.value(iri, "dco:meetingArea")
            found[lemma] = ActorWord(lemma, plural=False, voice=voice, meeting_area=area)
            if plural := source.value(iri, "dco:pluralForm"):
                found[plural] = ActorWord(lemma, plural=True, voice=voice)
    return found
