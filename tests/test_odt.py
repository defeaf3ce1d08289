"""ODT: every paragraph as LibreOffice shows it."""

from __future__ import annotations

import pytest
from officefiles import odt

from extractor.errors import LockedFile
from extractor.reading import read_bytes

LIST = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="." text:display-levels="2"/>'
    '<text:list-level-style-number text:level="3" style:num-format="а, б, .., аа, аб, ... (ru)" style:num-prefix="(" style:num-suffix=")"/>'
    '</text:list-style><text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="–"/></text:list-style>'
)


def lines(data: bytes) -> list[str]:
    return [line.strip() for line in read_bytes(data, "протокол.odt").text.split("\n") if line.strip()]


def p(words: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def listed(*items: str, attributes: str = 'text:style-name="L"') -> str:
    return f"<text:list {attributes}>{''.join(f'<text:list-item>{item}</text:list-item>' for item in items)}</text:list>"


def test_levels_are_counted_through_nested_lists() -> None:
    inner = listed(p("б") + listed(p("в"), p("г"), attributes=""), p("д"), attributes="")
    assert lines(odt(listed(p("а") + inner, p("е") + p("без номера")), automatic=LIST)) == [
        "1. а", "1.1. б", "(а) в", "(б) г", "1.2. д", "2. е", "без номера",
    ]  # fmt: skip


def test_a_list_goes_on_where_it_says_so_and_else_begins_anew() -> None:
    body = (
        listed(p("а"), attributes='text:style-name="L" xml:id="one"') + listed(p("б"))
        + listed(p("в"), attributes='text:style-name="L" text:continue-list="one"')
        + listed(p("г"), attributes='text:style-name="L" text:continue-numbering="true"')
        + '<text:list text:style-name="L"><text:list-header>' + p("д") + '</text:list-header><text:list-item text:start-value="7">'
        + p("е") + "</text:list-item></text:list>" + listed(p("ж"), attributes='text:style-name="B"')
    )  # fmt: skip
    assert lines(odt(body, automatic=LIST)) == ["1. а", "1. б", "2. в", "3. г", "д", "7. е", "– ж"]


def test_blanks_tabs_and_line_breaks() -> None:
    body = p('г. Пермь<text:s text:c="3"/>5  мая\n2014<text:tab/>клуб<text:line-break/>начало <text:span>в 10</text:span>')
    assert lines(odt(body)) == ["г. Пермь   5 мая 2014    клуб", "начало в 10"]


def test_deleted_and_hidden_text_is_out() -> None:
    styles = (
        '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
        '<style:style style:name="HP" style:family="paragraph"><style:text-properties text:display="none"/></style:style>'
        '<style:style style:name="Child" style:family="paragraph" style:parent-style-name="HP"/>'
    )
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion>" + p("тайна") + "</text:deletion></text:changed-region></text:tracked-changes>"
        + p('Купить<text:change-start/> шесть<text:change-end/><text:span text:style-name="H"> тайна</text:span> вёдер')
        + p("тайна", "Child") + p('<text:hidden-paragraph text:is-hidden="true"/>тайна')
        + '<text:section text:display="none">' + p("тайна") + "</text:section><text:section>" + p("раздел") + "</text:section>"
        + p("Решили<office:annotation>" + p("тайна") + "</office:annotation>")
    )  # fmt: skip
    assert lines(odt(body, automatic=styles)) == ["Купить шесть вёдер", "раздел", "Решили"]


def test_tables_with_covered_and_repeated_cells() -> None:
    def cell(words: str, attributes: str = "") -> str:
        return f"<table:table-cell {attributes}>{p(words) if words else ''}</table:table-cell>"

    body = (
        "<table:table><table:table-header-rows><table:table-row>"
        + cell("№")
        + cell("ФИО")
        + cell("Срок")
        + "</table:table-row></table:table-header-rows>"
        "<table:table-row>"
        + cell("Члены", 'table:number-columns-spanned="3"')
        + '<table:covered-table-cell table:number-columns-repeated="2"/></table:table-row>'
        "<table:table-row>" + cell("1", 'table:number-rows-spanned="2"') + cell("да", 'table:number-columns-repeated="2"') + "</table:table-row>"
        "<table:table-row><table:covered-table-cell/>" + cell("Лис") + cell("нет") + "</table:table-row>"
        '<table:table-row table:number-rows-repeated="1000000">'
        + cell("", 'table:number-columns-repeated="16384"')
        + "</table:table-row></table:table>"
    )
    assert read_bytes(odt(body), "1.odt").text.replace("\t", "|") == "№|ФИО|Срок\nЧлены\n1|да|да\n|Лис|нет\n"


def test_notes_frames_and_headers() -> None:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        + p("сноска")
        + "</text:note-body></text:note>"
    )
    master = (
        '<style:master-page style:name="Standard"><style:header>' + p("Завод «Луч»") + p("Лист <text:page-number>1</text:page-number>")
        + "</style:header><style:footer>" + p("низ") + "</style:footer></style:master-page>"
    )  # fmt: skip
    body = p("<draw:frame><draw:text-box>" + p("УТВЕРЖДАЮ") + "</draw:text-box></draw:frame>ПРОТОКОЛ" + note) + p("Решили")
    assert lines(odt(body, master=master)) == ["Завод «Луч»", "УТВЕРЖДАЮ", "ПРОТОКОЛ", "Решили", "[1] сноска"]


def test_the_first_page_has_its_own_header() -> None:
    master = '<style:master-page style:name="Standard"><style:header>{}</style:header><style:header-first>{}</style:header-first></style:master-page>'
    assert lines(odt(p("тело"), master=master.format(p("каждый лист"), p("первый лист")))) == ["первый лист", "тело"]


def test_headings_are_numbered_by_the_outline() -> None:
    outline = '<text:outline-style><text:outline-level-style text:level="1" style:num-format="I" style:num-suffix="."/></text:outline-style>'
    body = '<text:h text:outline-level="1">О севе</text:h><text:h text:outline-level="1" text:is-list-header="true">без</text:h>'
    assert lines(odt(body + '<text:h text:outline-level="1">О школе</text:h>', styles=outline)) == ["I. О севе", "без", "II. О школе"]


def test_an_encrypted_document_says_so() -> None:
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    with pytest.raises(LockedFile):
        read_bytes(odt(p("тело"), others={"META-INF/manifest.xml": manifest}), "1.odt")
