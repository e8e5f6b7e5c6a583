"""Findings: commitments, activities and stated facts."""
