"""Damaged files of every kind but mark-up and archives: each must end in a Source or an ExtractorError, soon, and leave nothing behind.

    python benchmarks/fuzz_files.py [--family pages|office] [--seconds 600] [--seed 0]

Small files are damaged (``tests/damage.py``) and read as the program reads them: PDF and pictures in worker processes. The
first file that breaks the rule is written to fuzz-failure.bin and ends the run. Mark-up and archives: ``fuzz_xml.py``.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
os.environ["EXTRACTOR_CACHE"] = ""

from damage import damaged  # noqa: E402
from pages import LINES, as_bytes, draw  # noqa: E402

from extractor.errors import ExtractorError  # noqa: E402
from extractor.model import Source  # noqa: E402
from extractor.reading import read_bytes  # noqa: E402

#: No file may take longer, in seconds.
LONGEST = 20.0


def office_files() -> list[bytes]:
    """Return sound office files to be damaged: DOCX, ODT, RTF, HTML."""
    from test_office import OPEN, PAGE, RTF, WORD

    return [WORD, OPEN, RTF, PAGE]


def page_files() -> list[bytes]:
    """Return sound PDF files and pictures to be damaged."""
    from test_pdf import Paper

    text, mixed = Paper(), Paper()
    text.lines()
    text.rule(30, 100, 300, 100)
    mixed.lines(LINES[:5])
    mixed.turn()
    mixed.picture(draw(LINES[:4], dpi=100, height=110))
    page = draw(LINES[:4], dpi=100, height=110)
    tiff = io.BytesIO()
    page.save(tiff, "TIFF", save_all=True, append_images=[page], compression="tiff_lzw")
    kinds = ("PNG", "JPEG", "BMP", "GIF", "WEBP", "JPEG2000")
    pictures = [as_bytes(page, kind, **({} if kind in ("PNG", "JPEG", "BMP") else {"dpi": None})) for kind in kinds]
    return [text.data(), mixed.data(), tiff.getvalue(), *pictures]


def main() -> None:
    """Damage and read until the time is up."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--family", choices=("pages", "office"), default="pages")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    sound = page_files() if args.family == "pages" else office_files()
    chance, ends = random.Random(args.seed), Counter[str]()
    before = set(os.listdir(tempfile.gettempdir()))
    stop = time.monotonic() + args.seconds
    while time.monotonic() < stop:
        data = damaged(chance.choice(sound), chance.randrange(1 << 30), chance.choice((1, 1, 2, 5, 12)))
        started = time.monotonic()
        try:
            result = read_bytes(data, "испорчен.bin")
            assert isinstance(result, Source) and result.text.strip()
            ends["read"] += 1
        except ExtractorError as error:
            assert "\n" not in str(error), error
            ends[type(error).__name__] += 1
        except BaseException:
            Path("fuzz-failure.bin").write_bytes(data)
            raise
        if time.monotonic() - started > LONGEST:
            Path("fuzz-failure.bin").write_bytes(data)
            raise SystemExit(f"took {time.monotonic() - started:.0f} s")
    left = {name for name in set(os.listdir(tempfile.gettempdir())) - before if name.startswith("extractor-")}
    print(f"{sum(ends.values())} files: {dict(ends)}; left behind: {sorted(left) or 'nothing'}")


if __name__ == "__main__":
    main()
