"""Looks after a store: what is wrong with it, how it is mended, what a document said earlier, and how it is forgotten.

In: a store's folder. Out: findings, a mended store, versions. It knows how documents are built, and nothing of how
results are shown.
"""

from __future__ import annotations

from kg.keeping.doctor import Diagnosis, Fault, diagnose
from kg.keeping.forgetting import ForgetReport, forget, forget_before
from kg.keeping.history import Act, Version, changes, to_prov, versions_of
from kg.keeping.repair import RepairReport, repair

__all__ = [
    "Act",
    "Diagnosis",
    "Fault",
    "ForgetReport",
    "RepairReport",
    "Version",
    "changes",
    "diagnose",
    "forget",
    "forget_before",
    "repair",
    "to_prov",
    "versions_of",
]
