"""Files to Source: formats told by content, line ends, pages, and one exception for each cause."""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import errors
from extractor.errors import (
    EXIT_CODES,
    BinaryFile,
    BrokenRule,
    EmptyFile,
    ExtractorError,
    UnreadableFile,
    UnsupportedFormat,
)
from extractor.model import Page, Source
from extractor.reading import read, read_bytes
from extractor.reading.formats import FORMATS, recognise

TEXT = "Протокол № 4 общего собрания членов артели. Слушали: о заготовке леса. Постановили: закончить к весне."


def _zip(*names: str, mimetype: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        if mimetype:
            file.writestr("mimetype", mimetype)
        for name in names:
            file.writestr(name, "x")
    return buffer.getvalue()


def test_a_file_is_read_with_its_facts(tmp_path: Path) -> None:
    data = TEXT.encode("cp1251")
    path = tmp_path / "протокол.txt"
    path.write_bytes(data)
    source = read(path)
    assert (source.text, source.path, source.encoding) == (TEXT, str(path), "windows-1251")
    assert (source.media_type, source.sha256) == ("text/plain", hashlib.sha256(data).hexdigest())
    assert (source.pages, source.words, source.warnings) == ((), (), ())
    assert read(str(path)) == source


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode("koi8-r", "replace"))))
    source = read("-")
    assert (source.path, source.encoding) == ("-", "koi8-r")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029", "\v"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_line_end_becomes_one(end: str, codec: str) -> None:
    source = read_bytes(f"СЛУШАЛИ:{end}об отпусках{end}{end}ПОСТАНОВИЛИ:".encode(codec), "1.txt")
    assert source.text == "СЛУШАЛИ:\nоб отпусках\n\nПОСТАНОВИЛИ:"


def test_padding_and_marks_are_left_out() -> None:
    assert read_bytes("\ufeffСлушали: \ufeffо плане".encode() + b"\r\n\x1a\0\0\0\0", "1").text == "Слушали: о плане\n"


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("первая\fвторая\fтретья", [0, 7, 14]),
        ("первая\f\fтретья", [0, 7, 8]),
        ("\f\nпервая\fвторая\n\f\n", [0, 9]),
        ("одна\f", []),
        ("одна", []),
    ],
)
def test_form_feeds_part_pages(text: str, starts: list[int]) -> None:
    source = read_bytes(text.encode(), "1.txt")
    assert source.text == text
    assert [page.start for page in source.pages] == starts
    assert [page.number for page in source.pages] == list(range(1, len(starts) + 1))
    assert not starts or "".join(text[page.start : page.stop] for page in source.pages) == text
    assert all(isinstance(page, Page) for page in source.pages)


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t\f", "\u00a0\u2003\n".encode(), "\ufeff \n".encode("utf-16-le"), b"\0\0"]
)
def test_nothing_but_white_space_is_empty(data: bytes) -> None:
    with pytest.raises(EmptyFile):
        read_bytes(data, "1.txt")


KNOWN = {
    "PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "DOCX": _zip("[Content_Types].xml", "word/document.xml"),
    "XLSX": _zip("[Content_Types].xml", "xl/workbook.xml"),
    "ODT": _zip("content.xml", mimetype="application/vnd.oasis.opendocument.text"),
    "EPUB": _zip("META-INF/container.xml"),
    "ZIP": _zip("1.txt"),
    "DOC (Word 97–2003)": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
    "RTF": b"{\\rtf1\\ansi\\ansicpg1251 \\'cf\\'f0}",
    "DjVu": b"AT&TFORM\x00\x00\x10\x00DJVM",
    "JPEG": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00",
    "PNG": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "TIFF": b"II*\x00\x08\x00\x00\x00",
    "GIF": b"GIF89a\x01\x00\x01\x00",
    "BMP": b"BM" + (60).to_bytes(4, "little") + bytes(54),
    "WebP": b"RIFF\x10\x00\x00\x00WEBPVP8 ",
    "HEIC": b"\x00\x00\x00\x18ftypheic",
    "GZIP": b"\x1f\x8b\x08\x00",
    "7z": b"7z\xbc\xaf\x27\x1c\x00\x04",
    "RAR": b"Rar!\x1a\x07\x01\x00",
    "HTML": "\ufeff\n<!DOCTYPE html><p>Протокол".encode(),
    "XML": '<?xml version="1.0"?><TEI/>'.encode("utf-16"),
}


READERS = {row.name: row.reader for row in FORMATS}


