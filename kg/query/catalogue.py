"""The catalogue: one query a file of ``queries/``, with a header that says what it answers.

In: ``.rq`` files. Out: ``CatalogueQuery`` by name. A file is valid SPARQL as it stands: a parameter is a
``VALUES ?name { … }`` block whose content is its default, and the header describes it.

    #+ summary: one line for the listing
    #+ question: 7
    #+ param: state iri State "ISO code, name or IRI of a state"
    #+ verify: what is wrong with every row (such a query must find nothing)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, cast, get_args

from kg.errors import QueryError
from kg.query.screening import screen
from kg.resources import queries_dir

__all__ = ["CatalogueQuery", "Parameter", "ParameterType", "catalogue", "find_blocks", "read_query"]

ParameterType = Literal["iri", "string", "integer", "date"]
_HEADER = re.compile(r"^#\+ (\w+):[ \t]*(.*)$", re.MULTILINE)
_PARAMETER = re.compile(r'(\w+) (\w+)(?: (\w+))? "([^"]*)"')


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter. ``kind`` names the class (``State``) whose members a name is looked up in first."""

    name: str
    type: ParameterType
    kind: str | None
    help: str
    default: str


@dataclass(frozen=True, slots=True)
class CatalogueQuery:
    """A query with its header. ``question`` is the competency question it answers, ``verify`` what its rows mean."""

    name: str
    summary: str
    sparql: str
    parameters: tuple[Parameter, ...] = ()
    question: int | None = None
    verify: str | None = None


@lru_cache(maxsize=4)
def _load(folder: Path) -> dict[str, CatalogueQuery]:
    return {path.stem: read_query(path.read_text(encoding="utf-8"), path.stem) for path in sorted(folder.glob("*.rq"))}


def catalogue(folder: Path | None = None) -> dict[str, CatalogueQuery]:
    """Return the queries of the package, or of another folder, by name."""
    return dict(_load(folder or queries_dir()))


def read_query(text: str, name: str = "query") -> CatalogueQuery:
    """Return a query with what its header says; a query without header has no summary and no parameters.

    Raises ``QueryError`` for a parameter without a ``VALUES`` block and for what may not be given to the engine.
    """
    header: dict[str, list[str]] = {}
    for key, value in _HEADER.findall(text):
        header.setdefault(key, []).append(value.strip())
    question = header.get("question", [""])[0]
    return CatalogueQuery(
        name=name,
        summary=header.get("summary", header.get("verify", [""]))[0],
        sparql=text,
        parameters=tuple(_read_parameter(line, text, name) for line in header.get("param", ())),
        question=int(question) if question.isdecimal() else None,
        verify=header["verify"][0] if "verify" in header else None,
    )


def _read_parameter(line: str, text: str, name: str) -> Parameter:
    match = _PARAMETER.fullmatch(line)
    if match is None or match[2] not in get_args(ParameterType):
        raise QueryError(
            f"not a parameter: {line!r}",
            where=name,
            remedy='write: #+ param: name iri|string|integer|date Class "help"',
        )
    blocks = find_blocks(text, match[1])
    if not blocks:
        raise QueryError(f"no VALUES ?{match[1]} {{ … }}", where=name, remedy="give the parameter a default")
    start, end = blocks[0]
    return Parameter(match[1], cast(ParameterType, match[2]), match[3], match[4], text[start:end].strip())


def find_blocks(text: str, variable: str) -> list[tuple[int, int]]:
    """Return the offsets of what stands between the braces of each ``VALUES ?variable { … }``.

    >>> find_blocks("ASK { VALUES ?x { 1 } }", "x")
    [(17, 20)]
    """
    tokens = [token for token in screen(text) if token.kind != "comment"]
    found = []
    for at, token in enumerate(tokens[:-2]):
        if token.text.lower() == "values" and tokens[at + 1].text[1:] == variable and tokens[at + 2].text == "{":
            close = next((other for other in tokens[at + 3 :] if other.text == "}"), None)
            if close is not None:
                found.append((tokens[at + 2].end, close.start))
    return found
