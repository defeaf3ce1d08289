"""The archivist's guide to rules is true: its tables, its files, its commands and what they say."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from commandline import call

from extractor import load_rules
from extractor.language.fold import fold
from extractor.rulecheck import check_rules
from extractor.rules import compile_pattern, read_words
from extractor.ruletrial import FIELDS

GUIDE = (Path(__file__).parents[1] / "rules" / "README.md").read_text(encoding="utf-8")
WORDS = {"crafts": read_words(GUIDE[GUIDE.index("# лесные промыслы") :].partition("```")[0])}


def rows(heading: str) -> list[list[str]]:
    """The rows of the table of the guide that has this heading."""
    table = GUIDE[GUIDE.index(heading) :].split("\n\n")[0].splitlines()[2:]
    return [[unescape(re.sub(r"^(?:`|<code>)|(?:`|</code>)$", "", cell.strip())) for cell in row.split("|")[1:-1]] for row in table]


@pytest.mark.parametrize("row", rows("| знак | что значит"), ids=lambda row: row[2])
def test_the_guides_table_of_marks(row: list[str]) -> None:
    compiled = compile_pattern(row[2], WORDS)
    assert all(compiled.search(fold(text)) for text in row[3].split("; ")) and not compiled.search(fold(row[4]))


@pytest.mark.parametrize("row", rows("| вид | что может стоять"), ids=lambda row: row[2])
def test_the_guides_table_of_slots(row: list[str]) -> None:
    found = compile_pattern(row[2]).search(fold(row[3]))
    assert found and row[3][slice(*found.span(1))].strip() == row[4]


def test_the_guide_names_all_fields_and_reasons() -> None:
    assert sorted(row[0] for row in rows("| field | о чём")) == sorted(FIELDS)
    ranks: dict[str, list[int]] = {}
    for rule in load_rules().by_field["reason"]:
        ranks.setdefault(str(rule.value), []).append(rule.rank)
    assert {row[0] for row in rows("| value | rank")} == set(ranks)
    assert all(int(row[1]) in ranks[row[0]] for row in rows("| value | rank"))


def test_the_guides_files_and_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files are written and the commands run in the order of the page; what they say stands under them."""
    monkeypatch.chdir(tmp_path)
    steps = re.findall(r"^Файл `([^`]+)`\n\n```\w+\n(.*?)^```$|^```console\n\$ extractor (.*?)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    assert len(steps) > 8
    for name, content, command, said in steps:
        if name:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(content, encoding="utf-8")
            continue
        result = call(*command.split())
        assert plain(result.out + result.err) == plain(said), command
    assert not check_rules([Path("МОЯ_ПАПКА")]).problems


def plain(said: str) -> str:
    """What a command says without what differs from place to place: counts, and lines of the built-in files."""
    said = re.sub(r"(?<=проверено правил: )\d+(, примеров: )\d+", r"…\1…", said)
    return re.sub(r"\S*?rules/(\w+\.toml):\d+", r"rules/\1", said).strip()
