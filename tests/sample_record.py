"""A small hand-made record for the stages after extraction: an invented meeting of Italy and Australia.

Every part of the record's model occurs: linked and unlinked mentions, joint and unilateral acts, a meeting, an exercise
and a course attendance, commitments of three firmnesses, reified and plain facts, a fact that is only hoped, an issue.
"""

from __future__ import annotations

import hashlib

from kg.names import DCC, DCO, DCR, document_iri, document_slug
from kg.record import (
    Act,
    Activity,
    Commitment,
    Concept,
    Document,
    Entity,
    Fact,
    Issue,
    Mention,
    MentionType,
    Part,
    Record,
    Reference,
    Span,
    Time,
)

__all__ = ["SAMPLE_IRI", "TEXT", "sample_record"]

TITLE = "Joint Statement of the Ministry of Defence of Italy and the Department of Defence of Australia"
TEXT = f"""{TITLE}

4 March 2021
Rome

1. Minister of Defence of Italy Anna Bianchi and Minister for Defence of Australia Tom O’Neill met in Rome on 4 \
March 2021. The Ministers welcomed that a naval exercise was conducted in the Gulf of Aden between the Italian \
Navy and the Royal Australian Navy last year.
2. The Ministers strongly condemned North Korea's ballistic missile launches in violation of resolution 2397 \
adopted on 22 December 2017. Minister Bianchi expressed gratitude for Australia's contribution to the fight \
against piracy.
3. The Ministers agreed as follows:
    Education: Italy will send officers to the Sea Safety Course in Perth. The Ministers decided to sign a \
Memorandum on Cyber Defence by 2022 and to explore the possibility of joint patrols.
The Ministers hoped that Australia would become a partner of NATO. The weather was mild 😀.
"""

SAMPLE_IRI = document_iri(document_slug(TITLE, "2021-03-04", "rome"))

ITALY, AUSTRALIA, KOREA = (f"{DCR}state/{code}" for code in ("ITA", "AUS", "PRK"))
BIANCHI, ONEILL = f"{DCR}person/anna-bianchi", f"{DCR}person/tom-o-neill"
POST_ITALY, POST_AUSTRALIA = f"{DCR}post/ITA/minister-of-defence", f"{DCR}post/AUS/minister-of-defence"
MOD_ITALY, MOD_AUSTRALIA = f"{DCR}org/ITA/ministry-of-defence", f"{DCR}org/AUS/ministry-of-defence"
NAVY_ITALY, NAVY_AUSTRALIA = f"{DCR}org/ITA/navy", f"{DCR}org/AUS/navy"
NATO, ROME, PERTH = f"{DCR}org/nato", f"{DCR}place/rome", f"{DCR}place/perth"
GULF, RESOLUTION = f"{DCR}place/gulf-of-aden", f"{DCR}resolution/unsc-2397"
COURSE, MEMORANDUM = f"{DCR}programme/sea-safety-course", f"{DCR}instrument/memorandum-on-cyber-defence"
MISSILES, PIRACY = f"{DCC}issue/ballistic-missiles", f"{DCC}issue/piracy"
EDUCATION, EXERCISE, CYBER = f"{DCC}area/education", f"{DCC}area/exercise", f"{DCC}area/cyber-defence"


def span(words: str, within: str = "") -> Span:
    """Return where words stand in the text, inside the first passage that begins with ``within``."""
    start = TEXT.index(words, TEXT.index(within) if within else 0)
    return Span(start, start + len(words))


def _part(kind: str, words: Span, parent: int | None = None, **more: object) -> Part:
    return Part(words.start, words.end, kind, parent=parent, **more)  # type: ignore[arg-type]


def _until(first: str, last: str) -> Span:
    start = TEXT.index(first)
    return Span(start, TEXT.index(last, start) + len(last))


