"""Declension of surnames by their endings: from a form to the nominatives that it may come from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from extractor.language.morphology import is_known, lexeme_forms, nominatives, parses

CONSONANT = "бвгджзклмнпрстфхцчшщ"
MASC, FEMN = "masc", "femn"

# ending, what it becomes, gender, cases. Endings are in the normal form; the first that fits is tried first.
_Row = tuple[re.Pattern[str], str, str, frozenset[str]]


def _table(rows: Iterable[tuple[str, str, str, str]]) -> tuple[_Row, ...]:
    return tuple((re.compile(ending + "$"), new, gender, frozenset(cases.split())) for ending, new, gender, cases in rows)


_SOFT = "(?<=[рлнтдсзвжшчщмбпф])"
_HARD = f"(?<=[{CONSONANT}])"
_POSS = "(?<=[оеё]в)|(?<=[иы]н)"
_ENDINGS = _table(
    [
        # -ов, -ин
        (f"(?:{_POSS})а", "", MASC, "gent accs"),
        (f"(?:{_POSS})у", "", MASC, "datv"),
        (f"(?:{_POSS})ым", "", MASC, "ablt"),
        (f"(?:{_POSS})е", "", MASC, "loct"),
        (f"(?:{_POSS})(?:ой|ою)", "а", FEMN, "gent datv ablt loct"),
        (f"(?:{_POSS})у", "а", FEMN, "accs"),
        # adjectives
        ("(?<=[сц]к)(?:ого|аго)", "ий", MASC, "gent accs"),
        ("(?<=[сц]к)ому", "ий", MASC, "datv"),
        ("(?<=[сц]к)им", "ий", MASC, "ablt"),
        ("(?<=[сц]к)ом", "ий", MASC, "loct"),
        ("(?:ого|аго)", "*", MASC, "gent accs"),
        ("(?:его|яго)", "ий", MASC, "gent accs"),
        ("ому", "*", MASC, "datv"),
        ("ему", "ий", MASC, "datv"),
        (f"{_HARD}ым", "*", MASC, "ablt"),
        ("(?<=[чщжшн])им", "ий", MASC, "ablt"),
        ("(?<=[сц]к)(?:ой|ою)", "ая", FEMN, "gent datv ablt loct"),
        (f"{_HARD}(?:ой|ою)", "+ая", FEMN, "gent datv ablt loct"),
        ("ую", "ая", FEMN, "accs"),
        ("юю", "яя", FEMN, "accs"),
        ("(?<=[чщжш])(?:ей|ею)", "ая", FEMN, "gent datv ablt loct"),
        # consonants: «Саркисян», «Цой», «Пахарь», «Канивец»
        ("(?<=[аеоуыэюяи])йц(?:а|у|ом|ем|е)", "ец", MASC, "@"),
        ("(?<=[бвгджзкмнпрстфхчшщ])ц(?:а|у|ом|ем|е)", "ец", MASC, "@"),
        ("(?<=л)ьц(?:а|у|ом|ем|е)", "ец", MASC, "@"),
        (f"{_HARD}а", "", MASC, "gent accs"),
        (f"{_HARD}у", "", MASC, "datv"),
        (f"{_HARD}ом|(?<=[жшчщц])ем", "", MASC, "ablt"),
        (f"{_HARD}е", "", MASC, "loct"),
        ("(?<=[аеёоуыэюи])я", "й", MASC, "gent accs"),
        ("(?<=[аеёоуыэю])ю", "й", MASC, "datv"),
        ("(?<=[аеёоуыэю])ем", "й", MASC, "ablt"),
        ("(?<=[аеёоуыэю])е", "й", MASC, "loct"),
        ("(?<=[бвдзлнрст])ья", "ей", MASC, "gent accs"),
        ("(?<=[бвдзлнрст])ью", "ей", MASC, "datv"),
        (f"{_SOFT}я", "ь", MASC, "gent accs"),
        (f"{_SOFT}ю", "ь", MASC, "datv"),
        (f"{_SOFT}ем", "ь", MASC, "ablt"),
        # -а, -я: men and women
        ("ии", "ия", "", "gent datv loct"),
        ("(?<=[бвгджзклмнпрстфхцчшщ])ы", "а", "", "gent"),
        ("(?<=[гкхжшчщ])и", "а", "", "gent"),
        (f"{_SOFT}и", "?я", "", "gent"),
        (f"{_SOFT}е", "?я", "", "datv loct"),
        (f"{_HARD}е", "а", "", "datv loct"),
        (f"{_HARD}у", "а", "", "accs"),
        (f"{_HARD}(?:ой|ою)", "а", "", "ablt"),
        ("ию", "ия", "", "accs"),
        ("ией", "ия", "", "ablt"),
        ("(?<=ь)ю", "я", "", "accs"),
        (f"{_SOFT}ю", "я", "", "accs"),
        ("(?<=[жшчщц])ей", "а", "", "ablt"),
        (f"{_SOFT}ей", "я", "", "ablt"),
    ]
)
_ALL_CASES = {"а": "gent accs", "у": "datv", "ом": "ablt", "ем": "ablt", "е": "loct"}
_FIXED = re.compile(r"(?:[иы]х|(?<![оеая]г)о|швили|дзе|[аеиоуэ]ли|[аеоуэ]йли|э|иа|(?<![чсз])[аоеиу]у|хе|тке|живаго|мертваго|белаго|веселаго)$")


@lru_cache(maxsize=16384)
def candidates(norm: str, wanted: frozenset[str], gender: str | None) -> tuple[tuple[str, str], ...]:
    """Return (nominative, gender) for what a form may come from, the likeliest first; no wanted cases mean any."""
    first, dash, last = norm.rpartition("-")
    if dash:
        found = []
        for new, its in _readings(last, wanted, gender):
            halves = [(_first_half(half, wanted, its)) for half in first.split("-")]
            found.append(("-".join((*halves, new)), its))
        return tuple(dict.fromkeys(found))
    particle, space, rest = norm.rpartition(" ")
    return tuple(dict.fromkeys((particle + space + new, its) for new, its in _readings(rest, wanted, gender)))


def _first_half(half: str, wanted: frozenset[str], gender: str) -> str:
    for new, its in _readings(half, wanted, gender or None):
        if gender == FEMN and its != FEMN and not half.endswith(("у", "ы", "е", "ой", "и")):
            continue
        return new
    return half


def _readings(norm: str, wanted: frozenset[str], gender: str | None) -> list[tuple[str, str]]:
    """Return (nominative, gender) for each declension that the form fits."""
    found: list[tuple[str, str]] = []
    if len(norm) < 3 or _FIXED.search(norm) and not re.search(r"[сц]ких$", norm):
        return found
    for ending, new, its, cases in _ENDINGS:
        if gender and its and its != gender:
            continue
        match = ending.search(norm)
        if not match:
            continue
        fleeting = "@" in cases
        if fleeting:
            cases = frozenset(_ALL_CASES[re.sub(r"^.*ц", "", norm)].split())
        if wanted and not wanted & cases:
            continue
        stem = norm[: match.start()]
        if fleeting:
            found += [(form, its) for form, p in nominatives(norm, "masc") if is_known(norm) and form.endswith("ц") and p.case in cases]
        if new == "*":
            found.append((stem + _adjective(stem), its))
        elif new[:1] == "+":
            if any(is_known(stem + masc) and any(p.pos == "ADJF" for p in parses(stem + masc)) for masc in ("ый", "ой", "ий")):
                found.append((stem + new[1:], its))
        elif new[:1] == "?":
            if is_known(stem + new[1:]) and norm in lexeme_forms(stem + new[1:]):
                found.append((stem + new[1:], its))
        elif new == "" and its == MASC and match.start() == len(norm) - len(match.group()):
            found += [(form, its) for form in _fleeting(stem, norm)]
        else:
            found.append((stem + new, its))
    found += _both_ways(norm, found)
    return sorted(dict.fromkeys(found), key=lambda pair: -_weight(pair[0], pair[1], norm))


def _both_ways(norm: str, found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Add the adjective beside «Лозовой» → «Лозова», where the dictionary has one."""
    added = []
    for new, its in found:
        if its == FEMN and re.search(r"(?:[оеё]в|[иы]н)а$", new) and norm.endswith(("ой", "ою")):
            adjective = new + "я"
            if is_known(adjective) and not is_known(new) or is_known(new[:-1] + "ой"):
                added.append((adjective, FEMN))
    return added


