"""What a person decided about the graph: which individuals are the same, which are not, which issues to leave alone.

In: ``decisions.toml`` beside the statements, or in the store's folder, or another file that the user names. Out: frozen
``Decisions``, and a record with them applied. A decision changes names, never evidence: every span stays as it was.

    [[same]]        iris = ["dcr:person/kari-nordmann", "dcr:person/nordmann"]     the first is what all become
    [[different]]   iris = ["dcr:person/ola-berg", "dcr:person/berg"]              never suggest it again
    [[ignore]]      code = "unknown-verb", text = "harkened"                       one kind of issue, or one wording

``documents`` (names of files) narrows a ``same`` or ``ignore``: so two persons of one name are told apart. The module
knows nothing of stores, and decides nothing of its own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import SourceError
from kg.names import DCR, expand, slug
from kg.record import Entity, Fact, Issue, Record

__all__ = [
    "FILE_NAME",
    "Decisions",
    "Ignored",
    "Sameness",
    "apply_decisions",
    "load_decisions",
    "read_decisions",
    "rename",
]

FILE_NAME = "decisions.toml"
_KEYS = {"same": {"iris", "documents"}, "different": {"iris"}, "ignore": {"code", "text", "documents"}}
_PERSON = DCR + "person/"
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060"))
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Sameness:
    """These individuals are one, called by the first IRI; a single IRI says that it is one individual indeed."""

    iris: tuple[str, ...]
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ignored:
    """Issues of this code, with these words if given, are none."""

    code: str
    text: str | None = None
    documents: tuple[str, ...] = ()

    def covers(self, code: str, text: str, document: str) -> bool:
        """Tell whether an issue of the document (the name of its file) is to be left alone."""
        said = self.text is None or _plain(self.text) == _plain(text)
        return self.code == code and said and _is_about(self.documents, document)


@dataclass(frozen=True, slots=True)
class Decisions:
    """All decisions of one or several files."""

    same: tuple[Sameness, ...] = ()
    different: tuple[frozenset[str], ...] = ()
    ignored: tuple[Ignored, ...] = ()

    def __or__(self, other: Decisions) -> Decisions:
        return Decisions(self.same + other.same, self.different + other.different, self.ignored + other.ignored)

    def touching(self, text: str, document: str) -> Decisions:
        """Return those decisions that can change what is made of a text; what they leave out cannot.

        A person's IRI is made of words of the text, so a person none of whose words are there is not touched.
        """
        words = frozenset(slug(text.translate(_INVISIBLE), limit=len(text) + 1).split("-"))
        plain = _plain(text)
        about = [s for s in self.same if _is_about(s.documents, document)]
        named = {iri for s in about if _may_name(s.iris, words) for iri in s.iris}
        for _ in about:  # what a merged individual becomes may itself be merged
            named.update(iri for s in about if named.intersection(s.iris) for iri in s.iris)
        same = (s for s in about if named.intersection(s.iris))
        ignored = (
            i for i in self.ignored if _is_about(i.documents, document) and (not i.text or _plain(i.text) in plain)
        )
        return Decisions(same=tuple(same), ignored=tuple(ignored))

    def canonical(self, document: str) -> dict[str, str]:
        """Return the IRI that each merged individual gets in a document."""
        chosen: dict[str, str] = {}
        for sameness in self.same:
            if _is_about(sameness.documents, document):
                first = _follow(sameness.iris[0], chosen)
                others = {_follow(iri, chosen) for iri in sameness.iris[1:]} - {first}
                chosen.update(dict.fromkeys(others, first))
        return {iri: _follow(iri, chosen) for iri in chosen}

    def decides(self, iris: Iterable[str]) -> bool:
        """Tell whether it is decided that these individuals are one, or that they are not."""
        wanted = frozenset(iris)
        canonical = self.canonical("")
        if len(wanted) > 1 and len({canonical.get(iri, iri) for iri in wanted}) == 1:
            return True
        return any(wanted <= set(s.iris) for s in self.same) or any(wanted <= pair for pair in self.different)


def _is_about(documents: tuple[str, ...], document: str) -> bool:
    return not documents or document in documents


def _may_name(iris: Iterable[str], words: frozenset[str]) -> bool:
    names = (iri.removeprefix(_PERSON).split("-") if iri.startswith(_PERSON) else [] for iri in iris)
    return any(words.issuperset(name) for name in names)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _follow(iri: str, chosen: Mapping[str, str]) -> str:
    while iri in chosen:
        iri = chosen[iri]
    return iri


def apply_decisions(record: Record, decisions: Decisions, document: str) -> Record:
    """Return a record in which merged individuals have one IRI each, and ignored issues are gone.

    ``document`` is the name of the statement's file. Offsets and quoted words stay as they are.
    """
    canonical = decisions.canonical(document)
    issues = tuple(i for i in record.issues if not _is_ignored(i, decisions, document))
    kept = replace(record, issues=issues)
    merged = rename(kept, canonical) if canonical else kept
    own = {entity.iri: entity for entity in record.entities}
    return replace(merged, entities=_merge_entities(merged.entities, own), facts=tuple(_distinct(merged.facts)))


def _is_ignored(issue: Issue, decisions: Decisions, document: str) -> bool:
    return any(ignored.covers(issue.code, issue.text, document) for ignored in decisions.ignored)


def rename(value: _Value, canonical: Mapping[str, str]) -> _Value:
    """Return a value of frozen dataclasses and tuples with every IRI replaced; a tuple of IRIs names none twice.

    >>> rename(Sameness(("dcr:a", "dcr:b")), {"dcr:b": "dcr:a"})
    Sameness(iris=('dcr:a',), documents=())
    """
    renamed: Any = _rename(value, canonical)
    return renamed  # type: ignore[no-any-return]


def _rename(value: Any, canonical: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return canonical.get(value, value)
    if isinstance(value, tuple):
        renamed = [_rename(item, canonical) for item in value]
        return tuple(dict.fromkeys(renamed) if all(isinstance(item, str) for item in value) else renamed)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _rename(getattr(value, f.name), canonical) for f in fields(value)})
    return value


def _merge_entities(entities: Iterable[Entity], own: Mapping[str, Entity]) -> tuple[Entity, ...]:
    """Return each individual once, with all its names: those that it had before the merge first."""
    found: dict[str, Entity] = {}
    for entity in entities:
        first = found.setdefault(entity.iri, own.get(entity.iri, entity))
        labels = tuple(dict.fromkeys((*first.labels, *entity.labels)))
        found[entity.iri] = replace(first, labels=labels)
    return tuple(found[iri] for iri in sorted(found))


def _distinct(facts: Iterable[Fact]) -> Iterable[Fact]:
    """Return the facts, each once; that something stands in a relation to itself is none."""
    return dict.fromkeys(fact for fact in facts if fact.literal or fact.subject != fact.object)


def load_decisions(*places: Path) -> Decisions:
    """Return the decisions of those files that exist, each read once a change; raise ``SourceError`` for a bad one."""
    found = Decisions()
    for path in dict.fromkeys(place.resolve() for place in places):
        if path.is_file():
            stat = path.stat()
            found |= _load(path, stat.st_mtime_ns, stat.st_size)
    return found


@lru_cache(maxsize=64)
def _load(path: Path, changed: int, size: int) -> Decisions:
    return read_decisions(path)


def read_decisions(path: Path) -> Decisions:
    """Return the decisions of one file; raise ``SourceError`` that names the entry at fault."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror or error}", where=path, remedy="check the path") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(f"not valid TOML: {error}", where=path, remedy="correct this file") from error
    for kind, entries in content.items():
        if kind not in _KEYS or not isinstance(entries, list):
            raise SourceError(f"unknown entry {kind!r}", where=path, remedy="use [[same]], [[different]] or [[ignore]]")
        for number, entry in enumerate(entries, start=1):
            _check(kind, entry, f"{path}, [[{kind}]] {number}")
    decisions = Decisions(
        same=tuple(Sameness(_iris(entry), tuple(entry.get("documents", ()))) for entry in content.get("same", ())),
        different=tuple(frozenset(_iris(entry)) for entry in content.get("different", ())),
        ignored=tuple(
            Ignored(entry["code"], entry.get("text"), tuple(entry.get("documents", ())))
            for entry in content.get("ignore", ())
        ),
    )
    _refuse_contradictions(decisions, path)
    return decisions


