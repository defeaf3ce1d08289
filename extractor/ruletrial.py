"""An example of a rule, tried as the program would ask the rule: by itself, and at its place in a small protocol."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from extractor.errors import ExtractorError
from extractor.explain import read_all
from extractor.extraction import Reading
from extractor.fields.passages import CUES, OPENING, Passage, find_cues
from extractor.layout.markers import ordinal
from extractor.layout.outline import outline
from extractor.markup import Markup
from extractor.model import Block, Part, Source
from extractor.rules import Example, Match, Rule, Rules

#: The fields that rules can read.
FIELDS = ("reason", "section.item", *(f"section.{name}" for name in CUES))

Said = tuple[str, str]

_HEAD = "Протокол № 7\nобщего собрания артели «Заря»\n12 марта 1936 г.\n\n"
_PRESENT = "Присутствовали: Воронов П. И., Лаптева А. С.\n\n"
_TITLES = "О плане работ|О смете|О ремонте|О школе|О дорогах|О кассе|О клубе|О саде|О бане|О разном".split("|")
_AGENDA = "Повестка дня:\n1. О плане работ.\n2. О смете.\n\n"
_LONG_AGENDA = "Повестка дня:\n" + "".join(f"{number}. {title}.\n" for number, title in enumerate(_TITLES, 1)) + "\n"
_HEARD = "Слушали: доклад Воронова П. И. о плане работ.\n\n"
_DECIDED = "Постановили: План работ утвердить.\n\n"
_LAST = "По десятому вопросу:\nСлушали: Лаптеву А. С.\nПостановили: Собраться весной.\n\n"
_BODY = _AGENDA + _HEARD + _DECIDED
_TAIL = "Председатель П. Воронов\nСекретарь А. Лаптева\n\n"
_TEXT = "{}\n\n"
_ITEM = _TEXT + "Слушали: Карпова Н. С.\nПостановили: Доклад принять к сведению.\n\n" + _LAST
#: Where in a protocol the words of a field stand.
_FRAMES = {
    "reason": _HEAD + _PRESENT + "Отсутствовал: Карпов Н. С. ({}).\n\n" + _BODY + _TAIL,
    "section.approval": _TEXT + _HEAD + _PRESENT + _BODY + _TAIL,
    "section.present": _HEAD + _TEXT + _BODY + _TAIL,
    "section.agenda": _HEAD + _PRESENT + "{}\n1. О плане работ.\n\n" + _HEARD + _DECIDED + _TAIL,
    "section.control": _HEAD + _PRESENT + "{}\n1. Смета составлена.\n\n" + _HEARD + _DECIDED + _TAIL,
    "section.item": _HEAD + _PRESENT + _LONG_AGENDA + _HEARD + _DECIDED + _ITEM + _TAIL,
    "section.heard": _HEAD + _PRESENT + _AGENDA + _TEXT + _DECIDED + _TAIL,
    "section.spoke": _HEAD + _PRESENT + _AGENDA + _HEARD + _TEXT + _DECIDED + _TAIL,
    "section.decided": _HEAD + _PRESENT + _AGENDA + _HEARD + "{}\n1. План работ утвердить.\n2. Смету пересмотреть.\n\n" + _TAIL,
    "section.vote": _HEAD + _PRESENT + _BODY + _TEXT + _TAIL,
    "section.closing": _HEAD + _PRESENT + _BODY + _TEXT + _TAIL,
    "section.signed": _HEAD + _PRESENT + _BODY + _TEXT,
    "section.attachments": _HEAD + _PRESENT + _BODY + _TAIL + _TEXT,
    **{f"section.{name}": _HEAD + _PRESENT + _TEXT + _BODY + _TAIL for name in ("absent", "invited", "chair", "secretary")},
}


@dataclass
class Trial:
    """What the examples of one set of rules are tried with."""

    rules: Rules

    def faults(self, rule: Rule, example: Example, *, wanted: bool, whole: bool = True) -> list[Said]:
        """Say what is wrong with an example, in Russian and in English; ``whole`` where the whole program is to read it, too."""
        if not wanted:
            return self._refuses(rule, example.text, whole)
        said = self._reads(rule, example, alone=whole)
        if said:
            return [said]
        return self._runs(rule, example.text) if whole else []

    def _reads(self, rule: Rule, example: Example, *, alone: bool) -> Said | None:
        """The rule (or, if not ``alone``, one that says the same) reads the text first; its slots are as the example says."""
        text = example.text
        found = self._asked(rule, text)
        first = found[0] if found else None
        if first and not alone and (first.rule.field, first.rule.value) == (rule.field, rule.value):
            return None
        if first is None or first.rule.id != rule.id:
            return self._unread(rule, text, first)
        block = _block(text)
        for name, value in example.slots:
            if name not in first.slots:
                return f"пример «{text}»: у правила нет поля «{name}»", f"example “{text}”: the rule has no slot “{name}”"
            got = block.text[slice(*first.slots[name])].strip()
            if got != value:
                return f"пример «{text}»: в поле «{name}» прочитано «{got}», а не «{value}»", f"example “{text}”: “{name}” is “{got}”, not “{value}”"
        return None

    def _unread(self, rule: Rule, text: str, first: Match | None) -> Said:
        if first is None or first.rule.regex is rule.regex:
            hint = ("; внутри {…} пишите строчными, без ё", "; inside {…} write small letters, no ё") if _has_capitals(rule) else ("", "")
            return f"пример «{text}» не прочитан{hint[0]}", f"example “{text}” is not read{hint[1]}"
        other = first.rule
        return (f"пример «{text}» читает правило {other.id} из файла {other.file}:{other.line}",
                f"example “{text}” is read by rule {other.id} of file {other.file}:{other.line}")  # fmt: skip

    def _refuses(self, rule: Rule, text: str, whole: bool) -> list[Said]:
        read = any(match.rule.id == rule.id for match in self._asked(rule, text))
        if not read and whole and rule.field != "reason":
            reading = self._framed(rule, text)
            read = isinstance(reading, Reading) and any(p.rule == rule.id for p in _within(reading, rule, text))
        return [(f"пример «{text}» прочитан, а не должен", f"example “{text}” is read, but must not be")] if read else []

    def _asked(self, rule: Rule, text: str) -> list[Match]:
        """What the program reads where it would ask this rule, the first choice first."""
        block = _block(text)
        if rule.field == "reason":
            found = self.rules.search("reason", block.norm)
            return [found] if found else []
        at = block.body if block.style not in ("", "-") else 0
        if rule.field == "section.item":
            found = self.rules.match("section.item", block.norm, at)
            return [found] if found else []
        markup = Markup(Part(1, (block,), Source("", text)), self.rules)
        return [match for _, match in find_cues(markup, block, at, opening=rule.field.partition(".")[2] in OPENING)]

    def _framed(self, rule: Rule, text: str) -> Reading | Exception:
        """The text at its place in a small protocol, read as a whole."""
        try:
            return read_all(Source("", _FRAMES[rule.field].replace("{}", text)), self.rules)[0]
        except Exception as error:
            return error

    def _runs(self, rule: Rule, text: str) -> list[Said]:
        """The whole program reads the text by this rule, and the record shows what the rule decides."""
        reading = self._framed(rule, text)
        if not isinstance(reading, Reading):
            said = (reading.message("ru"), reading.message("en")) if isinstance(reading, ExtractorError) else (repr(reading), repr(reading))
            return [(f"пример «{text}» внутри протокола: {said[0]}", f"example “{text}” inside a protocol: {said[1]}")]
        if rule.field == "reason":
            return self._shows_reason(rule, text, reading)
        passage = next((p for p in _within(reading, rule, text) if p.rule == rule.id), None)
        if passage is None:
            rules = ", ".join(sorted({p.rule or p.section for p in _within(reading, rule, text)}))
            return [(f"пример «{text}» внутри протокола прочитан иначе: {rules}", f"example “{text}” inside a protocol is read otherwise: {rules}")]
        return self._shows_item(text, passage, reading) if rule.field == "section.item" else []

    def _shows_reason(self, rule: Rule, text: str, reading: Reading) -> list[Said]:
        got = next((absentee.reason_category for absentee in reading.record.absentees), None)
        evidence = reading.record.evidence.get("/absentees/0/reason_category", [])
        if got == rule.value and all(e.rule == rule.id for e in evidence):
            return []
        by = ", ".join(sorted({e.rule for e in evidence})) or "—"
        return [(f"пример «{text}» внутри протокола: причина {got} (правило {by}), а не {rule.value}",
                 f"example “{text}” inside a protocol: the reason is {got} (rule {by}), not {rule.value}")]  # fmt: skip

    def _shows_item(self, text: str, passage: Passage, reading: Reading) -> list[Said]:
        place = ordinal(passage.number)
        got = next((d.agenda_item for d in reading.record.decisions if d.text.startswith("Доклад принять")), None)
        if place is None or place > len(_TITLES) or got == str(place):
            return []
        return [(f"пример «{text}» внутри протокола: решение по вопросу {got}, а не {place}",
                 f"example “{text}” inside a protocol: a decision on item {got}, not {place}")]  # fmt: skip


def _within(reading: Reading, rule: Rule, text: str) -> list[Passage]:
    """The passages that stand where the text was put."""
    start = _FRAMES[rule.field].index("{}")
    return [p for p in reading.passages if start <= p.block.start < start + len(text)]


@lru_cache(maxsize=1024)
def _block(text: str) -> Block:
    """The text as a line of its own."""
    return outline(Source("", text))[0]


def _has_capitals(rule: Rule) -> bool:
    raw = rule.pattern.replace("(?P<", "")
    return "{" in raw and any("А" <= letter <= "Я" or letter in "Ёё" for letter in raw)
