"""Names with initials: «Кузнецова И.Е.», «И. Е. Кузнецова»; and how a name is written down."""

from __future__ import annotations

import re

from extractor.language.mention import NameMention
from extractor.language.ordinary import COMMON, ORDINARY, SURNAME, UNKNOWN, is_adjective, is_animate, is_place, may_be_surname
from extractor.language.runs import Token, clean_initial, clean_word
from extractor.language.surroundings import Surroundings

#: Towns called «Верхний» or «Нижний …», «В.» or «Н.» for short, that the dictionary does not know as places.
_TOWN = re.compile(r"(?:волоч|тагил|новгород|салд|устюг|ломов|пышм|синячих|уфале|ис+етск|тур[аыеу]|серг[иа](?!й)|услон|мамон(?!т)|баскунчак|одес|дубров|авзян|курь[яию]|инт[аыеу])(?!ов|ев|ин)")
#: «Секретарь Г. Ясенева»: a surname too, though a village is called so.
_POSSESSIVE = re.compile(r"(?:[оеё]в|ин)а?$")
#: «Л. М. Вознесенском»: beside two initials a surname in -ский, not the town.
_OBLIQUE_SKY = re.compile(r"[еиоы]нск(?:ом|ому|им|ого)$")
POSTS = frozenset("голова мельник ткач кузнец пастух писарь повар столяр маляр плотник лесник пожарный рабочая".split())


#: Offices that look like surnames before initials: «Городскаго Головы П. Е. Чекмасова».
OFFICE_HELD = re.compile(r"(?:голов(?:а|ы|у|е|ой|ою)|старост\w{1,2}|старшин\w{1,2}|попечител\w{1,3}|сотник\w{0,2}|предводител\w{1,3})$")


