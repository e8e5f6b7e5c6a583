"""The outcomes as a page of the documentation."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.serve.conformance.manifests import Case
from tests.serve.conformance.outcomes import Outcome

_REASONS = Path(__file__).with_name("reasons.toml")
_VERDICTS = ("passed", "failed", "out of scope")
_HEAD = """# SPARQL conformance

The W3C's test suites for SPARQL 1.0 and 1.1, put to `kg serve` over HTTP by `make w3c`, which writes this page.
Data become named graphs of one store, and each test names its dataset by the parameters of the protocol. Literals are
compared as values, since the store keeps them so. Where a test of the Graph Store Protocol writes, the endpoint must
refuse (405), the write is made beside it, and the endpoint must then show it.

"""


def load_reasons() -> dict[str, str]:
    """Return the reason of each test that is known not to pass."""
    listed = tomllib.loads(_REASONS.read_text(encoding="utf-8"))["reason"]
    return {test: reason["text"] for reason in listed for test in reason["tests"]}


def find_surprises(outcomes: Iterable[Outcome]) -> list[str]:
    """Return a line for each failure without a reason, and for each reason without a failure."""
    listed = list(outcomes)
    reasons = load_reasons()
    failed = {outcome.id for outcome in listed if outcome.verdict == "failed"}
    lines = [
        f"{one.id}: fails without a known reason: {one.note}" for one in listed if one.id in failed - reasons.keys()
    ]
    ran = {outcome.id for outcome in listed}
    return lines + [f"{test}: passes; take it out of reasons.toml" for test in sorted(reasons.keys() & ran - failed)]


def render(cases: Mapping[str, Case], outcomes: Iterable[Outcome]) -> str:
    """Return the page."""
    listed = list(outcomes)
    lines = [_HEAD + "| suite | folder | passed | failed | out of scope |", "| --- | --- | ---: | ---: | ---: |"]
    for suite in sorted({case.suite for case in cases.values()}):
        of_suite = [outcome for outcome in listed if cases[outcome.id].suite == suite]
        for group in sorted({cases[outcome.id].group for outcome in of_suite}):
            lines.append(_row(suite, group, [one for one in of_suite if cases[one.id].group == group]))
        lines.append(_row(f"**{suite}**", "**all**", of_suite))
    reasons, failed = load_reasons(), [outcome.id for outcome in listed if outcome.verdict == "failed"]
    lines += ["", "## Failures", ""]
    for text in dict.fromkeys(reasons[test] for test in failed):
        lines.append(f"- {text} {', '.join(f'`{test}`' for test in failed if reasons[test] == text)}")
    lines += ["", "## Out of scope", ""]
    scope = Counter(outcome.note for outcome in listed if outcome.verdict == "out of scope")
    lines += [f"- {count} tests: {note}." for note, count in sorted(scope.items())]
    return "\n".join(lines) + "\n"


def _row(suite: str, group: str, outcomes: list[Outcome]) -> str:
    counts = Counter(outcome.verdict for outcome in outcomes)
    return f"| {suite} | {group} | {' | '.join(str(counts[verdict]) for verdict in _VERDICTS)} |"
