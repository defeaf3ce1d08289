"""Votes: «за – 7, против – нет, воздержались – 2», «единогласно», «большинством голосов»."""

from __future__ import annotations

from extractor.language import normal_re as re
from extractor.language.numerals import CARDINALS, read_number
from extractor.model import Block, Finding

Votes = dict[str, Finding]

_WORDS = "|".join(sorted(CARDINALS, key=len, reverse=True))
_N = rf"(?P<n>\d{{1,3}}(?:[ .]\d{{3}})+(?!\d)|[\dо]{{1,6}}(?![\dо])(?:-(?:ю|мя|ти|х|м)(?!\w))?|нет\w*|не было|не имеется|ноль|нуль|никого|никто|(?:{_WORDS})(?: (?:{_WORDS}))?(?![а-я]))"
#: A count is no count where per cent, metres, money or time follow.
_COUNTED = r"(?! ?%|[.,]\d| \d{3}| ?(?:проц|кв|руб|коп|тыс|млн|минут|мин\b|дн|день|час|недел|месяц|сут|класс|шт|пуд|пункт|вопрос|решен|предл|кандид|год|лет|балл)|[\dа-я])"
_PEOPLE = r"(?: (?:голос\w{0,4}|чел\w*\.?|член\w*|депутат\w*|делегат\w*|гласн\w*|собственник\w*|участник\w*|присутствующ\w+|выборн\w+|бюллетен\w*|шар\w*))?"
_SAID = (
    r"\"?(?: (?:это|данное|оба|все|первое|второе|третье|первый|второй|такое|его|ее|их)?(?: ?(?:предложени\w|решени\w|постановлени\w|проект\w?|резолюци\w|список|состав|кандидатур\w|избрани\w|принятие|пункт\w?|вариант))?"
    r"(?: [а-я-]{4,20}){0,2}?)?"
    r"[\"]? ?(?:(?:про)?голосовал\w?|подан\w?|высказал\w{1,2}|решени\w)?" + _PEOPLE + r" ?[-:=]{0,2} ?[-:=]? ?"
)
_FOR = re.compile(r"(?<![\w])\"?за(?!\w)" + _SAID + _N + _COUNTED)
_AGAINST = re.compile(r"(?<!\w)\"?(?:против|прот\.|несогласных|возражавших)(?!\w)" + _SAID + _N + _COUNTED)
_ABSTAINED = re.compile(r"(?<!\w)\"?возд(?:ерж\w*|(?=\.))\.?" + _SAID + _N + _COUNTED)
_REVERSED = {
    "for": re.compile(_N + _PEOPLE + r" ?-? \"?за(?!\w)\"?(?! [а-я]{3,})(?! ?[-:=] ?\d)"),
    "against": re.compile(_N + _PEOPLE + r" ?-? \"?против(?!\w)\"?(?! ?[-:=]? ?\d)"),
    "abstained": re.compile(r"(?:при )?" + _N + _PEOPLE + r" ?-? \"?возд(?:ерж\w*|\.)\"?(?! ?[-:=]? ?\d)"),
}
_FOR_STEMS, _AGAINST_STEMS, _ABSTAINED_STEMS = ("за",), ("прот", "несогласн", "возражавш"), ("возд",)
_AGREED = re.compile(r"(?:изъявили согласие|согласных|согласились)" + _PEOPLE + r" ?[-:]? ?" + _N + _COUNTED)
_CARRIED = re.compile(r"(?:принят\w?|большинств(?:ом|у)(?: в)?|решено|избран\w?|прошл\w?|прошел|утвержден\w?|одобрен\w?)(?: голосов)? " + _N + r" (?:голос\w*|против)(?:,? ?против ?(?P<m>" + _N.replace("?P<n>", "?:") + r"))?")
_CARRIED_BY = re.compile(r"большинством голосов ?[(:,-]? ?(?P<n>\d{1,4}) ?(?:против|-) ?(?P<m>\d{1,4})")
_NOBODY = re.compile(r"(?:(?:голосов )?\"?против\"?(?: и| ,)? (?:и )?\"?воздержавш\w+\"? ?[-:]? ?(?:нет|не было)|без воздержавшихся)")
_UNANIMOUS = re.compile(r"(?<!\w)(?:единогласн\w*|единодушн\w*|единоглас|(?<![а-я] )все(?: были)? за(?= ?[.;)]| ?$))(?!\w)")
_MAJORITY = re.compile(r"(?<!\w)большинств\w+(?: голосов)?")
_ZERO = re.compile(r"(?:нет\w*|не было|не имеется|ноль|нуль|никого|никто|о)$")
_SHARES = re.compile(r"\"?(?:против|воздержал\w*)\"? ?[-:] ?[а-я]{3,}|\"?за\"?(?!\w)[^.;]{0,40}?\d ?(?:%|проц|кв)|\"?за\"? ?[-:] ?[а-я]+ [а-я]\. ?[а-я]\.|избирательных (?:шаров )?\d|(?:бел|черн)ых шаров")


