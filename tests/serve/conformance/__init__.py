"""The W3C's SPARQL 1.0 and 1.1 test suites, put to a running endpoint over HTTP.

In: the suites' manifests. Out: an outcome for each test, and a table of them. ``python -m tests.serve.conformance``.
"""
