"""RTF by Word, LibreOffice and others."""

from __future__ import annotations

import pytest

from extractor.errors import EmptyFile, WrongEncoding
from extractor.reading import read_bytes

HEAD = r"{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0\fcharset204 Times;}{\f1\fcharset2 Symbol;}{\f2\fcharset238 Arial CE;}}"


def escaped(text: str, codec: str = "cp1251") -> str:
    return "".join(sign if ord(sign) < 128 else f"\\'{sign.encode(codec)[0]:02x}" for sign in text)


def text_of(body: str, encoding: str | None = None) -> str:
    return read_bytes((HEAD + body + "}").encode("cp1251"), "протокол.rtf", encoding=encoding).text


def test_bytes_in_figures_as_they_stand_and_in_unicode() -> None:
    assert (
        text_of(escaped("Слушали: ") + r"Рогова\par \uc1\u1044?\u1099?\u1084? \uc2\u8470\'a0\'a0 4\par \u-10179?\u-8703?\par")
        == "Слушали: Рогова\nДым № 4\n😁\n"
    )


def test_the_font_says_the_encoding() -> None:
    assert text_of(r"{\f2 \'b3\'f3d\'9f}\f0 \'e3\par") == "łódź" + "г\n"
    assert text_of(r"\'8f\'e0\par", "cp866") == "Пр\n"
    with pytest.raises(WrongEncoding):
        text_of("а", "нет такой")


def test_the_numbers_that_the_program_wrote_are_kept() -> None:
    bullet = r"{\pntext\f1 \'b7\tab}{\*\pn\pnlvlblt{\pntxtb\'b7}}"
    body = (
        r"{\listtext\pard\plain\f0 1.\tab}\ilvl0\ls1 " + escaped("Принять") + r"\par" + bullet + escaped("Купить")
        + r"\par\pard{\listtext \'e0)\tab}\li720\fi-360 " + escaped("дрова") + r"\par"
    )  # fmt: skip
    assert text_of(body) == "1. Принять\n· Купить\n   а) дрова\n"


def test_tables_by_rows_nested_ones_too() -> None:
    row = r"\trowd\cellx1\cellx2\pard\intbl Слушали\cell Решили\cell\row"
    nested = (
        r"\trowd\cellx1\cellx2\pard\intbl Голоса\cell\pard\intbl\itap2 Рогов\nestcell за\nestcell"
        r"{\*\nesttableprops\trowd\cellx1\nestrow}{\nonesttables\par}"
        r"\pard\intbl\itap1 итог\cell\row"
    )
    assert text_of(row + nested + r"\pard конец\par").split("\n")[:2] == ["| Слушали | Решили |", "|" + ("-" * 30 + "|") * 2]
    assert text_of(nested + r"\pard конец\par") == "Голоса\nРогов\tза\nитог\nконец\n"
    assert text_of(r"до\par\trowd\pard\intbl Рогов П.И.\cell мастер\par цеха\cell\row\pard после\par") == "до\nРогов П.И.\tмастер\nцеха\nпосле\n"


def test_what_is_hidden_deleted_or_of_another_kind_is_out() -> None:
    body = (
        r"Купить {\v тайна}{\deleted тайна}{\revised шесть}{\*\unknown тайна}{\info{\title тайна}}{\pict\wmetafile8 0102ff}{\bkmkstart тайна} вёдер"
        r"{\footer тайна}{\annotation тайна}\v тайна\v0 .\par\plain\v тайна\par\plain конец\par"
    )
    assert text_of(body) == "Купить шесть вёдер.\nконец\n"


def test_fields_notes_headers_and_boxes() -> None:
    body = (
        r"\titlepg{\header тайна\par}{\headerf Завод\par{\field{\*\fldinst PAGE}{\fldrslt 1}}\par}"
        r"{\field{\*\fldinst DATE}{\fldrslt 5 мая}} 2014 г.{\super\chftn}{\footnote\pard\plain{\super\chftn} сноска}\par"
        r"{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt УТВЕРЖДАЮ\par}}{\shprslt тайна}}{\upr{тайна}{\*\ud Подпись}}\par"
    )
    assert [line for line in text_of(body).split("\n") if line] == ["Завод", "5 мая 2014 г.", "УТВЕРЖДАЮ", "Подпись", "[1] сноска"]


def test_signs_and_binary_data() -> None:
    assert text_of(r"\ldblquote а\rdblquote\emdash б\~в\_г\-д\tab е\line ж{\pict\bin7 }}}{{{{}\{з\}\par") == "“а”—б\u00a0в-гд    е\nж{з}\n"


def test_a_file_cut_short_is_read_and_doubted() -> None:
    source = read_bytes((HEAD + r"\pard Слушали: о дровах\par Реш").encode("cp1251"), "1.rtf")
    assert source.text == "Слушали: о дровах\nРеш\n" and [warning.code for warning in source.warnings] == ["file.damaged"]


def test_deep_and_endless_nesting_ends() -> None:
    assert text_of("{" * 200_000 + "Слушали" + "}" * 200_000 + r"\par") == "Слушали\n"
    assert text_of(r"\intbl\itap99999 Слушали\nestcell\nestrow\pard\par") == "Слушали\n\n"
    with pytest.raises(EmptyFile):
        text_of("{" * 1000)
