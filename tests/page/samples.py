"""Page data made by hand: one that attacks its reader, and one of any size."""

from __future__ import annotations

from kg.page import Edge, Finding, Mention, Node, PageData, Part, Statement

HOSTILE = (
    '<img src=x onerror="window.struck=1">',
    "</script><script>window.struck=1</script>",
    "<!--<script>href=javascript:window.struck=1",
    'x" onfocus="window.struck=1" autofocus="',
    "plain \u202etxt.exe\u202c \u0007 bell",
    '=HYPERLINK("http://evil.example")',
    "]]>{{7*7}}${window.struck=1}`",
)


def hostile_data() -> PageData:
    """Return data in which every text that a page shows is hostile."""
    text = " ".join(HOSTILE) + " 😀 " + " ".join(HOSTILE)
    nodes = tuple(
        Node(f"urn:x:{i}", label, "issue" if i else "state", label, (label,)) for i, label in enumerate(HOSTILE)
    )
    findings = tuple(
        Finding(
            id=f"urn:f:{i}",
            kind="commitment" if i == 5 else "act",
            type=label,
            label=label,
            statement="urn:s",
            start=text.index(label),
            end=text.index(label) + len(label),
            relation="critical",
            strength=3,
            factuality=label,
            firmness="firm" if i == 5 else "",
            words=label,
            when=label,
            rule=label,
            intensifiers=(label,),
            hedges=(label,),
            roles={"debtor" if i == 5 else "onBehalfOf": ("urn:x:0",), "topic": (f"urn:x:{i}",)},
        )
        for i, label in enumerate(HOSTILE)
    )
    edges = tuple(Edge("urn:x:0", f"urn:x:{i}", "critical", f"urn:f:{i}", HOSTILE[i]) for i in range(1, len(HOSTILE)))
    part = Part(0, len(text), "Paragraph", HOSTILE[0], HOSTILE[1])
    names = (Mention(0, 5, "urn:x:1", HOSTILE[1], "issue"), Mention(2, len(HOSTILE[0]), "urn:y", HOSTILE[0], "person"))
    statement = Statement("urn:s", HOSTILE[0], "2020-01-01", text, HOSTILE[1], HOSTILE[2], (part,), names)
    return PageData(nodes, edges, (statement,), findings)


def large_data(count: int) -> PageData:
    """Return ``count`` nodes and twice as many links about twenty states."""
    kinds = ("issue", "area", "person", "place", "organization")
    nodes = tuple(
        Node(f"urn:n:{i:05}", f"Entity number {i}", "state" if i < 20 else kinds[i % len(kinds)]) for i in range(count)
    )
    pairs = sorted({(i * 7 % 20, i) for i in range(20, count)} | {(i * 13 % count, i) for i in range(20, count)})
    relations = ("assertive", "commissive", "expressive", "critical")
    edges = tuple(Edge(f"urn:n:{a:05}", f"urn:n:{b:05}", relations[b % 4], None) for a, b in pairs if a != b)
    return PageData(nodes, edges)
