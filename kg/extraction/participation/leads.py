"""Leads: the body, or those who sit in it, that an opening sentence makes its subject.

Not a stage; the search for parties asks it. In: the opening and the mentions in it. Out: the organizations and states
of that subject ("the Foreign Ministers of the X and Norway, meeting in Oslo, welcomed"), or nothing. It knows the
shapes of such subjects and the forms of verbs, and no body by name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from kg.extraction.naming.offices import joins_offices, names_organ
from kg.extraction.participation.issuers import is_forum
from kg.extraction.participation.seats import unique
from kg.knowledge.frames import load_frames
from kg.knowledge.letters import fold
from kg.knowledge.memberships import load_members
from kg.knowledge.naming import Naming
from kg.names import DCO, DCR, owning_state
from kg.record import Mention, Span

__all__ = ["find_bare_organ", "find_forum", "find_lead", "find_resolving", "may_lead", "skip_cover"]

_BREAKS = re.compile(r"(?:,|;|:|[–—]|\s--?|\.)\s+(?:[\"“]\s*)?|\n\s*(?:\d+\.\s*)?")
_OFFICE_TAIL = re.compile(
    r"(?:['’]s?)?(?:\s+(?:[A-Z][\w’'-]+|member|participating|defen[cs]e|foreign|prime|and|&)){0,6}?"
    r"\s+(?i:ministers|leaders|chiefs|ambassadors|heads|members|states|countries|nations|partners|allies|representatives"
    r"|delegations|participants|summit|session|meeting|council|assembly|committee|conference|troika|group|presidency)"
    r"(?i:\s+of\s+(?:defen[cs]e|foreign\s+affairs|state(?:\s+and\s+government)?|staff|defen[cs]e\s+staff|ministers))*\b"
    r"(?:['’]?\s+(?i:summit|retreat|conference|meeting|session|dialogue)\b)?"
)
_DETERMINED = re.compile(r"(?i:\s*(?:(?:we,?|all|today)\s+)?(?:the\s+)?(?:\d+(?:st|nd|rd|th)\s+|[a-z-]+th\s+)?)")
_BRACKET = re.compile(r"\s*\([^()]{2,200}\)")
_APPENDED = re.compile(r"\s*[–—]\s*[^–—.]{10,300}\s*[–—]")
_FURTHER = re.compile(r",?\s+and\s+(?:the\s+)?(?:[A-Z][\w-]+\s+(?:(?:of|and|for)\s+)*(?:the\s+)?){1,8}(?=[a-z])")
_LEVEL = re.compile(
    r",?\s+at\s+(?:the\s+)?(?:level\s+of\s+[\w ]{3,40}?|[\w-]+\s+level)(?=,|\s+(?:was|were|held|met|has|have|took)\b),?"
)
_OF = re.compile(r"\s+of\s+(?:the\s+)?")
_FIELD = re.compile(
    r"\s+(?:responsible\s+for|in\s+charge\s+of)\s+(?:the\s+)?(?:[A-Z][\w-]+,?\s+(?:(?:and|of|for|the)\s+)*){1,8}(?=[a-z(])"
)
_CALLED = re.compile(r",?\s+(?:hereafter|hereinafter|henceforth)\s[^,;.]{2,60},")
_ADVERB = re.compile(r"\s+(?:also|today|hereby|further|then|jointly|yesterday|(?:on\s+)?[A-Z][a-z]+day|[a-z]+ly)\b")
_JOIN = re.compile(r"\s*(?:,|,?\s+and|,?\s+as\s+well\s+as|,?\s+together\s+with)\s+(?:of\s+)?(?:the\s+)?")
_WORD = re.compile(r"\s+([^\W\d_]+)\b")
_NAMES = re.compile(r"\s*:\s+(?=[A-Z])")  # "We, the Ministers of X: Minister A, Minister B, have met"
_GROUNDS = re.compile(
    r"\s*(?:\([^()\n]{2,40}\))?\s*,?\s*\n\s*(?:(?:\d+\.|[-–•(]\w?\)?)\s*)?(?:[A-Z]\w+ing|[A-Z]+ING)\b"
)
# "The Ministers attending the Meeting of the X on 4 May in Lima;", and on the next line "Reiterate"
_HANGS = re.compile(
    r"(?:\s+(?:on|in|at|from)\s[^.;\n]{2,120})?[,;]\s*\n\s*(?:(?:\(?\w{1,2}[.)]|[-–•])\s*)?([A-Z][A-Za-z]+)\b"
)
_ORGAN_ALONE = re.compile(
    r"(?:The\s+)?(?:Council|Assembly|Committee|Commission|Conference|Authority|Summit)"
    r"(?:\s+of\s+(?:Ministers|Heads\s+of\s+State(?:\s+(?:and|or)\s+Government)?|(?:Defen[cs]e|Foreign)\s+Ministers))?"
    r"(?:,|\s+(?:meeting|met|having|held|convened|noted|considered|recalling|reviewed)\b)",
    re.IGNORECASE,
)
_OWNS = re.compile(
    r"\b(?:Secretar(?:y|iat)(?:[- ]General)?|Charter|(?:Member\s+)?States|members|Council|Committee)"
    r"\s+of\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_COVER = re.compile(
    r"(?:the\s+)?(?:following|text\s+of)\b[^.]*\b(?:statement|communiqu[eé]|declaration)\b[^.]*:$", re.I
)
_SMALL_WORD = re.compile(r"(?<![\w’'])[a-z]{2,}")
_DASHES = ("-", "–")
_PAIRED = re.compile(r"^[-–+/]|[-–+/]$")  # "the X-Peru Dialogue" is not of X alone
_FINITE = frozenset(["was", "were", "has", "have", "is", "are", "took", "will", "issued", "ended", "which", "who"])
_ASIDE = re.compile(r"\s*,\s+(\w+)\b")
_PARTICIPLES = frozenset(
    ["held", "met", "assembled", "together", "along", "represented", "united", "at", "in", "under", "having"]
)
_JOINED = re.compile(
    r",?\s+(?:together\s+with|along\s+with|as\s+well\s+as)\s+(?:the\s+)?(?:\w+\s+){0,4}(?:of|from)\s+(?:the\s+)?"
)
_AMONG = re.compile(r"\b(?:including|such\s+as|among\s+them|inter\s+alia)\b[^.;:]*$", re.IGNORECASE)
_SITS = re.compile(r"(?:\s*\([^()]{2,60}\))?\s+(?:met|convened|assembled|gathered|held\s+(?:its|their|an?|the))\b")
_KINDS = tuple(DCO + kind for kind in ("InternationalOrganization", "SecurityArrangement", "InternationalOrgan"))


def skip_cover(text: str, opening: Sequence[Span], mentions: Sequence[Mention]) -> Sequence[Span]:
    """Return the opening without a first sentence that names nobody: "The text of the communiqué is as follows:".

    So is a line that says when and where alone: "Vienna, 4 June 1998."
    """
    idle = ("DATE", "LOC") if opening and not _SMALL_WORD.search(text, opening[0].start, opening[0].end) else ("DATE",)
    named = [any(m in span for m in mentions if m.type not in idle) for span in opening[:2]]
    covers = bool(opening) and _COVER.match(text, opening[0].start, opening[0].end) is not None
    return opening[1:] if named == [False, True] or (covers and named == [True, True]) else opening


def find_lead(
    text: str, opening: Sequence[Span], mentions: Sequence[Mention], seated: Collection[str], naming: Naming
) -> list[str]:
    """Return the parties that the subject of one of the first two sentences names, where a body is among them.

    ``seated`` are the states for which persons speak: where they are all members of a body that is named without its
    session or those who sit in it, these are the parties. Where there are several, the second sentence tells no more
    than what somebody else did.
    """
    for sentence in opening[: 1 if len(seated) > 1 else 2]:
        inside = [m for m in mentions if m in sentence]
        for at, mention in enumerate(inside):
            before = inside[at - 1] if at else None
            if before and before.iri in naming.codes and _JOINED.fullmatch(text, before.end, mention.start):
                continue  # "A and B, together with representatives of X, met"
            if text[mention.end : mention.end + 1] in _DASHES and mention.type == "ORG":
                continue  # "the X-Peru Dialogue" is not of X alone
            if _AMONG.search(text, sentence.start, mention.start):
                break  # "Representatives of ten bodies, including X and, as a guest, Y, discussed"
            named = _with_region(text, before, mention, naming)
            if _is_body(mention, naming) and (head := _head(text, sentence, named)) is not None:
                found, end, sits = _read_list(text, inside[at:], naming)
                if not _acts(text, end):  # "the Ministers of X, together with the envoy of Y and the Office of Z, met"
                    found, end, sits = _read_list(text, [mention], naming)
                known = sits or head or found[0] in naming.knowledge or _SITS.match(text, end)
                if found and known and _acts(text, end):
                    owner = naming.knowledge.value(found[0], "dco:organOf") or ""
                    members = load_members().get(found[0], frozenset()) | load_members().get(owner, frozenset())
                    return [] if members and members <= set(seated) and not head else found
    return []


def find_forum(text: str, opening: Sequence[Span], mentions: Sequence[Mention], naming: Naming) -> list[str]:
    """Return the forum or initiative that no list has and that an opening sentence makes its subject."""
    for sentence in opening[:2]:
        for mention in mentions:
            iri = mention.iri or ""
            unlisted = is_forum(iri) and iri not in naming.knowledge
            if not unlisted or mention not in sentence:
                continue
            tail = _OFFICE_TAIL.match(text, mention.end)
            acts = _acts(text, mention.end) or (tail is not None and _acts(text, tail.end()))
            if acts and _head(text, sentence, mention) is not None:
                return [iri]
    return []


def may_lead(text: str, sentence: Span, mention: Mention, naming: Naming) -> bool:
    """Tell whether a body may be who acts in a sentence: a listed one, or one that no verb or place stands before."""
    return (mention.iri or "") in naming.knowledge or _head(text, sentence, mention) is not None


def find_bare_organ(text: str, opening: Sequence[Span], mentions: Sequence[Mention], naming: Naming) -> list[str]:
    """Return the one body of which a text names posts and papers, where its organ begins it without its name.

    "The Council of Ministers, meeting in Lima," and later "the Secretary-General of the X".
    """
    if not any(_ORGAN_ALONE.match(text, sentence.start, sentence.end) for sentence in opening[:3]):
        return []
    owners = unique(
        m.iri
        for m in mentions
        if m.type == "ORG" and _is_body(m, naming) and _OWNS.search(text, max(0, m.start - 48), m.start)
    )
    return owners if len(owners) == 1 else []


def find_resolving(text: str, mentions: Sequence[Mention], naming: Naming) -> list[str]:
    """Return the body that a line of its own makes the subject of the participles below it.

    "THE PERMANENT COUNCIL OF THE X,", and on the next line "RECALLING ...".
    """
    for mention in mentions:
        start = text.rfind("\n", 0, mention.start) + 1
        if not _is_body(mention, naming) or not _GROUNDS.match(text, mention.end):
            continue
        words = text[start : mention.start]
        if names_organ(words) or _DETERMINED.fullmatch(words):
            return [_owner(mention, naming)]
    return []


def _is_body(mention: Mention, naming: Naming) -> bool:
    """Tell whether a mention is of an organization that can speak, or of a named meeting of a listed one."""
    if mention.type == "EVENT" and mention.iri and mention.iri not in naming.knowledge:
        return _owner(mention, naming) != mention.iri
    if mention.iri is None or mention.type != "ORG" or owning_state(mention.iri):
        return False
    kinds = naming.knowledge.values(mention.iri, "rdf:type")
    return not kinds or any(kind in _KINDS for kind in kinds)


def _with_region(text: str, before: Mention | None, mention: Mention, naming: Naming) -> Mention:
    """Return the mention of a body from where its name begins, with the state in it: "the Peru Contact Group"."""
    joined = before is not None and before.type == "STATE" and text[before.end : mention.start] == " "
    noun = fold(mention.text.split()[-1])
    return replace(mention, start=before.start) if before and joined and noun in naming.body_nouns else mention


def _head(text: str, sentence: Span, mention: Mention) -> bool | None:
    """Tell whether words before a name say who of it acts ("the Council of Ministers of the"), None where it is no
    subject.
    """
    starts = [sentence.start, *(m.end() for m in _BREAKS.finditer(text, sentence.start, mention.start))]
    for start in starts:
        words = text[start : mention.start]
        if names_organ(words) or (mention.type in ("ORG", "EVENT") and names_organ(words.rstrip() + " of")):
            return True  # "The Council of the | X", "The Ministers attending the | Meeting of the X"
        if _DETERMINED.fullmatch(words):
            return False
    return None


def _read_list(text: str, mentions: Sequence[Mention], naming: Naming) -> tuple[list[str], int, bool]:
    """Return the parties of the list that begins with the first mention, where it ends, and whether offices follow."""
    found, end = [_owner(mentions[0], naming)], mentions[0].end
    whole = next((m for m in mentions[1:] if _OF.fullmatch(text, end, m.start)), None)
    if whole and whole.type == "ORG":  # "the Planning Committee | of the X", "the Council of Ministers | of the X"
        end = whole.end
        found = (
            [_owner(whole, naming)] if names_organ(f"{mentions[0].text} of") and mentions[0].type == "ORG" else found
        )
    tail = _OFFICE_TAIL.match(text, end)
    end, sits = (tail.end(), True) if tail else (end, False)
    for mention in mentions[1:]:
        if mention.start < end or mention.type == "LOC":
            continue
        between = text[end : mention.start]
        if not _JOIN.fullmatch(between) and not joins_offices(between):
            break
        national = owning_state(mention.iri)
        if mention.iri not in naming.codes and not national and not _is_body(mention, naming):
            break
        found.append(national or _state_in(mention, naming) or _owner(mention, naming))
        end = mention.end
    members = load_members()
    named = set(found)
    bodies = [iri for iri in found if iri not in naming.codes and len(members.get(iri, frozenset()) & named) < 2]
    return unique(found) if bodies else [], end, sits  # "NATO Ministers of A, B and C": those who are named


def _state_in(mention: Mention, naming: Naming) -> str | None:
    """Return the one state in the name of a body that no list knows: "Office of Lakes of Canada"."""
    hits = naming.gazetteer.find(mention.text).get("name", []) if (mention.iri or "") not in naming.knowledge else []
    states = unique(hit.entries[0].iri for hit in hits if hit.entries[0].iri in naming.codes)
    return states[0] if len(states) == 1 else None


def _owner(mention: Mention, naming: Naming) -> str:
    """Return the listed organization whose organ a name says ("X Council of Ministers"), or what is named."""
    iri = mention.iri or ""
    if iri in naming.knowledge:
        return naming.knowledge.value(iri, "dco:plenaryOf") or iri
    hits = naming.gazetteer.find(mention.text).get("name", [])
    alone = (hit for hit in hits if not _PAIRED.search(mention.text, max(0, hit.start - 1), hit.end + 1))
    listed = unique(hit.entries[0].iri for hit in alone if len(hit.entries) == 1)
    bodies = [one for one in listed if one.startswith(DCR + "org/") and owning_state(one) is None]
    known = [one for one in bodies if not {*_KINDS}.isdisjoint(naming.knowledge.values(one, "rdf:type"))]
    return known[0] if len(known) == 1 else iri


def _acts(text: str, end: int) -> bool:
    """Tell whether a verb follows, behind brackets, adverbs and asides."""
    lexicon = load_frames()
    if further := _FURTHER.match(text, end):
        end = further.end() - 1  # "and the Representatives of the Movements": nobody that a list knows
    asides = (_BRACKET, _APPENDED, _ADVERB, _LEVEL, _CALLED, _FIELD)
    while skipped := next((found for aside in asides if (found := aside.match(text, end))), None):
        end = skipped.end() - text[skipped.start() : skipped.end()].endswith(" ")
    if _NAMES.match(text, end):
        return True
    if (hung := _HANGS.match(text, end)) and (fold(hung[1]) in lexicon.verbs or fold(hung[1]).endswith("ing")):
        return True
    aside = _ASIDE.match(text, end)
    if aside:
        participle = fold(aside[1])
        return participle in _PARTICIPLES or participle.endswith(("ing", "ed"))
    word = _WORD.match(text, end)
    return word is not None and (fold(word[1]) in _FINITE or fold(word[1]) in lexicon.verbs)
