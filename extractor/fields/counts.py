"""How many were present, absent, belong to the body, and whether there was a quorum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.fields.passages import Passage
from extractor.language import normal_re as re
from extractor.language.numerals import read_number
from extractor.markup import Markup
from extractor.model import Block, Finding

_TEENS = r"[а-я]{2,12}надцать|один|два|две|три|четыре|пять|шесть|семь|восемь|девять|десять|двое|трое|четверо|пятеро|шестеро|сто"
_COUNT = rf"(?P<n>\d{{1,2}} \d{{3}}(?!\d)|[зо]?\d[\dзо]{{0,4}}|(?:двадцать|тридцать|сорок|пятьдесят|шестьдесят|семьдесят|восемьдесят|девяносто)(?: [а-я]{{3,9}})?|{_TEENS})"
_PEOPLE = r"(?:чел|член|гласн|делегат|участник|депутат|акционер|собственник|лиц|педагог|родител|сотрудник|работник|домохоз|граждан|колхозник|рабоч|представител|выборн|избирател|учредител|садовод|жител|пайщик|коммунист|комсомол|прихожан|студент|учител|воспитател|учащ|кооператор|жильц|женщин|мужчин)"
_CUE = r"(?:прису[тдс]\w*\.?|прибыл\w*|явил\w+|явк\w|зарегистрир\w+|участв\w+|участник\w*|участие|пришл[иоа]|собра[лв]\w+|было|были|наличи\w+|налицо)"
_AWAY = r"(?:отсу[тдс]\w*\.?|не прису[тдс]\w+|не прибыл\w*|не явил\w+|неявк\w+|не было|не пришл\w+|не участв\w+)"
#: Words that may stand between the cue and its number.
_BETWEEN = r"[ :–-]{0,40}(?:(?:\([^()]{0,60}\)|[а-я./\"«»]{1,30})[ :–-]{1,40}){0,6}"
_AFTER = rf"(?! ?(?:%|проц|час|ч\.|мин|г\.|год|[.:/]\d|,\d|марта|апр|мая|июн|июл|авг|сент|окт|нояб|дек|янв|фев|кв\. ?м|класс|руб|голос))(?=[ ]?{_PEOPLE}|[ ]*(?:$|[.,;(:–-]|\)|из |от |имею|облад))"
_PRESENT = re.compile(rf"(?<!\w){_CUE}{_BETWEEN}(?<![\w№]){_COUNT}(?!\w){_AFTER}|(?<!\w){_CUE}{_BETWEEN}(?<![\w№]){_COUNT.replace('<n>', '<m>')}чел")
_ABSENT = re.compile(rf"(?<!\w){_AWAY}{_BETWEEN}(?<![\w№]){_COUNT}(?!\w){_AFTER}")
_ALL = re.compile(rf"(?<!\w)(?:всего|итого)(?: вместе)?[ :–-]{{0,3}}(?:(?:с|на|в) \w+ |присутств\w+ |явил\w+ )?[ :–-]{{0,3}}{_COUNT}(?!\w)")
#: «бывъ на общемъ сходѣ …, въ числѣ 64 человѣкъ изъ 91»: those who drew the minutes up tell how many they were.
_GATHERED = re.compile(rf"(?:нижеподписавш|на (?:\w+ )?(?:сход|собрани|заседани)|собрал)[^;]{{0,300}}?(?<!\w)(?:в числе|в количестве|числом) (?:до )?{_COUNT}(?!\w) ?{_PEOPLE}")
#: «Кворум есть (4 из 6)».
_QUORATE = re.compile(rf"кворум (?:есть|имеется|соблюден)\w*[ :–-]*\(?{_COUNT} из \d")
#: «въ присутствіи гласныхъ: …, а всего, считая предсѣдателя, 8 лицъ».
_AND_ALL = re.compile(rf"(?:присутств|явил|прибыл|налицо).*(?<!\w)а всего,? (?:считая[^,;.]{{0,40}}, |с [^,;.]{{0,30}} )?{_COUNT}(?!\w) ?{_PEOPLE}")
_BRACKET = re.compile(rf"[ ]?[(\[] ?(?:всего )?{_COUNT}(?: чел\w*\.?)?(?: (?:из|от) \d{{1,4}}\w*)? ?[)\]]")
#: «Присутствуют члены совета (11 из 15): …».
_LABEL_BRACKET = re.compile(rf"[а-я -]{{0,60}}{_BRACKET.pattern}(?= ?:)")
_NONE = re.compile(r"(?:отсутств\w+|неявивш\w+|не явил\w+)[ :–-]*(?P<n>нет|никого|не было|-+$|0(?!\d))|(?:отсутств\w+|неявивш\w+) (?P<m>нет|не имеется)|все (?P<k>присутств\w+|в сборе|налицо)")
_MEMBERS = re.compile(
    rf"(?:избрано|состав[ае]?(?!\w)(?: [\w.]+)?|спис\w+(?: состав\w*)?|из числа|насчитывает|всего (?:членов|депутатов|в [а-я]+)|имеющих голос|по списку|состоит|числится|на учете)[^.;\d]{{0,50}}?{_COUNT}(?!\w)"
)
_OF = re.compile(rf"(?:\d{{1,4}}(?: [а-я.-]{{3,20}}){{0,3}}|чел\w*\.?|член\w* [\w ]{{0,30}}?)[ ]?,? ?из (?:общего числа |состава )?{_COUNT}(?!\w)|(?<!\w)из {_COUNT.replace('<n>', '<m>')} (?:член|депутат|гласн|делегат|собственник)")
_QUORUM = re.compile(r"кворум\w?[^.\w]{0,3}(?:имеется|есть|соблюден|обеспечен|достигнут|набран|не имеется|отсутств\w+|нет|-? ?\d)|(?:не ?)?правомочн\w+|кворум [^.]{0,30}?(?:не имеется|имеется|есть|соблюден)")
#: Sections of the opening, whose running text may state the counts.
_OPENING = frozenset({"head", "present", "absent", "invited", "chair", "secretary", "agenda"})


def count_present(passages: Sequence[Passage]) -> Iterator[Finding]:
    """Yield the totals of those present: «всего 35 лиц» before «присутствует 31 член из 38».

    The places where other words stand between cue and number count less.
    """
    for passage in passages:
        if passage.section not in _OPENING or passage.section == "agenda" and not passage.opens:
            continue
        norm = passage.block.norm[:1500]
        rank = 5 if passage.section == "present" else 2
        if passage.section == "present" and passage.opens:
            bracket = _BRACKET.match(norm, passage.content) or _LABEL_BRACKET.match(norm, passage.content)
            if bracket:
                yield from _count(passage.block, bracket, "attendee_count", rank + 1)
        for found in _PRESENT.finditer(norm):
            if _away(norm, found.start()) or re.search(r"должн|не менее|необходим", norm[max(0, found.start() - 80) : found.start()]) or re.search(r"с правом|имеющ|числ(?!е)", found.group()) or re.match(r"(?<!\d)1[.)]", norm[found.end() - 1 :]) and found["n"] == "1":
                continue
            yield from _count(passage.block, found, "attendee_count", rank)
            break
        quorate = _QUORATE.search(norm)
        if quorate:
            yield from _count(passage.block, quorate, "attendee_count", 1)
        gathered = _GATHERED.search(norm) if passage.section in ("head", "present") else None
        if gathered and not re.search(r"избра|выбра|делегат", norm[max(0, gathered.start("n") - 60) : gathered.start("n")]):
            yield from _count(passage.block, gathered, "attendee_count", 1)
        told = _AND_ALL.search(norm) if passage.section in ("head", "chair") else None
        if told:
            yield from _count(passage.block, told, "attendee_count", 2)
        if passage.section == "present":
            total = _ALL.search(norm)
            if total and not _away(norm, total.start()):
                yield from _count(passage.block, total, "attendee_count", rank + 2)


def count_lines(group: Sequence[Passage], field: str) -> Iterator[Finding]:
    """«Присутствовали: / 15 человек», «Всего: 12 чел.» on lines of their own below the label."""
    for index, passage in enumerate(group[1:40]):
        norm = passage.block.norm
        if field == "absentee_count" and re.match(rf"[ ]*(?:(?:всего|итого)\b[^\d]{{0,30}}?(?<!не ))?{_CUE}", norm):
            continue  # «Всего присутствуют 6 членов из 7» on the line below those who are absent
        total = re.match(rf"[ ]*(?:всего|итого)\b[^\d]{{0,30}}?{_COUNT}(?!\w)", norm)
        alone = re.fullmatch(rf"[ :–-]*{_COUNT}[ ]?(?:{_PEOPLE}\w*\.?)?(?: из .*)?[ .;]*", norm) if index == 0 and (len(group) == 2 or re.search("[а-я]", norm)) else None
        found = total or alone
        if found:
            yield from _count(passage.block, found, field, 7 if total else 4)


def count_absent(passages: Sequence[Passage]) -> Iterator[Finding]:
    """Yield the totals of those absent; «отсутствующих нет» is 0."""
    for passage in passages:
        if passage.section not in _OPENING:
            continue
        norm = passage.block.norm[:1500]
        none = _NONE.search(norm) if passage.section != "agenda" else None
        if none and passage.section in ("absent", "present", "head"):
            group = next(g for g in ("n", "m", "k") if none[g])
            yield Finding(0, passage.block.spans(*none.span(group)), "attendance.none", 5, "absentee_count")
            continue
        found = _ABSENT.search(norm) if any(word in norm for word in ("отсу", "не ", "неявк")) else None
        if found and not re.search(r"(?:присут|явил|прибыл|всего|участв)", found.group()[12:]):
            yield from _count(passage.block, found, "absentee_count", 5)
        elif passage.section == "absent" and passage.opens:
            bracket = _BRACKET.match(norm, passage.content)
            if bracket:
                yield from _count(passage.block, bracket, "absentee_count", 5)
    return


def _away(norm: str, at: int) -> bool:
    return bool(re.search(r"(?:не |отсутств\w+[^.;]{0,20})$", norm[max(0, at - 30) : at]))


def _count(block: Block, found: re.Match[str], field: str, rank: int) -> Iterator[Finding]:
    group = "n" if found.groupdict().get("n") else "m"
    raw = found.group(group)
    value = read_number(raw)
    if value is None:
        digits = raw.replace(" ", "").translate(str.maketrans("зо", "30"))
        value = int(digits) if digits.isdigit() else None
    if value is not None:
        yield Finding(value, block.spans(*found.span(group)), "attendance.count", rank, field)


def read_membership(markup: Markup, passages: Sequence[Passage]) -> Iterator[Finding]:
    """How many belong to the body, and whether a quorum was found."""
    for passage in passages:
        if passage.section in ("decided", "spoke", "heard"):
            return
        if passage.section not in _OPENING or passage.section == "agenda":
            continue
        block, norm = passage.block, passage.block.norm
        found = (_OF.search(norm) if "из " in norm else None) or _MEMBERS.search(norm)
        if found:
            yield from _count(block, found, "member_count", 1)
        quorum = _QUORUM.search(norm) if "кворум" in norm or "правомочн" in norm else None
        if quorum:
            negative = re.search(r"не имеется|отсутств|нет|не ?правомочн", quorum.group())
            yield Finding(not negative, block.spans(*quorum.span()), "attendance.quorum", 1, "quorum")
