"""Syntax: clauses, verb groups and actor phrases, before any meaning is sought."""
