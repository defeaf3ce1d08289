"""Page images of corpora/ with the truth known: typescripts, prints and pre-reform prints at three grades of damage.

    python benchmarks/render.py OUT_DIR --grade clean|office|bad [--names a,b | --sample N --seed S] [--font NAME] [--dpi 300]
                                        [--spread] [--rotate 90|180|270] [--png]

Writes NAME.pdf (pictures only) and NAME.truth.json: for each page its words in reading order and its lines, boxes in
points from the top left. The same seed gives the same pixels. Fonts come from Debian (a missing one is told with its
package); the grades "office" and "bad" need

    pip install --no-deps -r benchmarks/requirements-render.txt
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from rendering.contents import lay_out  # noqa: E402
from rendering.drawing import Picture, draw  # noqa: E402
from rendering.fonts import FONTS, choose_font, font_file  # noqa: E402
from rendering.grades import GRADES, Scan, damage  # noqa: E402
from rendering.keeping import tell_truth, write_pdf, write_pngs, write_truth  # noqa: E402
from rendering.sample import draw_sample, read_text  # noqa: E402
from rendering.setting import set_pages  # noqa: E402

from extractor.errors import ExtractorError, UsageError  # noqa: E402


class Rendered(NamedTuple):
    """A text as scans: its name, grade and font, the dots per inch, the pages."""

    name: str
    grade: str
    font: str
    dpi: int
    scans: tuple[Scan, ...]


def render(name: str, text: str, grade: str, *, seed: int = 0, font: str = "", dpi: int = 0, spread: bool = False, quarter: int = 0) -> Rendered:
    """Set a text on pages and damage them: ``dpi`` 0 takes one that suits the grade, ``quarter`` turns the pages clockwise.

    Raises MissingProgram (a font), MissingPackage (augraphy) and UsageError (an unknown font or grade).
    """
    if grade not in GRADES:
        raise UsageError(detail=(f"нет степени {grade}", f"no grade {grade}"))
    how = GRADES[grade]
    chance = random.Random(f"{name} {seed}")
    contents = lay_out(text)
    face = choose_font(text, contents.style, chance, font)
    chance = random.Random(f"{name} {grade} {seed}")  # the font does not depend on the grade, the damage does
    dpi = dpi or chance.choice(how.dpis)
    hand = random.Random(chance.random()) if how.effects and face.style == "typewriter" else None
    pages = [draw(leaf, font_file(face), dpi, hand=hand) for leaf in set_pages(contents, font_file(face), dpi)]
    if spread:
        pages = [join(*pages[at : at + 2]) for at in range(0, len(pages), 2)]
    scans = [damage(page, pages[at ^ 1 if at ^ 1 < len(pages) else at], how, dpi, chance, gutter=spread, quarter=quarter)
             for at, page in enumerate(pages)]  # fmt: skip
    return Rendered(name, grade, face.name, dpi, tuple(scans))


def join(left: Picture, right: Picture | None = None) -> Picture:
    """Lay two pages side by side; without a right one its place stays white."""
    import numpy as np

    width = left.pixels.shape[1]
    beside = np.full_like(left.pixels, 255) if right is None else right.pixels
    words = () if right is None else right.words
    moved = tuple(w._replace(box=(w.box[0] + width, w.box[1], w.box[2] + width, w.box[3])) for w in words)
    return Picture(np.hstack([left.pixels, beside]), (*left.words, *moved))


def write(rendered: Rendered, folder: Path, *, seed: int = 0, png: bool = False) -> Path:
    """Write a rendered text and its truth; returns the PDF, or the first PNG."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{rendered.name}.pdf"
    if png:
        path = write_pngs(rendered.scans, rendered.dpi, folder, rendered.name)[0]
    else:
        write_pdf(rendered.scans, rendered.dpi, path)
    truth = {"name": rendered.name, "grade": rendered.grade, "seed": seed, "font": rendered.font, "dpi": rendered.dpi,
             "pages": tell_truth(rendered.scans, rendered.dpi)}  # fmt: skip
    write_truth(truth, folder / f"{rendered.name}.truth.json")
    return path


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, metavar="OUT_DIR")
    parser.add_argument("--grade", choices=list(GRADES), required=True)
    parser.add_argument("--names", default="", help="names of texts of corpora/, parted by commas")
    parser.add_argument("--sample", type=int, default=8, metavar="N", help="so many texts, spread over kinds and decades (8)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--font", default="", help=", ".join(font.name for font in FONTS))
    parser.add_argument("--dpi", type=int, default=0, help="default: one that suits the grade")
    parser.add_argument("--spread", action="store_true", help="two pages side by side on one picture")
    parser.add_argument("--rotate", type=int, choices=(0, 90, 180, 270), default=0, help="degrees clockwise")
    parser.add_argument("--png", action="store_true", help="a PNG a page in place of a PDF")
    options = parser.parse_args(arguments)
    try:
        for name in options.names.split(",") if options.names else draw_sample(options.sample, options.seed):
            start = time.perf_counter()
            rendered = render(name, read_text(name), options.grade, seed=options.seed, font=options.font, dpi=options.dpi,
                              spread=options.spread, quarter=options.rotate // 90)  # fmt: skip
            write(rendered, options.folder, seed=options.seed, png=options.png)
            pages, took = len(rendered.scans), time.perf_counter() - start
            print(f"{name}: {rendered.font}, {rendered.dpi} dpi, pages {pages}, {took / pages:.1f} s a page")
    except ExtractorError as error:
        print(error.message("en"), file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
