"""Fuzz the readers of existing OCR, DjVu and ZIP: whatever comes in, a Source or an ExtractorError comes out, soon.

``python benchmarks/fuzz_xml.py --seconds 300`` gives each target its share of the time: damaged samples, and files put
together from the right names in wrong places with hostile values. Every source is written as ALTO and read again: same
text. The first failure is printed with the file that made it, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from extractor.errors import ExtractorError
from extractor.export.alto import write_alto
from extractor.model import Source
from extractor.reading import alto, archive, djvu, hocr, pagexml
from extractor.reading.formats import recognise

DATA = Path(__file__).resolve().parents[1] / "tests" / "data"
#: Seconds that one small file may take.
SLOW = 2.0

_VALUES = st.sampled_from(
    ["", "0", "1", "100", "-5", "1e308", "-1e308", "nan", "inf", "9" * 40, "0,0 100,100", "1,2 3", ",", "x", "Слово", "О смете", "-", "¬", "\u00ad",
     "bbox 0 0 100 20", "bbox 1 2 3", "bbox -1 -1 99999999 1e9; x_wconf 300", "scan_res 0 0; bbox 5 5 1 1; ppageno -1", "ppageno 99999999",
     "mm10", "inch1200", "pixel", "row", "table", "HypPart1", "readingOrder {index:1;}", "ocr_page", "ocr_line", "ocrx_word", "ocr_line ocrx_word",
     "a", "b", "c", "a b c", "PPCM", "rus"]
)  # fmt: skip
_ALTO = ("alto Description MeasurementUnit OCRProcessing ocrProcessingStep processingSoftware softwareName Processing ReadingOrder "
         "OrderedGroup ElementRef Layout "
         "Page TopMargin PrintSpace BottomMargin ComposedBlock TextBlock TextLine String SP HYP Shape Glyph").split()  # fmt: skip
_ALTO_KEYS = "ID REF IDNEXT HPOS VPOS WIDTH HEIGHT CONTENT WC TYPE SUBS_TYPE PHYSICAL_IMG_NR LANG".split()
_PAGE = ("PcGts Metadata Creator Page ReadingOrder OrderedGroup OrderedGroupIndexed RegionRefIndexed TextRegion TableRegion "
         "TableCell TableCellRole Roles TextLine Word Glyph TextEquiv Unicode PlainText Coords Point").split()  # fmt: skip
_PAGE_KEYS = "id regionRef index points x y conf custom row col rowIndex columnIndex imageWidth imageXResolution imageResolutionUnit".split()
_HTML, _HTML_KEYS = "html head meta body div p span table br script".split(), "class title lang name content id".split()


def _trees(root: str, names: list[str], keys: list[str]) -> st.SearchStrategy[bytes]:
    """Files of elements and attributes that a reader knows, in any order and depth."""
    attributes = st.dictionaries(st.sampled_from(keys), _VALUES, max_size=6).map(
        lambda pairs: "".join(f' {key}="{value}"' for key, value in pairs.items())
    )

    def element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.tuples(st.sampled_from(names), attributes, children).map(lambda it: f"<{it[0]}{it[1]}>{it[2]}</{it[0]}>")

    inner = st.recursive(_VALUES, lambda below: st.lists(element(below), max_size=5).map("".join), max_leaves=40)
    return inner.map(lambda content: f"<{root}>{content}</{root}>".encode("utf-8", "replace"))


@st.composite
def _damaged(draw: st.DrawFn, sample: bytes) -> bytes:
    raw = bytearray(sample)
    for _ in range(draw(st.integers(1, 6))):
        at, size = draw(st.integers(0, len(raw))), draw(st.integers(0, 40))
        other = draw(st.integers(0, len(raw)))
        raw[at : at + size] = draw(st.one_of(st.binary(max_size=30), _VALUES.map(str.encode), st.just(bytes(raw[other : other + 200]))))
    return bytes(raw)


def _zip_sample() -> bytes:
    out, inner = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as file:
        file.writestr("б.txt", "Протокол № 4\nСлушали: О смете.".encode("cp866"))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("а.txt", "Протокол № 3\nСлушали: О дровах.")
        file.writestr("в.zip", inner.getvalue())
        file.writestr("1.hocr", (DATA / "page.hocr").read_bytes())
    return out.getvalue()


def _check(read: Callable[[bytes, str, str | None], Source], data: bytes) -> None:
    try:
        source = read(data, "1", None)
    except ExtractorError:
        return
    assert source.text.strip()
    assert all(source.text[word.start : word.stop].strip() for word in source.words)
    again = alto.read_bytes(write_alto(source).encode(), "1", None)
    assert again.text == source.text, "the ALTO of it reads otherwise"


def _check_zip(data: bytes) -> None:
    for one in archive.read_each(data, "1.zip"):
        assert isinstance(one, Source) or "внутренняя" not in str(one), str(one)


def _check_djvu(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "1.djvu"
        file.write_bytes(data)
        djvu._open.cache_clear()
        try:
            for number in range(1, min(djvu.count_pages(str(file)), 4) + 1):
                djvu.read_layer(str(file), number)
                djvu.render_page(str(file), number)
        except ExtractorError:
            pass


def _targets() -> dict[str, tuple[st.SearchStrategy[bytes], Callable[[bytes], Any]]]:
    def sample(name: str) -> st.SearchStrategy[bytes]:
        return _damaged((DATA / name).read_bytes())

    return {
        "hocr": (sample("page.hocr") | _trees("html", _HTML, _HTML_KEYS), lambda data: _check(hocr.read_bytes, data)),
        "alto": (sample("abbyy.alto.xml") | _trees("alto", _ALTO, _ALTO_KEYS), lambda data: _check(alto.read_bytes, data)),
        "page": (sample("transkribus.page.xml") | _trees("PcGts", _PAGE, _PAGE_KEYS), lambda data: _check(pagexml.read_bytes, data)),
        "zip": (_damaged(_zip_sample()), _check_zip),
        "djvu": (sample("two_pages.djvu"), _check_djvu),
        "formats": (sample("page.hocr") | sample("abbyy.alto.xml") | st.binary(max_size=2000), recognise),
    }


def _run(name: str, strategy: st.SearchStrategy[bytes], check: Callable[[bytes], Any], seconds: float, first: int) -> int:
    """Try files for so long; return how many."""
    count, begun, number = 0, time.monotonic(), first
    while time.monotonic() - begun < seconds:
        number += 1

        @seed(number)
        @settings(max_examples=100, deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate, Phase.shrink])
        @given(strategy)
        def attempt(data: bytes) -> None:
            nonlocal count
            count += 1
            started = time.monotonic()
            check(data)
            took = time.monotonic() - started
            assert took < SLOW, f"{took:.1f} s for {len(data)} bytes"

        try:
            attempt()
        except Exception as error:
            sys.exit(f"{name}, seed {number}: {type(error).__name__}: {error}\n" + "\n".join(getattr(error, "__notes__", [])))
    return count


def main() -> None:
    """Run the targets, or those that are named."""
    targets = _targets()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=300, help="for all targets together")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("names", nargs="*", metavar="TARGET", help=", ".join(targets))
    wished = parser.parse_args()
    os.environ["EXTRACTOR_JOBS"], os.environ["EXTRACTOR_CACHE"] = "0", ""
    names = wished.names or list(targets)
    for name in names:
        count = _run(name, *targets[name], wished.seconds / len(names), wished.seed)
        print(f"{name}: {count} files, no failure", flush=True)


if __name__ == "__main__":
    main()
