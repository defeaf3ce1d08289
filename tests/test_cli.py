"""The command line: what it says, where it writes, how it leaves."""

from __future__ import annotations

import io
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from extractor import extraction
from extractor.cli import app
from extractor.errors import EXIT_CODES
from extractor.helptext import ENGLISH
from extractor.messages import _TEXTS, exit_codes_table, usage

ROOT = Path(__file__).parents[1]
MINUTES = "Протокол № 3\nзаседания кружка\n5 мая 1926 г.\n\nСлушали: О стенгазете.\nПостановили: Выпускать раз в месяц.\n"
SECOND = MINUTES.replace("№ 3", "№ 4").replace("5 мая", "12 мая")


def call(*args: object, stdin: bytes | None = None, **env: str) -> Any:
    """The command line in this process; ``code``, ``out`` and ``err`` of what came out."""
    result = CliRunner().invoke(app, [str(arg) for arg in args], input=stdin, env={"EXTRACTOR_LANG": None, **env})
    return SimpleNamespace(code=result.exit_code, out=result.stdout, err=result.stderr)


def run(*args: object, stdin: bytes = b"", cwd: Path | None = None, **env: str) -> Any:
    """The command line in a process of its own."""
    done = subprocess.run([sys.executable, "-m", "extractor", *map(str, args)], input=stdin, capture_output=True, cwd=cwd,
                          env={**os.environ, "PYTHONPATH": str(ROOT), **env}, timeout=120)  # fmt: skip
    return SimpleNamespace(code=done.returncode, out=done.stdout.decode("utf-8"), err=done.stderr.decode("utf-8"))


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture()
def folder(tmp_path: Path) -> Path:
    """Two protocols, and much that is none."""
    files = {
        "а.txt": MINUTES.encode(), "inner/б.MD": SECOND.encode("cp1251"), "пустой.txt": b" \n", "двоичный.txt": b"\x00\x01\x02bin\xff" * 9,
        "скан.jpg": b"\xff\xd8\xff", ".hidden.txt": MINUTES.encode(), ".git/x.txt": MINUTES.encode(),
    }  # fmt: skip
    for name, data in files.items():
        path = tmp_path / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path / "docs"


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


# ---- extract


def test_a_folder(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "records.jsonl"
    result = call("extract", folder, "-o", out)
    assert result.code == 10 and result.out == ""
    assert [record["number"] for record in records(out)] == ["3", "4"]
    assert "Постановили" not in out.read_text(encoding="utf-8")
    said = result.err.splitlines()
    for name in (
        "пустой.txt: файл пуст",
        "двоичный.txt: это не текст",
        "скан.jpg: пропущен",
        ".hidden.txt: пропущен: скрытый",
        ".git: пропущен: скрытый",
    ):
        assert sum(name in line for line in said) == 1, name
    assert said[-1] == "файлов: 4, протоколов: 2, не прочитано: 2, пропущено: 3" and len(said) == 6


def test_globs(folder: Path) -> None:
    chosen = call("extract", folder, "--dry-run", "--include", "*.md", "--include", ".hid*")
    assert chosen.out.splitlines() == [str(folder / ".hidden.txt"), str(folder / "inner" / "б.MD")]
    spared = call("extract", folder, folder / "а.txt", "--dry-run", "--exclude", "inner/*", "--exclude", "ПУСТ*", "--exclude", "дво*")
    assert spared.out.splitlines() == [str(folder / "а.txt")]
    assert "а.txt: пропущен: назван дважды" in spared.err


def test_dry_run_writes_nothing(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "records.jsonl"
    result = call("extract", folder, tmp_path / "нет.txt", "-o", out, "--dry-run")
    assert result.code == 10 and not out.exists()
    assert len(result.out.splitlines()) == 4
    assert "нет.txt: файл не читается: такого файла нет" in result.err


def test_files_from(folder: Path, tmp_path: Path) -> None:
    names = [str(folder / "а.txt"), "", str(folder / "inner")]
    (tmp_path / "list").write_bytes("\ufeff".encode() + "\r\n".join(names).encode())
    assert call("extract", "--files-from", tmp_path / "list").out.count("\n") == 2
    assert call("extract", "--files-from", "-", stdin="\0".join(names).encode()).out.count("\n") == 2
    assert call("extract", "--files-from", tmp_path / "no").code == 12
    assert call("extract", "--files-from", "-", stdin=b"\n").code == 18


def test_standard_input_and_text() -> None:
    result = run("extract", "-", "--with-text", stdin=MINUTES.encode("cp1251"), PYTHONIOENCODING="ascii")
    [line] = result.out.splitlines()
    record = json.loads(line)
    assert result.code == 0 and record["source"]["path"] == "-" and record["source"]["text"] == MINUTES and "Протокол" in line


def test_pretty(folder: Path, tmp_path: Path) -> None:
    one = call("extract", folder / "а.txt", "--pretty")
    assert json.loads(one.out)["number"] == "3" and one.out.startswith('{\n  "schema"')
    two = call("extract", folder, "--pretty")
    assert two.code == 11 and "--pretty — для одного файла" in two.err


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("нет.txt", 12, "такого файла нет"),
        ("пустой.txt", 13, "файл пуст"),
        ("двоичный.txt", 14, "двоичный файл"),
        ("скан.jpg", 15, "эта версия не читает"),
        ("рецепт", 18, "не найдено протокола"),
    ],
)
def test_one_bad_file_gives_the_code_of_its_cause(folder: Path, name: str, code: int, said: str) -> None:
    (folder / "рецепт").write_text("Рецепт борща.\nСвекла, капуста, лук и немного терпения.\n", encoding="utf-8")
    result = run("extract", folder / name)
    assert (result.code, result.out) == (code, "")
    first, count = result.err.splitlines()
    assert said in first and name in first and count == "файлов: 1, протоколов: 0, не прочитано: 1, пропущено: 0"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_forbidden_file(folder: Path) -> None:
    (folder / "а.txt").chmod(0)
    assert call("extract", folder / "а.txt").code == 12


