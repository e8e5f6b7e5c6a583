"""The secrets that a server asks for, from the environment or from a file, never from a command line.

In: ``KG_SPARQL_USER`` with ``KG_SPARQL_PASSWORD``, or ``KG_SPARQL_TOKEN``, or a TOML file with ``user`` and
``password``, or ``token``, that ``KG_SPARQL_CREDENTIALS`` or an option names. Out: ``Credentials``, which never show
themselves.
"""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import StoreError

__all__ = ["Credentials", "load_credentials"]

_KEYS = ("user", "password", "token")


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user with a password (for basic and digest authentication), or a bearer token; all empty: nobody.

    >>> Credentials("dba", "secret")
    Credentials()
    """

    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    def __bool__(self) -> bool:
        return bool(self.user or self.token)

    def redact(self, text: str) -> str:
        """Return a server's words without the secrets, should it have sent them back.

        >>> Credentials("dba", "secret").redact("wrong password 'secret'")
        "wrong password '***'"
        """
        for secret in (self.password, self.token):
            text = text.replace(secret, "***") if secret else text
        return text


def load_credentials(file: Path | None = None, environment: Mapping[str, str] | None = None) -> Credentials:
    """Return the credentials of a file, else of the environment. Raises ``StoreError`` where they are of no use."""
    known = os.environ if environment is None else environment
    named = file or (Path(known["KG_SPARQL_CREDENTIALS"]) if known.get("KG_SPARQL_CREDENTIALS") else None)
    if named is not None:
        return _read(named)
    values = {key: known.get(f"KG_SPARQL_{key.upper()}", "") for key in _KEYS}
    return _checked(values, "the environment")


def _read(path: Path) -> Credentials:
    try:
        mode = path.stat().st_mode
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise StoreError(f"cannot be read: {error.strerror or error}", where=path) from error
    except ValueError as error:
        raise StoreError("is no TOML", where=path, remedy='write: user = "…" and password = "…"') from error
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise StoreError("others may read these secrets", where=path, remedy=f"run: chmod 600 {path}")
    if not content or not all(key in _KEYS and isinstance(value, str) for key, value in content.items()):
        raise StoreError(f"holds other things than {', '.join(_KEYS)}", where=path, remedy="keep only those")
    return _checked({key: content.get(key, "") for key in _KEYS}, path)


def _checked(values: dict[str, str], where: object) -> Credentials:
    if values["token"] and values["user"]:
        raise StoreError("a user and a token", where=where, remedy="keep one of the two")
    if values["password"] and not values["user"]:
        raise StoreError("a password without a user", where=where, remedy="give the user, too")
    if any(not value.isprintable() for value in values.values()):
        raise StoreError("a secret holds a control character", where=where, remedy="write it on one line")
    return Credentials(**values)
