"""What a broken shape is reported as, whoever found it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.names import compact

__all__ = ["Violation"]


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A node that breaks a shape. ``path`` and ``value`` are empty where the constraint has none.

    >>> print(Violation("https://w3id.org/defcoop/id/state/JPN", "s", "", "", "a state has a name", "violation"))
    dcr:state/JPN: a state has a name (found nothing)
    """

    focus: str
    shape: str
    path: str
    value: str
    message: str
    severity: str

    def __str__(self) -> str:
        path = f" {compact(self.path)}" if self.path else ""
        return f"{compact(self.focus)}{path}: {self.message} (found {compact(self.value) or 'nothing'})"
