"""Word files: every paragraph as Word shows it."""

from __future__ import annotations

import pytest
from officefiles import docx, item, numbering, p, table, zipped

from extractor.errors import EmptyFile
from extractor.reading import read_bytes

DECIMAL = (("decimal", "%1."), ("decimal", "%1.%2."), ("russianLower", "%3)"))


def text_of(data: bytes) -> str:
    return read_bytes(data, "протокол.docx").text


def lines(data: bytes) -> list[str]:
    return [line.strip() for line in text_of(data).split("\n") if line.strip()]


def test_a_paragraph_is_a_line_and_an_empty_one_is_empty() -> None:
    source = read_bytes(docx(p("СЛУШАЛИ:") + p() + p("О дровах.")), "1.docx")
    assert source.text == "СЛУШАЛИ:\n\nО дровах.\n\n".rstrip("\n") + "\n"
    assert source.media_type.endswith("wordprocessingml.document") and source.pages == () and source.encoding is None


def test_tabs_part_and_breaks_end_lines() -> None:
    assert text_of(docx(p("г. Пермь\t5 мая\nначало в 10 ч."))) == "г. Пермь    5 мая\nначало в 10 ч.\n"


def test_a_number_typed_with_a_tab_keeps_a_blank_and_a_time_does_not_join() -> None:
    assert lines(docx(p("1.\tО дровах") + p("16-00\tклуб") + p("14.08.2019\tклуб"))) == ["1. О дровах", "16-00    клуб", "14.08.2019    клуб"]


def test_levels_are_counted_and_restart() -> None:
    body = item("а") + item("б", level=1) + item("в", level=2) + item("г", level=2) + item("д", level=1) + item("е") + item("ж", level=1)
    assert lines(docx(body, numbering=numbering(DECIMAL))) == ["1. а", "1.1. б", "а) в", "б) г", "1.2. д", "2. е", "2.1. ж"]


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        ("upperRoman", "%1.", "III."), ("lowerRoman", "(%1)", "(iii)"), ("upperLetter", "%1)", "C)"), ("lowerLetter", "%1.", "c."),
        ("russianLower", "%1)", "в)"), ("russianUpper", "%1.", "В."), ("decimalZero", "%1", "03"), ("decimal", "Вопрос № %1.", "Вопрос № 3."),
        ("bullet", "\uf0b7", "•"), ("bullet", "–", "–"), ("bullet", "o", "•"), ("none", "%1", ""), ("ordinalText", "%1.", "3."),
    ],
)  # fmt: skip
def test_kinds_of_numbers(kind: str, text: str, shown: str) -> None:
    found = lines(docx(item("а") + item("б") + item("О севе"), numbering=numbering(((kind, text),))))
    assert found[2] == f"{shown} О севе".strip()


def test_russian_letters_leave_out_those_that_word_leaves_out() -> None:
    found = lines(docx("".join(item("х") for _ in range(30)), numbering=numbering((("russianLower", "%1)"),))))
    assert [line[0] for line in found][8:11] == ["и", "к", "л"] and found[28:] == ["я) х", "аа) х"]


def test_two_lists_of_one_kin_count_on_and_an_override_starts_anew() -> None:
    nums = (
        '<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="8"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
        '<w:num w:numId="9"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="upperRoman"/><w:lvlText w:val="§ %1"/></w:lvl></w:lvlOverride></w:num>'
    )
    body = item("а") + item("б", 7) + item("в", 8) + item("г", 8) + item("д", 1) + item("е", 9)
    assert lines(docx(body, numbering=numbering(DECIMAL, nums=nums))) == ["1. а", "2. б", "5. в", "6. г", "7. д", "§ VIII е"]


def test_a_level_that_never_restarts_and_a_legal_one() -> None:
    levels = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlRestart w:val="0"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    body = item("а") + item("б", level=1) + item("в") + item("г", level=1)
    assert lines(docx(body, numbering=levels)) == ["I. а", "1.1 б", "II. в", "2.2 г"]


def test_numbering_comes_from_styles_and_can_be_switched_off() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Item"><w:basedOn w:val="Base"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Ring"><w:basedOn w:val="Ring"/></w:style>'
    )
    body = "".join(p(words, f'<w:pStyle w:val="{style}"/>{rest}') for words, style, rest in (
        ("а", "Item", ""), ("б", "Item", '<w:numPr><w:numId w:val="0"/></w:numPr>'), ("в", "Item", ""), ("г", "Ring", ""),
    ))  # fmt: skip
    assert lines(docx(body, styles=styles, numbering=numbering(DECIMAL))) == ["1. а", "б", "2. в", "г"]


