"""HTML as browsers show it, and as Word and LibreOffice save it."""

from __future__ import annotations

import pytest

from extractor.errors import EmptyFile, TooLarge
from extractor.reading import read_bytes


def text_of(body: str, head: str = "") -> str:
    return read_bytes(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), "протокол.html").text


def lines(body: str, head: str = "") -> list[str]:
    return [line.strip() for line in text_of(body, head).split("\n") if line.strip()]


def test_blocks_are_lines_and_blanks_are_single() -> None:
    body = "<h1>ПРОТОКОЛ</h1>\n<div>г.\n  Пермь <b>5</b> мая<br>клуб</div>вне<p>абзаца</p><p></p><pre>Рогов   за\n  Лис</pre>"
    assert text_of(body) == "ПРОТОКОЛ\nг. Пермь 5 мая\nклуб\nвне\nабзаца\n\nРогов   за\n  Лис\n"


@pytest.mark.parametrize(
    ("opening", "shown"),
    [
        ("<ol>", ["1. а", "2. б"]), ('<ol start="5">', ["5. а", "6. б"]), ('<ol type="I">', ["I. а", "II. б"]), ("<ol reversed>", ["2. а", "1. б"]),
        ('<ol style="list-style-type:lower-alpha">', ["a. а", "b. б"]), ("<ul>", ["• а", "• б"]), ('<ul style="list-style: none">', ["а", "б"]),
        ('<ol start="99999999999999">', ["1. а", "2. б"]),
    ],
)  # fmt: skip
def test_lists(opening: str, shown: list[str]) -> None:
    assert lines(f"{opening}<li>а<li><p>б</p>{opening.replace('<', '</').split(' ')[0].rstrip('>')}>") == shown


def test_nested_lists_values_and_continued_items() -> None:
    body = '<ol><li>а<ol type="a"><li>б<li value="4">в</ol>г<li><p>д</p><p>е</p></ol>'
    assert text_of(body) == "1. а\n    a. б\n    d. в\nг\n2. д\nе\n"


def test_tables_by_rows() -> None:
    body = (
        "<table><caption>Явка</caption><thead><tr><th>№<th>ФИО<th>Срок</thead><tbody><tr><td rowspan=2>1<td>Рогов<td>2 мая"
        "<tr><td>Лис<td>3 мая<tr><td colspan=3>Гости<tr hidden><td>тайна</table>"
    )
    assert text_of(body).replace("\t", "|") == "Явка\n№|ФИО|Срок\n1|Рогов|2 мая\n|Лис|3 мая\nГости\n"


def test_what_is_not_shown_is_out() -> None:
    body = (
        "<script>тайна</script><style>тайна</style><template>тайна</template><!-- тайна --><p hidden>тайна</p><p style='display : none'>тайна</p>"
        "<span style='mso-hide:all'>тайна</span><del>тайна</del><ins>явь</ins><!--[if gte mso 9]><xml>тайна</xml><![endif]-->"
    )
    assert lines(body, "<title>тайна</title>") == ["явь"]


def test_numbers_of_words_lists_stand_in_their_spans() -> None:
    body = (
        "<p class=MsoListParagraph style='margin-left:.5in;text-indent:-.25in;mso-list:l0 level1 lfo1'><![if !supportLists]>"
        "<span style='mso-list:Ignore'>а)<span style='font:7.0pt'>&nbsp;&nbsp; </span></span><![endif]>Принять<o:p></o:p></p>"
        "<p><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span></span>Купить</p>"
    )
    assert lines(body) == ["а) Принять", "· Купить"]


def test_notes_of_word_and_libreoffice() -> None:
    body = (
        '<p>Смета<a href="#_ftn1" name="_ftnref1">[1]</a> и<a class="sdfootnoteanc" href="#sdfootnote2sym"><sup>2</sup></a> план</p>'
        '<div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> сноска</p></div><div title="footer"><p>низ</p></div>'
    )
    assert lines(body) == ["Смета и план", "[1] сноска"]


def test_libreoffice_keeps_its_blanks_and_names_its_numbers() -> None:
    assert lines("<p>5 мая\n\t1937 г.\tг. Пермь</p>", '<meta name="generator" content="LibreOffice 7.4"/>') == ["5 мая 1937 г.    г. Пермь"]
    xhtml = '<meta name="DCTERMS.source" content="http://xml.openoffice.org/odf2xhtml"/>'
    assert lines("<p>Секретарь<span> \x05Лис</span></p>", xhtml) == ["Секретарь    Лис"]
    item = '<ol><li><p><span class="ListLabel_20_1" style="display:block;float:left">1.1.</span>Принять</p></li><li><p>без</p></li></ol>'
    assert lines(item, "<style>li { list-style: none; margin:0 }</style>") == ["1.1. Принять", "без"]


@pytest.mark.parametrize(
    ("head", "codec", "encoding"),
    [
        ('<meta charset="windows-1251">', "cp1251", "windows-1251"), ('<meta http-equiv=x content="text/html; charset=koi8-r">', "koi8-r", "koi8-r"),
        ("", "cp1251", "windows-1251"), ('<meta charset="utf-8">', "cp1251", "windows-1251"), ('<meta charset="нет">', "utf-8", "utf-8"),
        ("", "utf-16", "utf-16-le"),
    ],
)  # fmt: skip
def test_the_encoding_is_that_of_the_page_or_of_its_letters(head: str, codec: str, encoding: str) -> None:
    words = "Слушали: о заготовке дров на зиму. Постановили: купить двадцать саженей"
    source = read_bytes(f"<html><head>{head}</head><body><p>{words}</p></body></html>".encode(codec, "replace"), "1.html")
    assert (source.text, source.encoding) == (words + "\n", encoding)


def test_xhtml_is_html() -> None:
    page = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "x.dtd"><html xmlns="http://www.w3.org/1999/xhtml"><body><p>Решили</p></body></html>'
    source = read_bytes(page.encode(), "1.xhtml")
    assert (source.text, source.media_type) == ("Решили\n", "text/html")


def test_deep_large_and_empty_pages_end() -> None:
    assert text_of("<p>Решили</p>" + "<div>" * 100_000) == "Решили\n"
    with pytest.raises(EmptyFile):
        text_of("<script>1</script>")
    with pytest.raises(TooLarge):
        read_bytes(b"<html>" + b"<" * 2_000_001, "1.html")