def _iris(entry: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(expand(iri) for iri in entry["iris"])


def _check(kind: str, entry: Any, where: str) -> None:
    if not isinstance(entry, dict):
        raise SourceError("no table", where=where, remedy=f"write [[{kind}]] and its keys below")
    unknown = sorted(entry.keys() - _KEYS[kind])
    if unknown:
        raise SourceError(f"unknown key {unknown[0]!r}", where=where, remedy=f"use {', '.join(sorted(_KEYS[kind]))}")
    for key in ("iris", "documents"):
        values = entry.get(key, [])
        if not isinstance(values, list) or not all(isinstance(value, str) and value for value in values):
            raise SourceError(f"{key} is {values!r}", where=where, remedy=f'write {key} = ["…", "…"]')
    if kind == "ignore" and not isinstance(entry.get("code"), str):
        raise SourceError("no code", where=where, remedy='write code = "unknown-verb", or another code of `kg review`')
    if kind == "ignore" and not isinstance(entry.get("text", ""), str):
        raise SourceError(f"text is {entry['text']!r}", where=where, remedy='write text = "the words"')
    if kind != "ignore":
        _check_iris(entry.get("iris", []), where)
    if kind == "different" and len(entry["iris"]) < 2:
        raise SourceError("one individual alone", where=where, remedy="name the two that differ")


def _check_iris(iris: list[str], where: str) -> None:
    if not iris:
        raise SourceError("no iris", where=where, remedy='write iris = ["dcr:person/…", "dcr:person/…"]')
    for iri in iris:
        if not expand(iri).startswith(DCR):
            raise SourceError(f"{iri!r} is no individual", where=where, remedy="write dcr:person/… or the like")


def _refuse_contradictions(decisions: Decisions, path: Path) -> None:
    for sameness in decisions.same:
        for pair in decisions.different:
            if len(pair & set(sameness.iris)) > 1:
                raise SourceError(
                    f"{min(pair)} and {max(pair)} are both the same and different",
                    where=path,
                    remedy="keep one of the two",
                )
