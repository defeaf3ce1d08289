"""Rule files on the command line: broken ones, lists, the checker."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

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


@pytest.fixture()
def problems(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The checker of rules, replaced: what it is to find."""
    found: list[Any] = []
    module = ModuleType("extractor.rulecheck")
    module.check_rules = lambda folders: list(found)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "extractor.rulecheck", module)
    return found


def test_rules_check(problems: list[Any], tmp_path: Path) -> None:
    good = call("rules", "check")
    assert good.code == 0 and good.err.startswith("проверено правил: ")
    problems += [
        SimpleNamespace(file="a.toml", line=7, rule="x", message="нет примеров"),
        SimpleNamespace(file="b.toml", line=0, rule="", message="пусто"),
    ]
    bad = call("rules", "check", tmp_path)
    assert bad.code == 19
    assert bad.err.splitlines()[:2] == ["a.toml:7: x: нет примеров", "b.toml: пусто"] and bad.err.endswith("ошибок: 2\n")
    assert call("rules", "check", tmp_path / "нет").code == 12


def test_rules_check_says_what_cannot_be_loaded(problems: list[Any], tmp_path: Path) -> None:
    assert call("rules", "check", rule_file(tmp_path / "rules", "[[rule]\n")).code == 19
