"""The command line: start-up, help, wrong calls, schema, evaluate."""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from commandline import MINUTES, ROOT, call, run, write_folder
from typer.main import get_command

from extractor.cli import app
from extractor.errors import EXIT_CODES
from extractor.helptext import ENGLISH
from extractor.messages import _TEXTS, exit_codes_table, usage


@pytest.fixture()
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path)


# ---- start-up and help


def test_cold_start_is_cheap() -> None:
    def cost() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert run("--help").code == 0
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(cost() for _ in range(3)) < 0.3


def test_help_imports_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "extractor", "--help"], capture_output=True, text=True, cwd=ROOT, encoding="utf-8"
    )
    imported = {line.rpartition("|")[2].strip().split(".")[0] for line in done.stderr.splitlines()}
    assert "typer" in imported
    assert not imported & {"rich", "pydantic", "pymorphy2", "natasha", "spacy", "pandas", "numpy", "razdel"}


@pytest.mark.parametrize("args", [["--help"], ["extract", "--help"], ["rules", "--help"], ["rules", "check", "--help"]])
def test_help_is_in_both_languages(args: list[str]) -> None:
    russian, english = call(*args), call(*args, "--lang", "en") if args == ["--help"] else call("--lang", "en", *args)
    assert russian.code == english.code == 0
    assert "Показать эту справку." in russian.out and "Вызов:" in russian.out and "Options" not in russian.out
    assert "Show this message and exit." in english.out and "Usage:" in english.out
    assert not any("а" <= sign <= "я" for sign in english.out)


def test_texts_hold_the_same_values_in_both_languages() -> None:
    for key, (russian, english) in _TEXTS.items():
        assert fields_of(russian) == fields_of(english), key


def fields_of(said: str) -> set[str]:
    return {piece.partition("}")[0] for piece in said.split("{")[1:]}


def commands() -> Iterator[tuple[str, Any]]:
    def walk(name: str, command: Any) -> Iterator[tuple[str, Any]]:
        inner = getattr(command, "commands", {})
        if not inner or name == "extractor":
            yield name, command
        for child, other in inner.items():
            yield from walk(f"{name} {child}", other)

    return walk("extractor", get_command(app))


@pytest.mark.parametrize(("name", "command"), list(commands()), ids=lambda v: v if isinstance(v, str) else "")
def test_every_command_and_option_is_documented_and_translated(name: str, command: Any) -> None:
    docs = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    section = docs if name == "extractor" else docs.split(f"## `{name}`\n")[1].split("\n## ")[0]
    assert f"$ {name}" in section or f"| {name}" in section
    for param in command.params:
        if param.param_type_name == "option" and param.name not in ("lang", "debug"):
            assert all(f"{option}" in section for option in param.opts), param.opts
        if param.name not in ("install_completion", "show_completion"):
            assert param.help in ENGLISH, param.name
    assert command.help in ENGLISH


def test_exit_codes_page_is_the_table_of_the_program() -> None:
    page = (ROOT / "docs" / "exit-codes.md").read_text(encoding="utf-8")
    assert page.endswith(exit_codes_table())
    assert all(f"| {code} | `{cause.__name__}` |" in page for code, cause in EXIT_CODES.items())


def test_version() -> None:
    assert call("--version").out.startswith("extractor ")


def test_completion() -> None:
    done = run(_EXTRACTOR_COMPLETE="complete_bash", COMP_WORDS="extractor ex", COMP_CWORD="1")
    assert done.out.split() == ["extract", "explain"]


# ---- wrong calls


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["extract"], "назовите файлы, папки или «-»"),
        (["extract", "--outptu", "x"], "нет ключа --outptu; похожи: --output"),
        (["extrct"], "нет команды extrct; похожи: 'extract'"),
        (["rules"], "не названа команда"),
        (["explain"], "не хватает аргумента FILE"),
        (["explain", "x", "--part", "два"], "--part: нужно целое число"),
        (["schema", "a", "b"], "лишние аргументы: a b"),
        (["schema", "--out"], "у ключа --out нет значения"),
        (["--lang", "de", "schema"], "--lang: «de», а бывает ru или en"),
    ],
)
def test_a_wrong_call_is_one_sentence(args: list[str], said: str) -> None:
    result = call(*args)
    assert result.code == 11
    assert result.err == f"неверный вызов: {said}\n"


def test_no_command_shows_the_help() -> None:
    result = call()
    assert result.code == 11 and "evaluate" in result.out


def test_messages_in_english() -> None:
    assert call("extract", "--lang", "en").err == "wrong usage: name files, folders or “-”\n"
    assert call("extract", "--lang=en", "--foo").err == "wrong usage: No such option: --foo\n"
    assert call("extract", EXTRACTOR_LANG="en").err.startswith("wrong usage")
    assert call("extract", "--lang", "ru", EXTRACTOR_LANG="en").err.startswith("неверный вызов")
    assert usage("Something new", "ru") == "Something new"


# ---- schema and evaluate