def test_a_style_is_tied_to_its_level_and_a_list_to_a_style() -> None:
    tied = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:pStyle w:val="H1"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:pStyle w:val="H2"/><w:lvlText w:val="%1.%2."/></w:lvl></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="L"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    )
    numbered = "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>"
    styles = "".join(f'<w:style w:type="paragraph" w:styleId="{name}">{numbered}</w:style>' for name in ("H1", "H2"))
    styles += f'<w:style w:type="numbering" w:styleId="L">{numbered}</w:style>'
    body = p("а", '<w:pStyle w:val="H1"/>') + p("б", '<w:pStyle w:val="H2"/>') + item("в", 2)
    assert lines(docx(body, styles=styles, numbering=tied)) == ["1. а", "1.1. б", "2. в"]


def test_an_empty_item_is_counted_but_only_a_number_with_words_is_shown() -> None:
    assert lines(docx(item("а") + item("") + item("б"), numbering=numbering(DECIMAL))) == ["1. а", "3. б"]
    assert lines(docx(item("") + p("О дровах"), numbering=numbering((("decimal", "Вопрос %1"),)))) == ["Вопрос 1", "О дровах"]


def test_changes_are_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>Купить </w:t></w:r><w:del><w:r><w:delText>пять</w:delText></w:r></w:del><w:ins><w:r><w:t>шесть</w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t> ведер</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t> вёдер</w:t></w:r></w:moveTo></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Решили: </w:t></w:r></w:p>" + p("принять.")
        + "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>нет</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )  # fmt: skip
    assert lines(docx(body)) == ["Купить шесть вёдер", "Решили: принять."]


def test_hidden_text_is_out() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Note"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    body = (
        p("тайна", run="<w:vanish/>") + p("явь", run='<w:vanish w:val="0"/>') + p("тайна", run='<w:rStyle w:val="Secret"/>')
        + p("тайна", '<w:pStyle w:val="Note"/>') + p("видно", '<w:pStyle w:val="Note"/>', '<w:vanish w:val="false"/>')
    )  # fmt: skip
    assert "тайна" not in text_of(docx(body, styles=styles))
    assert "явь" in text_of(docx(body, styles=styles)) and "видно" in text_of(docx(body, styles=styles))


def test_fields_show_their_result() -> None:
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE \\@ "d MMMM"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>5 мая</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        '<w:r><w:t> 2014 г.</w:t></w:r><w:fldSimple w:instr="AUTHOR"><w:r><w:t> Рогов</w:t></w:r></w:fldSimple></w:p>'
    )
    assert lines(docx(field)) == ["5 мая 2014 г. Рогов"]


def test_signs_that_stand_for_others() -> None:
    run = (
        "<w:p><w:r><w:t>информационно</w:t><w:noBreakHyphen/><w:t>спра</w:t><w:softHyphen/><w:t>воч\u00adный</w:t><w:cr/>"
        '<w:sym w:font="Symbol" w:char="F0B7"/><w:t> пункт</w:t></w:r></w:p>'
    )
    assert lines(docx(run)) == ["информационно-справочный", "• пункт"]


def test_wrappers_are_looked_into_and_placeholders_are_not() -> None:
    body = (
        "<w:sdt><w:sdtPr/><w:sdtContent>" + p("в поле") + "</w:sdtContent></w:sdt>"
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + p("Место для ввода текста") + "</w:sdtContent></w:sdt>"
        "<w:p><w:smartTag><w:r><w:t>г. Пермь</w:t></w:r></w:smartTag><w:hyperlink><w:r><w:t>, ссылка</w:t></w:r></w:hyperlink></w:p>"
        "<w:p><m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath></w:p><w:customXml><w:p><w:r><w:t>своё</w:t></w:r></w:p></w:customXml>"
    )
    assert lines(docx(body)) == ["в поле", "г. Пермь, ссылка", "a+b", "своё"]


