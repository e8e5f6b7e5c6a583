"""Reads stand-off gold from JSON files, and finds the texts that it annotates.

In: gold files or folders of them, and folders of texts. Out: frozen ``GoldDocument`` values that ``check_gold`` lets
pass. Refuses a file that is no gold, and a text that is missing or is not the one annotated. It knows nothing of
extraction or of scores. ``docs/annotation.md`` describes the format.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

from kg.errors import SourceError
from kg.evaluation.gold import (
    GoldAct,
    GoldActivity,
    GoldCommitment,
    GoldDocument,
    GoldEntity,
    GoldFact,
    GoldPart,
)
from kg.evaluation.soundness import check_gold
from kg.reading.source import read_source
from kg.record import Span

__all__ = ["load_gold"]


def load_gold(
    paths: Iterable[Path], texts: Sequence[Path] = (), codes: Collection[str] | None = None
) -> tuple[GoldDocument, ...]:
    """Return the gold in files and folders (their ``*.json``), in the order given, folders sorted by name.

    A text is looked for beside its gold, in the folder above, and in each folder of ``texts``: by its SHA-256 where
    the gold gives one, else by its name. ``codes`` are the agents' codes that a crosswalk explains; without it, codes
    are not checked.
    """
    documents = tuple(_read_document(file, texts) for path in paths for file in _gold_files(path))
    for document in documents:
        check_gold(document, codes)
    return documents


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

    return GoldDocument(
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
