"""The nominative of a name: grammar of the place, agreement inside the name, other mentions of the person.

A surname's ending is looked up in small tables of declensions, not in the dictionary: it stays as the
document spells it. The dictionary decides only fleeting vowels, adjectives in -ой and given names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from extractor.language.mention import NameMention, PersonName, initials_agree
from extractor.language.morphology import is_known, lexeme_forms, nominatives, parses
from extractor.language.ordinary import is_given, norm_of

_CONSONANT = "бвгджзклмнпрстфхцчшщ"
_MASC, _FEMN = "masc", "femn"

# ending, what it becomes, gender, cases. Endings are in the normal form; the first that fits is tried first.
_Row = tuple[re.Pattern[str], str, str, frozenset[str]]


def _table(rows: Iterable[tuple[str, str, str, str]]) -> tuple[_Row, ...]:
    return tuple((re.compile(ending + "$"), new, gender, frozenset(cases.split())) for ending, new, gender, cases in rows)


_SOFT = "(?<=[рлнтдсзвжшчщмбпф])"
_HARD = f"(?<=[{_CONSONANT}])"
_POSS = "(?<=[оеё]в)|(?<=[иы]н)"
_ENDINGS = _table(
    [
        # -ов, -ин
        (f"(?:{_POSS})а", "", _MASC, "gent accs"),
        (f"(?:{_POSS})у", "", _MASC, "datv"),
        (f"(?:{_POSS})ым", "", _MASC, "ablt"),
        (f"(?:{_POSS})е", "", _MASC, "loct"),
        (f"(?:{_POSS})(?:ой|ою)", "а", _FEMN, "gent datv ablt loct"),
        (f"(?:{_POSS})у", "а", _FEMN, "accs"),
        # adjectives
        ("(?<=[сц]к)(?:ого|аго)", "ий", _MASC, "gent accs"),
        ("(?<=[сц]к)ому", "ий", _MASC, "datv"),
        ("(?<=[сц]к)им", "ий", _MASC, "ablt"),
        ("(?<=[сц]к)ом", "ий", _MASC, "loct"),
        ("(?:ого|аго)", "*", _MASC, "gent accs"),
        ("(?:его|яго)", "ий", _MASC, "gent accs"),
        ("ому", "*", _MASC, "datv"),
        ("ему", "ий", _MASC, "datv"),
        (f"{_HARD}ым", "*", _MASC, "ablt"),
        ("(?<=[чщжшн])им", "ий", _MASC, "ablt"),
        ("(?<=[сц]к)(?:ой|ою)", "ая", _FEMN, "gent datv ablt loct"),
        (f"{_HARD}(?:ой|ою)", "+ая", _FEMN, "gent datv ablt loct"),
        ("ую", "ая", _FEMN, "accs"),
        ("юю", "яя", _FEMN, "accs"),
        ("(?<=[чщжш])(?:ей|ею)", "ая", _FEMN, "gent datv ablt loct"),
        # consonants: «Саркисян», «Цой», «Пахарь», «Канивец»
        ("(?<=[аеоуыэюяи])йц(?:а|у|ом|ем|е)", "ец", _MASC, "@"),
        ("(?<=[бвгджзкмнпрстфхчшщ])ц(?:а|у|ом|ем|е)", "ец", _MASC, "@"),
        ("(?<=л)ьц(?:а|у|ом|ем|е)", "ец", _MASC, "@"),
        (f"{_HARD}а", "", _MASC, "gent accs"),
        (f"{_HARD}у", "", _MASC, "datv"),
        (f"{_HARD}ом|(?<=[жшчщц])ем", "", _MASC, "ablt"),
        (f"{_HARD}е", "", _MASC, "loct"),
        ("(?<=[аеёоуыэюи])я", "й", _MASC, "gent accs"),
        ("(?<=[аеёоуыэю])ю", "й", _MASC, "datv"),
        ("(?<=[аеёоуыэю])ем", "й", _MASC, "ablt"),
        ("(?<=[аеёоуыэю])е", "й", _MASC, "loct"),
        ("(?<=[бвдзлнрст])ья", "ей", _MASC, "gent accs"),
        ("(?<=[бвдзлнрст])ью", "ей", _MASC, "datv"),
        (f"{_SOFT}я", "ь", _MASC, "gent accs"),
        (f"{_SOFT}ю", "ь", _MASC, "datv"),
        (f"{_SOFT}ем", "ь", _MASC, "ablt"),
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
_OLD_SIGN = re.compile(r"[ѣѳіѵѢѲІ]|ъ(?![а-я])|(?<=ск)аго\b", re.IGNORECASE)
_PATRONYMIC_FORMS = (
    (re.compile(r"ич(а|у|ем|ом|е)ъ?$"), {"а": "gent accs", "у": "datv", "ем": "ablt", "ом": "ablt", "е": "loct"}, _MASC),
    (re.compile(r"ич()$"), {"": "nomn"}, _MASC),
    (re.compile(r"(?:вн|чн|шн)(а|ы|е|у|ой|ою)$"), {"а": "nomn", "ы": "gent", "е": "datv loct", "у": "accs", "ой": "ablt", "ою": "ablt"}, _FEMN),
)


@lru_cache(maxsize=8192)
def given_gender(given: str | None, patronymic: str | None) -> str | None:
    """Return "masc" or "femn" where a patronymic or a full given name tells it, in whatever case.

    >>> given_gender("Юрия", "Сергеевича"), given_gender("Дарью", None), given_gender("А.", "П.")
    ('masc', 'femn', None)
    """
    if patronymic:
        norm = norm_of(patronymic.split()[-1])
        if re.search(r"(?:оглы|оглу|улы)$", norm):
            return _MASC
        if norm.endswith("кызы"):
            return _FEMN
        for ending, _, gender in _PATRONYMIC_FORMS:
            if ending.search(norm):
                return gender
    if given and not given.endswith("."):
        norm = norm_of(given)
        genders = {p.gender for p in parses(norm) if "Name" in p.tags and p.number != "plur"} if is_given(norm) else set()
        if len(genders) == 1:
            return genders.pop()
    return None


def set_nominative(
    mention: NameMention, *, case: str | None, known: Sequence[NameMention] = (), gender: str | None = None
) -> PersonName:
    """Return a name in the nominative, in the document's own spelling.

    ``case`` is the case that the grammar of the place asks for (nomn, gent, datv, accs, ablt, loct), None where
    unknown; ``known`` are all mentions of the document: another mention of the person may show the nominative.

    >>> def read(text, case, *others):
    ...     from extractor.language.names import find_names
    ...     known = find_names(", ".join((text, *others)), bare=True)
    ...     return set_nominative(known[0], case=case, known=known).name
    >>> read("Масленникова Юрия Сергеевича", "accs"), read("Осадчую Л.П.", "accs")
    ('Масленников Юрий Сергеевич', 'Осадчая Л. П.')
    >>> read("Лунина Е.Е.", None, "Лунин Е.Е."), read("Коваль Я.Я.", "accs"), read("Фёдорову С.Ю.", "accs")
    ('Лунин Е. Е.', 'Коваль Я. Я.', 'Фёдорова С. Ю.')
    >>> read("Н. П. Бестужева-Ладыженскаго", "gent"), read("А. И. Сумароковѣ", "loct")
    ('Бестужевъ-Ладыженскій Н. П.', 'Сумароковъ А. И.')
    """
    old = _is_old(mention, known)
    gender = gender or given_gender(mention.given, mention.patronymic)
    wanted = _wanted(mention, case)
    gender = gender or _given_gender_in(mention.given, wanted) or _known_gender(mention, known)
    given, patronymic = mention.given, mention.patronymic
    surname = mention.surname
    if wanted != {"nomn"}:
        surname, its = _surname(mention, wanted, known, gender, old)
        gender = gender or its or None
        changed = norm_of(surname) != norm_of(mention.surname)
        given = _given(given, wanted, gender, old, changed)
        patronymic = _patronymic(patronymic, old)
    return PersonName(" ".join(part for part in (surname, given, patronymic) if part), surname, given, patronymic)


def _is_old(mention: NameMention, known: Sequence[NameMention]) -> bool:
    """Tell whether the document writes ъ at the end: the name shows it, or most other names do."""
    if any(_OLD_SIGN.search(part) for part in (mention.surname, mention.given or "", mention.patronymic or "")):
        return True
    ends = [other.surname[-1:] for other in known if other.surname[-1:] in "ъ" + _CONSONANT]
    return ends.count("ъ") * 2 > len(ends)


def _given_gender_in(given: str | None, wanted: set[str]) -> str | None:
    if not given or given.endswith(".") or not wanted:
        return None
    genders = {p.gender for p in parses(norm_of(given)) if "Name" in p.tags and p.number != "plur" and p.case in wanted}
    return genders.pop() if len(genders) == 1 else None


def _known_gender(mention: NameMention, known: Sequence[NameMention]) -> str | None:
    """Return the gender that a fuller mention of the same person shows."""
    if not mention.given:
        return None
    stem = norm_of(mention.surname)[:4]
    found = {
        given_gender(other.given, other.patronymic)
        for other in known
        if other.given and norm_of(other.surname)[:4] == stem and initials_agree(mention, other)
    } - {None}
    return found.pop() if len(found) == 1 else None


def _wanted(mention: NameMention, case: str | None) -> set[str]:
    """Return the cases that the name may stand in: its patronymic and given name know better than the place."""
    seen: set[str] = set()
    if mention.patronymic and not mention.patronymic.endswith("."):
        norm = norm_of(mention.patronymic)
        for ending, cases, _ in _PATRONYMIC_FORMS:
            found = ending.search(norm)
            if found:
                seen = set(cases[found.group(1)].split())
                break
    if mention.given and not mention.given.endswith("."):
        norm = norm_of(mention.given)
        gender = given_gender(mention.given, mention.patronymic)
        own = {p.case for p in parses(norm) if "Name" in p.tags and p.case and p.number != "plur" and (gender is None or p.gender in (gender, None))}
        if is_given(norm) and own:
            both = seen & own if seen else own
            seen = both or seen
    if case is None:
        return seen
    if not seen or case in seen:
        return {case}
    return seen


def _surname(mention: NameMention, wanted: set[str], known: Sequence[NameMention], gender: str | None, old: bool) -> tuple[str, str]:
    """Return the surname in the nominative and the gender that its ending shows ("" for none)."""
    surname = mention.surname
    if not surname:
        return surname, ""
    norm = norm_of(surname)
    others = {norm_of(other.surname): other.surname for other in known if initials_agree(mention, other) and other.surname}
    every = _candidates(norm, frozenset(), gender)
    fitting = _candidates(norm, frozenset(wanted), gender) if wanted else ()
    safe = wanted or (mention.given and mention.given.endswith(".")) or not re.search(r"(?:[оеё]в|[иы]н)а$|ая$", norm)
    if safe:
        for new, its in fitting if wanted else every:
            if new != norm and new in others:
                return _spell(surname, new, others[new].endswith("ъ") if others[new][-1:] in "ъ" + _CONSONANT else old), its
    if not wanted:
        wanted = _obvious(norm)
        if not wanted:
            return surname, ""
        fitting = _candidates(norm, frozenset(wanted), gender)
    for new, its in fitting:
        return _spell(surname, new, old), its
    return surname, ""


def _obvious(norm: str) -> set[str]:
    """Return the cases of a form that is no nominative whoever bears it."""
    if re.search(r"[сц]к(?:ого|аго)$|(?:ч|щ|н)его$", norm):
        return {"gent", "accs"}
    if re.search(r"[сц]кому$|(?:ч|щ)ему$", norm):
        return {"datv"}
    if re.search(r"(?:[оеё]в|[иы]н)ым$|[сц]ким$", norm):
        return {"ablt"}
    if re.search(r"(?<=[нчщлркв])ую$", norm):
        return {"accs"}
    if re.search(r"(?:[оеё]в|[иы]н)ой$", norm) and not _dictionary(norm):
        return {"gent"}
    return set()


@lru_cache(maxsize=16384)
def _candidates(norm: str, wanted: frozenset[str], gender: str | None) -> tuple[tuple[str, str], ...]:
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
        if gender == _FEMN and its != _FEMN and not half.endswith(("у", "ы", "е", "ой", "и")):
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
        elif new == "" and its == _MASC and match.start() == len(norm) - len(match.group()):
            found += [(form, its) for form in _fleeting(stem, norm)]
        else:
            found.append((stem + new, its))
    found += _both_ways(norm, found)
    return sorted(dict.fromkeys(found), key=lambda pair: -_weight(pair[0], pair[1], norm))


def _both_ways(norm: str, found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Add the adjective beside «Лозовой» → «Лозова», where the dictionary has one."""
    added = []
    for new, its in found:
        if its == _FEMN and re.search(r"(?:[оеё]в|[иы]н)а$", new) and norm.endswith(("ой", "ою")):
            adjective = new + "я"
            if is_known(adjective) and not is_known(new) or is_known(new[:-1] + "ой"):
                added.append((adjective, _FEMN))
    return added


