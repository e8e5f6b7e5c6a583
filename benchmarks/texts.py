"""The texts that are measured on: the shared corpus where it lies beside the checkout, else the seed statement."""

from __future__ import annotations

from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"


def statements(count: int, longest: int | None = None) -> tuple[str, list[Path]]:
    """Return a name for the texts and ``count`` paths, the files repeated as often as needed.

    ``longest`` leaves out texts of more bytes.
    """
    files = [path for path in sorted(CORPUS.glob("*.txt")) if longest is None or path.stat().st_size <= longest]
    name = f"corpus ({len(files)} statements)"
    if not files:
        files = sorted((ROOT / "seeds").glob("*.txt"))
        name = f"seeds ({len(files)} statement); the corpus is not beside this checkout"
    return name, list(islice(cycle(files), count))


def write_variants(folder: Path, count: int) -> None:
    """Write ``count`` statements with file names of their own into a folder."""
    _, paths = statements(count)
    for number, path in enumerate(paths):
        (folder / f"{number:05d}-{path.name}").write_bytes(path.read_bytes())
