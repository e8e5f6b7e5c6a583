"""The command line: a thin layer over ``kg.graph``."""