def _weight(new: str, gender: str, norm: str) -> int:
    """Rank rival nominatives: what the dictionary has and what surnames look like comes first."""
    surnames = _dictionary(new)
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
    if re.search(rf"[{_CONSONANT}]{{4}}$", new):
        score -= 2
    return score


@lru_cache(maxsize=16384)
def _dictionary(word: str) -> int:
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
    match = re.search(rf"[{_CONSONANT}ьй]([{_CONSONANT}])$", stem)
    if match and len(stem) > 2 and not _dictionary(stem):
        base = stem[:-1]
        for vowel in ("е", "о"):
            new = (base[:-1] if base[-1] in "ьй" else base) + vowel + stem[-1]
            if is_known(new) and norm in lexeme_forms(new):
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


def _given(given: str | None, wanted: set[str], gender: str | None, old: bool, changed: bool) -> str | None:
    if not given or given.endswith("."):
        return given
    norm = norm_of(given)
    if "-" in norm:
        return "-".join(_given(part, wanted, gender, old, changed) or part for part in given.split("-"))
    readings = [(form, p) for form, p in nominatives(norm, "Name") if not gender or p.gender in (gender, None)]
    fitting = [form for form, p in readings if p.case in wanted] or [form for form, p in readings]
    if not fitting and wanted and gender and not is_known(norm):
        fitting = [form for form, _ in _candidates(norm, frozenset(wanted), gender)]
    if not fitting or not wanted and not changed:
        return given
    return _spell(given, fitting[0], old)


