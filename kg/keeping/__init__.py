"""Looks after a store: what is wrong with it, how it is mended, and what a document said earlier.

In: a store's folder. Out: findings, a mended store, versions. It knows how documents are built, and nothing of how
results are shown.
"""
