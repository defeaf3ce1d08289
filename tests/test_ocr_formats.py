"""hOCR, ALTO, PAGE XML and DjVu: text, order, boxes, confidence, and what damage does not do."""

from __future__ import annotations

import shutil
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import LINES, as_bytes, draw, need_engine

from extractor import extract
from extractor.errors import BrokenFile, EmptyFile, ExtractorError, TooLarge
from extractor.model import Source
from extractor.reading import djvu, ocrxml, read_bytes
from extractor.reading.formats import recognise

DATA = Path(__file__).parent / "data"

HOCR = (DATA / "page.hocr").read_text(encoding="utf-8")
ALTO = (DATA / "abbyy.alto.xml").read_text(encoding="utf-8")
PAGE = (DATA / "transkribus.page.xml").read_text(encoding="utf-8")
SAMPLES = {"hOCR": HOCR, "ALTO": ALTO, "PAGE": PAGE}
NEEDS_ENGINE: pytest.MarkDecorator = need_engine()


def words(source: Source) -> list[str]:
    return [source.text[word.start : word.stop] for word in source.words]


@pytest.mark.parametrize("name", list(SAMPLES))
def test_the_format_is_told_by_content(name: str) -> None:
    assert recognise(SAMPLES[name].encode()).name == name
    assert recognise(SAMPLES[name].replace("UTF-8", "UTF-16").encode("utf-16")).name == name
    assert recognise(("\ufeff \n" + SAMPLES[name]).encode()).name == name
    assert recognise(SAMPLES[name].partition("?>")[2].encode()).name == name


@pytest.mark.parametrize("other", ["<html><p>Разметка ocr_page и class</p></html>", "<?xml version='1.0'?><tei><alto/></tei>", "Слушали: <alto>"])
def test_other_mark_up_is_not_taken_for_it(other: str) -> None:
    assert recognise(other.encode()).name not in SAMPLES


@pytest.mark.parametrize("opening", [b"<?a?>" * 4000, b"<!--" * 5000, b" " * 20000, b"<!DOCTYPE a>" * 2000, b"<!-- -->" * 3000 + b"<"])
def test_what_stands_before_the_root_costs_no_time(opening: bytes) -> None:
    assert recognise(opening).name in ("TXT", "XML", "HTML")


def test_hocr() -> None:
    source = read_bytes(HOCR.encode(), "1.hocr")
    assert source.text == "ПРОТОКОЛ № 7\nСлу\u00ad\nшали: О смете\n\fРешили так:\nпринять.\n"
    assert [page.number for page in source.pages] == [5, 6]
    assert source.words[0] == (0, 8, 5, (72.0, 72.0, 192.0, 86.4), 96.0)
    assert words(source)[1:3] == ["№", "7"] and source.words[1].confidence == 40 and source.words[2].box[2] == 288.0
    assert source.words[3].confidence is None and source.words[4].box == (72.0, 129.6, 210.46, 144.0)
    assert source.ocr == ("tesseract 5.3.0", ("eng", "rus"), 58.7)
    assert source.media_type == "text/vnd.hocr+html" and source.encoding == "utf-8"


def test_hocr_without_pages_and_lines_that_are_not_closed() -> None:
    source = read_bytes("<html><body><span class=ocr_line title='bbox 0 0 9 9'>Слушали:<span class='ocrx_word'>О смете".encode(), "1")
    assert source.text.split() == ["О", "смете"] and source.pages[0].number == 1


def test_alto_of_abbyy() -> None:
    source = read_bytes(ALTO.encode(), "1.xml")
    lines = [line.strip() for line in source.text.splitlines() if line.strip()]
    assert lines == ["31", "ПРОТОКОЛ", "заседа-", "ния правления", "Слушали: О смете", "Рогов\tболен", "Савина\tотпуск", "Внизу"]
    assert [page.number for page in source.pages] == [31]
    found = dict(zip(words(source), source.words, strict=True))
    assert found["ПРОТОКОЛ"].box == (72.0, 72.0, 144.0, 80.5) and found["ПРОТОКОЛ"].confidence == 100
    assert found["заседа-"].confidence == 85 and found["правления"].confidence == 95
    assert found["Слушали:"].box[0] == 72.0 and found["смете"].box[2] == 270.43 and found["смете"].confidence is None
    assert source.ocr is not None and source.ocr.engine == "FineReader 11.0" and source.ocr.languages == ("rus",)