FIRST = _until("1. Minister", "last year.")
SECOND = _until("2. The Ministers", "against piracy.")
THIRD = _until("3. The Ministers", "joint patrols.")
EDUCATION_ITEM = _until("Education:", "joint patrols.")
MEETING = _until("Minister of Defence of Italy Anna", "4 March 2021.")
WELCOMED = _until("The Ministers welcomed", "last year.")
CONDEMNED = _until("The Ministers strongly", "December 2017.")
THANKED = _until("Minister Bianchi expressed", "against piracy.")
AGREED = _until("The Ministers agreed", "follows:")
SENDING = _until("Italy will send", "in Perth.")
DECIDED = _until("The Ministers decided", "joint patrols.")
LAST = _until("The Ministers hoped", "mild 😀.")
HOPED = _until("The Ministers hoped", "of NATO.")
WEATHER = _until("The weather", "😀.")

PARTS = (
    _part("title", span(TITLE)),
    _part("dateline", span("4 March 2021")),
    _part("paragraph", FIRST, number="1"),
    _part("sentence", MEETING, 2),
    _part("sentence", WELCOMED, 2),
    _part("paragraph", SECOND, number="2"),
    _part("sentence", CONDEMNED, 5),
    _part("sentence", THANKED, 5),
    _part("paragraph", THIRD, number="3"),
    _part("sentence", AGREED, 8),
    _part("item", EDUCATION_ITEM, 8, heading="Education", areas=(EDUCATION,)),
    _part("sentence", SENDING, 10),
    _part("sentence", DECIDED, 10),
    _part("paragraph", LAST),
    _part("sentence", HOPED, 13),
    _part("sentence", WEATHER, 13),
)

ENTITIES = (
    Entity(ITALY, f"{DCO}State", ("Italy",)),
    Entity(AUSTRALIA, f"{DCO}State", ("Australia",)),
    Entity(KOREA, f"{DCO}State", ("North Korea",)),
    Entity(BIANCHI, f"{DCO}Person", ("Anna Bianchi", "Minister Bianchi")),
    Entity(ONEILL, f"{DCO}Person", ("Tom O’Neill",)),
    Entity(POST_ITALY, f"{DCO}Post", ("Minister of Defence of Italy",)),
    Entity(POST_AUSTRALIA, f"{DCO}Post", ("Minister for Defence of Australia",)),
    Entity(MOD_ITALY, f"{DCO}DefenceMinistry", ("Ministry of Defence of Italy",)),
    Entity(MOD_AUSTRALIA, f"{DCO}DefenceMinistry", ("Department of Defence of Australia",)),
    Entity(NAVY_ITALY, f"{DCO}ArmedService", ("Italian Navy",)),
    Entity(NAVY_AUSTRALIA, f"{DCO}ArmedService", ("Royal Australian Navy",)),
    Entity(ROME, f"{DCO}City", ("Rome",)),
    Entity(PERTH, f"{DCO}City", ("Perth",)),
    Entity(GULF, f"{DCO}SeaArea", ("Gulf of Aden",)),
    Entity(NATO, f"{DCO}InternationalOrganization", ("NATO",)),
    Entity(RESOLUTION, f"{DCO}SecurityCouncilResolution", ("resolution 2397",)),
    Entity(COURSE, f"{DCO}Course", ("Sea Safety Course",)),
    Entity(MEMORANDUM, f"{DCO}Memorandum", ("Memorandum on Cyber Defence",)),
)


def _mention(words: str, kind: MentionType, iri: str | None, within: str = "") -> Mention:
    place = span(words, within)
    return Mention(place.start, place.end, words, kind, iri)


MENTIONS = (
    _mention("Anna Bianchi", "PER", BIANCHI),
    _mention("Tom O’Neill", "PER", ONEILL),
    _mention("Gulf of Aden", "LOC", GULF),
    _mention("Italian Navy", "ORG", NAVY_ITALY),
    _mention("Royal Australian Navy", "ORG", NAVY_AUSTRALIA),
    _mention("North Korea", "STATE", KOREA),
    _mention("resolution 2397", "INST", RESOLUTION),
    _mention("Sea Safety Course", "PROG", COURSE),
    _mention("Perth", "LOC", PERTH),
    _mention("Memorandum on Cyber Defence", "INST", MEMORANDUM),
    _mention("NATO", "ORG", NATO),
    _mention("22 December 2017", "DATE", None),
)


