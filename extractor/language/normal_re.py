"""Regular expressions over the normal form, where one blank of a pattern stands for one or two of the text.

The normal form keeps the offsets of the text, so a hard sign at the end of an old word leaves a second
blank («въ залѣ» → «в  зале»). Patterns are written with one blank; this module lets it match both.
"""

from __future__ import annotations

import re as _re
from collections.abc import Iterator
from functools import lru_cache

IGNORECASE = _re.IGNORECASE
VERBOSE = _re.VERBOSE
Match = _re.Match
Pattern = _re.Pattern
error = _re.error
escape = _re.escape

_PARTS = _re.compile(
    r"(?P<escape>\\.)|(?P<maybe>(?:\[ \]| )\?(?![?+]))|(?P<blank>(?:\[ \]| )(?![?*+{]))|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])"
    r"|(?P<behind>\(\?<[=!])|(?P<close>\))|(?P<open>\()|(?P<other>.)",
    _re.DOTALL,
)


@lru_cache(maxsize=4096)
def compile(pattern: str, flags: int = 0) -> _re.Pattern[str]:
    """Compile a pattern whose single blanks also match two.

    >>> bool(compile("в зале").search("в  зале"))
    True
    """
    if flags & VERBOSE:
        return _re.compile(pattern, flags)
    return _re.compile(_widen(pattern), flags)


def _widen(pattern: str) -> str:
    out: list[str] = []
    stack: list[bool] = []
    behind = 0
    for found in _PARTS.finditer(pattern):
        part, kind = found.group(), found.lastgroup
        if kind in ("behind", "open"):
            stack.append(kind == "behind")
            behind += kind == "behind"
        elif kind == "close" and stack:
            behind -= stack.pop()
        elif kind in ("blank", "maybe") and not behind:
            part = "[ ]{1,2}" if kind == "blank" else "[ ]{0,2}"
        out.append(part)
    return "".join(out)


def match(pattern: str, text: str, flags: int = 0) -> _re.Match[str] | None:
    """Like ``re.match``, with blanks widened."""
    return (compile(pattern, flags) if flags else compile(pattern)).match(text)  # one argument is found faster


def search(pattern: str, text: str, flags: int = 0) -> _re.Match[str] | None:
    """Like ``re.search``, with blanks widened."""
    return (compile(pattern, flags) if flags else compile(pattern)).search(text)


def fullmatch(pattern: str, text: str, flags: int = 0) -> _re.Match[str] | None:
    """Like ``re.fullmatch``, with blanks widened."""
    return compile(pattern, flags).fullmatch(text)


def finditer(pattern: str, text: str, flags: int = 0) -> Iterator[_re.Match[str]]:
    """Like ``re.finditer``, with blanks widened."""
    return compile(pattern, flags).finditer(text)


def findall(pattern: str, text: str, flags: int = 0) -> list[str]:
    """Like ``re.findall``, with blanks widened."""
    return compile(pattern, flags).findall(text)


def split(pattern: str, text: str) -> list[str]:
    """Like ``re.split``, with blanks widened."""
    return compile(pattern).split(text)


def sub(pattern: str, replacement: str, text: str) -> str:
    """Like ``re.sub``, with blanks widened."""
    return compile(pattern).sub(replacement, text)
