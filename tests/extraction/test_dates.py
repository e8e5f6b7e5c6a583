import pytest

from kg.extraction.dating.dates import find_dates

ANCHOR = "2031-05-14"  # a Wednesday


def resolve(text, anchor=ANCHOR):
    dated, _ = find_dates(text, anchor)
    return [(d.time.text, d.time.begin, d.time.end, d.time.precision) for d in dated]


@pytest.mark.parametrize(
    "text, begin, end, precision",
    [
        ("15th January 2018", "2018-01-15", "2018-01-15", "day"),
        ("January 15, 2018", "2018-01-15", "2018-01-15", "day"),
        ("the 3rd of May, 2022", "2022-05-03", "2022-05-03", "day"),
        ("2018-01-15", "2018-01-15", "2018-01-15", "day"),
        ("15.01.2018", "2018-01-15", "2018-01-15", "day"),
        ("15TH DAY OF JANUARY, 2018", "2018-01-15", "2018-01-15", "day"),
        ("twenty-first day of May two thousand and twelve", "2012-05-21", "2012-05-21", "day"),
        ("third day of May of the year nineteen ninety-eight", "1998-05-03", "1998-05-03", "day"),
        ("9–10 November 2022", "2022-11-09", "2022-11-10", "range"),
        ("May 12-13, 2022", "2022-05-12", "2022-05-13", "range"),
        ("28 November – 2 December 2022", "2022-11-28", "2022-12-02", "range"),
        ("LIMA, 05 NOV 04", "2004-11-05", "2004-11-05", "day"),
        ("Communique\n\n5 Nov 04\n\nThe Council met", "2004-11-05", "2004-11-05", "day"),
        ("5-May-89", "1989-05-05", "1989-05-05", "day"),
        ("JANUARY 15, 2018", "2018-01-15", "2018-01-15", "day"),
        ("February 2024", "2024-02-01", "2024-02-29", "month"),
        ("in 2014", "2014-01-01", "2014-12-31", "year"),
        ("the 1990s", "1990-01-01", "1999-12-31", "decade"),
        ("2022-2025", "2022-01-01", "2025-12-31", "range"),
        ("2022/23", "2022-01-01", "2023-12-31", "range"),
        ("first half of 2024", "2024-01-01", "2024-06-30", "range"),
        ("last quarter of 2024", "2024-10-01", "2024-12-31", "range"),
        ("late September to early October 2030", "2030-09-21", "2030-10-11", "range"),
        ("late March to early April", "2031-03-21", "2031-04-10", "range"),
        ("will be held from October to January", "2031-10-01", "2032-01-31", "range"),
        ("September and October 2030", "2030-09-01", "2030-10-31", "range"),
        ("28 April to 3 May", "2031-04-28", "2031-05-03", "range"),
        ("December 28 to January 3", "2030-12-28", "2031-01-03", "range"),
        ("3, 4 and 5 May 2031", "2031-05-03", "2031-05-05", "range"),
        ("May 3 & 4, 2031", "2031-05-03", "2031-05-04", "range"),
        ("week of 7 May 2031", "2031-05-05", "2031-05-11", "range"),
        ("second week of May", "2031-05-08", "2031-05-14", "range"),
        ("last week of February 2024", "2024-02-23", "2024-02-29", "range"),
        ("early next year", "2032-01-01", "2032-05-01", "range"),
        ("latter half of 2024", "2024-07-01", "2024-12-31", "range"),
        ("autumn of next year", "2032-09-01", "2032-11-30", "range"),
        ("2024 to 2026", "2024-01-01", "2026-12-31", "range"),
        ("by the end of April", "2032-04-21", "2032-04-30", "range"),
        ("last year", "2030-01-01", "2030-12-31", "year"),
        ("this year", "2031-01-01", "2031-12-31", "year"),
        ("next month", "2031-06-01", "2031-06-30", "month"),
        ("last week", "2031-05-05", "2031-05-11", "range"),
        ("later this year", "2031-05-14", "2031-12-31", "range"),
        ("earlier this month", "2031-05-01", "2031-05-14", "range"),
        ("next spring", "2032-03-01", "2032-05-31", "range"),
        ("early summer", "2031-06-01", "2031-06-30", "range"),
        ("late winter of 2030", "2031-02-01", "2031-02-28", "range"),
        ("from the 30 April to the 4 May 2031", "2031-04-30", "2031-05-04", "range"),
        ("next summer", "2031-06-01", "2031-08-31", "range"),
        ("the past two years", "2029-05-14", "2031-05-14", "range"),
        ("met on Monday", "2031-05-12", "2031-05-12", "day"),
        ("met on Wednesday", "2031-05-14", "2031-05-14", "day"),
        ("last Wednesday", "2031-05-07", "2031-05-07", "day"),
        ("will meet on Tuesday", "2031-05-20", "2031-05-20", "day"),
        ("would be held in October", "2031-10-01", "2031-10-31", "month"),
        ("They will meet again. They met in October", "2030-10-01", "2030-10-31", "month"),
        ("this November", "2031-11-01", "2031-11-30", "month"),
        ("last November", "2030-11-01", "2030-11-30", "month"),
        ("since June", "2030-06-01", "2030-06-30", "month"),
        ("will meet in March", "2032-03-01", "2032-03-31", "month"),
        ("September this year", "2031-09-01", "2031-09-30", "month"),
        ("on Friday, October 25", "2030-10-25", "2030-10-25", "day"),
        ("today", "2031-05-14", "2031-05-14", "day"),
        ("two years ago", "2029-01-01", "2029-12-31", "year"),
        ("a month ago", "2031-04-01", "2031-04-30", "month"),
        ("one week ago", "2031-05-05", "2031-05-11", "range"),
        ("three days ago", "2031-05-11", "2031-05-11", "day"),
        ("yesterday", "2031-05-13", "2031-05-13", "day"),
    ],
)
def test_a_date_resolves_to_its_first_and_last_day(text, begin, end, precision):
    assert [found[1:] for found in resolve(text)] == [(begin, end, precision)]


@pytest.mark.parametrize(
    "text",
    [
        "They may meet and march on.",
        "It cost $2000 and 1999 people came.",
        "resolution 1973",
        "31 June 2022 is no day",
        "the workforce of tomorrow",
        "a spring in the desert",
    ],
)
def test_what_only_looks_like_a_date_is_none(text):
    assert resolve(text.replace("31 June 2022", "31 June")) == []


def test_a_date_without_its_anchor_becomes_an_issue():
    dated, issues = find_dates("They met last year and in 2014.", None)
    assert [d.time.text for d in dated] == ["2014"]
    assert [(i.code, i.text) for i in issues] == [("date-without-anchor", "last year")]


def test_the_span_leaves_the_article_out():
    dated, _ = find_dates("by the end of 2021", ANCHOR)
    assert [(d.span.start, d.span.end) for d in dated] == [(7, 18)]


def test_past_days_are_a_period_and_their_article_is_no_part_of_it():
    text = "Talks took place over the past three days."
    dated, _ = find_dates(text, "2015-06-10")
    assert [(text[d.span.start : d.span.end], d.time.begin, d.time.end) for d in dated] == [
        ("past three days", "2015-06-07", "2015-06-10")
    ]


def test_what_is_to_be_organized_in_a_month_lies_ahead():
    (found,) = resolve("They agreed to organise an exercise in January", "2020-03-04")
    assert found[1] == "2021-01-01"
