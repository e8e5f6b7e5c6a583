"""Reads stand-off gold from JSON files, and finds the texts that it annotates.

In: gold files or folders of them, and folders of texts. Out: frozen ``GoldDocument`` values that ``check_gold`` lets
pass. Refuses a file that is no gold, and a text that is missing or is not the one annotated. It knows nothing of
extraction or of scores. ``docs/annotation.md`` describes the format.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar, get_args

from kg.errors import SourceError
from kg.evaluation.gold import (
    GoldAct,
    GoldActivity,
    GoldCommitment,
    GoldDocument,
    GoldEntity,
    GoldFact,
    GoldPart,
    Label,
)
from kg.evaluation.soundness import check_gold
from kg.reading.source import read_source
from kg.record import Span

__all__ = ["load_gold"]

_Kind = TypeVar("_Kind")
_Layer = TypeVar("_Layer")
_Item = dict[str, Any]
_REMEDY = "see docs/annotation.md"


def load_gold(
    paths: Iterable[Path],
    texts: Sequence[Path] = (),
    codes: Collection[str] | None = None,
    *,
    split: str | None = None,
) -> tuple[GoldDocument, ...]:
    """Return the gold in files and folders (their ``*.json``), in the order given, folders sorted by name.

    A text is looked for beside its gold, in the folder above, and in each folder of ``texts``: by its SHA-256 where
    the gold gives one, else by its name. ``codes`` are the agents' codes that a crosswalk explains; without it, codes
    are not checked. With ``split``, other files are left out before their texts are looked for.
    """
    read = [(file, _read_json(file)) for path in paths for file in _gold_files(path)]
    wanted = [(file, data) for file, data in read if split is None or _labels(data).get("split") == split]
    if not wanted:
        raise SourceError(f"no gold of the split {split!r}", where=read[0][0].parent, remedy="name a split that it has")
    documents = tuple(_read_document(file, data, texts) for file, data in wanted)
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


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise SourceError(f"is no JSON: {error}", where=path, remedy=_REMEDY) from error
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", where=path) from error


def _labels(data: Any) -> dict[Label, str]:
    given = data if isinstance(data, dict) else {}
    return {label: given[label] for label in get_args(Label) if isinstance(given.get(label), str)}


def _read_document(path: Path, data: Any, texts: Sequence[Path]) -> GoldDocument:
    try:
        name, sha256 = _as(str, data["file"]), _as(str, data["sha256"]) if data.get("sha256") else None
        annotated = Span(_as(int, data["annotated"]["from"]), _as(int, data["annotated"]["to"]))
    except (KeyError, TypeError, AttributeError) as error:
        raise SourceError(f"is no gold: {_reason(error)}", where=path, remedy=_REMEDY) from error
    text_path = _find_text(path, name, sha256, texts)
    return GoldDocument(
        path=path,
        text_path=text_path,
        text=read_source(text_path).text,
        annotated=annotated,
        acts=_layer(path, data, "acts", _act) or (),
        entities=_layer(path, data, "entities", _entity) or (),
        commitments=_layer(path, data, "commitments", _commitment, optional=True),
        activities=_layer(path, data, "activities", _activity, optional=True),
        facts=_layer(path, data, "facts", _fact, optional=True),
        parts=_layer(path, data, "parts", _part, optional=True),
        labels=_labels(data),
    )


def _find_text(path: Path, name: str, sha256: str | None, texts: Sequence[Path]) -> Path:
    if name != Path(name).name:
        raise SourceError(f"its text {name!r} is no file's name", where=path, remedy="give it without a folder")
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


def _layer(
    path: Path, data: _Item, name: str, make: Callable[[_Item], _Layer], *, optional: bool = False
) -> tuple[_Layer, ...] | None:
    """Return one layer's items; an ill-formed one is refused by its place in the file."""
    if optional and name not in data:
        return None
    items = data.get(name)
    if not isinstance(items, list):
        raise SourceError(f"is no gold: {name!r} is no list", where=path, remedy=_REMEDY)
    made = []
    for index, item in enumerate(items):
        try:
            made.append(make(item))
        except (KeyError, TypeError, AttributeError) as error:
            where = f"{path}: {name}[{index}]"
            raise SourceError(f"is no gold: {_reason(error)}", where=where, remedy=_REMEDY) from error
    return tuple(made)


def _reason(error: Exception) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)


def _as(kind: type[_Kind], value: Any) -> _Kind:
    if type(value) is not kind:
        raise TypeError(f"{value!r} is no {'number' if kind is int else 'string'}")
    return value


def _names(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is no list")
    return tuple(_as(str, name) for name in value)


def _optional(item: _Item, name: str) -> tuple[str, ...] | None:
    return _names(item[name]) if name in item else None


def _one_or_more(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else _names(value)


def _span(item: _Item) -> Span:
    return Span(_as(int, item["start"]), _as(int, item["end"]))


def _act(item: _Item) -> GoldAct:
    flags = _names(item.get("flags", []))
    modifiers = (*_names(item["intensifiers"]), *_names(item["hedges"])) if "intensifiers" in item else None
    return GoldAct(
        span=_span(item),
        trigger=_as(str, item["trigger"]),
        cls=_as(str, item["cls"]),
        speakers=_names(item["speakers"]),
        topics=_names(item["topics"]),
        targets=tuple(flag.removeprefix("target=") for flag in flags if flag.startswith("target=")),
        commits="commit" in flags,
        type=_as(str, item["type"]) if "type" in item else None,
        persons=_optional(item, "persons"),
        all_topics=_optional(item, "allTopics") or (),
        addressees=_optional(item, "addressees"),
        frameworks=_optional(item, "frameworks"),
        areas=_optional(item, "areas"),
        places=_optional(item, "places"),
        strength=_as(int, item["strength"]) if "strength" in item else None,
        modifiers=modifiers,
        factuality=_as(str, item["factuality"]) if "factuality" in item else None,
    )


def _entity(item: _Item) -> GoldEntity:
    iri = _as(str, item["iri"]) if "iri" in item else None
    return GoldEntity(_span(item), _as(str, item["text"]), _as(str, item["type"]), _as(str, item["id"]), iri)


def _commitment(item: _Item) -> GoldCommitment:
    return GoldCommitment(_span(item), _names(item["debtors"]), _as(str, item["firmness"]))


def _activity(item: _Item) -> GoldActivity:
    time = item.get("time")
    return GoldActivity(
        span=_span(item),
        types=_one_or_more(item["type"]),
        participants=_names(item["participants"]),
        implied=_names(item.get("implied", [])),
        places=_names(item["places"]),
        time=(_as(str, time["begin"]), _as(str, time["end"])) if time else None,
        equipment=_names(item["equipment"]),
        factuality=_as(str, item["factuality"]),
        programmes=_names(item.get("programmes", [])),
        frameworks=_names(item.get("frameworks", [])),
        roles=tuple((role, _one_or_more(item.get(role))) for role in ("sender", "host", "inviter", "invitee")),
    )


def _fact(item: _Item) -> GoldFact:
    return GoldFact(
        span=_span(item),
        subject=_as(str, item["subject"]),
        predicate=_as(str, item["predicate"]),
        object=_as(str, item["object"]),
        factuality=_as(str, item["factuality"]),
        reported_by=_names(item.get("reportedBy", [])),
    )


def _part(item: _Item) -> GoldPart:
    return GoldPart(_span(item), _as(str, item["heading"]), _names(item["areas"]))
