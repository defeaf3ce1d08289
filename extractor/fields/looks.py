"""What a block looks like: a title, a turn of speech, a resolution, a signature."""

from __future__ import annotations

from extractor.language import normal_re as re
from extractor.language.morphology import is_infinitive, parses
from extractor.markup import Markup
from extractor.model import Block

OFFICE = re.compile(r"(?:\(?подписал\w*\)?[: ]*)?(?:п\. ?п\. ?|п/п ?)?(?:зам\w*\.? |и\. ?о\. |врио |вр\. ?и\. ?о\. |ответственный |ученый |технический |первый )?(?:председател\w*|предс\.|пред\w{0,12}|секретар\w*|секр\.|протокол вел\w*|члены?(?: |$)|директор|начальник|министр|глава|заведующ\w+|зав\.|декан|ректор|гласный|уполномоченн\w+|президент|руководител\w+|настоятель|староста|писарь|мастер|депутат|представител\w+|редактор|инспектор|старшина|волостной|сельский|цеховой|церковный|станичный|окружной|комиссар|письмоводител\w+|городской|уездный|земский|попечител\w+|нач\.|гл\.|главный|старший|управляющ\w+|президиум|ведущий|капитан|ктитор|казначей|комиссия|присутств\w+ подпис|заместител\w+)")
SPEECH = re.compile(
    r"(?:[-–—,:]{0,2} ?)?(?:сообщ|доложи|докладыва|предлож|предлага|сказал|отмети|объясни|говори|просит|просил|спроси|спраши|указал|указыва|ответи|зачита|зачитыва|ознаком|считает|поддерж|поясн|напомн|открыл|выступи|рассказа|проинформ|возраз|высказа|добави|заяви|чита|подчеркн|предостав|поблагодар|огласи|внес|внёс|полага|находи|представил|подвел|обрати)"
)
_TELLS = re.compile(r"(?:доложил|докладывает|сообщил|сообщает|(?:со)?докладчик|выступил|слово (?:имеет|предоставл)|в прениях|вопросы ?:|вопрос:|ответ:|обсуждение)")
META = re.compile(r"(?:срок|отв\.|отв\b|ответствен|исполнит|контроль)")


def is_bare_roman(block: Block) -> bool:
    """A line that is nothing but a Roman number («II.»)."""
    return bool(re.fullmatch(r"[ivxхi]{1,5}\.?", block.norm.strip()))


def is_speaker_line(norm: str) -> bool:
    """Is this line of an agenda the speaker of the item above it?"""
    return bool(re.match(r"(?:[(/][^)]{2,120}[)/]?\.?$|(?:со)?докл(?:адчик\w*|адывает|ад:|\.)|докладыва|отв\.|внос(?:ит|ят)|инф(?:орм)?\.|информац\w+[: -]|сообщение[: -]+[а-я]\.|выступа)", norm))


def speaks(markup: Markup, block: Block, *, listed: bool) -> bool:
    """Somebody begins to speak («Иванов И. И.: …», «Тов. Скок сообщил …»)."""
    if _TELLS.match(block.norm):
        return True
    names = markup.names(block, bare=True)
    if not names or names[0].start > 40:
        return False
    lead = block.norm[: names[0].start]
    rest = block.norm[names[0].stop :].lstrip(" ,.")
    if names[0].rule == "name.bare" and re.search(r"[а-я]{3}", lead) and not re.search(r"(?:член|депутат|гласн|инженер|учител|тов)", lead):
        return False
    if names[0].rule != "name.bare" and names[0].start <= 3 and re.match(r"[ ]?[.]?[ ]?[А-ЯЁ]", block.text[names[0].stop :]) and not decides(block):
        return True
    return bool(re.match(r":|[-–—] [а-я]", rest) and listed or SPEECH.match(rest))


_TURN = re.compile(r"[А-ЯЁІѢѲ][а-яёіѣѳѵ-]{2,}(?: [А-ЯЁІѢѲ]\. ?(?:[А-ЯЁІѢѲ]\.)?)?(?::| (?=[а-яёіѣѳѵ]{3}))")


