"""Which sentences are nothing but the vote, and what they cover."""

from __future__ import annotations

from functools import lru_cache

from extractor.language import normal_re as re
from extractor.language.morphology import is_infinitive
from extractor.language.numerals import CARDINALS

_VOTED = (
    r"(?:\(|\[|/)?(?:(?:при|в результате|по результатам|по итогам)? ?(?:результат\w*|итог\w*)? ?(?:открыт\w+|тайн\w+|поименн\w+|списочн\w+|общ\w+)? ?(?:голосовани\w{1,2}|баллотировк\w)|"
    r"(?:про)?голосовал\w?|проголосован\w?|голосовано|баллотир\w+|голос\w{0,2} (?:подан\w?|распредел\w+|раздел\w+)|подан\w? (?:голос\w*|за )|изъявили согласие|(?:за|против) (?:про)?голосовал\w?)"
)
_NUMBER = r"(?:\d|нет(?!\w)|ноль|никто|никого|один|одна|дв[ае]|двое|тр[ио]|четыре|четверо|пят|шест|сем|восем|девят|десят|все(?!\w)|единоглас)"
_COUNT = rf"\"?(?:за|против|прот\.|возд(?:ерж\w*|(?=\.))\.?|при)\"?(?: [а-я]{{3,20}}){{0,3}}? ?\"?(?: голос\w*| чел\w*\.?)? ?[-:=]{{0,2}} ?{_NUMBER}"
_COUNT_FIRST = r"\(?\d{1,4}(?: голос\w*| чел\w*\.?)? ?-? ?\"?(?:за|против|возд(?:ерж\w*|(?=\.)))(?!\w)"
_NAMED = r"\"?(?:за|против|воздержал\w*)\"? ?[-:] ?[а-я-]{3,}(?: [а-я]\.|,|[.;)]|$)"
#: Words that only say what was voted on and how.
_FRAME = re.compile(
    r"(?:по|за|на|в|при|со?|об?|и|а|во|все|всем|всех|всеми|оба|обоим|обе|обеим|каждому|каждый|каждое|данн\w+|это\w*|этим|указанн\w+|перечисленн\w+|принимает\w+|принимаем\w+|один|одном|два|две|двум|двух|три|трем|трех|"
    r"четыре\w*|пят\w+|шест\w+|сем\w+|перв\w+|втор\w+|трет\w+|четверт\w+|пункт\w*|подпункт\w*|п|пп|вопрос\w*|решени\w*|постановлени\w*|резолюци\w+|предложени\w+|проект\w*|целом|вместе|сразу|отдельно|"
    r"чате|открыт\w+|тайн\w+|поименн\w+|принят\w*|решен\w?|решили|постановлен\w?|одобрен\w*|избран\w*|утвержден\w*|поддержан\w*|проголосован\w*|проголосовал\w*|голосовал\w*|голос\w*|голосовани\w+|"
    r"собрани\w*|приняли|членами|членов|присутствующ\w+|участник\w+|было|был\w?|повестк\w+|дня|протокол\w*|также|так|же|единогласн\w*|единодушн\w*|большинств\w+|против|воздерж\w*|человек|чел|нет|не|"
    r"[а-к]|ю|х|ти|мя|м|недействительн\w*|бюллетен\w*|участв\w+|остальн\w+|поднятием|рук|списком|подан\w*|того|состав\w?|кандидатур\w*|г|т|тов|тт|\d+)$"
)
_CORE = re.compile(r"(?<!\w)(?:единогласн\w*|единодушн\w*|большинств\w+|(?:\d+|[а-я]+(?:ью|мя|ью|ю|ми)) голос\w*)(?!\w)")
_REJECTED = re.compile(r"(?:не принят|не принимает|отклонен|отклоняется|отвергнут|не прош|не поддержан|не набрал|провален)")
_MEETING = re.compile(r"(?:по|за) (?:всем|все|каждому|каждый)(?: \w{3,14}){0,2}? (?:вопрос(?:ам|ы|у)(?!\w| ?\d)|пункт(?:ам|ы|у) (?:повестки|протокола)|решени(?:ям|я))|по всем пунктам(?!\w)(?! (?:вопрос|решени|постановлени|сразу|вместе|предложен))")
_GROUP = re.compile(
    r"(?:(?:по|за) (?:всем|все|обоим|оба|обе|обеим|каждому|каждый|каждое)|(?:все|оба)(?: \w{3,8})? (?:пункт|вопрос|решени|предложени|постановлени)|"
    r"(?<!\w)в целом|резолюци\w (?:принят|утвержд|одобр)|за (?:постановление|решение|резолюцию|проект) в целом|за все вместе|по пунктам \d|сразу(?!\w)|(?:по|за) (?:двум|две|два|три|трем|четыре\w*|пят\w+) (?:пункт|решени|вопрос))"
)
_HEAD = re.compile(
    r"(?:(?:единогласно|единодушно|большинством голосов|большинством)(?: (?:решили|постановили|порешили|решено|постановлено|приняли решение|принято решение|принято))?|"
    r"(?:решили|постановили|порешили|приговорили|решено|постановлено|принято(?: решение)?) (?:единогласно|единодушно|большинством(?: голосов)?))[ ,:-]+(?=[а-я])"
)


