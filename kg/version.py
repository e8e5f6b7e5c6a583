"""The version of the program, as its package metadata and the graphs it makes tell it."""

__all__ = ["__version__"]

__version__ = "0.1.0"
