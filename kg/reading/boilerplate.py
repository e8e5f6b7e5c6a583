"""What of a saved page is its frame and not its statement: hidden elements, menus, sharing bars, notices, footers.

In: the tree of a page. Out: the elements to leave out, and the element that holds the content. An element is left out
for what it is (a ``nav``), for what its author calls it (``class="breadcrumb"``), or for what it holds (hardly more
than links) - but never when a good part of the page's prose is in it, so that a wrong name costs no statement.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from kg.reading.markup import Node
from kg.reading.passages import Passage

__all__ = ["find_content", "find_frame", "find_unseen", "is_prose", "trim"]

_UNSEEN_TAGS = frozenset(
    ["applet", "audio", "button", "canvas", "datalist", "del", "frameset", "head", "iframe", "input", "noframes",
     "noscript", "object", "option", "rp", "rt", "script", "select", "style", "svg", "template", "textarea", "title",
     "video"]
)  # fmt: skip
_UNSEEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?:px|pt|em|rem|%)?\s*(?:;|!|$)"
    r"|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)|(?:left|top|text-indent)\s*:\s*-\d{3,}",
    re.IGNORECASE,
)
_UNSEEN_CLASSES = frozenset(
    ["sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "element-invisible", "d-none", "hidden",
     "hide", "u-hidden", "is-hidden", "a11y-hidden", "offscreen", "show-for-sr", "noscript"]
)  # fmt: skip
_FRAME_TAGS = frozenset(["nav", "aside", "dialog", "menu", "search", "figcaption"])
_EDGE_TAGS = frozenset(["header", "footer"])
_FRAME_ROLES = frozenset(
    ["alert", "alertdialog", "banner", "complementary", "contentinfo", "dialog", "menu", "menubar", "navigation",
     "search", "tablist", "toolbar"]
)  # fmt: skip
_FRAME_NAMES = frozenset(
    ["addthis", "addtoany", "backtotop", "breadcrumb", "breadcrumbs", "crumb", "crumbs", "gnav", "languages",
     "masthead", "menu", "nav", "navbar", "navi", "navigation", "pager", "pagetop", "pagination", "pankuzu", "promo",
     "share", "sharing", "sharethis", "sitemap", "skip", "skiplink", "skiplinks", "sns", "social", "submenu",
     "subnav", "subscribe", "tagcloud", "toolbar", "topicpath"]
)  # fmt: skip
_FRAME_WITH_PROSE = frozenset(
    ["cookie", "cookies", "consent", "copyright", "gdpr", "modal", "newsletter", "newsletters", "popup", "related",
     "sidebar", "sidenav"]
)  # fmt: skip
_NAME_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_NOTICE = re.compile(
    r"©|\(c\)\s*\d{4}|copyright\b|all rights reserved|back to (?:the )?(?:top|list)|(?:go |return )?to (?:the )?top of"
    r"|skip to\b|share (?:this|on|via)\b|(?:print|e-?mail) (?:this|page)|last (?:updated|modified)|page last\b"
    r"|javascript\b|(?:we|this (?:web)?site) uses? cookies|accept (?:all )?cookies|follow us\b|subscribe\b"
    r"|you are here",
    re.IGNORECASE,
)
_NOTICE_WORDS = 30
_PROSE_END = re.compile(r"[.!?:;][\"'”’»)\]\d]*$")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MOST, _SOME = 0.5, 0.2


def is_prose(passage: Passage) -> bool:
    """Tell whether a passage is running text: some length, and few of its letters in links."""
    words = len(passage.text.split())
    return words >= 8 and passage.linked * 2 < passage.letters and (words >= 25 or _ends_as_prose(passage))


def find_unseen(root: Node) -> set[Node]:
    """Return the elements that a browser does not show as text."""
    return {node for node in root.nodes() if _is_unseen(node)}


def find_content(root: Node, passages: Sequence[Passage]) -> Node:
    """Return the element that the page itself names as its content, or the root where it names none that holds it."""
    prose, headed = _weigh(passages), _find_headed(root)
    content = root
    for is_kind in (_is_main, _is_article):
        found = [node for node in content.nodes() if is_kind(node)]
        best = max(found, key=lambda node: prose.get(node, 0), default=None)
        if best is None or prose.get(best, 0) < _MOST * max(1, prose.get(content, 0)):
            continue
        if content not in headed or best in headed:
            content = best
    return content


def find_frame(content: Node, passages: Sequence[Passage]) -> set[Node]:
    """Return the elements inside the content that are frame."""
    prose, links, headed = _weigh(passages), _count_links(passages), _find_headed(content)
    whole = max(1, prose.get(content, 0))
    frame: set[Node] = set()
    named: set[Node] = set()
    for node in content.nodes():
        share = prose.get(node, 0) / whole
        if (_is_frame(node) and share < _MOST and not (node.tag == "header" and node in headed)) or (
            share == 0 and node not in headed and _is_menu(links.get(node, (0, 0, 0)))
        ):
            frame.add(node)
        elif node not in headed and _is_named_frame(node, share):
            named.add(node)
    lost = sum(p.letters for p in passages if is_prose(p) and not named.isdisjoint(_around(p)))
    return frame | named if lost < _SOME * whole else frame


def trim(passages: Sequence[Passage], titles: Collection[str] = ()) -> list[Passage]:
    """Return passages without the links and notices around the prose, and without what stands before the headline.

    ``titles`` are what the page calls itself, which tells its headline where no ``h1`` does.
    """
    prose = [index for index, passage in enumerate(passages) if is_prose(passage) and not _is_notice(passage)]
    if not prose:
        return []
    first, last = prose[0], prose[-1]
    front = range(first, -1, -1)
    headline = next((i for i in front if passages[i].node.tag == "h1"), None)
    if headline is None:
        headline = next((i for i in front if passages[i].text in titles), 0)
    kept = []
    for index, passage in enumerate(passages):
        edge = not first <= index <= last and (_is_edge(passage) or _is_notice(passage))
        if not edge and (index >= headline or _is_day(passage)):
            kept.append(passage)
    return kept


def _ends_as_prose(passage: Passage) -> bool:
    return _PROSE_END.search(passage.text) is not None


def _is_unseen(node: Node) -> bool:
    given = node.attributes
    return (
        node.tag in _UNSEEN_TAGS
        or "hidden" in given
        or (node.tag == "dialog" and "open" not in given)
        or _UNSEEN_STYLE.search(given.get("style", "")) is not None
        or not _UNSEEN_CLASSES.isdisjoint(given.get("class", "").lower().split())
    )


def _is_main(node: Node) -> bool:
    return node.tag == "main" or node.attributes.get("role") == "main" or _has_name(node, "maincontent", "main-content")


def _is_article(node: Node) -> bool:
    return (
        node.tag == "article"
        or node.attributes.get("role") == "article"
        or node.attributes.get("itemprop") == "articleBody"
    )


def _has_name(node: Node, *names: str) -> bool:
    return node.attributes.get("id", "").lower() in names


def _is_frame(node: Node) -> bool:
    if node.tag in _EDGE_TAGS:
        return not _is_inside_content(node)
    return node.tag in _FRAME_TAGS or node.attributes.get("role", "").lower() in _FRAME_ROLES


def _is_inside_content(node: Node) -> bool:
    return any(around.tag in ("article", "main", "section") for around in node.ancestors())


def _is_named_frame(node: Node, share: float) -> bool:
    if node.tag in ("html", "body", "main", "article"):
        return False
    named = f"{node.attributes.get('id', '')} {node.attributes.get('class', '')}"[:400]
    names = {part.lower() for part in _NAME_PARTS.findall(named)}
    names |= {re.sub("[-_]", "", name).lower() for name in named.split()}
    if share == 0 and not names.isdisjoint(_FRAME_NAMES):
        return True
    return share < _SOME and (
        not names.isdisjoint(_FRAME_WITH_PROSE) or ("footer" in names and not _is_inside_content(node))
    )


def _find_headed(root: Node) -> set[Node]:
    """Return the elements that hold a first-rank heading."""
    return {around for heading in root.nodes("h1") for around in (heading, *heading.ancestors())}


def _is_menu(counts: tuple[int, int, int]) -> bool:
    """Tell whether letters, linked letters and links are those of a menu."""
    letters, linked, links = counts
    return links >= 3 and linked > 0.6 * letters


def _weigh(passages: Sequence[Passage]) -> dict[Node, int]:
    """Return how many letters of prose each element holds."""
    weights: dict[Node, int] = {}
    for passage in passages:
        if is_prose(passage):
            for node in _around(passage):
                weights[node] = weights.get(node, 0) + passage.letters
    return weights


def _count_links(passages: Sequence[Passage]) -> dict[Node, tuple[int, int, int]]:
    counts: dict[Node, tuple[int, int, int]] = {}
    for passage in passages:
        for node in _around(passage):
            letters, linked, links = counts.get(node, (0, 0, 0))
            counts[node] = (letters + passage.letters, linked + passage.linked, links + passage.links)
    return counts


def _around(passage: Passage) -> Iterator[Node]:
    yield passage.node
    yield from passage.node.ancestors()


def _is_day(passage: Passage) -> bool:
    return len(passage.text.split()) <= 6 and _YEAR.search(passage.text) is not None


def _is_edge(passage: Passage) -> bool:
    """Tell whether a passage at the edge is nothing but a short link ("Print", "Back")."""
    return passage.linked * 10 > passage.letters * 9 and len(passage.text.split()) < 12


def _is_notice(passage: Passage) -> bool:
    return len(passage.text.split()) <= _NOTICE_WORDS and _NOTICE.match(passage.text) is not None
