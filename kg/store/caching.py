"""Where what can be made again from a server's store is kept on this machine.

In: a server's address. Out: a folder of the user's own, as the XDG Base Directory Specification has it, or nothing.
Whoever deletes it loses time only.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

__all__ = ["cache_folder"]


def cache_folder(address: str) -> Path | None:
    """Return the folder for one address, made if need be; None where this user cannot have one."""
    try:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        folder = base / "defcoop" / hashlib.sha256(address.encode()).hexdigest()[:32]
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError):  # a home that may not be written, or none
        return None
    return folder