def test_schema(tmp_path: Path) -> None:
    schema = json.loads(call("schema").out)
    assert schema["$schema"].endswith("2020-12/schema") and "decisions" in schema["properties"]
    assert call("schema", "--out", tmp_path / "s.json").out == ""
    assert json.loads((tmp_path / "s.json").read_text(encoding="utf-8")) == schema


def test_evaluate(folder: Path, tmp_path: Path) -> None:
    gold, found = tmp_path / "gold", tmp_path / "records.jsonl"
    gold.mkdir()
    (gold / "а.json").write_text(json.dumps({"number": "3", "date": "1926-05-06"}), encoding="utf-8")
    assert call("extract", folder / "а.txt", folder / "inner", "-o", found).code == 0
    table = call("evaluate", gold, found, "--errors")
    assert table.code == 0 and "*date" in table.out and "а 1 date: 1926-05-06 → 1926-05-05" in table.out
    assert table.err == "записи без эталона: б\n"
    (tmp_path / "floors.json").write_text('{"date": 1.0, "number": 1.0}', encoding="utf-8")
    as_json = call("evaluate", gold, found, "--json", "--errors", "--floors", tmp_path / "floors.json", "--html", tmp_path / "e.html", "--ocr")
    data = json.loads(as_json.out)
    assert as_json.code == 3 and "date: F1 0.000, порог 1.000" in as_json.err and "number: F1" not in as_json.err
    assert data["fields"]["number"]["soft"]["f1"] == 1.0 and data["documents"][0]["errors"]
    assert (tmp_path / "e.html").read_text(encoding="utf-8").lower().startswith("<!doctype")
    assert call("evaluate", tmp_path / "нет", found).code == 12
    assert call("evaluate", gold, tmp_path / "нет.jsonl").code == 12
    found.write_text("не json\n", encoding="utf-8")
    assert call("evaluate", gold, found).code == 20
    (gold / "а.json").write_text("[", encoding="utf-8")
    assert call("evaluate", gold, found).code in (20, 21)


def test_streams_that_cannot_show_russian(folder: Path) -> None:
    result = run("explain", folder / "а.txt", "date", PYTHONIOENCODING="ascii")
    assert result.code == 0 and "строка 3" in result.out


def test_the_voice_survives_streams_without_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    from extractor.outcome import prepare_streams

    monkeypatch.setattr(sys, "stdout", io.StringIO())
    prepare_streams()


def test_a_page_never_overwrites_what_is_read(tmp_path: Path) -> None:
    document = tmp_path / "а.txt"
    document.write_text(MINUTES, encoding="utf-8")
    refused = call("explain", document, "--html", document)
    assert refused.code == 11 and "затёр бы прочитанный файл" in refused.err
    assert document.read_text(encoding="utf-8") == MINUTES
    found = tmp_path / "r.jsonl"
    assert call("extract", document, "-o", found).code == 0
    before = found.read_bytes()
    assert call("evaluate", ROOT / "corpora", found, "--html", found).code == 11
    assert found.read_bytes() == before


# ---- read


def test_read(tmp_path: Path) -> None:
    document, hocr = tmp_path / "а.txt", ROOT / "tests" / "data" / "page.hocr"
    document.write_bytes(MINUTES.encode("cp1251"))
    assert call("read", document).out == MINUTES
    assert call("read", "-", stdin=MINUTES.rstrip("\n").encode()).out == MINUTES
    blocks = [line.split("\t") for line in call("read", document, "--blocks").out.splitlines()]
    assert all(len(block) == 5 and int(block[2]) < int(block[3]) for block in blocks)
    assert blocks[-1][4] == "Постановили: Выпускать раз в месяц." and MINUTES[int(blocks[-1][2]) : int(blocks[-1][3])] == blocks[-1][4]
    words = [line.split("\t") for line in call("read", hocr, "--words").out.splitlines()]
    assert words[0] == ["5", "72.00", "72.00", "192.00", "86.40", "96", "0", "8", "ПРОТОКОЛ"] and words[3][5] == ""
    written = call("read", hocr, "--alto", tmp_path / "1.xml")
    assert written.code == 0 and written.out == "" and written.err == f"записано: {tmp_path / '1.xml'}\n"
    assert call("read", tmp_path / "1.xml").out == call("read", hocr).out


def test_what_read_refuses(tmp_path: Path) -> None:
    document = tmp_path / "а.txt"
    document.write_text(MINUTES, encoding="utf-8")
    for option in (["--words"], ["--alto", tmp_path / "1.xml"]):
        refused = call("read", document, *option)
        assert refused.code == 11 and "нет страниц с местами слов" in refused.err and refused.err.count("\n") == 1
    hocr = tmp_path / "1.hocr"
    hocr.write_bytes((ROOT / "tests" / "data" / "page.hocr").read_bytes())
    assert call("read", hocr, "--alto", hocr).code == 11 and hocr.read_bytes().startswith(b"<?xml")
    assert call("read", tmp_path / "нет.txt").code == 12
