"""The signatures at the end of a protocol: which blocks they are, which of their words are names."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.fields.passages import Passage
from extractor.language import normal_re as re
from extractor.language.mention import NameMention
from extractor.language.morphology import cases, is_known
from extractor.language.ordinary import is_animate
from extractor.layout.cutting import cut
from extractor.markup import Markup
from extractor.model import Block

#: A word that begins an office.
OFFICE_WORD = (
    r"(?:зам\w*\.? |и\. ?о\. |врио |тов\.? |товарищ |вр\. ?и\. ?о\. |ответственн\w+ |учен\w+ |технич\w+ |перв\w+ |город\w+ |волостн\w+ |сельск\w+ |цехов\w+ |уездн\w+ |земск\w+ |церковн\w+ |станичн\w+ |окружн\w+ |районн\w+ |старш\w+ |главн\w+ |ген\w*\.? )?"
    r"(?:председател\w*|предс(?:ед)?\.|пред\.|пред[а-я]*(?:ком|совет|[рцв]ик|колхоз|артел)[а-я]{0,2}(?!\w)|секретар\w*|секр(?:ет)?\.|протокол (?:вел|вела|ведет|составил|записал)\w*|члены?(?!\w)|директор|начальник|министр|глава|голова|заведующ\w+|зав\.|завуч|декан|ректор"
    r"|гласн\w+|уполномоченн\w+|президент|руководител\w+|настоятель|староста|старшина|писарь|письмоводител\w+|мастер|депутат\w*|представител\w+|инспектор|управляющ\w+|президиум|ведущ\w+|капитан|ктитор|казначей|комисси\w+|выборн\w+|понят\w+|счетчик\w*|инженер|врач|агроном|бухгалтер|нач\.|атаман|комиссар|комендант|управделами|парторг|профорг|комсорг|модератор|координатор|администратор|референт|делопроизводител\w*|заместител\w+)(?!\w)"
)
_LEAD = re.compile(r"(?:п\. ?п\. ?|п/п ?|\(?подпис\w*\)?[: ]*)?" + OFFICE_WORD)
_VERB = re.compile(
    r"(?<!\w)(?:избра[нт]|сообщ|доложи|предлож|сказал|отмети|объясни|говори|просит|спроси|указал|ответи|зачит|считает|поддерж|постанов|решил|слушали|предостав|поясн|напомн|открыл|благодар|обрати|поруч|обеспеч|провести|принять|утверд|выступ|голосов|присутств|отсутств|прилаг)"
)
_FILLER = re.compile(
    r"(?:отп\.|отпеч|исп\.|исполнител|рассылк|разослано|с протоколом ознаком|сертификат|владелец|действителен|тел\.|лист \d|стр\. ?\d|страница|документ|электронн|м\. ?п|\(?печать|\[|\(подпис|протокол составлен|протокол (?:изготовлен|оформлен)|дата|экспорт|сформирован|[-– \d.]+$|\d{1,2}[./]\d|\"?\d{1,2}\"? [а-я]+ \d{4}|типограф|зак\.? ?\d|.{0,40}(?<!\w)зак\.? ?(?:№ ?)?\d|тираж|в дело|экз)"
)
_CERTIFIES = re.compile(r"(?:верно|с подлинн|копия верна|выписка верна|выписка из протокола верна|подлинн|подпис|к сему|протокол подпис|протокол верен|протокол вел|протокол состав|протокол запис)")
_BLANK = re.compile(r"_{2,}|\(подпись\)|\[подпись|\(роспись\)|п/п")


def find_signed(markup: Markup, passages: Sequence[Passage]) -> list[Block]:
    """Blocks of the signatures: the last run of lines with offices and names, down to the end.

    What a section calls signed in the middle of a protocol, with matters after it, is none.
    """
    out: list[Block] = []
    first = len(passages)
    strange = 0
    for index in range(len(passages) - 1, -1, -1):
        passage = passages[index]
        kind = _kind(markup, passage, below=first < len(passages))
        if kind == "sign":
            first = index
        elif kind == "other":
            strange += 1
            if first < len(passages) or strange > 3 or len(passage.block.text) > 300 or passage.section in ("decided", "heard", "spoke", "vote", "item"):
                break
    if first == len(passages):
        return _run_on(markup, passages)
    for passage in passages[first:]:
        filler = _FILLER.match(passage.block.norm) and not _CERTIFIES.match(passage.block.norm) or passage.section == "attachments" and not _looks_signed(markup, passage.block)
        if not filler:
            out.append(passage.block)
    if first and (passages[first - 1].section not in ("signed", "closing", "vote") or _HANDS.search(passages[first - 1].block.norm)):
        out = [*_trailing(markup, passages[first - 1].block), *out]
    return out


def _kind(markup: Markup, passage: Passage, *, below: bool) -> str:
    """``sign``, ``filler`` (may stand among signatures), or ``other``."""
    block = passage.block
    if _CERTIFIES.match(block.norm) and len(block.text) < 200:
        return "sign"
    if _FILLER.match(block.norm) and len(block.text) < 200:
        return "filler"
    if _looks_signed(markup, block, listed=passage.section == "signed"):
        return "sign"
    if passage.section in ("attachments", "closing"):
        return "filler"
    if below and passage.section == "signed" and len(block.text) < 90:
        return "sign"
    return "filler" if len(block.text) < 30 and not block.style and passage.section not in ("decided", "vote", "item", "heard") else "other"


def _looks_signed(markup: Markup, block: Block, *, listed: bool = False) -> bool:
    """A line of signature: an office and names, a name beside a blank, a cell of its own, or nothing but names."""
    norm = block.norm
    if len(block.text) > 400 or block.style not in ("", "-") and not re.match(r"[А-ЯЁІѢѲ]\.", block.text) or _VERB.search(norm):
        return False
    names = signers(markup, block, lone=listed)
    lead = _LEAD.match(norm.lstrip(" _/"))
    rest = norm[names[-1].stop :] if names else ""
    if names and re.search(r"[а-я]{4}", re.sub(r"подпис\w*|печать|роспись|года?", "", rest)) and not re.match(r" ?[,(-]", rest):
        return False
    if lead:
        return bool(names) or len(block.text) < 80 and (block.gap > 0) and not block.text.rstrip().endswith((".", ";"))
    if not names:
        return False
    if len(block.text) > 200 or re.match(r"(?:решени|решил|постанов|срок|отв)", norm):
        return False
    if _BLANK.search(norm) or "/" in block.text and names[-1].stop > len(norm) - 6:
        return True
    if block.cells and names[-1].start >= block.cells[-1][0] - 1 or block.cells and len(block.cells) > 2 and names[-1].start >= block.cells[-2][0] and re.match(r"[\d.\s]", block.text[block.cells[-1][0] :]):
        return not re.match(r"\d", norm) and len(block.text) < 200
    words = norm[: names[0].start] + "".join(norm[a.stop : b.start] for a, b in zip(names, names[1:], strict=False)) + rest
    if not re.search(r"[а-я]", words):
        return len(block.text) < 80 and (listed or block.gap > 1 or bool(block.cells) or block.gap == 1 and len(block.text) < 30)
    return listed and len(block.text) < 160 and bool(re.match(r" ?[,(-]", norm[names[0].stop :]) or names[-1].stop > len(norm) - 4)


def signers(markup: Markup, block: Block, *, lone: bool = False) -> list[NameMention]:
    """Names in a line of signature; words of an office that only look like a surname are left out.

    ``lone`` says that a single capitalised word may be a signature.
    """
    found = [n for n in markup.names(block, bare=True) if not _is_office(block, n)]
    found = [n for i, n in enumerate(found) if i + 1 == len(found) or not _is_post_of(block, n, found[i + 1])]
    for left, right in block.cells:
        if not any(left <= n.start < right for n in found):
            found += _unknown(block, left, right)
    return sorted(found, key=lambda n: n.start) or _unknown(block, 0, len(block.text), lone=lone)


def _unknown(block: Block, left: int, right: int, *, lone: bool = False) -> list[NameMention]:
    """A surname at the end of an office («Член суда (Кривых)», «п/п Председатель Безбородько»), or all alone."""
    text, norm = block.text[left:right], block.norm[left:right]
    if lone and re.fullmatch(r"[А-ЯЁІѢѲ][а-яёіѣѳѵ]{2,}(?:-[А-ЯЁІѢѲ][а-яёіѣѳѵ]+)?", text) and not re.match(OFFICE_WORD + r"|верно|приложени|печать", norm):
        return [NameMention(left, right, text, None, None, None, "surname", "name.signature")]
    bracketed = re.search(r"[(/][ ]?(?P<n>[А-ЯЁІѢѲ][а-яёѣіъ-]{2,})[ ]?[)/][ .]*$|(?:\t|_{2,}[ ]?|\)[ ])(?P<m>[А-ЯЁІѢѲ][а-яёѣіъ-]{2,})[ .]*$", text)
    if bracketed and re.match(OFFICE_WORD, norm):
        name = "n" if bracketed["n"] else "m"
        return [NameMention(left + bracketed.start(name), left + bracketed.end(name), bracketed[name], None, None, None, "surname", "name.signature")]
    initialled = re.search(r"[ \t](?P<g>[А-ЯЁІѢѲ]\.) ?(?:(?P<p>[А-ЯЁІѢѲ]\.) ?)?(?P<n>[А-ЯЁІѢѲ][а-яёѣіъ-]{2,})[ .]*$", text)
    if initialled and len(text) < 90 and _LEAD.match(norm):
        return [NameMention(left + initialled.start("g"), left + initialled.end("n"), initialled["n"], initialled["g"], initialled["p"], None, "initials_first", "name.signature")]
    last = re.search(r"[ ](?P<n>[А-ЯЁІѢѲ][а-яёѣіъ-]{3,})[ .]*$", text)
    if last and len(text) < 70 and not _BODY.match(norm, last.start("n")) and _LEAD.match(norm) and not re.match(OFFICE_WORD, norm[last.start("n") :]) and _may_sign(norm[last.start("n") : last.end("n")]):
        return [NameMention(left + last.start("n"), left + last.end("n"), last["n"], None, None, None, "surname", "name.signature")]
    return []


#: Bodies that an office ends with: «Председатель Правления».
_BODY = re.compile(r"(?:правлени|собрани|заседани|совещани|комисси|комитет|совет|президиум|обществ|товариществ|кооператив|колхоз|артел|суд[ау]?(?!\w)|бюро|коллеги|сход|съезд|конференц|дум[аы]|управ[аы]|союз|цехком|месткома?|профком|завком)")


def _may_sign(word: str) -> bool:
    """A surname at the end of a line of signature stands in the nominative."""
    return "nomn" in cases(word) or not is_known(word)


def _is_post_of(block: Block, name: NameMention, after: NameMention) -> bool:
    """«Дружинникъ К. Пряхинъ»: the word right before a whole name is a post where the dictionary knows it as a person."""
    word = block.norm[name.start : name.stop].strip()
    beside = block.text[name.stop : after.start].strip(" ъЪ") == "" and after.given is not None
    return beside and name.given is None and name.patronymic is None and is_known(word) and is_animate(word)


def _is_office(block: Block, name: NameMention) -> bool:
    """«Ученый» in «Ученый секретарь», «Предвик», «Владелец»: a lone capital word that is no surname here."""
    words = block.norm[name.start : name.stop]
    if re.match(OFFICE_WORD, block.norm[name.start : name.stop + 1]) and name.given is None or re.match(r"(?:отп|исп|экз)$", words):
        return True
    if name.given is not None or name.patronymic is not None:
        return False
    if re.match(rf"[ ]+{OFFICE_WORD}", block.norm[name.stop :]):
        return True  # «Купеческій Староста»
    after = re.match(r"[ ]+(?P<w>[а-я]{4,})", block.text[name.stop :])
    return after is not None and not re.match(r"(?:подпис|собств)", after["w"])


def _run_on(markup: Markup, passages: Sequence[Passage]) -> list[Block]:
    """Signatures that run on behind the last decision of a text without line breaks."""
    for passage in reversed(passages[-3:]):
        found = _trailing(markup, passage.block)
        if found:
            return found
    return []


#: «Росписались: Иванъ Скобкинъ, …»: the names run on behind these words.
_HANDS = re.compile(r"(?:р[ао]списал\w+|подписал\w+(?: протокол)?|подписи|руки приложили) ?:")


def _trailing(markup: Markup, block: Block) -> list[Block]:
    """The end of a block where it is a row of signatures: «… года. Председатель ____ Иванов И. И. Секретарь ____ Скок»."""
    floor = max(0, len(block.text) - 500)
    starts = [m.end() for m in re.finditer(r"[.;!?»)][ ]+(?=[А-ЯЁІѢѲ])", block.text[floor:])]
    for start in (floor + s for s in starts):
        tail = cut(block, start, keep_marker=False)
        if _HANDS.match(tail.norm) and signers(markup, tail):
            return [tail]
        if re.match(OFFICE_WORD, tail.norm) and not _VERB.search(tail.norm) and signers(markup, tail) and (_BLANK.search(tail.norm) or len(tail.text) < 160 and signers(markup, tail)[-1].stop > len(tail.text) - 4):
            return [tail]
    return []
