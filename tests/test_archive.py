"""ZIP of documents: what is in it, the limits, and that one bad member never loses the others."""

from __future__ import annotations

import io
import json
import struct
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest
from commandline import MINUTES, SECOND, call
from hypothesis import given
from hypothesis import strategies as st

from extractor import extract, reading
from extractor.errors import (
    BinaryFile,
    BrokenFile,
    EmptyFile,
    ExtractorError,
    LockedFile,
    SeveralDocuments,
    UnreadableFile,
    UnsupportedFormat,
)
from extractor.model import Source
from extractor.reading import archive, image, read, read_bytes, read_many
from extractor.reading.archive import Member, documents, find_pages, members
from extractor.reading.formats import FORMATS, SUFFIXES, readable_suffixes
from extractor.reading.zipnames import page_order


def pack(files: dict[str, bytes] | list[tuple[str, bytes]], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as file:
        for name, data in files.items() if isinstance(files, dict) else files:
            file.writestr(name, data)
    return out.getvalue()


def pack_raw(name: bytes, data: bytes = b"1", *, flags: int = 0, extra: bytes = b"", method: int = 0, claims: int | None = None) -> bytes:
    """A ZIP of one stored member whose name is in any bytes, with whatever else a damaged or hostile one may say."""
    size, crc = len(data) if claims is None else claims, zlib.crc32(data)
    common = struct.pack("<HHHHHIIIHH", 20, flags, method, 0, 33, crc, len(data), size, len(name), len(extra))
    local = b"PK\x03\x04" + common + name + extra + data
    central = b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name + extra
    return local + central + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)


def names(data: bytes) -> list[str]:
    return [one.name if isinstance(one, Member) else f"{type(one).__name__} {one.path}" for one in members(data, "а.zip")]


# ---- names

NAME = "дело/Протокол № 5.txt".encode()


@pytest.mark.parametrize(
    ("raw", "flags", "extra"),
    [
        ("дело/Протокол № 5.txt".encode(), 0x800, b""),
        ("дело/Протокол № 5.txt".encode(), 0, b""),
        ("дело/Протокол № 5.txt".encode("cp866"), 0, b""),
        ("дело/Протокол № 5.txt".encode("cp1251"), 0, b""),
        ("дело\\Протокол № 5.txt".encode("cp866"), 0, b""),
        (b"????/1.txt", 0, struct.pack("<HHBI", 0x7075, 5 + len(NAME), 1, zlib.crc32(b"????/1.txt")) + NAME),
    ],
)
def test_russian_names_come_out_right(raw: bytes, flags: int, extra: bytes) -> None:
    assert names(pack_raw(raw, flags=flags, extra=extra)) == ["а.zip/дело/Протокол № 5.txt"]


def test_names_are_only_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    hostile = ["../../x.txt", "/etc/x.txt", "C:\\x.txt", "a//./b/../x.txt", "..", "con", "/dev/null"]
    got = names(pack([(name, b"1") for name in hostile]))
    assert got == ["а.zip/x.txt", "а.zip/etc/x.txt", "а.zip/x.txt (2)", "а.zip/a/b/x.txt", "а.zip/con", "а.zip/dev/null"]
    assert list(tmp_path.iterdir()) == []


