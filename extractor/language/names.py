"""Names of persons in Russian text, 1880 to today: surname and initials, full names, titled surnames.

The text is cut into runs of capitalised words and initials that stand side by side; a handful of
ordered rules then read each run from left to right. Morphology is asked only inside such runs.
"""

from __future__ import annotations

import re

from extractor.language.initials import OFFICE_HELD, POSTS, Initials
from extractor.language.mention import NameMention, PersonName, same_person
from extractor.language.morphology import cases, is_known, parses
from extractor.language.nominative import given_gender, set_nominative
from extractor.language.ordinary import (
    COMMON,
    ORDINARY,
    SURNAME,
    UNKNOWN,
    is_adjective,
    is_animate,
    is_given,
    is_only_given,
    is_patronymic,
    is_place,
    is_syllable,
)
from extractor.language.runs import Token, find_runs, norm_word
from extractor.language.surroundings import PLURAL, SINGULAR

__all__ = ["NameMention", "PersonName", "find_names", "given_gender", "same_person", "set_nominative"]


def find_names(text: str, norm: str | None = None, *, bare: bool = False) -> list[NameMention]:
    """Find the persons named in a text, from left to right, none overlapping.

    ``norm`` is the folded text of the same length, if the caller has it (words are folded one by one).
    ``bare`` says that people are listed here: a lone capitalised word is taken for a surname.

    >>> [(m.surname, m.given, m.patronymic) for m in find_names("Слушали: Кузнецову И.Е. и А. А. Голышева")]
    [('Кузнецову', 'И.', 'Е.'), ('Голышева', 'А.', 'А.')]
    >>> [(m.title, m.surname, m.given) for m in find_names("Присутствуют т.т. Шардин, Катаев Павел, Ложкин")]
    [('т.т.', 'Шардин', None), (None, 'Катаев', 'Павел'), (None, 'Ложкин', None)]
    >>> [m.surname for m in find_names("Начальник ООТиЗ Патласова; от газеты «Прядильщик» Нефедкин", bare=True)]
    ['Патласова', 'Нефедкин']
    >>> find_names("И.о. директора, ул. В.И. Ленина, завод им. С. М. Кирова, т.е. А. О вопросе")
    []
    """
    return read_names(text, bare=bare)[0]


def read_names(text: str, *, bare: bool) -> tuple[list[NameMention], bool]:
    """Find names as :func:`find_names` does; say also whether they are the same whether ``bare`` or not."""
    finder = _Finder(text, bare)
    for run in find_runs(text):
        finder.read(run)
    return finder.found, finder.same


_OGLU = re.compile(r"[ -](?:[Оо]глы|[Кк]ызы|[Оо]глу|[Уу]лы|[Уу]улу)(?!\w)")
_MONASTIC = frozenset(
    form + end
    for form, ends in (
        ("иеромонах", ("", "а", "у", "ом")),
        ("игумен", ("", "а", "у", "ом")),
        ("архимандрит", ("", "а", "у", "ом")),
        ("епископ", ("", "а", "у", "ом")),
        ("архиепископ", ("", "а", "у", "ом")),
        ("митрополит", ("", "а", "у", "ом")),
        ("иеродиакон", ("", "а", "у", "ом")),
        ("монах", ("", "а", "у", "ом")),
        ("схимонах", ("", "а", "у", "ом")),
        ("иеросхимонах", ("", "а", "у", "ом")),
        ("инок", ("", "а", "у", "ом")),
        ("послушник", ("", "а", "у", "ом")),
        ("игумени", ("я", "и", "ю", "ей")),
        ("монахин", ("я", "и", "ю", "ей")),
        ("инокин", ("я", "и", "ю", "ей")),
        ("схимонахин", ("я", "и", "ю", "ей")),
        ("патриарх", ("", "а", "у", "ом")),
        ("протодиакон", ("", "а", "у", "ом")),
        ("диакон", ("", "а", "у", "ом")),
        ("иере", ("й", "я", "ю", "ем")),
        ("протоиере", ("й", "я", "ю", "ем")),
    )
    for end in ends
)
_SHORT_PATRONYMIC = re.compile(r"(?:ов|ев|ин)(?:[ауе]|ым|ой|ою)?$")
_AMBIGUOUS_GIVEN = frozenset("слава вера надежда любовь роза лилия майя лев роман марс мир ким света воля мая рима рим артель луна".split())