@pytest.mark.parametrize(("unit", "edge"), [("pixel", 24.0), ("inch1200", 6.0), ("mm10", 28.35), ("", 24.0)])
def test_units_of_alto(unit: str, edge: float) -> None:
    line = "<TextLine><String CONTENT='Слово' HPOS='100' VPOS='0' WIDTH='1' HEIGHT='1'/></TextLine>"
    head = f"<Description><MeasurementUnit>{unit}</MeasurementUnit></Description>"
    whole = f"<alto>{head}<Layout><Page><PrintSpace><TextBlock>{line}</TextBlock></PrintSpace></Page></Layout></alto>"
    assert read_bytes(whole.encode(), "1").words[0].box[0] == edge


def test_reading_order_and_numbers_of_alto() -> None:
    def block(name: str) -> str:
        string = f"<String CONTENT='{name}' HPOS='1' VPOS='1' WIDTH='1' HEIGHT='1'/>"
        return f"<TextBlock ID='{name}'><TextLine ID='l{name}'>{string}</TextLine></TextBlock>"

    def page(number: str, *names: str) -> str:
        return f"<Page PHYSICAL_IMG_NR='{number}'><PrintSpace>{''.join(map(block, names))}</PrintSpace></Page>"

    order = "<ReadingOrder><OrderedGroup><ElementRef REF='в'/><OrderedGroup><ElementRef REF='lа'/></OrderedGroup></OrderedGroup></ReadingOrder>"
    whole = f"<alto>{order}<Layout>{page('0', 'а', 'б', 'в')}{page('1', 'г')}{page('x', 'д')}</Layout></alto>"
    source = read_bytes(whole.encode(), "1")
    assert source.text.split() == ["в", "а", "б", "г", "д"]
    assert [p.number for p in source.pages] == [1, 2, 3]


def test_page_xml() -> None:
    source = read_bytes(PAGE.encode(), "1.xml")
    lines = [line.strip() for line in source.text.splitlines() if line.strip()]
    assert lines == ["ПРОТОКОЛ №4", "собрания", "Рогов\tболен", "Слушали: О-", "о смете.", "Без строк", "вторая"]
    found = dict(zip(words(source), source.words, strict=True))
    assert found["ПРОТОКОЛ"].box == (72.0, 72.0, 144.0, 86.4) and found["ПРОТОКОЛ"].confidence == 50
    assert found["Слушали:"].box[:2] == (72.0, 216.0) and found["Слушали:"].confidence == 75 and found["О-"].box[2] == 216.0
    assert source.ocr == ("Transkribus", ("Russian",), 72.5)


def test_a_line_that_was_rewritten_is_spread_over_its_box() -> None:
    changed = PAGE.replace("<Unicode>ПРОТОКОЛ №4</Unicode>", "<Unicode>ПРОТОКОЛ собрания №4</Unicode>")
    source = read_bytes(changed.encode(), "1.xml")
    assert words(source)[:3] == ["ПРОТОКОЛ", "собрания", "№4"] and source.words[2].box[2] == 216.0


def test_encodings() -> None:
    for codec, said in (("cp1251", "windows-1251"), ("utf-16", "UTF-16"), ("koi8-r", "koi8-r")):
        for name, sample in SAMPLES.items():
            kept = sample.replace("UTF-8", said).replace("№", "N").replace("\u00ad", "")
            source = read_bytes(kept.encode(codec, "xmlcharrefreplace"), name)
            assert "мете" in source.text and source.encoding == said.lower()
    lying = ALTO.replace("№", "N").encode("cp1251")  # says UTF-8
    assert read_bytes(lying, "1").encoding == "windows-1251"
    assert read_bytes(lying, "1", encoding="cp1251").text == read_bytes(lying, "1").text