_OPENS = re.compile(rf"{_VOTED}|{_NAMED}|{_COUNT}|{_COUNT_FIRST}")
_COUNTED = re.compile(rf"(?<!\w){_COUNT}")


@lru_cache(maxsize=1024)  # asked of a sentence where sections are parted and again where decisions are read
def is_vote_sentence(norm: str) -> bool:
    """Is this sentence nothing but the vote?

    >>> is_vote_sentence("принято единогласно."), is_vote_sentence("принято к сведению.")
    (True, False)
    >>> is_vote_sentence("все три пункта приняты единогласно."), is_vote_sentence("единогласно утвердить отчет")
    (True, False)
    """
    words = norm.strip().lstrip(" -([/")
    if words.startswith("за против воздерж"):  # a small table
        return True
    opens = _OPENS.match(words) is not None  # most sentences open in none of these ways
    if opens and re.match(_VOTED, words):
        return not _has_infinitive(words.split(":")[0]) or bool(re.search(_COUNT, words))
    if opens and re.match(_NAMED, words):
        return not _has_infinitive(words)
    if opens:
        return not _has_infinitive(words) and (len(re.findall(r"(?<!\w)(?:за|против|прот(?=\.)|возд(?=\.)|воздерж\w*)(?!\w)", words)) > 1 or bool(re.fullmatch(r"[^.,;]{0,60}?[-: ]\"? ?\w+[.)\]/]{0,2}(?: ?[(/][^)]{0,60}[)/]\.?)?", words)))
    count = _COUNTED.search(words)
    if count and all(_frames(word) for word in re.findall(r"\w+", words[: count.start()])):
        return not _has_infinitive(words)
    if re.match(r"(?:решение |постановление )?принято[. ]*$|(?:все|всем)(?: были)? за[.; ]*$", words):
        return True
    told = "голос" in words or "един" in words or "большинств" in words  # to find a word is faster than to find no pattern
    core = _CORE.search(words) if told else None
    if core is None or core.start() > 80:
        return False
    outside = re.sub(r"[(\[/][^)\]/]*[)\]/]", " ", words)
    return all(_frames(word) for word in re.findall(r"\w+", outside))


def _frames(word: str) -> bool:
    return bool(_FRAME.match(word)) or word in CARDINALS


def _has_infinitive(norm: str) -> bool:
    return any(is_infinitive(word) for word in re.findall(r"[а-я]{4,}", norm))


def is_rejected(norm: str) -> bool:
    """Does the line say that a motion was voted down?

    >>> is_rejected("за - 3, против - 9, предложение не прошло")
    True
    """
    return bool(_REJECTED.search(norm))


