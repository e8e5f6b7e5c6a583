"""Saved web pages: the frame is left out, the statement is kept whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.reading import read_source
from kg.reading.markup import parse_markup
from kg.reading.page import check_volume, read_page
from tests.reading.samples import PARAGRAPHS, SIGNATURE, STATEMENT, TITLE, modern_page, paragraphs_html


def read(body: str, head: str = "") -> list[str]:
    """Return the paragraphs of a page with this body, after some that make it a statement."""
    page = (
        f"<!doctype html><html><head>{head}</head><body><main>{paragraphs_html(PARAGRAPHS)}{body}</main></body></html>"
    )
    return read_page(page.encode()).text.split("\n\n")[len(PARAGRAPHS) :]


def test_repeated_paragraphs_signatures_and_footnotes_stay() -> None:
    twice = "The Ministers will meet again in Santiago."
    body = paragraphs_html((*STATEMENT[1:], twice, twice)) + (
        f'<div class="signature">For Norway:<br>{SIGNATURE}</div><p>______</p>'
        '<section class="footnotes"><ol><li>Signed in 2019. <a href="#r1">↩</a></li></ol></section>'
    )
    paragraphs = read_page(modern_page(body).encode()).text.split("\n\n")
    assert paragraphs[: len(STATEMENT)] == list(STATEMENT)
    assert paragraphs[len(STATEMENT) :] == [twice, twice, f"For Norway:\n{SIGNATURE}", "______", "1. Signed in 2019. ↩"]


def test_a_footer_of_the_article_stays_and_that_of_the_page_goes() -> None:
    body = (
        f"<article>{paragraphs_html(PARAGRAPHS)}<footer><p>{SIGNATURE}</p></footer></article><footer>Address</footer>"
    )
    page = f"<html><body>{body}</body></html>".encode()
    assert read_page(page).text.split("\n\n") == [*PARAGRAPHS, SIGNATURE]


def test_a_wrong_name_costs_no_statement() -> None:
    page = f'<html><body><div class="sidebar"><div id="cookie-share">{paragraphs_html()}</div></div></body></html>'
    assert read_page(page.encode()).text.split("\n\n") == list(STATEMENT[1:])


def test_a_headline_in_the_header_of_the_page_stays() -> None:
    page = (
        f"<html><body><header><nav><a href=1>Home</a></nav><h1>{TITLE}</h1></header>{paragraphs_html()}</body></html>"
    )
    assert read_page(page.encode()).text.split("\n\n") == list(STATEMENT)


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>Hidden words.</p>",
        '<p style="color:red; display : NONE">Hidden words.</p>',
        '<p style="font-size:0">Hidden words.</p>',
        '<p class="text visually-hidden">Hidden words.</p>',
        "<script>Hidden words.</script>",
        "<style>Hidden words.</style>",
        "<template><p>Hidden words.</p></template>",
        "<noscript>Hidden words.</noscript>",
        "<!-- Hidden words. -->",
        "<!--> Hidden words. -->",
        "<![if IE]>",
        "<svg><text>Hidden words.</text></svg>",
        "<del>Hidden words.</del>",
    ],
)
def test_what_a_browser_does_not_show_is_left_out(hidden: str) -> None:
    shown = read(f"{hidden}<p>The end of it.</p>")
    assert shown[-1] == "The end of it."
    assert hidden == "<!--> Hidden words. -->" or shown == ["The end of it."]


def test_entities_spaces_and_digits_are_those_of_the_page_without_what_shows_nothing() -> None:
    body = "<p>M&aacute;laga &#x2013; co&shy;operation\n   of&nbsp;both&#8203; &amp; &lt;all&gt; ２０３１ \u200fabc</p>"
    assert read(body) == ["Málaga – cooperation of\u00a0both & <all> ２０３１ abc"]


def test_note_marks_stand_in_brackets_and_ordinals_do_not() -> None:
    body = '<p>In 2019<sup><a href="#f">1</a></sup> on the 15<sup>th</sup> of May.</p><p><sup>1</sup> A note on it.</p>'
    assert read(body) == ["In 2019[1] on the 15th of May.", "[1] A note on it."]


def test_lists_get_the_marks_that_a_browser_draws() -> None:
    body = "<ol start=3 type=a><li>First<ul><li>Inner</ul><li value=7>Second<p>More</p></ol><ul><li>– Own mark</ul>"
    assert read(body) == ["c. First", "    - Inner", "g. Second", "    More", "– Own mark"]


def test_breaks_part_lines_and_two_of_them_paragraphs() -> None:
    assert read("<p>One<br>two<br/> <br>three</p>") == ["One\ntwo", "three"]


@pytest.mark.parametrize("depth", [256, 20_000])
def test_any_depth_of_nesting_is_read(depth: int) -> None:
    page = f"<html><body>{'<div>' * depth}{paragraphs_html()}{'</div>' * depth}</body></html>"
    assert read_page(page.encode()).text.split("\n\n") == list(STATEMENT[1:])


def test_unclosed_and_misnested_tags_lose_nothing() -> None:
    inner = "<p>".join(STATEMENT)
    page = f"<html><body><table><tr><td><b><i>{inner}</b></i></div></span></table><p>The end of it is here."
    assert read_page(page.encode()).text.split("\n\n") == [*STATEMENT, "The end of it is here."]


def test_each_passage_knows_its_element() -> None:
    rendition = read_page(modern_page().encode())
    first, *_, last = rendition.places
    assert first.element == "/html[1]/body[1]/main[1]/article[1]/h1[1]"
    assert last.element == "/html[1]/body[1]/main[1]/article[1]/p[5]"
    assert rendition.text[last.start : last.end] == STATEMENT[-1]


def test_a_page_says_its_title_day_language_and_publisher() -> None:
    found = read_page(modern_page().encode()).metadata
    assert (found.title, found.date, found.language) == (TITLE, "2031-05-06", "en")
    assert (found.publisher, found.url) == ("Ministry of Defence", "https://mod.example/news/7")


def test_a_day_that_is_none_and_a_short_window_title_are_not_taken() -> None:
    head = '<title>News</title><meta name="date" content="2031-13-40"><meta property="og:url" content="javascript:x">'
    page = f"<html><head>{head}</head><body>{paragraphs_html()}</body></html>"
    found = read_page(page.encode()).metadata
    assert (found.title, found.date, found.url) == (None, None, None)


def test_the_sidecar_goes_before_what_the_page_says(tmp_path: Path) -> None:
    (tmp_path / "visit.html").write_text(modern_page())
    (tmp_path / "visit.meta.toml").write_text('publisher = "Ministry of Defence of Norway"\ndate = 2031-05-07\n')
    found = read_source(tmp_path / "visit.html").metadata
    assert (found.publisher, found.date, found.title) == ("Ministry of Defence of Norway", "2031-05-07", TITLE)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252", "shift_jis", "koi8-r"])
def test_a_page_is_read_in_the_encoding_that_it_declares(encoding: str) -> None:
    word = {"shift_jis": "日本", "koi8-r": "мир"}.get(encoding, "Málaga")
    page = f'<html><head><meta charset="{encoding}"></head><body>{paragraphs_html()}<p>{word}</p></body></html>'
    assert read_page(page.encode(encoding)).text.endswith(word)


@pytest.mark.parametrize(
    "page, what",
    [
        (b"<html><body><p>M\xe1laga", "not valid UTF-8, at byte 16"),
        (b'<meta charset="euc-jp"><p>M\xe1', "not valid euc-jp, which the page declares, at byte 27"),
        (b'<meta charset="rot13"><p>Text', "unknown encoding 'rot13'"),
        (b"<html><body><nav><a href=1>Home</a></nav><p>Page not found</p></body></html>", "no statement in this page"),
        (b"", "no statement in this page"),
    ],
)
def test_a_page_that_cannot_be_read_is_refused(page: bytes, what: str) -> None:
    with pytest.raises(SourceError, match=what):
        read_page(page)


def test_a_page_that_breaks_the_parser_is_refused_and_not_cut_short() -> None:
    page = modern_page()
    check_volume(page, parse_markup(page))
    with pytest.raises(SourceError, match=r"\d+ of \d+ letters would be lost"):
        check_volume(page, parse_markup(page[: len(page) // 2]))


def test_a_page_that_is_no_statement_is_refused_in_one_line(tmp_path: Path) -> None:
    from kg.extraction.assembly import extract

    prose = "<p>Stir the flour into the milk and let it rest for an hour before you bake it.</p>" * 3
    (tmp_path / "cake.html").write_text(f"<html><body><h1>Cake</h1>{prose}</body></html>")
    with pytest.raises(SourceError, match=r"cake\.html: no statement") as caught:
        extract(read_source(tmp_path / "cake.html"))
    assert "\n" not in str(caught.value)


def facts(body: str, head: str = "") -> tuple[str | None, str | None]:
    """Return title and day that a page of this body says of itself."""
    page = f"<html><head>{head}</head><body>{body}<main>{paragraphs_html(PARAGRAPHS)}</main></body></html>"
    said = read_page(page.encode()).metadata
    return said.title, said.date


def test_a_heading_that_says_more_than_the_window_of_the_site_is_the_title() -> None:
    head = "<title>Ministry of Defence of Norway - News</title>"
    assert facts("<h1>Minister Lund received her colleague from Chile</h1>", head)[0] == (
        "Minister Lund received her colleague from Chile"
    )
    assert facts("<h1>Our news</h1>", head)[0] == "Ministry of Defence of Norway - News"


@pytest.mark.parametrize(
    ("shown", "day"),
    [
        ('<p class="date">6.5.2031 14.05</p>', "2031-05-06"),
        ('<div class="news__date-published">Published: 6 May 2031</div>', "2031-05-06"),
        ('<span id="pubdate">May 6, 2031</span>', "2031-05-06"),
        ('<time datetime="2031-05-06T08:00Z">Tuesday</time>', "2031-05-06"),
        ('<p class="date">05/06/2031</p>', None),
        ('<p class="date">31.2.2031</p>', None),
        ('<p class="update">6 May 2031</p>', None),
    ],
)
def test_a_page_without_metadata_has_the_day_that_it_shows(shown: str, day: str | None) -> None:
    assert facts(f"<h1>A visit to the base in the north</h1>{shown}")[1] == day


def test_the_day_beside_the_heading_counts_and_not_that_of_other_news() -> None:
    other = '<div><p class="date">1.1.2030</p><a href="/x">Older news</a></div>'
    assert facts(f'{other}<h1>A visit to the base in the north</h1><p class="date">6.5.2031</p>')[1] == "2031-05-06"


def test_linked_data_in_a_page_gives_title_and_day_where_its_metadata_does_not() -> None:
    block = '{"@graph": [{"@type": "WebSite"}, {"headline": "Norway and Chile agree on patrols", "datePublished": %s}]}'
    day = '<script type="application/ld+json">' + block % '"2031-05-06T08:00:00+02:00"' + "</script>"
    assert facts("", day) == ("Norway and Chile agree on patrols", "2031-05-06")
    meta = '<meta property="article:published_time" content="2031-05-07">'
    assert facts("", day + meta)[1] == "2031-05-07"
    assert facts("", '<script type="application/ld+json">' + block % "20310506" + "</script>")[1] is None
    assert facts("", '<script type="application/ld+json">' + "[" * 100_000 + "</script>") == (None, None)
