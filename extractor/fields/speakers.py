"""Speakers: people named beside a matter, with their posts, and the words that are a post."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.fields.people import Draft, Slice, person_draft, trim, without_titles
from extractor.language import normal_re as re
from extractor.language.names import NameMention
from extractor.markup import Markup
from extractor.model import Block

LABEL = re.compile(r"(?:(?:со)?докладчик\w*|(?:со)?докл\.|(?:со)?доклад(?=[: ]+(?:т\.|тов\.|[А-ЯЁІѢѲ]))|доклад (?=т\.|тов\.)|инф(?:орм)?\.|сообщ\.|докладыва\w+|доложил\w*|сообщил\w*|сообщает|проинформировал\w*|информирует|информаци[яю](?= (?:т\.|тов\.|тт\.))|информация:|отв\.|ответственн\w+|внос\w+ вопрос|вносит|выступа\w+|сообщени[ея](?= (?:т\.|тов\.))|сообщение:|отчет (?=т\.)|отчитывается|слушали|представляет|готовит|докладывает)[ ]?[:–—-]?[ ]?")
_REPORT = re.compile(r"[ :\"«]{0,3}(?:доклад|информаци[яю]|сообщени[ея]|отчет|содоклад)[ ](?P<post>(?:[\w.-]+[ ]){0,5}?)(?P<title>(?:т|тов|гр|г-на|г-жи|товарища)\.?[ ]?)?$")


def unique(people: Sequence[Draft]) -> list[Draft]:
    """People in order, each once."""
    out: list[Draft] = []
    for person in people:
        if not any(_same(person, other) for other in out):
            out.append(person)
    return out


def _same(a: Draft, b: Draft) -> bool:
    return bool(a["surname"].value == b["surname"].value and (a["given"].value or "")[:1] == (b["given"].value or "")[:1])


def split_report(markup: Markup, block: Block, start: int, stop: int) -> tuple[list[tuple[Block, int, int]], Draft] | None:
    """«Доклад т. Амбарцумовой об артели» → the title without the name, and the speaker."""
    for name in markup.names(block, bare=True):
        if name.start < start or name.stop > stop:
            continue
        lead = _REPORT.fullmatch(block.norm[start : name.start] if name.start > start else "")
        if lead is None:
            return None
        rest = block.norm[name.stop : stop].lstrip(" ,:-–—")
        if not re.match(r"(?:о|об|обо|по|за|на|к|от)(?!\w)", rest) and rest.strip(" .;"):
            return None
        post = trim(block.text, start + lead.start("post"), start + lead.end("post"))
        position = post if post[0] < post[1] and role_like(block.norm[slice(*post)]) else None
        if post[0] < post[1] and position is None:
            return None
        cut_from = post[0] if position else start + lead.start("title") if lead.group("title") else name.start
        slices = [(block, *trim(block.text, start, cut_from, " \t,:")), (block, *trim(block.text, name.stop, stop, " \t,:"))]
        speaker = person_draft(markup, block, name, case="gent", position=position, rule="agenda.report")
        return [s for s in slices if s[1] < s[2]], speaker
    return None


def role_like(words: str) -> bool:
    """Do these words look like a post rather than the end of a title?"""
    return bool(re.match(
        r"(?:т|тов|директор|зам|заместител|заведующ|зав|нач|начальник|глав|гл|председател|секретар|член|учител|воспитател|инженер|бухгалтер|мастер|специалист|врач|юрист|инспектор|методист|психолог|педагог|доцент|профессор|проф|доктор|канд|ген|президент|вице|руководител|тренер|казначей|агроном|комиссар|ответственн|представител|проректор|ректор|декан|завуч|депутат|консультант|управляющ|классн|соискател|аспирант|старшин|полковник|майор|капитан|лейтенант|токар|слесар|пенсионер|гражданк|граждан|врач|сестр|медсестр|фельдшер|лаборант|докладчик|заявител|автор|куратор|комисси|представ|замест|завед|бригадир|колхозник|агитатор|пропагандист|комсорг|парторг|профорг|прораб|диспетчер|кладовщик|продавец|дьякон|протоиерей|иере|настоятел|хормейстер|режиссер|художник|артист|дирижер|предс|и\. ?о|врио|ст|старш|ведущ|нормировщик|технолог|механик|комендант|библиотекар|священник|свящ|псаломщ|диакон|староста|регент|координатор|менеджер|аналитик|архитектор|помощник|референт|д\.|к\.)", words))


def names_people(markup: Markup, block: Block, start: int, stop: int) -> bool:
    """Do these words name people, with no more than their posts beside them?"""
    names = [n for n in markup.names(block, bare=True) if start <= n.start and n.stop <= stop]
    if not names:
        return False
    label = LABEL.match(block.norm, start, stop)
    rest = block.norm[label.end() if label else start : names[0].start].strip(" ,:–—-")
    sure = any(n.given or n.title for n in names) or bool(label)
    last = block.norm[names[-1].stop : stop].strip(" .")
    return (not rest or sure or role_like(rest)) and (sure or not last) and not re.search(r"(?:приказ|закон|протокол|письмо|от \d)", rest)


def read_speakers(markup: Markup, block: Block, start: int, stop: int) -> list[Draft]:
    """People named as speakers in ``block.text[start:stop]``, with their posts."""
    label = LABEL.match(block.norm, start, stop)
    if label:
        start = label.end()
    told = re.match(r"(?:(?:со)?доклад\w{0,2}|информаци[яию]|сообщени[еяю]|отчет\w{0,2}|инф(?:орм)?\.|сообщ\.)(?P<colon> ?:)? ?(?=[^ ])", block.norm[start:stop])
    if told:
        start += told.end()
    out: list[Draft] = []
    names = [n for n in markup.names(block, bare=True) if start <= n.start and n.stop <= stop]
    if len(names) > 1 and names[0].rule == "name.bare" and names[0].start <= start + 2 and opens_as_noun(block, names[0]):
        names = names[1:]
    if not names:
        return []
    before = _post_before(block, start, names[0])
    for index, name in enumerate(names):
        end = names[index + 1].start if index + 1 < len(names) else stop
        behind = _post_behind(block, name.stop, end, index + 1 < len(names) and before is not None)
        post = before if index == 0 else (_post_before(block, _gap_start(block, names[index - 1].stop, name.start), name) if before else None)
        out.append(person_draft(markup, block, name, case="gent" if told and not told["colon"] else _speaker_case(block, start, name), position=post or behind, rule="agenda.speaker"))
    return out


def _speaker_case(block: Block, start: int, name: NameMention) -> str | None:
    lead = block.norm[max(0, start - 16) : start]
    if re.search(r"(?:доложен|доклад|читан|сообщен|изложен|представлен)н\w{2}[ ]*$", lead):
        return "ablt"
    if re.search(r"(?:(?:доклад|информаци\w|сообщени\w|отчет)[ :]*|(?:инф(?:орм)?\.|сообщ\.) (?:[\w.-]+ ){0,4}?)(?:т\.|тов\.|тт\.)?[ ]*$", lead + block.norm[start : name.start]):
        return "gent" if not lead.rstrip().endswith(":") else "nomn"
    return "nomn"


def _gap_start(block: Block, start: int, stop: int) -> int:
    comma = max(block.text.rfind(sign, start, stop) for sign in ",;")
    return comma + 1 if comma >= 0 else start


def _post_before(block: Block, start: int, name: NameMention) -> Slice | None:
    left, right = start, name.start
    right = without_titles(block, left, right)
    left, right = trim(block.text, left, right, " \t,;:–—-/|(")
    joined = re.match(r"и ", block.norm[left:right])
    left += joined.end() if joined else 0
    if left >= right or not re.search(r"[а-я]{2}", block.norm[left:right]):
        return None
    return left, right


def _post_behind(block: Block, start: int, stop: int, styled_before: bool) -> Slice | None:
    if styled_before:
        return None
    found = re.match(r"[ ]?([,(–—-])[ ]?", block.text[start:stop])
    if not found:
        return None
    begin = start + found.end()
    if found[1] == "(":
        close = block.text.find(")", begin, stop)
        stop = close if close >= 0 else stop
    left, right = trim(block.text, begin, stop, " \t,;:.–—-/|)" if found[1] != "(" else " \t,;:")
    while right < stop and block.text[right] == "." and re.search(r"(?:^|[ .])[А-ЯЁІѢѲа-яёіѣѳѵ]{1,2}$", block.text[left:right]):
        right += 1
    if left >= right or not re.search(r"[а-я]{2}", block.norm[left:right]):
        return None
    return left, right


def opens_as_noun(block: Block, name: NameMention) -> bool:
    """A known common noun that opens a title («Прошение крестьянина …») is no surname."""
    from extractor.language.morphology import has_tag, is_known, parses

    word = block.norm[name.start : name.stop].strip()
    if has_tag(word, "Surn") or has_tag(word, "Name"):
        return False
    after = re.match(r"[ ]*([:.,(–—-]|[а-я]{3,})?", block.norm[name.stop :])
    following = after[1] if after and after[1] else ""
    if not is_known(word):
        return following.isalpha() and any(p.pos in ("NOUN", "ADJF") and p.case == "gent" for p in parses(following)) and len(following) > 3
    return not following or following.isalpha() and not any(p.pos == "VERB" for p in parses(following))
