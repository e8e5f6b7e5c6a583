"""What makes the ontology fit to be cited: quality reports, the merged release, and the reference pages.

In: the files of ``ontology/`` and ``queries/``. Out: findings, one Turtle file, static HTML. Nothing here takes part in
building a graph, and nothing of the pipeline imports it.
"""
