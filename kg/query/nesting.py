"""Takes the brackets off subqueries that do nothing but name the variables of a pattern.

In: a query's text and the variable to which one individual is given. Out: the same query, with the same rows. The
engine joins subqueries by hash, which is fastest where all is asked for, and looks patterns up one after the other,
which is fastest from one individual on. The catalogue is written for the first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from kg.query.lexing import Token, read_tokens

__all__ = ["unnest"]


def unnest(text: str, given: str) -> str:
    """Return a query with each subquery that only projects written as its pattern, where one beside it holds ``given``.

    One stays that has modifiers, or that hides a variable whose name stands outside of it too.

    >>> unnest("SELECT ?a { ?a ?o 2 { SELECT ?a ?b WHERE { ?a ?p ?b } } { SELECT DISTINCT ?b { ?b ?q 1 } } }", "a")
    'SELECT ?a { ?a ?o 2 { ?a ?p ?b } { SELECT DISTINCT ?b { ?b ?q 1 } } }'
    """
    tokens = [token for token in read_tokens(text) if token.kind != "comment"]
    if any(one.text.lower() == "select" and other.text == "*" for one, other in pairwise(tokens)):
        return text
    plain = dict(_find_plain(tokens))
    scopes = _scopes(tokens, plain)
    holding = _holding(tokens, scopes, given)
    pieces, last = [], 0
    for start, end in sorted(span for opened, spans in plain.items() if scopes[opened] in holding for span in spans):
        pieces.append(text[last:start])
        last = end
    return "".join([*pieces, text[last:]])


def _scopes(tokens: Sequence[Token], plain: Collection[int]) -> list[int]:
    """Return for each token the brace of the innermost query that it is in, but for subqueries that can go."""
    opened, scopes = [-1], []
    for at, token in enumerate(tokens):
        scopes.append(opened[-1])
        if token.text == "{":
            inner = at not in plain and at + 1 < len(tokens) and tokens[at + 1].text.lower() == "select"
            opened.append(at if inner else opened[-1])
        elif token.text == "}" and len(opened) > 1:
            opened.pop()
    return scopes


def _holding(tokens: Sequence[Token], scopes: Sequence[int], given: str) -> set[int]:
    """Return the scopes where a pattern holds a variable, and not only a filter, an expression or its own values."""
    found, depth = set(), 0
    for at, token in enumerate(tokens):
        depth += (token.text == "(") - (token.text == ")")
        named = token.kind == "variable" and token.text[1:] == given
        if depth == 0 and named and tokens[at - 1].text.lower() != "values":
            found.add(scopes[at])
    return found


def _find_plain(tokens: Sequence[Token]) -> Iterator[tuple[int, tuple[tuple[int, int], tuple[int, int]]]]:
    """Yield each subquery that can go: where it opens, and the offsets of what opens and what closes it."""
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
            yield opened, (opening, (tokens[closed - 2].end, tokens[closed - 1].end))


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
