"""Extraction: from a source to its record, stage by stage. Knows nothing of RDF."""
