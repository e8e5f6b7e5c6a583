"""Labels of activities: what to call one that has no name of its own.

In: its noun, its slots and its time. Out: English words. Times are told as calendar days, since "today" says nothing
outside its statement.
"""

from __future__ import annotations

from datetime import date

from kg.extraction.dating.absolute import YEAR_WORD
from kg.knowledge.naming import load_naming
from kg.record import Activity, Time

__all__ = ["label_activity", "say_when"]


def label_activity(noun: str, activity: Activity) -> str:
    """Return what to call an activity: its noun, what it is about, where and when."""
    subjects = (iri for iri in activity.topics if "/region/" not in iri)
    topics = [label for iri in subjects if (label := _label(iri)) and noun not in label]
    about = f": {topics[0]}" if topics else ""
    rest = [*filter(None, map(_label, activity.places)), *([say_when(activity.time)] if activity.time else [])]
    return ", ".join([f"{noun[:1].upper()}{noun[1:]}{about}", *rest])


def say_when(time: Time) -> str:
    """Return the words of a time that names its year, and else the days that they mean.

    >>> say_when(Time("today", "2019-08-07", "2019-08-07", "day"))
    '7 August 2019'
    >>> say_when(Time("earlier this month", "2019-08-01", "2019-08-07", "range"))
    '1 August 2019 to 7 August 2019'
    """
    if YEAR_WORD.search(time.text):
        return time.text
    begin, end = (date.fromisoformat(day) for day in (time.begin, time.end))
    if time.precision == "year":
        return str(begin.year)
    if time.precision == "month":
        return f"{begin:%B} {begin.year}"
    first, last = (f"{day.day} {day:%B} {day.year}" for day in (begin, end))
    return first if first == last else f"{first} to {last}"


def _label(iri: str) -> str | None:
    return load_naming().label(iri)
