"""The nominative of a name: grammar of the place, agreement inside the name, other mentions of the person.

A surname's ending is looked up in small tables of declensions, not in the dictionary: it stays as the
document spells it. The dictionary decides only fleeting vowels, adjectives in -ой and given names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extractor.language.declension import CONSONANT, FEMN, MASC, candidates, in_dictionary
from extractor.language.mention import NameMention, PersonName, initials_agree
from extractor.language.morphology import is_known, nominatives, parses
from extractor.language.ordinary import is_given, norm_of

_OLD_SIGN = re.compile(r"[ѣѳіѵѢѲІ]|ъ(?![а-я])|(?<=ск)аго\b", re.IGNORECASE)
_HARD_ENDS = "ъ" + CONSONANT
_PATRONYMIC_FORMS = (
    (re.compile(r"ич(а|у|ем|ом|е)ъ?$"), {"а": "gent accs", "у": "datv", "ем": "ablt", "ом": "ablt", "е": "loct"}, MASC),
    (re.compile(r"ич()$"), {"": "nomn"}, MASC),
    (
        re.compile(r"(?:вн|чн|шн)(а|ы|е|у|ой|ою)$"),
        {"а": "nomn", "ы": "gent", "е": "datv loct", "у": "accs", "ой": "ablt", "ою": "ablt"},
        FEMN,
    ),
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
            return MASC
        if norm.endswith("кызы"):
            return FEMN
        for ending, _, gender in _PATRONYMIC_FORMS:
            if ending.search(norm):
                return gender
    if given and not given.endswith("."):
        norm = norm_of(given)
        genders = {p.gender for p in parses(norm) if "Name" in p.tags and p.number != "plur"} if is_given(norm) else set()
        if len(genders) == 1:
            return genders.pop()
    return None


def set_nominative(mention: NameMention, *, case: str | None, known: Sequence[NameMention] = (), gender: str | None = None) -> PersonName:
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
    wanted = _wanted(mention, case)
    given, patronymic = mention.given, mention.patronymic
    surname = mention.surname
    if wanted != {"nomn"}:
        old = _is_old(mention, known)
        gender = gender or given_gender(mention.given, mention.patronymic)
        gender = gender or _given_gender_in(mention.given, wanted) or _known_gender(mention, known)
        surname, its = _surname(mention, wanted, known, gender, old)
        gender = gender or its or None
        changed = norm_of(surname) != norm_of(mention.surname)
        given = _given(given, wanted, gender, old, changed)
        patronymic = _patronymic(patronymic, wanted, gender, old)
    return PersonName(" ".join(part for part in (surname, given, patronymic) if part), surname, given, patronymic)


def is_declined(mention: NameMention, case: str | None) -> bool:
    """Tell whether a name may stand in another case than the nominative, so that other mentions of the person help to read it."""
    return _wanted(mention, case) != {"nomn"}


def _is_old(mention: NameMention, known: Sequence[NameMention]) -> bool:
    """Tell whether the document writes ъ at the end: the name shows it, or most other names do."""
    if any(_OLD_SIGN.search(part) for part in (mention.surname, mention.given or "", mention.patronymic or "")):
        return True
    ends = [end for other in known if (end := other.surname[-1:]) in _HARD_ENDS]
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
        gender
        for other in known
        if other.given
        and (gender := given_gender(other.given, other.patronymic))
        and norm_of(other.surname)[:4] == stem
        and initials_agree(mention, other)
    }
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
    fitting = candidates(norm, frozenset(wanted), gender)  # all, where no case is known
    ukrainian = re.sub(r"к(?:а|у|ом|е|и|ою|ой)$", "ко", norm)  # «Шевченка», «Шевченки» beside «Шевченко»
    sought = {ukrainian, *(new for new, _ in fitting)}
    others = {one: other.surname for other in known if other.surname and (one := norm_of(other.surname)) in sought and initials_agree(mention, other)}
    safe = wanted or (mention.given and mention.given.endswith(".")) or not re.search(r"(?:[оеё]в|[иы]н)а$|ая$", norm)
    if safe:
        for new, its in fitting:
            if new != norm and new in others:
                return _spell(surname, new, others[new].endswith("ъ") if others[new][-1:] in "ъ" + CONSONANT else old), its
    if ukrainian != norm and ukrainian in others:
        return _spell(surname, ukrainian, False), ""
    if not wanted:
        wanted = _obvious(norm)
        if not wanted:
            return surname, ""
        fitting = candidates(norm, frozenset(wanted), gender)
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
    if re.search(r"(?:[оеё]в|[иы]н)ой$", norm) and not in_dictionary(norm):
        return {"gent"}
    return set()


def _given(given: str | None, wanted: set[str], gender: str | None, old: bool, changed: bool) -> str | None:
    if not given or given.endswith("."):
        return given
    norm = norm_of(given)
    if "-" in norm:
        return "-".join(_given(part, wanted, gender, old, changed) or part for part in given.split("-"))
    readings = [(form, p) for form, p in nominatives(norm, "Name") if not gender or p.gender in (gender, None)]
    fitting = [form for form, p in readings if p.case in wanted] or [form for form, p in readings]
    if not fitting and wanted and gender and not is_known(norm):
        fitting = [form for form, _ in candidates(norm, frozenset(wanted), gender)]
    if not fitting or not wanted and not changed:
        return given
    return _spell(given, fitting[0], old)


def _patronymic(patronymic: str | None, wanted: set[str], gender: str | None, old: bool) -> str | None:
    if not patronymic or patronymic.endswith("."):
        return patronymic
    words = patronymic.split()
    if len(words) > 1:
        readings = nominatives(norm_of(words[0]), "Name", "masc")
        return " ".join([_spell(words[0], readings[0][0], old) if readings else words[0], *words[1:]])
    norm = norm_of(patronymic)
    if re.search(r"(?:[оеё]в|ин)(?:а|у|ым|е|ой|ою)$", norm) and wanted:  # «Егора Митрофанова»: declined like a surname
        return next((_spell(patronymic, short, old) for short, _ in candidates(norm, frozenset(wanted), gender)), patronymic)
    new = re.sub(r"(?<=ич)(?:а|у|ем|ом|е)$", "", norm)
    new = re.sub(r"(?<=[вчш]н)(?:ы|е|у|ой|ою)$", "а", new)
    return _spell(patronymic, new, old)


def _spell(written: str, new: str, old: bool) -> str:
    """Put a nominative given in the normal form into the spelling of the word as written.

    >>> _spell("Бестужева-Ладыженскаго", "бестужев-ладыженский", True)
    'Бестужевъ-Ладыженскій'
    >>> _spell("Лопатинскимъ", "лопатинский", True)
    'Лопатинскій'
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
    stem = written[:same]
    if old:
        ending = re.sub(r"и(?=[аеиоуыэюяй])", "і", ending)
        if ending[:1] and ending[0] in "аеиоуыэюяй" and stem.endswith("и"):
            stem = stem[:-1] + "і"
        if (ending or stem)[-1:] in CONSONANT:
            ending += "ъ"
    return stem + ending
