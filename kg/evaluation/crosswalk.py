"""What the names in gold files stand for in the graph.

In: the concept schemes, and a TOML file that maps coarse topic slugs and agent codes to IRIs. Out: answers to "does
this IRI answer to that gold name". Knows nothing of documents.

The TOML file has three tables: ``topics`` (slug to IRIs; a narrower concept matches too), ``exact`` (slug to IRIs,
only these match) and ``agents`` (code to IRIs). Names in it are prefixed, as ``dcc:issue/piracy``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import SourceError
from kg.knowledge.turtle import Knowledge, load_turtle
from kg.names import DCC, DCR, expand, slug

__all__ = ["Crosswalk", "load_crosswalk"]

_TABLES = ("topics", "exact", "agents")
_ISO_CODE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """The mapping. ``broader`` gives each concept's ancestors, ``classes`` each act type's coarse class.

    >>> walk = Crosswalk(topics={"maritime": ("dcc:issue/piracy",)})
    >>> walk.agrees("maritime", DCC + "issue/piracy"), walk.agrees("maritime", DCC + "issue/terrorism")
    (True, False)
    >>> walk.agents_of("JPN")
    ('https://w3id.org/defcoop/id/state/JPN',)
    """

    topics: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exact: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    agents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    broader: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    classes: Mapping[str, str] = field(default_factory=dict)

    def agrees(self, topic: str, iri: str) -> bool:
        """Tell whether a predicted topic is what a gold topic names.

        A gold topic that names a concept or an individual (``issue/piracy``, ``dcr:org/nato``) agrees with that one
        only, or with each of several set apart by ``|``. A coarse slug agrees with what the crosswalk lists, with
        what is narrower than that, and with a concept whose own slug it is.
        """
        return any(self._names(name, iri) for name in topic.split("|"))

    def _names(self, topic: str, iri: str) -> bool:
        if ":" in topic:
            return iri == expand(topic)
        if "/" in topic:
            return iri == DCC + topic
        listed = {expand(name) for name in self.topics.get(topic, ())}
        if listed & {iri, *self.broader.get(iri, ())}:
            return True
        return iri in {expand(name) for name in self.exact.get(topic, ())} or iri.endswith(f"/{topic}")

    def agents_of(self, code: str) -> tuple[str, ...]:
        """Return the IRIs that a gold speaker, target or debtor can have: a prefixed name, an ISO code or a body."""
        if ":" in code:
            return (expand(code),)
        if code in self.agents:
            return tuple(expand(name) for name in self.agents[code])
        return (f"{DCR}state/{code}" if _ISO_CODE.fullmatch(code) else f"{DCR}org/{slug(code)}",)

    def act_class(self, act_type: str) -> str | None:
        """Return the coarse class of an act type, or None where the ontology gives none."""
        return self.classes.get(act_type)


def load_crosswalk(path: Path | None = None, ontology: Path | None = None) -> Crosswalk:
    """Return the crosswalk of a TOML file (without one, only the concept schemes speak)."""
    concepts = load_turtle("concepts", root=ontology)
    tables = _read(path) if path else {}
    if path:
        _check_names(path, tables, concepts)
    return Crosswalk(
        topics=tables.get("topics", {}),
        exact=tables.get("exact", {}),
        agents=tables.get("agents", {}),
        broader={subject: _ancestors(concepts, subject) for subject in concepts.subjects()},
        classes={subject: name for subject in concepts.subjects() if (name := concepts.value(subject, "dco:actClass"))},
    )


def _check_names(path: Path, tables: Mapping[str, Mapping[str, tuple[str, ...]]], concepts: Knowledge) -> None:
    """Refuse a name that leads nowhere: it would count every answer as wrong."""
    for key, named in ((key, named) for table in tables.values() for key, names in table.items() for named in names):
        iri = expand(named)
        known = iri in concepts if iri.startswith(DCC) else iri.startswith(DCR)
        if not known:
            remedy = "name a concept with dcc:, an individual with dcr:"
            raise SourceError(f"{named!r} names nothing", where=f"{path}: {key}", remedy=remedy)


def _read(path: Path) -> dict[str, dict[str, tuple[str, ...]]]:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", where=path, remedy="give a crosswalk file") from error
    except ValueError as error:
        raise SourceError(f"is no crosswalk: {error}", where=path, remedy="see docs/annotation.md") from error
    return {name: dict(_entries(path, name, table)) for name, table in tables.items()}


def _entries(path: Path, name: str, table: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    if name not in _TABLES or not isinstance(table, dict):
        remedy = f"its tables are {', '.join(_TABLES)}"
        raise SourceError(f"is no crosswalk: {name!r} is none of its tables", where=path, remedy=remedy)
    for key, names in table.items():
        if not isinstance(names, list) or not all(isinstance(item, str) for item in names):
            where = f"{path}: {name}.{key}"
            raise SourceError(f"is no crosswalk: {names!r} is no list of names", where=where, remedy="write a list")
        yield key, tuple(names)


def _ancestors(concepts: Knowledge, subject: str) -> tuple[str, ...]:
    seen: dict[str, None] = {}
    queue = list(concepts.values(subject, "skos:broader"))
    for name in queue:
        if name not in seen:
            seen[name] = None
            queue.extend(concepts.values(name, "skos:broader"))
    return tuple(seen)
