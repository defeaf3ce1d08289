"""The rendered corpus: what is printed is the text, the truth holds the ink, damage is repeatable and graded."""

from __future__ import annotations

import importlib.util
import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from render import Rendered, main, render, write
from rendering.contents import Art, Line, Paragraph, Table, is_rule, lay_out
from rendering.fonts import FONTS, choose_font, find_font, font_file, missing
from rendering.grades import GRADES, move, turn
from rendering.keeping import tell_truth
from rendering.likeness import Likeness, compare
from rendering.sample import draw_sample, read_text

from extractor.errors import MissingPackage, MissingProgram, UsageError
from extractor.language.fold import is_old_spelling

DAMAGES = importlib.util.find_spec("augraphy") is not None
TYPED = """\
                     ПРОТОКОЛ № 5
        заседания цехкома от 3 марта 1951 г.

Присутствовали: Корзухин П. Е.        Лядова М. И.

СЛУШАЛИ:                     ПОСТАНОВИЛИ:
1. О кровле (докл. т. Лядова).   1. Починить до 1 мая.
"""
TABLE = "№\tЧто\tСрок\n1\tКрыша над складом\t1 мая\n"
PRINTED = "Протокол № 5\nзаседания правления\n\n" + "Слушали: доклад о ремонте крыши и о покупке железа на зиму. " * 9 + "\n" + TABLE
BARRED = """\
--------------------|--------------------
    СЛУШАЛИ:        |   ПОСТАНОВИЛИ:
--------------------|--------------------
1. О ремонте кров-  | 1. Починить до
ли склада.          | первого мая.
--------------------|--------------------
"""
OLD = "Протоколъ № 2\nзасѣданія Попечительства о бѣдныхъ.\nСлушали: прошеніе Ѳ. Ильина.\n"


def have_fonts() -> bool:
    try:
        return all(font_file(font) for font in FONTS)
    except MissingProgram:
        return False


needs_fonts = pytest.mark.skipif(not have_fonts(), reason="a font of Debian is missing")


def words_of(rendered: Rendered) -> list[str]:
    return [word.text for scan in rendered.scans for word in scan.picture.words]


def pixels_of(rendered: Rendered) -> list[Any]:
    return [scan.picture.pixels for scan in rendered.scans]


def test_lines_are_kept_or_wrapped_by_the_look_of_the_text() -> None:
    typed, printed, old = lay_out(TYPED), lay_out(PRINTED), lay_out(OLD)
    assert (typed.style, typed.kept, printed.style, printed.kept, old.style) == ("typewriter", True, "serif", False, "old")
    assert all(isinstance(element, Line) for element in typed.elements)
    assert isinstance(printed.elements[0], Paragraph) and printed.elements[0].centred
    assert [e.rows[1] for e in printed.elements if isinstance(e, Table)] == [("1", "Крыша над складом", "1 мая")]


def test_bars_of_a_typescript_are_line_art_and_pipes_of_a_table_are_not() -> None:
    [art] = [e for e in lay_out(BARRED).elements if isinstance(e, Art)]
    assert art.bars == (20,)
    [table] = [e for e in lay_out("№|Кто|Голос\n1|Зимин|за\n2|Лядова М. И.|\n").elements if isinstance(e, Table)]
    assert table.rows[2] == ("2", "Лядова М. И.", "")


def test_numbers_before_tabs_make_a_list_and_no_table() -> None:
    assert not any(isinstance(e, Table) for e in lay_out("1.\tО кровле\n2.\tО железе\n").elements)


@needs_fonts
@pytest.mark.parametrize("text", [TYPED, PRINTED, OLD], ids=["typed", "printed", "old"])
def test_every_word_stands_in_the_truth_in_order(text: str) -> None:
    assert words_of(render("проба", text, "clean", dpi=100)) == text.split()


@needs_fonts
def test_columns_between_rules_are_read_one_after_the_other() -> None:
    assert " ".join(words_of(render("проба", BARRED, "clean", dpi=100))) == (
        "СЛУШАЛИ: ПОСТАНОВИЛИ: 1. О ремонте кров- ли склада. 1. Починить до первого мая."
    )


