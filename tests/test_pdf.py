"""PDF: the text layer where it is sound, recognition where it is not, and files that are no good."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pages import LINES, SERIF, draw, need_engine

from extractor import extract
from extractor.errors import BrokenFile, EmptyFile, ExtractorError, LockedFile
from extractor.model import Source
from extractor.reading import read_bytes
from extractor.reading.layer import is_broken, known_share

pytestmark = need_engine()
WORDS = " ".join(" ".join(LINES).split())
WIDTH, HEIGHT = 460, 330


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXTRACTOR_JOBS", "0")
    monkeypatch.setenv("EXTRACTOR_CACHE", "")


@pytest.fixture
def no_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a page of text was recognised")

    monkeypatch.setattr("extractor.reading.scan.read_picture", refuse)


class Paper:
    """A PDF being written, page by page; coordinates in points from the top left."""

    def __init__(self, **options: Any) -> None:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont
        from reportlab.pdfgen.canvas import Canvas

        pdfmetrics.registerFont(TTFont("serif", str(SERIF)))
        self.out = io.BytesIO()
        self.canvas = Canvas(self.out, pagesize=(WIDTH, HEIGHT), **options)

    def put(self, x: float, y: float, text: str, *, hidden: bool = False) -> None:
        shape = self.canvas.beginText(x, HEIGHT - y)
        shape.setFont("serif", 12)
        shape.setTextRenderMode(3 if hidden else 0)
        shape.textOut(text)
        self.canvas.drawText(shape)

    def lines(self, lines: tuple[str, ...] = LINES, *, hidden: bool = False) -> None:
        for number, line in enumerate(lines):
            x = 30.0
            for piece in line.split("  "):
                if piece.strip():
                    self.put(x, 36 + number * 19, piece.strip(), hidden=hidden)
                    x += self.canvas.stringWidth(piece.strip(), "serif", 12)
                x += self.canvas.stringWidth("  ", "serif", 12)

    def picture(self, page: Any, x: float = 0, y: float = 0, width: float = WIDTH, height: float = HEIGHT) -> None:
        from reportlab.lib.utils import ImageReader

        self.canvas.drawImage(ImageReader(page), x, HEIGHT - y - height, width, height)

    def rule(self, *ends: float) -> None:
        x0, y0, x1, y1 = ends
        self.canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)

    def turn(self) -> None:
        self.canvas.showPage()

    def data(self) -> bytes:
        self.canvas.save()
        return self.out.getvalue()


def text_of(source: Source) -> str:
    return " ".join(source.text.split())


@pytest.mark.usefixtures("no_recognition")
def test_the_text_layer_is_read_as_it_is() -> None:
    paper = Paper()
    paper.lines(LINES[:7])
    paper.turn()
    paper.lines(LINES[7:])
    source = read_bytes(paper.data(), "протокол.pdf")
    assert text_of(source) == WORDS and source.ocr is None
    assert [page.number for page in source.pages] == [1, 2]
    chair = next(word for word in source.words if source.text[word.start : word.stop] == "СЛУШАЛИ:")
    assert chair.page == 2 and chair.confidence is None
    assert chair.box[0] == pytest.approx(30, abs=1) and chair.box[1] < 36 < chair.box[3] + 1


@pytest.mark.usefixtures("no_recognition")
def test_a_pdf_gives_the_record_of_its_text() -> None:
    paper = Paper()
    paper.lines()
    [pdf] = extract(read_bytes(paper.data(), "протокол.pdf"))
    [text] = extract(read_bytes("\n".join(LINES).encode(), "текст.txt"))
    unlike = {"source", "evidence"}
    assert {k: v for k, v in pdf.to_dict().items() if k not in unlike} == {k: v for k, v in text.to_dict().items() if k not in unlike}
    assert pdf.evidence["/date"][0].box is not None and pdf.source.pages == (1, 1)


@pytest.mark.usefixtures("no_recognition")
def test_words_are_put_in_the_order_of_reading_whatever_the_order_of_the_file() -> None:
    paper = Paper()
    for x, y, text in ((90, 60, "дня:"), (30, 90, "1. О дровах"), (30, 60, "Повестка"), (30, 36, "ПРОТОКОЛ")):
        paper.put(x, y, text)
    assert read_bytes(paper.data(), "п.pdf").text.split() == ["ПРОТОКОЛ", "Повестка", "дня:", "1.", "О", "дровах"]


@pytest.mark.usefixtures("no_recognition")
def test_cells_of_a_ruled_table_are_parted_by_tabs() -> None:
    paper = Paper()
    paper.put(30, 30, "Поручения")
    for row, cells in enumerate((("Что", "Кто"), ("Купить бумагу и", "Зимин А. П."), ("Вымыть окна", "Ласточкин"))):
        for x, cell in zip((40, 200), cells, strict=True):
            paper.put(x, 74 + 40 * row, cell)
    paper.put(40, 130, "чернила")
    for y in (55, 90, 140, 180):
        paper.rule(35, y, 330, y)
    for x in (35, 190, 330):
        paper.rule(x, 55, x, 180)
    lines = [line for line in read_bytes(paper.data(), "т.pdf").text.splitlines() if line]
    assert lines == ["Поручения", "Что\tКто", "Купить бумагу и чернила\tЗимин А. П.", "Вымыть окна\tЛасточкин"]


@pytest.mark.usefixtures("no_recognition")
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_boxes_on_a_turned_page_are_those_of_the_page_as_shown(turn: int) -> None:
    paper = Paper()
    paper.canvas.setPageRotation(turn)
    paper.put(30, 50, "Протокол")
    [word] = read_bytes(paper.data(), "п.pdf").words
    x, y = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
    up = HEIGHT - 46  # reportlab gives a page that lies on its side its width for its height
    middle = {90: (up, 54), 180: (WIDTH - 54, HEIGHT - 46), 270: (WIDTH - up, HEIGHT - 54)}[turn]
    assert (x, y) == pytest.approx(middle, abs=8)


@pytest.mark.usefixtures("no_recognition")
def test_text_along_the_side_of_a_page_is_read_with_its_columns() -> None:
    paper = Paper()
    paper.canvas.translate(WIDTH, 0)
    paper.canvas.rotate(90)
    for number, line in enumerate(("Председатель", "Секретарь")):
        paper.put(30, 60 + 20 * number, line)
        paper.put(200, 60 + 20 * number, "А. П. Зимин")
    source = read_bytes(paper.data(), "альбом.pdf")
    lines = source.text.splitlines()
    assert [line.split() for line in lines] == [[post, "А.", "П.", "Зимин"] for post in ("Председатель", "Секретарь")]
    assert all("    " in line for line in lines)
    assert source.words[0].box[3] - source.words[0].box[1] > 40  # it stands upright on the page as it lies


def test_a_scanned_page_between_pages_of_text_is_recognised() -> None:
    paper = Paper()
    paper.lines(LINES[:7])
    paper.turn()
    paper.picture(draw(LINES[7:]))
    source = read_bytes(paper.data(), "смешанный.pdf")
    assert text_of(source) == WORDS
    assert {word.page for word in source.words if word.confidence is not None} == {2} and source.ocr is not None


def test_a_letterhead_that_is_a_picture_is_recognised_where_it_stands() -> None:
    paper = Paper()
    head = draw(("Товарищество «Заря»",), height=40, width=300)
    paper.picture(head, 60, 10, 300, 40)
    paper.lines(("", "", *LINES[:3]))
    source = read_bytes(paper.data(), "бланк.pdf")
    assert text_of(source).startswith("Товарищество «Заря» ПРОТОКОЛ № 14")
    [word] = [word for word in source.words if source.text[word.start : word.stop] == "Товарищество"]
    assert 80 < word.box[0] < 100 and word.box[3] < 50 and word.confidence is not None


def test_a_layer_in_wrong_letters_gives_way_to_what_one_sees() -> None:
    paper = Paper()
    paper.picture(draw())
    paper.lines(("IIPOTOKOJI Ns 14 3aceqaHua", "IlpucyrcTBoBaJIu: 3uMuH A. fl., KpyruKoBa E. C.", "CJIYIIIAJIM: O noqroroBKe uHBeHTapa"), hidden=True)
    assert text_of(read_bytes(paper.data(), "слой.pdf")) == WORDS


@pytest.mark.usefixtures("no_recognition")
def test_a_good_layer_over_a_scan_is_kept() -> None:
    paper = Paper()
    paper.picture(draw())
    paper.lines(hidden=True)
    source = read_bytes(paper.data(), "слой.pdf")
    assert text_of(source) == WORDS and source.ocr is None


def test_a_layer_of_bad_recognition_is_told_from_a_good_one() -> None:
    bad = "заседапие правлепия иостановило ирипять доклад зпведующего хозийством и поручнть ему закупнть железо доеки гвозди сгекло ". split()
    good = "заседание правления постановило принять доклад заведующего хозяйством и поручить ему закупить железо доски гвозди стекло".split()
    assert known_share(2 * bad) < 0.72 < known_share(2 * good)
    assert is_broken(2 * bad, over_picture=True) and not is_broken(2 * good, over_picture=True)
    assert not is_broken(["The", "minutes", "of", "the", "meeting", "and", "the", "agenda"])
    assert is_broken(["\ue001\ue002\ue003", "\ue004\ue005"])


def test_an_encrypted_file_is_locked() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    paper = Paper(encrypt=StandardEncryption("тайна", canPrint=0, strength=128))
    paper.lines(LINES[:3])
    with pytest.raises(LockedFile, match="закрыт.pdf: файл зашифрован"):
        read_bytes(paper.data(), "закрыт.pdf")


def test_a_file_cut_short_is_broken_or_gives_what_is_left() -> None:
    paper = Paper()
    paper.lines()
    data = paper.data()
    for part in (0.02, 0.3, 0.7, 0.95):
        try:
            assert read_bytes(data[: int(len(data) * part)], "обрезан.pdf").text.strip()
        except ExtractorError as error:
            assert isinstance(error, (BrokenFile, EmptyFile)) and "обрезан.pdf" in str(error)


@pytest.mark.slow
def test_five_thousand_empty_pages_are_an_empty_file() -> None:
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out)
    for _ in range(5000):
        canvas.showPage()
    canvas.save()
    with pytest.raises(EmptyFile):
        read_bytes(out.getvalue(), "пусто.pdf")
