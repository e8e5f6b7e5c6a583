"""Reviewing: what a person should look at, most frequent first, with what to write and where."""

from __future__ import annotations

from kg.reviewing.items import Example, Item, ItemKind
from kg.reviewing.listing import render_json, render_text, review

__all__ = ["Example", "Item", "ItemKind", "render_json", "render_text", "review"]