def tells_speaker(markup: Markup, block: Block) -> bool:
    """«6. Сыромятников А. А. напомнил …», «2/ Лисянский: …»: a numbered line that tells who spoke."""
    lone = _TURN.match(block.text, block.body)
    if lone and (lone.group().endswith(":") or SPEECH.match(block.norm, lone.end())):
        return True
    names = markup.names(block)
    return bool(names) and names[0].start <= block.body + 25 and bool(SPEECH.match(block.norm[names[0].stop :].lstrip(" ,.")))


def opens_turn(markup: Markup, block: Block) -> bool:
    """«2. Приходько Н. Н.: …», «4. Кий О. О. доложила …»: the turn of one speaker behind a number."""
    names = markup.names(block)
    if not names or names[0].start > block.body + 2:
        return False
    rest = block.norm[names[0].stop :].lstrip(" ,.")
    return rest.startswith(":") or bool(SPEECH.match(rest))


def acts(markup: Markup, block: Block) -> bool:
    """Does the block tell what a person did («Дольский И. показал первое сновидение …»)?"""
    names = markup.names(block, bare=True)
    if not names or names[0].start > block.body + 30:
        return False
    word = re.match(r" ?([а-я]{4,})", block.norm[names[0].stop :])
    return word is not None and any(p.pos == "VERB" and p.score > 0.4 for p in parses(word[1]))


def decides(block: Block) -> bool:
    """Has the block an infinitive near its beginning, as resolutions have?"""
    return any(is_infinitive(w) for w in re.findall(r"[а-я]{3,}", block.norm[block.body : block.body + 90])[:6])


def is_titled(block: Block) -> bool:
    """Does a numbered block begin as the title of a matter?"""
    return bool(re.match(r"(?:о|об|обо|отчет|доклад|разное|информация|утверждение|рассмотрение|выбор\w*|прием|заявлени\w|текущие|итоги|план|слушали|принятие|подготовка|организация|сообщение|персональное|вопрос|ход|состояние|выполнение|проведение|меры|результаты|распределение|обеспечение|предоставление|изменение|избрание|назначение|рассмотрение)(?!\w)|[^.;:]{3,120}[(/](?:докл|сообщ|информ)[^()/]{3,60}[)/][ .]*$", block.norm[block.body :]))


def signs(markup: Markup, block: Block, section: str, *, last: bool) -> bool:
    """A line of signature: an office and a name, or a name with its blank line to sign on."""
    norm = block.norm
    if len(block.text) > 240 or block.style not in ("", "-") or section == "agenda":
        return False
    office = OFFICE.match(norm)
    names = markup.names(block, bare=bool(office) or "__" in norm or section == "signed")
    if section == "signed":
        return bool(names or office) or len(block.text) < 80
    if not office and last and section in ("decided", "vote", "closing", "attachments"):
        lone = markup.names(block, bare=True)
        if lone and lone[0].start <= 1 and all(not part.strip(" ,./_()") for part in (block.text[: lone[0].start], block.text[lone[-1].stop :])) and len(block.text) < 70:
            return True
    if not office and not re.match(r"[_/\\ ]{2,}", norm):
        tabular = len(block.cells) > 3 or bool(re.search(r"\d", block.norm))
        return bool(names and block.cells and not tabular and len(block.text) < 200 and names[-1].start > len(block.text) * 0.3 and section in ("decided", "vote", "closing", "attachments") and not block.text.rstrip().endswith(";"))
    rest = norm[office.end() :] if office else norm
    if re.search(r"(?:избран|сообщ|доложи|предлож|сказал|отмети|объясни|говори|проси|спроси|указал|ответи|зачит|ознаком|считает|против|поддерж|постанов|решил|слушали|предоставил|поясн|напомн|открыл|благодар|обрати)", rest):
        return False
    if not names and office and section not in ("decided", "vote", "closing", "attachments", "body", "spoke"):
        return False
    if re.search(r":[ ]*[а-я]", rest) and "__" not in norm and not (names and re.fullmatch(r"(?: [\w\"-]+){0,3}[ ]*:[ ]*", norm[office.end() if office else 0 : names[0].start])):
        return False
    return bool(names) and names[-1].stop >= len(block.text) - 30 or bool(office) and len(block.text) < 90 and block.gap > 0 and not rest.strip().endswith((".", ";")) and not block.text[:1].islower()
