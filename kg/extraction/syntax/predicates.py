"""Verb groups: auxiliaries, adverbs and the word that carries the meaning, read from left to right.

In: a lexed sentence and a place in it. Out: a ``VerbGroup`` or None. The module knows the shapes of English verb
groups; which verbs there are it reads from the frame lexicon, and it refuses to know what any of them evokes.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from kg.extraction.syntax.grammar import Lexed
from kg.knowledge.frames import Form, FrameLexicon

__all__ = [
    "PREDICATIVES",
    "Shape",
    "Tense",
    "VerbGroup",
    "read_form",
    "read_infinitive",
    "read_verb_group",
    "skip_adverbs",
]

_NOUNS = frozenset(["state", "states", "air"])
_KINDS_OF_STATES = frozenset(
    [
        "member",
        "participating",
        "neighbouring",
        "neighboring",
        "signatory",
        "party",
        "partner",
        "african",
        "arab",
        "gulf",
    ]
)
Shape: TypeAlias = Literal["finite", "modal", "passive", "progressive", "adjective", "participle"]
Tense: TypeAlias = Literal["past", "s", "base", "modal", "gerund"]

_BE_TENSE: dict[str, Tense] = {"is": "s", "are": "base", "am": "base", "was": "past", "were": "past"}
_COPULAR: dict[str, Tense] = {
    "remain": "base", "remains": "s", "remained": "past", "stay": "base", "stays": "s", "stayed": "past",
    "stand": "base", "stands": "s", "stood": "past", "feel": "base", "feels": "s", "felt": "past",
}  # fmt: skip
_LONGEST_ADJUNCT = 14
_MANY = frozenset(["many", "several", "various", "matters", "questions", "problems", "with"])
PREDICATIVES = frozenset(["of", "in"])  # "are of the view", "are in agreement"


class VerbGroup(NamedTuple):
    """Tokens ``first`` up to ``last``; ``head`` is the lexical verb or adjective. ``lemma`` is None if unknown."""

    first: int
    head: int
    last: int
    shape: Shape
    tense: Tense
    lemma: str | None
    modal: str | None = None
    negated: bool = False
    perfect: bool = False
    start: int = 0
    """The first auxiliary or verb: where a trigger may begin (adverbs before it left out)."""


def skip_adverbs(lexed: Lexed, index: int) -> int:
    """Return the first place from ``index`` on that holds no adverb, nor the "in principle" that stands like one."""
    while (tag := lexed.tag(index)) == "adv" or (tag == "det" and lexed.norm(index) in ("both", "all", "each")):
        index += 1
    in_principle = tag == "prep" and lexed.norm(index) == "in" and lexed.norm(index + 1) == "principle"
    return skip_adverbs(lexed, index + 2) if in_principle else index


def _is_noun(lexed: Lexed, index: int) -> bool:
    """Tell whether "states" are countries, and "state" and "air" no verbs: "member states in", "land and air even"."""
    if lexed.norms[index] == "states":
        return lexed.norm(index - 1) in _KINDS_OF_STATES
    governs = lexed.tag(index + 1) in ("that", "det", "poss", "comma", "stop") or lexed.norm(index + 1).endswith("ly")
    return index > 0 and not governs and lexed.norm(index - 1) != "to"


def read_form(lexed: Lexed, lexicon: FrameLexicon, index: int, forms: tuple[Form, ...]) -> tuple[str, Form] | None:
    """Return the lemma and form of the verb at a place, the first of ``forms`` that it can be; None for a name."""
    readings = lexicon.verbs.get(lexed.norm(index))
    if readings is None or lexed.covered[index]:
        return None
    if index > 0 and lexed.capital(index) and not lexed.shouted(index):
        return None
    if lexed.norms[index] in _NOUNS and _is_noun(lexed, index):
        return None
    return next((reading for form in forms for reading in readings if reading[1] == form), None)


def read_verb_group(lexed: Lexed, lexicon: FrameLexicon, index: int) -> VerbGroup | None:
    """Return the finite verb group that begins at ``index``, adverbs before it included."""
    start = skip_adverbs(lexed, index)
    tag = lexed.tag(start)
    if lexed.norm(start) == "neither" or lexed.norm(index - 1) == "nor":
        plain = _read_simple(lexed, lexicon, index, start + (tag == "not"))
        return plain._replace(negated=True) if plain else None
    if tag == "modal":
        return _read_modal(lexed, lexicon, index, start)
    if tag == "have":
        if lexed.norm(start) == "having":
            return None
        return _read_perfect(lexed, lexicon, index, start)
    if tag == "be" and lexed.norm(start) in _BE_TENSE:
        return _read_be(lexed, lexicon, index, start, _BE_TENSE[lexed.norm(start)])
    if tag == "do":
        return _read_do(lexed, lexicon, index, start)
    return _read_simple(lexed, lexicon, index, start)


def _negation(lexed: Lexed, index: int) -> tuple[int, bool]:
    """Skip adverbs and negation; tell whether there was a negation."""
    negated = False
    while True:
        place = skip_adverbs(lexed, index)
        if lexed.tag(place) != "not":
            return place, negated
        negated, index = True, place + 1


def _read_modal(lexed: Lexed, lexicon: FrameLexicon, index: int, start: int) -> VerbGroup | None:
    modal = lexed.norm(start)
    place, negated = _negation(lexed, start + 1)
    place = skip_adverbs(lexed, _skip_aside(lexed, place))
    negated = negated or modal == "cannot"
    if negated and lexed.norm(place) == "but" and (reading := read_form(lexed, lexicon, place + 1, ("base",))):
        return VerbGroup(
            index, place + 1, place + 2, "finite", "past", reading[0], start=place + 1
        )  # "cannot but note"
    if lexed.norms[place : place + 3] == ("continue", "to", "be"):
        place += 2
    if lexed.norm(place) == "be":
        inner = _read_be(lexed, lexicon, index, place, "modal")
        if inner.lemma == "be":
            return VerbGroup(index, place, place + 1, "modal", "modal", None, modal, negated, start=start)
        shape: Shape = "modal" if inner.shape == "progressive" else inner.shape
        return VerbGroup(
            index, inner.head, inner.last, shape, "modal", inner.lemma, modal, negated or inner.negated, start=start
        )
    if lexed.norm(place) == "have":
        return None
    if lexed.norms[place : place + 2] == ("like", "to"):
        wish = VerbGroup(index, place, place + 1, "finite", "base", "wish")
        said = _read_courteous(lexed, lexicon, place + 1) or wish
        return said._replace(first=index, start=start, negated=negated)
    if lexed.tag(place) not in ("word", "do") or lexed.covered[place]:
        return None
    reading = read_form(lexed, lexicon, place, ("base",))
    lemma = reading[0] if reading else None
    return VerbGroup(index, place, place + 1, "modal", "modal", lemma, modal, negated, start=start)


def _read_courteous(lexed: Lexed, lexicon: FrameLexicon, place: int) -> VerbGroup | None:
    """Read what is done by saying that one would like to: "would like | to thank", not "to visit"."""
    said = read_infinitive(lexed, lexicon, place)
    frames = lexicon.verb_frames(said.lemma) if said and said.lemma else ()
    ahead = lexed.norms[said.last :] if said else ()
    says = (frame for frame in frames if frame.light or (frame.act and not (frame.content_verb or frame.complements)))
    fits = (not frame.particles or any(ahead[: len(words)] == words for words in frame.particles) for frame in says)
    return said if any(fits) else None


def _read_perfect(lexed: Lexed, lexicon: FrameLexicon, index: int, start: int) -> VerbGroup | None:
    tense: Tense = {"has": "s", "have": "base", "had": "past"}.get(lexed.norm(start), "base")  # type: ignore[assignment]
    place, negated = _negation(lexed, start + 1)
    if lexed.norms[place : place + 2] == ("this", "day"):
        place += 2
    if lexed.norm(place) == "been":
        inner = _read_be(lexed, lexicon, index, place, tense)
        return VerbGroup(
            index, inner.head, inner.last, inner.shape, tense, inner.lemma, None, negated, perfect=True, start=start
        )
    if reading := read_form(lexed, lexicon, place, ("participle",)):
        return VerbGroup(
            index, place, place + 1, "finite", tense, reading[0], negated=negated, perfect=True, start=start
        )
    if lexed.tag(place) == "prep" and (done := _participle_behind(lexed, lexicon, place)):
        return VerbGroup(
            index, done, done + 1, "finite", tense, _lemma(lexed, lexicon, done), None, negated, True, done
        )
    if place > start + 1 and lexed.norm(place).endswith("ed"):
        return VerbGroup(index, place, place + 1, "finite", tense, None, negated=negated, perfect=True, start=start)
    if lexed.norm(place).endswith("ed") and lexed.tag(place) == "word":
        return VerbGroup(index, place, place + 1, "finite", tense, None, negated=negated, perfect=True, start=start)
    return VerbGroup(index, start, start + 1, "finite", tense, "have", negated=negated, start=start)


def _participle_behind(lexed: Lexed, lexicon: FrameLexicon, place: int) -> int:
    """Return where the participle stands behind an adjunct: "have in the course of their talks | discussed many"."""
    for at in range(place + 2, min(place + _LONGEST_ADJUNCT, len(lexed))):
        if lexed.tag(at) not in ("word", "det", "poss", "prep", "num", "adv"):
            return 0
        governs = lexed.tag(at + 1) in ("det", "poss", "that", "to", "num") or lexed.norm(at + 1) in _MANY
        behind = lexed.tag(at - 1) == "word" and lexed.norms[at].endswith("ed") and governs
        if behind and read_form(lexed, lexicon, at, ("participle",)):
            return at
    return 0


def _lemma(lexed: Lexed, lexicon: FrameLexicon, place: int) -> str | None:
    reading = read_form(lexed, lexicon, place, ("participle",))
    return reading[0] if reading else None


def _skip_aside(lexed: Lexed, place: int) -> int:
    """Skip what stands between commas within a verb group: "will, as in the past, continue", "was, however, noted"."""
    if lexed.tag(place) != "comma":
        return place
    if lexed.tag(place - 1) == "adv" and lexed.tag(place + 1) == "word" and lexed.norm(place + 1).endswith("ed"):
        return place + 1  # "It was however, noted"
    closing = (at for at in range(place + 2, min(place + 9, len(lexed))) if lexed.tag(at) == "comma")
    return next(closing, place - 1) + 1


def _read_be(lexed: Lexed, lexicon: FrameLexicon, index: int, start: int, tense: Tense) -> VerbGroup:
    if lexed.norm(start - 1) == "there":  # "There was shared recognition"
        return VerbGroup(index, start, start + 1, "finite", tense, "be", start=start)
    place, negated = _negation(lexed, start + 1)
    if lexed.norms[place : place + 2] == ("to", "be") and (
        planned := _read_planned(lexed, lexicon, index, start, place)
    ):
        return planned
    if lexed.tag(place) == "comma" and lexed.norm(start - 1) == "it":
        place = skip_adverbs(lexed, _skip_aside(lexed, place))
    if lexed.norm(place) == "being":
        place = skip_adverbs(lexed, place + 1)
    norm = lexed.norm(place)
    before = start - 1 - (lexed.norm(start) == "been" and lexed.tag(start - 1) == "have")
    impersonal = lexed.norm(before) == "it" and read_form(lexed, lexicon, place, ("participle",)) is not None
    impersonal = impersonal or _is_passive(lexed, start, place)
    if (
        norm in lexicon.adjectives
        and not impersonal
        and (norm not in PREDICATIVES or _predicative(lexed, lexicon, place))
    ):
        return VerbGroup(index, place, place + 1, "adjective", tense, norm, negated=negated, start=start)
    if reading := read_form(lexed, lexicon, place, ("participle", "gerund")):
        shape: Shape = "passive" if reading[1] == "participle" else "progressive"
        return VerbGroup(index, place, place + 1, shape, tense, reading[0], negated=negated, start=start)
    if lexed.tag(place) == "word" and norm.endswith("ing"):
        return VerbGroup(index, place, place + 1, "progressive", tense, None, negated=negated, start=start)
    if lexed.tag(place) == "word" and (norm.endswith("ed") or norm in lexicon.executions):
        return VerbGroup(index, place, place + 1, "passive", tense, None, negated=negated, start=start)
    return VerbGroup(index, start, start + 1, "finite", tense, "be", negated=negated, start=start)


def _is_passive(lexed: Lexed, start: int, place: int) -> bool:
    """Tell whether something is agreed and nobody: "A schedule has been agreed"; or attention "was devoted to"."""
    if lexed.norm(place) == "devoted":
        return lexed.norm(start - 1) == "attention"
    single = lexed.norm(start) in ("was", "is") or lexed.norm(start - 1) == "has"
    return lexed.norm(place) == "agreed" and (single or lexed.tag(place + 1) not in ("that", "prep", "to"))


def _read_planned(lexed: Lexed, lexicon: FrameLexicon, index: int, start: int, place: int) -> VerbGroup | None:
    """Read "is to be held", which announces as "shall be held" does."""
    inner = _read_be(lexed, lexicon, index, place + 1, "modal")
    if inner.shape != "passive" or lexed.norm(start) not in ("is", "are"):
        return None
    return inner._replace(modal="shall", start=start)


def _predicative(lexed: Lexed, lexicon: FrameLexicon, place: int) -> bool:
    """Tell whether "of" or "in" begins a predicate: "are of the view", "are in agreement"."""
    frames = lexicon.frames.get(("adjective", lexed.norms[place]), ())
    return any(
        lexed.norms[place + 1 : place + 1 + len(words)] == words for frame in frames for words in frame.particles
    )


def _read_do(lexed: Lexed, lexicon: FrameLexicon, index: int, start: int) -> VerbGroup | None:
    place, negated = _negation(lexed, start + 1)
    reading = read_form(lexed, lexicon, place, ("base",))
    tense: Tense = {"does": "s", "did": "past"}.get(lexed.norm(start), "base")  # type: ignore[assignment]
    if reading is None and lexed.tag(place) in ("poss", "det", "word") and not negated:
        return VerbGroup(index, start, start + 1, "finite", tense, "do", start=start)  # "We do our utmost"
    if reading is None:
        return None
    return VerbGroup(index, place, place + 1, "finite", tense, reading[0], negated=negated, start=start)


def _read_simple(lexed: Lexed, lexicon: FrameLexicon, index: int, start: int) -> VerbGroup | None:
    norm = lexed.norm(start)
    if norm in _COPULAR:
        place, negated = _negation(lexed, start + 1)
        if lexed.norm(place) in lexicon.adjectives and lexed.norm(place) not in PREDICATIVES:
            return VerbGroup(
                index, place, place + 1, "adjective", _COPULAR[norm], lexed.norm(place), negated=negated, start=start
            )
    reading = read_form(lexed, lexicon, start, ("past", "s", "base"))
    if reading is not None:
        return VerbGroup(index, start, start + 1, "finite", reading[1], reading[0], start=start)  # type: ignore[arg-type]
    return None


def read_infinitive(lexed: Lexed, lexicon: FrameLexicon, index: int) -> VerbGroup | None:
    """Return the infinitive at ``index`` (with or without "to"), adverbs skipped."""
    place = skip_adverbs(lexed, index)
    if lexed.tag(place) == "to":
        place = skip_adverbs(lexed, place + 1)
    reading = read_form(lexed, lexicon, place, ("base",))
    if reading is None:
        return None
    return VerbGroup(index, place, place + 1, "finite", "base", reading[0], start=place)
