"""Semantica's pattern mode over the files named: prints the CPU seconds. Runs in the peers' own environment."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from semantica.semantic_extract import NamedEntityRecognizer, RelationExtractor

texts = [Path(name).read_text(encoding="utf-8") for name in sys.argv[1:]]
recognizer, extractor = NamedEntityRecognizer(methods=["pattern"]), RelationExtractor(method="pattern")
start = time.process_time()
for text in texts:
    extractor.extract_relations(text, recognizer.extract_entities(text))
print(time.process_time() - start)
