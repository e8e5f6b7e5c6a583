"""Explaining: why the graph says something, down to a sentence, a line of the lexicon or of the reference data."""

from __future__ import annotations

from kg.explaining.asking import explain
from kg.explaining.explanation import Explanation
from kg.explaining.rendering import render_json, render_text

__all__ = ["Explanation", "explain", "render_json", "render_text"]
