"""What each inferred triple rests on: which units conclude it, and which facts the documents lend one another.

In: triples as N-Triples lines, by unit (a document's graph, or the knowledge that all share). Out: what changed, so
that a triple goes with the last unit that concludes it. Kept in one SQLite file beside the quads; all of it can be
computed again from them, so a file that is missing or damaged costs time and nothing else. Knows no rules and stores.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.names import DCG

__all__ = ["SHARED", "Support"]

SHARED = DCG + "shared"
"""The unit of what follows from the shared facts without any document."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS note(name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS unit(id INTEGER PRIMARY KEY, name TEXT UNIQUE, digest TEXT, conclusions BLOB);
CREATE TABLE IF NOT EXISTS fact(id INTEGER PRIMARY KEY, subject TEXT, predicate TEXT, line TEXT UNIQUE);
CREATE INDEX IF NOT EXISTS fact_subject ON fact(subject);
CREATE INDEX IF NOT EXISTS fact_predicate ON fact(predicate);
CREATE TABLE IF NOT EXISTS states(fact INTEGER, unit INTEGER, PRIMARY KEY(fact, unit)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS states_unit ON states(unit);
CREATE TABLE IF NOT EXISTS part(number INTEGER, value, unit INTEGER, PRIMARY KEY(number, value, unit)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS total(number INTEGER PRIMARY KEY, value, line TEXT);
CREATE TABLE IF NOT EXISTS rests(line INTEGER, unit INTEGER, PRIMARY KEY(line, unit)) WITHOUT ROWID;
"""
_PREDICATES = """
WITH RECURSIVE known(name) AS (
  SELECT min(predicate) FROM fact
  UNION ALL SELECT (SELECT min(predicate) FROM fact WHERE predicate > name) FROM known WHERE name IS NOT NULL
) SELECT name FROM known WHERE name IS NOT NULL
"""  # SQLite would read the index to its end for DISTINCT
_SHARED_ROW = "INSERT OR IGNORE INTO unit(id, name, digest) VALUES (0, ?, '')"
_TABLES = ("note", "unit", "fact", "states", "part", "total", "rests")


class Support:
    """The support of a store's inferences. Changes count once ``commit`` returns."""

    def __init__(self, path: Path | None, combine: Mapping[str, str]) -> None:
        """Open the file at a path (in memory where it is None, or in use); a damaged one is begun anew.

        ``combine`` tells by predicate how the numbers of several units become one: ``sum``, ``min`` or ``max``.
        """
        self._combine = combine
        if path and path.is_symlink():  # it could point at anything
            path.unlink()
        try:
            self._base = _connect(path)
        except sqlite3.DatabaseError as error:
            if path is None:
                raise
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                path = None
            else:
                path.unlink()
            self._base = _connect(path)

    def close(self) -> None:
        """Give up what was not committed, and release the file."""
        self._base.close()

    def commit(self) -> None:
        """Make the changes count."""
        self._base.commit()

    def rollback(self) -> None:
        """Give up what was not committed."""
        self._base.rollback()

    def clear(self) -> None:
        """Forget everything."""
        for table in _TABLES:
            self._base.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
        self._base.execute(_SHARED_ROW, (SHARED,))

    def note(self, name: str) -> str:
        """Return what was noted under a name, or nothing."""
        row = self._base.execute("SELECT value FROM note WHERE name = ?", (name,)).fetchone()
        return row[0] if row else ""

    def write_note(self, name: str, value: str) -> None:
        """Note something under a name."""
        self._base.execute("REPLACE INTO note VALUES (?, ?)", (name, value))

    def units(self) -> dict[str, str]:
        """Return the digest of each document's graph as it was last considered."""
        return dict(self._base.execute("SELECT name, digest FROM unit WHERE id != 0 ORDER BY name"))

    def digest(self, unit: str) -> str:
        """Return the digest of a unit's graph as it was last considered, nothing where it never was."""
        row = self._base.execute("SELECT digest FROM unit WHERE name = ?", (unit,)).fetchone()
        return row[0] if row else ""

    def write_digest(self, unit: str, digest: str) -> None:
        """Note which content of a unit has been considered."""
        self._base.execute("UPDATE unit SET digest = ? WHERE id = ?", (digest, self._unit(unit)))

    def forget(self, unit: str) -> None:
        """Take a unit out that states and concludes nothing any more."""
        self._base.execute("DELETE FROM unit WHERE name = ?", (unit,))

    def facts(self, subject: str) -> list[str]:
        """Return the lines that some unit states of a subject."""
        return [row[0] for row in self._base.execute("SELECT line FROM fact WHERE subject = ?", (subject,))]

    def predicates(self) -> set[str]:
        """Return the predicates of the lines that some unit states."""
        return {row[0] for row in self._base.execute(_PREDICATES)}

    def facts_with(self, predicate: str) -> Iterator[str]:
        """Yield the lines with a predicate that some document states."""
        query = (
            "SELECT line FROM fact WHERE predicate = ? AND EXISTS (SELECT 1 FROM states WHERE fact = id AND unit != 0)"
        )
        for (line,) in self._base.execute(query, (predicate,)):
            yield line

    def state(self, unit: str, lines: Mapping[str, tuple[str, str]]) -> set[str]:
        """Make these lines what a unit states; return those that no other document states, now or before.

        ``lines`` gives each its subject and predicate.
        """
        number = self._unit(unit)
        rows = self._base.execute(
            "SELECT line, fact.id FROM states JOIN fact ON fact.id = fact WHERE unit = ?", (number,)
        )
        known = dict(rows.fetchall())
        changed = {line for line in sorted(lines.keys() - known.keys()) if self._add_fact(line, *lines[line], number)}
        return changed | {line for line in sorted(known.keys() - lines.keys()) if self._drop_fact(known[line], number)}

    def _add_fact(self, line: str, subject: str, predicate: str, unit: int) -> bool:
        query = "INSERT OR IGNORE INTO fact(subject, predicate, line) VALUES (?, ?, ?)"
        self._base.execute(query, (subject, predicate, line))
        (fact,) = self._base.execute("SELECT id FROM fact WHERE line = ?", (line,)).fetchone()
        self._base.execute("INSERT INTO states VALUES (?, ?)", (fact, unit))
        return self._is_alone(fact, unit)

    def _drop_fact(self, fact: int, unit: int) -> bool:
        self._base.execute("DELETE FROM states WHERE fact = ? AND unit = ?", (fact, unit))
        if not self._base.execute("SELECT 1 FROM states WHERE fact = ? LIMIT 1", (fact,)).fetchone():
            self._base.execute("DELETE FROM fact WHERE id = ?", (fact,))
        return self._is_alone(fact, unit)

    def _is_alone(self, fact: int, unit: int) -> bool:
        """Tell whether no document but this unit states a fact."""
        query = "SELECT 1 FROM states WHERE fact = ? AND unit NOT IN (0, ?) LIMIT 1"
        return self._base.execute(query, (fact, unit)).fetchone() is None

    def conclusions(self, unit: str) -> frozenset[str]:
        """Return the lines that a unit concludes."""
        row = self._base.execute("SELECT conclusions FROM unit WHERE name = ?", (unit,)).fetchone()
        return frozenset(zlib.decompress(row[0]).decode().split("\n")) - {""} if row and row[0] else frozenset()

    def conclude(self, unit: str, lines: frozenset[str]) -> set[str]:
        """Make these lines what a unit concludes; return those of the change that no other unit concludes.

        For lines with a number that is one with those of other units, that number before and after is returned.
        """
        number, known = self._unit(unit), self.conclusions(unit)
        if lines == known:
            return set()
        fresh, stale = sorted(lines - known), sorted(known - lines)
        totals = self._count([line for line in stale if self._counts(line)], [*filter(self._counts, fresh)], number)
        added = {line: (_key(line), number) for line in fresh if not self._counts(line)}
        removed = {line: (_key(line), number) for line in stale if not self._counts(line)}
        self._base.executemany("INSERT OR IGNORE INTO rests VALUES (?, ?)", added.values())
        self._base.executemany("DELETE FROM rests WHERE line = ? AND unit = ?", removed.values())
        packed = zlib.compress("\n".join(sorted(lines)).encode(), 1)
        self._base.execute("UPDATE unit SET conclusions = ? WHERE id = ?", (packed, number))
        return totals | {line for line, row in (added | removed).items() if self._rests_alone(row)}

    def _rests_alone(self, row: tuple[int, int]) -> bool:
        """Tell whether no unit but this one concludes a line."""
        return self._base.execute("SELECT 1 FROM rests WHERE line = ? AND unit != ? LIMIT 1", row).fetchone() is None

    def _counts(self, line: str) -> bool:
        """Tell whether a line's number is one with those of other units."""
        return line.split(" ", 2)[1][1:-1] in self._combine

    def _count(self, stale: list[str], fresh: list[str], unit: int) -> set[str]:
        """Exchange numbers of a unit; return the lines that held the totals, and those that hold them now."""
        for line in stale:
            number, value, _ = _read_number(line)
            self._base.execute("DELETE FROM part WHERE number = ? AND value = ? AND unit = ?", (number, value, unit))
        for line in fresh:
            number, value, _ = _read_number(line)
            self._base.execute("INSERT OR IGNORE INTO part VALUES (?, ?, ?)", (number, value, unit))
        changes: dict[int, int] = {}
        heads: dict[int, tuple[str, str]] = {}
        for sign, line in [*((-1, line) for line in stale), *((1, line) for line in fresh)]:
            number, value, head = _read_number(line)
            heads[number] = head, self._combine[line.split(" ", 2)[1][1:-1]]
            changes[number] = changes.get(number, 0) + (sign * value if isinstance(value, int) else 0)
        return {line for number in sorted(heads) for line in self._total(number, *heads[number], changes[number])}

    def _total(self, number: int, head: str, how: str, change: int) -> list[str]:
        """Renew a total; return the line that held it, and the one that holds it now."""
        row = self._base.execute("SELECT value, line FROM total WHERE number = ?", (number,)).fetchone()
        query = f"SELECT {'max' if how == 'max' else 'min'}(value) FROM part WHERE number = ?"  # noqa: S608 - our own
        (value,) = self._base.execute(query, (number,)).fetchone()
        if value is not None and how == "sum":
            value = (row[0] if row else 0) + change
        line = "" if value is None else head.replace("\0", str(value))
        if value is None:
            self._base.execute("DELETE FROM total WHERE number = ?", (number,))
        else:
            self._base.execute("REPLACE INTO total VALUES (?, ?, ?)", (number, value, line))
        return [found for found in (row[1] if row else "", line) if found]

    def holds(self, line: str) -> bool:
        """Tell whether some unit concludes a line, or a line's number is what those of all units make."""
        if self._counts(line):
            row = self._base.execute("SELECT line FROM total WHERE number = ?", (_read_number(line)[0],)).fetchone()
            return row is not None and bool(row[0] == line)
        return self._base.execute("SELECT 1 FROM rests WHERE line = ? LIMIT 1", (_key(line),)).fetchone() is not None

    def supporters(self, line: str) -> list[str]:
        """Return the units that conclude a line."""
        rows = self._base.execute("SELECT name FROM rests JOIN unit ON id = unit WHERE line = ?", (_key(line),))
        return [row[0] for row in rows]

    def _unit(self, name: str) -> int:
        self._base.execute("INSERT OR IGNORE INTO unit(name, digest) VALUES (?, '')", (name,))
        number: int = self._base.execute("SELECT id FROM unit WHERE name = ?", (name,)).fetchone()[0]
        return number


def _connect(path: Path | None) -> sqlite3.Connection:
    """Open the base; it need not be on the disk at once, since the store tells whether it fits."""
    base = sqlite3.connect(path or ":memory:", timeout=0)
    try:
        base.executescript(f"PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = OFF; {_SCHEMA}")
        base.execute("PRAGMA cache_size = -16000")
        base.execute(_SHARED_ROW, (SHARED,))
    except sqlite3.DatabaseError:
        base.close()
        raise
    return base


def _key(line: str) -> int:
    """Return 63 bits of a line's hash, the key under which its units are found."""
    return int.from_bytes(hashlib.sha256(line.encode()).digest()[:8]) >> 1


def _read_number(line: str) -> tuple[int, int | str, str]:
    """Return the key of the number that a line holds, its value, and the line with a gap in its place.

    >>> _read_number('<urn:a> <urn:b> "2018-01-15"^^<urn:day>')[1:]
    ('2018-01-15', '<urn:a> <urn:b> "\\x00"^^<urn:day>')
    """
    subject, predicate, literal = line.split(" ", 2)
    words, _, datatype = literal[1:].rpartition('"')
    value = int(words) if datatype.endswith("#integer>") else words
    return _key(f"{subject} {predicate}"), value, f'{subject} {predicate} "\0"{datatype}'