BOMB = '<!DOCTYPE alto [<!ENTITY a "Слово Слово">' + "".join(f'<!ENTITY a{i} "{"&a;" * 10}">' for i in range(9)) + "]>"
OUTSIDE = '<!DOCTYPE alto [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (ALTO.replace("<alto", BOMB + "<alto", 1), BrokenFile),
        (ALTO.replace("<alto", OUTSIDE + "<alto", 1).replace('CONTENT="31"', 'CONTENT="&x;"'), BrokenFile),
        (ALTO[:1500], BrokenFile),
        (PAGE.replace("</Page>", ""), BrokenFile),
        ("<alto>" + "<ComposedBlock>" * 5000, BrokenFile),
        ("<alto><Layout><Page/></Layout></alto>", EmptyFile),
        ("<PcGts><Page/></PcGts>", EmptyFile),
        ("<html><div class='ocr_page'></div></html>", EmptyFile),
    ],
)
def test_hostile_and_empty_files(data: str, cause: type[ExtractorError]) -> None:
    with pytest.raises(cause) as caught:
        read_bytes(data.encode(), "плохой.xml")
    assert caught.value.path == "плохой.xml"


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*args: Any, **named: Any) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    linked = ALTO.replace("<alto", '<!DOCTYPE alto SYSTEM "http://127.0.0.1:9/a.dtd"><alto', 1)
    assert "ПРОТОКОЛ" in read_bytes(linked.encode(), "1.xml").text
    assert "ПРОТОКОЛ" in read_bytes(HOCR.encode(), "1.xml").text


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocrxml, "MOST_WORDS", 10)
    with pytest.raises(TooLarge):
        read_bytes(ALTO.encode(), "1.xml")
    monkeypatch.setattr(ocrxml, "MOST_BYTES", 100)
    with pytest.raises(TooLarge):
        read_bytes(PAGE.encode(), "1.xml")


def test_boxes_beyond_reason_cost_no_memory() -> None:
    near, far = "<span class=ocrx_word title='bbox 0 1 2 3'>аааа</span>", "<span class=ocrx_word title='bbox 9999990 1 9999999 3'>б</span>"
    rows = f"<span class=ocr_line>{near}{far}</span>" * 200
    assert len(read_bytes(f"<html><div class=ocr_page>{rows}</div></html>".encode(), "1").text) < 10_000_000


HARM = [b"", b"<", b"&", b'"', b"1e308", b"nan", b"-1", b"</Page>", b"<String CONTENT='"]