@needs_fonts
def test_no_word_of_the_corpora_is_lost() -> None:
    for name in draw_sample(5, seed=2):
        text = read_text(name)
        marks = [word for line in text.replace("|", " ").split("\n") if not is_rule(line) for word in line.split()]
        assert sorted(word for word in words_of(render(name, text, "clean", dpi=50)) if word != "|") == sorted(marks), name


@needs_fonts
@pytest.mark.parametrize("text", [TYPED, PRINTED, BARRED], ids=["typed", "printed", "barred"])
def test_boxes_hold_ink_and_all_the_ink_of_words(text: str) -> None:
    rendered = render("проба", text, "clean")
    [scan] = rendered.scans
    left = scan.picture.pixels.copy()
    for word in scan.picture.words:
        x0, y0, x1, y1 = (round(value) for value in word.box)
        inside = scan.picture.pixels[y0:y1, x0:x1]
        assert inside.min() < 100, word
        assert (inside[0] < 128).any() or (inside[1] < 128).any(), f"{word} has room above"
        left[max(0, y0 - 1) : y1 + 1, max(0, x0 - 1) : x1 + 1] = 255
    if text == TYPED:  # nothing is printed but words
        assert (left < 128).sum() == 0


@needs_fonts
def test_columns_of_a_typescript_stand_one_below_the_other() -> None:
    [page] = tell_truth(render("проба", "Зимин      да\nЛядова     нет\nОй         да\n", "clean").scans, 300)
    places = [word["box"][0] for word in page["words"][1::2]]
    assert max(places) - min(places) < 1.5
    assert page["lines"][1]["text"] == "Лядова нет"
    assert (round(page["width"]), round(page["height"])) == (595, 842)


@needs_fonts
def test_a_form_feed_and_a_full_page_begin_a_new_one() -> None:
    assert len(render("проба", "Первая\n\fВторая\n", "clean", dpi=50).scans) == 2
    assert len(render("проба", "строка\n" * 90, "clean", dpi=50).scans) > 1


@needs_fonts
def test_a_spread_shows_two_pages_and_a_turn_moves_the_boxes_along() -> None:
    [spread] = render("проба", "Первая\n\fВторая\n", "clean", dpi=100, spread=True).scans
    height, width = spread.picture.pixels.shape
    first, second = (word.box for word in spread.picture.words)
    assert width > 1.3 * height and first[2] < width / 2 < second[0]
    for quarter in (1, 2, 3):
        [turned] = render("проба", TYPED, "clean", dpi=100, quarter=quarter).scans
        for word in turned.picture.words:
            x0, y0, x1, y1 = (round(value) for value in word.box)
            assert turned.picture.pixels[y0:y1, x0:x1].min() < 120


def test_boxes_turn_and_move() -> None:
    box = (10.0, 20.0, 30.0, 25.0)
    assert turn(turn(box, 100, 200, 1), 200, 100, 3) == box
    assert move(box, np.array([[0.0, -1, 50], [1, 0, 0]])) == (25.0, 10.0, 30.0, 30.0)


@needs_fonts
def test_no_letter_is_set_in_a_font_that_lacks_it(capsys: pytest.CaptureFixture[str]) -> None:
    lacking = find_font("gnu-typewriter")
    assert missing(lacking, "№ 5") == "№" and not missing(find_font("old-standard"), OLD)
    assert choose_font("Протокол № 5", "typewriter", random.Random(0), "gnu-typewriter").name != "gnu-typewriter"
    assert "gnu-typewriter lacks №" in capsys.readouterr().err
    assert render("проба", "Слушали: доклад.", "clean", font="gnu-typewriter", dpi=50).font == "gnu-typewriter"
    with pytest.raises(UsageError, match="нет шрифта"):
        find_font("arial")


@pytest.fixture(scope="module")
def graded() -> dict[str, Rendered]:
    """The same text at all grades (without augraphy only the clean one)."""
    return {grade: render("проба", TYPED, grade, dpi=150) for grade in GRADES if DAMAGES or grade == "clean"}


