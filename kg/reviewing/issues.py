"""Issues as items: what was seen and not understood, grouped by what a person would have to add.

In: the passages of a store and the decisions made. Out: ``Item`` values with the line of Turtle or TOML that settles
them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from kg.decisions import Decisions
from kg.knowledge.frames import inflect, load_frames
from kg.knowledge.turtle import load_turtle
from kg.names import DCC, DCR, slug
from kg.reviewing.items import Item, ItemKind
from kg.reviewing.passages import Passages, Seen

__all__ = ["guess_lemma", "list_issues", "name_content"]

_EXAMPLES = 2
_FUNCTION = frozenset(
    ["a", "an", "the", "this", "that", "these", "those", "our", "their", "its", "his", "her", "my", "your", "both",
     "all", "each", "every", "any", "some", "such", "other", "and", "or", "but", "to", "of", "in", "on", "at", "by",
     "for", "from", "with", "within", "without", "under", "over", "about", "against", "among", "between", "through",
     "towards", "toward", "into", "upon", "as", "is", "are", "was", "were", "be", "been", "being", "has", "have", "had",
     "will", "would", "shall", "should", "can", "could", "may", "might", "must", "we", "they", "he", "she", "it", "who",
     "which", "whom", "whose", "when", "where", "while", "how", "if", "because", "also", "further", "not", "no", "very",
     "so", "more", "most", "only", "again", "together", "often", "new", "next", "one", "two", "three", "years", "year",
     "than", "ever", "out", "later", "them", "around", "across", "along", "during",
     "ourselves", "since", "throughout", "least", "once"]
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_BREAK = re.compile(r"[,.;:()“”\"]| [–—-] ")
_MOST_WORDS = 4
_SILENT_E = re.compile(r"(?:[aiou]t|i[sz]|[^aeiou][bcdgkpt]l|[cgsuvz]|[^aeiou]as|[aiou][rn]|[ao][kdb])$")


def list_issues(passages: Passages, decisions: Decisions) -> Iterator[Item]:
    """Yield an item for each group of issues that no decision ignores."""
    open_ = [seen for seen in passages.issues() if not _is_ignored(seen, decisions, passages.file_of(seen.document))]
    for code, group in _GROUPS.items():
        for key, members in _group(open_, code, group):
            yield _MAKERS[code](passages, key, members)


def _is_ignored(seen: Seen, decisions: Decisions, name: str) -> bool:
    return any(ignored.covers(seen.code, seen.words, name) for ignored in decisions.ignored)


def _group(seen: Iterable[Seen], code: ItemKind, key: Callable[[Seen], str]) -> list[tuple[str, list[Seen]]]:
    groups: dict[str, list[Seen]] = {}
    for passage in seen:
        if passage.code == code:
            groups.setdefault(key(passage), []).append(passage)
    return sorted(groups.items())


def _by_verb(seen: Seen) -> str:
    return guess_lemma(seen.words.split()[-1].lower())


def _by_content(seen: Seen) -> str:
    return name_content(seen.rest)


def _by_words(seen: Seen) -> str:
    return " ".join(seen.words.split())


def _by_document(seen: Seen) -> str:
    return seen.document


def _by_code(seen: Seen) -> str:
    return seen.code


_GROUPS: Mapping[ItemKind, Callable[[Seen], str]] = {
    "unknown-verb": _by_verb,
    "act-without-topic": _by_content,
    "unlinked-name": _by_words,
    "date-without-anchor": _by_document,
    "foreign-language-preface": _by_code,
}


def guess_lemma(form: str) -> str:
    """Return the likeliest base form of a regular verb's form; a person should look at it.

    >>> [guess_lemma(form) for form in ("accentuated", "decries", "harkened", "voicing", "planned", "stresses")]
    ['accentuate', 'decry', 'harken', 'voice', 'plan', 'stress']
    """
    for ending, put in (("ied", "y"), ("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x")):
        if form.endswith(ending) and len(form) > len(ending) + 1:
            return form.removesuffix(ending) + put
    for ending in ("ed", "ing"):
        if form.endswith(ending) and len(form) > len(ending) + 2:
            stem = form.removesuffix(ending)
            if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "lsz":
                return stem[:-1]
            return stem + "e" if _SILENT_E.search(stem) else stem
    return form.removesuffix("s") if form.endswith("s") and not form.endswith("ss") else form


def name_content(rest: str) -> str:
    """Return the noun phrase of an act's content that could name a topic, in lower case: of several, the longest.

    Names, adverbs and words that the lexicon has for acts name none. A single word is too broad for a label, and so is
    a phrase before "of": of "the safe return of stranded crews" the crews are the topic.

    >>> name_content(" the safe return of stranded crews, and more."), name_content(" this progress.")
    ('stranded crews', '')
    """
    runs = [run for run in _runs(_BREAK.split(rest, maxsplit=1)[0]) if 1 < len(run) <= _MOST_WORDS]
    known = {words for words, _, _ in _concept_words()}
    longest: list[str] = max((run for run in runs if frozenset(run) not in known), key=len, default=[])
    return " ".join(longest)


def _runs(clause: str) -> Iterator[list[str]]:
    """Yield the runs of words that could name a topic, but for those before "of"."""
    run: list[str] = []
    before = ""
    for match in _WORD.finditer(clause):
        word = match[0].lower().replace("’", "'").removesuffix("'s")
        verbal = before == "to" or (not run and word.endswith("ing"))
        if _is_topical(match[0], word) and not verbal:
            run.append(word)
        else:
            if word != "of":
                yield run
            run = []
        before = word
    yield run


def _is_topical(written: str, word: str) -> bool:
    frames = load_frames()
    known = word in _FUNCTION or word in frames.verbs or word in frames.nouns or word in frames.actors
    return not (known or written[0].isupper() or word.endswith("ly") or len(word) < 3)


def _verb(passages: Passages, lemma: str, seen: list[Seen]) -> Item:
    name = slug(lemma)
    forms = {seen[0].words.split()[-1].lower(), *inflect(lemma).values()} if len(lemma) > 1 else set()
    irregular = "" if forms <= set(inflect(lemma).values()) else f'\n    dco:pastForm "{seen[0].words.split()[-1]}" ;'
    add = (
        f'verb:{name} a dco:VerbFrame ;\n    rdfs:label "{lemma}"@en ;\n    dco:lemma "{lemma}" ;{irregular}\n'
        f"    dco:evokes act:… ;   # the act it performs; leave the line out where it performs none\n"
        f'    skos:example "…"@en .'
    )
    why = "a participant's verb before “that” which no frame of the lexicon has"
    return _item(passages, "unknown-verb", lemma, seen, why, add, "ontology/lexicon/verbs.ttl")


def _topic(passages: Passages, words: str, seen: list[Seen]) -> Item:
    if not words:
        why = "acts whose content is a person, a state or nothing special: no topic to add"
        return _item(passages, "act-without-topic", "acts that speak of no issue", seen, why, "", "")
    near = _near_concept(words)
    name, hint = near if near else (f"{DCC}issue/…", "the concept that it belongs to, or a new one")
    add = f'<{name}> skos:altLabel "{words}"@en .   # {hint}'
    file = "ontology/concepts/areas.ttl" if "/area/" in name else "ontology/concepts/issues.ttl"
    why = "acts whose content names no concept: a label that is missing, or a concept"
    return _item(passages, "act-without-topic", words, seen, why, add, file)


@lru_cache(maxsize=1)
def _concept_words() -> tuple[tuple[frozenset[str], str, str], ...]:
    """Return the words of every label of an issue or area, with the concept and its preferred label."""
    knowledge = load_turtle("concepts")
    concepts = [iri for iri in knowledge.subjects() if iri.startswith((DCC + "issue/", DCC + "area/"))]
    return tuple(
        (frozenset(name.lower().split()) - _FUNCTION, iri, knowledge.value(iri, "skos:prefLabel") or "")
        for iri in sorted(concepts)
        for name in knowledge.labels(iri)
    )


def _near_concept(words: str) -> tuple[str, str] | None:
    """Return the concept that shares two or more words with a phrase, and a hint; else None."""
    wanted = set(words.split())
    near = [(len(wanted & known), iri, label) for known, iri, label in _concept_words() if len(wanted & known) > 1]
    if not near:
        return None
    _, iri, label = max(near, key=lambda entry: (entry[0], entry[1]))
    return iri, f"by its words, “{label}”; or another concept"


def _name(passages: Passages, words: str, seen: list[Seen]) -> Item:
    known, kind = _named(passages, words), _body_kinds().get(words.lower())
    if kind:
        why = "a kind of body, and the words around it do not say of which state"
        add = f'<org/…/{kind}> skos:altLabel "{words}"@en .   # where only one state calls a body so'
        return _item(passages, "unlinked-name", words, seen, why, add, "ontology/reference/bodies.ttl")
    if known:
        why = f"the name of several: {', '.join(known)}"
        add = f'<{known[0]}> skos:altLabel "…"@en .   # a longer name by which the statement tells it apart'
    else:
        why = "a name that stands for nothing in the reference data"
        add = f'<org/{slug(words)}> a dco:Organization ;\n    skos:prefLabel "{words}"@en .'
    return _item(passages, "unlinked-name", words, seen, why, add, "ontology/reference/organizations.ttl")


@lru_cache(maxsize=1)
def _body_kinds() -> dict[str, str]:
    """Return the slug of each kind of body by its names in lower case."""
    knowledge = load_turtle("lexicon", "reference")
    return {
        name.lower(): knowledge.value(kind, "dco:bodySlug") or ""
        for kind in knowledge.instances("dco:BodyKind")
        for predicate in ("skos:altLabel", "skos:prefLabel")
        for name in knowledge.values(kind, predicate)
    }


def _named(passages: Passages, words: str) -> list[str]:
    literal = words.replace("\\", "").replace('"', "")
    query = f"""SELECT DISTINCT ?iri {{ VALUES ?name {{ "{literal}"@en "{literal}" }}
      ?iri skos:prefLabel|skos:altLabel|dco:abbreviation ?name FILTER(STRSTARTS(STR(?iri), "{DCR}")) }}"""
    return [iri.removeprefix(DCR) for (iri,) in passages.select(query)]


def _date(passages: Passages, document: str, seen: list[Seen]) -> Item:
    path = passages.paths.get(document, "")
    stem = path.rpartition(".")[0] or path
    words = passages.file_of(document)
    why = "dates such as “today” in a statement that gives no date of its own"
    return _item(passages, "date-without-anchor", words, seen, why, "date = YYYY-MM-DD", f"{stem}.meta.toml")


def _preface(passages: Passages, code: str, seen: list[Seen]) -> Item:
    why = (
        "a foreign-language passage before the statement, which is not read: nothing to do but to check that it is one"
    )
    return _item(passages, "foreign-language-preface", "foreign-language preface", seen, why, "", "")


def _item(passages: Passages, kind: ItemKind, words: str, seen: list[Seen], why: str, add: str, to: str) -> Item:
    said = {passage.words for passage in seen}
    text = f'\ntext = "{_quote(min(said))}"' if len(said) == 1 and kind != "foreign-language-preface" else ""
    documents = {passage.document for passage in seen}
    only = f'\ndocuments = ["{passages.file_of(min(documents))}"]' if kind == "date-without-anchor" else ""
    return Item(
        kind=kind,
        words=words,
        count=len(seen),
        documents=len(documents),
        why=why,
        examples=tuple(passages.example(passage) for passage in seen[:_EXAMPLES]),
        add=add,
        to=to,
        silence=f'[[ignore]]\ncode = "{kind}"{text}{only}',
    )


def _quote(words: str) -> str:
    return " ".join(words.split()).replace("\\", "\\\\").replace('"', '\\"')


_MAKERS: Mapping[ItemKind, Callable[[Passages, str, list[Seen]], Item]] = {
    "unknown-verb": _verb,
    "act-without-topic": _topic,
    "unlinked-name": _name,
    "date-without-anchor": _date,
    "foreign-language-preface": _preface,
}
