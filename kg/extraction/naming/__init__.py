"""Naming: where the text names somebody or something, and which individual that is."""
