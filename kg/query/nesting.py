"""Takes the brackets off subqueries that do nothing but name the variables of a pattern.

In: a query's text and the variable to which one individual is given. Out: the same query, with the same rows. The
engine joins subqueries by hash, which is fastest where all is asked for, and looks patterns up one after the other,
which is fastest from one individual on. The catalogue is written for the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.query.lexing import Token
from kg.query.screening import screen

__all__ = ["unnest"]


def unnest(text: str, given: str) -> str:
    """Return a query with each subquery that only projects written as its pattern, where one of them shows ``given``.

    One stays that has modifiers, or that hides a variable whose name stands outside of it too.

    >>> unnest("SELECT ?a { { SELECT ?a ?b WHERE { ?a ?p ?b } } { SELECT DISTINCT ?b WHERE { ?b ?q 1 } } }", "a")
    'SELECT ?a { { ?a ?p ?b } { SELECT DISTINCT ?b WHERE { ?b ?q 1 } } }'
    """
    tokens = [token for token in screen(text) if token.kind != "comment"]
    if any(one.text.lower() == "select" and other.text == "*" for one, other in pairwise(tokens)):
        return text
    found = list(_find_plain(tokens))
    if not any(given in shown for shown, *_ in found):
        return text
    pieces, last = [], 0
    for start, end in sorted(span for _, *spans in found for span in spans):
        pieces.append(text[last:start])
        last = end
    return "".join([*pieces, text[last:]])


def _find_plain(tokens: Sequence[Token]) -> Iterator[tuple[set[str], tuple[int, int], tuple[int, int]]]:
    """Yield what a subquery that can go shows, and from where to where the text holds what opens and what closes it."""
    pairs = _match_braces(tokens)
    for opened, closed in pairs.items():
        at = opened + 1
        if tokens[at].text.lower() != "select":
            continue
        shown = set()
        while tokens[at + 1].kind == "variable":
            at += 1
            shown.add(tokens[at].text[1:])
        at += tokens[at + 1].text.lower() == "where"
        inner = at + 1
        if not shown or pairs.get(inner) != closed - 1:
            continue
        inside = _variables(tokens[inner:closed])
        outside = _variables(tokens[:opened]) | _variables(tokens[closed:])
        if shown <= inside and not (inside - shown) & outside:
            opening = tokens[opened + 1].start, tokens[inner + 1].start
            yield shown, opening, (tokens[closed - 2].end, tokens[closed - 1].end)


def _match_braces(tokens: Sequence[Token]) -> dict[int, int]:
    """Return where each brace closes that opens."""
    pairs, opened = {}, []
    for at, token in enumerate(tokens):
        if token.text == "{":
            opened.append(at)
        elif token.text == "}" and opened:
            pairs[opened.pop()] = at
    return pairs


def _variables(tokens: Sequence[Token]) -> set[str]:
    return {token.text[1:] for token in tokens if token.kind == "variable"}
