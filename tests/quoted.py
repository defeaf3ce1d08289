"""Is a quoted value its slices, joined and cleaned? And which leaves of a record lack evidence?

What cleaning may do: a hyphen at a line end undone (or kept, without the break), white space made one blank,
letter-spacing closed, a converter's litter left out, quotes and closing punctuation trimmed at the ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

#: Pointers of the values that are quoted from the text, by the name under which they are reported.
QUOTED = {
    "title": r"/title",
    "organization": r"/organization",
    "topic": r"/topic",
    "place": r"/place",
    "number": r"/number|/(?:agenda|decisions).*/number",
    "position": r".*/position",
    "description": r".*/description",
    "reason": r"/absentees/\d+/reason",
    "agenda title": r"/agenda/\d+/title",
    "speech": r"/discussion/\d+/text",
    "decision text": r"/decisions(?:/\d+|/items)*/text",
    "responsible": r".*/responsible/\d+",
    "deadline": r".*/deadline_text",
    "votes": r".*/votes/text",
    "attachment": r"/attachments/\d+",
}
#: Leaves of which RECORD.md asks no evidence.
BARE = ("/schema", "/source", "/generator", "/warnings", "/evidence")
_EDGE = " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0«»\"“”„'‘’;,.:()[]|_*•–—-\u00ad\u200b\ufeff"
_HYPHEN = r"[-¬\u00ad‐]"
_TOKEN = re.compile(
    rf"(?P<broken>(?<=[^\W\d_]){_HYPHEN}(?:[^\S\n\t]*[\n\t|]\s*))"
    r"|(?P<litter>\*\*?|\[bookmark:[^\]\n]*\]|[■□▪●\u00ad\u200b\ufeff]|(?<=\n)\s*(?:\#{1,6}|>+)\s|_{2,}|\|)"
    r"|(?P<blank>\s+)"
    r"|(?P<sign>.)",
    re.DOTALL,
)
_SPACED = re.compile(r"(?<![\w.])[^\W\d_](?:[ \xa0][^\W\d_]){3,}(?![\w.])")


def is_quoted(value: str, text: str, slices: list[tuple[int, int]]) -> bool:
    """Tell whether a value is these slices of a text, joined and cleaned.

    >>> is_quoted("Утвердить обязательства", "Утвер-\\nдить  обяза-\\n  тельства.", [(0, 31)])
    True
    >>> is_quoted("Утвердить план", "Утвердить смету", [(0, 15)])
    False
    """
    trimmed = _trim(text, slices)
    if not trimmed:
        return not value.strip(_EDGE)
    return re.fullmatch(_pattern(text, trimmed), value.strip(_EDGE)) is not None


def _trim(text: str, slices: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Take quotes, marks and blanks off the outer ends of the slices."""
    left = list(slices)
    while left and not text[slice(*left[0])].strip(_EDGE):
        del left[0]
    while left and not text[slice(*left[-1])].strip(_EDGE):
        del left[-1]
    if left:
        start, stop = left[0]
        left[0] = (start + len(text[start:stop]) - len(text[start:stop].lstrip(_EDGE)), stop)
        start, stop = left[-1]
        left[-1] = (start, stop - len(text[start:stop]) + len(text[start:stop].rstrip(_EDGE)))
    return left


def _pattern(text: str, slices: list[tuple[int, int]]) -> str:
    out: list[str] = []
    last = None
    for start, stop in slices:
        if last is not None:
            out.append(_seam(text, last, start))
        out.append(_body(text[start:stop]))
        last = stop
    return "".join(out)


def _seam(text: str, last: int, start: int) -> str:
    gap = text[last:start] if start >= last else "…"
    if not gap.strip():
        return " ?" if not gap or re.search(rf"{_HYPHEN}$", text[:last][-1:]) else " "
    return " ?"


def _body(raw: str) -> str:
    spaced = {place for found in _SPACED.finditer(raw) for place in range(*found.span())}
    out = []
    for token in _TOKEN.finditer(raw):
        kind, content = token.lastgroup, token.group()
        if kind == "broken":
            whole = "\n" in content and raw[token.end() : token.end() + 1].isalpha()  # between cells a hyphen breaks no word
            control = " ?" if re.search("[\x1c-\x1f]", content) else ""  # white space to Python, not to the eye
            out.append(f"-?{control}" if whole else f"{re.escape(content[0])}? ?")
        elif kind == "litter":
            out.append(r"[| ]?" if content == "|" else rf"(?:{re.escape(content.strip())}\s?)?" if content.strip() else "")
        elif kind == "blank":
            out.append(" ?" if token.start() in spaced or out and out[-1].endswith("?") or raw[token.end() : token.end() + 1] in "_|*■□▪●" else " ")
        else:
            out.append(re.escape(content))
    return "".join(out)


def leaves(value: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every leaf of a record that is neither null nor empty, with its pointer."""
    if pointer in BARE:
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{pointer}/{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, f"{pointer}/{index}")
    elif value is not None and value != "" and (pointer, value) != ("/extract", False):
        yield pointer, value


def kind_of(pointer: str) -> str | None:
    """Name the kind of quoted value at a pointer; None where the value is derived."""
    return next((name for name, shape in QUOTED.items() if re.fullmatch(shape, pointer)), None)


def _is_like(pointer: str, value: str, text: str, slices: list[tuple[int, int]]) -> bool:
    if kind_of(pointer) == "number":  # «№ 12 / 3» is 12/3, «№ 2О» with a letter for the figure is 20
        written = re.sub("[\u00ad\u200b\ufeff]", "", "".join(text[start:stop] for start, stop in slices))
        undone = re.sub(rf"{_HYPHEN}\s*\n\s*", "", written)
        return any("".join(value.split()) in "".join(form.split()) for form in (written, undone, undone.translate(str.maketrans("ЗОзо", "3030"))))
    return is_quoted(value, text, slices)


def complaints(record: dict[str, Any], text: str) -> tuple[list[str], list[str], list[str]]:
    """Say what is wrong with the evidence of a record: offsets outside the text, values that are no quotes, leaves without any."""
    outside, unlike, missing = [], [], []
    evidence = record["evidence"]
    found = dict(leaves(record))
    for pointer, slices in evidence.items():
        if pointer not in found and not pointer.endswith(("/reason", "/against", "/for", "/abstained")):
            outside.append(f"{pointer}: evidence of nothing")
        for piece in slices:
            if not 0 <= piece["start"] < piece["end"] <= len(text):
                outside.append(f"{pointer}: {piece['start']}–{piece['end']} of {len(text)}")
    for pointer, value in found.items():
        slices = [(piece["start"], piece["end"]) for piece in evidence.get(pointer, [])]
        if not slices:
            missing.append(f"{pointer} = {value!r}")
        elif isinstance(value, str) and kind_of(pointer) and not _is_like(pointer, value, text, slices):
            unlike.append(f"{pointer} = {value!r} ≠ {[text[a:b] for a, b in slices]!r}")
    return outside, unlike, missing
