"""``extractor extract``: which files are read, what is said of the others, where it writes, how it leaves."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from commandline import MINUTES, ROOT, call, records, run, write_folder

from extractor import extraction


@pytest.fixture()
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path)


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
        "чертёж.ps: пропущен",
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
    assert "нет.txt: файл не читается: нет такого файла" in result.err


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
        ("нет.txt", 12, "нет такого файла"),
        ("пустой.txt", 13, "файл пуст"),
        ("двоичный.txt", 14, "двоичный файл"),
        ("чертёж.ps", 15, "эта версия не читает"),
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
    assert call("extract", folder / "а.txt", "--encoding", "ascii").code == 17
    assert json.loads(call("extract", folder / "inner" / "б.MD", "--encoding", "cp1251").out)["number"] == "4"



def test_an_encoding_that_does_not_exist_is_told_once(folder: Path) -> None:
    result = call("extract", "--encoding", "рус", str(folder))
    assert (result.code, result.out) == (11, "") and result.err == "неверный вызов: --encoding: нет кодировки «рус»\n"


def test_a_folder_without_texts_or_protocols(tmp_path: Path) -> None:
    assert call("extract", tmp_path).err.startswith(f"{tmp_path}: здесь нет файлов, которые можно прочитать")
    for name in ("1.txt", "2.txt"):
        (tmp_path / name).write_text("Просто письмо о погоде, ничего больше.\n", encoding="utf-8")
    assert call("extract", tmp_path).code == 18


def test_output_that_cannot_be_written(folder: Path, tmp_path: Path) -> None:
    missing = call("extract", folder / "а.txt", "-o", tmp_path / "нет" / "r.jsonl")
    assert (missing.code, missing.err) == (22, f"{tmp_path / 'нет' / 'r.jsonl'}: не удаётся записать файл: нет такого файла или папки\n")
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


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_named_pipe_is_refused_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "канал.txt"
    os.mkfifo(pipe)
    done = subprocess.run([sys.executable, "-m", "extractor", "extract", pipe], capture_output=True, encoding="utf-8", timeout=60)
    assert done.returncode == 12
    assert "канал" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_full_disk_is_told_in_one_sentence(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([sys.executable, "-m", "extractor", "schema"], stdout=full, stderr=subprocess.PIPE, encoding="utf-8", timeout=60)
    assert done.returncode == 22
    assert "не удаётся записать" in done.stderr and "Traceback" not in done.stderr