def covers_all(norm: str) -> bool:
    """Does a vote say that it was taken on all matters of the meeting («по всем вопросам»)?

    >>> covers_all("голосовали по всем вопросам: единогласно"), covers_all("по всем трем пунктам - единогласно")
    (True, False)
    """
    return bool(_MEETING.search(norm))


def covers_group(norm: str) -> bool:
    """Does a vote say that it was taken on all points under one «РЕШИЛИ» («за оба пункта», «за постановление в целом»)?

    >>> covers_group("за оба пункта: за - 28"), covers_group("голосовали: за - 28")
    (True, False)
    """
    return bool(_GROUP.search(norm))


def vote_head(norm: str) -> int:
    """Length of the words of a vote before a decision («Единогласно решили | построить школу»), 0 if there are none.

    >>> vote_head("единогласно решили построить школу")
    19
    """
    head = _HEAD.match(norm)
    return head.end() if head else 0


_BEGIN = re.compile(
    r"(?:^|(?<=[.;!?)\"])|(?<=[а-я\d\"]),)[ ]*(?P<open>[(\[/]?)(?=[\w\"])|[ ](?P<bracket>[(\[/])(?=[\w\"])|(?<=[а-я\d])[ ](?P<word>)(?=(?:голосование|(?:про)?голосовали?|голосовало) ?(?::|единогласно|за ?[-\d])|принято единогласно|единогласно[.;]?$)"
)
_CLOSE = {"(": ")", "[": "]", "/": "/"}


def find_vote_sentences(norm: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Slices of the sentences and brackets in ``norm[start:stop]`` that give the vote, signs around them included.

    >>> text = "отчет утвердить (единогласно). смету принять. голосовали: за - 5, против - 1."
    >>> [text[a:b] for a, b in find_vote_sentences(text, 0, len(text))]
    [' (единогласно)', ' голосовали: за - 5, против - 1.']
    """
    out: list[tuple[int, int]] = []
    at = start
    for found in _BEGIN.finditer(norm, start, stop):
        if found.start() < at:
            continue
        sign = found["open"] or found["bracket"] or ""
        comma = norm[found.start() : found.start() + 1] == "," and not sign
        end = norm.find(_CLOSE[sign], found.end(), stop) + 1 if sign else _sentence_end(norm, found.end(), stop)
        if end <= 0 or comma and not re.match(r"(?:голосовали|за ?- ?\d|принято единогласно|единогласно[. ]*$)", norm[found.end() : stop]):
            continue
        sentence = norm[found.end() : end - 1 if sign else end]
        if is_vote_sentence(sentence) and _tells(sentence):
            out.append((found.start(), end))
            at = end
    return out


def _tells(sentence: str) -> bool:
    """Does a sentence give a count or say that all or most were for it?"""
    return bool(re.match(rf"[ (]*(?:все(?: были)? за[. ]*$|{_NAMED})", sentence) or re.search(rf"\"?за\"? ?[-:] ?[а-я]+ [а-я]\.|единоглас|единодуш|большинств|{_COUNT}|{_COUNT_FIRST}|%|\d голос|согласие \d", sentence))


def _sentence_end(norm: str, start: int, stop: int) -> int:
    """End of the sentence that begins at ``start``; one longer than a vote ever is ends at the limit (so time stays linear)."""
    stop = min(stop, start + _LONGEST)
    for found in _STOP.finditer(norm, start, stop):
        at = found.start()
        if _MORE_COUNTS.match(norm, at):
            continue
        if not re.search(r"(?:^|[^\w])(?:чел|воздерж|возд|прот|г|т|тов|тт|гр|кв|м|п|пп|[а-я])$", norm[max(start, at - 12) : at]):
            return at + 1
    return stop


_LONGEST = 1200
_STOP = re.compile(r"[.;!](?= |$)")
_MORE_COUNTS = re.compile(r"; ?\"?(?:за|против|воздерж\w*|при)(?!\w)")