def _weight(new: str, gender: str, norm: str) -> int:
    """Rank rival nominatives: what the dictionary has and what surnames look like comes first."""
    surnames = in_dictionary(new)
    score = 0
    if re.search(r"(?:[оеё]в|[иы]н)а?$|[сц]к(?:ий|ая)$", new):
        score += 6
    if surnames == 2:
        score += 4
    elif surnames == 1 and norm in lexeme_forms(new):
        score += 3
    if new.endswith("ая") and norm.endswith(("ой", "ою")) and not re.search(r"[сц]кая$", new) and is_known(new):
        score += 5
    if re.search(r"(?:енко|швили|дзе)а$", new):
        score -= 9
    if re.search(rf"[{CONSONANT}]{{4}}$", new):
        score -= 2
    return score


@lru_cache(maxsize=16384)
def in_dictionary(word: str) -> int:
    """Return 2 for a surname of the dictionary, 1 for another noun or adjective of it, 0 for neither."""
    if not is_known(word):
        return 0
    readings = [p for p in parses(word) if p.case == "nomn" and p.number != "plur"]
    if any("Surn" in p.tags for p in readings):
        return 2
    return int(bool(readings))


def _fleeting(stem: str, norm: str) -> list[str]:
    """Return the bare stem, before it a form with a fleeting vowel if the dictionary has one («Дятла» → «Дятел»)."""
    found = []
    match = re.search(rf"[{CONSONANT}ьй]([{CONSONANT}])$", stem)
    if match and len(stem) > 2 and not in_dictionary(stem):
        base = stem[:-1]
        for vowel in ("е", "о"):
            new = (base[:-1] if base[-1] in "ьй" else base) + vowel + stem[-1]
            if in_dictionary(new) and norm in lexeme_forms(new):
                found.append(new)
    return [*found, stem]


def _adjective(stem: str) -> str:
    for ending in ("ой", "ый", "ий"):
        if is_known(stem + ending) and any({"Surn", "nomn", "masc"} <= p.tags for p in parses(stem + ending)):
            return ending
    for ending in ("ый", "ий", "ой"):
        if is_known(stem + ending):
            return ending
    return "ий" if stem.endswith(("к", "г", "х", "ч", "щ", "ж", "ш")) else "ой" if stem.endswith("ов") else "ый"