@needs_fonts
@pytest.mark.slow  # augraphy takes seconds to load
def test_damage_is_graded_and_needs_augraphy(graded: dict[str, Rendered]) -> None:
    if not DAMAGES:
        with pytest.raises(MissingPackage, match="--no-deps"):
            render("проба", TYPED, "bad", dpi=50)
        return
    [clean], [office], [bad] = (pixels_of(graded[grade]) for grade in ("clean", "office", "bad"))
    paper = [float(np.median(page)) for page in (clean, office, bad)]
    assert paper[0] == 255 > paper[1] > paper[2] > 100
    assert len({rendered.scans[0].jpeg for rendered in graded.values()}) == 3
    assert abs(graded["office"].scans[0].skew) <= 1.5 and graded["clean"].scans[0].skew == 0
    assert {" ".join(words_of(rendered)) for rendered in graded.values()} == {" ".join(TYPED.split())}


@needs_fonts
@pytest.mark.slow
def test_boxes_follow_the_skew(graded: dict[str, Rendered]) -> None:
    for grade, rendered in graded.items():
        [scan] = rendered.scans
        grey = scan.picture.pixels if scan.picture.pixels.ndim == 2 else scan.picture.pixels.mean(axis=2)
        around = float(np.median(grey))
        dark = [grey[round(y0) : round(y1), round(x0) : round(x1)].min() < 0.75 * around for _, (x0, y0, x1, y1), _ in scan.picture.words]
        assert sum(dark) >= 0.9 * len(dark), grade


@needs_fonts
def test_a_clean_page_is_the_same_each_time() -> None:
    first, again = render("проба", OLD, "clean", dpi=100), render("проба", OLD, "clean", dpi=100)
    assert first.scans[0].jpeg == again.scans[0].jpeg and first.font == again.font


@needs_fonts
@pytest.mark.slow
def test_the_seed_says_every_pixel(graded: dict[str, Rendered]) -> None:
    for grade, rendered in graded.items():
        state = random.getstate()
        [again], [other] = render("проба", TYPED, grade, dpi=150).scans, render("проба", TYPED, grade, seed=1, font=rendered.font, dpi=150).scans
        assert random.getstate() == state
        assert again.jpeg == rendered.scans[0].jpeg
        assert again.picture.words == rendered.scans[0].picture.words
        assert (other.jpeg == again.jpeg) is (grade == "clean")


def test_a_sample_has_old_spelling_and_tables_and_spreads_over_time() -> None:
    names = draw_sample(8, seed=3)
    texts = [read_text(name) for name in names]
    assert len(set(names)) == 8 and draw_sample(8, seed=3) == names != draw_sample(8, seed=4)
    assert any(map(is_old_spelling, texts))
    assert any(isinstance(e, (Table, Art)) for text in texts for e in lay_out(text).elements)
    assert len({name.split("_")[-1][:3] for name in names}) >= 5


@needs_fonts
def test_a_pdf_of_pictures_and_its_truth_are_written(tmp_path: Path) -> None:
    import pypdfium2

    rendered = render("проба", "Первая\n\fВторая\n", "clean", dpi=100)
    document = pypdfium2.PdfDocument(write(rendered, tmp_path))
    truth = json.loads((tmp_path / "проба.truth.json").read_text(encoding="utf-8"))
    assert len(document) == len(truth["pages"]) == 2 and truth["dpi"] == 100
    assert document[0].get_textpage().get_text_bounded() == ""
    assert document[0].get_size() == pytest.approx((truth["pages"][0]["width"], truth["pages"][0]["height"]), abs=0.1)
    kept = document[0].render(scale=100 / 72, grayscale=True).to_numpy()
    assert np.abs(kept.squeeze().astype(int) - rendered.scans[0].picture.pixels.astype(int)).mean() < 1


@needs_fonts
def test_the_command_writes_what_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = draw_sample(1, seed=0)[0]
    assert main([str(tmp_path), "--grade", "clean", "--names", name, "--dpi", "60", "--png", "--rotate", "90"]) == 0
    assert (tmp_path / f"{name}.truth.json").exists() and (tmp_path / f"{name}-1.png").exists()
    assert "60 dpi" in capsys.readouterr().out
    assert main([str(tmp_path), "--grade", "clean", "--names", "нет_такого"]) == UsageError.exit_code


def test_likeness_counts_letters_in_order_and_words_anywhere() -> None:
    assert compare("О ремонте моста", "О ремонте моста").cer == 0
    swapped = compare("О ремонте моста", "моста О ремонте")
    assert swapped.cer > 50 and swapped.share == 100
    assert compare("СЛУШАЛИ ____ да", "СЛУШАЛИ да") == Likeness(10, 0, 2, 2)