def _concept(words: str, iri: str) -> Concept:
    place = span(words)
    return Concept(place.start, place.end, words, iri)


CONCEPTS = (_concept("ballistic missile", MISSILES), _concept("piracy", PIRACY), _concept("Cyber Defence", CYBER))

LAST_YEAR = Time("last year", "2020-01-01", "2020-12-31", "year")
BY_2022 = Time("2022", "2022-01-01", "2022-12-31", "year")
MARCH = Time("4 March 2021", "2021-03-04", "2021-03-04", "day")
ADOPTION = Time("22 December 2017", "2017-12-22", "2017-12-22", "day")

_BOTH, _STATES = (BIANCHI, ONEILL), (ITALY, AUSTRALIA)


def _act(words: str, kind: str, strength: int, sentence: Span, **more: object) -> Act:
    place = Span(*_place(words, sentence))
    given: dict[str, object] = {
        "intensifiers": (),
        "hedges": (),
        "speakers": _BOTH,
        "onBehalfOf": _STATES,
        "topics": (),
        "targets": (),
        "addressees": (),
        "frameworks": (),
        "areas": (),
        "factuality": "done",
        "rule": f"act/{kind}",
        **more,
    }
    return Act(place.start, place.end, words, f"{DCC}act/{kind}", strength, evidence=sentence, **given)  # type: ignore[arg-type]


def _place(words: str, sentence: Span) -> tuple[int, int]:
    start = TEXT.index(words, sentence.start, sentence.end)
    return start, start + len(words)


ACTS = (
    _act(
        "welcomed",
        "welcome",
        3,
        WELCOMED,
        areas=(EXERCISE,),
        places=(GULF,),
        content=_until("that a naval", "last year"),
    ),
    _act(
        "condemned",
        "condemn",
        5,
        CONDEMNED,
        intensifiers=("strongly",),
        topics=(MISSILES,),
        targets=(KOREA,),
        frameworks=(RESOLUTION,),
        content=_until("North Korea's", "December 2017"),
    ),
    _act(
        "expressed gratitude",
        "thank",
        3,
        THANKED,
        speakers=(BIANCHI,),
        onBehalfOf=(ITALY,),
        topics=(PIRACY,),
        targets=(AUSTRALIA,),
        content=_until("for Australia's", "piracy"),
    ),
    _act("decided", "decide", 4, DECIDED, topics=(CYBER,), areas=(CYBER,), content=_until("to sign", "patrols")),
    _act("hoped", "hope", 1, HOPED, targets=(NATO,), factuality="hoped", content=_until("that Australia", "NATO")),
)

_OFFICERS = _until("send officers", "Perth")
_NAVAL = _until("naval exercise", "last year")

ACTIVITIES = (
    Activity(
        type=f"{DCO}Meeting",
        participants=_BOTH,
        places=(ROME,),
        time=MARCH,
        equipment=(),
        evidence=MEETING,
        rule="activity/met",
        start=span("met in Rome").start,
        end=span("met in Rome").end,
    ),
    Activity(
        type=f"{DCO}Exercise",
        participants=(NAVY_ITALY, NAVY_AUSTRALIA),
        places=(GULF,),
        time=LAST_YEAR,
        equipment=(),
        evidence=WELCOMED,
        rule="activity/exercise",
        start=_NAVAL.start,
        end=_NAVAL.end,
        areas=(EXERCISE,),
        name="naval exercise",
    ),
    Activity(
        type=f"{DCO}TrainingAttendance",
        participants=(),
        places=(PERTH,),
        time=None,
        equipment=(),
        evidence=SENDING,
        rule="activity/sending",
        start=_OFFICERS.start,
        end=_OFFICERS.end,
        factuality="intended",
        areas=(EDUCATION,),
        sender=ITALY,
        host=AUSTRALIA,
        programmes=(COURSE,),
    ),
)

