"""The encoding of a saved page: its byte order mark, what was told with it, its own declaration, or UTF-8.

In: bytes. Out: text, decoded strictly. An encoding is never guessed from what the bytes look like.
"""

from __future__ import annotations

import codecs
import re

from kg.errors import SourceError

__all__ = ["decode_page"]

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HEAD = 4096
_DECLARED = re.compile(
    rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]+)|^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.I
)
# What the names mean to browsers: the older Western names stand for windows-1252, the Asian ones for their supersets.
_MEANT = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-9": "cp1254",
    "utf-16": "utf-8",
    "utf-16le": "utf-8",
    "utf-16be": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
}
_KNOWN = re.compile(
    r"utf-?8|windows-125\d|iso-?8859-\d{1,2}|koi8-[ru]|euc-jp|iso-2022-jp|big5|gb18030|tis-620|cp\d{3,4}"
)


def decode_page(raw: bytes, given: str = "") -> str:
    """Return the text of a page. Raises ``SourceError`` for an unknown encoding and for bytes that do not fit it.

    ``given`` is the encoding that was told with the page; it goes before the page's own declaration.

    >>> decode_page(b'<meta charset="iso-8859-1"><p>M\\xe1laga')
    '<meta charset="iso-8859-1"><p>Málaga'
    """
    encoding, skip = next(((name, len(bom)) for bom, name in _BOMS if raw.startswith(bom)), ("", 0))
    declared = "" if encoding else given.lower()
    if declared:
        encoding = _find_codec(declared)
    elif not encoding and (match := _DECLARED.search(raw[:_HEAD])):
        declared = (match[1] or match[2]).decode("ascii", "replace").lower()
        encoding = _find_codec(declared)
    try:
        return raw[skip:].decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        name = f"{declared}, which the page declares" if declared else (encoding or "utf-8").upper()
        raise SourceError(
            f"not valid {name}, at byte {error.start + skip}",
            remedy="declare its encoding in a <meta charset> or save the page as UTF-8",
        ) from error


def _find_codec(declared: str) -> str:
    if declared in _MEANT:
        return _MEANT[declared]
    if _KNOWN.fullmatch(declared):
        try:
            return codecs.lookup(declared).name
        except LookupError:
            pass
    raise SourceError(f"declares the unknown encoding {declared[:40]!r}", remedy="save the page as UTF-8")
