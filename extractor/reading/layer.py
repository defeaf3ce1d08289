"""Is the text of a page the text that one sees on it? A layer can be in the wrong letters, or bad recognition.

Told by the words alone: Russian in Latin letters, signs without meaning, letters that do not follow one another in
Russian, and, where a picture lies under the words, words that no dictionary has.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_WORD = re.compile(r"[^\W\d_]{3,}")
_CYRILLIC = re.compile(r"[а-яёіѣѳѵ]+", re.IGNORECASE)
#: Common in English and German texts; a page with many of them is in that language, and not a broken Russian one.
_FOREIGN = re.compile(r"\b(?:the|and|of|for|with|that|from|der|die|und|das|von|les|des|est)\b", re.IGNORECASE)


def is_broken(words: Sequence[str], *, over_picture: bool = False) -> bool:
    """Tell whether the words of a text layer are not what stands on the page.

    >>> is_broken("Протокол заседания правления".split()), is_broken("IIPOTOKOJI 3ACEAAHI4-fl IIPABIEHU-fl".split())
    (False, True)
    """
    text = " ".join(words)
    signs = [char for char in text if not char.isspace()]
    if not signs:
        return False
    strange = sum(char == "\ufffd" or unicodedata.category(char) in {"Co", "Cn", "Cc"} for char in signs)
    if strange > 0.05 * len(signs):
        return True
    letters = [char for char in signs if char.isalpha()]
    if len(letters) < 12:
        return False
    cyrillic = sum(1 for char in letters if "\u0400" <= char <= "\u04ff")
    if cyrillic < 0.5 * len(letters):
        return len(_FOREIGN.findall(text)) * 12 < len(words)
    if _reads_badly(text):
        return True
    return over_picture and known_share(words) < 0.72


def _reads_badly(text: str) -> bool:
    from extractor.reading.cyrillic import PLAUSIBLE, mean_cost

    cost, letters = mean_cost(text)
    return letters > 80 and cost > PLAUSIBLE


def known_share(words: Sequence[str]) -> float:
    """Return the share of Russian words among those of four letters and more; 1.0 where there are too few to tell."""
    from extractor.language.fold import fold
    from extractor.language.morphology import is_known

    found = [word for text in words for word in _WORD.findall(text) if len(word) > 3 and not word[0].isupper()]
    if len(found) < 15:
        return 1.0
    return sum(1 for word in found if _CYRILLIC.fullmatch(word) and is_known(fold(word).strip())) / len(found)
