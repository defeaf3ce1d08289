"""Do words go on with a title? Towns, officers, genitives and what is left open tell."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.fields.heading_lines import EVENT, IN_ROOM, KIND, LITTER, MEETING, ROOM, TOWN, Fragment
from extractor.language import normal_re as re
from extractor.language.morphology import cases

#: An event in the nominative at the start of a line: «совещание с руководителями», «Расширенное заседание».
EVENT_FIRST = re.compile(r"(?:(?:[\w-]+(?:ого|его|аго|ое|ее|ая|яя|ий|ый|ой) ){0,3})" + EVENT)
_FIRM = re.compile(r"[«\"]?(?:ао|ооо|зао|оао|пао|оао|муп|гуп|фгуп|мбоу|моу|мкоу|маоу|гбоу|мдоу|мбдоу|гбуз|снт|тсж|гск|днт|жск|ск|по|нпо|спк|тоо|аозт|акционерное|открытое|общество с|государственное|муниципальн\w+ (?:авт|бюд|каз|общ|уч|дош)|федеральное|министерство|управление|администрация|областн\w+ управл)(?!\w)")
#: «совещания у губернатора области / С. Т. МЕЖЕННИНОВА»: the officer's name on a line of its own.
_AT_OFFICER = re.compile(r"(?<!\w)(?:у|при) (?:[\w-]+ ){0,2}(?:губернатора|главы|министра|директора|начальника|председателя|мэра|ректора|президента|управляющего|прокурора|заместителя)(?!\w)[^,.]*$")
_ONLY_NAME = re.compile(r"(?:[А-ЯЁ]\. ?){1,2}[А-ЯЁ][\w-]+|[А-ЯЁ][\w-]+ [А-ЯЁ]\. ?(?:[А-ЯЁ]\.?)?")


def names_officer(out: Sequence[Fragment], fragment: Fragment) -> bool:
    """Is this the name of the officer with whom the title says that the meeting was?"""
    return fragment.lead == "line" and fragment.block.gap < 2 and bool(out and _AT_OFFICER.search(out[-1].norm) and _ONLY_NAME.fullmatch(fragment.text))


def title_goes_on(out: Sequence[Fragment], fragment: Fragment, hole: str) -> bool:
    """Does the title, so far ``out``, go on with these words (``hole``: a date or number stands between)?"""
    last, norm, text = out[-1], fragment.norm, fragment.text
    if LITTER.match(norm) or is_place(fragment) or hole == "time" or len(text) > 400:
        return False
    have = any(MEETING.search(f.norm) for f in out)
    if not have:
        meeting = MEETING.search(norm)
        return meeting is not None and meeting.start() < 90 and (is_genitive(norm) or bool(EVENT_FIRST.match(norm)))
    open_ = _is_open(out)
    if fragment.lead != "line":
        if fragment.lead == "cell" or hole == "date" and fragment.lead in ("comma", "stop"):
            return open_ and is_genitive(norm) and fragment.lead == "cell" and bool(MEETING.search(norm))
        return bool(hole) and not _FIRM.match(norm) and (is_genitive(norm) or norm.startswith(("по ", "в форме", "с участием", "проведенн")))
    if hole == "date":
        return open_ and is_genitive(norm) and not _FIRM.match(norm)
    if last.block.text[last.stop : last.stop + 2].strip()[:1] in (".", ":") and not hole and not _abbreviated(last):
        return False
    if text[:1].islower():
        return fragment.block.gap < 2 or open_ or is_genitive(norm)
    if _FIRM.match(norm):
        return False
    if fragment.block.gap > 1 and not hole and not (text.isupper() and last.text.isupper()):
        return open_ and is_genitive(norm)
    if text.isupper() and last.text.isupper():
        return True
    return is_genitive(norm) or text[:1] in "«\"" and text[-1:] in "»\"" and last.text[-1:] not in "»\""


def _abbreviated(fragment: Fragment) -> bool:
    return bool(re.search(r"(?<!\w)(?:\w|им|гор|обл|адм|\w[\w-]{0,4})$", fragment.norm)) and not re.search(r"(?:ия|ов|ий)$", fragment.norm)


def _is_open(parts: Sequence[Fragment]) -> bool:
    """Is the title unfinished: nothing says yet whose meeting it was («внеочередного заседания»)?"""
    return bool(re.search(EVENT + r"[ .]*$", parts[-1].norm))


def is_genitive(norm: str) -> bool:
    """Do the words begin in the genitive («Качканарского городского округа», «членов кооператива»)?"""
    first = re.match(r"[«\"№]?(?:[ivxхi\d]+-?(?:го|й|ой)? )?(?P<w>[\w-]+)", norm)
    if not first:
        return False
    word = first["w"]
    if re.search(r"(?:ого|его|аго|яго|ых|их|ой|ей|ыя|ия)$", word):
        return True
    readings = cases(word)
    if readings and "gent" in readings:
        return not (re.search(r"(?:ие|ье|ое|ий)$", word))
    return not readings and bool(re.search(r"(?:ов|ев|а|я|ы|и)$", word))


def is_place(fragment: Fragment) -> bool:
    """Is this a town or a room rather than words of the title?"""
    text, norm = fragment.text, fragment.norm
    if TOWN.match(text) or IN_ROOM.match(norm) and len(norm) < 160:
        return True
    room = ROOM.match(norm)
    return bool(room) and len(norm) < 120 and not KIND.search(re.sub(r"зал\w* (?:заседаний|собраний|совещаний)", "", norm)) and not _genitive_room(norm)


def _genitive_room(norm: str) -> bool:
    """«школы № 5», «библиотеки имени …» go on with a title; «школа № 5» is where it was."""
    word = re.match(r"[\w-]+", norm)
    return word is not None and bool(re.search(r"(?:ого|ы|и|а|я)$", word.group())) and "nomn" not in cases(word.group())
