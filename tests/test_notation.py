"""The notation of the rules means what it says; whatever else is written is refused."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extractor.language.fold import fold
from extractor.rules import compile_pattern

WORDS = {"fieldwork": frozenset({"жатва", "вывозка навоза", "обмолот*", "в ночном!"})}

NOTATION = [
    ("отпуск", "в отпуске", True), ("отпуск", "ОТПУСКОМЪ", True), ("отпуск", "отпускной", False), ("отпуск!", "отпуск", True),
    ("отпуск!", "отпуске", False), ("бол*", "болеет", True), ("бол*", "заболел", False), ("Отпуск", "отпуск", True),
    ("ещё", "еще", True), ("еще", "ещё", True), ("болезнь", "болѣзни", True), ("резолюция съезд", "Резолюція съѣзда", True),
    ("из-за", "из-за", True), ("б / л", "б/л", True), ("б/л", "б / л", True), ("слушать :", "Слушали:", True), ("слушать :", "слушали", False),
    ("№ 5", "N 5", True), ("№ 5", "№ 51", False), ("пункт 7", "пункта 7", True), ("(по|из-за) болезнь", "из-за болезни", True),
    ("(по|из-за) болезнь", "о болезни", False), ("(а|б) в", "а в", True), ("[по] болезнь", "болезнь", True), ("[по] болезнь", "по болезни", True),
    ("на [дальний] покос", "на дальнем покосе", True), ("на [дальний] покос", "на  покосе", True), ("на [дальний] покос", "на нижнем покосе", False),
    ("слушать [:] о", "слушали: о", True), ("слушать [:] о", "слушали о", True), ("уехать ..2 город", "уехал вчера в город", True),
    ("уехать ..2 город", "уехал вчера вечером в город", False), ("уехать ..2 город", "уехал, видно, в город", True),
    ("уехать ..2 город", "уехал. Вот город", False), ("слушать ..3 :", "слушали доклад завхоза:", True), ("на @fieldwork", "на вывозке навоза", True),
    ("на @fieldwork", "на обмолоте", True), ("на @fieldwork", "на пасеке", False), ("@fieldwork", "в ночном", True), ("^ повестка", "Повестка", True),
    ("^ повестка", "на повестке", False), ("повестка $", "повестка.", True),
    ("повестка $", "повестка схода", False), ("{отп(?:уск)?\\.}", "отп.", True),
    ("{\\w+ичн\\w*} лист", "больничный лист", True), ("\\( болезнь \\)", "(болезнь)", True), ("\\*", "5 * 5", True), ("«за» –", "„За“ — 5", True),
    ("слушать слушать", "слушали", False), ("по болезнь", "поболезни", False), ("пункт <n:NUMBER>", "пункт второй", True),
    ("пункт <n:NUMBER>", "пункт приёма", False), ("пункт <n:NUMBER>", "пункт IV", True),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "text", "fits"), NOTATION)
def test_notation(raw: str, text: str, fits: bool) -> None:
    assert bool(compile_pattern(raw, WORDS).search(fold(text))) is fits


@pytest.mark.parametrize(("raw", "text", "slots"), [
    ("вопрос <number:NUMBER>", "Вопрос № 2", None), ("вопрос № <number:NUMBER> :", "Вопрос № 12: о смете", {"number": "12"}),
    ("<a:WORD> <b:WORD>", "Иванов Пётр", {"a": "Иванов", "b": "Пётр"}), ("от <who> :", "От завода «Луч»:", {"who": "завода «Луч»"}),
    ("[от <who:WORD>] прибыть", "прибыли", {"who": ""}), ("№ <n:{\\d+(?:/\\d+)?}>", "№ 12/3", {"n": "12/3"}),
])  # fmt: skip
def test_slots(raw: str, text: str, slots: dict[str, str] | None) -> None:
    found = compile_pattern(raw).search(fold(text))
    assert (found and {name: text[slice(*found.span(name))] if found.start(name) >= 0 else "" for name in found.re.groupindex}) == slots


@given(st.one_of(st.text(max_size=60), st.text("аб ()[]{}|<>@!*+?.:\\^$n\"1,№", max_size=40)))
@example("(" * 3000)
@example("{" + "(" * 3000 + "а" + ")" * 3000 + "}")
@example("{а{999999999999}}")
@example("{[[а]]}")
@example("{(?P<n>а)}<n>")
def test_any_string_compiles_or_is_refused(raw: str) -> None:
    try:
        compiled = compile_pattern(raw, WORDS)
        assert not compiled.search("")
    except ValueError as error:
        assert str(error) and "\n" not in str(error)[:40]