class Initials(Surroundings):
    """The rules for initials, and the list of the names found so far."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.found: list[NameMention] = []

    def initials_after(self, tokens: list[Token], at: int) -> int:
        """«Кузнецова И.Е.», «Гельман Р.Я,», «БАРМИН С. П.»."""
        count = self.initials(tokens, at + 1)
        mine = self.rank(tokens, at)
        if not count:
            return self.letter_after(tokens, at, mine)
        mine = self.beside_initials(tokens, at, mine, count)
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
                or tokens[at].norm in POSTS
                or OFFICE_HELD.match(tokens[at].norm)
                or mine < theirs
                and not list_goes_on
                or mine < SURNAME
                and theirs == SURNAME
                or self.wide(gap)
                and not self.wide(self.text[tokens[after - 1].stop : tokens[after].start])
            ):
                return 0
        if mine == COMMON and count == 1 and self.lettered(self.text[tokens[at].start : tokens[at].stop]):
            return 0
        return self.emit(tokens, at, after, "initials_after", "sgp"[: count + 1])

    def letter_after(self, tokens: list[Token], at: int, mine: int) -> int:
        """«Абдрахманов Р (отгул)»: one initial with no full stop."""
        if at + 1 < len(tokens) and tokens[at + 1].kind == "L" and mine == SURNAME and at + 2 == len(tokens):
            stop = tokens[at + 1].stop
            rest = self.text[stop : stop + 3].lstrip()
            if tokens[at + 1].norm not in "ИВСКОУЯ" and (not rest or rest[0] in ",;()/"):
                return self.emit(tokens, at, at + 2, "initials_after", "sg")
        return 0

    def beside_initials(self, tokens: list[Token], at: int, mine: int, count: int) -> int:
        """Two initials vouch for a word that alone is none: «Тё В. Д.», «Остроух Г. М.»."""
        if mine != ORDINARY or count != 2 or not self.word(tokens, at):
            return mine
        raw = self.text[tokens[at].start : tokens[at].stop]
        return COMMON if not raw.isupper() and (may_be_surname(tokens[at].norm) or _OBLIQUE_SKY.search(tokens[at].norm)) else mine

    @staticmethod
    def wide(gap: str) -> bool:
        """Tell whether a gap is wider than one space."""
        return len(gap) > 1 or "\n" in gap

    def initials_before(self, tokens: list[Token], at: int) -> int:
        """«И.Е. Кузнецова», «К.Ржевский», «А. С. фонъ-Кейзерлингъ»."""
        count = self.initials(tokens, at)
        if not count or count > 2:
            return at + count if count > 2 else 0
        after = at + count
        if not self.word(tokens, after):
            return 0
        mine = self.beside_initials(tokens, after, self.rank(tokens, after), count)
        if mine == ORDINARY:
            return 0
        one = count == 1
        start, word = tokens[at].start, tokens[after]
        spaced = tokens[after - 1].stop < word.start
        following = self.initials(tokens, after + 1)
        if mine < SURNAME and (tokens[at].norm, tokens[at + 1].norm) == ("Г.", "О."):
            return after + 1  # «г. о. Балашиха»
        if one and self.modifies(tokens, after):
            return 0
        if one and following == 2 and not self.word(tokens, after + 3):
            return 0  # «I. Иванов И. И.»: the first letter is a marker
        if one:
            if self.lettered(self.before(start)) or self.text[max(0, start - 2) : start].strip()[-1:].isdigit() and mine < SURNAME:
                return 0
            letter = tokens[at].norm[0]
            if (
                letter in "ГСДПРХ"
                and spaced
                and mine < SURNAME
                and (is_place(word.norm) and (self.starts_sentence(start) or not _POSSESSIVE.search(word.norm)) or re.search(r"(?:ско?|ское|ском|[оеи]во|[иы]но|ое|ье|бург|град|поль|горск|ая|ка|ке)$", word.norm))
            ):
                return 0
            if letter in "НВ" and (is_place(word.norm) or _TOWN.match(word.norm)):
                return 0
            if letter == "Г" and spaced and self.old and is_place(word.norm):
                return 0
            if letter == "Г" and self.old and is_adjective(word.norm) and self.word(tokens, after + 1) and not self.rank(tokens, after + 1):
                return 0
            if letter == "Т" and spaced and self.comrades:
                return self.emit(tokens, after, after + 1, "titled", "s", title=tokens[at].norm)
            if mine == COMMON and spaced:
                lower_next = self.text[word.stop : word.stop + 2].strip()[:1].islower()
                listed = self.starts_sentence(start) and letter in "АБВГДЕЖЗ"
                if (lower_next or listed) and (not is_animate(word.norm) or listed and lower_next):
                    return 0
        return self.emit(tokens, at, after + 1, "initials_before", "gs" if one else "gps")

    def emit(
        self,
        tokens: list[Token],
        at: int,
        end: int,
        rule: str,
        roles: str,
        *,
        stop: int | None = None,
        title: str | None = None,
    ) -> int:
        """Write a name down and return the token after it; ``roles`` says what each token is (s, g or p)."""
        start, stop = tokens[at].start, stop or tokens[end - 1].stop
        word, opens = (title, False) if title else self.title_of(tokens, at)
        initials = sum(t.kind in "IL" for t in tokens[at:end]) or 2 * ("p" in roles)
        if rule != "bare" and self.blocked(start, stop, initials) and not (rule == "titled" and word):
            return end
        if opens or self.goes_on(start):
            self.list_end = stop
        parts = {"s": "", "g": "", "p": ""}
        for role, token in zip(roles, tokens[at:end], strict=True):
            raw = self.text[token.start : stop if token is tokens[end - 1] else token.stop]
            clean = clean_initial(raw) if token.kind in "IL" else clean_word(raw) if raw.isalpha() else " ".join(map(clean_word, raw.split()))
            parts[role] = f"{parts[role]} {clean}".strip()
        order = "bare" if roles == "s" else "surname_first" if roles[0] == "s" else "initials_first"
        self.found.append(NameMention(start, stop, parts["s"], parts["g"] or None, parts["p"] or None, word, order, "name." + rule))
        return end
