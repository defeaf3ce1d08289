"""The signs of RTF: its tokens one by one, its encodings, its names of letters and of what is not shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractor.reading.encoding import codec_of

#: Words that stand for a sign.
SIGNS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ", "~": "\u00a0", "_": "-", "\\": "\\", "{": "{", "}": "}",
}  # fmt: skip
#: Destinations whose text is not shown, though no \* says so.
SILENT = frozenset(
    "fonttbl colortbl stylesheet info pict footer footerl footerr footerf headerl headerr annotation atnid atnauthor atnref tc tcn xe rxe txe "
    "nonesttables shprslt sp sn sv upr filetbl private objdata objclass objname objalias listname listtable listoverridetable revtbl fldinst "
    "themedata datastore generator ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn bkmkstart bkmkend pgptbl mmath template".split()
)
#: Destinations behind \* that are shown or hold what is shown.
SHOWN = frozenset("nesttableprops shpinst ud do dptxbxtext shptxt".split())
_CHARSETS = {
    77: "mac-roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255",
    178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp866", 89: "mac-cyrillic",
}  # fmt: skip
_TOKEN = re.compile(
    r"(?P<text>[^\\{}\r\n]+)|(?P<brace>[{}])|\\(?P<word>[A-Za-z]{1,32})(?P<value>-?\d{1,10})?[ ]?"
    r"|\\'(?P<hex>[0-9A-Fa-f]{2})|\\(?P<sign>[^A-Za-z])|[\r\n]+|\\"
)


class Token(NamedTuple):
    """A token: kind (text, brace, word, hex, sign), what it says, the number behind a word."""

    kind: str
    text: str
    value: int | None = None


def tokens(text: str) -> Iterator[Token]:
    r"""Yield the tokens of RTF whose bytes are the signs of ``text`` (latin-1); binary data is passed over.

    >>> [token.text for token in tokens(r"{\b1 А\'e0}")]
    ['{', 'b', 'А', 'e0', '}']
    """
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            return
        at, kind = found.end(), found.lastgroup
        if found["word"] is not None:
            value = int(found["value"]) if found["value"] else None
            if found["word"] == "bin":
                at += max(0, value or 0)
            else:
                yield Token("word", found["word"], value)
        elif kind:
            yield Token(kind, found[kind])


def codec_of_charset(charset: int, usual: str) -> str:
    """Return the encoding of a font's charset; that of the document for the charsets of Windows itself."""
    return _CHARSETS.get(charset, usual)


def codec_of_page(page: int) -> str:
    """Return the encoding of a code page by its number in Windows; «» where there is none of single bytes.

    >>> codec_of_page(1251), codec_of_page(20866), codec_of_page(77777)
    ('cp1251', 'koi8-r', '')
    """
    name = {10000: "mac-roman", 10007: "mac-cyrillic", 20866: "koi8-r", 21866: "koi8-u", 28595: "iso8859-5", 65001: "utf-8"}.get(page, f"cp{page}")
    return name if codec_of(name) else ""
