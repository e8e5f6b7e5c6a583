"""Precision, recall and F1 of the extraction against stand-off gold.

In: gold files and an extraction function. Out: an ``Evaluation``, and its renderings. ``docs/annotation.md`` tells
how gold is made and what each measure counts.
"""

from kg.evaluation.agreement import Agreement, agree, render_agreement
from kg.evaluation.crosswalk import Crosswalk, load_crosswalk
from kg.evaluation.evaluation import DocumentEvaluation, Evaluation, JudgedSentence, evaluate, judge
from kg.evaluation.gold import GoldDocument
from kg.evaluation.loading import load_gold
from kg.evaluation.rendering import render_groups, render_table, render_worst, to_json
from kg.evaluation.reporting import evaluate_gold
from kg.evaluation.scores import Outcome, Score

__all__ = [
    "Agreement",
    "Crosswalk",
    "DocumentEvaluation",
    "Evaluation",
    "GoldDocument",
    "JudgedSentence",
    "Outcome",
    "Score",
    "agree",
    "evaluate",
    "evaluate_gold",
    "judge",
    "load_crosswalk",
    "load_gold",
    "render_agreement",
    "render_groups",
    "render_table",
    "render_worst",
    "to_json",
]
