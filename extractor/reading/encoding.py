"""Bytes to text: which encoding a Russian text is in, and how sure that is.

In this order: the mark of byte order; UTF-16 without one (its NULs and 0x04 bytes); UTF-8; else the eight-bit
encoding that makes the likeliest Russian (``cyrillic``), which the library chardet has to confirm. What is not
sure is warned of, what is not Russian in any of them is refused.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from unicodedata import category

from extractor.errors import BinaryFile, UnknownEncoding, WrongEncoding
from extractor.model import Warning_
from extractor.reading.cyrillic import EIGHT_BIT, PLAUSIBLE, Guess, mean_cost, rank

Decoded = tuple[str, str, tuple[Warning_, ...]]

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_NAMES = {codecs.lookup(codec).name: name for name, codec in EIGHT_BIT.items()} | {"utf-8-sig": "utf-8"}
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")
_EXPECTED = re.compile("[\t-\r\x20-\x7e\x85\xa0-\xbf\u0400-\u04ff\u2000-\u2044\u2100-\u22ff\u2500-\u25ff\ufeff]")
#: Evidence in nats below which a guess is warned of, and above which chardet is not asked to confirm it.
DOUBTFUL, CERTAIN = 30.0, 300.0
#: Letters below which a guess is always warned of.
FEW = 30
#: Bytes that are looked at by themselves, for a second encoding in the file.
_SLICE = 1024


def decode(data: bytes, path: str, encoding: str | None = None) -> Decoded:
    """Return the text, the name of its encoding and the doubts about it.

    >>> text, name, doubts = decode("Правление утвердило смету расходов на зиму".encode("cp866"), "1.txt")
    >>> text, name, doubts
    ('Правление утвердило смету расходов на зиму', 'cp866', ())
    """
    if encoding is not None:
        return _decode_as(data, path, encoding)
    for mark, name in _MARKS.items():
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], path, name)
    wide = _utf16(data)
    if wide:
        return data.decode(wide, "replace"), wide, _damage(data, wide)
    data = data.rstrip(b"\x00\x1a")
    if len(_CONTROLS.findall(data)) * 100 > len(data):
        raise BinaryFile(path)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "ignore")
        kept = sum(len(sign.encode()) for sign in text if not sign.isascii())
        high = sum(byte > 127 for byte in data)
        if kept >= 0.9 * high and mean_cost(text)[0] <= PLAUSIBLE:
            return data.decode("utf-8", "replace"), "utf-8", _damage(data, "utf-8")
        return _decode_eight_bit(data, path)
    mean, letters = mean_cost(text)
    if mean <= PLAUSIBLE or text.isascii():
        return text, "utf-8", ()
    guess = rank(data)  # a few words may be UTF-8 by chance: «так» in cp866 is one Braille sign
    if guess.mean <= PLAUSIBLE and len(_EXPECTED.findall(text)) < 0.95 * len(text):
        return data.decode(EIGHT_BIT[guess.name], "replace"), guess.name, (_doubt(guess.name, "utf-8"),)
    return text, "utf-8", (_garbled("utf-8"),) if letters >= FEW else ()


def codec_of(encoding: str) -> str | None:
    """Return Python's name of a text encoding by any name in use; None where there is no such encoding.

    >>> codec_of("windows-1251"), codec_of("x-mac-cyrillic"), codec_of("рус")
    ('cp1251', 'mac-cyrillic', None)
    """
    try:
        name = codecs.lookup(encoding.lower().removeprefix("x-").replace("mac-", "mac_")).name
        "".encode(name)  # refuses what turns bytes into bytes (base64, zip)
    except (LookupError, ValueError):
        return None
    return name


def _decode_as(data: bytes, path: str, encoding: str) -> Decoded:
    """Decode in the encoding that the user named, and say so if that does not make Russian."""
    name = codec_of(encoding)
    if name is None:
        raise WrongEncoding(path, detail=encoding)
    try:
        text = data.decode(name)
        text.encode()  # no half of a surrogate pair
    except ValueError:  # UnicodeError is one
        raise WrongEncoding(path, detail=encoding) from None
    name = _NAMES.get(name, name)
    mean, letters = mean_cost(text)
    return text, name, (_garbled(name),) if mean > PLAUSIBLE and letters >= FEW else ()


def _decode_marked(data: bytes, path: str, name: str) -> Decoded:
    text = data.decode(name, "replace")
    strange = sum(sign == "\ufffd" or category(sign) in {"Cn", "Co"} for sign in text)
    if strange * 50 > len(text):
        raise UnknownEncoding(path) if name == "utf-8" else BinaryFile(path)
    return text, name, _damage(data, name)


def _utf16(data: bytes) -> str | None:
    """Tell the byte order of UTF-16 without a mark: in Russian every other byte is 0x04 or 0x00."""
    for name, high in (("utf-16-le", data[1::2]), ("utf-16-be", data[::2])):
        if 2 * (high.count(0) + high.count(4)) > len(high):
            text = data.decode(name, "replace")
            if len(_EXPECTED.findall(text)) >= 0.95 * len(text.rstrip("\ufffd")):
                return name
    return None


def _decode_eight_bit(data: bytes, path: str) -> Decoded:
    guess = rank(data)
    if guess.mean > PLAUSIBLE:
        line, other = _stranger(data, guess.name)
        mixed = (f"похоже, в файле и {guess.name}, и {other}", f"the file seems to hold both {guess.name} and {other}")
        raise UnknownEncoding(path, detail=mixed if line else "")
    text = data.decode(EIGHT_BIT[guess.name], "replace")
    return text, guess.name, tuple(_doubts(data, text, guess))


def _doubts(data: bytes, text: str, guess: Guess) -> Iterator[Warning_]:
    letters = sum(not sign.isascii() for sign in text)
    rival = "" if guess.margin >= CERTAIN else _second_opinion(data, text)
    if guess.margin < DOUBTFUL or letters < FEW:
        yield _doubt(guess.name, guess.rival)
    elif rival:
        yield _doubt(guess.name, rival)
    if "\ufffd" in text:
        yield from _damage(data, EIGHT_BIT[guess.name])
    line, other = _stranger(data, guess.name)
    if line:
        message = f"около строки {line} текст похож не на {guess.name}, а на {other}: в файле две кодировки?"
        yield Warning_("encoding.mixed", message)


def _stranger(data: bytes, name: str) -> tuple[int, str]:
    """Find the first slice that is surely in another encoding: its line and encoding, or (0, "")."""
    for start in range(0, len(data), _SLICE) if len(data) > _SLICE else ():
        part = data[start : start + _SLICE]
        local = rank(part)
        same = part.decode(EIGHT_BIT[local.name], "replace") == part.decode(EIGHT_BIT[name], "replace")
        if not same and local.margin > 2 * DOUBTFUL and local.mean <= PLAUSIBLE:
            return data.count(b"\n", 0, start) + 1, local.name
    return 0, ""


def _second_opinion(data: bytes, text: str) -> str:
    """Ask chardet: return the encoding that it holds likelier, if it makes another text."""
    from chardet import detect

    name = detect(data)["encoding"]
    try:
        return "" if name and data.decode(name, "replace") == text else str(name or "другая")
    except LookupError:
        return ""


def _doubt(name: str, rival: str) -> Warning_:
    other = f" (возможна и {rival})" if rival else ""
    return Warning_("encoding.doubtful", f"кодировка {name} определена неуверенно{other}: проверьте буквы и знаки")


def _garbled(name: str) -> Warning_:
    return Warning_("encoding.doubtful", f"в кодировке {name} текст не похож на русский: верна ли она?")


def _damage(data: bytes, codec: str) -> tuple[Warning_, ...]:
    lost = data.decode(codec, "replace").count("\ufffd")
    if not lost:
        return ()
    return (Warning_("encoding.damaged", f"знаков, которые не удалось прочесть: {lost}; на их месте стоит «\ufffd»"),)