def _patronymic(patronymic: str | None, old: bool) -> str | None:
    if not patronymic or patronymic.endswith("."):
        return patronymic
    words = patronymic.split()
    if len(words) > 1:
        readings = nominatives(norm_of(words[0]), "Name", "masc")
        return " ".join([_spell(words[0], readings[0][0], old) if readings else words[0], *words[1:]])
    norm = norm_of(patronymic)
    new = re.sub(r"(?<=ич)(?:а|у|ем|ом|е)$", "", norm)
    new = re.sub(r"(?<=[вчш]н)(?:ы|е|у|ой|ою)$", "а", new)
    return _spell(patronymic, new, old)


def _spell(written: str, new: str, old: bool) -> str:
    """Put a nominative given in the normal form into the spelling of the word as written.

    >>> _spell("Бестужева-Ладыженскаго", "бестужев-ладыженский", True)
    'Бестужевъ-Ладыженскій'
    >>> _spell("Фёдора", "федор", False)
    'Фёдор'
    """
    if "-" in written and written.count("-") == new.count("-"):
        return "-".join(_spell(one, other, old) for one, other in zip(written.split("-"), new.split("-"), strict=True))
    if " " in written and written.count(" ") == new.count(" "):
        return " ".join(_spell(one, other, old) if one[0].isupper() else one for one, other in zip(written.split(), new.split(), strict=True))
    norm = norm_of(written)
    if norm == new:
        return written
    same = 0
    while same < min(len(norm), len(new)) and norm[same] == new[same]:
        same += 1
    ending = new[same:]
    if old:
        ending = re.sub(r"и(?=[аеиоуыэюяй])", "і", ending)
        if (ending or written[:same])[-1:] in _CONSONANT:
            ending += "ъ"
    return written[:same] + ending
