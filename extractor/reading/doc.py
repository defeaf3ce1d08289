"""DOC, Word 6 to 2003: made DOCX by LibreOffice, which keeps numbering and tables. What only looks like one is named.

An OLE container may be a workbook, a letter, or a DOCX behind a password: its streams tell.
"""

from __future__ import annotations

import io
from hashlib import sha256

from extractor.errors import BrokenFile, LockedFile, UnsupportedFormat
from extractor.model import Source
from extractor.reading import docx
from extractor.reading.soffice import convert

MEDIA_TYPE = "application/msword"
_OTHERS = {
    "Workbook": "XLS", "Book": "XLS", "PowerPoint Document": "PPT", "__properties_version1.0": "MSG", "VisioDocument": "Visio",
    "Quill": "Publisher",
}  # fmt: skip
_ENCRYPTED, _OBFUSCATED = 0x0100, 0x8000


def read_bytes(data: bytes, path: str, encoding: str | None) -> Source:
    """Read a document of Word 6 to 2003.

    Raises LockedFile behind a password (a DOCX too), UnsupportedFormat where it is another kind of file in the same container,
    BrokenFile, MissingProgram where LibreOffice is not installed, and what reading DOCX raises.
    """
    _inspect(data, path)
    source = docx.read_bytes(convert(data, path, ".doc", "docx"), path, encoding, MEDIA_TYPE)
    return Source(path, source.text, sha256(data).hexdigest(), MEDIA_TYPE)


def _inspect(data: bytes, path: str) -> None:
    """Raise unless the container holds a document of Word that can be opened."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            names = {entry[0] for entry in container.listdir()}
            head = container.openstream("WordDocument").read(32) if "WordDocument" in names else b""
    except Exception as error:  # the library raises whatever a damaged table leads it to
        raise BrokenFile(path, detail=("контейнер OLE не читается", "the OLE container cannot be read")) from error
    if "EncryptedPackage" in names:
        raise LockedFile(path)
    if not head:
        other = next((kind for name, kind in _OTHERS.items() if name in names), None)
        raise UnsupportedFormat(path, detail=other) if other else BrokenFile(path, detail=("в нём нет текста Word", "it holds no text of Word"))
    if len(head) < 12 or head[1] not in (0xA5, 0xA6):  # 0xA5EC, 0xA5DC: the marks of Word 97 and of Word 6
        raise BrokenFile(path, detail=("начало текста Word испорчено", "the beginning of its text is damaged"))
    if int.from_bytes(head[10:12], "little") & (_ENCRYPTED | _OBFUSCATED):
        raise LockedFile(path)
