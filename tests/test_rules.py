"""Rules: the built-in ones pass their check, broken ones are told with their line, those of one's own add and override."""

from __future__ import annotations

from pathlib import Path

import pytest
from commandline import call

from extractor import load_rules
from extractor.extraction import extract
from extractor.model import Source
from extractor.record import Record
from extractor.rulecheck import Report, check_rules
from extractor.rules import builtin_folder


@pytest.fixture(scope="module")
def report() -> Report:
    return check_rules()


def test_the_built_in_rules_pass_their_check(report: Report) -> None:
    assert not report.problems, "\n".join(f"{p.file}:{p.line}: {p.rule}: {p.message}" for p in report)
    assert report.rules == len(list(load_rules().all())) and report.examples >= 3 * report.rules


# ---- broken files

RULE = '[[rule]]\nid = "x"\nfield = "reason"\nvalue = "work"\npattern = "смолокурня"\n'
EXAMPLES = '[[rule.yes]]\ntext = "на смолокурне"\n[[rule.yes]]\ntext = "смолокурня"\n[[rule.no]]\ntext = "на пасеке"\n'


def folder(place: Path, content: str | bytes, name: str = "мои.toml") -> Path:
    path = place / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return place


def pattern(raw: str) -> str:
    return RULE.replace('"смолокурня"', f"'{raw}'") + EXAMPLES


