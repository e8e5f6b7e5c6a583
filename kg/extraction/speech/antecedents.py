"""Antecedents: who was named last, and so what "they", "he" and "it" stand for.

In: the subjects of a document in text order, each with the speakers it stands for. Out: the last plural one, the
last pair, the last person and the last body or state. The module refuses to know who takes part.
"""

from __future__ import annotations

from kg.extraction.speech.speakers import Speakers
from kg.extraction.syntax.phrases import ActorPhrase, Unit
from kg.knowledge.naming import load_naming
from kg.names import DCR

__all__ = ["Antecedents"]

_TWO = 2


def _names_one(phrase: ActorPhrase) -> bool:
    """Tell whether one noun stands for all who gather: "The Conference", which goes on as "it"."""
    return len(phrase.units) == 1 and phrase.units[0].norm in load_naming().body_nouns


def _is_body(speakers: Speakers) -> bool:
    """Tell whether one body alone speaks."""
    return len(speakers.iris) == 1 and speakers.iris[0].startswith(f"{DCR}org/")


class Antecedents:
    """The subjects of one document that pronouns can point back to; ``title`` is the noun of the last person's post.

    ``named`` tells whether any person has been a subject yet.
    """

    __slots__ = ("_organs", "agent", "alone", "delegation", "named", "pair", "person", "plural", "reported", "title")

    def __init__(self) -> None:
        self.plural: Speakers | None = None
        self.pair: Speakers | None = None
        self.person: Speakers | None = None
        self.agent: Speakers | None = None
        self.alone: Speakers | None = None
        self.delegation: Speakers | None = None
        self._organs: dict[str, Speakers | None] = {}
        self.reported = False
        self.title = ""
        self.named = False

    def end_sentence(self, *, reported: bool | None) -> None:
        """Let "he" stand for nobody who takes part where who said something last only reports; None: as before."""
        self.reported = self.reported if reported is None else reported
        if self.reported:
            self.person = None

    def name_organ(self, unit: Unit, speakers: Speakers | None) -> None:
        """Remember whose ministry or agency a text names; "the Ministry" is nobody's where it names those of two."""
        if unit.mention is None or unit.mention.type != "ORG" or speakers is None:
            return
        for word in unit.mention.text.lower().split():
            known = self._organs.setdefault(word, speakers)
            if known is not None and known.behalf != speakers.behalf:
                self._organs[word] = None

    def organ(self, unit: Unit) -> Speakers | None:
        """Return for whom "the delegation" or "the Ministry" stands, which was named before with its state."""
        return self.delegation if unit.norm == "delegation" else self._organs.get(unit.norm)

    def pass_over(self, phrase: ActorPhrase) -> None:
        """Let "he" stand for nobody where a person who takes no part is the subject."""
        if len(phrase.units) == 1 and phrase.units[0].kind == "person":
            self.person, self.named = None, True

    def remember(self, phrase: ActorPhrase, speakers: Speakers) -> None:
        """Take note of a subject; pronouns are no antecedents."""
        kind = phrase.units[0].kind
        if len(speakers.behalf) == 1:
            self.alone = speakers
        if phrase.units[0].norm == "delegation" and not phrase.plural:
            self.agent = self.delegation = speakers  # "it", and not its head, "he"
            return
        if kind in ("noun", "group") and (_names_one(phrase) or _is_body(speakers)):
            self.agent = speakers
        if phrase.plural and kind != "pronoun":
            self.plural = speakers
            self.pair = speakers if kind in ("person", "agent") and len(speakers.behalf) == _TWO else self.pair
        elif kind == "person" or (kind in ("noun", "group") and len(speakers.iris) == 1):
            self.person, self.title, self.named, self.pair = speakers, phrase.units[0].norm, True, None
        elif kind in ("agent", "voice"):
            self.agent = speakers