def read_votes(block: Block, start: int = 0, stop: int | None = None) -> Votes | None:
    """Read the votes in ``block.text[start:stop]``; None if there are none.

    >>> from extractor.layout.outline import outline
    >>> from extractor.model import Source
    >>> line = outline(Source("п.txt", "Голосовали: за – 7, против – нет, воздержались – 2."))[0]
    >>> {key: found.value for key, found in (read_votes(line) or {}).items()}
    {'for': 7, 'against': 0, 'abstained': 2, 'unanimous': None, 'text': 'Голосовали: за – 7, против – нет, воздержались – 2'}
    """
    stop = len(block.text) if stop is None else stop
    found = _counts(block, start, stop)
    whole, part = _UNANIMOUS.search(block.norm, start, stop), _MAJORITY.search(block.norm, start, stop)
    if whole and not re.search(r"не $", block.norm[start : whole.start()]):
        found["unanimous"] = Finding(True, block.spans(*whole.span()), "votes.unanimous")
    elif part:
        found["unanimous"] = Finding(False, block.spans(*part.span()), "votes.majority")
    if not found and not _SHARES.search(block.norm, start, stop):
        return None
    left, right = start, stop
    while left < right and block.text[left] in " \t,;.([/":
        left += 1
    while right > left and block.text[right - 1] in " \t,;.:])/":
        right -= 1
    draft = {key: found.get(key, Finding(None, (), "")) for key in ("for", "against", "abstained", "unanimous")}
    draft["text"] = Finding(block.text[left:right].replace("\t", " "), block.spans(left, right), "votes.text")
    return draft


_TABLE = re.compile(r"за\W+против\W+воздерж\w*\W+(?P<for>\d{1,5}|нет|-)\W+(?P<against>\d{1,5}|нет|-)\W+(?P<abstained>\d{1,5}|нет|-)[ .]*$")
_METRES = re.compile(r"\d ?(?:кв\.? ?м|м2|м²)")
_SCORE = re.compile(r"[ ]*(\d{1,4}) ?/ ?(\d{1,4}) ?/ ?(\d{1,4})[ ]*")


def read_score(block: Block, start: int, stop: int) -> Votes | None:
    """«4/0/1» in the column of votes: for, against, abstained.

    >>> from extractor.layout.outline import outline
    >>> from extractor.model import Source
    >>> line = outline(Source("п.txt", "4/0/1"))[0]
    >>> {key: found.value for key, found in (read_score(line, 0, 5) or {}).items()}
    {'for': 4, 'against': 0, 'abstained': 1, 'unanimous': None, 'text': '4/0/1'}
    """
    found = _SCORE.fullmatch(block.text, start, stop)
    if found is None:
        return None
    counts = {key: Finding(int(found[n]), block.spans(*found.span(n)), "votes.count") for n, key in enumerate(("for", "against", "abstained"), 1)}
    text = Finding(found.group().strip(), block.spans(start, stop), "votes.text")
    return {**counts, "unanimous": Finding(None, (), ""), "text": text}


