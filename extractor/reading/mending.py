"""The recognised words of a page put right by what stands around them: signs, markers, words, the letters of before 1918."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.reading.alike import level_case, mend_line, mend_markers, mend_romans, mend_word
from extractor.reading.lines import Glyphs, Line
from extractor.reading.old_letters import is_old, restore

#: Below this confidence a word that the dictionary does not know may be another that looks alike.
_UNSURE = 97.0
#: Below this one a capital inside a word in small letters is one of a jumping typewriter.
_JUMPING = 88.0


def mend_page(rows: Sequence[tuple[Line, ...]]) -> list[tuple[Line, ...]]:
    """Return the rows of a page with the words that the engine takes for something alike put right."""
    mended = [[mend_line([word.text for word in cell]) for cell in row] for row in rows]
    for row, head in zip(mended, mend_romans([row[0][0] if row[0] else "" for row in mended]), strict=True):
        row[0][:1] = [head] if row[0] else []
    words = [word._replace(text=text) for row, cells in zip(rows, mended, strict=True) for word, text in _pairs(row, cells)]
    old = is_old([word.text for word in words])
    texts = iter(mend_markers([restore(word.text) if old else _mend_doubtful(word) for word in words]))
    return [tuple(tuple(word._replace(text=next(texts)) for word in cell) for cell in row) for row in rows]


def _pairs(row: Sequence[Line], cells: Sequence[Sequence[str]]) -> list[tuple[Glyphs, str]]:
    return [pair for words, texts in zip(row, cells, strict=True) for pair in zip(words, texts, strict=True)]


def _mend_doubtful(word: Glyphs) -> str:
    if word.confidence >= _UNSURE:
        return word.text
    return mend_word(level_case(word.text) if word.confidence < _JUMPING else word.text)