BROKEN: dict[str, tuple[str | bytes, int, str, str]] = {
    "not TOML": ('[[rule]]\nid = "x\n', 2, "это не TOML", "not TOML"),
    "not closed": ('[[rule]]\nid = "x"\n[[rule', 3, "это не TOML", "not TOML"),
    "not UTF-8": ("# Причины\n# неявки\n".encode("cp1251"), 1, "не UTF-8", "not UTF-8"),
    "no [[rule]]": ('# причины\n[pravilo]\nid = "x"\n', 2, "начинается строкой [[rule]]", "begins with [[rule]]"),
    "rule as a table": ('[rule]\nid = "x"\n', 1, "начинается строкой [[rule]]", "begins with [[rule]]"),
    "no id": (RULE.replace('id = "x"\n', "") + EXAMPLES, 1, "нет строки id", "no id"),
    "no field": (RULE.replace('field = "reason"\n', "") + EXAMPLES, 2, "нет строки field", "no field"),
    "no pattern": (RULE.replace('pattern = "смолокурня"\n', "") + EXAMPLES, 2, "нет строки pattern", "no pattern"),
    "unknown key": ('\n' + RULE + 'patern = "а"\n' + EXAMPLES, 3, "лишнее: patern", "unknown: patern"),
    "unknown field": (RULE.replace('"reason"', '"явка"') + EXAMPLES, 2, "неизвестное поле «явка»", "unknown field “явка”"),
    "unknown value": (RULE.replace('"work"', '"работа"') + EXAMPLES, 2, "value = «работа»", "value = “работа”"),
    "rank of words": (RULE + 'rank = "первое"\n' + EXAMPLES, 2, "rank — целое число", "a whole number"),
    "same id": (RULE + EXAMPLES + RULE + EXAMPLES, 13, "такое имя уже есть", "this id is taken"),
    "no word list": (pattern("на @stan"), 2, "нет списка слов «stan»", "no word list “stan”"),
    "unknown kind": (pattern("на <a:PLACE>"), 2, "неизвестный вид поля «PLACE»", "unknown kind of slot"),
    "a bracket too few": (pattern("(смолокурня|корчевка"), 2, "скобка «(» не закрыта", "“(” is not closed"),
    "a bracket too many": (pattern("смолокурня)"), 2, "скобка «)» лишняя", "“)” closes nothing"),
    "a brace too few": (pattern("{смол"), 2, "скобка «{» не закрыта", "“{” is not closed"),
    "a broken expression": (pattern("{мол(от}"), 2, "записано с ошибкой", "is broken"),
    "an unbounded bracket": (pattern(r"{(?:\w+ )+смолокурня}"), 2, "повтор без границы", "unbounded repeat"),
    "an unbounded dot": (pattern("{на.*смолокурне}"), 2, "повтор без границы", "unbounded repeat"),
    "an open count": (pattern(r"{(?:\w ){2,}смолокурня}"), 2, "повтор без границы", "unbounded repeat"),
    "a bracket too often": (pattern(r"{(?:\w ){0,900}смолокурня}"), 2, "больше 20 раз", "more than 20 times"),
    "old spelling": (pattern("смолокурня въ полѣ"), 2, "новой орфографии", "modern spelling"),
    "a stray star": (pattern("* смолокурня"), 2, "«*» пишется сразу за началом", "“*” comes right behind"),
    "Latin": (pattern("illness"), 2, "не понимаю знак «i»", "unknown sign “i”"),
    "nothing needed": (pattern("[смолокурня]"), 2, "пустой строке", "an empty line"),
    "slow": (pattern(r"{(?:\w{1,60}){1,20}смолокурня}"), 2, "образец медленный", "the pattern is slow"),
    "one yes": (RULE + EXAMPLES.replace('[[rule.yes]]\ntext = "смолокурня"\n', ""), 2, "[[rule.yes]]: 1", "[[rule.yes]]: 1"),
    "no no": (RULE + EXAMPLES.partition("[[rule.no]]")[0], 2, "[[rule.no]] нет", "no [[rule.no]]"),
    "an example without text": (RULE + EXAMPLES + '[[rule.yes]]\ntxt = "а"\n', 12, "нет строки text", "has no text"),
    "examples as a string": (RULE + 'yes = "на смолокурне"\n', 2, "под [[rule.yes]]", "under [[rule.yes]]"),
    "not read": (RULE + EXAMPLES.replace('"смолокурня"', '"на корчевке"'), 9, "«на корчевке» не прочитан", "is not read"),
    "read by another": (
        pattern("командировка") + '[[rule.yes]]\ntext = "командировка"\n', 13, "читает правило reason.business_trip из файла", "is read by rule",
    ),
    "read, but must not be": (RULE + EXAMPLES.replace("на пасеке", "про смолокурню"), 11, "прочитан, а не должен", "must not be"),
    "no such slot": (RULE + EXAMPLES.replace('"смолокурня"\n', '"смолокурня"\nwho = "я"\n'), 9, "нет поля «who»", "no slot “who”"),
    "another slot": (
        pattern("смолокурня <who>$") + '[[rule.yes]]\ntext = "смолокурня купца"\nwho = "попа"\n', 13, "прочитано «купца», а не «попа»", "is “купца”",
    ),
    "an item without number": (RULE.replace("reason", "section.item") + EXAMPLES, 2, "нет поля <number:NUMBER>", "no <number:NUMBER>"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_told_with_its_line(name: str, tmp_path: Path) -> None:
    content, line, *said = BROKEN[name]
    folder(tmp_path, content)
    for language, words in zip(("ru", "en"), said, strict=True):
        found = [p for p in check_rules([tmp_path], language) if words in p.message]
        assert [(p.file, p.line) for p in found[:1]] == [(str(tmp_path / "мои.toml"), line)], list(check_rules([tmp_path], language))
        assert all("\n" not in p.message and "Traceback" not in p.message for p in found)


@pytest.mark.parametrize("name", ["not TOML", "unknown key", "a broken expression", "read by another"])
def test_the_command_says_it_in_one_sentence(name: str, tmp_path: Path) -> None:
    content, line, said, _ = BROKEN[name]
    result = call("rules", "check", folder(tmp_path, content))
    assert result.code == 19 and result.err.count(said) == 1 and f"мои.toml:{line}: " in result.err and "Traceback" not in result.err


def test_word_lists_are_checked(tmp_path: Path) -> None:
    folder(tmp_path, "корчевка\nполѣ\n", "words/crafts.txt")
    folder(tmp_path, "# пусто\n", "words/empty.txt")
    found = {(Path(p.file).name, p.line): p.message for p in check_rules([tmp_path])}
    assert "новой орфографии" in found["crafts.txt", 2] and found["empty.txt", 1] == "список слов пуст"


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    [problem] = check_rules([tmp_path])
    assert "в папке нет ни правил" in problem.message and problem.file == str(tmp_path)


# ---- rules of one's own

MINUTES = """Протокол № 4
общего собрания граждан деревни Покровки
16 июля 1926 г.

Присутствовали: Зубов Л. П., Рябова Н. Н.
Отсутствовали: Карпов И. С. (на корчевке), Лыков П. А. (на покосе).

{heading}
О починке моста
О смете

Слушали: О починке моста.
Постановили: Мост починить.
"""
OWN = """
[[rule]]
id = "own.mowing"
field = "reason"
value = "work"
rank = 5
pattern = "на (@crafts|покос)"
[[rule.yes]]
text = "на покосе"
[[rule.yes]]
text = "на корчевкѣ"
[[rule.no]]
text = "на пасеке"
[[rule]]
id = "own.agenda"
field = "section.agenda"
rank = 9
pattern = "(повестка сходка|предмет разговор) [:]"
[[rule.yes]]
text = "Повѣстка сходки:"
[[rule.yes]]
text = "Предметы разговора"
[[rule.no]]
text = "Повестку на сходку не прислали."
"""


def read(rules: Path | None, heading: str) -> Record:
    [record] = extract(Source("покровка.txt", MINUTES.format(heading=heading)), rules=load_rules(rules) if rules else None)
    return record


def why(record: Record) -> list[tuple[str | None, str]]:
    return [(a.reason_category, record.evidence[f"/absentees/{i}/reason_category"][0].rule) for i, a in enumerate(record.absentees)]


@pytest.mark.parametrize("heading", ["Повѣстка сходки:", "Предметы разговора"])
def test_rules_of_ones_own_change_what_is_read(tmp_path: Path, heading: str) -> None:
    own = folder(folder(tmp_path, OWN), "корчевка\nсмолокурня\n", "words/crafts.txt")
    assert not check_rules([own]).problems
    before, after = read(None, heading), read(own, heading)
    assert why(before)[0][0] != "work" and why(before)[1] == ("work", "reason.work")
    assert why(after) == [("work", "own.mowing"), ("work", "own.mowing")]
    assert [item.title for item in after.agenda] == ["О починке моста", "О смете"]
    if heading.startswith("Предмет"):
        assert [item.title for item in before.agenda] != ["О починке моста", "О смете"]
    assert before.generator.rules != after.generator.rules


def test_a_file_from_notepad_with_its_mark_is_read(tmp_path: Path) -> None:
    folder(tmp_path, ("\ufeff" + RULE + EXAMPLES).replace("\n", "\r\n").encode())
    assert not check_rules([tmp_path]).problems
    assert "x" in {rule.id for rule in load_rules(tmp_path).all()}


def test_a_rule_of_the_same_id_replaces_the_built_in_one(tmp_path: Path) -> None:
    own = RULE.replace('"x"', '"reason.work"') + EXAMPLES
    assert not check_rules([folder(tmp_path, own)]).problems
    assert why(read(tmp_path, "Повестка дня:"))[1][0] != "work"


def test_a_rule_that_takes_what_a_built_in_one_reads_is_told(tmp_path: Path) -> None:
    greedy = RULE.replace("value", "rank = 10\nvalue").replace('"смолокурня"', '"(смолокурня|командировка)"') + EXAMPLES
    found = [p for p in check_rules([folder(tmp_path, greedy)]) if p.rule == "reason.business_trip"]
    assert found and all("читает правило x из файла" in p.message and p.file == str(builtin_folder() / "reasons.toml") for p in found)
