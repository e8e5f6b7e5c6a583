"""What a peer finds in texts: entities, and acts where it has any, as JSON. Runs in the peers' own environment.

``python peer_findings.py spacy|semantica LEXICON.json TEXT...`` prints ``{"seconds", "texts": [{"entities",
"acts"}]}``. An entity is ``[start, end, type, iri]``; an act ``[start, end, type, [speaker], [topic]]``. The spaCy peer
is a blank English pipeline with lookup lemmas and matchers compiled from the lexicon: what one writes first with that
library. Who speaks is whom the sentence names before the verb, else whom the first lines name.
"""

from __future__ import annotations

import json
import sys
import time
from bisect import bisect_right
from pathlib import Path
from typing import Any

_FRONT = 400
_SEMANTICA_TYPES = {"PERSON": "PER", "ORG": "ORG", "GPE": "STATE", "LOCATION": "LOC", "DATE": "DATE", "EVENT": "EVENT"}


class SpacyMatcher:
    """Matchers for names, concepts and verbs over a blank pipeline."""

    def __init__(self, lexicon: dict[str, Any]) -> None:
        import spacy
        from spacy.matcher import Matcher, PhraseMatcher

        self.nlp = spacy.blank("en")
        self.nlp.add_pipe("sentencizer")
        self.nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
        self.nlp.initialize()
        self.types: dict[str, str] = lexicon["types"]
        self.names, self.concepts = PhraseMatcher(self.nlp.vocab), PhraseMatcher(self.nlp.vocab, attr="LOWER")
        for matcher, key in ((self.names, "names"), (self.concepts, "concepts")):
            for iri, labels in lexicon[key].items():
                matcher.add(iri, [self.nlp.make_doc(label) for label in labels])
        self.verbs = Matcher(self.nlp.vocab)
        for act, lemmas in lexicon["verbs"].items():
            self.verbs.add(act, [[{"LEMMA": lemma}] for lemma in lemmas])

    def __call__(self, text: str) -> dict[str, list[Any]]:
        """Return the findings of one text."""
        from spacy.util import filter_spans

        doc = self.nlp(text)
        names = filter_spans(self.names(doc, as_spans=True))
        concepts = filter_spans(self.concepts(doc, as_spans=True))
        acting = [span for span in names if self.types[span.label_] in ("STATE", "ORG")]
        front = [span.label_ for span in acting if span.end_char <= _FRONT]
        starts = [sentence.start for sentence in doc.sents]
        ends = [sentence.end for sentence in doc.sents]
        acts = []
        for verb in filter_spans(self.verbs(doc, as_spans=True)):
            at = bisect_right(starts, verb.start) - 1
            named = [span.label_ for span in acting if starts[at] <= span.start and span.end <= verb.start]
            topics = [span.label_ for span in concepts if verb.end <= span.start and span.end <= ends[at]]
            speakers = sorted(set(named or front))
            acts.append([verb.start_char, verb.end_char, verb.label_, speakers, topics])
        entities = [[span.start_char, span.end_char, self.types[span.label_], span.label_] for span in names]
        return {"entities": entities, "acts": acts}


class SemanticaPatterns:
    """Semantica's recognition of entities by patterns; its relations carry no offsets."""

    def __init__(self, lexicon: dict[str, Any]) -> None:
        from semantica.semantic_extract import NamedEntityRecognizer

        self.recognizer = NamedEntityRecognizer(methods=["pattern"])

    def __call__(self, text: str) -> dict[str, list[Any]]:
        """Return the findings of one text."""
        found = self.recognizer.extract_entities(text)
        spans = {(one.start_char, one.end_char): _SEMANTICA_TYPES.get(one.label) for one in found}
        return {"entities": [[*span, kind, None] for span, kind in sorted(spans.items()) if kind], "acts": []}


def main() -> None:
    """Print what one peer finds, and its CPU seconds without loading."""
    kind, lexicon, *texts = sys.argv[1:]
    peer = {"spacy": SpacyMatcher, "semantica": SemanticaPatterns}[kind](json.loads(Path(lexicon).read_text("utf-8")))
    contents = [Path(text).read_text(encoding="utf-8") for text in texts]
    peer(contents[0])
    start = time.process_time()
    found = [peer(content) for content in contents]
    sys.stdout.write(json.dumps({"seconds": time.process_time() - start, "texts": found}))


if __name__ == "__main__":
    main()
