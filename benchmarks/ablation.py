"""What each stage of the extraction brings: ``python -m benchmarks.ablation``, or ``make ablation``.

In: gold and its texts (the corpus beside the checkout, and the folders of DEFCOOP_GOLD_TEXTS, set apart as in PATH).
Out: a table of the F1 that is lost with one stage switched off. A stage is switched off by putting a neutral function
in its place, within this program alone. Test texts are left out: what this table shows is acted upon.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import kg
from benchmarks.texts import CORPUS, ROOT
from kg.evaluation import Crosswalk, evaluate, load_crosswalk
from kg.extraction import assembly, inventory, pipeline
from kg.extraction.findings import activities
from kg.extraction.model import Registry
from kg.extraction.naming.mentions import listed_candidates
from kg.extraction.participation.participants import Cast
from kg.extraction.speech import aboutness, concepttree, topics, zones
from kg.extraction.syntax.clauses import segment

MEASURES = ("entity", "trigger", "act + speaker", "act + speaker + topic", "commitment", "activity", "activity slots")


@dataclass(frozen=True, slots=True)
class Switch:
    """A stage, and what stands for it when it is off: module or class, name of the attribute, neutral value."""

    name: str
    neutral: tuple[tuple[object, str, object], ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """Gold files of one kind, and the folders of their texts."""

    name: str
    gold: tuple[Path, ...]
    folders: tuple[Path, ...]


def _always(value: object) -> Callable[..., object]:
    return lambda *_, **__: value


def _only_main(stage: Callable[..., Sequence[Sequence[Any]]]) -> Callable[..., object]:
    """Return a segmentation that leaves each sentence one clause, its first."""

    def segment_nothing(understanding: Any, *rest: Any) -> list[list[Any]]:
        found = zip(stage(understanding, *rest), understanding.sentences, strict=True)
        return [
            [replace(clauses[0], span=sentence.span, holes=(), last=len(sentence.tokens))] if clauses else []
            for clauses, sentence in found
        ]

    return segment_nothing


def _no_heading(understanding: Any) -> tuple[tuple[str, ...], ...]:
    return tuple(() for _ in understanding.blocks)


def _untenured(text: object, persons: Mapping[Any, Any], *_: object) -> tuple[dict[Any, Any], dict[str, Any]]:
    return dict(persons), {}


def _ordinary(source: Any) -> Any:
    return source


def _unnamed(text: str, names: object, concepts: Sequence[Any], naming: Any) -> Iterator[Any]:
    return listed_candidates(text, (), concepts, naming)


NOBODY = Cast(Registry(), (), (), (), ())
SWITCHES = (
    Switch("names from reference data", ((inventory, "listed_candidates", _unnamed),)),
    Switch("patterns of persons and posts", ((inventory, "find_introductions", _always(())),)),
    Switch("patterns of typed names", ((inventory, "find_names", _always(())),)),
    Switch("designators of equipment", ((inventory, "find_designators", _always(())),)),
    Switch("bodies by kind and state", ((inventory, "find_bodies", _always(())),)),
    Switch(
        "acronyms and aliases of the text",
        ((inventory, "find_definitions", _always([])), (inventory, "find_given_names", _always([]))),
    ),
    Switch("names taken up again", ((inventory, "back_references", _always([])),)),
    Switch("capitals set in ordinary writing", ((assembly, "in_ordinary_writing", _ordinary),)),
    Switch("dates", ((pipeline, "find_dates", _always(((), ()))),)),
    Switch("tenures", ((inventory, "link_holders", _untenured),)),
    Switch("lists of participants", ((pipeline, "find_rosters", _always(())),)),
    Switch("registry of participants", ((pipeline, "find_participants", _always(NOBODY)),)),
    Switch("clause segmentation", ((assembly, "segment", _only_main(segment)),)),
    Switch("areas of headings", ((aboutness, "heading_areas", _no_heading),)),
    Switch("breadth of topics", ((topics, "_BREADTHS", (0.0, 0.0, 0.0)),)),
    Switch("individuals that bear on topics", ((concepttree.ConceptTree, "borne_by", _always(None)),)),
    Switch("turns of the phrase in topics", ((zones, "_turns", _always(False)),)),
    Switch("one activity for each occasion", ((activities, "once_each", lambda found, *_: tuple(found)),)),
    Switch("nearness of slots", ((activities, "find_turn", lambda sentence, _: len(sentence.text)),)),
)


@contextmanager
def switched_off(switch: Switch) -> Iterator[None]:
    """Run without a stage."""
    held = [(place, name, vars(place)[name]) for place, name, _ in switch.neutral]
    for place, name, neutral in switch.neutral:
        setattr(place, name, neutral)
    try:
        yield
    finally:
        for place, name, stage in held:
            setattr(place, name, stage)


def scores(texts: Texts, crosswalk: Crosswalk) -> dict[str, float]:
    """Return the F1 of every measure that the gold has."""
    found = evaluate(texts.gold, kg.extract, crosswalk, texts=texts.folders).scores
    return {measure: found[measure].f1 or 0.0 for measure in MEASURES if measure in found}


def render(texts: Texts, crosswalk: Crosswalk, switches: Sequence[Switch] = SWITCHES) -> Iterator[str]:
    """Yield the table: the F1 of the whole, then what is lost without each stage, in points."""
    whole = scores(texts, crosswalk)
    yield f"{texts.name}, {len(texts.gold)} texts: F1, and its change in points without a stage"
    yield " ".join([f"{'':34}", *(f"{measure.removeprefix('act + speaker '):>14}" for measure in whole)])
    yield " ".join([f"{'the whole':34}", *(f"{value:14.3f}" for value in whole.values())])
    for switch in switches:
        with switched_off(switch):
            without = scores(texts, crosswalk)
        changes = (100 * (without[measure] - value) for measure, value in whole.items())
        yield " ".join([f"{switch.name:34}", *(f"{change:+14.1f}" if change else f"{'.':>14}" for change in changes)])


def texts_at_hand(corpus: Path = CORPUS) -> list[Texts]:
    """Return the gold whose texts are there: the corpus's own five, and the development texts of other publishers."""
    found = [Texts("the seed", (ROOT / "tests/gold/japan-spain-2018-01-15.json",), (ROOT / "seeds",))]
    if five := tuple(sorted((corpus / "gold").glob("*.json"))):
        found.append(Texts("known publishers", five, (corpus,)))
    folders = tuple(Path(name) for name in os.environ.get("DEFCOOP_GOLD_TEXTS", "").split(os.pathsep) if name)
    there = {path.stem for folder in folders for path in folder.glob("*.txt")}
    others = sorted((ROOT / "tests" / "gold" / "public" / "dev").glob("*.json"))
    if dev := tuple(path for path in others if path.stem in there):
        found.append(Texts("other publishers, development", dev, folders))
    return found


def main() -> None:
    """Print a table for each kind of gold whose texts are at hand."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", help="a part of the name of the stages to switch off")
    options = parser.parse_args()
    switches = [switch for switch in SWITCHES if (options.only or "") in switch.name]
    crosswalk = load_crosswalk(ROOT / "tests" / "gold" / "corpus-topics.toml")
    for texts in texts_at_hand():
        print(*render(texts, crosswalk, switches), sep="\n", end="\n\n", flush=True)


if __name__ == "__main__":
    main()
