"""Pages for people: templates filled with escaped text, under a policy that lets nothing run and nothing be fetched.

In: a template's name and its values. Out: HTML. Links lead to this server's own pages where it has one.
"""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.names import DCC, DCG, DCL, DCO, DCR
from kg.serve.media import NAMES

if TYPE_CHECKING:
    import jinja2

__all__ = ["POLICY", "link", "list_alternates", "render"]

_FOLDER = Path(__file__).parent / "templates"
_STYLE = (_FOLDER / "style.css").read_text(encoding="utf-8")
_DIGEST = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; style-src 'sha256-{_DIGEST}'; img-src data:; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_PLACES = {DCR: "id/", DCC: "concept/", DCL: "lexicon/", DCG: "graph/", DCO: "ontology#"}


def link(iri: str, base: str) -> str | None:
    """Return the address of a page on an IRI: of this server, or of the web; None where there is none.

    >>> link(DCR + "state/JPN", "http://localhost/")
    'http://localhost/id/state/JPN'
    >>> link("javascript:alert(1)", "http://localhost/") is None
    True
    """
    for namespace, place in _PLACES.items():
        if iri.startswith(namespace):
            return base + place + iri[len(namespace) :].replace("?", "%3F").replace("#", "%23")
    return iri if iri.startswith(("https://", "http://")) else None


def list_alternates(address: str) -> list[tuple[str, str]]:
    """Return name and address of the other representations of what is at an address."""
    return [(kind, f"{address}?as={name}") for name, kind in NAMES.items() if name != "html"]


def render(template: str, **values: Any) -> bytes:
    """Return a page."""
    text = _environment().get_template(template).render({"words": "", "alternates": (), **values})
    return text.encode("utf-8", "replace")


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    import jinja2
    from markupsafe import Markup

    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(_FOLDER), autoescape=True)
    environment.globals["style"] = Markup(_STYLE)  # noqa: S704 - our own file
    return environment