def _counts(block: Block, start: int, stop: int) -> Votes:
    """The counts, as many as are given."""
    norm = block.norm
    found: Votes = {}
    if "кв" in norm and _METRES.search(norm, start, stop):
        return found  # owners vote with their square metres: no count of voices
    table = _TABLE.search(norm, start, stop) if "против" in norm and norm[start:stop].lstrip().startswith("за") else None
    for key in ("for", "against", "abstained") if table else ():
        value = table[key] if table else ""
        found[key] = Finding(int(value) if value.isdigit() else 0, block.spans(*table.span(key)) if table else (), "votes.count")
    if table:
        return found
    for key, pattern, stems in (("for", _FOR, _FOR_STEMS), ("against", _AGAINST, _AGAINST_STEMS), ("abstained", _ABSTAINED, _ABSTAINED_STEMS)):
        if any(stem in norm for stem in stems):  # to find a word is faster than to find no pattern
            _take(found, key, block, pattern.search(norm, start, stop) or _REVERSED[key].search(norm, start, stop), "n", "votes.count")
    if "соглас" in norm:
        _take(found, "for", block, _AGREED.search(norm, start, stop), "n", "votes.count")
    carried = _CARRIED_BY.search(norm, start, stop) or _CARRIED.search(norm, start, stop)
    _take(found, "for", block, carried, "n", "votes.majority")
    _take(found, "against", block, carried, "m", "votes.majority")
    nobody = _NOBODY.search(norm, start, stop)
    for key in ("against", "abstained") if nobody and "против" in nobody.group() else ("abstained",) if nobody else ():
        found.setdefault(key, Finding(0, block.spans(*nobody.span()) if nobody else (), "votes.count"))
    return found


def _take(found: Votes, key: str, block: Block, hit: re.Match[str] | None, group: str, rule: str) -> None:
    value = _value(hit[group]) if hit and hit[group] else None
    if hit and value is not None and key not in found:
        found[key] = Finding(value, block.spans(*hit.span(group)), rule)


def _value(word: str) -> int | None:
    if _ZERO.match(word):
        return 0
    figures = re.sub(r"[ .]|-[а-я]+$", "", word)
    return int(figures) if figures.isdigit() else read_number(word)


def merge_votes(first: Votes | None, second: Votes | None) -> Votes | None:
    """One vote told in two sentences: the counts of the one, «принято единогласно» of the other."""
    if not first or not second:
        return first or second
    if any(first[k].value is not None and second[k].value is not None for k in ("for", "against", "abstained")):
        return second
    merged = {key: first[key] if first[key].value is not None else second[key] for key in ("for", "against", "abstained", "unanimous")}
    text = Finding(f"{first['text'].value} {second['text'].value}", (*first["text"].spans, *second["text"].spans), "votes.text")
    return {**merged, "text": text}


_POINT = r"\"?(?:\d{1,2}(?:\.\d{1,2}){0,2}|[а-зк](?!\w)|(?<=\")и(?=\"))\"?"
_POINTS = re.compile(rf"(?:по|за) (?:под)?(?:пункт\w*|п\. ?п\.|пп\.|п\.) ?№{{0,2}} ?(?P<points>{_POINT}(?: ?(?:,|и|-|,? а также) ?{_POINT})*)(?! ?%)")


def points_of(norm: str) -> list[tuple[int, int, list[str]]]:
    """Votes by points: where the words of each vote stand, and the numbers of the points that it was taken on.

    >>> points_of('по пунктам "а" и "в" - единогласно, по пункту 2.1-2.3: за - 71')
    [(20, 34, ['а', 'в']), (53, 62, ['2.1', '2.2', '2.3'])]
    """
    found = list(_POINTS.finditer(norm))
    out = []
    for index, part in enumerate(found):
        end = found[index + 1].start() if index + 1 < len(found) else len(norm)
        begin = part.end()
        out.append((begin, begin + len(norm[begin:end].rstrip(" ,;")), _expand(part["points"])))
    return out


def _expand(words: str) -> list[str]:
    names: list[str] = []
    for found in re.finditer(rf"(?P<sign>,|и|-|а также|) ?(?P<point>{_POINT})", words):
        point = found["point"].strip('"')
        if found["sign"] == "-" and names:
            names += _between(names[-1], point)
        names.append(point)
    return names


def _between(first: str, last: str) -> list[str]:
    """The points between two («2.1-2.4» → 2.2, 2.3)."""
    head, _, low = first.rpartition(".")
    other, _, high = last.rpartition(".")
    if low.isdigit() and high.isdigit() and (head == other or not other) and 0 < int(high) - int(low) < 30:
        return [f"{head}.{n}" if head else str(n) for n in range(int(low) + 1, int(high))]
    if len(first) == len(last) == 1 and "а" <= first < last <= "к":
        return [chr(n) for n in range(ord(first) + 1, ord(last))]
    return []
