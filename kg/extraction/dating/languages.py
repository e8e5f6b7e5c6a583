"""Days as other languages write them, which a preface or a title in one of them gives.

In: words. Out: an ISO day. The names of the months are those of the languages in which ministries most often head an
English text; the module reads no other word of them.
"""

from __future__ import annotations

import re
from datetime import date

__all__ = ["find_foreign_day"]

_MONTHS = (
    "januari januar jänner janvier enero janeiro gennaio stycznia tammikuuta jaanuar ianuarie ocak",
    "februari februar février febrero fevereiro febbraio lutego helmikuuta veebruar februarie şubat",
    "mars marts märz maart marzo março marca maaliskuuta märts martie mart maret",
    "april avril abril aprile kwietnia huhtikuuta aprill aprilie nisan",
    "maj mai mei mayo maio maggio maja toukokuuta mayıs",
    "juni juin junio junho giugno czerwca kesäkuuta juuni iunie haziran",
    "juli juillet julio julho luglio lipca heinäkuuta juuli iulie temmuz",
    "augusti august augustus août agosto sierpnia elokuuta agustus ağustos",
    "september septembre septiembre setiembre setembro settembre września syyskuuta septembrie eylül",
    "oktober octobre octubre outubro ottobre października lokakuuta oktoober octombrie ekim",
    "november novembre noviembre novembro listopada marraskuuta noiembrie kasım",
    "december desember dezember décembre diciembre dezembro dicembre grudnia joulukuuta detsember decembrie aralık",
)
_NUMBERS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
_DAY = re.compile(
    r"\b(?:\d{1,2}\.?\s*[-–]\s*)?(?P<day>\d{1,2})(?:\.|er|º|°)?\s+(?:de\s+)?"
    rf"(?P<month>{'|'.join(_NUMBERS)})\s+(?:de\s+|del\s+)?(?P<year>\d{{4}})\b",
    re.IGNORECASE,
)


def find_foreign_day(text: str) -> str | None:
    """Return the first day that a text gives, as an ISO date; of several joined by a dash the last.

    >>> find_foreign_day("den 25 augusti 2022"), find_foreign_day("3 de octubre de 2019"), find_foreign_day("maj 2020")
    ('2022-08-25', '2019-10-03', None)
    """
    for match in _DAY.finditer(text):
        try:
            return date(int(match["year"]), _NUMBERS[match["month"].lower()], int(match["day"])).isoformat()
        except ValueError:
            continue
    return None
