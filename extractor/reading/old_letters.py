"""Letters of before 1918 that no engine knows, put back into recognised words: ѣ, ѳ, і.

The engine puts something alike in their place («болЪзни», «сгорфвшій», «засѣдаше»). Where no Russian word can have what
it put, the old letter is certain; elsewhere the dictionary decides: a word that it does not know becomes the nearest one
that it does. The rules of the old spelling: і stands before vowels and й, ъ at the end of a word, ѣ never after ж, ч, ш, щ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

_LETTERS = "а-яёіѣѳѵА-ЯЁІѢѲѴ"
_VOWELS = "аеёиіоуыэюяѣ"
#: What is certain: a sign or a letter that cannot stand there.
_CERTAIN: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), new)
    for pattern, new in (
        (r"[©®Θ]", "Ѳ"),
        (r"^\[(?=[а-я])", "І"),
        (rf"(?<=[{_LETTERS}])[%5£$§](?=[{_LETTERS}]|[^\w]*$)", "ѣ"),
        (rf"(?<=[{_LETTERS}])[1!|ïiїl](?=[{_VOWELS}й])", "і"),
        (r"йй", "ій"),
        (rf"(?<=[бвгджзклмнпрстфхцчшщ])й(?![{_LETTERS}])", "ій"),
        (r"ьѣ(?=[бвгджзклмнпрстфхцчшщ])", "ѣ"),
        (r"(?<=[а-яѣі])[ЪЬѢ](?=[а-яѣі])", "ѣ"),  # a capital among small letters
        (r"(?<=[А-Я])[ЪЬ](?=[а-яѣі])", "ѣ"),
        (rf"(?<=[{_LETTERS}])ъ(?=[бвгджзйклмнпрстфхцчшщ])", "ѣ"),
        (rf"(?<=[{_VOWELS}])ь(?=[бвгджзйклмнпрстфхцчшщ])", "ѣ"),
        (rf"и(?=[{_VOWELS}й](?![{_LETTERS}]*-))", "і"),
        (r"й(?=[аеоуыэюя])", "і"),
    )
)
#: Names from the Greek, with ѳ for their ф.
_THETA = re.compile(
    r"(?<!\w)Ф(?=ом[аыуеоѣ]|едо[рст]|еод|адде|еоф|екл)|(?<=Тимо)[фе](?=е)|(?<=Мар)ф(?=[аыуоѣ])|(?<=Ага)ф(?=[оь])"
    r"|(?<=Мат)ф(?=[еѣ])|(?<=А)ф(?=анас)|(?<=Доси)ф(?=е)"
)
#: A capital ъ or ь at the end of a word in small letters: ъ, or the ending ѣ.
_FINAL = re.compile(rf"([{_LETTERS}]*[а-яѣі])[ЪЬѢ](?=[^{_LETTERS}]*$)")
#: What may be, where the dictionary agrees.
_POSSIBLE: tuple[tuple[str, str], ...] = (
    ("ф", "ѣ"), ("Ф", "ѣ"), ("ь", "ѣ"), ("ъ", "ѣ"), ("б", "ѣ"), ("Б", "ѣ"), ("в", "ѣ"),
    ("ше", "ніе"), ("шя", "нія"), ("шю", "нію"), ("ши", "ніи"), ("шй", "ній"), ("не", "ніе"), ("ня", "нія"), ("ню", "нію"), ("ни", "ніи"),
    ("сы", "скі"), ("ый", "кій"), ("ь", "ъ"), ("ы", "ѣ"), ("те", "іе"), ("тя", "ія"), ("е", "с"),
)  # fmt: skip
_MODERN = str.maketrans("ѣіѳѵѢІѲѴ", "еифиЕИФИ")
_ENDINGS = (("аго", "ого"), ("яго", "его"), ("ыя", "ые"), ("ія", "ие"), ("іяся", "иеся"))


def is_old(words: Sequence[str]) -> bool:
    """Tell whether recognised words are in the spelling of before 1918: many end in ъ after a consonant.

    >>> is_old("Засфдан1е открыто въ 7 часовъ вечера подъ предсЪдательствомъ".split()), is_old("Заседание открыто в 7 часов".split())
    (True, False)
    """
    russian = [word for word in words if re.search("[а-я]", word)]
    final = sum(1 for word in russian if re.search(r"[бвгджзклмнпрстфхцчшщ][ъЪ][.,;:!?»)]*$", word))
    return final > 2 and final > 0.06 * len(russian)


@lru_cache(maxsize=16384)
def restore(word: str) -> str:
    """Return a recognised word with its old letters put back; a word that needs none, or of which nothing is known, as it is.

    >>> restore("болЪзни,"), restore("сгорфвшій"), restore("Засѣдаше"), restore("занят!й"), restore("©."), restore("Ольшевскй")
    ('болѣзни,', 'сгорѣвшій', 'Засѣданіе', 'занятій', 'Ѳ.', 'Ольшевскій')
    """
    if not re.search(f"[{_LETTERS}©®Θ]", word):
        return word
    for pattern, new in _CERTAIN:
        word = pattern.sub(new, word)
    word = _FINAL.sub(_settle_final, _THETA.sub(lambda found: "Ѳ" if found.group().isupper() else "ѳ", word))
    body = re.search(rf"[{_LETTERS}]{{3,}}", word)
    if body is None or body.group().isupper() or _is_known(body.group()):
        return word
    for candidate in _candidates(body.group()):
        if _is_known(candidate):
            return word[: body.start()] + candidate + word[body.end() :]
    return word


def _settle_final(found: re.Match[str]) -> str:
    """«залЪ» is «залѣ», «домЪ» «домъ», a name most likely stands in the nominative."""
    stem = found[1]
    if stem[0].isupper() and not _is_known(stem + "ѣ"):
        return stem + "ъ"
    return stem + ("ъ" if _is_known(stem) and not _is_known(stem + "ѣ") else "ѣ")


def _candidates(word: str) -> Iterator[str]:
    """Words one change away, then two."""
    first = list(_changed(word))
    yield from first
    for once in first[:40]:
        yield from _changed(once)


def _changed(word: str) -> Iterator[str]:
    for old, new in _POSSIBLE:
        at = word.find(old, 1)
        while at > 0:
            if not (new == "ѣ" and word[at - 1] in "жчшщ" or word[at + len(old) :] == "ъ"):
                yield word[:at] + new + word[at + len(old) :]
            at = word.find(old, at + 1)


def _is_known(word: str) -> bool:
    from extractor.language.morphology import is_known

    modern = word.lower().translate(_MODERN)
    modern = modern[:-1] if modern.endswith("ъ") else modern
    if is_known(modern):
        return True
    return any(word.endswith(old) and is_known((word[: -len(old)] + new).lower().translate(_MODERN)) for old, new in _ENDINGS)
