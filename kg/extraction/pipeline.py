"""The order of the stages: from a source to what is understood of it.

In: a ``Source``. Out: an ``Understanding``: parts, sentences, mentions, dates and participants, before acts, activities
and facts are sought. This is the one place that knows all stages; those of names are in the ``inventory``.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.errors import SourceError
from kg.extraction.dating.datelines import find_datelines, without_datelines
from kg.extraction.dating.dates import find_dates
from kg.extraction.dating.eras import read_in_era
from kg.extraction.frontmatter.headlines import find_kind, find_label, find_publisher, find_title
from kg.extraction.frontmatter.origins import find_day, find_place
from kg.extraction.inventory import Inventory, take_inventory
from kg.extraction.layout.blocks import find_blocks
from kg.extraction.layout.lists import with_verbs
from kg.extraction.layout.sentences import find_sentences
from kg.extraction.model import SPOKEN, Block, Sentence, Understanding
from kg.extraction.naming.candidates import SpanIndex
from kg.extraction.naming.compounds import name_compounds
from kg.extraction.naming.mentions import (
    find_adjectives,
    inside_blocks,
    make_concepts,
    make_entities,
    make_mentions,
    without_adjectives,
    without_halves,
    without_words,
)
from kg.extraction.naming.named_posts import describe_posts, find_named_posts, with_posts
from kg.extraction.naming.recurrences import find_recurrences
from kg.extraction.naming.rosters import Roster, find_rosters, without_headings
from kg.extraction.participation.participants import Cast, find_participants
from kg.extraction.participation.seats import is_spokesman
from kg.knowledge.gazetteer import Hit, Layer
from kg.knowledge.naming import Naming, load_naming
from kg.names import DCO, document_iri, document_slug
from kg.reading import Source
from kg.record import Document, Entity, Issue, Mention, Span

__all__ = ["looks_like_statement", "understand"]

_OPENING_SENTENCES = 6
_NAMED_ENOUGH = 2


def understand(source: Source) -> Understanding:
    """Return what the reading stages know of a document.

    Raises ``SourceError`` where the text holds no English paragraph at all.
    """
    text = source.text
    naming = load_naming()
    blocks = find_blocks(text)
    if not any(block.kind in SPOKEN for block in blocks):
        raise SourceError("no English paragraph in it", where=source.where, remedy="give the English text")
    hits: dict[Layer, list[Hit]] = {
        layer: inside_blocks(found, blocks) for layer, found in naming.gazetteer.find(text).items()
    }
    hits["name"] = without_words(text, hits.get("name", []), blocks)
    hits["name"] = without_halves(text, hits["name"], SpanIndex(hits.get("post", [])), naming)
    listed = SpanIndex(hits["name"])
    rosters = find_rosters(text, blocks, listed, naming)
    blocks = with_verbs(text, without_headings(blocks, rosters))
    sentences = find_sentences(text, blocks)
    headlines = find_sentences(text, blocks, kinds=("title", "heading"))
    publisher = source.metadata.publisher or find_publisher(text, blocks, listed, naming)
    publisher_state = _publisher_state(publisher, naming)
    title, title_spans = find_title(source, blocks, listed, naming)
    lines = find_datelines(text, blocks, lambda place: _is_city(listed, place))
    sentences = without_datelines(sentences, lines)
    spoken = [sentence for sentence in sentences if not any(sentence.span in roster.span for roster in rosters)]
    day = source.metadata.date or find_day(
        text, lines, blocks, _prose(spoken, blocks), [*title_spans, *(b.body for b in blocks if b.kind == "title")]
    )
    hits["name"], meant = read_in_era(text, hits.get("name", []), day, naming)
    names = take_inventory(text, blocks, lines, headlines, sentences, rosters, hits, publisher_state, day, naming)
    dates, date_issues = find_dates(text, day)
    mentions, dates, name_issues = make_mentions(text, names.candidates, dates, date_issues)
    adjectives = find_adjectives(text, hits["name"], mentions)
    shown, compounds = name_compounds(text, mentions, adjectives, hits.get("post", []), naming)
    shown = without_adjectives(text, shown)
    shown = tuple(sorted((*shown, *find_recurrences(text, mentions, shown, naming)), key=lambda m: (m.start, m.end)))
    posts = find_named_posts(text, hits.get("post", []), shown, adjectives, naming)
    offices, in_bodies = describe_posts(posts, naming)
    cast = _find_cast(source, title_spans, rosters, sentences, mentions, names, publisher_state, naming)
    document = Document(
        id=document_iri(document_slug(title, day, source.name)),
        title=title,
        date=day,
        place=find_place(text, source.metadata.place, lines, title_spans, _prose(sentences, blocks), mentions, naming),
        sha256=source.sha256,
        source=str(source.path) if source.path else source.name,
        language=source.metadata.language or "en",
        publisher=publisher,
        kind=source.metadata.kind or find_kind(title) or find_label(text, blocks),
        parties=cast.parties,
        participants=cast.persons,
    )
    issues = sorted(
        (*date_issues, *name_issues, *_preface_issues(text, blocks)), key=lambda i: (i.start, i.end, i.code)
    )
    return Understanding(
        document,
        text,
        blocks,
        sentences,
        mentions,
        make_concepts(text, hits.get("concept", []), mentions, names.second_places, naming),
        dates,
        cast.registry,
        _entities(names, mentions, cast, (*compounds, *offices), naming),
        (*cast.facts, *names.facts, *in_bodies),
        tuple(issues),
        adjectives,
        meant,
        names.affiliations,
        frozenset(person.iri for intro, person in names.persons.items() if is_spokesman(intro, naming)),
        with_posts(shown, posts),
    )


def _is_city(names: SpanIndex, place: int) -> bool:
    """Tell whether the name of a listed city begins here."""
    hit = names.starting(place)
    return hit is not None and any(entry.type == DCO + "City" for entry in hit.entries)


def _prose(sentences: Sequence[Sentence], blocks: Sequence[Block]) -> Sequence[Sentence]:
    """Return the sentences with the lines of lists behind the others."""
    return sorted(sentences, key=lambda sentence: blocks[sentence.block].kind == "bullet")


def looks_like_statement(understood: Understanding, acts: int) -> bool:
    """Tell whether a text is a statement at all.

    It is where it has a party or an act, speaks of several states and bodies, or of ministers, presidents or leaders.
    """
    if acts or understood.document.parties:
        return True
    named = {mention.iri for mention in understood.mentions if mention.iri and mention.type in ("STATE", "ORG", "INST")}
    plurals = {label for group in load_naming().groups if group.roles for label in group.labels}
    return len(named) >= _NAMED_ENOUGH or any(t.norm in plurals for s in understood.sentences for t in s.tokens)


def _find_cast(
    source: Source,
    title: list[Span],
    rosters: Sequence[Roster],
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    names: Inventory,
    publisher_state: str | None,
    naming: Naming,
) -> Cast:
    opening = [sentence.span for sentence in sentences[:_OPENING_SENTENCES]]
    return find_participants(
        source.text,
        title,
        opening,
        rosters,
        mentions,
        names.introductions,
        names.persons,
        names.shorts,
        publisher_state,
        None if title else source.metadata.title,
        names.holders,
        naming,
    )


def _publisher_state(publisher: str | None, naming: Naming) -> str | None:
    for hit in naming.gazetteer.find(publisher or "").get("name", []):
        iri = hit.entries[0].iri
        state = iri if iri in naming.codes else naming.knowledge.value(iri, "dco:organOf")
        if state:
            return state
    return None


def _preface_issues(text: str, blocks: Sequence[Block]) -> list[Issue]:
    return [
        Issue("foreign-language-preface", block.span.start, block.span.end, text[block.span.start : block.span.end])
        for block in blocks
        if block.kind == "preface"
    ]


def _entities(
    names: Inventory, mentions: Sequence[Mention], cast: Cast, compounds: Sequence[Entity], naming: Naming
) -> tuple[Entity, ...]:
    mentioned = {mention.iri for mention in mentions if mention.iri}
    wanted = mentioned | set(cast.persons) | {p.body for p in cast.registry.participants if p.body}
    found = {entity.iri: entity for entity in compounds if entity.iri not in naming.knowledge}
    found |= {entity.iri: entity for entity in cast.entities if entity.iri not in naming.knowledge}
    for entity in make_entities(names.candidates, {iri for iri in wanted if iri}, naming):
        found[entity.iri] = entity
    return tuple(found[iri] for iri in sorted(found))