def test_a_text_box_is_read_once_before_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('УТВЕРЖДАЮ')}{p('Директор')}</w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>" + box + "</wps:txbx></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict><v:textbox>" + box + "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent><w:t>ПРОТОКОЛ</w:t></w:r></w:p>"
    )
    assert lines(docx(body)) == ["УТВЕРЖДАЮ", "Директор", "ПРОТОКОЛ"]


def test_notes_stand_at_the_end_in_order_and_comments_nowhere() -> None:
    def note(name: str, number: int, words: str) -> str:
        return f'<w:{name} w:id="{number}">{p(words)}</w:{name}>'

    body = (
        '<w:p><w:r><w:t>Смета</w:t><w:endnoteReference w:id="1"/><w:footnoteReference w:id="3"/><w:footnoteReference w:id="2"/></w:r></w:p>'
        '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>Подпись</w:t></w:r></w:p>'
    )
    foot = note("footnote", 0, "черта") + note("footnote", 2, "вторая") + note("footnote", 3, "первая")
    found = lines(docx(body, footnotes=foot, endnotes=note("endnote", 1, "конец"), comments=f'<w:comment w:id="0">{p("нет")}</w:comment>'))
    assert found == ["Смета", "Подпись", "[1] первая", "[2] вторая", "[1] конец"]


HEADS = '<w:headerReference w:type="default" r:id="header1"/><w:headerReference w:type="first" r:id="header2"/><w:footerReference r:id="footer1"/>'
PAGE = '<w:p><w:r><w:t>Лист </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple></w:p>'


@pytest.mark.parametrize(("first", "expected"), [("<w:titlePg/>", ["Завод «Луч»", "тело"]), ("", ["Протокол № 4", "тело"])])
def test_the_header_of_the_first_page_is_read_once_without_page_numbers(first: str, expected: list[str]) -> None:
    data = docx(p("тело"), section=HEADS + first, header1=PAGE + p("Протокол № 4"), header2=p("Завод «Луч»"), footer1=p("низ"))
    assert lines(data) == expected


def test_a_header_that_the_text_repeats_is_left_out() -> None:
    assert lines(docx(p("ПРОТОКОЛ  № 4"), section=HEADS, header1=p("Протокол № 4"))) == ["ПРОТОКОЛ  № 4"]


def test_tables_by_rows_with_merged_cells() -> None:
    body = table(
        ("№", "ФИО", "Должность"), ("1", "Рогов П.И.", "мастер  цеха"), ("|3|Приглашённые",), ("v:2", "Лис О.", "слесарь"), ("^:", "Дуб А.", "токарь")
    )
    assert text_of(docx(body)).replace("\t", "|") == "№|ФИО|Должность\n1|Рогов П.И.|мастер цеха\nПриглашённые\n2|Лис О.|слесарь\n|Дуб А.|токарь\n"


def test_cells_that_span_where_rows_do_not_agree_make_no_empty_ones() -> None:
    body = table(("|2|№", "Срок"), ("1", "|2|2 мая"), ("2", "|2|3 мая"))
    assert text_of(docx(body)).replace("\t", "|") == "№|Срок\n1|2 мая\n2|3 мая\n"


def test_a_nested_table_is_read_in_its_place() -> None:
    inner = table(("Рогов", "за"), ("Лис", "против"))
    assert lines(docx(table(("Голосовали:", inner + p("итог"))))) == ["Голосовали:", "Рогов\tза", "Лис\tпротив", "итог"]


def test_indents_become_blanks() -> None:
    body = p("УТВЕРЖДАЮ", '<w:ind w:left="4800"/>') + p("а", '<w:ind w:left="720" w:hanging="360"/>')
    assert text_of(docx(body)) == " " * 40 + "УТВЕРЖДАЮ\n   а\n"


def test_strict_files_and_macros_are_read_alike() -> None:
    plain = docx(item("О дровах"), numbering=numbering(DECIMAL))
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(plain)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    strict = {
        name: content.replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main")
        .replace(b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", b"http://purl.oclc.org/ooxml/officeDocument/relationships")
        for name, content in parts.items()
    }  # fmt: skip
    assert text_of(zipped(strict)) == text_of(zipped({**parts, "word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})) == "1. О дровах\n"


def test_a_document_without_words_is_empty() -> None:
    with pytest.raises(EmptyFile):
        read_bytes(docx(p() + p(" ")), "пусто.docx")
