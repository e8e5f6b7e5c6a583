"""The overview: which classes it shows, where, and the properties between them. A test holds it to the ontology."""

from __future__ import annotations

from kg.documenting.diagrams import Box, Edge, draw_grid

__all__ = ["CLASSES", "LINKS", "draw_overview"]

CLASSES: dict[tuple[int, int], str] = {
    (0, 0): "StatementPart",
    (1, 0): "JointStatement",
    (2, 0): "ActType",
    (3, 0): "Tenure",
    (0, 1): "Evidence",
    (1, 1): "SpeechAct",
    (2, 1): "Person",
    (3, 1): "Post",
    (0, 2): "CommitmentStatus",
    (1, 2): "Commitment",
    (2, 2): "State",
    (3, 2): "Organization",
    (0, 3): "TimeReference",
    (1, 3): "CooperationActivity",
    (2, 3): "Place",
    (3, 3): "CooperationTie",
}
LINKS: tuple[tuple[str, str, str], ...] = (
    ("StatementPart", "partOf", "JointStatement"),
    ("SpeechAct", "statedIn", "JointStatement"),
    ("SpeechAct", "evidence", "Evidence"),
    ("SpeechAct", "actType", "ActType"),
    ("SpeechAct", "speaker", "Person"),
    ("SpeechAct", "onBehalfOf", "State"),
    ("Tenure", "tenureOf", "Person"),
    ("Tenure", "tenurePost", "Post"),
    ("Post", "postIn", "Organization"),
    ("Organization", "organOf", "State"),
    ("Commitment", "madeBy", "SpeechAct"),
    ("Commitment", "debtor", "State"),
    ("Commitment", "status", "CommitmentStatus"),
    ("CooperationActivity", "participantState", "State"),
    ("CooperationActivity", "place", "Place"),
    ("CooperationActivity", "time", "TimeReference"),
    ("CooperationTie", "tieBetween", "State"),
)


def draw_overview() -> str:
    """Return the overview as SVG, each box a link to its class."""
    boxes = {place: Box(name, name, href=f"classes.html#{name}") for place, name in CLASSES.items()}
    edges = [Edge(source, target, label) for source, label, target in LINKS]
    return draw_grid(boxes, edges, title="Main classes of the ontology and the properties between them")
