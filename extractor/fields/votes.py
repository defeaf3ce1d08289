"""Votes: «за – 7, против – нет, воздержались – 2», «единогласно», «большинством голосов»."""

from __future__ import annotations

from extractor.language import normal_re as re

from extractor.language.numerals import read_number
from extractor.model import Block, Finding

_N = r"(?P<{0}>\d{{1,3}}(?:[ ]\d{{3}})+|[\dо]{{1,6}}|нет\w*|ноль|никого|никто|один|одна|одно|два|две|двое|три|трое|четыре|пять|шесть|семь|восемь|девять|десять|единогласно|все)"
_GAP = r"[ ]{0,2}(?:голос\w{0,4} |чел\w*\.? |решени\w |подан\w+ |проголосовал\w* |данн\w+ предложени\w |предложени\w )?[ ]?[\"»]?[ ]?(?:[-–—:=]|голосов|проголосовало)?[ ]{0,2}[-–—:]?[ ]{0,2}"
_FOR = re.compile(r"(?<![\w])(?:\"?за\"?|\"?поддержать\"?)(?: (?:предложение|решение|проект|кандидатуру|это предложение|оба пункта|все пункты|него|нее))?" + _GAP + _N.format("n") + r"(?![\w%]|[.,]\d)(?! (?:минут|кв|руб|пункт|вопрос|решен))")
_AGAINST = re.compile(r"(?<!\w)\"?против\"?" + _GAP + _N.format("n") + r"(?![\w%]|[.,]\d)")
_ABSTAINED = re.compile(r"(?<!\w)\"?воздерж\w*\.?\"?" + _GAP + _N.format("n") + r"(?![\w%]|[.,]\d)")
_REVERSED = {
    "for": re.compile(_N.format("n") + r"(?: голос\w*| чел\w*\.?)?[ ]?[-–—]?[ ](?:\"?за\"?(?![\w])(?! [а-я]{4,}))"),
    "against": re.compile(_N.format("n") + r"(?: голос\w*| чел\w*\.?)?[ ]?[-–—]?[ ]\"?против\"?(?!\w)(?![ ]?[-–—:]?[ ]?\d)"),
    "abstained": re.compile(r"(?:при )?" + _N.format("n") + r"(?: голос\w*| чел\w*\.?)?[ ]?[-–—]?[ ]\"?воздерж\w*\"?(?![ ]?[-–—:]?[ ]?\d)"),
}
_MAJORITY_OF = re.compile(r"(?:принято|большинством(?: в)?|решено)[ ]" + _N.format("n") + r" (?:голос\w*)(?:,? ?против ?(?P<m>\d{1,4}))?")
_UNANIMOUS = re.compile(r"(?<!\w)(?:единогласн\w+|единодушн\w+|единоглас\w*)(?!\w)")
_MAJORITY = re.compile(r"(?<!\w)большинств\w+(?: голосов)?")
_ZERO = re.compile(r"(?:нет\w*|ноль|никого|никто|о)$")
_REJECTED = re.compile(r"(?:не принят|отклонен|отвергнут|не прош)")


def read_votes(block: Block, start: int = 0, stop: int | None = None) -> dict[str, Finding] | None:
    """Read the votes in ``block.text[start:stop]``; None if there are none.

    >>> from extractor.layout.outline import outline
    >>> from extractor.model import Source
    >>> line = outline(Source("п.txt", "Голосовали: за – 7, против – нет, воздержались – 2."))[0]
    >>> {key: found.value for key, found in (read_votes(line) or {}).items()}
    {'for': 7, 'against': 0, 'abstained': 2, 'unanimous': None, 'text': 'Голосовали: за – 7, против – нет, воздержались – 2'}
    """
    stop = len(block.text) if stop is None else stop
    norm = block.norm[start:stop]
    found: dict[str, Finding] = {}
    for key, pattern in (("for", _FOR), ("against", _AGAINST), ("abstained", _ABSTAINED)):
        hit = pattern.search(norm) or _REVERSED[key].search(norm)
        value = _value(hit.group("n")) if hit else None
        if hit and value is not None:
            found[key] = Finding(value, block.spans(start + hit.start("n"), start + hit.end("n")), "votes.count")
    of = _MAJORITY_OF.search(norm)
    if of and "for" not in found and _value(of.group("n")) is not None:
        found["for"] = Finding(_value(of.group("n")), block.spans(start + of.start("n"), start + of.end("n")), "votes.majority")
        if of.group("m"):
            found["against"] = Finding(int(of.group("m")), block.spans(start + of.start("m"), start + of.end("m")), "votes.majority")
    whole = _UNANIMOUS.search(norm)
    part = _MAJORITY.search(norm)
    if whole:
        found["unanimous"] = Finding(True, block.spans(start + whole.start(), start + whole.end()), "votes.unanimous")
    elif part and not found:
        found["unanimous"] = Finding(False, block.spans(start + part.start(), start + part.end()), "votes.majority")
    if not found:
        return None
    left, right = start, stop
    while left < right and block.text[left] in " \t,;.(":
        left += 1
    while right > left and block.text[right - 1] in " \t,;.:)":
        right -= 1
    empty = Finding(None, (), "")
    draft = {key: found.get(key, empty) for key in ("for", "against", "abstained", "unanimous")}
    draft["text"] = Finding(block.text[left:right].replace("\t", " "), block.spans(left, right), "votes.text")
    return draft


def _value(word: str) -> int | None:
    if _ZERO.match(word):
        return 0
    if word in ("единогласно", "все"):
        return None
    number = read_number(word)
    if number is None and word.replace(" ", "").isdigit():
        number = int(word.replace(" ", ""))
    return number


def is_rejected(norm: str) -> bool:
    """Does the line say that a motion was voted down?"""
    return bool(_REJECTED.search(norm))


_COVERS_ALL = re.compile(r"(?:по всем|за все|за оба|по обоим|по каждому|все пункт|оба пункт|за решение в целом|в целом|по пунктам \d|за кажд)")


def covers_all(norm: str) -> bool:
    """Does a vote say that it was taken on all points («по всем пунктам»)?

    >>> covers_all("голосовали по всем вопросам: единогласно")
    True
    """
    return bool(_COVERS_ALL.search(norm))


_SENTENCE = re.compile(
    r"(?:(?:по|за) (?:всем|все|обоим|оба|каждому|данному|этому|\d{1,2}|[а-я]{4,9}ому) ?-?(?:му )?(?:пункт\w*|вопрос\w*|решени\w*)?[, ]*)?(?:голос\w+ подан\w+|подано|баллотир\w+|\"?(?:про)?голосовал\w*|голосовани\w|результаты? голосовани\w|итоги голосовани\w|принято (?:единогласно|большинством|\d)|принято\b[. ]*$|решение принято|единогласно(?: принято)?[. ]*$|единогласно решил\w*|за ?[-–—:]? ?\d|\"за\"|против ?[-–—:]? ?(?:\d|нет)|воздерж|\(?(?:принято )?единогласно\)?[. ]*$|большинством|утверждено единогласно|проголосовано)"
)


def is_vote_sentence(norm: str) -> bool:
    """Is this sentence nothing but the vote?

    >>> is_vote_sentence("принято единогласно."), is_vote_sentence("принято к сведению.")
    (True, False)
    """
    return bool(_SENTENCE.match(norm.lstrip(" (-–—")))
