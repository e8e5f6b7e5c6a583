"""Stand-off gold: what a human annotator found in a statement, read from JSON.

In: gold files or folders of them, and where the annotated texts are. Out: frozen ``GoldDocument`` values. Refuses a
file that is no gold, a text that is missing or is not the one annotated, and a span outside the text. It knows
nothing of extraction or of scores. ``docs/annotation.md`` describes the format.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import SourceError
from kg.reading.source import read_source
from kg.record import Span

__all__ = [
    "GoldAct",
    "GoldActivity",
    "GoldCommitment",
    "GoldDocument",
    "GoldEntity",
    "GoldFact",
    "GoldPart",
    "load_gold",
]


@dataclass(frozen=True, slots=True)
class GoldAct:
    """A speech act. ``persons`` and the slots after ``commits`` are None where the gold does not annotate them."""

    span: Span
    trigger: str
    cls: str
    speakers: tuple[str, ...]
    topics: tuple[str, ...]
    targets: tuple[str, ...]
    commits: bool
    type: str | None = None
    persons: tuple[str, ...] | None = None
    all_topics: tuple[str, ...] = ()
    addressees: tuple[str, ...] | None = None
    frameworks: tuple[str, ...] | None = None
    areas: tuple[str, ...] | None = None
    places: tuple[str, ...] | None = None
    strength: int | None = None
    modifiers: tuple[str, ...] | None = None
    factuality: str | None = None


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """A mention. ``id`` names the entity within the document, ``iri`` in the graph where that is settled."""

    span: Span
    text: str
    type: str
    id: str
    iri: str | None = None


@dataclass(frozen=True, slots=True)
class GoldCommitment:
    """A commitment, at the trigger of the act that makes it."""

    span: Span
    debtors: tuple[str, ...]
    firmness: str


@dataclass(frozen=True, slots=True)
class GoldActivity:
    """An activity. ``implied`` participants may be named beside the required ones; single slots list what is right."""

    span: Span
    types: tuple[str, ...]
    participants: tuple[str, ...]
    implied: tuple[str, ...]
    places: tuple[str, ...]
    time: tuple[str, str] | None
    equipment: tuple[str, ...]
    factuality: str
    programmes: tuple[str, ...]
    frameworks: tuple[str, ...]
    roles: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class GoldFact:
    """A binary statement."""

    span: Span
    subject: str
    predicate: str
    object: str
    factuality: str
    reported_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldPart:
    """A headed item; ``areas`` lists the cooperation areas that its heading can stand for."""

    span: Span
    heading: str
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """An annotated text. Layers that the gold does not annotate are None; scores count inside ``annotated`` only."""

    path: Path
    text_path: Path
    text: str
    annotated: Span
    acts: tuple[GoldAct, ...]
    entities: tuple[GoldEntity, ...]
    commitments: tuple[GoldCommitment, ...] | None = None
    activities: tuple[GoldActivity, ...] | None = None
    facts: tuple[GoldFact, ...] | None = None
    parts: tuple[GoldPart, ...] | None = None


def load_gold(paths: Iterable[Path], texts: Sequence[Path] = ()) -> tuple[GoldDocument, ...]:
    """Return the gold in files and folders (their ``*.json``), in the order given, folders sorted by name.

    A text is looked for beside its gold, in the folder above, and in each folder of ``texts``: by its SHA-256 where
    the gold gives one, else by its name.
    """
    files = [file for path in paths for file in _gold_files(path)]
    return tuple(_read_document(file, texts) for file in files)


def _gold_files(path: Path) -> list[Path]:
    if not path.exists():
        raise SourceError("no such file or folder", where=path, remedy="give a gold file or a folder of them")
    if path.is_file():
        return [path]
    found = sorted(path.glob("*.json"))
    if not found:
        raise SourceError("holds no gold (*.json)", where=path, remedy="give a gold file or a folder of them")
    return found


def _read_document(path: Path, texts: Sequence[Path]) -> GoldDocument:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        text_path = _find_text(path, data["file"], data.get("sha256"), texts)
        text = read_source(text_path).text
        return _document(path, text_path, text, data)
    except ValueError as error:
        raise SourceError(f"is no JSON: {error}", where=path, remedy="see docs/annotation.md") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise SourceError(f"is no gold: {error!r}", where=path, remedy="see docs/annotation.md") from error


def _find_text(path: Path, name: str, sha256: str | None, texts: Sequence[Path]) -> Path:
    folders = [path.parent, path.parent.parent, *texts]
    named = [folder / name for folder in folders if (folder / name).is_file()]
    if sha256 is None:
        if named:
            return named[0]
        raise SourceError(f"its text {name} is not found", where=path, remedy="name its folder with --texts")
    others = [file for folder in texts if folder.is_dir() for file in sorted(folder.glob("*.txt"))]
    for file in dict.fromkeys([*named, *others]):
        if hashlib.sha256(file.read_bytes()).hexdigest() == sha256:
            return file
    problem = "is not the text that was annotated" if named else "is not found"
    raise SourceError(f"its text {name} {problem}", where=path, remedy="name the right folder with --texts")


def _document(path: Path, text_path: Path, text: str, data: dict[str, Any]) -> GoldDocument:
    def layer(name: str, make: Any) -> Any:
        return tuple(make(item) for item in data[name]) if name in data else None

    document = GoldDocument(
        path=path,
        text_path=text_path,
        text=text,
        annotated=Span(data["annotated"]["from"], data["annotated"]["to"]),
        acts=tuple(_act(item) for item in data["acts"]),
        entities=tuple(_entity(item) for item in data["entities"]),
        commitments=layer("commitments", _commitment),
        activities=layer("activities", _activity),
        facts=layer("facts", _fact),
        parts=layer("parts", lambda item: GoldPart(_span(item), item["heading"], tuple(item["areas"]))),
    )
    _check_quotes(document)
    return document


def _check_quotes(document: GoldDocument) -> None:
    quotes = [(act.span, act.trigger) for act in document.acts]
    quotes += [(entity.span, entity.text) for entity in document.entities]
    quotes += [(part.span, part.heading) for part in document.parts or ()]
    for span, quote in quotes:
        if document.text[span.start : span.end] != quote:
            where = f"{document.path}: {span.start}-{span.end}"
            raise SourceError(f"the text does not read {quote!r} here", where=where, remedy="correct the offsets")


def _span(item: dict[str, Any]) -> Span:
    return Span(item["start"], item["end"])


def _optional(item: dict[str, Any], name: str) -> tuple[str, ...] | None:
    return tuple(item[name]) if name in item else None


def _one_or_more(value: str | list[str] | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def _act(item: dict[str, Any]) -> GoldAct:
    flags: list[str] = item.get("flags", [])
    modifiers = [*item["intensifiers"], *item["hedges"]] if "intensifiers" in item else None
    return GoldAct(
        span=_span(item),
        trigger=item["trigger"],
        cls=item["cls"],
        speakers=tuple(item["speakers"]),
        topics=tuple(item["topics"]),
        targets=tuple(flag.removeprefix("target=") for flag in flags if flag.startswith("target=")),
        commits="commit" in flags,
        type=item.get("type"),
        persons=_optional(item, "persons"),
        all_topics=tuple(item.get("allTopics", ())),
        addressees=_optional(item, "addressees"),
        frameworks=_optional(item, "frameworks"),
        areas=_optional(item, "areas"),
        places=_optional(item, "places"),
        strength=item.get("strength"),
        modifiers=None if modifiers is None else tuple(modifiers),
        factuality=item.get("factuality"),
    )


def _entity(item: dict[str, Any]) -> GoldEntity:
    return GoldEntity(_span(item), item["text"], item["type"], item["id"], item.get("iri"))


def _commitment(item: dict[str, Any]) -> GoldCommitment:
    return GoldCommitment(_span(item), tuple(item["debtors"]), item["firmness"])


def _activity(item: dict[str, Any]) -> GoldActivity:
    time = item.get("time")
    return GoldActivity(
        span=_span(item),
        types=_one_or_more(item["type"]),
        participants=tuple(item["participants"]),
        implied=tuple(item.get("implied", ())),
        places=tuple(item["places"]),
        time=(time["begin"], time["end"]) if time else None,
        equipment=tuple(item["equipment"]),
        factuality=item["factuality"],
        programmes=tuple(item.get("programmes", ())),
        frameworks=tuple(item.get("frameworks", ())),
        roles=tuple((role, _one_or_more(item.get(role))) for role in ("sender", "host", "inviter", "invitee")),
    )


def _fact(item: dict[str, Any]) -> GoldFact:
    return GoldFact(
        span=_span(item),
        subject=item["subject"],
        predicate=item["predicate"],
        object=item["object"],
        factuality=item["factuality"],
        reported_by=tuple(item.get("reportedBy", ())),
    )
