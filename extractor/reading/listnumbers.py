"""Numbers of automatic lists as office programs show them: 1, IV, б, aa, 01."""

from __future__ import annotations

#: Letters that Word and LibreOffice number Russian lists with: no ё, й, ъ, ь.
RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
LATIN = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = tuple(zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "m cm d cd c xc l xl x ix v iv i".split(), strict=True))
#: No list is longer: what counts further is damage, and is shown in figures.
_MOST = 3000


def show_number(value: int, style: str) -> str:
    """Return a number in a style: one of 1, 01, i, I, a, A, а, А (the last two Russian); any other shows figures.

    >>> [show_number(4, style) for style in ("1", "01", "I", "a", "А")], show_number(30, "а"), show_number(28, "a")
    (['4', '04', 'IV', 'd', 'Г'], 'аа', 'bb')
    """
    if style == "01":
        return f"{value:02d}"
    if style.lower() in ("i", "a", "а") and 0 < value <= _MOST:
        shown = _roman(value) if style in "iI" else _letters(value, LATIN if style in "aA" else RUSSIAN)
        return shown.upper() if style.isupper() else shown
    return str(value)


def _roman(value: int) -> str:
    out = []
    for worth, sign in _ROMAN:
        out.append(sign * (value // worth))
        value %= worth
    return "".join(out)


def _letters(value: int, alphabet: str) -> str:
    """After the last letter comes the first one doubled."""
    times, at = divmod(value - 1, len(alphabet))
    return alphabet[at] * (times + 1)


_BULLETS = "-–—*•·‣▪●"


def show_bullet(sign: str) -> str:
    r"""Return the sign of a bullet; pictures of symbol fonts (a square, a tick, Word's «o») become «•».

    >>> [show_bullet(sign) for sign in ("\uf0b7", "–", "o", "−", "")]
    ['•', '–', '•', '–', '']
    """
    sign = sign.strip()
    if sign in ("−", "\uf02d", "‒", "―", "⁃"):
        return "–"
    return sign if sign in _BULLETS or not sign else "•"
