"""Participation: the parties of a statement, who takes part and for whom."""