@given(st.sampled_from(list(SAMPLES.values())), st.data())
def test_any_damage_ends_in_a_source_or_one_of_our_errors(sample: str, data: st.DataObject) -> None:
    raw = bytearray(sample.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at, size = data.draw(st.integers(0, len(raw))), data.draw(st.integers(0, 60))
        raw[at : at + size] = data.draw(st.binary(max_size=20) | st.sampled_from(HARM))
    try:
        source = read_bytes(bytes(raw), "1")
    except ExtractorError:
        return
    assert source.text.strip() and all(source.text[word.start : word.stop].strip() for word in source.words)


# ---- real tesseract


@NEEDS_ENGINE
@pytest.mark.skipif(not shutil.which("tesseract"), reason="Debian: apt-get install tesseract-ocr")
@pytest.mark.slow
def test_real_tesseract(tmp_path: Path) -> None:
    (tmp_path / "p.png").write_bytes(as_bytes(draw()))
    command = ["tesseract", "p.png", "out", "-l", "rus", "--psm", "4", "hocr", "alto"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=60)
    hocr = read_bytes((tmp_path / "out.hocr").read_bytes(), "out.hocr")
    alto = read_bytes((tmp_path / "out.xml").read_bytes(), "out.xml")
    assert hocr.text.split() == alto.text.split() and hocr.ocr is not None and alto.ocr is not None
    assert hocr.ocr.engine.startswith("tesseract") and hocr.ocr.engine == alto.ocr.engine and hocr.ocr.languages == ("rus",)
    assert [word.confidence for word in hocr.words] == [word.confidence for word in alto.words]
    [record] = extract(hocr)
    assert record.number == "14" and record.date == "1934-03-17" and len(record.attendees) == 3
    assert len(set(hocr.text.split()) & set(" ".join(LINES).split())) > 0.9 * len(set(" ".join(LINES).split()))
    assert 20 < hocr.words[0].box[0] < 460 and hocr.words[-1].box[3] < 330  # 200 dpi are known


# ---- DjVu: two_pages.djvu was made with cjb2, djvused and djvm of a drawn page; the second page has no hidden text


@pytest.fixture()
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXTRACTOR_JOBS", "0")
    monkeypatch.setenv("EXTRACTOR_CACHE", "")


def test_the_hidden_text_of_djvu(in_this_process: None) -> None:
    sheet = djvu.read_layer(str(DATA / "two_pages.djvu"), 1)
    assert [[spot.text for spot in row[0]] for row in sheet.rows] == [["ПРОТОКОЛ", "№", "3"], "заседания правления артели \"Луч\"".split()]
    assert (sheet.width, sheet.height) == (595.2, 432.0) and sheet.rows[0][0][0].box == (48.96, 41.28, 137.76, 51.84)
    assert not djvu.read_layer(str(DATA / "two_pages.djvu"), 2).rows
    pixels, dpi = djvu.render_page(str(DATA / "two_pages.djvu"), 2)
    assert pixels.shape == (900, 1240, 3) and dpi == 150 and pixels.min() < 50


@NEEDS_ENGINE
def test_a_page_of_djvu_without_text_is_recognised(in_this_process: None) -> None:
    source = read_bytes((DATA / "two_pages.djvu").read_bytes(), "дело.djvu")
    first, second = source.text.split("\f")
    assert first == 'ПРОТОКОЛ № 3\nзаседания правления артели "Луч"\n' and "Поручить тов. Рогову закупку." in second
    assert source.media_type == "image/vnd.djvu" and source.words[-1].page == 2 and (source.words[-1].confidence or 0) > 50


@pytest.mark.parametrize("turn", [1, 2, 3])
@pytest.mark.skipif(not shutil.which("djvused"), reason="Debian: apt-get install djvulibre-bin")
def test_turned_pages_of_djvu(turn: int, tmp_path: Path) -> None:
    place = tmp_path / "1.djvu"
    shutil.copy(DATA / "two_pages.djvu", place)
    subprocess.run(["djvused", str(place), "-e", f"select 1; set-rotation {turn}", "-s"], check=True, timeout=60)
    sheet = djvu.read_layer(str(place), 1)
    pixels, dpi = djvu.render_page(str(place), 1)
    assert pixels.shape[:2] == (round(sheet.height * dpi / 72), round(sheet.width * dpi / 72))
    x0, y0, x1, y1 = (round(edge * dpi / 72) for edge in sheet.rows[0][0][0].box)
    assert (pixels[y0:y1, x0:x1] < 128).mean() > 0.15  # letters stand in the box of the word
    blank = (pixels < 128).mean()
    assert blank < 0.05


@pytest.mark.parametrize("size", [0, 4, 12, 30, 100, 700, 1500])
def test_djvu_cut_short(size: int, in_this_process: None) -> None:
    with pytest.raises(BrokenFile):
        read_bytes(b"AT&TFORM" + (DATA / "two_pages.djvu").read_bytes()[8 : 8 + size], "1.djvu")


_SPAN = b"<html><div class=ocr_page><span class=ocrx_word title='%s'>a</span>"
_REGION = b"<PcGts><Page><TextRegion>%s</TextRegion></Page></PcGts>"


@pytest.mark.parametrize(
    "data",
    [
        b"<html><div class=ocr_page><meta charset" + b" " * 300_000,
        _SPAN % (b"bbox" + b" " * 1900) * 1000,
        _SPAN % (b"bbox 1 " * 100_000),
        b"<html><div class=ocr_page>" + b"<span class=ocr_line>" * 50_000,
        b"<alto><Layout><Page><PrintSpace><TextBlock><TextLine><String CONTENT='" + b"a " * 1_000_000 + b"'/>",
        _REGION % (b"<TextLine><Coords points='" + b"1,2 " * 500_000 + b"'/><TextEquiv><Unicode>x</Unicode></TextEquiv></TextLine>"),
        b"<alto><Layout><Page><PrintSpace>" + b"".join(b"<TextBlock ID='b%d' IDNEXT='b%d'/>" % (i, (i + 1) % 20_000) for i in range(20_000)),
    ],
    ids=["blanks", "titles", "boxes", "depth", "content", "points", "ring"],
)
def test_what_is_made_to_be_slow_is_read_soon(data: bytes) -> None:
    begun = time.monotonic()
    with suppress(ExtractorError):
        assert read_bytes(data, "1").text
    assert time.monotonic() - begun < 1.5