class _Finder(Initials):
    """Reads runs one after another; remembers where a list of titled names («т.т. А, Б») goes on."""

    def __init__(self, text: str, bare: bool) -> None:
        super().__init__(text)
        self.bare = bare
        self.same = True  # whether people are listed here or not makes no difference so far

    def read(self, run: list[Token]) -> None:
        """Write down the names of a run."""
        if len(run) == 1 and not self.single(run[0]):
            if not self.rank(run, 0):
                return  # a word that bears no surname
            if not self.bare:
                self.same = False
                return
            count = len(self.found)
            self.read_tokens(run)
            self.same = self.same and len(self.found) == count
            return
        self.read_tokens(run)

    def read_tokens(self, run: list[Token]) -> None:
        """Try the rules at each token of a run."""
        tokens = self.with_particles(run) if len(run) > 1 and any(token.norm in ("фон", "де") for token in run) else run
        at = 0
        while at < len(tokens):
            at = self.step(tokens, at)

    def with_particles(self, run: list[Token]) -> list[Token]:
        """Take «Фон», «Де» and the word behind into one token."""
        tokens: list[Token] = []
        for token in run:
            if token.kind == "W" and tokens and tokens[-1].norm in ("фон", "де") and tokens[-1].kind == "W":
                start = tokens.pop().start
                token = Token("W", start, token.stop, norm_word(self.text[start : token.stop]))
            tokens.append(token)
        return tokens

    def single(self, token: Token) -> bool:
        """Tell cheaply whether a lone capitalised word deserves a look."""
        if token.kind != "W":
            return False
        if 0 <= token.start - self.list_end < 100:
            return True
        word = self.previous_word(token.start)
        return word in SINGULAR or word in PLURAL or word in _MONASTIC or word == "г."

    def step(self, tokens: list[Token], at: int) -> int:
        """Read one name at a token, or pass it by; return the next token."""
        kind, end = tokens[at].kind, 0
        if kind == "W":
            if at + 1 < len(tokens):  # a word and what follows it
                end = self.initials_after(tokens, at) or self.full(tokens, at) or self.given_surname(tokens, at)
            end = end or self.titled(tokens, at) or self.lone(tokens, at)
        elif kind in "IL":
            end = self.initials_before(tokens, at)
        return end or at + 1

    def full(self, tokens: list[Token], at: int) -> int:
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
                if self.is_post(tokens, at) and self.rank(tokens, at + 3) >= UNKNOWN and not is_given(tokens[at + 3].norm):
                    return 0  # «Тренер Иван Иванович Петров»
                if is_place(first.norm) and not is_given(second.norm):
                    return 0
                return self.emit(tokens, at, at + 3, "full", "sgp", stop=oglu.end() if oglu else None)
            if inner and self.rank(tokens, at + 2) and (is_given(first.norm) or self.rank(tokens, at)):
                return self.emit(tokens, at, at + 3, "full", "gps")
        if is_patronymic(second.norm) and is_given(first.norm) and not is_given(second.norm):
            return self.emit(tokens, at, at + 2, "full", "gp")
        return 0

    def is_capitals(self, token: Token) -> bool:
        """Is a word set in capitals throughout?"""
        return self.text[token.start : token.stop].isupper()

    def is_post(self, tokens: list[Token], at: int) -> bool:
        """A word that names an office before it names a person («Голова», «Тренер»)."""
        return self.rank(tokens, at) == COMMON or OFFICE_HELD.match(tokens[at].norm) is not None

    def given_surname(self, tokens: list[Token], at: int) -> int:
        """«Егоров Артём», «Ѳедоръ Шардинъ», «Чжан Ольга»."""
        if not self.word(tokens, at + 1):
            return 0
        first, second = tokens[at].norm, tokens[at + 1].norm
        one, two = is_given(first), is_given(second)
        if not one and not two and not is_syllable(first):
            return 0
        if self.short_full(tokens, at):
            return self.emit(tokens, at, at + 3, "full", "gps")
        left, right = self.rank(tokens, at), self.rank(tokens, at + 1)
        if self.rank(tokens, at + 2) and all(is_syllable(tokens[i].norm) for i in (at, at + 1, at + 2)):
            return self.emit(tokens, at, at + 3, "given_surname", "sgg")
        if not one and not two:
            return 0
        if two and self.word(tokens, at + 2) and is_patronymic(tokens[at + 2].norm) and self.is_post(tokens, at) and self.rank(tokens, at + 3):
            return 0  # «Головы Ивана Саввича Струнникова»
        if one and len(first) <= 4 and self.is_capitals(tokens[at]) and not self.is_capitals(tokens[at + 1]):
            return 0  # «РИК Кац»
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
            if strength == COMMON and (is_place(tokens[surname].norm) or not _agree(tokens[surname].norm, name)) and (two or not _possessive(tokens[surname].norm)):
                return 0
            if strength == COMMON and not two and not _possessive(tokens[surname].norm):
                return 0
        elif name in _AMBIGUOUS_GIVEN and not _agree(tokens[surname].norm, name):
            return 0
        third = self.rank(tokens, at + 2)
        if two and not one and self.short_full(tokens, at + 1):
            return 0  # «Казначей Конон Ильин Бурнаев», «деревни Малые Ключи Саввы Фёдорова Мокроусова»
        if two and left == COMMON and third == SURNAME and not is_patronymic(tokens[at + 2].norm) and not self.word(tokens, at + 3):
            return 0  # «Мулла Габдулла Хайруллин»
        roles = "sg" if two else "gs"
        if two and strength == SURNAME and third and not self.word(tokens, at + 3) and _short_patronymic(tokens[at + 2].norm):
            roles = "sgp"
        return self.emit(tokens, at, at + len(roles), "given_surname", roles)

    def short_full(self, tokens: list[Token], at: int) -> bool:
        """«Андрей Фомин Каблуков»: a given name, a patronymic without -ич, and a surname (even one that is a word)."""
        if not all(self.word(tokens, at + i) for i in range(3)) or self.initials(tokens, at + 3):
            return False
        given, patronymic, surname = (tokens[at + i].norm for i in range(3))
        return is_given(given) and _short_patronymic(patronymic) and (self.rank(tokens, at + 2) >= UNKNOWN or self.old or _possessive(surname)) and self.rank(tokens, at + 2) > ORDINARY and not is_given(surname) and not is_patronymic(surname)

    def titled(self, tokens: list[Token], at: int) -> int:
        """«т. Шардин», «Тов. Окулов», «т.т. Гребнев, Садриев», «иеромонах Серафим»."""
        token = tokens[at]
        mine = self.rank(tokens, at)
        if not mine and not is_given(token.norm):
            return 0
        if self.goes_on(token.start):
            if mine and not is_place(token.norm) and not self.modifies(tokens, at):
                return self.emit(tokens, at, at + 1, "titled", "s")
            return 0
        title, _ = self.title_of(tokens, at)
        if title is None:
            word = self.previous_word(token.start)
            if word in _MONASTIC and is_given(token.norm):
                return self.emit(tokens, at, at + 1, "monastic", "s")
            if (
                word in ("г.", "гг.")
                and self.old
                and mine >= SURNAME
                and not is_place(token.norm)
                and not _IN_BEFORE_TOWN.search(self.before(token.start))
            ):
                return self.emit(tokens, at, at + 1, "titled", "s", title="г.")
            return 0
        if not mine or mine < UNKNOWN and (title.startswith(("кн", "гр", "Гр")) and not is_animate(token.norm)):
            return 0
        return self.emit(tokens, at, at + 1, "titled", "s")

    def opens_full_name(self, tokens: list[Token], at: int) -> bool:
        """Is this word an office («Головы») right before a given name with its patronymic?"""
        return self.word(tokens, at + 2) and self.is_post(tokens, at) and is_given(tokens[at + 1].norm) and is_patronymic(tokens[at + 2].norm)

    def lone(self, tokens: list[Token], at: int) -> int:
        """A bare surname where the caller says that people are listed."""
        token = tokens[at]
        mine = self.rank(tokens, at)
        if not self.bare:
            self.same = self.same and not mine
            return 0
        if not mine or token.norm in POSTS and at + 1 < len(tokens) or self.opens_full_name(tokens, at) or self.quoted(token.start, token.stop):
            return 0
        raw = self.text[token.start : token.stop]
        head = at
        while head and at - head < 3 and tokens[head - 1].kind == "W" and self.rank(tokens, head - 1) != SURNAME:
            head -= 1
        if self.in_place(token.start) or head != at and self.in_place(tokens[head].start):
            return 0
        if raw.isupper() and (
            mine < SURNAME and len(raw) < 6 and not is_known(token.norm) or self.shouts(tokens, at) and (mine < SURNAME or is_adjective(token.norm))
        ):
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
            if (
                (self.starts_sentence(token.start) or self.before(token.start).rstrip()[-1:] == ":")
                and not is_animate(token.norm)
                and following[:1] not in ",;(/\n.0123456789"
            ):
                return 0
        self.same = False
        return self.emit(tokens, at, at + 1, "bare", "s")


_IN_BEFORE_TOWN = re.compile(r"(?<!\w)(?:в|въ|во|из|изъ|под|подъ|около|от|отъ|до|близ|близъ|к|къ)\s+г\.\s*$", re.IGNORECASE)


def _agree(surname: str, given: str) -> bool:
    mine = cases(surname)
    woman = surname[-1:] in "бвгджзйклмнпрстфхцчшщь" and given_gender(given, None) == "femn"
    return woman or not mine or bool(mine & cases(given))


def _possessive(norm: str) -> bool:
    """«Павел Кедров»: in -ов, -ев, -ин a word of another meaning is a surname right behind a given name."""
    return _SHORT_PATRONYMIC.search(norm) is not None and not any(p.pos == "NOUN" and p.number == "sing" for p in parses(norm) if is_known(norm))


def _short_patronymic(norm: str) -> bool:
    if not _SHORT_PATRONYMIC.search(norm):
        return False
    stem = _SHORT_PATRONYMIC.sub("", norm)
    endings = ("", "й", "а", "я", "ь") if not stem.endswith("ь") else ("", "я")
    return any(is_given(stem + ending) for ending in endings) or stem.endswith("ь") and is_given(stem[:-1] + "ий")