def test_what_systems_leave_behind_is_passed_over() -> None:
    link = zipfile.ZipInfo("ссылка.txt")
    link.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name in ("__MACOSX/._1.txt", "дело/.DS_Store", "Thumbs.db", "desktop.ini", "._2.txt", "папка/", "1.txt"):
            file.writestr(name, b"x")
        file.writestr(link, "/etc/passwd")
    assert names(out.getvalue()) == ["а.zip/1.txt"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_both_read() -> None:
    found = [one for one in documents(pack([("1.txt", b"a"), ("1.txt", b"b")]), "а.zip") if isinstance(one, Member)]
    assert found == [("а.zip/1.txt", b"a"), ("а.zip/1.txt (2)", b"b")]


# ---- limits


def test_archives_in_archives() -> None:
    data = b"1"
    for depth in range(5):
        data = pack({f"{depth}.zip" if depth else "1.txt": data})
    assert names(data) == ["TooLarge а.zip/4.zip/3.zip/2.zip"]
    assert names(pack({"в.zip": pack({"1.txt": b"1"}), "2.txt": b"2"})) == ["а.zip/в.zip/1.txt", "а.zip/2.txt"]


def test_bombs_cost_neither_time_nor_memory() -> None:
    bomb = pack({"1.txt": b"\x00" * (80 << 20), "2.txt": b"x"})
    tracemalloc.start()
    assert names(bomb) == ["TooLarge а.zip/1.txt", "а.zip/2.txt"]
    assert tracemalloc.get_traced_memory()[1] < 10 << 20
    tracemalloc.stop()
    assert names(pack_raw(b"1.txt", b"1", claims=1 << 31)) == ["TooLarge а.zip/1.txt"]


def test_many_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_MEMBERS", 3)
    assert names(pack({f"{i}.txt": b"1" for i in range(5)})) == ["а.zip/0.txt", "а.zip/1.txt", "а.zip/2.txt", "TooLarge а.zip"]
    assert names(pack({"а.zip": pack({"1": b"1", "2": b"2"}), "3": b"3"})) == ["а.zip/а.zip/1", "а.zip/а.zip/2", "TooLarge а.zip"]
    assert names(pack({f"{i}.txt": b"1" for i in range(16)})) == ["TooLarge а.zip"]
    monkeypatch.setattr(archive, "MOST_BYTES", 2)
    assert names(pack({"1": b"12", "2": b"3"})) == ["а.zip/1", "TooLarge а.zip/2"]


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (pack_raw(b"1.txt", flags=1), LockedFile),
        (pack_raw(b"1.txt", method=9), UnsupportedFormat),
        (pack_raw(b"1.txt", method=8), BrokenFile),
        (pack_raw(b"1.txt")[:-22], BrokenFile),
        (b"PK\x03\x04" + b"x" * 50, BrokenFile),
        (b"PK\x05\x06" + b"\x00" * 18, ExtractorError),
        (pack({"скан.sig": b"\x00\x01\x02"}), ExtractorError),
        (pack({"1.txt": b" "}), EmptyFile),
        (pack({"1": b"\x00\x01\x02\xff" * 9}), BinaryFile),
        (pack({"1.txt": MINUTES.encode(), "2.txt": b"1"}), SeveralDocuments),
        (pack({"чертёж.ps": b"%!PS"}), UnsupportedFormat),
    ],
)
def test_one_document_or_a_cause(data: bytes, cause: type[ExtractorError]) -> None:
    with pytest.raises(ExtractorError) as caught:
        read_bytes(data, "а.zip")
    assert type(caught.value) is cause and caught.value.path.startswith("а.zip")


def test_the_one_document_of_an_archive() -> None:
    source = read_bytes(pack({"дело/Протокол от 12.03.1926": MINUTES.encode("cp866"), "подпись.sig": b"\x00\x01", "стиль.css": b"p {}"}), "а.zip")
    assert source.path == "а.zip/дело/Протокол от 12.03.1926" and source.encoding == "cp866" and source.text == MINUTES


# ---- pages of one document


@pytest.mark.parametrize(
    ("listed", "order"),
    [
        (["scan_002.jpg", "scan_001.jpg", "scan_010.jpg"], None),
        (["scan_2.jpg", "scan_1.jpg", "scan_3.jpg"], [1, 0, 2]),
        (["дело 5 лист 9.tif", "дело 5 лист 10.TIF", "дело 5 лист 11.tif"], [0, 1, 2]),
        (["1.jpg", "2.jpg", "4.jpg"], [0, 1, 2]),
        (["протокол_1926-05-05.jpg", "протокол_1926-05-12.jpg"], None),
        (["дело 1 лист 1.jpg", "дело 2 лист 2.jpg"], None),
        (["1.jpg", "2.png"], None),
        (["а/1.jpg", "б/2.jpg"], None),
        (["1.jpg", "01.jpg"], None),
        (["1.jpg"], None),
        (["1.txt", "2.txt"], None),
        ([], None),
    ],
)
def test_which_pictures_are_pages(listed: list[str], order: list[int] | None) -> None:
    assert page_order(listed) == order


