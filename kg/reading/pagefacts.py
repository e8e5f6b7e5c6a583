"""What a saved page says of itself: title, day, language, publisher, address.

In: the tree of a page. Out: ``Metadata``. Only what the page states is taken, and only a day that is one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from kg.reading.markup import Node
from kg.reading.metadata import Metadata

__all__ = ["find_titles", "read_page_facts"]

_TITLES = ("og:title", "dcterms.title", "dc.title", "twitter:title")
_DAYS = ("article:published_time", "dcterms.issued", "dc.date.issued", "dcterms.date", "dc.date", "date", "pubdate")
_PUBLISHERS = ("og:site_name", "dcterms.publisher", "dc.publisher", "publisher", "application-name")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9-]{1,16})?")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?")
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
    if len(heads) == 1 and heads[0] != site and (not given or any(_agree(heads[0], title) for title in given)):
        given.insert(0, heads[0])
    return list(dict.fromkeys(given))


def _read_meta(root: Node) -> dict[str, str]:
    said: dict[str, str] = {}
    for node in root.nodes("meta"):
        name = node.attributes.get("property") or node.attributes.get("name") or node.attributes.get("itemprop") or ""
        if content := " ".join(node.attributes.get("content", "").split()):
            said.setdefault(name.lower(), content)
    return said


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
    return next((day for text in given if (day := _parse_day(text))), None)


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
