"""Framing: which frame of the lexicon a verb group fills, and where its trigger ends and its content begins.

In: a lexed sentence, a verb group and the frame lexicon. Out: a ``Framing`` or None. It compares what follows the verb
with the frames' particles, objects and complements, the most demanding first. It refuses to know who speaks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import takewhile
from typing import NamedTuple

from kg.extraction.syntax.adjuncts import skip_adjuncts, skip_aside, skip_day, skip_manner, skip_place
from kg.extraction.syntax.grammar import Lexed
from kg.extraction.syntax.nounframes import find_light_noun, find_object_noun
from kg.extraction.syntax.predicates import PREDICATIVES, VerbGroup, skip_adverbs
from kg.knowledge.frames import Frame, FrameLexicon
from kg.record import Mention

__all__ = ["Framing", "complement_at", "frame_verb"]

_REACH = 14
_INSIDE_OBJECT = frozenset(["word", "det", "poss", "num", "adv", "and", "dash", "open", "close"])
_WRAPPED = frozenset(["welcome", "thank", "support", "oppose", "urge", "hope"])
_ONWARD = frozenset(["further", "jointly", "together"])
_OFFICE = 4
_THEM = frozenset(["him", "her", "them"])
_RELATING = frozenset(["related", "relating", "pertaining", "according", "due", "linked", "threats", "challenges"])
_COUNTED = frozenset(["measure", "degree", "series", "number", "round", "rounds", "set", "couple"])
_WH = frozenset(["how", "whether", "what", "why", "where", "when", "which", "who"])
_BASE_AFTER_TO = frozenset(["word", "be", "have", "do", "adv"])


class Framing(NamedTuple):
    """A filled frame: trigger tokens ``first`` up to ``last``, the content from ``content`` on.

    ``noun`` is the noun frame that a light verb, or a verb such as "reaffirm", takes as its object; ``np`` are the
    tokens between verb and content that may hold an intensifier.
    """

    frame: Frame
    first: int
    last: int
    content: int
    complement: str
    noun: Frame | None = None
    np: tuple[int, int] = (0, 0)
    commits: bool = False


def complement_at(lexed: Lexed, place: int, clause_at: Callable[[int], bool]) -> str:
    """Return the construction that begins at ``place``: that, to, ing, wh, a preposition, none, or np."""
    place = skip_adverbs(lexed, place)
    place += lexed.tag(place) == "not" and lexed.tag(place + 1) == "to"
    norm, tag = lexed.norm(place), lexed.tag(place)
    if tag == "that" and lexed.tag(place + 1) not in ("comma", "stop"):
        return "that"
    if tag == "to":
        after = skip_adverbs(lexed, place + 1)
        if after >= len(lexed) or lexed.norm(after) == ":":
            return "to"  # "agreed to:", whose infinitives stand below
        verbal = (
            lexed.tag(after) in _BASE_AFTER_TO and not lexed.covered[after] and not lexed.norm(after).endswith("ing")
        )
        return "to" if verbal and not lexed.capital(after) and not lexed.norm(after).endswith("ation") else "p:to"
    if norm in _WH:
        return "wh"
    if tag == "prep":
        return norm
    if tag in ("stop", "comma", "dash") or norm in ("", "."):
        return "none"
    if norm in _ONWARD and lexed.norm(place + 1).endswith("ing"):
        place, norm = place + 1, lexed.norm(place + 1)  # "to further strengthening ties"
    if tag == "word" and norm.endswith("ing") and not lexed.covered[place]:
        return "ing"
    return "that" if clause_at(place) else "np"


def frame_verb(
    lexed: Lexed, lexicon: FrameLexicon, verb: VerbGroup, clause_at: Callable[[int], bool]
) -> Framing | None:
    """Return the frame that the verb group fills, the most demanding one first."""
    if verb.shape == "modal" or (verb.shape == "passive" and verb.modal):
        return _frame_modal(lexed, lexicon, verb, clause_at)
    if verb.lemma is None:
        return None
    kind = "adjective" if verb.shape == "adjective" else "verb"
    for frame in lexicon.frames.get((kind, verb.lemma), ()):  # type: ignore[arg-type]
        if framing := _fill(lexed, lexicon, verb, frame, clause_at):
            return framing
    return None


def _frame_modal(
    lexed: Lexed, lexicon: FrameLexicon, verb: VerbGroup, clause_at: Callable[[int], bool]
) -> Framing | None:
    frames = lexicon.frames.get(("modal", verb.modal or ""), ())
    if not frames or verb.shape == "passive":
        return None
    frame = frames[0]
    if verb.modal == "would" and (spoken := _frame_wish(lexed, lexicon, verb, clause_at)):
        return spoken
    for own in lexicon.verb_frames(verb.lemma or ""):
        if own.act is None and own.particles and _match_particle(lexed, verb.last, own) is not None:
            return None  # "will enter into force": what comes by itself
        if own.act_class == frame.act_class and not own.particles and not own.objects:
            frame = replace(frame, act=own.act, strength=own.strength, name=f"{frame.name}.{own.lemma}")
            break
    content = skip_adverbs(lexed, verb.last)
    complement = complement_at(lexed, content, clause_at)
    return Framing(frame, verb.start, verb.last, verb.head, complement, commits=True)


def _frame_wish(
    lexed: Lexed, lexicon: FrameLexicon, verb: VerbGroup, clause_at: Callable[[int], bool]
) -> Framing | None:
    """Frame "would welcome", which performs what it wraps."""
    plain = verb._replace(shape="finite", modal=None)
    for frame in lexicon.verb_frames(verb.lemma or ""):
        if frame.act and not frame.content_verb and frame.act_class in _WRAPPED:
            return _fill(lexed, lexicon, plain, frame, clause_at)
    return None


def _fill(
    lexed: Lexed, lexicon: FrameLexicon, verb: VerbGroup, frame: Frame, clause_at: Callable[[int], bool]
) -> Framing | None:
    first = verb.head if verb.shape in ("finite", "participle", "passive", "progressive") else verb.start
    if frame.adverb and frame.adverb not in lexed.norms[verb.first : verb.head]:
        return None
    last = skip_adjuncts(lexed, verb.last) if frame.act_class == "meet" else verb.last
    if frame.particles:
        matched = _match_particle(lexed, verb.last, frame)
        if matched is None:
            return None
        last = matched
    if frame.objects:
        behind = skip_day(lexed, last)
        weekday = frame.act_class == "meet" and behind > last  # "received Thursday in the capital | a delegation"
        behind = skip_adjuncts(lexed, behind) if weekday else behind
        head = _object_at(lexed, skip_place(lexed, behind), frame.objects)
        if head is None:
            return None
        last = head + 1
    if frame.light:
        return _fill_light(lexed, lexicon, verb, frame, last, clause_at)
    content = skip_aside(lexed, skip_adverbs(lexed, skip_manner(lexed, skip_day(lexed, last))))
    complement = _particle_complement(lexed, last) or complement_at(lexed, content, clause_at)
    if frame.complements and not _fits(lexed, lexicon, frame, complement, content):
        return None
    noun = find_object_noun(lexed, lexicon, content) if complement in ("np", "p:to") else None
    return Framing(
        frame,
        first,
        verb.last if frame.kind == "adjective" and frame.lemma not in PREDICATIVES else _trim(lexed, verb.last, last),
        content,
        complement,
        noun,
        (verb.last, content),
        _commits(frame, complement, noun),
    )


def _particle_complement(lexed: Lexed, last: int) -> str:
    """A particle that ends in "that" or "to" ("the view that") has named the construction already."""
    norm = lexed.norm(last - 1)
    if norm == "that":
        return "that"
    verbal = lexed.tag(last) == "word" and not lexed.norm(last).endswith("ing") and not lexed.capital(last)
    if norm == "to" and verbal and not lexed.covered[last]:
        return "to"
    return ""


def _trim(lexed: Lexed, least: int, last: int) -> int:
    while last > least and lexed.norm(last - 1) in ("that", "to"):
        last -= 1
    return last


def _match_particle(lexed: Lexed, place: int, frame: Frame) -> int | None:
    day = skip_day(lexed, place)
    for start in dict.fromkeys((day, skip_manner(lexed, day), skip_aside(lexed, skip_adverbs(lexed, day)))):
        for words in frame.particles:
            if lexed.norms[start : start + len(words)] == words:
                return start + len(words)
    return None


def _object_at(lexed: Lexed, place: int, objects: frozenset[str]) -> int | None:
    for at in range(place, min(place + _REACH, len(lexed))):
        tag = lexed.tag(at)
        if lexed.norms[at] in objects and tag == "word":
            return at
        counted = lexed.norms[at] == "of" and lexed.norm(at - 1) in _COUNTED
        paired = lexed.norms[at] == "to" and lexed.norm(at - 1) == lexed.norm(at + 1)  # "army to army talks"
        inside = tag in _INSIDE_OBJECT or lexed.covered[at] or lexed.genitive(at)
        if not (inside or counted or paired):
            return None
    return None


def _fits(lexed: Lexed, lexicon: FrameLexicon, frame: Frame, complement: str, content: int) -> bool:
    if complement in frame.complements or complement.removeprefix("p:") in frame.complements:
        return True
    if "state" in frame.complements:
        place = content + (lexed.tag(content) == "det")
        return any(mention.type == "STATE" for mention, _ in lexed.mentions.get(place, ()))
    if "person" in frame.complements and complement == "np":
        return _meets_person(lexed, content) or (frame.gathers and _meets_office(lexed, lexicon, content))
    if "as" in frame.complements:
        return "as" in lexed.norms[content : content + 30] or _says_to_be(lexed, content)
    return "np-to" in frame.complements and complement == "np"


def _says_to_be(lexed: Lexed, content: int) -> bool:
    """Tell whether an infinitive says what the object is: "consider the pact to be a safeguard"."""
    norms = lexed.norms[content : content + 30]
    return "be" in norms[1:] and norms[norms.index("be", 1) - 1] == "to"


def _meets_person(lexed: Lexed, place: int) -> bool:
    """Tell whether the object is a person or post who is asked nothing: "received Minister X", "called on X to" not."""
    asked = any(
        lexed.tag(at) == "to" and lexed.tag(at + 1) == "word" and not lexed.covered[at + 1] and not _relates(lexed, at)
        for at in range(place, min(place + 24, len(lexed) - 1))
    )
    behind = lexed.norm(place + 1)
    if lexed.norm(place) in _THEM and (lexed.tag(place + 1) != "word" or not behind[:1].isalnum()):
        return not asked  # "called on him"
    near = list(takewhile(lambda at: at < place + 3 or _in_title(lexed, at), range(place, place + 14)))
    if not asked and any(lexed.norm(at) == "counterpart" for at in near):
        return True
    named = (m.type for at in near for m, last in lexed.mentions.get(at, ()) if not _qualifies(lexed, m, last))
    return not asked and next(named, None) in ("PER", "ROLE")


def _meets_office(lexed: Lexed, lexicon: FrameLexicon, place: int) -> bool:
    """Tell whether the object is an office though nobody is named: "met the Chilean Ambassador", no "the target"."""
    place += lexed.tag(place) in ("det", "poss")
    for at in range(place, place + _OFFICE):
        if lexed.tag(at) != "word":
            return False
        if lexed.capital(at) and lexed.norm(at) in lexicon.actors and not lexed.genitive(at + 1):
            return True
    return False


def _relates(lexed: Lexed, at: int) -> bool:
    """Tell whether "to" governs a noun: "issues related to regional security"."""
    return lexed.norm(at - 1) in _RELATING or lexed.norm(at + 1).endswith(("al", "ic", "ive", "ous", "ity"))


def _in_title(lexed: Lexed, at: int) -> bool:
    joined = lexed.norm(at) in ("of", "for", "&") or lexed.tag(at) in ("comma", "and", "open", "close")
    return lexed.capital(at) or joined


def _qualifies(lexed: Lexed, mention: Mention, last: int) -> bool:
    """Tell whether a name only says whose a post is: "Norway Minister of Defence", "the Navy's Chief"."""
    accredited = lexed.norm(last - 2) == "to" and lexed.capital(last - 3)  # "Ambassador to Norway"
    state = mention.type == "STATE" and (lexed.capital(last) or lexed.genitive(last) or accredited)
    return mention.type == "ORG" or state


def _fill_light(
    lexed: Lexed, lexicon: FrameLexicon, verb: VerbGroup, light: Frame, last: int, clause_at: Callable[[int], bool]
) -> Framing | None:
    """Return the frame of the noun that a light verb and its particle, which ends at ``last``, have as their object."""
    if lexed.norm(last) == "no":
        return None  # "expressed no interest"
    found = find_light_noun(lexed, lexicon, skip_aside(lexed, last), light.lemma)
    if found is not None:
        noun, head = found
        content = skip_adverbs(lexed, head + 1)
        complement = complement_at(lexed, content, clause_at)
        commits = complement == "to" and "to" in noun.commits_with
        commits = commits or ("any" in noun.commits_with and complement not in ("that", "wh", "np"))
        first = verb.head if verb.shape != "adjective" else verb.start
        return Framing(noun, first, head + 1, content, complement, noun, (verb.last, head), commits)
    if light.act is None:
        return None
    content = skip_adverbs(lexed, last)
    return Framing(light, verb.head, last, content, complement_at(lexed, content, clause_at))


def _commits(frame: Frame, complement: str, noun: Frame | None) -> bool:
    if complement == "that":
        return False  # the clause after "that" decides
    kind = complement.removeprefix("p:")
    if frame.commits_with & {"any", kind} or (complement == "p:to" and "to" in frame.commits_with):
        return True
    return frame.act_class == "affirm" and noun is not None and bool(noun.commits_with)