@given(st.permutations(range(1, 13)))
def test_pages_come_in_natural_order(numbers: list[int]) -> None:
    listed = [f"скан {number}.png" for number in numbers]
    order = page_order(listed)
    assert order is not None and [numbers[index] for index in order] == sorted(numbers)


def test_an_archive_of_pages_is_one_document(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pack({"дело/лист 10.png": b"b", "дело/лист 9.png": b"a", "Thumbs.db": b"x"})
    assert find_pages(data, "а.zip") == [("а.zip/дело/лист 9.png", b"a"), ("а.zip/дело/лист 10.png", b"b")]
    asked: list[list[bytes]] = []

    def read_pages(pictures: list[bytes], path: str) -> Source:
        asked.append(pictures)
        return Source(path, MINUTES)

    monkeypatch.setattr(image, "read_pages", read_pages)
    assert read_bytes(data, "а.zip").path == "а.zip" and asked == [[b"a", b"b"]]
    assert find_pages(pack({"лист 1.png": b"a", "лист 2.png": b"b", "опись.txt": b"c"}), "а.zip") is None
    assert find_pages(pack({"1.zip": data}), "а.zip") is None


def test_a_damaged_page_does_not_lose_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_pages(pictures: list[bytes], path: str) -> Source:
        raise BrokenFile(path)

    def read_one(data: bytes, path: str, encoding: str | None) -> Source:
        if data.endswith(b"bad"):
            raise BrokenFile(path)
        return Source(path, MINUTES)

    monkeypatch.setattr(image, "read_pages", read_pages)
    monkeypatch.setattr(image, "read_bytes", read_one)
    (tmp_path / "а.zip").write_bytes(pack({"1.jpg": b"\xff\xd8\xff", "2.jpg": b"\xff\xd8\xffbad", "3.jpg": b"\xff\xd8\xff"}))
    found = [type(one).__name__ for one in read_many(tmp_path / "а.zip")]
    assert found == ["Source", "BrokenFile", "Source"]


# ---- reading many


def mixed() -> bytes:
    files = {"а.txt": MINUTES.encode(), "пусто.txt": b" ", "ещё.zip": pack({"б.txt": SECOND.encode("cp1251")}), "чертёж.ps": b"%!PS", "х.css": b"p"}
    return pack(files)


def test_read_many(tmp_path: Path) -> None:
    place = tmp_path / "архив.zip"
    place.write_bytes(mixed())
    found = list(read_many(place))
    assert [one.path.rpartition("архив.zip/")[2] for one in found] == ["а.txt", "пусто.txt", "ещё.zip/б.txt", "чертёж.ps"]
    assert [type(one) for one in found] == [Source, EmptyFile, Source, UnsupportedFormat]
    (tmp_path / "1.txt").write_text(MINUTES, encoding="utf-8")
    assert [one.path for one in read_many(tmp_path / "1.txt")] == [str(tmp_path / "1.txt")]
    with pytest.raises(UnreadableFile):
        read_many(tmp_path / "нет.zip")
    place.write_bytes(b"PK\x03\x04")
    assert [type(one) for one in read_many(place)] == [BrokenFile]
    place.write_bytes(pack({"x.css": b"p"}))
    assert [str(one) for one in read_many(place)] == [f"{place}: не удалось обработать файл: в архиве нет документов"]


def test_a_fault_of_a_reader_does_not_lose_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = reading.read_bytes

    def broken(data: bytes, path: str, *, encoding: str | None = None) -> Source:
        if path.endswith("а.txt"):
            raise ZeroDivisionError("ой")
        return real(data, path, encoding=encoding)

    monkeypatch.setattr(reading, "read_bytes", broken)
    found = list(archive.read_each(mixed(), "а.zip"))
    assert isinstance(found[0], ExtractorError) and "ZeroDivisionError: ой" in str(found[0]) and isinstance(found[2], Source)


def test_a_member_is_read_by_its_path(tmp_path: Path) -> None:
    (tmp_path / "архив.zip").write_bytes(mixed())
    assert read(tmp_path / "архив.zip" / "ещё.zip" / "б.txt").text == SECOND
    for wrong in ("архив.zip/нет.txt", "архив.zip/ещё.zip", "нет.zip/а.txt"):
        with pytest.raises(UnreadableFile):
            read(tmp_path / wrong)
    (tmp_path / "1.txt").write_text("1")
    with pytest.raises(UnreadableFile):
        read(tmp_path / "1.txt" / "2.txt")


def test_extract_of_an_archive(tmp_path: Path) -> None:
    place = tmp_path / "архив.zip"
    place.write_bytes(mixed())
    with pytest.warns(UserWarning) as told:
        assert [record.number for record in extract(place)] == ["3", "4"]
    assert len(told) == 2 and "пусто.txt: файл пуст" in str(told[0].message)
    place.write_bytes(pack({"1.txt": b" ", "2.txt": b" "}))
    with pytest.raises(EmptyFile):
        extract(place)


def test_the_command_line_writes_the_records_of_all_members(tmp_path: Path) -> None:
    place = tmp_path / "дела" / "архив.zip"
    place.parent.mkdir()
    place.write_bytes(mixed())
    result = call("extract", place.parent)
    found = [json.loads(line) for line in result.out.splitlines()]
    assert [record["number"] for record in found] == ["3", "4"] and result.code == 10
    assert [record["source"]["path"] for record in found] == [f"{place}/а.txt", f"{place}/ещё.zip/б.txt"]
    said = result.err.splitlines()
    assert said[0].startswith(f"{place}/пусто.txt: файл пуст") and said[1].startswith(f"{place}/чертёж.ps: формат PostScript")
    assert said[2] == "файлов: 4, протоколов: 2, не прочитано: 2, пропущено: 0"
    assert [record["number"] for record in json.loads(call("extract", place, "--pretty").out)] == ["3", "4"]
    place.write_bytes(pack({"1.txt": b" ", "2.txt": b" "}))
    assert call("extract", place).code == 13
    place.write_bytes(b"PK\x03\x04")
    assert call("extract", place).code == 24
    assert call("explain", place).code == 24


def test_explain_reads_one_member(tmp_path: Path) -> None:
    (tmp_path / "а.zip").write_bytes(mixed())
    assert "5 мая 1926" in call("explain", tmp_path / "а.zip" / "а.txt", "date").out
    several = call("explain", tmp_path / "а.zip")
    assert several.code == 28 and "а.zip/а.txt" in several.err


# ---- folders


def test_suffixes_are_those_of_formats() -> None:
    assert set(SUFFIXES) <= {row.name for row in FORMATS}
    assert {"", ".txt", ".md", ".zip", ".pdf", ".jpg", ".hocr", ".xml", ".djvu"} <= readable_suffixes()
    assert all(suffix == suffix.lower() for suffix in readable_suffixes())


# ---- damage


@given(st.data())
def test_any_damage_ends_in_sources_and_our_errors(data: st.DataObject) -> None:
    raw = bytearray(SAMPLE)
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(raw)))
        raw[at : at + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=8))
    for one in archive.read_each(bytes(raw), "а.zip"):
        assert isinstance(one, Source) or type(one) is not ExtractorError or "нет документов" in str(one)


SAMPLE = pack({"а.txt": MINUTES.encode(), "в.zip": pack({"б.txt": SECOND.encode("cp866")})})


def test_a_folder_named_word_makes_no_word_file() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("word/1.txt", "Протокол № 1 заседания правления")
    assert read_bytes(out.getvalue(), "архив.zip").text == "Протокол № 1 заседания правления"


def test_a_member_whose_name_begins_with_nul_has_no_name_and_is_passed_over() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("1.txt", "Протокол № 1")
    data = out.getvalue().replace(b"1.txt", b"\x00.txt")
    assert [str(error) for error in archive.read_each(data, "архив.zip")] == ["архив.zip: не удалось обработать файл: в архиве нет документов"]
