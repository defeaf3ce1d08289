"""Names of persons in Russian text, 1880 to today: surname and initials, full names, titled surnames.

The text is cut into runs of capitalised words and initials that stand side by side; a handful of
ordered rules then read each run from left to right. Morphology is asked only inside such runs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property, lru_cache
from typing import NamedTuple

from extractor.language.mention import NameMention, PersonName, same_person
from extractor.language.morphology import cases, is_known, parses
from extractor.language.nominative import given_gender, set_nominative
from extractor.language.ordinary import (
    COMMON,
    ORDINARY,
    SURNAME,
    UNKNOWN,
    goes_with,
    is_abbreviation,
    is_acronym,
    is_adjective,
    is_animate,
    is_given,
    is_only_given,
    is_patronymic,
    is_place,
    is_syllable,
    norm_of,
    rank,
)

__all__ = ["NameMention", "PersonName", "find_names", "given_gender", "same_person", "set_nominative"]

_CAPITAL = "А-ЯЁІѢѲѴABCEHKMOPTXYI3"
_TOKEN = re.compile(rf"[{_CAPITAL}][^\W\d_]*(?:[-‑'’][^\W\d_]+)*\.?")
_LOOK_ALIKE = str.maketrans("ABCEHKMOPTXYaceopxykmuI", "АВСЕНКМОРТХУасеорхукмиІ")
_CYRILLIC = re.compile(r"[А-яЁёІіѢѣѲѳѴѵ]")
_FOREIGN = re.compile(r"[^\W\d_А-яЁёІіѢѣѲѳѴѵABCEHKMOPTXYaceopxykm]")
_GIVEN_ABBREVIATION = frozenset("ал алекс анд андр арк арх бор вас вик вл влад вяч ген георг григ дан дж дим дм евг ег еф ив иг ил ис конст макс мих ник пав петр сер серг степ тим тих фед фил эд юл юр як".split())
_PARTICLE = r"(?:фонъ?(?:[- ]деръ?)?|ванъ?(?:[- ]дер| ден)?|де|дер|ди|да|ла|ле|дель|дела|аф|бен|ибн|эль|аль)"
_PARTICLE_GAP = re.compile(rf"\s{{0,2}}({_PARTICLE}[ -])")
_OGLU = re.compile(r"[ -](?:[Оо]глы|[Кк]ызы|[Оо]глу|[Уу]лы|[Уу]улу)(?!\w)")
_SINGULAR = frozenset(
    "т т. тов тов. товарищ товарища товарищу товарищем товарище гр. гр-н гр-на гр-ну гр-ка гр-ки гр-ке гр-ку гр-кой гражд. г-н г-на г-ну г-ном г-не г-жа г-жи г-же г-жу г-жой "
    "гражданин гражданина гражданину гражданином гражданке гражданка гражданки гражданку гражданкой господин господина господину господином "
    "госпожа госпожи госпоже госпожу госпожой кн. князь князя князю князем граф графа графу графом бар. барон барона барону тов-щ т-щ".split()
)
_PLURAL = frozenset("т.т. тт. тт т.т тт.: т.т.: товарищи товарищей товарищам товарищами гг. г.г. гр.гр. граждане граждан гражданам гражданами господа господ господам тов.тов.".split())
_MONASTIC = frozenset(
    form + end
    for form, ends in (
        ("иеромонах", ("", "а", "у", "ом")), ("игумен", ("", "а", "у", "ом")), ("архимандрит", ("", "а", "у", "ом")), ("епископ", ("", "а", "у", "ом")),
        ("архиепископ", ("", "а", "у", "ом")), ("митрополит", ("", "а", "у", "ом")), ("иеродиакон", ("", "а", "у", "ом")), ("монах", ("", "а", "у", "ом")),
        ("схимонах", ("", "а", "у", "ом")), ("иеросхимонах", ("", "а", "у", "ом")), ("инок", ("", "а", "у", "ом")), ("послушник", ("", "а", "у", "ом")),
        ("игумени", ("я", "и", "ю", "ей")), ("монахин", ("я", "и", "ю", "ей")), ("инокин", ("я", "и", "ю", "ей")), ("схимонахин", ("я", "и", "ю", "ей")),
        ("патриарх", ("", "а", "у", "ом")), ("протодиакон", ("", "а", "у", "ом")), ("диакон", ("", "а", "у", "ом")), ("иере", ("й", "я", "ю", "ем")), ("протоиере", ("й", "я", "ю", "ем")),
    )
    for end in ends
)
_BLOCK = re.compile(
    r"(?<!\w)(?:ул\.?|улиц\w*|пер\.|переул\w+|им\.|имени|имян[иі]|пл\.|площад\w+|просп\.|проспект\w*|пр\.|пр-т\w*|пр-кт\w*|бульвар\w*|б-р\w*|шоссе|наб\.|набережн\w+|памятник\w*|памяти|"
    r"орден\w*|преми\w+|медал\w*|теплоход\w*|пароход\w*|крейсер\w*|ледокол\w*|мкр\.?|микрорайон\w*|тупик\w*|проезд\w*)\s*[«\"„]?\s*$",
    re.IGNORECASE,
)
_PLACE_CUE = re.compile(
    r"(?<!\w)(?:г|гор|с|д|дер|ст|пос|п|р|р-н|обл|х|хут|оз|раз|рзд|м|мест|сл|слоб|город\w{0,3}|сел[оаеу]м?|деревн\w{1,2}|станци\w{1,3}|пос[её]л\w{1,4}|волост\w{1,2}|река|реки|реке|реку|рекой|рѣк\w{1,2}|хутор\w{0,2}|село\w{0,3}|Ст|Дер|Гор|Город|Село|Деревня|Станция)\.?\s*$"
)
_LETTERED = re.compile(r"(?:вопрос\w*|пункт\w*|(?<!п\.)(?<!п\. )п\.|раздел\w*|литер\w*|лит\.|класс\w*|корпус\w*|групп\w*|приложени\w*|част\w*|вариант\w*|корп\.)\s*[«\"]?$", re.IGNORECASE)
_TOWN = re.compile(r"(?:волоч|тагил|новгород|салд|устюг|ломов|пышм|кундинск|синячих|уфале|иссетск)")
_POSTS = frozenset("голова мельник ткач кузнец пастух писарь повар столяр маляр плотник лесник пожарный рабочая".split())
_IN_PLACE = frozenset("в во на из под через при въ изъ подъ чрезъ близ у-е ст. с. д. дер. г. гор. пос. р. ул. им. имени п. х. оз. п/о близъ из-под".split())
_LIST_GAP = re.compile(r"\s*(?:[(/][^()/]{0,80}[)/]\s*)?(?:[,;]\s*и|[,;]|\sи|,?\sа также)\s+(?:(?:т|тов|тт|гр)\.\s*)?")
_QUOTED = re.compile(r'«[^«»]{0,200}»|„[^“”"„]{0,200}[“”"]|"[^"]{0,200}"|“[^“”]{0,200}”')
_SHORT_PATRONYMIC = re.compile(r"(?:ов|ев|ин)(?:[ауе]|ым|ой|ою)?$")
_AMBIGUOUS_GIVEN = frozenset("слава вера надежда любовь роза лилия майя лев роман марс мир ким света воля мая мая рима рим артель луна".split())


_NEXT_WORD = re.compile(r"\s{1,3}([^\W\d_]{2,40})(?!\.)")


class _Token(NamedTuple):
    kind: str  # I initial, W word, T title, X neither
    start: int
    stop: int
    norm: str


def find_names(text: str, norm: str | None = None, *, bare: bool = False) -> list[NameMention]:
    """Find the persons named in a text, from left to right, none overlapping.

    ``norm`` is the folded text of the same length, if the caller has it (words are folded one by one).
    ``bare`` says that people are listed here: a lone capitalised word is taken for a surname.

    >>> [(m.surname, m.given, m.patronymic) for m in find_names("Слушали: Кузнецову И.Е. и А. А. Голышева")]
    [('Кузнецову', 'И.', 'Е.'), ('Голышева', 'А.', 'А.')]
    >>> [(m.title, m.surname, m.given) for m in find_names("Присутствуют т.т. Шардин, Катаев Павел, Ложкин")]
    [('т.т.', 'Шардин', None), (None, 'Катаев', 'Павел'), (None, 'Ложкин', None)]
    >>> [m.surname for m in find_names("Начальник ООТиЗ Патласова; корреспондент газеты «Прядильщик» Нефедкин", bare=True)]
    ['Патласова', 'Нефедкин']
    >>> find_names("И.о. директора, ул. В.И. Ленина, завод им. С. М. Кирова, т.е. А. О вопросе")
    []
    """
    finder = _Finder(text, bare)
    for run in _runs(text, bare):
        finder.read(run)
    return finder.found


def _kind(text: str, start: int, stop: int, word: str) -> str:
    if word[0] == "3" and not (len(word) > 3 and _CYRILLIC.match(word[1]) and word[1].islower()):
        return "X"
    if word[-1] == ".":
        body = word[:-1]
        if len(body) == 1 or len(body) == 3 and body[1] == "-" and body[2].isupper():
            return "X" if body in ("I", "X", "3") else "I"
        low = body.lower()
        if low in ("тов", "гр", "тт", "гражд"):
            return "T"
        if low in _GIVEN_ABBREVIATION and not body.isupper():
            return "I"
    elif len(word) == 1:
        return "L" if word not in "I3X" else "X"
    elif word.lower() in ("тов", "товарищ", "товарищи", "тт", "гр-н", "гр-ка", "г-н", "г-жа"):
        return "T"
    return "W"


def _runs(text: str, bare: bool) -> list[list[_Token]]:
    """Cut a text into runs of tokens that only white space (or nothing) parts."""
    runs: list[list[_Token]] = []
    run: list[_Token] = []
    last = -10
    dotted = False
    for found in _TOKEN.finditer(text):
        start, stop = found.span()
        if start and (text[start - 1].isalnum()):
            continue
        word = found.group()
        kind = _kind(text, start, stop, word)
        if kind == "X":
            continue
        if kind == "W" and word[-1] == ".":
            dotted_now, stop, word = True, stop - 1, word[:-1]
        else:
            dotted_now = False
        joined = False
        if start - last <= 12:
            gap = text[last:start]
            if not gap or gap.isspace():
                joined = len(gap) <= 4 and gap.count("\n") < 2
            elif gap == "-" and kind == "I" and run and run[-1].kind == "I":
                run[-1] = _Token("I", run[-1].start, stop, text[run[-1].start : stop])  # «Ж.-Б. Лоран»
                last = stop
                continue
            elif gap == "," and kind == "I" and run and run[-1].kind == "L":
                joined = True
            else:
                particle = _PARTICLE_GAP.fullmatch(gap)
                if particle and kind == "W":
                    joined, start = True, start - len(particle.group(1))
                    word = text[start:stop]
        if joined and dotted and run[-1].kind == "W" and not is_abbreviation(run[-1].norm) and kind != "I":
            joined = False  # the full stop ended a sentence
        if joined and kind == "W" and dotted is False and not bare and not run:
            joined = False
        if not joined and run:
            runs.append(run)
            run = []
        run.append(_Token(kind, start, stop, word))
        last = stop + dotted_now
        dotted = dotted_now
    if run:
        runs.append(run)
    return runs


@lru_cache(maxsize=32768)
def _norm(word: str) -> str:
    return norm_of("З" + word[1:] if word[0] == "3" else word)


@lru_cache(maxsize=32768)
def _clean(word: str) -> str:
    if word[0] == "3":
        word = "З" + word[1:]
    if _CYRILLIC.search(word):
        word = word.translate(_LOOK_ALIKE)
    parts = []
    for part in word.split("-"):
        parts.append(part[0] + part[1:].lower() if len(part) > 1 and part.isupper() else part)
    return "-".join(parts)


def _initial(word: str) -> str:
    return word.rstrip(".").translate(_LOOK_ALIKE) + "."


class _Finder:
    """Reads runs one after another; remembers where a list of titled names («т.т. А, Б») goes on."""

    def __init__(self, text: str, bare: bool) -> None:
        self.text = text
        self.bare = bare
        self.found: list[NameMention] = []
        self.list_end = -1
        self.quotes: list[tuple[int, int]] | None = None

    # -- what stands around -------------------------------------------------

    def before(self, start: int) -> str:
        return self.text[max(0, start - 24) : start]

    def previous_word(self, start: int) -> str:
        words = self.text[max(0, start - 16) : start].rsplit(None, 1)
        return words[-1].lstrip('("«/[—–-:;,„').lower() if words else ""

    def title(self, start: int) -> tuple[str | None, bool]:
        """Return the title word just before an offset, and whether it opens a list."""
        text = self.text
        if start < 2:
            return None, False
        word = self.previous_word(start)
        if not word:
            return None, False
        words = self.before(start).split()
        if word in _PLURAL or len(words) > 1 and word in ("т.", "гр.") and words[-2].lower().lstrip("(/") == word:
            if word[0] == "г" and words and words[-2:-1] and words[-2][-1:].isdigit():
                return None, False
            return words[-1].lstrip("(/["), True
        if word in _SINGULAR:
            at = start - len(self.before(start)) + self.before(start).rfind(words[-1])
            if word in ("т.", "т") and (word == "т" or text[:at].rstrip()[-1:].isdigit()):
                return None, False
            return words[-1].lstrip("(/["), False
        return None, False

    def quoted(self, start: int, stop: int) -> bool:
        if self.quotes is None:
            self.quotes = [m.span() for m in _QUOTED.finditer(self.text)]
        at = bisect_right(self.quotes, (start, len(self.text))) - 1
        return at >= 0 and self.quotes[at][0] < start and stop <= self.quotes[at][1]

    def blocked(self, start: int, stop: int, initials: int) -> bool:
        """Tell whether a street, a town or a thing named after someone stands here."""
        before = self.before(start)
        if _BLOCK.search(before):
            return True
        if before[-1:] in ("«", "„", '"') and self.text[stop : stop + 1] in ("»", "“", '"') and before[-1:]:
            return True
        return initials < 2 and bool(_PLACE_CUE.search(before)) and not before.rstrip().endswith(("п. п.", "п.п.", "П.п."))

    def starts_sentence(self, start: int) -> bool:
        before = self.text[max(0, start - 6) : start].rstrip(' \t"«(–—-')
        return not before or before[-1] in ".!?\n" or before.endswith(("\n",)) or self.text[max(0, start - 2) : start].strip(" ") == "\n"

    # -- one run ------------------------------------------------------------

    def read(self, run: list[_Token]) -> None:
        if len(run) == 1 and not self.bare and not self.single(run[0]):
            return
        tokens: list[_Token] = []
        for kind, start, stop, word in run:
            if kind == "W" and tokens and tokens[-1].norm in ("фон", "де") and tokens[-1].kind == "W":
                start = tokens.pop().start
                word = self.text[start:stop]
            tokens.append(_Token(kind, start, stop, _norm(word) if kind == "W" else word))
        at = 0
        while at < len(tokens):
            at = self.step(tokens, at)

    def single(self, token: _Token) -> bool:
        """Tell cheaply whether a lone capitalised word deserves a look."""
        if token.kind != "W":
            return False
        if 0 <= token.start - self.list_end < 100:
            return True
        word = self.previous_word(token.start)
        return word in _SINGULAR or word in _PLURAL or word in _MONASTIC or word in ("г.", "г.г.") or self.text.startswith((" О", " о", "-о", "-О", " к", " К", "-к", "-К"), token.stop) and False

    def word(self, tokens: list[_Token], at: int) -> bool:
        if not (0 <= at < len(tokens)) or tokens[at].kind != "W":
            return False
        raw = self.text[tokens[at].start : tokens[at].stop]
        return bool(_CYRILLIC.search(raw)) and not _FOREIGN.search(raw)

    def rank(self, tokens: list[_Token], at: int) -> int:
        if not self.word(tokens, at):
            return ORDINARY
        raw = self.text[tokens[at].start : tokens[at].stop]
        if is_acronym(raw.split()[-1]):
            return ORDINARY
        norm = tokens[at].norm
        if self.text[tokens[at].stop : tokens[at].stop + 1] == "." and is_abbreviation(norm):
            return ORDINARY
        return rank(norm.split(" ")[-1] if " " in norm else norm)

    def step(self, tokens: list[_Token], at: int) -> int:
        """Read one name at a token, or pass it by; return the next token."""
        token = tokens[at]
        if token.kind == "W":
            for rule in (self.initials_after, self.full, self.given_surname, self.titled, self.lone):
                end = rule(tokens, at)
                if end:
                    return end
        elif token.kind in "IL":
            end = self.initials_before(tokens, at)
            if end:
                return end
        return at + 1

    def initials(self, tokens: list[_Token], at: int) -> int:
        """Return how many initials stand from a token on (a bare letter counts after an initial)."""
        count = 0
        while at + count < len(tokens) and tokens[at + count].kind in "IL":
            if tokens[at + count].kind == "L":
                if count and (count > 1 or not self.closes(tokens, at + count)):
                    return count
                next_comma = self.text[tokens[at + count].stop : tokens[at + count].stop + 1] == ","
                if count == 0 and not (at + 1 < len(tokens) and tokens[at + 1].kind == "I"):
                    return 0
                if count == 0 and not next_comma and tokens[at].stop + 1 < tokens[at + 1].start:
                    return 0
            count += 1
        return count

    def closes(self, tokens: list[_Token], at: int) -> bool:
        """Tell whether a letter with no full stop ends a name: a mark, a line end or a surname follows."""
        if self.word(tokens, at + 1):
            return True
        return re.match(r"\s{0,3}(?:[,;:)(/|\n–—-]|$)", self.text[tokens[at].stop : tokens[at].stop + 5]) is not None

    def initials_after(self, tokens: list[_Token], at: int) -> int:
        """«Кузнецова И.Е.», «Гельман Р.Я,», «БАРМИН С. П.»."""
        count = self.initials(tokens, at + 1)
        mine = self.rank(tokens, at)
        if not count:
            return self.letter_after(tokens, at, mine)
        if mine == ORDINARY:
            return 0
        if count > 2:
            tail = "".join(tokens[at + 1 + i].norm for i in range(2, count)).replace(" ", "")
            if tail in ("М.П.", "МП"):
                count = 2
            elif not (count in (3, 4) and self.rank(tokens, at + 1 + count) >= UNKNOWN and mine == SURNAME):
                return 0
            else:
                count -= 2 if count == 4 else 1
        after = at + 1 + count
        gap = self.text[tokens[at].stop : tokens[at + 1].start]
        if self.word(tokens, after) and not gap.startswith("."):
            theirs = self.rank(tokens, after)
            list_goes_on = self.initials(tokens, after + 1) > 0
            tight = tokens[after - 1].stop == tokens[after].start and gap
            if theirs and (
                tight
                or tokens[at].norm in _POSTS
                or mine < theirs and not list_goes_on
                or mine < SURNAME and theirs == SURNAME
                or self.wide(gap) and not self.wide(self.text[tokens[after - 1].stop : tokens[after].start])
            ):
                return 0
        if mine == COMMON and count == 1 and _LETTERED.search(self.text[tokens[at].start : tokens[at].stop]):
            return 0
        return self.emit(tokens, at, after, surname=at, given=at + 1, patronymic=at + 2 if count > 1 else None, rule="initials_after")

    def letter_after(self, tokens: list[_Token], at: int, mine: int) -> int:
        """«Абдрахманов Р (отгул)»: one initial with no full stop."""
        if at + 1 < len(tokens) and tokens[at + 1].kind == "L" and mine == SURNAME and at + 2 == len(tokens):
            stop = tokens[at + 1].stop
            rest = self.text[stop : stop + 3].lstrip()
            if tokens[at + 1].norm not in "ИВСКОУЯ" and (not rest or rest[0] in ",;()/"):
                return self.emit(tokens, at, at + 2, surname=at, given=at + 1, patronymic=None, rule="initials_after")
        return 0

    @staticmethod
    def wide(gap: str) -> bool:
        return len(gap) > 1 or "\n" in gap

    def initials_before(self, tokens: list[_Token], at: int) -> int:
        """«И.Е. Кузнецова», «К.Ржевский», «А. С. фонъ-Кейзерлингъ»."""
        count = self.initials(tokens, at)
        if not count or count > 2:
            return at + count if count > 2 else 0
        after = at + count
        if not self.word(tokens, after):
            return 0
        mine = self.rank(tokens, after)
        if mine == ORDINARY:
            return 0
        one = count == 1
        start, word = tokens[at].start, tokens[after]
        spaced = tokens[after - 1].stop < word.start
        following = self.initials(tokens, after + 1)
        if one and following == 2 and not self.word(tokens, after + 3):
            return 0  # «I. Иванов И. И.»: the first letter is a marker
        if one:
            if _LETTERED.search(self.before(start)) or self.text[max(0, start - 2) : start].strip()[-1:].isdigit() and mine < SURNAME:
                return 0
            letter = tokens[at].norm[0]
            if letter in "ГСДПРХ" and spaced and mine < SURNAME and (
                is_place(word.norm) or re.search(r"(?:ско?|ское|ском|[оеи]во|[иы]но|ое|ье|бург|град|поль|горск|ая|ка|ке)$", word.norm)
            ):
                return 0
            if letter in "НВ" and (is_place(word.norm) or _TOWN.match(word.norm)):
                return 0
            if letter == "Г" and spaced and self.old and is_place(word.norm):
                return 0
            if letter == "Т" and spaced and self.comrades:
                return self.emit(tokens, after, after + 1, surname=after, given=None, patronymic=None, rule="titled", title=(tokens[at].norm, False))
            if mine == COMMON and spaced:
                lower_next = self.text[word.stop : word.stop + 2].strip()[:1].islower()
                listed = self.starts_sentence(start) and letter in "АБВГДЕЖЗ"
                if (lower_next or listed) and (not is_animate(word.norm) or listed and lower_next):
                    return 0
        return self.emit(tokens, at, after + 1, surname=after, given=at, patronymic=None if one else at + 1, rule="initials_before")

    def full(self, tokens: list[_Token], at: int) -> int:
        """«Масленников Юрий Сергеевич», «Юрий Сергеевич Масленников», «Абдуллаев Рашид Мамед оглы»."""
        if not self.word(tokens, at + 1):
            return 0
        first, second = tokens[at], tokens[at + 1]
        if self.word(tokens, at + 2):
            third = tokens[at + 2]
            oglu = _OGLU.match(self.text, third.stop)
            patronymic = is_patronymic(third.norm) or oglu is not None or re.search(r"-(?:оглы|кызы|оглу|улы)$", third.norm) is not None
            inner = is_patronymic(second.norm)
            if patronymic and (not inner or is_given(second.norm) and not is_given(first.norm)) and self.rank(tokens, at):
                if self.rank(tokens, at) == COMMON and self.rank(tokens, at + 3) >= UNKNOWN and not is_given(tokens[at + 3].norm):
                    return 0  # «Тренер Иван Иванович Петров»
                if is_place(first.norm) and not is_given(second.norm):
                    return 0
                return self.emit(tokens, at, at + 3, surname=at, given=at + 1, patronymic=at + 2, rule="full", stop=oglu.end() if oglu else None)
            if inner and self.rank(tokens, at + 2) and (is_given(first.norm) or self.rank(tokens, at)):
                return self.emit(tokens, at, at + 3, surname=at + 2, given=at, patronymic=at + 1, rule="full", order="initials_first")
        if is_patronymic(second.norm) and is_given(first.norm) and not is_given(second.norm):
            return self.emit(tokens, at, at + 2, surname=None, given=at, patronymic=at + 1, rule="full", order="initials_first")
        return 0

    def given_surname(self, tokens: list[_Token], at: int) -> int:
        """«Егоров Артём», «Ѳедоръ Шардинъ», «Чжан Ольга»."""
        if not self.word(tokens, at + 1):
            return 0
        first, second = tokens[at].norm, tokens[at + 1].norm
        one, two = is_given(first), is_given(second)
        if not one and not two and not is_syllable(first):
            return 0
        left, right = self.rank(tokens, at), self.rank(tokens, at + 1)
        if self.rank(tokens, at + 2) and all(is_syllable(tokens[i].norm) for i in (at, at + 1, at + 2)):
            return self.emit(tokens, at, at + 3, surname=at, given=at + 1, patronymic=None, rule="given_surname", order="surname_first")
        if not one and not two:
            return 0
        if one and two:
            if is_only_given(second) or not is_only_given(first):
                one = False
            else:
                two = False
        surname, given, strength = (at, at + 1, left) if two else (at + 1, at, right)
        if strength == ORDINARY:
            return 0
        name = tokens[given].norm
        if self.modifies(tokens, surname):
            return 0
        if strength < SURNAME:
            if name in _AMBIGUOUS_GIVEN or not is_only_given(name) and strength == COMMON:
                return 0
            if strength == COMMON and (is_place(tokens[surname].norm) or not _agree(tokens[surname].norm, name)):
                return 0
            if strength == COMMON and not two:
                return 0
        elif name in _AMBIGUOUS_GIVEN and not _agree(tokens[surname].norm, name):
            return 0
        third = self.rank(tokens, at + 2)
        if two and left == COMMON and third == SURNAME and not is_patronymic(tokens[at + 2].norm) and not self.word(tokens, at + 3):
            return 0  # «Мулла Габдулла Хайруллин»
        if one and third == SURNAME and _short_patronymic(second) and not self.initials(tokens, at + 3) and not is_given(tokens[at + 2].norm):
            return self.emit(tokens, at, at + 3, surname=at + 2, given=at, patronymic=at + 1, rule="full", order="initials_first")
        patronymic = None
        end = at + 2
        if two and strength == SURNAME and self.word(tokens, at + 2) and not self.word(tokens, at + 3) and _short_patronymic(tokens[at + 2].norm):
            patronymic, end = at + 2, at + 3
        return self.emit(tokens, at, end, surname=surname, given=given, patronymic=patronymic, rule="given_surname",
                         order="surname_first" if two else "initials_first")

    def titled(self, tokens: list[_Token], at: int) -> int:
        """«т. Шардин», «Тов. Окулов», «т.т. Гребнев, Садриев», «иеромонах Серафим»."""
        token = tokens[at]
        if self.goes_on(token.start):
            if self.rank(tokens, at) and not is_place(token.norm) and not self.modifies(tokens, at):
                return self.emit(tokens, at, at + 1, surname=at, given=None, patronymic=None, rule="titled")
            return 0
        title, _ = self.title_of(tokens, at)
        if title is None:
            word = self.previous_word(token.start)
            if word in _MONASTIC and is_given(token.norm):
                return self.emit(tokens, at, at + 1, surname=at, given=None, patronymic=None, rule="monastic")
            if word in ("г.", "гг.") and self.old and self.rank(tokens, at) >= SURNAME and not is_place(token.norm) and not _IN_BEFORE_TOWN.search(self.before(token.start)):
                return self.emit(tokens, at, at + 1, surname=at, given=None, patronymic=None, rule="titled", title=("г.", False))
            return 0
        mine = self.rank(tokens, at)
        if not mine or mine < UNKNOWN and (title.startswith(("кн", "гр", "Гр")) and not is_animate(token.norm)):
            return 0
        return self.emit(tokens, at, at + 1, surname=at, given=None, patronymic=None, rule="titled")

    def lone(self, tokens: list[_Token], at: int) -> int:
        """A bare surname where the caller says that people are listed."""
        token = tokens[at]
        mine = self.rank(tokens, at)
        if not self.bare or not mine or token.norm in _POSTS and at + 1 < len(tokens) or self.quoted(token.start, token.stop):
            return 0
        raw = self.text[token.start : token.stop]
        head = at
        while head and at - head < 3 and tokens[head - 1].kind == "W" and self.rank(tokens, head - 1) != SURNAME:
            head -= 1
        for start in {token.start, tokens[head].start}:
            words = self.text[max(0, start - 16) : start].split()
            if words and words[-1].lstrip('("«/[—–-:;,„') in _IN_PLACE or _PLACE_CUE.search(self.before(start)):
                return 0
        if raw.isupper() and (mine < SURNAME and len(raw) < 6 and not is_known(token.norm) or self.shouts(tokens, at) and (mine < SURNAME or is_adjective(token.norm))):
            return 0
        if is_place(token.norm) and not re.search(r"(?:ая|[оиы]й|[оеи][вн]а?|ую)$", token.norm):
            return 0
        if mine < SURNAME and re.search(r"[ое]е$", token.norm) or self.modifies(tokens, at):
            return 0
        if mine == COMMON:
            if self.word(tokens, at + 1) and self.rank(tokens, at + 1):
                return 0
            if all(p.number == "plur" for p in parses(token.norm)):
                return 0
            following = self.text[token.stop : token.stop + 3].lstrip(" ")
            if (self.starts_sentence(token.start) or self.before(token.start).rstrip()[-1:] == ":") and not is_animate(token.norm) and following[:1] not in ",;(/\n.0123456789":
                return 0
        return self.emit(tokens, at, at + 1, surname=at, given=None, patronymic=None, rule="bare")

    def shouts(self, tokens: list[_Token], at: int) -> bool:
        """Tell whether a neighbour of a word in capitals is in capitals too: a heading."""
        return any(self.word(tokens, i) and self.text[tokens[i].start : tokens[i].stop].isupper() for i in (at - 1, at + 1))

    def modifies(self, tokens: list[_Token], at: int) -> bool:
        """Tell whether a word is an adjective of what follows: «Осокинского уезда», «Вокзальная, 6»."""
        norm = tokens[at].norm
        if not is_adjective(norm):
            return False
        found = _NEXT_WORD.match(self.text, tokens[at].stop)
        if found:
            return goes_with(norm, _norm(found.group(1)))
        return re.match(r",?\s?(?:д\.\s?)?\d", self.text[tokens[at].stop : tokens[at].stop + 6]) is not None

    # -- writing a name down ------------------------------------------------

    def goes_on(self, start: int) -> bool:
        return 0 <= start - self.list_end < 110 and _LIST_GAP.fullmatch(self.text, self.list_end, start) is not None

    def title_of(self, tokens: list[_Token], at: int) -> tuple[str | None, bool]:
        if at and tokens[at - 1].kind == "T":
            word = self.text[tokens[at - 1].start : tokens[at - 1].stop]
            return word, word.lower() in _PLURAL
        return self.title(tokens[at].start)

    @cached_property
    def old(self) -> bool:
        return re.search(r"[ѣѳъ](?!\w)|[ѣі]", self.text[:4000]) is not None

    @cached_property
    def comrades(self) -> bool:
        """Tell whether «т.» stands before names here, so that «Т.» does so too."""
        return re.search(r"(?<![\w.])т\.\s?[А-Я]", self.text) is not None

    def emit(self, tokens: list[_Token], at: int, end: int, *, surname: int | None, given: int | None, patronymic: int | None, rule: str,
             order: str | None = None, stop: int | None = None, title: tuple[str | None, bool] | None = None) -> int:
        start = tokens[at].start
        stop = stop or tokens[end - 1].stop
        initials = sum(t.kind in "IL" for t in tokens[at:end])
        if rule != "bare" and self.blocked(start, stop, initials if initials else 2 if patronymic else 0):
            if not (rule == "titled" and self.title_of(tokens, at)[0]):
                return end
        word, opens = title or self.title_of(tokens, at)
        if opens or self.goes_on(start):
            self.list_end = stop

        def part(index: int | None, until: int | None = None) -> str | None:
            if index is None:
                return None
            token = tokens[index]
            raw = self.text[token.start : until or token.stop]
            return _initial(raw) if token.kind in "IL" else " ".join(_clean(w) for w in raw.split())

        titled = word is not None and rule == "titled"
        self.found.append(
            NameMention(
                start, stop, part(surname) or "", part(given, stop if given == end - 2 and patronymic is None and surname == end - 3 else None), part(patronymic, stop if patronymic == end - 1 else None), word,
                order or {"initials_after": "surname_first", "initials_before": "initials_first", "full": "surname_first"}.get(rule, "bare"),
                "name." + rule if not titled else "name.titled",
            )
        )
        return end


_IN_BEFORE_TOWN = re.compile(r"(?<!\w)(?:в|въ|во|из|изъ|под|подъ|около|от|отъ|до|близ|близъ|к|къ)\s+г\.\s*$", re.IGNORECASE)


def _agree(surname: str, given: str) -> bool:
    mine = cases(surname)
    woman = surname[-1:] in "бвгджзйклмнпрстфхцчшщь" and given_gender(given, None) == "femn"
    return woman or not mine or bool(mine & cases(given))


def _short_patronymic(norm: str) -> bool:
    if not _SHORT_PATRONYMIC.search(norm):
        return False
    stem = _SHORT_PATRONYMIC.sub("", norm)
    return is_given(stem) or is_given(stem + "й") or is_given(stem + "а") or is_given(stem + "ь")
