"""Words that a line end breaks: does the hyphen belong to the word, do two pieces without one make a word?"""

from __future__ import annotations

from extractor.language.fold import fold
from extractor.language.morphology import is_known, parses


def keep_hyphen(head: str, tail: str, sign: str = "-") -> bool:
    """Tell whether the hyphen at a line end belongs to the word («информационно-методической»).

    >>> keep_hyphen("информационно", "методической"), keep_hyphen("обстоятель", "ствам")
    (True, False)
    """
    if sign in "¬\u00ad":
        return False
    if tail[0].isupper() and not head.isupper():
        return True
    whole, left, right = (fold(w) .strip() for w in (head + tail, head, tail))
    if is_known(whole):
        return False
    left = left.rsplit("-", 1)[-1]
    if head[0].isupper() or len(right) < 4 or not is_known(right):
        return False
    return left.endswith(("о", "е")) and len(left) > 4 or _names_itself(left)


def _names_itself(word: str) -> bool:
    """Is a word a noun in the nominative («учитель-логопед», but «парт-кабинет» is one word broken)?"""
    return len(word) > 4 and is_known(word) and any(p.pos == "NOUN" and p.case == "nomn" and p.lemma == word for p in parses(word))


def is_one_word(head: str, tail: str) -> bool:
    """Tell whether a word was cut without a hyphen, as in the narrow cell of a table.

    >>> is_one_word("индивидуальны", "й"), is_one_word("смета", "на")
    (True, False)
    """
    left, right = fold(head, old=False).strip(), fold(tail, old=False).strip()
    if not tail[:1].islower() or not is_known(left + right):
        return False
    parted = is_known(right) and (len(right) > 1 or right in "авикосуя")
    return not (parted and is_known(left))
