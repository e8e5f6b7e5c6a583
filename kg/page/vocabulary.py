"""The words, shapes and dashes of the page: kinds of node, relations, roles.

In: nothing. Out: tables that Python and the page's script share, so that each name is written once. The colours are
design tokens of the style sheet (``--kind-<key>``, ``--relation-<key>``); no meaning rests on colour alone.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["FINDING_KINDS", "KINDS", "KIND_OF_CLASS", "KIND_OF_SCHEME", "RELATIONS", "ROLES", "Kind", "Relation"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of node: its name in the legend and its shape."""

    label: str
    shape: str
    size: int


@dataclass(frozen=True, slots=True)
class Relation:
    """A kind of link: its name in the legend, what it means and its dash pattern in pixels (empty: solid)."""

    label: str
    note: str
    dash: tuple[int, ...] = ()
    directed: bool = True


KINDS: dict[str, Kind] = {
    "state": Kind("State", "circle", 13),
    "organization": Kind("Organization", "square", 9),
    "person": Kind("Person", "ring", 8),
    "framework": Kind("Framework or instrument", "hexagon", 8),
    "issue": Kind("Issue", "diamond", 8),
    "area": Kind("Cooperation area", "triangle", 8),
    "activity": Kind("Activity", "star", 9),
    "place": Kind("Place or region", "drop", 8),
    "equipment": Kind("Equipment", "cross", 7),
    "post": Kind("Post", "bar", 7),
    "other": Kind("Other", "dot", 6),
}

RELATIONS: dict[str, Relation] = {
    "critical": Relation("Criticises or opposes", "condemns, opposes, deplores, voices concern", (6, 3)),
    "directive": Relation("Urges or asks", "calls on, urges, invites, instructs", (10, 3)),
    "commissive": Relation("Commits or intends", "decides, agrees, pledges, intends, hopes"),
    "declarative": Relation("Declares or establishes", "signs, launches, establishes", (2, 3)),
    "supportive": Relation("Welcomes or supports", "welcomes, thanks, appreciates, supports"),
    "expressive": Relation("Voices an attitude", "an expressive act that speaks neither for nor against", (12, 2)),
    "assertive": Relation("Affirms or notes", "affirms, recognizes, notes, discusses"),
    "tie": Relation("Cooperates with", "a cooperation tie between two agents, by area", directed=False),
    "participation": Relation("Takes part", "in a meeting, exercise, course or visit"),
    "setting": Relation("Setting of an activity", "its place, equipment, topic, area or framework", (1, 3)),
    "affiliation": Relation("Belongs to or partners", "membership, partnership, body of a state", (8, 3, 2, 3)),
    "post": Relation("Holds a post", "person and the body or state of the post", (4, 2)),
    "fact": Relation("Other stated fact", "signatory, operator, host and the like", (3, 5)),
}

FINDING_KINDS: dict[str, str] = {
    "act": "Speech act",
    "activity": "Activity",
    "commitment": "Commitment",
    "fact": "Stated fact",
    "tie": "Cooperation tie",
}

ROLES: dict[str, str] = {
    "onBehalfOf": "On behalf of",
    "speaker": "Speaker",
    "debtor": "Bound",
    "creditor": "Towards",
    "subject": "Who or what",
    "object": "Is related to",
    "tieBetween": "Between",
    "participant": "Participants",
    "sender": "Sender",
    "host": "Host",
    "inviter": "Inviter",
    "invitee": "Invited",
    "target": "Target",
    "addressee": "Addressee",
    "topic": "Topic",
    "underFramework": "Framework",
    "cooperationArea": "Area",
    "programme": "Programme",
    "place": "Place",
    "equipment": "Equipment",
    "reportedBy": "Reported by",
}

# The first class that a node's types reach decides, so an organization that also serves as a framework stays one.
KIND_OF_CLASS: dict[str, str] = {
    "State": "state",
    "Person": "person",
    "Post": "post",
    "Organization": "organization",
    "Community": "organization",
    "Agent": "organization",
    "Place": "place",
    "EquipmentType": "equipment",
    "Instrument": "framework",
    "PolicyConcept": "framework",
    "Programme": "framework",
    "Course": "framework",
    "Framework": "framework",
    "Forum": "framework",
    "DiplomaticRelations": "framework",
    "CooperationActivity": "activity",
    "Meeting": "activity",
    "Dialogue": "activity",
    "Occurrence": "activity",
}

KIND_OF_SCHEME: dict[str, str] = {"issue": "issue", "area": "area", "region": "place"}
