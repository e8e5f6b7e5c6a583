"""Answers the closed subqueries of a query first, for servers that plan paths of any length wrongly inside of others.

In: a query, and a function that answers one. Out: the query with each ``{ SELECT DISTINCT ?x WHERE { … } }`` that has
a path of any length replaced by the values that it finds. A subquery sees nothing of what is around it (SPARQL 1.1,
section 12), so the answer stays the same. It refuses to know what the query asks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pyoxigraph import Literal, NamedNode

__all__ = ["inline_subqueries"]

_MOST = 1_000
_HEAD = re.compile(r"\{\s*SELECT\s+DISTINCT\s+\?(\w+)\s+WHERE\s*(?=\{)", re.IGNORECASE)
_PATH = re.compile(r"[\w>)][*+](?=\s)")
_PREFIX = re.compile(r"PREFIX\s+[\w.-]*:\s*<[^>]*>", re.IGNORECASE)
_TOKEN = re.compile(r"""#[^\n]*|<[^<>\s]*>|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[{}]""")

Ask = Callable[[str], Sequence[object]]


def inline_subqueries(text: str, ask: Ask) -> str:
    """Return a query that needs fewer paths; ``ask`` returns the values of the one variable that a query selects.

    >>> text = "ASK { { SELECT DISTINCT ?k WHERE { ?k a* <urn:c> } } ?x a ?k }"
    >>> inline_subqueries(text, lambda query: [NamedNode("urn:c"), NamedNode("urn:d")])
    'ASK { VALUES ?k { <urn:c> <urn:d> } ?x a ?k }'
    """
    prologue = "\n".join(_PREFIX.findall(text))
    done, place = "", 0
    while head := _HEAD.search(text, place):
        inner_end = _closing_brace(text, head.end())
        end = inner_end + len(text[inner_end:]) - len(text[inner_end:].lstrip())
        body = text[head.end() : inner_end]
        if not text.startswith("}", end) or not _PATH.search(body):
            done, place = done + text[place : head.end()], head.end()
            continue
        found = [term for term in ask(f"{prologue}\nSELECT DISTINCT ?{head[1]} WHERE {body}") if term is not None]
        if found and len(found) <= _MOST and all(isinstance(term, NamedNode | Literal) for term in found):
            replacement = f"VALUES ?{head[1]} {{ {' '.join(map(str, found))} }}"
        else:
            replacement = text[head.start() : end + 1]
        done, place = done + text[place : head.start()] + replacement, end + 1
    return done + text[place:]


def _closing_brace(text: str, start: int) -> int:
    """Return where the group that opens at ``start`` has ended; braces in strings, IRIs and comments do not count."""
    depth = 0
    for token in _TOKEN.finditer(text, start):
        depth += (token[0] == "{") - (token[0] == "}")
        if depth == 0 and token[0] == "}":
            return token.end()
    return len(text)