def test_wrong_encoding(folder: Path) -> None:
    assert call("extract", folder / "а.txt", "--encoding", "utf-99").code == 17
    assert json.loads(call("extract", folder / "inner" / "б.MD", "--encoding", "cp1251").out)["number"] == "4"


def test_a_folder_without_texts_or_protocols(tmp_path: Path) -> None:
    assert call("extract", tmp_path).err.startswith(f"{tmp_path}: здесь нет файлов, которые можно прочитать")
    for name in ("1.txt", "2.txt"):
        (tmp_path / name).write_text("Просто письмо о погоде, ничего больше.\n", encoding="utf-8")
    assert call("extract", tmp_path).code == 18


def test_output_that_cannot_be_written(folder: Path, tmp_path: Path) -> None:
    missing = call("extract", folder / "а.txt", "-o", tmp_path / "нет" / "r.jsonl")
    assert (missing.code, missing.err) == (22, f"{tmp_path / 'нет' / 'r.jsonl'}: не удаётся записать файл: такой папки нет\n")
    assert "это папка" in call("extract", folder / "а.txt", "-o", tmp_path).err
    if os.path.exists("/dev/full"):
        assert call("extract", folder / "а.txt", "-o", "/dev/full").code == 22
    assert call("schema", "--out", tmp_path / "нет" / "s.json").code == 22


def test_a_document_is_never_overwritten(folder: Path) -> None:
    before = (folder / "а.txt").read_bytes()
    for names in ([folder / "а.txt"], [folder], [folder / "inner", folder / "а.txt"]):
        assert call("extract", *names, "-o", folder / "а.txt").code == 11
    assert (folder / "а.txt").read_bytes() == before
    (folder / "r.jsonl").write_text("", encoding="utf-8")
    again = call("extract", folder, "--include", "а.txt", "--include", "*.jsonl", "-o", folder / "r.jsonl")
    assert again.code == 0 and "r.jsonl: пропущен: в него пишется результат" in again.err


def test_a_fault_of_the_program_does_not_stop_the_others(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = extraction.extract

    def broken(source: Any, **more: Any) -> Any:
        if source.path.endswith("а.txt"):
            raise ZeroDivisionError("ой")
        return real(source, **more)

    monkeypatch.setattr(extraction, "extract", broken)
    result = call("extract", folder / "а.txt", folder / "inner")
    assert result.code == 10 and result.out.count("\n") == 1
    assert f"внутренняя ошибка в файле {folder / 'а.txt'}: ZeroDivisionError: ой; запустите с --debug\n" in result.err
    assert "Traceback" not in result.err
    alone = call("extract", folder / "а.txt", "--debug")
    assert alone.code == 1 and "Traceback" in alone.err


def test_names_that_are_no_text(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xef\xf0.txt")).write_bytes(MINUTES.encode())
    except OSError:
        pytest.skip("the file system wants UTF-8")
    result = run("extract", tmp_path)
    assert result.code == 0 and json.loads(result.out)["source"]["path"].endswith("\\xef\\xf0.txt")


def test_a_name_with_a_line_end_is_told_on_one_line(tmp_path: Path) -> None:
    (tmp_path / "a\n\x1b[31mb.txt").write_bytes(b" ")
    assert "a\\n\\x1b[31mb.txt: файл пуст" in call("extract", tmp_path).err


@pytest.mark.skipif(os.name == "nt", reason="signals and pipes of POSIX")
def test_interrupted_and_closed_pipe(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    for number in range(3000):
        (docs / f"{number}.txt").write_text(MINUTES * 20, encoding="utf-8")
    command = [sys.executable, "-m", "extractor", "extract", str(docs)]
    out = tmp_path / "r.jsonl"
    with subprocess.Popen([*command, "-o", str(out)], stderr=subprocess.PIPE, cwd=ROOT) as process:
        deadline = time.monotonic() + 60
        while not (out.exists() and out.stat().st_size) and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        said = process.communicate()[1].decode("utf-8").splitlines()
    assert process.returncode == 130 and said[-1] == "прервано" and said[-2].startswith("файлов: ")
    assert records(out)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read().decode("utf-8").splitlines()
    assert process.returncode == 141 and len(said) == 1


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
    from extractor.cli import _prepare_streams

    monkeypatch.setattr(sys, "stdout", io.StringIO())
    _prepare_streams()
