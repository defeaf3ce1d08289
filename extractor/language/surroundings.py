"""What stands around a name: titles, streets and towns, quotes, the list it belongs to."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property, lru_cache

from extractor.language.ordinary import ORDINARY, goes_with, is_abbreviation, is_acronym, is_adjective, rank
from extractor.language.runs import CYRILLIC, Token, norm_word

_FOREIGN = re.compile(r"[^\W\d_А-яЁёІіѢѣѲѳѴѵABCEHKMOPTXYaceopxykm]")
SINGULAR = frozenset(
    "т т. тов тов. товарищ товарища товарищу товарищем товарище гр. гр-н гр-на гр-ну гр-ка гр-ки гр-ке гр-ку "
    "гр-кой гражд. г-н г-на г-ну г-ном г-не г-жа г-жи г-же г-жу г-жой гражданин гражданина гражданину гражданином "
    "гражданке гражданка гражданки гражданку гражданкой господин господина господину господином госпожа госпожи "
    "госпоже госпожу госпожой кн. князь князя князю князем граф графа графу графом бар. барон барона барону тов-щ "
    "т-щ".split()
)
PLURAL = frozenset(
    "т.т. тт. тт т.т тт.: т.т.: товарищи товарищей товарищам товарищами гг. г.г. гр.гр. граждане граждан "
    "гражданам гражданами господа господ господам тов.тов.".split()
)
_BLOCK = re.compile(
    r"(?<!\w)(?:ул\.?|улиц\w*|пер\.|переул\w+|им\.|имени|имян[иі]|пл\.|площад\w+|просп\.|проспект\w*|пр\.|пр-т\w*|пр-кт\w*|бульвар\w*|б-р\w*|шоссе|наб\.|набережн\w+|памятник\w*|памяти|"
    r"орден\w*|преми\w+|медал\w*|теплоход\w*|пароход\w*|крейсер\w*|ледокол\w*|парк\w{0,2}|мкр\.?|микрорайон\w*|тупик\w*|проезд\w*)\s*[«\"„]?\s*$",
    re.IGNORECASE,
)
_PLACE_CUE = re.compile(
    r"(?<!\w)(?:г|гор|с|д|дер|ст|пос|п|р|р-н|обл|х|хут|оз|раз|рзд|м|мест|сл|слоб|город\w{0,3}|сел[оаеу]м?|деревн\w{1,2}|станци\w{1,3}|пос[её]л\w{1,4}|волост\w{1,2}|река|реки|реке|реку|рекой|рѣк\w{1,2}|хутор\w{0,2}|село\w{0,3}|Ст|Дер|Гор|Город|Село|Деревня|Станция)\.?\s*$"
)
_IN_PLACE = frozenset(
    "в во на из под через при въ изъ подъ чрезъ близ у-е ст. с. д. дер. г. гор. пос. р. ул. им. имени п. х. оз. п/о близъ из-под".split()
)
_LETTERED = re.compile(
    r"(?:вопрос\w*|пункт\w*|(?<!п\.)(?<!п\. )п\.|раздел\w*|литер\w*|лит\.|класс\w*|корпус\w*|групп\w*|"
    r"приложени\w*|част\w*|вариант\w*|корп\.)\s*[«\"]?$",
    re.IGNORECASE,
)
_STREET_AFTER = re.compile(r"\s(?:ул\.|пер\.|пл\.|просп\.|улиц|проспект|переул)")
_LIST_GAP = re.compile(r"\s*(?:[(/][^()/]{0,80}[)/]\s*)?(?:[,;]\s*и|[,;]|\sи|,?\sа также)\s+(?:(?:т|тов|тт|гр)\.\s*)?")
_QUOTED = re.compile(r'«[^«»]{0,200}»|„[^“”"„]{0,200}[“”"]|"[^"]{0,200}"|“[^“”]{0,200}”')
_NEXT_WORD = re.compile(r"\s{1,3}([^\W\d_]{2,40})(?!\.)")


@lru_cache(maxsize=32768)
def _is_russian(raw: str) -> bool:
    """Tell whether a word has Russian letters and no others (but those that look like them)."""
    return bool(CYRILLIC.search(raw)) and not _FOREIGN.search(raw)


@lru_cache(maxsize=32768)
def _rank_as_written(raw: str, norm: str) -> int:
    """Return the rank of a word by its look and its normal form."""
    if not _is_russian(raw) or is_acronym(raw.split()[-1]):
        return ORDINARY
    return rank(norm.rpartition(" ")[2])


class Surroundings:
    """A text, with the questions that the rules ask about the places around a word."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.list_end = -1  # where the last name of a list («т.т. А, Б») stopped
        self.asked: tuple[int, str] = (-1, "")
        self.quotes: list[tuple[int, int]] | None = None
        self.ranks: dict[Token, int] = {}  # several rules ask about the same word

    def before(self, start: int) -> str:
        """Return the text just before an offset."""
        return self.text[max(0, start - 24) : start]

    def previous_word(self, start: int) -> str:
        """Return the word just before an offset, in small letters."""
        if self.asked[0] != start:  # several rules ask about the same place
            words = self.text[max(0, start - 16) : start].rsplit(None, 1)
            self.asked = start, words[-1].lstrip('("«/[—–-:;,„').lower() if words else ""
        return self.asked[1]

    def title(self, start: int) -> tuple[str | None, bool]:
        """Return the title word just before an offset, and whether it opens a list."""
        text = self.text
        if start < 2:
            return None, False
        word = self.previous_word(start)
        if not word:
            return None, False
        words = self.before(start).split()
        if word in PLURAL or len(words) > 1 and word in ("т.", "гр.") and words[-2].lower().lstrip("(/") == word:
            if word[0] == "г" and words and words[-2:-1] and words[-2][-1:].isdigit():
                return None, False
            return words[-1].lstrip("(/["), True
        if word in SINGULAR:
            at = start - len(self.before(start)) + self.before(start).rfind(words[-1])
            if word in ("т.", "т") and (word == "т" or text[max(0, at - 4) : at].rstrip()[-1:].isdigit()):
                return None, False
            return words[-1].lstrip("(/["), False
        return None, False

    def quoted(self, start: int, stop: int) -> bool:
        """Tell whether a slice stands inside quotes."""
        if self.quotes is None:
            self.quotes = [m.span() for m in _QUOTED.finditer(self.text)]
        at = bisect_right(self.quotes, (start, len(self.text))) - 1
        return at >= 0 and self.quotes[at][0] < start and stop <= self.quotes[at][1]

    def blocked(self, start: int, stop: int, initials: int) -> bool:
        """Tell whether a street, a town or a thing named after someone stands here."""
        before = self.before(start)
        last = before.rstrip(' \t\n\r«"„')[-1:]
        worded = last.isalnum() or last in (".", "_")  # else no word ends here, as in a list
        if worded and _BLOCK.search(before) or _STREET_AFTER.match(self.text, stop):
            return True
        if before[-1:] in ("«", "„", '"') and self.text[stop : stop + 1] in ("»", "“", '"') and before[-1:]:
            return True
        return worded and initials < 2 and bool(_PLACE_CUE.search(before)) and not before.rstrip().endswith(("п. п.", "п.п.", "П.п."))

    def in_place(self, start: int) -> bool:
        """Tell whether a preposition or a word such as «дер.» before an offset announces a place."""
        words = self.before(start).split()
        return bool(words) and words[-1].lstrip('("«/[—–-:;,„') in _IN_PLACE or bool(_PLACE_CUE.search(self.before(start)))

    @staticmethod
    def lettered(before: str) -> bool:
        """Tell whether the text ends in what letters are numbers of: «вопрос А», «класс Б»."""
        return _LETTERED.search(before) is not None

    def starts_sentence(self, start: int) -> bool:
        """Tell whether a sentence or a line begins at an offset."""
        before = self.text[max(0, start - 6) : start].rstrip(' \t"«(–—-')
        return not before or before[-1] in ".!?\n" or before.endswith(("\n",)) or self.text[max(0, start - 2) : start].strip(" ") == "\n"

    @cached_property
    def old(self) -> bool:
        """Tell whether the text has letters of the old spelling."""
        return re.search(r"[ѣѳъ](?!\w)|[ѣі]", self.text[:4000]) is not None

    @cached_property
    def comrades(self) -> bool:
        """Tell whether «т.» stands before names here, so that «Т.» does so too."""
        return re.search(r"(?<![\w.])т\.\s?[А-Я]", self.text) is not None

    def goes_on(self, start: int) -> bool:
        """Tell whether only a comma, an «и» or a remark in brackets parts an offset from the list before it."""
        return 0 <= start - self.list_end < 110 and _LIST_GAP.fullmatch(self.text, self.list_end, start) is not None

    def word(self, tokens: list[Token], at: int) -> bool:
        """Tell whether a token is a Russian word with a capital."""
        if not (0 <= at < len(tokens)) or tokens[at].kind != "W":
            return False
        return _is_russian(self.text[tokens[at].start : tokens[at].stop])

    def rank(self, tokens: list[Token], at: int) -> int:
        """Return how likely a token is a surname (see :func:`extractor.language.ordinary.rank`)."""
        if not (0 <= at < len(tokens)) or tokens[at].kind != "W":
            return ORDINARY
        token = tokens[at]
        if token not in self.ranks:
            abbreviated = self.text[token.stop : token.stop + 1] == "." and is_abbreviation(token.norm)
            self.ranks[token] = ORDINARY if abbreviated else _rank_as_written(self.text[token.start : token.stop], token.norm)
        return self.ranks[token]

    def initials(self, tokens: list[Token], at: int) -> int:
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

    def closes(self, tokens: list[Token], at: int) -> bool:
        """Tell whether a letter with no full stop ends a name: a mark, a line end or a surname follows."""
        if self.word(tokens, at + 1):
            return True
        return re.match(r"\s{0,3}(?:[,;:)(/|\n–—-]|$)", self.text[tokens[at].stop : tokens[at].stop + 5]) is not None

    def shouts(self, tokens: list[Token], at: int) -> bool:
        """Tell whether a neighbour of a word in capitals is in capitals too: a heading."""
        return any(self.word(tokens, i) and self.text[tokens[i].start : tokens[i].stop].isupper() for i in (at - 1, at + 1))

    def modifies(self, tokens: list[Token], at: int) -> bool:
        """Tell whether a word is an adjective of what follows: «Осокинского уезда», «Вокзальная, 6»."""
        norm = tokens[at].norm
        if not is_adjective(norm):
            return False
        found = _NEXT_WORD.match(self.text, tokens[at].stop)
        if found:
            return goes_with(norm, norm_word(found.group(1)))
        return re.match(r",?\s?(?:д\.\s?)?\d", self.text[tokens[at].stop : tokens[at].stop + 6]) is not None

    def title_of(self, tokens: list[Token], at: int) -> tuple[str | None, bool]:
        """Return the title word before a token, and whether it opens a list."""
        if at and tokens[at - 1].kind == "T":
            word = self.text[tokens[at - 1].start : tokens[at - 1].stop]
            return word, word.lower() in PLURAL
        return self.title(tokens[at].start)
