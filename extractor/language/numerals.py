"""Whole numbers in digits and in words, as protocols and their scans write them."""

from __future__ import annotations

import re

from extractor.language.fold import fold

#: What scans and typewriters write for a digit (in the normal form).
LITTER = str.maketrans("оoзil|", "003111")
#: One digit, or what stands for it.
DIGIT = "[0-9оoзil|]"


def _forms() -> dict[str, int]:
    table = {
        1: "один одна одно одного одной одну одним одном одною одному",
        2: "два две двух двум двумя двое двоих двоим",
        3: "три трех трем тремя трое троих троим",
        4: "четыре четырех четырем четырьмя четверо четверых",
        8: "восемь восьми восемью восьмью восьмеро восьмерых",
        40: "сорок сорока", 90: "девяносто девяноста", 100: "сто ста",
        200: "двести двухсот двумстам", 300: "триста трехсот тремстам", 400: "четыреста четырехсот",
        1000: "тысяча тысячи тысячу тысяч тысячей тысячею тысячам тысячами",
    }
    stems = {5: "пят", 6: "шест", 7: "сем", 9: "девят", 10: "десят", 11: "одиннадцат", 12: "двенадцат",
             13: "тринадцат", 14: "четырнадцат", 15: "пятнадцат", 16: "шестнадцат", 17: "семнадцат",
             18: "восемнадцат", 19: "девятнадцат", 20: "двадцат", 30: "тридцат"}
    forms = {form: value for value, line in table.items() for form in line.split()}
    for value, stem in stems.items():
        forms.update({stem + end: value for end in ("ь", "и", "ью")})
        if value <= 10:
            forms.update({stem + end: value for end in ("еро", "ерых", "ерым")})
    for value, nominative, oblique in ((5, "пять", "пяти"), (6, "шесть", "шести"), (7, "семь", "семи"),
                                       (8, "восемь", "восьми")):
        forms |= {nominative + "десят": value * 10, oblique + "десяти": value * 10}
        forms |= {nominative + "сот": value * 100, oblique + "сот": value * 100}
    return forms | {"девятьсот": 900, "девятисот": 900}


def _ordinal_forms() -> dict[str, int]:
    stems = {"перв": 1, "втор": 2, "четверт": 4, "пят": 5, "шест": 6, "седьм": 7, "восьм": 8, "девят": 9,
             "десят": 10, "одиннадцат": 11, "двенадцат": 12, "тринадцат": 13, "четырнадцат": 14,
             "пятнадцат": 15, "шестнадцат": 16, "семнадцат": 17, "восемнадцат": 18, "девятнадцат": 19,
             "двадцат": 20, "тридцат": 30, "сороков": 40, "пятидесят": 50, "шестидесят": 60,
             "семидесят": 70, "восьмидесят": 80, "девяност": 90, "сот": 100, "девятисот": 900,
             "двухтысячн": 2000}
    ends = ["ого", "аго", "ому", "ое", "ый", "ой", "ым", "ом"]
    forms = {stem + end: value for stem, value in stems.items() for end in ends}
    return forms | {"треть" + end: 3 for end in ("его", "яго", "ему", "е", "им", "ем")} | {"третий": 3}


CARDINALS = _forms()
ORDINALS = _ordinal_forms()

_DIGITS = re.compile(rf"{DIGIT}{{1,9}}|{DIGIT}{{1,3}}(?:[. ]{DIGIT}{{3}}){{1,3}}")
_WORDS = re.compile(r"[а-я]{2,16}(?: {1,3}[а-я]{2,16}){0,7}")


def compose(values: list[int]) -> tuple[int, int]:
    """Read as many number words as make one number: how many they are, and the number.

    >>> compose([20, 4])       # двадцать четыре
    (2, 24)
    >>> compose([20, 30])      # двадцать … тридцать
    (1, 20)
    """
    total = current = used = 0
    for value in values:
        if value == 1000:
            if total:
                break
            total, current = max(current, 1) * 1000, 0
        elif value >= 1000 and used or current and not (current % 100 == 0 and value < 100 or
                              current % 10 == 0 and current % 100 >= 20 and value < 10):
            break
        else:
            current += value
        used += 1
    return used, total + current


def read_number(text: str) -> int | None:
    """Read a text that is one whole number, in digits (with litter of scans) or in words.

    >>> read_number("двадцать два"), read_number("1 207"), read_number("З18"), read_number("22 стула")
    (22, 1207, 318, None)
    """
    if len(text) > 120:
        return None
    norm = fold(text).strip(' ".,;:()')
    if _DIGITS.fullmatch(norm) and any("0" <= c <= "9" for c in norm):
        return int(re.sub("[. ]", "", norm).translate(LITTER))
    if not _WORDS.fullmatch(norm):
        return None
    values = [CARDINALS.get(word, -1) for word in norm.split()]
    if -1 in values:
        return None
    used, number = compose(values)
    return number if used == len(values) else None


def read_ordinal(norm: str) -> int | None:
    """Read an ordinal number in words; ``norm`` is the normal form.

    >>> read_ordinal("двадцать второго"), read_ordinal("две тысячи двадцатого"), read_ordinal("два")
    (22, 2020, None)
    """
    *head, last = norm.split() or [""]
    values = [CARDINALS.get(word, -1) for word in head[:8]] + [ORDINALS.get(last, -1)]
    if -1 in values or len(head) > 8:
        return None
    used, number = compose(values)
    return number if used == len(values) else None
