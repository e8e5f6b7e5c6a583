"""What holds for every text: exact spans, nested parts, the same result in every run."""

import os
import subprocess
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.extraction.pipeline import understand
from kg.reading import read_text

SENTENCES = (
    "The Ministers of Defence Norway and Portugal’s Kari Lund, (NATO) welcomed U.S. Treaty on Rescue 2397 resolution "
    "in Oslo 3 May 2022 today We: 1. - P-3C \u00adco\u00ad Málaga \U0001d538 İ “ ” ; . ( )"
)
WORDS = [*SENTENCES.split(" "), "\r\n", "\n\n", "\u2028", "\u00a0"]
TEXTS = st.lists(st.sampled_from(WORDS) | st.text(max_size=4), min_size=1, max_size=60).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_every_span_lies_in_its_text_and_quotes_it(text):
    try:
        found = understand(read_text(text))
    except SourceError:
        return  # empty, or a control character
    for item in (*found.mentions, *found.concepts, *found.issues, *found.adjectives):
        assert text[item.start : item.end] == item.text != ""
    for dated in found.dates:
        assert text[dated.span.start : dated.span.end] == dated.time.text
        assert dated.time.begin <= dated.time.end
    assert all(one.end <= other.start for one, other in zip(found.mentions, found.mentions[1:], strict=False))
    for sentence in found.sentences:
        assert sentence.span in found.blocks[sentence.block].body
        assert all(text[token.start : token.end] == token.text for token in sentence.tokens)


def test_the_same_text_gives_the_same_understanding_under_every_hash_seed():
    program = (
        "from kg.extraction.pipeline import understand; from kg.reading import read_text\n"
        "print(understand(read_text('Joint Statement\\n\\nWe, the Defence Ministers of Norway, Chile and Portugal, "
        "met. President Kari Lund of Norway (NOR) and Mr. Silva recalled the Polar Rescue Treaty (PRT).')))"
    )
    results = set()
    for seed in ("1", "2", "3"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True)
        results.add(done.stdout)
    assert len(results) == 1
