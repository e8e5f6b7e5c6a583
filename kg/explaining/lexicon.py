"""The lexicon's entry behind something extracted: the frame or pattern, what it asks for, and where it stands.

In: the rule that a node of the graph names. Out: a ``RuleNote``, and how an act's strength is reckoned. The module
reads the same lexicon as the extraction does and decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.explaining.explanation import Detail, RuleNote
from kg.explaining.places import find_frame, find_place
from kg.extraction.encoding import EncodedSentence
from kg.knowledge.frames import Modifier, load_frames
from kg.knowledge.patterns import Pattern
from kg.knowledge.turtle import Knowledge, load_turtle
from kg.knowledge.wordings import load_activity_frames, load_fact_patterns
from kg.names import DCL, compact
from kg.record import Act, Span

__all__ = ["find_pattern", "note_rule", "reckon_strength"]

_ASKS = (
    ("dco:particle", "with"),
    ("dco:complement", "before"),
    ("dco:objectNoun", "its object one of"),
    ("dco:onlyWithLight", "only with"),
)
_PROGRAM = {
    "registry": "the program: the opening introduces who takes part",
    "acronym": "the program: a short form stands in brackets behind the long one",
    "name": "the program: the name itself says so",
}


def note_rule(rule: str, pattern: str | None = None) -> RuleNote:
    """Return what made a node: a frame or pattern of the lexicon, or a reading rule of the program."""
    frame = find_frame(rule)
    if frame is None:
        return RuleNote(rule, _PROGRAM.get(rule.split("/")[0].split(".")[0], "the program"))
    lexicon = load_turtle("lexicon")
    says = "; ".join(_describe(lexicon, frame, rule.removeprefix("commitment/"), pattern))
    return RuleNote(compact(frame), says, find_place(frame, *([f'"{pattern}"'] if pattern else [])))


def _describe(lexicon: Knowledge, frame: str, rule: str, pattern: str | None) -> Iterator[str]:
    lemma = lexicon.value(frame, "dco:lemma")
    if lemma:
        kind = (lexicon.value(frame, "rdf:type") or "").rpartition("#")[2].removesuffix("Frame").lower()
        verb = rule.removeprefix(frame.removeprefix(DCL)).strip(".")
        yield f"{kind} “{lemma}”" + (f" with the verb “{verb}”" if verb else "")
    for predicate, words in _ASKS:
        values = lexicon.values(frame, predicate)
        if values:
            yield f"{words} {' | '.join(values)}"
    if act := lexicon.value(frame, "dco:evokes"):
        yield f"evokes {compact(act)}"
    if pattern:
        yield f"pattern “{pattern}”"


def find_pattern(rule: str, sentence: EncodedSentence, span: Span | None = None) -> str | None:
    """Return the pattern of an activity or fact frame that matches a sentence, at this span if one is given."""
    for factuality, pattern in _patterns(rule):
        for match in pattern.find(sentence.text):
            if span is None or sentence.span_of(match) == span:
                return f"{pattern.source}” of what is “{factuality}" if factuality else pattern.source
    return None


def _patterns(rule: str) -> Iterator[tuple[str, Pattern]]:
    for frame in load_activity_frames():
        if frame.rule == rule:
            yield from (*frame.patterns, *frame.shared)
    for fact in load_fact_patterns():
        if fact.rule == rule:
            yield fact.factuality or "", fact.expression


def reckon_strength(act: Act) -> Detail:
    """Return an act's strength as a sum: the base of its type, its strongest intensifier, its weakest hedge."""
    base = load_frames().strengths.get(act.type, 0)
    terms = [f"{base} {compact(act.type)} ({find_place(act.type)})"]
    raised = [_modifier(words, hedge=False) for words in act.intensifiers]
    lowered = [_modifier(words, hedge=True) for words in act.hedges]
    shifts = [max(raised, key=_shift)] if raised else []
    shifts += [min(lowered, key=_shift)] if lowered else []
    terms += [f"{shift:+d} “{words}” ({where})" for shift, words, where in shifts]
    total = base + sum(shift for shift, _, _ in shifts)
    limited = "" if total == act.strength else f", kept between 1 and 5: {act.strength}"
    return Detail("strength", str(act.strength), f"{' '.join(terms)} = {total}{limited}")


def _shift(modifier: tuple[int, str, str]) -> int:
    return modifier[0]


def _modifier(words: str, *, hedge: bool) -> tuple[int, str, str]:
    """Return an intensifier's or hedge's shift, its words, and where it stands."""
    norms = tuple(words.lower().replace("’", "'").split())
    known: Iterable[Modifier] = load_frames().modifiers.get(norms[0], ())
    shift = next((m.shift for m in known if m.words == norms and m.hedge == hedge), 0)
    lexicon = load_turtle("lexicon")
    kind = "dco:Hedge" if hedge else "dco:Intensifier"
    forms = (iri for iri in lexicon.instances(kind) if " ".join(norms) in lexicon.values(iri, "dco:surfaceForm"))
    iri = next(forms, None)
    return shift, words, (iri and find_place(iri)) or "ontology/lexicon/modifiers.ttl"
