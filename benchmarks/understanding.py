"""Accuracy and speed beside what one would try instead: ``python -m benchmarks.understanding``, ``make bench-peers``.

In: gold and its texts, as the ablation takes them, and the environment of the peers (``make peers``). Out: a table of
F1 on the same texts and gold in one run: this program, a spaCy matcher compiled from this ontology, Semantica's
patterns.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import kg
from benchmarks.ablation import Texts, texts_at_hand
from benchmarks.measures import cpu_seconds
from benchmarks.texts import ROOT
from kg.evaluation import Crosswalk, evaluate, load_crosswalk, load_gold
from kg.knowledge.frames import load_frames
from kg.knowledge.naming import load_naming
from kg.names import DCC
from kg.record import Act, Document, Mention, Record, Span

MEASURES = ("entity", "entity + type", "trigger", "act class", "act + speaker", "act + speaker + topic")
PEERS = {"spacy": "spaCy matcher, same lexicon", "semantica": "Semantica, patterns"}
PYTHON = ROOT / ".venv-peers" / "bin" / "python"
_LABELS = ("skos:prefLabel", "skos:altLabel", "dco:abbreviation")


def lexicon() -> dict[str, Any]:
    """Return the verbs by act type, the names by individual with their types, and the labels by concept."""
    naming, verbs = load_naming(), {}
    for (kind, lemma), frames in load_frames().frames.items():
        act = next((frame.act for frame in frames if frame.act and not frame.objects), None)
        if kind == "verb" and act:
            verbs.setdefault(act, []).append(lemma)
    names, types, concepts = {}, {}, {}
    for iri in naming.knowledge.subjects():
        labels = [label for name in _LABELS for label in naming.knowledge.values(iri, name)]
        type_ = next((t for k in naming.knowledge.values(iri, "rdf:type") if (t := naming.mention_type(k))), None)
        if labels and iri.startswith((DCC + "issue/", DCC + "area/")):
            concepts[iri] = [*labels, *naming.knowledge.values(iri, "skos:hiddenLabel")]
        elif labels and type_ and type_ != "DATE":
            names[iri], types[iri] = labels, type_
    return {"verbs": verbs, "names": names, "types": types, "concepts": concepts}


def peer_records(peer: str, files: list[Path]) -> tuple[float, dict[Path, Record]]:
    """Return the peer's CPU seconds and its findings as records. Raises CalledProcessError where it cannot run."""
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as words:
        json.dump(lexicon(), words)
        words.flush()
        command = [str(PYTHON), str(ROOT / "benchmarks" / "peer_findings.py"), peer, words.name, *map(str, files)]
        done = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return done["seconds"], {file: _record(file, found) for file, found in zip(files, done["texts"], strict=True)}


def _record(file: Path, found: dict[str, Any]) -> Record:
    text = file.read_text(encoding="utf-8")
    mentions = tuple(Mention(start, end, text[start:end], type_, iri) for start, end, type_, iri in found["entities"])
    acts = tuple(
        Act(start, end, text[start:end], type_, 3, (), (), (), tuple(speakers), tuple(topics), (), (), (), (), "done",
            Span(start, end), "peer")
        for start, end, type_, speakers, topics in found["acts"]
    )  # fmt: skip
    return Record(Document("", "", None, None, "", str(file)), text, mentions=mentions, acts=acts)


def _row(name: str, texts: Texts, extract: Callable[[Path], Record], crosswalk: Crosswalk, rate: float) -> str:
    found = evaluate(texts.gold, extract, crosswalk, texts=texts.folders).scores
    tried = [score for measure in MEASURES if (score := found[measure]).hits + score.spurious]
    values = (f"{found[m].f1 or 0.0:14.3f}" if found[m] in tried else f"{'-':>14}" for m in MEASURES)
    return " ".join([f"{name:28}", *values, f"{rate:14.1f}"])


def render(texts: Texts, crosswalk: Crosswalk) -> Iterator[str]:
    """Yield the table of one kind of gold."""
    files = [gold.text_path for gold in load_gold(texts.gold, texts.folders)]
    yield f"{texts.name}, {len(files)} texts: F1, and documents a second of one core"
    heads = (f"{measure.removeprefix('act + speaker '):>14}" for measure in (*MEASURES, "documents/s"))
    yield " ".join([f"{'':28}", *heads])
    kg.extract(files[0])
    seconds, _ = cpu_seconds(lambda: [kg.extract(file) for file in files])
    yield _row("defcoop", texts, kg.extract, crosswalk, len(files) / seconds)
    for peer, name in PEERS.items():
        seconds, records = peer_records(peer, files)
        yield _row(name, texts, records.__getitem__, crosswalk, len(files) / seconds)


def main() -> None:
    """Print a table for each kind of gold whose texts are at hand."""
    if not PYTHON.exists():
        raise SystemExit("the peers' environment .venv-peers is not there; `make peers` makes it")
    crosswalk = load_crosswalk(ROOT / "tests" / "gold" / "corpus-topics.toml")
    for texts in texts_at_hand():
        print(*render(texts, crosswalk), sep="\n", end="\n\n", flush=True)


if __name__ == "__main__":
    main()
