"""Scans: what is read of a picture, where it stands, and what damage to the page does not change."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pages import DPI, LINES, SERIF, as_bytes, draw, need_engine

from extractor import extract
from extractor.errors import BrokenFile, EmptyFile, LockedFile, MissingProgram, TooLarge
from extractor.model import Source
from extractor.reading import read_bytes, recognition
from extractor.reading.scan import read_picture
from extractor.record import Record

pytestmark = need_engine()
WORDS = " ".join(" ".join(LINES).split())


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """One process and no cache, but where a test is about them."""
    monkeypatch.setenv("EXTRACTOR_JOBS", "0")
    monkeypatch.setenv("EXTRACTOR_CACHE", "")


def text_of(source: Source) -> str:
    return " ".join(source.text.split())


def test_every_word_of_a_clean_page_is_read() -> None:
    source = read_bytes(as_bytes(draw()), "скан.png")
    assert text_of(source) == WORDS
    assert source.media_type == "image/png" and source.ocr is not None and source.ocr.engine.startswith("tesseract")
    assert [page.number for page in source.pages] == [1]


def test_a_scan_gives_the_record_of_its_text() -> None:
    [scan] = extract(read_bytes(as_bytes(draw()), "скан.png"))
    [text] = extract(read_bytes("\n".join(LINES).encode(), "текст.txt"))
    unlike = {"source", "evidence", "warnings"}
    assert {k: v for k, v in scan.to_dict().items() if k not in unlike} == {k: v for k, v in text.to_dict().items() if k not in unlike}
    assert scan.source.pages == (1, 1) and scan.source.ocr is not None and (scan.source.ocr.confidence or 0) > 80


def places(record: Record) -> Iterator[tuple[str, Any]]:
    for pointer, slices in record.evidence.items():
        for piece in slices:
            yield pointer, piece


def test_the_box_of_a_value_cropped_and_read_again_gives_the_value() -> None:
    page = draw()
    source = read_bytes(as_bytes(page), "скан.png")
    [record] = extract(source)
    found = list(places(record))
    assert all(piece.page == 1 and piece.box and piece.ocr_confidence for _, piece in found)
    scale = DPI / 72
    seen = 0
    for pointer, piece in found:
        if pointer not in ("/date", "/place", "/absentees/0/name", "/decisions/0/text", "/signatures/1/name"):
            continue
        x0, y0, x1, y1 = (value * scale for value in piece.box)
        crop = page.crop((int(x0) - 6, int(y0) - 6, int(x1) + 6, int(y1) + 6))
        again = "".join(word.text for word in recognition.recognise(np.asarray(crop), recognition.BLOCK, dpi=DPI))
        quoted = "".join(source.text[piece.start : piece.stop].split())
        assert quoted.rstrip(".") in again, pointer
        seen += 1
    assert seen == 5


@pytest.mark.parametrize("angle", [180, 90, 270, 2.5, -3])
def test_a_page_that_lies_askew_is_read_and_its_boxes_are_those_of_the_page_as_it_lies(angle: float) -> None:
    from PIL import Image

    page = draw()
    turned = page.rotate(angle, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    source = read_bytes(as_bytes(turned), "скан.png")
    assert text_of(source) == WORDS
    for word in source.words:
        x0, y0, x1, y1 = (round(value * DPI / 72) for value in word.box)
        assert 0 <= x0 < x1 <= turned.width + 2 and 0 <= y0 < y1 <= turned.height + 2
        assert np.asarray(turned)[max(0, y0) : y1, max(0, x0) : x1].min() < 128, word  # there is ink in it


def test_two_pages_side_by_side_are_read_one_after_the_other() -> None:
    from PIL import Image

    left, right = draw(LINES[:7]), draw(LINES[7:])
    spread = Image.new("L", (2 * left.width, left.height), 255)
    spread.paste(left, (0, 0))
    spread.paste(right, (left.width, 0))
    source = read_bytes(as_bytes(spread), "разворот.png")
    assert text_of(source) == WORDS
    after = [word for word in source.words if source.text[word.start : word.stop] == "СЛУШАЛИ:"]
    assert after[0].box[0] > 400


def test_a_dark_border_and_yellow_paper_are_no_text() -> None:
    page = np.asarray(draw()).astype(float)
    shade = np.linspace(0.62, 0.95, page.shape[1])[None, :]
    page = page * shade
    page[:, :40] = 12
    page[-30:, :] = 20
    picture = page.astype(np.uint8)
    [sheet] = read_picture(picture, 1, DPI)
    assert " ".join(spot.text for spot in sheet.spots()) == WORDS


def test_a_pen_of_another_colour_is_no_text() -> None:
    from PIL import ImageDraw

    page = draw().convert("RGB")
    pen = ImageDraw.Draw(page)
    for shift in range(0, 60, 12):  # a signature that runs into the line above it
        pen.arc((360 + shift, 690, 560 + shift, 800), 20 * shift, 20 * shift + 200, fill=(70, 60, 190), width=4)
    source = read_bytes(as_bytes(page), "подпись.png")
    assert text_of(source) == WORDS


def test_cells_of_a_ruled_table_are_parted_by_tabs() -> None:
    from PIL import ImageDraw, ImageFont

    page, scale = draw(("Поручения",)), DPI / 72
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(str(SERIF), int(12 * scale))
    for row, cells in enumerate((("Что сделать", "Кто"), ("Купить бумагу", "Зимин А. П."), ("Вымыть окна", "Ласточкин"))):
        for x, cell in zip((36, 166), cells, strict=True):
            pen.text((x * scale, (62 + 20 * row) * scale), cell, font=font, fill=0)
    for y in (58, 78, 98, 118):
        pen.line((30 * scale, y * scale, 330 * scale, y * scale), fill=0, width=3)
    for x in (30, 160, 330):
        pen.line((x * scale, 58 * scale, x * scale, 118 * scale), fill=0, width=3)
    source = read_bytes(as_bytes(page), "таблица.png")
    assert [line for line in source.text.splitlines() if line] == [
        "Поручения", "Что сделать\tКто", "Купить бумагу\tЗимин А. П.", "Вымыть окна\tЛасточкин",
    ]  # fmt: skip


def test_the_rule_for_a_signature_becomes_underscores() -> None:
    from PIL import ImageDraw

    page = draw(("Председатель                              / А. П. Зимин /",))
    pen, scale = ImageDraw.Draw(page), DPI / 72
    pen.line((110 * scale, 37 * scale, 195 * scale, 37 * scale), fill=0, width=2)
    text = text_of(read_bytes(as_bytes(page), "подпись.png"))
    assert text.startswith("Председатель ______") and text.endswith("А. П. Зимин /")


def test_a_tiff_of_two_pages_is_one_document() -> None:
    first, second = draw(LINES[:7]), draw(LINES[7:])
    out = io.BytesIO()
    first.save(out, "TIFF", save_all=True, append_images=[second], dpi=(DPI, DPI), compression="tiff_lzw")
    source = read_bytes(out.getvalue(), "дело.tif")
    assert text_of(source) == WORDS and [page.number for page in source.pages] == [1, 2]


@pytest.mark.parametrize("kind", ["JPEG", "BMP", "WEBP", "JPEG2000", "GIF"])
def test_every_kind_of_picture(kind: str) -> None:
    options: dict[str, Any] = {} if kind in ("JPEG", "BMP") else {"dpi": None}
    if kind == "WEBP":
        options["lossless"] = True
    data = as_bytes(draw(LINES[:3]), kind, **options)
    assert text_of(read_bytes(data, "скан")) == " ".join(" ".join(LINES[:3]).split())


def test_low_resolution_is_read() -> None:
    source = read_bytes(as_bytes(draw(dpi=110), dpi=(110, 110)), "мелко.png")
    right = set(text_of(source).split()) & set(WORDS.split())
    assert len(right) > 0.9 * len(set(WORDS.split()))


def test_a_blank_page_is_an_empty_file() -> None:
    with pytest.raises(EmptyFile):
        read_bytes(as_bytes(draw(())), "пусто.png")


@pytest.mark.slow
def test_noise_is_not_taken_for_words() -> None:
    noise = np.random.default_rng(3).integers(0, 255, (700, 600)).astype(np.uint8)
    sheets = read_picture(noise, 1, 300, seconds=5)
    assert sum(char.isalpha() for sheet in sheets for spot in sheet.spots() for char in spot.text) < 40


def test_a_picture_cut_short_is_broken() -> None:
    data = as_bytes(draw())
    for length in (40, 300):
        with pytest.raises(BrokenFile):
            read_bytes(data[:length], "обрезан.png")


@pytest.mark.slow
def test_a_picture_of_a_thousand_million_points_is_too_large() -> None:
    from PIL import Image

    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    with pytest.raises(TooLarge):
        read_bytes(out.getvalue(), "огромный.png")


def test_without_the_data_of_tesseract_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "_PLACES", ())
    monkeypatch.delenv("TESSDATA_PREFIX", raising=False)
    recognition._engine.cache_clear()
    with pytest.raises(MissingProgram) as caught:
        read_bytes(as_bytes(draw()), "скан.png")
    for word in ("скан.png", "apt-get install tesseract-ocr-rus", "brew install tesseract-lang", "Windows"):
        assert word in str(caught.value)
    assert read_bytes("Протокол".encode(), "текст.txt").text == "Протокол"


def test_a_page_is_recognised_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXTRACTOR_CACHE", str(tmp_path))
    data = as_bytes(draw(LINES[:3]))
    first = read_bytes(data, "скан.png")
    [kept] = tmp_path.rglob("*.json")

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("recognised again")

    monkeypatch.setattr("extractor.reading.lines.recognise", refuse)
    second = read_bytes(data, "скан.png")
    assert (second.text, second.words) == (first.text, first.words)
    kept.write_text(json.dumps({"damaged": True}))
    monkeypatch.undo()
    monkeypatch.setenv("EXTRACTOR_JOBS", "0")
    monkeypatch.setenv("EXTRACTOR_CACHE", str(tmp_path))
    assert read_bytes(data, "скан.png").text == first.text


def test_a_value_on_faint_words_is_doubted(monkeypatch: pytest.MonkeyPatch) -> None:
    source = read_bytes(as_bytes(draw()), "скан.png")
    start = source.text.index("17 марта")
    faint = tuple(word._replace(confidence=23.0) if word.start == start else word for word in source.words)
    [record] = extract(Source(source.path, source.text, pages=source.pages, words=faint, ocr=source.ocr))
    assert [doubt.pointer for doubt in record.warnings if doubt.code == "ocr.faint"] == ["/date"]


def test_locked_is_told_from_broken() -> None:
    assert issubclass(LockedFile, Exception) and LockedFile.exit_code != BrokenFile.exit_code