_SIGN = _until("sign a Memorandum", "by 2022")
_EXPLORE = _until("explore the possibility", "patrols")


def _commitment(content: Span, firmness: str, **more: object) -> Commitment:
    given: dict[str, object] = {
        "debtors": _STATES,
        "creditors": (),
        "topics": (),
        "areas": (CYBER,),
        "deadline": None,
        "evidence": DECIDED,
        "act": Span(*_place("decided", DECIDED)),
        "rule": "commitment/decide",
        **more,
    }
    words = TEXT[content.start : content.end]
    return Commitment(object=words, content=content, firmness=firmness, **given)  # type: ignore[arg-type]


COMMITMENTS = (
    _commitment(_SIGN, "firm", deadline=BY_2022, frameworks=(MEMORANDUM,)),
    _commitment(_EXPLORE, "hedged", hedges=("explore the possibility of",), areas=()),
    _commitment(
        _until("Australia would", "NATO"), "hoped", areas=(), evidence=HOPED, act=Span(*_place("hoped", HOPED))
    ),
)


def _fact(subject: str, predicate: str, value: str, evidence: Span, **more: object) -> Fact:
    given: dict[str, object] = {"time": None, "rule": f"fact/{predicate}", **more}
    return Fact(subject, f"{DCO}{predicate}", value, evidence=evidence, **given)  # type: ignore[arg-type]


FACTS = (
    _fact(BIANCHI, "heldPost", POST_ITALY, MEETING, time=MARCH),
    _fact(ONEILL, "heldPost", POST_AUSTRALIA, MEETING, time=MARCH),
    _fact(POST_ITALY, "postIn", MOD_ITALY, MEETING),
    _fact(POST_AUSTRALIA, "postIn", MOD_AUSTRALIA, MEETING),
    _fact(MOD_ITALY, "organOf", ITALY, MEETING),
    _fact(MOD_AUSTRALIA, "organOf", AUSTRALIA, MEETING),
    _fact(NAVY_ITALY, "organOf", ITALY, WELCOMED),
    _fact(NAVY_AUSTRALIA, "organOf", AUSTRALIA, WELCOMED),
    _fact(RESOLUTION, "adoptedOn", "2017-12-22", CONDEMNED, literal=True, time=ADOPTION),
    _fact(RESOLUTION, "resolutionNumber", "2397", CONDEMNED, literal=True),
    _fact(MEMORANDUM, "signatory", ITALY, DECIDED, factuality="intended"),
    _fact(MEMORANDUM, "signatory", AUSTRALIA, DECIDED, factuality="intended"),
    _fact(AUSTRALIA, "partnerOf", NATO, HOPED, factuality="hoped", reportedBy=(ITALY,)),
)

_MINISTERS = span("The Ministers welcomed")
REFERENCES = (Reference(_MINISTERS.start, _MINISTERS.start + len("The Ministers"), "The Ministers", _BOTH),)

ISSUES = (Issue("unknown-verb", WEATHER.start, WEATHER.end, TEXT[WEATHER.start : WEATHER.end]),)


def sample_record(text: str = TEXT, source: str = "statements/rome.txt") -> Record:
    """Return the record; another text must only append to ``TEXT``, so that the offsets stay true."""
    document = Document(
        id=SAMPLE_IRI,
        title=TITLE,
        date="2021-03-04",
        place=ROME,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        source=source,
        publisher="Ministry of Defence",
        kind="joint statement",
        parties=_STATES,
        participants=_BOTH,
    )
    return Record(
        document, text, PARTS, ENTITIES, MENTIONS, CONCEPTS, ACTS, ACTIVITIES, COMMITMENTS, FACTS, ISSUES, REFERENCES
    )
