"""DOC of Word 97: what it is, and what LibreOffice makes of it."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path
from random import Random

import pytest
from officefiles import docx, item, numbering, p, table

from extractor.errors import BrokenFile, ExtractorError, LockedFile, MissingProgram, TooLarge, UnsupportedFormat
from extractor.reading import doc, read, read_bytes, soffice

needs_soffice = pytest.mark.skipif(soffice.find_program() is None, reason="LibreOffice is not installed")
MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def ole(streams: dict[str, bytes]) -> bytes:
    """Return an OLE container with such streams, each padded to 4096 bytes so that none is a small one."""
    free, end = b"\xff\xff\xff\xff", b"\xfe\xff\xff\xff"
    sectors: list[bytes] = [b""] * 2  # FAT, directory
    fat = [b"\xfd\xff\xff\xff", end]
    entries = [("Root Entry", 5, -2, 0)]
    for name, content in streams.items():
        content = content.ljust(4096, b"\x00")
        first = len(sectors)
        pieces = [content[at : at + 512] for at in range(0, len(content), 512)]
        sectors += pieces
        fat += [(first + at + 1).to_bytes(4, "little") for at in range(len(pieces) - 1)] + [end]
        entries.append((name, 2, first, len(content)))
    directory = b""
    for at, (name, kind, first, size) in enumerate(entries):
        raw = name.encode("utf-16-le")
        right = (at + 1).to_bytes(4, "little") if 0 < at < len(entries) - 1 else free
        child = (1).to_bytes(4, "little") if at == 0 and len(entries) > 1 else free
        directory += raw.ljust(64, b"\x00") + (len(raw) + 2).to_bytes(2, "little") + bytes([kind, 1]) + free + right + child + b"\x00" * 36
        directory += (first & 0xFFFFFFFF).to_bytes(4, "little") + size.to_bytes(8, "little")
    sectors[1] = directory.ljust(512, b"\x00")
    sectors[0] = b"".join(fat).ljust(512, b"\xff")
    head = MAGIC + b"\x00" * 16 + bytes.fromhex("3e000300feff09000600") + b"\x00" * 10 + (1).to_bytes(4, "little") + (1).to_bytes(4, "little")
    head += b"\x00" * 4 + (4096).to_bytes(4, "little") + end + b"\x00" * 4 + end + b"\x00" * 4 + b"\x00\x00\x00\x00"
    return head.ljust(512, b"\xff") + b"".join(sectors)


WORD = bytes.fromhex("eca5c1000000000000000000") + b"\x00" * 500
SECRET = WORD[:10] + b"\x00\x01" + WORD[12:]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (ole({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), LockedFile), (ole({"WordDocument": SECRET}), LockedFile),
        (ole({"Workbook": b"x"}), UnsupportedFormat), (ole({"PowerPoint Document": b"x"}), UnsupportedFormat), (ole({"чужое": b"x"}), BrokenFile),
        (ole({"WordDocument": b"\x00" * 32}), BrokenFile), (MAGIC + b"\x00" * 600, BrokenFile), (MAGIC + Random(1).randbytes(2000), BrokenFile),
        (ole({"WordDocument": WORD})[:700], BrokenFile),
    ],
)  # fmt: skip
def test_a_container_that_holds_something_else_says_what(data: bytes, error: type[ExtractorError]) -> None:
    with pytest.raises(error):
        read_bytes(data, "письмо.doc")


def test_without_libreoffice_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soffice, "find_program", lambda: None)
    with pytest.raises(MissingProgram) as caught:
        read_bytes(ole({"WordDocument": WORD}), "1.doc")
    assert all(word in caught.value.message("en") for word in ("Debian", "macOS", "Windows", "LibreOffice"))


def test_a_program_that_hangs_is_stopped_with_its_children(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\nsleep 60 &\necho $! > {tmp_path}/child\nwait\n")
    program.chmod(0o755)
    monkeypatch.setattr(soffice, "find_program", lambda: str(program))
    monkeypatch.setattr(soffice, "TIME_LIMIT", 0.5)
    with pytest.raises(TooLarge):
        read_bytes(ole({"WordDocument": WORD}), "1.doc")
    child = int((tmp_path / "child").read_text())
    time.sleep(0.2)
    stat = Path(f"/proc/{child}/stat")
    assert not stat.exists() or stat.read_text().rsplit(")", 1)[1].split()[0] == "Z"


def test_a_program_that_makes_nothing_is_a_broken_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soffice, "find_program", lambda: "/bin/true")
    with pytest.raises(BrokenFile):
        doc.read_bytes(ole({"WordDocument": WORD}), "1.doc", None)


@needs_soffice
@pytest.mark.slow
def test_numbering_and_tables_of_a_doc_are_kept(tmp_path: Path) -> None:
    body = (
        p("ПРОТОКОЛ № 4")
        + item("О дровах")
        + item("О печах")
        + item("купить", level=1)
        + table(("Рогов П.И.", "мастер"), ("Лис О.", "слесарь"))
        + p()
    )
    (tmp_path / "1.docx").write_bytes(docx(body, numbering=numbering((("decimal", "%1."), ("russianLower", "%2)")))))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(soffice.find_program()), profile, "--headless", "--convert-to", "doc", "--outdir", str(tmp_path), str(tmp_path / "1.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    source = read(tmp_path / "1.doc")
    shown = [line.strip() for line in source.text.split("\n") if line.strip()]
    assert shown == ["ПРОТОКОЛ № 4", "1. О дровах", "2. О печах", "а) купить", "Рогов П.И.\tмастер", "Лис О.\tслесарь"]
    assert source.media_type == "application/msword"


@needs_soffice
@pytest.mark.slow
def test_a_damaged_doc_ends_in_one_sentence() -> None:
    with pytest.raises(ExtractorError):
        read_bytes(ole({"WordDocument": WORD}), "1.doc")
