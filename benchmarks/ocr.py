"""Scans and PDF: how true the words are and how fast they come, beside bare tesseract and ocrmypdf, all in one run.

    python benchmarks/ocr.py [--files DIR] [--pages 12] [--no-speed] [--memory]

``--files`` (default ../shared/dev_files, left out where there is none) holds originals and, in ``gold/``, transcriptions and
gold: for each, characters wrong in reading order and the share of the words of gold values that are missing. Then clean
pages of corpora/ are rendered and read: pages a second beside ``tesseract --psm 4`` with the same cores and
``ocrmypdf --sidecar``; what skewed, turned and damaged pages cost; pages of text a second; with ``--memory`` the peak of a worker over a
scan of 200 pages.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
os.environ["EXTRACTOR_CACHE"] = ""  # each run pays for its pages

from extractor.reading import read  # noqa: E402
from extractor.reading.workers import count_jobs  # noqa: E402

DPI = 300
#: Left out on both sides: line ends and blanks, the hyphens that a line end asks for, the length of rules.
_RULE = re.compile(r"_+")


class Words(NamedTuple):
    """How true a text is: characters of the truth, how many are wrong, words of gold values, which of them are missing."""

    chars: int
    wrong: int
    words: int
    missing: tuple[str, ...]

    def __str__(self) -> str:
        """One line of the table."""
        share = 100 * len(self.missing) / max(1, self.words)
        return f"{100 * self.wrong / max(1, self.chars):6.2f} % of {self.chars} characters wrong, {share:5.2f} % of {self.words} gold words missing"


def plain(text: str) -> str:
    """Return a text on one line, dashes alike, rules of one length."""
    text = text.replace("\u00ad", "-").replace("—", "–")
    return " ".join(_RULE.sub("_____", text).split())


def gold_words(value: Any, key: str = "") -> Iterator[str]:
    """Yield the words of the values that a document's gold quotes."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if not name.startswith("_") and name not in ("kind", "role", "reason_category", "agenda_item", "date", "date_end", "deadline"):
                yield from gold_words(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from gold_words(inner, key)
    elif isinstance(value, str) and not re.fullmatch(r"\d\d:\d\d", value):
        yield from re.findall(r"\w+", value)


def compare(truth: str, got: str, gold: Any, whole: str) -> Words:
    """Hold a text against its transcription; only words that the transcription has as they stand in gold are asked for."""
    from rapidfuzz.distance import Levenshtein

    told, read_ = plain(truth), plain(got)
    there, found = set(re.findall(r"\w+", undo(whole))), set(re.findall(r"\w+", undo(got)))
    wanted = [word for word in gold_words(gold) if word in there]
    return Words(len(told), Levenshtein.distance(told, read_), len(wanted), tuple(word for word in wanted if word not in found))


def undo(text: str) -> str:
    """Join the words that line ends broke."""
    return re.sub(r"(?<=\w)[-\u00ad]\s*\n\s*(?=\w)", "", text.replace("\u00ad", ""))


def bare(file: Path, folder: Path) -> str:
    """Return what tesseract alone makes of a file's pages, drawn at 300 dots an inch."""
    out = []
    for picture in draw_pages(file, folder):
        done = subprocess.run(["tesseract", str(picture), "-", "-l", "rus", "--psm", "4"], capture_output=True, text=True, check=True)
        out.append(done.stdout)
    return "\n".join(out)


def draw_pages(file: Path, folder: Path) -> list[Path]:
    """Draw the pages of a PDF as PNG files."""
    import pypdfium2
    from PIL import Image

    document, out = pypdfium2.PdfDocument(file), []
    for number, page in enumerate(document, 1):
        place = folder / f"{file.stem}-{number}.png"
        Image.fromarray(page.render(scale=DPI / 72).to_numpy()[:, :, 2::-1]).save(place, dpi=(DPI, DPI), compress_level=1)
        out.append(place)
    return out


def show_files(files: Path, folder: Path) -> None:
    """Print how true each original is read."""
    for original in sorted(path for path in files.iterdir() if path.is_file()):
        truth = (files / "gold" / f"{original.stem}.txt").read_text(encoding="utf-8")
        gold = json.loads((files / "gold" / f"{original.stem}.json").read_text(encoding="utf-8"))
        source = read(original)
        scanned = source.ocr is not None and all(word.confidence is not None for word in source.words)
        got = source.text if scanned or not source.words else _layer(source)
        ours = compare(truth, got, gold, truth)
        print(f"{original.name:42} ours {ours}{_few(ours.missing)}")
        if scanned and shutil.which("tesseract"):
            print(f"{'':42} bare {compare(truth, bare(original, folder), gold, truth)}")
        elif source.ocr is not None:
            drawn = " ".join(source.text[word.start : word.stop] for word in source.words if word.confidence is not None)
            print(f"{'':42} drawn, not text, and recognised: {drawn}")


def _layer(source: Any) -> str:
    """The words of the text layer, without those of regions that were recognised."""
    return " ".join(source.text[word.start : word.stop] for word in source.words if word.confidence is None)


def _few(words: Sequence[str]) -> str:
    return f": {' '.join(words[:12])}" if words else ""


class Job(NamedTuple):
    """A scan to be read: its name, its file, how many pages it has."""

    name: str
    file: Path
    pages: int


def render_pages(folder: Path, count: int, name: str, grade: str = "clean", quarter: int = 0) -> Job:
    """Render pages of corpora/ into one PDF of so many pages."""
    from render import render
    from rendering.keeping import write_pdf
    from rendering.sample import draw_sample, read_text

    scans: list[Any] = []
    for text_name in draw_sample(count, 5):
        scans += render(text_name, read_text(text_name), grade, dpi=DPI, quarter=quarter).scans
        if len(scans) >= count:
            break
    file = folder / f"{name}.pdf"
    write_pdf(scans[:count], DPI, file)
    return Job(name, file, len(scans[:count]))


def timed(work: Any) -> float:
    """Return the seconds that a piece of work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def tesseract_all(pictures: Sequence[Path], jobs: int) -> None:
    """Read pictures by bare tesseract, as many at once as there are jobs, one thread each."""
    env = {**os.environ, "OMP_THREAD_LIMIT": "1"}

    def one(picture: Path) -> None:
        subprocess.run(["tesseract", str(picture), "-", "-l", "rus", "--psm", "4"], capture_output=True, check=True, env=env)

    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(one, pictures))


def ocrmypdf_all(file: Path, folder: Path, jobs: int) -> None:
    """Read a scan by ocrmypdf, its text into a sidecar file."""
    env = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    out = [str(folder / "ocrmypdf.pdf"), "--sidecar", str(folder / "ocrmypdf.txt")]
    subprocess.run(
        ["ocrmypdf", "-l", "rus", "--jobs", str(jobs), "--output-type", "pdf", "--tesseract-pagesegmode", "4", str(file), *out],
        capture_output=True, check=True, env=env,
    )  # fmt: skip


def show_speed(folder: Path, count: int) -> None:
    """Print pages a second, beside bare tesseract and ocrmypdf."""
    jobs = count_jobs()
    clean = render_pages(folder, count, "clean")
    read(render_pages(folder, 1, "warm").file)  # the workers start
    print(f"\n{clean.pages} clean upright pages, {DPI} dpi, {jobs} processes")
    ours = clean.pages / timed(lambda: read(clean.file))
    print(f"  ours       {ours:5.2f} pages/s")
    if shutil.which("tesseract"):
        pictures = draw_pages(clean.file, folder)
        rival = clean.pages / timed(lambda: tesseract_all(pictures, jobs))
        print(f"  tesseract  {rival:5.2f} pages/s (pages drawn before); ours / tesseract {ours / rival:.2f}")
    if shutil.which("ocrmypdf"):
        rival = clean.pages / timed(lambda: ocrmypdf_all(clean.file, folder, jobs))
        print(f"  ocrmypdf   {rival:5.2f} pages/s; ours / ocrmypdf {ours / rival:.2f}")
    turned = (("upside down", {"quarter": 2}), ("on their side", {"quarter": 1}))
    worn = (("office", {"grade": "office"}), ("bad", {"grade": "bad"}))
    for name, options in (*turned, *worn):
        job = render_pages(folder, max(2, count // 3), name.replace(" ", "_"), **options)  # type: ignore[arg-type]
        print(f"  {name:13}{job.pages / timed(lambda job=job: read(job.file)):5.2f} pages/s")  # type: ignore[misc]
    text = text_pages(folder, 100)
    print(f"{text.pages} pages of text: {text.pages / timed(lambda: read(text.file)):.0f} pages/s")


def text_pages(folder: Path, count: int) -> Job:
    """Write a PDF of full pages of text."""
    from rendering.fonts import find_font, font_file
    from rendering.sample import draw_sample, read_text
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    lines = [line[:90] for name in draw_sample(20, 3) for line in read_text(name).splitlines() if line.strip()]
    pdfmetrics.registerFont(TTFont("serif", str(font_file(find_font("liberation-serif")))))
    file, out = folder / "text.pdf", io.BytesIO()
    canvas = Canvas(out)
    for page in range(count):
        shape = canvas.beginText(60, 780)
        shape.setFont("serif", 11)
        for row in range(48):
            shape.textLine(lines[(48 * page + row) % len(lines)])
        canvas.drawText(shape)
        canvas.showPage()
    canvas.save()
    file.write_bytes(out.getvalue())
    return Job("text", file, count)


def show_memory(folder: Path) -> None:
    """Print the peak memory of the workers over a scan of 200 pages, by its quarters."""
    import resource

    from render import render
    from rendering.keeping import write_pdf
    from rendering.sample import draw_sample, read_text

    scans: list[Any] = []
    for name in draw_sample(8, 5):
        scans += render(name, read_text(name), "clean", dpi=DPI).scans
    file = folder / "long.pdf"
    write_pdf((scans * 200)[:200], DPI, file)
    os.environ["EXTRACTOR_JOBS"] = "0"
    from extractor.reading.pdf import read_page

    for number in range(1, 201):
        read_page(str(file), "0" * 64, number)
        if number in (25, 50, 100, 150, 200):
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"  after page {number:3}: peak of the process {peak:.0f} MB")


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--files", type=Path, default=ROOT.parent / "shared" / "dev_files")
    parser.add_argument("--pages", type=int, default=12)
    parser.add_argument("--no-speed", action="store_true")
    parser.add_argument("--memory", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if args.files.is_dir():
            show_files(args.files, Path(folder))
        if not args.no_speed:
            show_speed(Path(folder), args.pages)
        if args.memory:
            show_memory(Path(folder))


if __name__ == "__main__":
    main()