@pytest.mark.parametrize("name", KNOWN)
def test_known_formats_are_told_by_content(name: str) -> None:
    assert recognise(KNOWN[name]).name == name


@pytest.mark.parametrize("name", [name for name in KNOWN if not READERS[name]])
def test_formats_without_a_reader_are_refused_by_name(name: str) -> None:
    with pytest.raises(UnsupportedFormat) as caught:
        read_bytes(KNOWN[name], "акт.txt")
    assert name in caught.value.message("ru") and name in caught.value.message("en")


@pytest.mark.parametrize("name", [name for name in KNOWN if READERS[name]])
def test_a_bare_beginning_of_a_format_is_told_in_one_sentence(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXTRACTOR_JOBS", "0")
    try:
        assert read_bytes(KNOWN[name], "акт.txt").text.strip()
    except ExtractorError as error:
        assert str(error).startswith("акт.txt") and "\n" not in str(error)


def test_a_cut_docx_is_still_a_docx() -> None:
    assert recognise(KNOWN["DOCX"][:-30]).name == "DOCX"


@pytest.mark.parametrize("text", ["BM и другие", "%PDF", "PK", "II* раздел", "Rar! сказал он", "<html> упомянут"])
def test_text_that_begins_like_a_format_is_text(text: str) -> None:
    assert read_bytes(f"{text[1:]} {text} {TEXT}".encode(), "1.txt").encoding == "utf-8"


def test_every_format_without_reader_is_refused_and_the_last_takes_all() -> None:
    assert FORMATS[-1].reader == "text" and FORMATS[-1].fits(b"")
    assert len({row.name for row in FORMATS}) == len(FORMATS)


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 8, b"\x7fELF\x02\x01\x01" + bytes(99), b"\xff\xfe" + os.urandom(4096)]
)
def test_binary_files_are_refused(data: bytes) -> None:
    with pytest.raises(BinaryFile):
        read_bytes(data, "1.txt")


def test_unreadable_files_say_why(tmp_path: Path) -> None:
    for path, reason in ((tmp_path / "нет.txt", "нет такого файла"), (tmp_path, "это папка"), ("a\0b", "")):
        with pytest.raises(UnreadableFile) as caught:
            read(path)
        assert reason in caught.value.message("ru")


def test_a_forbidden_file_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbid(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", forbid)  # root may read everything
    with pytest.raises(UnreadableFile) as caught:
        read(tmp_path / "1.txt")
    assert caught.value.message("en").endswith("the file cannot be read: permission denied")


def test_every_cause_has_its_own_code_and_sentences() -> None:
    causes = {cause for cause in vars(errors).values() if isinstance(cause, type) and issubclass(cause, Exception)}
    assert causes == set(EXIT_CODES.values()) and len(causes) == len(EXIT_CODES)
    for code, cause in EXIT_CODES.items():
        assert 10 <= code <= 29 and cause.__doc__
        error = cause("дело.txt", line=3, detail=("по-русски", "in English"))
        assert error.message("ru").startswith("дело.txt:3: ") and "по-русски" in error.message("ru")
        assert error.message("en").startswith("дело.txt:3: ") and "in English" in error.message("en")
        assert str(cause()) == cause().message("ru") != cause().message("en")


def test_errors_come_back_whole_from_a_worker() -> None:
    error = pickle.loads(pickle.dumps(BrokenRule("явка.toml", line=7, detail="нет образца")))
    assert str(error) == "явка.toml:7: ошибка в файле правил: нет образца"


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=3000),
        st.tuples(st.sampled_from([*KNOWN.values(), b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"]), st.binary()).map(
            b"".join
        ),
        st.text(max_size=300).map(lambda text: text.encode("utf-16-le", "replace")),
    ),
    st.sampled_from(
        [None, None, "utf-8", "cp1251", "utf-16", "utf-7", "hex", "idna", "unicode_escape", "нет", "a\0", ""]
    ),
)
@pytest.mark.filterwarnings("ignore:invalid escape:DeprecationWarning")
def test_any_bytes_are_a_source_or_an_extractor_error(data: bytes, encoding: str | None) -> None:
    try:
        source = read_bytes(data, "1.txt", encoding=encoding)
    except ExtractorError as error:
        assert error.message("ru") and error.message("en")
    else:
        assert isinstance(source, Source) and source.text.strip() and (source.encoding or source.media_type != "text/plain")
        assert not set(source.text) & set("\r\0\ufeff\u2028")
        source.text.encode()
