"""Damaged PDF files and pictures: each must end in a Source or an ExtractorError, within its time, and leave nothing behind.

    python benchmarks/fuzz_pages.py [--seconds 600] [--seed 0]

Small files of every kind are damaged (bytes changed, cut out, doubled, cut short, two files spliced) and read in the worker
processes, as the program reads them. The first file that breaks the rule is written to fuzz-failure.bin and ends the run.
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

from pages import LINES, as_bytes, draw  # noqa: E402

from extractor.errors import ExtractorError  # noqa: E402
from extractor.model import Source  # noqa: E402
from extractor.reading import read_bytes, workers  # noqa: E402

#: No file may take longer, in seconds.
LONGEST = 20.0


def seeds() -> list[bytes]:
    """Return sound files to be damaged."""
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


def damage(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """Return a file with a few of the faults that disks, networks and people make."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(max(1, len(out)))
        how = chance.randrange(6)
        if how == 0:
            out[at : at + 1] = bytes([chance.randrange(256)])
        elif how == 1:
            del out[at : at + chance.choice((1, 4, 100, 5000))]
        elif how == 2:
            out[at:at] = out[at : at + chance.choice((1, 16, 500))]
        elif how == 3:
            out[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"\x7f\xff\xff\xff", b"9999"))
        elif how == 4 and chance.random() < 0.3:
            del out[at:]
        elif how == 5 and chance.random() < 0.3:
            out[at:] = other[chance.randrange(len(other)) :]
    return bytes(out)


def main() -> None:
    """Damage and read until the time is up."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    chance, sound, ends = random.Random(args.seed), seeds(), Counter[str]()
    workers.PAGE_SECONDS = 10.0
    before = set(os.listdir(tempfile.gettempdir()))
    stop = time.monotonic() + args.seconds
    while time.monotonic() < stop:
        data = damage(chance.choice(sound), chance.choice(sound), chance)
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
