"""What the program knows of the world and of the language, read from ``ontology/`` into frozen values."""
