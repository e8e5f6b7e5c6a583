"""Where the ontology says something: the file and line of a term, for a person who wants to read or change it.

In: the folder ``ontology/``. Out: places such as ``ontology/lexicon/verbs.ttl:12``. Turtle's parsers keep no lines, so
the module reads what it needs of the layout: directives, and subjects that begin a line. It refuses to parse the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.names import DCL
from kg.resources import ontology_dir

__all__ = ["Block", "find_blocks", "find_frame", "find_place", "find_rule_place"]

_PREFIX = re.compile(r"^@prefix\s+(\w*):\s*<([^>]*)>", re.MULTILINE)
_BASE = re.compile(r"^@base\s+<([^>]*)>", re.MULTILINE)
_SUBJECT = re.compile(r"^(?:<(?P<iri>[^>]*)>|(?P<prefix>\w*):(?P<local>[\w./-]*\w))(?=\s)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """The triples of one subject as they are written; ``place`` is the file, below ``ontology/``, and the line."""

    place: str
    text: str


def find_blocks(iri: str) -> tuple[Block, ...]:
    """Return where a term or individual is described, in the order of the files."""
    return _blocks(ontology_dir()).get(iri, ())


def find_place(iri: str, *words: str) -> str | None:
    """Return the file and line of a subject: the first block that holds all of these words, else the first block."""
    blocks = find_blocks(iri)
    fitting = [block for block in blocks if all(word in block.text for word in words)]
    return (fitting or blocks)[0].place if blocks else None


def find_frame(rule: str) -> str | None:
    """Return the IRI of the lexicon's entry that a rule's name begins with (``modal/will.seek``: the modal "will")."""
    name = rule.removeprefix("commitment/")
    while name and not find_blocks(DCL + name):
        name = name.rpartition(".")[0]
    return DCL + name if name else None


def find_rule_place(name: str) -> str:
    """Return the file of an inference rule."""
    return f"ontology/rules/{name}.rq"


@lru_cache(maxsize=2)
def _blocks(root: Path) -> dict[str, tuple[Block, ...]]:
    found: dict[str, tuple[Block, ...]] = {}
    for path in sorted(root.rglob("*.ttl")):
        if path.relative_to(root).parts[0] in ("shapes", "alignments"):
            continue
        text = path.read_text(encoding="utf-8")
        name = f"ontology/{path.relative_to(root).as_posix()}"
        for iri, block in _read_blocks(text, name):
            found[iri] = (*found.get(iri, ()), block)
    return found


def _read_blocks(text: str, name: str) -> list[tuple[str, Block]]:
    prefixes = dict(_PREFIX.findall(text))
    base = match[1] if (match := _BASE.search(text)) else ""
    subjects = [match for match in _SUBJECT.finditer(text) if match["iri"] is not None or match["prefix"] in prefixes]
    ends = [match.start() for match in subjects[1:]] + [len(text)]
    line, position, blocks = 1, 0, []
    for match, end in zip(subjects, ends, strict=True):
        line += text.count("\n", position, match.start())
        position = match.start()
        iri = match["iri"]
        if iri is None:
            iri = prefixes[match["prefix"]] + match["local"]
        elif "://" not in iri:
            iri = base + iri
        blocks.append((iri, Block(f"{name}:{line}", text[match.start() : end].rstrip())))
    return blocks
