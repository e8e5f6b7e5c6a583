"""Commitments: what the speakers of an act bind themselves to, to whom, until when and how firmly.

In: an ``Understanding`` and its acts. Out: one ``Commitment`` for each act that commits its speakers. Firmness follows
the act: ``hedged`` where it carries a hedge or only weighs a thing (base strength 2, "will be considered"),
``hoped`` where it hopes, ``intended`` at base strength 3 and where an intention is affirmed, ``firm`` above, where a
commitment is affirmed, announced or stated, and where readiness is. The module refuses to know verbs.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise, takewhile

from kg.extraction.layout.lists import item_sentences, names_deeds, opens_list
from kg.extraction.model import Understanding, placed_in
from kg.extraction.speech.concepttree import load_tree
from kg.extraction.speech.topics import rank_topics
from kg.extraction.syntax.grammar import Lexed, Lexer
from kg.knowledge.turtle import load_turtle
from kg.names import DCC
from kg.record import Act, Commitment, Firmness, Span, Time

__all__ = ["find_commitments"]

_DEADLINE = re.compile(
    r"\b(?:by|before|prior to|until|till|no later than|not later than|within|in time for)"
    r"(?: (?:the )?(?:end|beginning|start|middle|close|first half|second half) of)? (?:the )?$"
)

_CONDITION = re.compile(
    r"\b(?:subject to|provided(?: that)?|on (?:the )?condition that|(?:conditional|contingent|dependent) (?:up)?on"
    r"|depending (?:up)?on|in (?:the )?(?:event|case) (?:that|of)|(?:as|so) long as|unless"
    r"|pending|if|once|as soon as(?! (?:possible|practicable|feasible)\b)"
    r"|upon (?:the )?(?:completion|approval|ratification|entry into force|conclusion))"
    r"\s[^,;.]+",
    re.IGNORECASE,
)
_COMMA = re.compile(r"\s*,\s*")
_GIVEN = re.compile(
    r"\b(?:(?:provi[ds]|suppl|donat|deliver|transfer|offer|grant|giv)\w*|support|assistance|aid|help)\b[^.;,]{0,80}?"
    r"\b(?:to|for)\s+(?:the\s+)?$|\b(?:provid|suppl|equip|furnish|present)\w*\s+(?:the\s+)?$|\b(?:support|assist|help|aid|defend|protect)(?:ing)?\s+(?:the\s+)?$"
)
_OPEN_INFINITIVE = re.compile(r"\bto\s*[:–—-]?\s*$")
_OPEN_THAT = re.compile(r"\bthat\s*:\s*$")
_NEXT_THAT = re.compile(r"(?:[,;]\s+(?:and\s+)?|\s+and\s+)(that)\s")
_BINDING = re.compile(r"\b(?:will|would|shall|should)\b")
_LAST_AND = re.compile(r"\s*[;,.]?(?:\s*\b(?:and|or))?\s*$")
_WEIGHED = re.compile(
    r"\b(?:will|would|should) be (?:considered|explored|examined|studied)\b"
    r"|^(?:to |that (?:they|we|it) (?:will|would) )?(?:also |jointly |further )?"
    r"(?:consider|explore|examine|study|look into)\b"
)
_FIRM = frozenset({"affirm", "announce", "state"})
_READY = frozenset({DCC + "act/stand-ready", DCC + "act/offer"})
_DECIDING = frozenset({DCC + "act/agree", DCC + "act/decide"})
_AIM = re.compile(
    r"\W*(?:(?:[A-Z][\w.]*|the|their|its|our|his|her|both|two|countries|shared|common|strong|firm|continued)['’]?s?\W+){0,6}"
    r"(?:intentions?|intent|plans?|aims?|goals?|purpose|objectives?|ambitions?)\b"
)


def find_commitments(
    understanding: Understanding, acts: Iterable[Act], lexer: Lexer | None = None
) -> tuple[Commitment, ...]:
    """Return the commitments in the order of the acts that make them.

    A list behind a colon makes one for each item, and so does each clause of "that A, and that B".
    """
    acts = tuple(acts)
    lexer = lexer or Lexer(understanding)
    found: list[Commitment] = []
    for act in acts:
        below = _promises(understanding, act, acts) if act.onBehalfOf else []
        if below or (act.commits and act.onBehalfOf):
            whole = _commitment(understanding, act)
            items = below or _items(understanding, act, acts)
            listed = (_item(understanding, whole, lexer.lex(index)) for index in items or ())
            found += _told_apart(understanding, whole) if items is None else listed
    return tuple(found)


def _listed(understanding: Understanding, act: Act) -> dict[int, Span]:
    """Return the sentences of the list that an act opens, with their spans."""
    sentences = understanding.sentences
    sentence = bisect_left(sentences, act.evidence, key=lambda sentence: sentence.span)
    known = sentence < len(sentences) and sentences[sentence].span == act.evidence
    if not known or not opens_list(understanding, sentence):
        return {}
    return {index: understanding.sentences[index].span for index in item_sentences(understanding, sentence)}


def _promises(understanding: Understanding, act: Act, acts: Iterable[Act]) -> list[int]:
    """Return the sentences below "agreed that:" that say what will be done; who promises for himself is left out."""
    if act.type not in _DECIDING or not _OPEN_THAT.search(understanding.text, act.start, act.evidence.end):
        return []
    return [
        index
        for index, span in _listed(understanding, act).items()
        if _BINDING.search(understanding.text, span.start, span.end) and not any(other in span for other in acts)
    ]


def _items(understanding: Understanding, act: Act, acts: Iterable[Act]) -> list[int] | None:
    """Return the sentences of the list that an act opens and that perform no act of their own, None without a list."""
    spans = _listed(understanding, act)
    if not spans:
        return None
    own = [index for index, span in spans.items() if any(other in span for other in acts)]
    if _OPEN_INFINITIVE.search(understanding.text, act.start, act.evidence.end):
        return list(spans)  # "decided to:" makes every item what is decided, whatever verb begins it
    if names_deeds(understanding, list(spans)):
        return [index for index in spans if index not in own]  # "decided: (a) to thank X; (b) to open an office"
    return None if own else list(spans)


def _told_apart(understanding: Understanding, whole: Commitment) -> Iterator[Commitment]:
    """Yield one commitment for each clause of "that A would be done, and that B would": each binds by itself."""
    content, text = whole.content, understanding.text
    starts = [] if content is None else [m.start(1) for m in _NEXT_THAT.finditer(text, content.start, content.end)]
    if content is None or not starts or not text.startswith("that ", content.start):
        yield whole
        return
    bounds = pairwise([content.start, *starts, content.end])
    spans = [Span(first, first + len(_LAST_AND.sub("", text[first:last]))) for first, last in bounds]
    for span in [span for span in spans if _BINDING.search(text, span.start, span.end)] or [content]:
        words = text[span.start : span.end]
        yield replace(
            whole,
            object=" ".join(words.split()),
            deadline=_deadline(understanding, span),
            condition=_condition(words),
            content=span,
        )


def _item(understanding: Understanding, whole: Commitment, lexed: Lexed) -> Commitment:
    """Return what one item of a list adds: its own object, topics and deadline."""
    span = lexed.sentence.span
    words = (
        _LAST_AND.sub("", " ".join(understanding.text[span.start : span.end].split()))
        .removeprefix("to ")
        .removeprefix("To ")
    )
    topics = rank_topics(lexed, load_tree(), 0, len(lexed))
    areas = tuple(topic for topic in topics if topic.startswith(DCC + "area/"))
    deadline = _deadline(understanding, span) or whole.deadline
    condition = _condition(understanding.text[span.start : span.end]) or whole.condition
    return replace(
        whole,
        firmness="hedged" if _WEIGHED.search(words) and whole.firmness != "hoped" else whole.firmness,
        object=words,
        topics=topics,
        areas=areas,
        deadline=deadline,
        evidence=span,
        content=span,
        condition=condition,
    )


def _condition(words: str) -> str | None:
    """Return on what a commitment depends.

    >>> _condition("open an office, subject to parliamentary approval, by 2030")
    'subject to parliamentary approval'
    """
    found = _CONDITION.search(" ".join(words.split()))
    return found[0] if found else None


def _commitment(understanding: Understanding, act: Act) -> Commitment:
    content = _inside_quotes(understanding.text, act)
    named = (*act.addressees, *act.targets, *_beneficiaries(understanding, content))
    creditors = dict.fromkeys(iri for iri in named if iri not in act.onBehalfOf)
    condition = _condition(understanding.text[content.start : content.end]) or _condition_behind(
        understanding, act, content
    )
    return Commitment(
        debtors=act.onBehalfOf,
        creditors=tuple(creditors),
        object=" ".join(understanding.text[content.start : content.end].split()),
        topics=act.topics,
        areas=act.areas,
        deadline=_deadline(understanding, content),
        firmness=_firmness(act, understanding.text[content.start : content.end], condition),
        evidence=act.evidence,
        rule=f"commitment/{act.rule}",
        act=Span(act.start, act.end),
        content=content,
        frameworks=act.frameworks,
        hedges=act.hedges,
        condition=condition,
    )


def _beneficiaries(understanding: Understanding, content: Span) -> Iterator[str]:
    """Yield the states and bodies to whom something is to be given: "provide aid to X", "assist Y"."""
    for mention in placed_in(understanding.mentions, content):
        agent = mention.type in ("STATE", "ORG")
        if mention.iri and agent and _GIVEN.search(understanding.text[content.start : mention.start]):
            yield mention.iri


def _inside_quotes(text: str, act: Act) -> Span:
    """Return the content of an act, up to the closing quote where the act stands in direct speech."""
    content, before = act.content or act.evidence, text[act.evidence.start : act.start]
    quotes = []
    if before.count("“") > before.count("”"):
        quotes.append(text.find("”", content.start, content.end))
    if before.count('"') % 2:
        quotes.append(text.find('"', content.start, content.end))
    end = min((at for at in quotes if at > content.start), default=content.end)
    return Span(content.start, content.start + len(text[content.start : end].rstrip(" ,")))


def _condition_behind(understanding: Understanding, act: Act, content: Span) -> str | None:
    """Return the condition that a comma parts from what it holds for: ", provided that funds are available"."""
    comma = _COMMA.match(understanding.text, content.end)
    found = _CONDITION.match(understanding.text, comma.end(), act.evidence.end) if comma else None
    return " ".join(found[0].split()) if found else None


def _firmness(act: Act, words: str, condition: str | None) -> Firmness:
    """Return how firmly an act binds; what only its condition hedges is bound to firmly, where that is met."""
    hedged = any(hedge not in (condition or "") for hedge in act.hedges)
    base, kind = _types().get(act.type, (3, ""))
    if kind == "hope":
        return "hoped"
    if hedged or _WEIGHED.search(words) or (base <= 2 and kind not in _FIRM):
        return "hedged"
    if kind in _FIRM:
        return "intended" if _AIM.match(words) else "firm"
    return "intended" if base == 3 and act.type not in _READY else "firm"


@lru_cache(maxsize=1)
def _types() -> dict[str, tuple[int, str]]:
    """Return base strength and coarse class of every act type."""
    concepts = load_turtle("concepts")
    return {
        iri: (int(concepts.value(iri, "dco:baseStrength") or 3), concepts.value(iri, "dco:actClass") or "")
        for iri in concepts.instances("dco:ActType")
    }


def _deadline(understanding: Understanding, content: Span) -> Time | None:
    first = bisect_left(understanding.dates, content.start, key=lambda dated: dated.span.start)
    for dated in takewhile(lambda dated: dated.span.start < content.end, understanding.dates[first:]):
        if dated.span in content and _DEADLINE.search(understanding.text[content.start : dated.span.start].lower()):
            return dated.time
    return None
