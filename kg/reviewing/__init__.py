"""Reviewing: what a person should look at, and the decisions that a person made."""
