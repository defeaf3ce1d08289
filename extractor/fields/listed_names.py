"""Names that only a list of people makes certain: «Кравчун Лев», «Рыжих» between commas, «завхоз Пыжик»."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.language import normal_re as re
from extractor.language.names import NameMention
from extractor.language.ordinary import UNKNOWN, is_animate, is_given, is_place, rank
from extractor.markup import Markup
from extractor.model import Block


def names_in_list(markup: Markup, block: Block, start: int, stop: int) -> list[NameMention]:
    """Return the names in ``block.text[start:stop]``, which is known to list people."""
    names = _share_surname(block, merge_names(block, [n for n in markup.names(block, bare=True) if n.start >= start], start), start, stop)
    return [n for n in _with_missed(block, names, start, stop) if start <= n.start and n.stop <= stop]


_BROTHERS = re.compile(r"(?<![\w.])(?P<one>[А-ЯЁІѢѲ][а-яёіѣѳѵъ]+) и (?P<two>[А-ЯЁІѢѲ][а-яёіѣѳѵъ]+) (?P<surname>[А-ЯЁІѢѲ][а-яёіѣѳѵ]+(?:[оеё]в|[иы]н))ы(?!\w)")


def _share_surname(block: Block, names: list[NameMention], start: int, stop: int) -> list[NameMention]:
    """«Семенъ и Илья Гороховы», «Анна и Пётр Роговы»: two given names with one surname in the plural."""
    for m in _BROTHERS.finditer(block.text, start, stop):
        if not all(is_given(block.norm[m.start(k) : m.end(k)].strip()) for k in ("one", "two")):
            continue
        names = [n for n in names if n.stop <= m.start() or n.start >= m.end()]
        hard = "ъ" if re.search(r"ъ(?!\w)", block.text) else ""
        for key, end in (("one", m.end("one")), ("two", m.end())):
            surname = m["surname"] + ("а" if re.search(r"[ая]$", m[key]) and not re.fullmatch(r"(?:иль|никит|лук|фом|кузьм|сав+|иль|фок|савв)[ая]", block.norm[m.start(key) : m.end(key)]) else hard)
            names.append(NameMention(m.start(key), end, surname, m[key], None, None, "gs", "list"))
    return sorted(names, key=lambda n: n.start)


def merge_names(block: Block, names: Sequence[NameMention], floor: int = 0) -> list[NameMention]:
    """Join a bare surname with the given name beside it («Кравчун Лев», «Антипа Жерех»).

    A list parts its people by signs, so two lone names with a blank between them are one person's.
    """
    out: list[NameMention] = []
    for name in filter(None, (_without_acronym(block, n) for n in names)):
        last = out[-1] if out else None
        if last and name.title and not last.title and _lone(last) and block.text[last.stop : name.start].strip() == name.title:
            out.pop()  # «зав. Соцвосом т. Нечай»: the title tells which of the two words is the name
            last = None
        if last and _lone(last) and name.start - last.stop == 1 and _OF_A_POST.search(block.norm, max(0, last.start - 12), last.start) and not is_given(block.norm[name.start : name.stop].strip()):
            out.pop()  # «зав. Отнаробом Белова», «от Рабпроса Оводов»: the first word belongs to the post
            last = None
        if last and _lone(last) and _lone(name) and not re.search(r"(?<!\w)[А-ЯЁІѢѲ]{2,4}(?!\w)", block.text[last.start : name.stop]) and 1 <= name.start - last.stop <= 2 and not block.text[last.stop : name.start].strip():
            first, second = block.text[last.start : last.stop], block.text[name.start : name.stop]
            given_first = is_given(block.norm[last.start : last.stop].strip()) and not is_given(block.norm[name.start : name.stop].strip())
            surname, given = (second, first) if given_first else (first, second)
            out[-1] = replace(last, stop=name.stop, surname=surname, given=given, order="gs" if given_first else "sg", rule="given_surname")
            continue
        out.append(_take_given(block, name, floor) if _lone(name) else name)
    return out


def _without_acronym(block: Block, name: NameMention) -> NameMention | None:
    """«уполн. РИК Кац», «отдел ГО и ЧС»: capitals in a text that is not all capitals are an acronym."""
    words = block.text[name.start : name.stop]
    short = re.match(r"[А-ЯЁІѢѲ]{2,4}(?=$| [А-ЯЁІѢѲ][а-яёіѣѳѵ])", words)
    if not short or block.text.isupper() or name.given and "." in name.given:
        return name
    if short.end() == len(words):
        return None
    start = name.start + short.end() + 1
    return replace(name, start=start, surname=block.text[start : name.stop], given=None, patronymic=None, order="s") if " " not in words[short.end() + 1 :] else name


_OF_A_POST = re.compile(r"(?<!\w)(?:зав\.|заведующ\w+|нач\.|начальник\w?|пом\.|упр\.|член|от|из) $")
_INITIALS = re.compile(
    r"(?<![\w.«-])(?P<surname>[А-ЯЁІѢѲ][а-яёіѣѳѵъ]+(?:-[А-ЯЁІѢѲ][а-яёіѣѳѵ]+)?) (?P<g>[А-ЯЁІѢѲ]\.)(?: ?(?P<p>[А-ЯЁІѢѲ]\.))?(?!\w)(?! [А-ЯЁІѢѲ][а-яёіѣѳѵ]+[,;.])"
    r"|(?<![\w.«-])(?P<g2>[А-ЯЁІѢѲ]\.) ?(?:(?P<p2>[А-ЯЁІѢѲ]\.) ?)?(?P<surname2>[А-ЯЁІѢѲ][а-яёіѣѳѵъ]+(?:-[А-ЯЁІѢѲ][а-яёіѣѳѵ]+)?)(?![\w-])"
)
_ALONE = re.compile(r"(?:(?<=[,;(:])|(?<= и)|^) ?(?:тт?\. ?|тов\. ?)?(?P<surname>[А-ЯЁІѢѲ][а-яёіѣѳѵъ]{2,}(?:-[А-ЯЁІѢѲ][а-яёіѣѳѵ]+)?)(?= ?(?:[,;(/]|$|\.$| и [А-ЯЁІѢѲ]|\. ))")


def _with_missed(block: Block, names: list[NameMention], start: int, stop: int) -> list[NameMention]:
    """Add what only a list makes a name: «Сунь Е. В.», and «Рыжих» alone between commas among other surnames."""
    found = [(m.start(), m.end(), m["surname"] or m["surname2"], m["g"] or m["g2"], m["p"] or m["p2"], "sgp" if m["surname"] else "gps")
             for m in _INITIALS.finditer(block.text, start, stop)]
    found += _pairs(block, start, stop)
    ahead = _ALONE.match(block.text[start:stop]) if not any(start <= n.start < start + 4 for n in names) else None
    if sum(start <= n.start < stop for n in names) + len(found) > 1:
        found += [(m.start("surname"), m.end("surname"), m["surname"], None, None, "s") for m in _ALONE.finditer(block.text, start, stop) if not _POSTS.match(block.norm, m.start("surname"))]
        found += _behind_posts(block, start, stop)
    if ahead and not _POSTS.match(block.norm, start + ahead.start("surname")):
        found.append((start + ahead.start("surname"), start + ahead.end("surname"), ahead["surname"], None, None, "s"))
    out = list(names)
    taken = [(n.start, n.stop) for n in names]
    for left, right, surname, given, patronymic, order in found:
        near = bisect_left(taken, (right, 0))
        if near == 0 or taken[near - 1][1] <= left:
            insort(taken, (left, right))
            out.append(NameMention(left, right, surname, given, patronymic, None, order, "list"))
    return sorted((n for n in out if not _adjective(block, n) and not _labels(block, n)), key=lambda n: n.start)


_POSTED = re.compile(r"(?<=[,;:]) ?(?P<post>[а-яіѣ](?:[а-яіѣѳъё./-]|(?<=[\w.]) )*) (?P<surname>[А-ЯЁІѢѲ][а-яёіѣѳѵъ]{3,}(?:-[А-ЯЁІѢѲ][а-яёіѣѳѵ]+)?)(?=,|;| и [а-яёіѣѳѵ]|\.? ?$)")
_PLACES = re.compile(r"(?<![\w/])(?:г|гор|с|дер|д|пос|ст|ул|в|по|на|из|им|имени|завода|совхоза|колхоза|фабрики|области|района|села|деревни|города|поселка|станции|артели|фирмы|газеты)\.?$")


def _behind_posts(block: Block, start: int, stop: int) -> list[tuple[int, int, str, None, None, str]]:
    """«гл. м/с Дурова, завхоз Пыжик»: a capitalised word that ends a post between commas is a surname."""
    return [
        (m.start("surname"), m.end("surname"), m["surname"], None, None, "s")
        for m in _POSTED.finditer(block.text, start, stop)
        if not _PLACES.search(block.norm, m.start("post"), m.end("post")) and _like_surname(block.norm[m.start("surname") : m.end("surname")].strip())
    ]


def _like_surname(norm: str) -> bool:
    return not is_place(norm) and (rank(norm) >= UNKNOWN or is_animate(norm))


_PAIR = re.compile(r"(?<![\w.«\"-])(?P<one>[А-ЯЁІѢѲ][а-яёіѣѳѵъ]+) (?P<two>[А-ЯЁІѢѲ][а-яёіѣѳѵъ]+(?:-[А-ЯЁІѢѲ][а-яёіѣѳѵ]+)?)(?![\w-]| [А-ЯЁІѢѲ])")


def _pairs(block: Block, start: int, stop: int) -> Iterator[tuple[int, int, str, str, None, str]]:
    """«староста Ефим Горшок», «Жук Катя»: a given name with a capitalised word beside it is a person."""
    for m in _PAIR.finditer(block.text, start, stop):
        one, two = (block.norm[m.start(k) : m.end(k)].strip() for k in ("one", "two"))
        if is_given(one) != is_given(two) and not _PLACES.search(block.norm[max(0, m.start() - 12) : m.start()].rstrip()) and not _POSTS.match(one) and not _POSTS.match(two) and not is_place(one) and not is_place(two):
            yield (m.start(), m.end(), *((m["two"], m["one"]) if is_given(one) else (m["one"], m["two"])), None, "gs" if is_given(one) else "sg")


_POSTS = re.compile(r"(?:председ|секрет|член|директор|заведующ|зам|нач|глав|кворум|присут|отсут|приглаш|всего|итого|болен|больна|отпуск|командир|учител|воспит|студент|специал|инжен|бухгалт|врач|депутат|представит|родител|нет(?!\w)|да(?!\w)|сессия|болезнь|смена)")


def _adjective(block: Block, name: NameMention) -> bool:
    """«19 членов Ученого совета»: a capitalised adjective of the word behind it."""
    return _lone(name) and not name.title and bool(re.compile(r"\w+[оаея]го [а-я]").match(block.norm, name.start)) and block.text[name.stop : name.stop + 2].strip().islower()


def _labels(block: Block, name: NameMention) -> bool:
    """«Ревкомиссия: Соловьева А. П.»: a body before a colon heads those behind it."""
    return _lone(name) and block.text[name.stop : name.stop + 1] == ":" and bool(re.search(r"(?:комисси[ия]|комитет|совет|правление|ячейка|бюро|ком|союз)$", block.norm[name.start : name.stop]))


def _lone(name: NameMention) -> bool:
    return not name.given and not name.patronymic


def _take_given(block: Block, name: NameMention, floor: int) -> NameMention:
    """«казначей Антипа Жерех»: a capitalised given name right before a lone surname, or right behind it, belongs to it."""
    near = max(floor, name.start - 32)
    before = re.compile(r"(?<![\w.])([А-ЯЁІѢѲ][а-яёіѣѳѵъ]+) $").search(block.text, near, name.start)
    if before and is_given(block.norm[name.start : name.stop].strip()) and not is_given(block.norm[before.start(1) : before.end(1)].strip()) and not name.title and not _POSTS.match(block.norm, before.start(1)):
        return replace(name, start=before.start(1), surname=before[1], given=block.text[name.start : name.stop], order="sg", rule="given_surname")
    if before and is_given(block.norm[before.start(1) : before.end(1)].strip()) and not name.title:
        return replace(name, start=before.start(1), given=before[1], order="gs", rule="given_surname")
    if before and not name.title and rank(block.norm[before.start(1) : before.end(1)].strip()) and not _OF_A_POST.search(block.norm, near, before.start(1)) and re.search(r"(?:^|[,;:•–-]|\d[.)]|(?<!\w)и) ?$", block.text[near : before.start(1)][-4:]) and not re.search(r"(?:[иыо]й|ая|ое|ые|ого)$", before[1]) and not _POSTS.match(block.norm, before.start(1)):
        return replace(name, start=before.start(1), surname=before[1], given=block.text[name.start : name.stop], order="sg", rule="given_surname")
    tail = block.text[name.stop : name.stop + 60]
    behind = re.match(r" ([А-ЯЁІѢѲ][а-яёіѣѳѵъ]+)(?![\w-])", tail)
    if behind and is_given(block.norm[name.stop + 1 : name.stop + behind.end()].strip()) and not re.match(r" [А-ЯЁІѢѲ][\w-]+ [А-ЯЁІѢѲ]", tail):
        return replace(name, stop=name.stop + behind.end(), given=behind[1], order="sg", rule="given_surname")
    return name
