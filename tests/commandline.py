"""The command line, called from tests: in this process and in one of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from typer.testing import CliRunner

from extractor.cli import app

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


def write_folder(place: Path) -> Path:
    """Two protocols, and much that is none."""
    files = {
        "а.txt": MINUTES.encode(), "inner/б.MD": SECOND.encode("cp1251"), "пустой.txt": b" \n", "двоичный.txt": b"\x00\x01\x02bin\xff" * 9,
        "чертёж.ps": b"%!PS-Adobe-3.0\n", ".hidden.txt": MINUTES.encode(), ".git/x.txt": MINUTES.encode(),
    }  # fmt: skip
    for name, data in files.items():
        path = place / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return place / "docs"
