"""What a saved page says of itself: title, day, language, publisher, address.

In: the tree of a page. Out: ``Metadata``. Only what the page states is taken, and only a day that is one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date

from kg.reading.markup import Node
from kg.reading.metadata import Metadata

__all__ = ["find_titles", "read_page_facts"]

_TITLES = ("og:title", "dcterms.title", "dc.title", "twitter:title")
_DAYS = ("article:published_time", "dcterms.issued", "dc.date.issued", "dcterms.date", "dc.date", "date", "pubdate")
_PUBLISHERS = ("og:site_name", "dcterms.publisher", "dc.publisher", "publisher", "application-name")
_LINKED = {"headline": "og:title", "datePublished": "article:published_time"}
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9-]{1,16})?")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = "|".join(_MONTHS)
_SHOWN_DAY = re.compile(
    rf"\b(?P<y>\d{{4}})-(?P<m>\d\d)-(?P<d>\d\d)\b|\b(?P<d2>\d{{1,2}})\.\s?(?P<m2>\d{{1,2}})\.\s?(?P<y2>\d{{4}})\b"
    rf"|\b(?P<d3>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?P<m3>{_MONTH}),?\s+(?P<y3>\d{{4}})\b"
    rf"|\b(?P<m4>{_MONTH})\s+(?P<d4>\d{{1,2}}),?\s+(?P<y4>\d{{4}})\b",
    re.IGNORECASE,
)
_DATED = re.compile(r"(?<![a-z])(?:date|dated|pubdate|published|posted|datetime|timestamp)(?![a-z])")
_LONGEST_DATE = 60  # characters of an element that shows a day and little else
_TITLE_WORDS = 5  # what is shorter names a section or a site
_CUT = re.compile(r"\s+[|»•·–—-]\s+|\s*(?:\||::)\s*")


def read_page_facts(root: Node) -> Metadata:
    """Return the metadata of a page."""
    said = _read_meta(root)
    publisher = _first(said, _PUBLISHERS)
    titles = [title for title in find_titles(root) if len(title.split()) >= _TITLE_WORDS]
    return Metadata(
        title=titles[0] if titles else None,
        date=_find_day(said, root),
        publisher=publisher,
        language=_find_language(root, said),
        url=_find_address(root, said),
    )


def find_titles(root: Node) -> list[str]:
    """Return what the page is called, the best first: its only ``h1``, what it tells others, its window's title."""
    said = _read_meta(root)
    site = _first(said, _PUBLISHERS)
    window = next((words for node in root.nodes("title") if (words := node.words())), None)
    given = [_cut_site(title, site) for title in (_first(said, _TITLES), window) if title]
    heads = list(dict.fromkeys(words for node in root.nodes("h1") if (words := node.words())))
    if len(heads) == 1 and heads[0] != site and _is_title(heads[0], given):
        given.insert(0, heads[0])
    return list(dict.fromkeys(given))


def _is_title(head: str, given: list[str]) -> bool:
    """Tell whether an only ``h1`` names the page: the page's other titles agree, or it says more than a name does."""
    return not given or any(_agree(head, title) for title in given) or len(head.split()) >= _TITLE_WORDS


def _read_meta(root: Node) -> dict[str, str]:
    said: dict[str, str] = {}
    for node in root.nodes("meta"):
        name = node.attributes.get("property") or node.attributes.get("name") or node.attributes.get("itemprop") or ""
        if content := " ".join(node.attributes.get("content", "").split()):
            said.setdefault(name.lower(), content)
    for name, content in _read_linked_data(root):
        said.setdefault(name, content)
    return said


def _read_linked_data(root: Node) -> Iterator[tuple[str, str]]:
    """Yield what a page's blocks of JSON-LD call its headline and the day of its publication."""
    for node in root.nodes("script"):
        if node.attributes.get("type", "").lower() != "application/ld+json":
            continue
        try:
            waiting = [json.loads(node.words())]
        except (ValueError, RecursionError):
            continue  # a page may hold anything; what is no JSON says nothing
        while waiting:
            block = waiting.pop(0)
            if isinstance(block, list):
                waiting += block
            elif isinstance(block, dict):
                waiting += [block.get("@graph", [])]
                yield from ((key, block[name]) for name, key in _LINKED.items() if isinstance(block.get(name), str))


def _first(said: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((said[name] for name in names if name in said), None)


def _cut_site(title: str, site: str | None) -> str:
    """Return a title without the name of its site.

    >>> _cut_site("Joint Statement of Norway and Chile | Ministry of Defence", None)
    'Joint Statement of Norway and Chile'
    """
    parts = [part for part in _CUT.split(title) if part]
    if len(parts) > 1 and (parts[-1] == site or ("|" in title or "::" in title)):
        return max(parts, key=len) if site not in parts else title[: title.rindex(parts[-1])].rstrip(" |»•·–—-:")
    return title


def _agree(one: str, other: str) -> bool:
    one, other = one.casefold(), other.casefold()
    return one in other or other in one


def _find_day(said: Mapping[str, str], root: Node) -> str | None:
    given = [said[name] for name in _DAYS if name in said]
    given += [
        n.attributes.get("datetime", "") for n in root.nodes("time") if n.attributes.get("itemprop") == "datePublished"
    ]
    return next((day for text in given if (day := _parse_day(text))), None) or _find_shown_day(root)


def _find_shown_day(root: Node) -> str | None:
    """Return the day in the element of the page that shows one and stands closest to its heading; else None."""
    heading, found = 0, []
    for place, node in enumerate(root.nodes()):
        if node.tag == "h1":
            heading = place
        elif node.tag == "time" or _DATED.search(f"{node.attributes.get('class', '')} {node.attributes.get('id', '')}"):
            words = node.words()
            day = _parse_day(node.attributes.get("datetime", "")) or _parse_shown(words[: _LONGEST_DATE + 1])
            if day and len(words) <= _LONGEST_DATE:
                found.append((place, day))
    return min(found, key=lambda item: abs(item[0] - heading))[1] if found else None


def _parse_shown(words: str) -> str | None:
    """Return the first day in a few words, where day and month cannot be taken for each other.

    >>> _parse_shown("Published: 5 March 2031"), _parse_shown("5.3.2031 14.05"), _parse_shown("03/05/2031")
    ('2031-03-05', '2031-03-05', None)
    """
    match = _SHOWN_DAY.search(words)
    if match is None:
        return None
    parts = {name[0]: value for name, value in match.groupdict().items() if value}
    name = parts["m"].lower()
    month = _MONTHS.index(name) + 1 if name in _MONTHS else int(name)
    try:
        return date(int(parts["y"]), month, int(parts["d"])).isoformat()
    except ValueError:
        return None


def _parse_day(text: str) -> str | None:
    match = _DAY.fullmatch(text)
    try:
        return date.fromisoformat(match[1]).isoformat() if match else None
    except ValueError:
        return None


def _find_language(root: Node, said: Mapping[str, str]) -> str | None:
    given = next((node.attributes.get("lang") or node.attributes.get("xml:lang") for node in root.nodes("html")), None)
    match = _LANGUAGE.fullmatch(given or said.get("language") or said.get("dc.language") or "")
    return match[1].lower() if match else None


def _find_address(root: Node, said: Mapping[str, str]) -> str | None:
    links = (n.attributes.get("href") for n in root.nodes("link") if n.attributes.get("rel", "").lower() == "canonical")
    address = next((link for link in links if link), None) or said.get("og:url", "")
    return address if address.startswith(("https://", "http://")) else None
