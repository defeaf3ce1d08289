"""Rule files on the command line: broken ones, lists, the checker."""

from __future__ import annotations

from pathlib import Path

import pytest
from commandline import call, run, write_folder


@pytest.fixture()
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path)


# ---- rules


def rule_file(folder: Path, content: str | bytes) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "мои.toml").write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('[[rule]]\nid = "x"\nfield = "reason"\npattern = "[["\n', ":2"),
        ('[[rule]\nid = "x"\n', ":1"),
        ('[[rule]]\nid = "x"\npattern = "а"\n', ":2"),
        ("# Причины\n".encode("cp1251"), ":1"),
        ('[[rule]]\nid = "x"\nfield = "reason"\npattern = "а"\n[[rule.yes]]\nslot = 1\n', ""),
    ],
)
def test_a_broken_rule_file_is_one_sentence(folder: Path, tmp_path: Path, content: str | bytes, line: str) -> None:
    rules = rule_file(tmp_path / "rules", content)
    result = run("extract", folder / "а.txt", "--rules", rules)
    assert result.code == 19 and result.out == ""
    [said] = result.err.splitlines()
    assert "ошибка в файле правил" in said and (f"мои.toml{line}: " in said or not line)


def test_a_missing_folder_of_rules(folder: Path) -> None:
    for args in (["extract", folder / "а.txt", "--rules"], ["explain", folder / "а.txt", "--rules"], ["rules", "list", "--rules"]):
        assert call(*args, folder / "нет").err == f"{folder / 'нет'}: файл не читается: такой папки с правилами нет\n"


def test_rules_list(tmp_path: Path) -> None:
    rules = rule_file(tmp_path / "rules", '[[rule]]\nid = "aaa"\nfield = "reason"\npattern = "сплю!"\n[[rule.yes]]\ntext = "сплю"\n')
    rows = [line.split("\t") for line in call("rules", "list", "--rules", rules).out.splitlines()]
    assert rows[0] == ["aaa", "reason", f"{rules / 'мои.toml'}:2", "1"] and len(rows) > 5


GOOD = '''[[rule]]
id = "сон"
field = "reason"
value = "other"
pattern = "проспать"
[[rule.yes]]
text = "проспал"
[[rule.yes]]
text = "проспала"
[[rule.no]]
text = "спал"
'''


def test_rules_check(tmp_path: Path) -> None:
    assert call("rules", "check").err.startswith("проверено правил: ")
    good = call("rules", "check", rule_file(tmp_path / "good", GOOD))
    assert (good.code, good.err.count("\n")) == (0, 1)
    bad = call("rules", "check", rule_file(tmp_path / "bad", GOOD.replace('"reason"', '"reasons"')))
    assert bad.code == 19 and f"{tmp_path / 'bad' / 'мои.toml'}:2: сон: неизвестное поле «reasons»" in bad.err
    assert bad.err.endswith("ошибок: 1\n")
    english = call("rules", "check", tmp_path / "bad", "--lang", "en")
    assert "unknown field “reasons”" in english.err and "неизвестное" not in english.err
    assert call("rules", "check", tmp_path / "нет").code == 12


def test_a_rule_that_takes_the_name_of_another_field_is_told(tmp_path: Path) -> None:
    said = call("rules", "check", rule_file(tmp_path / "rules", GOOD.replace('"сон"', '"section.chair"')))
    assert said.code == 19 and "имя занято правилом другого поля, section.chair" in said.err


@pytest.mark.parametrize(("old", "new"), [('"reason"', '"reasons"'), ('"other"', '"сон"')])
def test_a_rule_that_can_read_nothing_is_refused(folder: Path, tmp_path: Path, old: str, new: str) -> None:
    refused = call("extract", folder / "а.txt", "--rules", rule_file(tmp_path / "rules", GOOD.replace(old, new)))
    assert refused.code == 19 and refused.out == "" and "мои.toml:2" in refused.err


def test_rules_check_says_what_cannot_be_loaded(tmp_path: Path) -> None:
    assert call("rules", "check", rule_file(tmp_path / "rules", "[[rule]\n")).code == 19
